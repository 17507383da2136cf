"""Lay out the pictures of the book: where each bar begins and how long it is.

A picture is a table whose rows carry bars, so that its labels are text of the page and
its figures lead to their evidence. Nothing here draws: a template writes what is laid out,
and the style sheet colours it. Places are percent of the track that a bar lies in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]
# Free space beside the lowest and the highest amount, as a share of what is between them.
MARGIN = 0.08


@dataclass(frozen=True)
class Bar:
    """A bar in its track, in percent of the track; `kind` is a class of the style sheet."""

    left: float
    width: float
    kind: str


@dataclass
class Line:
    """A row of a picture.

    Attributes:
        label_ja: What it shows, in Japanese.
        label_en: The same in English.
        tracks: Per track, its bars and the amount beside them with its data point.
    """

    label_ja: str
    label_en: str
    tracks: list[tuple[list[Bar], int | None, tuple[str, str, str] | None]]
    business: str = ""
    is_end: bool = False


@dataclass
class Picture:
    """A picture.

    Attributes:
        lines: Its rows.
        heads: Per track, its heading in Japanese and English; empty for none.
        starts_at_zero: Whether the length of a bar is in proportion to its amount.
        keys: Kind of bar with its name in Japanese and English, where the kinds need names.
        is_change: Whether its steps are changes, written with their sign.
    """

    lines: list[Line]
    heads: list[tuple[str, str]] = field(default_factory=list)
    starts_at_zero: bool = True
    keys: list[tuple[str, str, str]] = field(default_factory=list)
    is_change: bool = False


@dataclass(frozen=True)
class Scale:
    """What a track shows, from its lowest to its highest amount."""

    low: int
    high: int

    @classmethod
    def of(cls, amounts: Iterable[int], from_zero: bool = True) -> Scale:
        """Return the scale that holds all amounts, and zero if it is to."""
        known = [*amounts, *([0] if from_zero else [])]
        return cls(min(known), max(known))

    def place(self, amount: int) -> float:
        """Return where an amount lies, in percent."""
        return round(100 * (amount - self.low) / max(self.high - self.low, 1), 2)

    def bar(self, start: int, end: int, kind: str) -> Bar:
        """Return the bar between two amounts; one that would not be seen is a hair."""
        left, right = sorted((self.place(start), self.place(end)))
        return Bar(min(left, 99.6), max(round(right - left, 2), 0.4), kind)


def cell(step: Row) -> tuple[str, str, str]:
    """Return the data point of a step."""
    return step["line_id"], step["business_id"], step["stage"]


def lay_out(context: Row) -> dict[str, Picture]:
    """Lay out all pictures of a document.

    Args:
        context: What `book.read_document` returns.

    Returns:
        Pictures by id; one without data is left out.
    """
    kinds = {"start": bridge, "left": sides, "size": sizes}
    found = {}
    for about in context["titled"]:
        steps = sorted(context["steps"].get(about["picture_id"], []), key=lambda row: row["step_order"])
        kind = next((kinds[step["step_role"]] for step in steps if step["step_role"] in kinds), None)
        if kind is not None:
            found[about["picture_id"]] = kind(about, steps, context["stage_names"])
    return found


def bridge(about: Row, steps: list[Row], stages: dict[str, Row]) -> Picture:
    """Lay out a waterfall: from the start, step by step, to the end.

    Where all of it lies far above zero its track begins below the lowest amount, and start
    and end are marks, not bars, whose length would mean nothing.
    """
    amounts = [step[side] for step in steps for side in ("from_thousand_yen", "to_thousand_yen")
               if step["step_role"] == "step" or side == "to_thousand_yen"]
    low, high = min(amounts), max(amounts)
    starts_at_zero = low <= high / 2
    space = round((high - low) * MARGIN) or 1
    scale = Scale.of(amounts) if starts_at_zero else Scale(low - space, high + space)
    is_amendment = len({step["stage"] for step in steps}) > 1
    lines = []
    for step in steps:
        is_step = step["step_role"] == "step"
        amount = step["amount_thousand_yen"]
        start = step["from_thousand_yen"] if is_step else 0 if starts_at_zero else amount
        kind = ("up" if amount >= 0 else "down") if is_step else "whole" if starts_at_zero else "mark"
        names = {
            language: step[f"business_{language}"] if is_amendment and is_step
            else stages[step["stage"]][f"label_{language}"] if is_amendment
            else step[f"label_{language}"]
            for language in ("ja", "en")
        }
        end = step["to_thousand_yen"]
        lines.append(
            Line(names["ja"], names["en"], [([scale.bar(start, end, kind)], amount, cell(step))],
                 step["business_id"] if is_amendment and is_step else "", not is_step)
        )
    return Picture(lines, starts_at_zero=starts_at_zero, is_change=True)


def sides(about: Row, steps: list[Row], _: dict[str, Row]) -> Picture:
    """Lay out two bars of equal length, each with its parts below one another."""
    scale = Scale.of(
        step[side] for step in steps for side in ("from_thousand_yen", "to_thousand_yen")
    )
    lines = [
        Line(
            step["label_ja"],
            step["label_en"],
            [([scale.bar(step["from_thousand_yen"], step["to_thousand_yen"], step["step_role"])],
              step["amount_thousand_yen"], cell(step))],
        )
        for step in sorted(steps, key=lambda row: (row["step_role"], row["step_order"]))
    ]
    keys = [(side, about[f"{side}_ja"] or "", about[f"{side}_en"] or "") for side in ("left", "right")]
    return Picture(lines, keys=[key for key in keys if key[1]])


def sizes(about: Row, steps: list[Row], _: dict[str, Row]) -> Picture:
    """Lay out the businesses side by side: how large, and with what result."""
    roles = [role for role in ("size", "result") if any(step["step_role"] == role for step in steps)]
    scales = {
        role: Scale.of(step["amount_thousand_yen"] for step in steps if step["step_role"] == role)
        for role in roles
    }
    first = {role: next(step for step in steps if step["step_role"] == role) for role in roles}
    lines: dict[str, Line] = {}
    for step in steps:
        line = lines.setdefault(
            step["business_id"],
            Line(step["business_ja"], step["business_en"], [([], None, None) for _ in roles],
                 step["business_id"]),
        )
        amount, role = step["amount_thousand_yen"], step["step_role"]
        kind = "down" if amount < 0 else "up"
        line.tracks[roles.index(role)] = ([scales[role].bar(0, amount, kind)], amount, cell(step))
    heads = [(first[role]["label_ja"], first[role]["label_en"]) for role in roles]
    return Picture(list(lines.values()), heads=heads)


def compare(summary: list[Row], stages: list[Row]) -> Picture | None:
    """Lay out headline lines: what they were before, and what they are now.

    Args:
        summary: Rows of `business_summary` of one business.
        stages: The stages of the document, in order.

    Returns:
        The picture; None where there is nothing to show.
    """
    shown = [row for row in summary if row["revised_thousand_yen"] is not None]
    if not shown:
        return None
    sides = {"original_thousand_yen": "before", "revised_thousand_yen": "now"}
    moved = any(row["adjustment_thousand_yen"] for row in shown)
    scale = Scale.of(
        row[side] for row in shown for side in sides if row[side] is not None and (moved or "rev" in side)
    )
    lines = []
    for row in shown:
        bars = [
            scale.bar(0, row[side], kind)
            for side, kind in sides.items()
            if row[side] is not None and (moved or kind == "now")
        ]
        point = (row["line_id"], row["business_id"], "revised")
        lines.append(
            Line(row["label_ja"], row["label_en"], [(bars, row["revised_thousand_yen"], point)])
        )
    names = {row["stage"]: row for row in stages}
    keys = [
        (kind, names[stage]["label_ja"], names[stage]["label_en"])
        for kind, stage in (("before", "original"), ("now", "revised"))
        if stage in names
    ]
    return Picture(lines, keys=keys if moved else [])


def years(obligations: list[Row]) -> Row | None:
    """Lay out the years of burden of obligations.

    Args:
        obligations: Rows of `debt_obligations`.

    Returns:
        `first` and `last` fiscal year, the `marks` that the track shows with their places,
        and `bars` by line; None where no years are known.
    """
    known = [row for row in obligations if row["burden_from_fiscal_year"] is not None]
    if not known:
        return None
    first = min(row["burden_from_fiscal_year"] for row in known)
    last = max(row["burden_until_fiscal_year"] for row in known)
    scale = Scale(first, last + 1)
    every = max(1, -(-(last - first + 1) // 4))
    return {
        "first": first,
        "last": last,
        "marks": [(year, scale.place(year)) for year in range(first, last + 1, every)],
        "bars": {
            row["line_id"]: scale.bar(
                row["burden_from_fiscal_year"], row["burden_until_fiscal_year"] + 1,
                "down" if row["is_amended"] else "up",
            )
            for row in known
        },
    }
