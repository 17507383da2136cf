"""What the files of an XBRL taxonomy are made of: its content, and the XML that all of them share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import quoteattr

# A domain that can never exist (RFC 6761): the package's catalogue says where its files are.
BASE = "https://verified-budget.invalid/taxonomy"
# The prefixes of every file.
SPACES = {
    "xs": "http://www.w3.org/2001/XMLSchema",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xlink": "http://www.w3.org/1999/xlink",
    "xbrli": "http://www.xbrl.org/2003/instance",
    "link": "http://www.xbrl.org/2003/linkbase",
    "xbrldt": "http://xbrl.org/2005/xbrldt",
}
# The table of facts that only repeat another; a sum takes each data point once.
REPEATED = "prints"

Attributes = dict[str, str]


@dataclass(frozen=True)
class Rule:
    """The weighted sum of one total along one axis, as the arcs state it."""

    rule_id: str
    axis: str
    parent: str
    label_ja: str
    label_en: str
    rounds_parts: bool
    statement: str
    business: str
    stage: str
    parts: tuple[tuple[str, int], ...]
    difference: str | None  # the member of the axis that holds what is known not to add up

    @property
    def name(self) -> str:
        """A name for each sum: a rule may have several totals, and places where it holds."""
        names = (self.rule_id, self.axis, self.parent, self.statement, self.business, self.stage)
        return ".".join(filter(None, names))


@dataclass
class Taxonomy:
    """What a taxonomy says, as read from the database."""

    taxonomy_id: str
    title_ja: str
    title_en: str
    statements: dict[str, dict[str, Any]]  # by statement, in order
    lines: dict[str, dict[str, Any]]  # by line, in order: label_ja, label_en, statement, depth ...
    businesses: dict[str, dict[str, Any]]  # by business, in order
    stages: dict[str, dict[str, Any]]  # by stage, in order
    half_units: dict[int, int]  # half a unit in yen by `decimals`, of the units that round
    rules: list[Rule] = field(default_factory=list)

    @property
    def base(self) -> str:
        """The address of the taxonomy, which only its package resolves."""
        return f"{BASE}/{self.taxonomy_id}"

    def spaces(self) -> dict[str, str]:
        """All prefixes of its files."""
        own = {"line": "lines", "business": "businesses", "stage": "stages"}
        return SPACES | {prefix: f"{self.base}/{name}" for prefix, name in own.items()}

    def period_kind(self, line: str) -> str:
        """`instant` or `duration`, as the statement of a line is."""
        return self.statements[self.lines[line]["statement"]]["period_kind"]

    def is_calculation(self, rule: Rule) -> bool:
        """Whether a calculation can state a rule: along lines, wherever they are reported."""
        members = [rule.parent, *(part for part, _ in rule.parts)]
        return (
            rule.axis == "line"
            and not (rule.business or rule.stage or rule.rounds_parts)
            and len({self.period_kind(member) for member in members}) == 1
            # A part that stands only in some prints makes the sum there, and nowhere else.
            and all(self.lines[part]["line_kind"] != "memorandum" for part, _ in rule.parts)
        )


def tag(name: str, attributes: Attributes | None = None, *content: str) -> str:
    """An element of XML; its content is elements, or text that is escaped already."""
    opened = " ".join([name, *(f"{key}={quoteattr(value)}" for key, value in (attributes or {}).items())])
    return f"<{opened}>{''.join(content)}</{name}>" if content else f"<{opened}/>"


def root(name: str, taxonomy: Taxonomy, attributes: Attributes, content: Iterable[str]) -> str:
    """A file: the element at its root, which declares every prefix; its children a line each."""
    spaces = {f"xmlns:{prefix}": space for prefix, space in taxonomy.spaces().items()}
    lines = "\n".join(content)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tag(name, spaces | attributes, chr(10), lines, chr(10))}\n'


def arc(kind: str, arcrole: str, start: str, end: str, **more: str) -> str:
    """An arc between two labels of a link."""
    return tag(kind, {
        "xlink:type": "arc", "xlink:arcrole": arcrole, "xlink:from": start, "xlink:to": end,
    } | more)


def summed(rule: Rule) -> list[tuple[str, int]]:
    """The parts of a sum with their weights; a known difference is one of them."""
    return [*rule.parts, *([(rule.difference, 1)] if rule.difference else [])]
