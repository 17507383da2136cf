"""Draw which table is made from which, from the manifest that dbt writes."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DESCRIPTIONS = Path(__file__).resolve().parent.parent / "site/descriptions_ja.csv"
# The rooms in the order of the arrows: folder, name in Japanese and English, and column.
ROOMS = (
    ("documents", "文書（転記）", "Documents, transcribed", 0),
    ("vocabulary", "語彙", "Vocabulary", 0),
    ("rules", "規則", "Rules", 0),
    ("staging", "下ごしらえ", "Staging", 1),
    ("ledger", "台帳", "Ledger", 2),
    ("intermediate", "中間", "Intermediate", 3),
    ("marts", "読む表", "Marts", 4),
    ("checks", "検算", "Checks", 5),
)
# Sizes of the drawing, in its own units; a letter of its font is so wide.
STEP, HEIGHT, GAP, HEAD, LETTER = 22, 18, 34, 26, 7


@dataclass
class Node:
    """A table, or all tables of one document.

    Attributes:
        name: Its name.
        room: Folder that it stands in.
        ja: What one row is, in Japanese; empty where nobody has said so.
        en: The same in English.
        parents: Names of what it is made from.
        children: Names of what is made from it.
        x: Left edge in the drawing.
        y: Upper edge.
    """

    name: str
    room: str
    ja: str
    en: str
    parents: set[str] = field(default_factory=set)
    children: set[str] = field(default_factory=set)
    x: float = 0
    y: float = 0


def read_descriptions() -> dict[str, str]:
    """Read what one row of each table is, in Japanese: by table."""
    with DESCRIPTIONS.open(encoding="utf-8", newline="") as file:
        return {row["table_name"]: row["description_ja"] for row in csv.DictReader(file)}


def read_nodes(manifest: dict[str, Any], documents: dict[str, tuple[str, str]]) -> dict[str, Node]:
    """Read the tables of a manifest; the seeds of a document are one node.

    Args:
        manifest: What dbt writes as manifest.json.
        documents: Titles of the documents in Japanese and English.

    Returns:
        Nodes by name, with what each is made from.
    """
    described = read_descriptions()
    nodes: dict[str, Node] = {}
    names: dict[str, str] = {}
    tables: dict[str, int] = {}
    found = {
        key: node for key, node in manifest["nodes"].items() if node["resource_type"] in ("model", "seed")
    }
    for key, node in sorted(found.items()):
        folder = node["fqn"][1]
        if folder in documents:
            names[key] = folder
            tables[folder] = tables.get(folder, 0) + 1
            ja, en = documents[folder]
            nodes[folder] = Node(
                folder, "documents", f"{ja}：印刷された表 {tables[folder]}。", f"{en}: {tables[folder]} printed tables."
            )
        else:
            name = names[key] = node["name"]
            english = " ".join(node["description"].split())
            nodes[name] = Node(name, folder, described.get(name, ""), english)
    for key, node in found.items():
        for parent in node["depends_on"].get("nodes", []):
            if parent in names and names[parent] != names[key]:
                nodes[names[key]].parents.add(names[parent])
                nodes[names[parent]].children.add(names[key])
    return nodes


def lay_out(nodes: dict[str, Node]) -> dict[str, Any]:
    """Place the nodes: a column for each room, in each of them what belongs together.

    Args:
        nodes: What `read_nodes` returns; their places are filled in.

    Returns:
        `width` and `height` of the drawing, `rooms` with their names, place and nodes, and
        `edges`: from, to and the path of each.
    """
    known = {room for room, *_ in ROOMS}
    others = sorted({node.room for node in nodes.values()} - known)
    last = max(column for *_, column in ROOMS)
    all_rooms = [*ROOMS, *((room, room, room, last) for room in others)]
    members = {room: sorted((n for n in nodes.values() if n.room == room), key=lambda n: n.name)
               for room, *_ in all_rooms}
    width = 12 + LETTER * max(len(name) for name in nodes)
    heights: dict[int, float] = {}
    rooms = []
    # Twice from left to right: each node beside the middle of what it is made from.
    for _ in range(2):
        heights, rooms = {}, []
        for room, ja, en, column in all_rooms:
            own = members[room]
            if not own:
                continue
            own.sort(key=lambda node: (
                sum(nodes[name].y for name in node.parents | node.children)
                / max(len(node.parents | node.children), 1), node.name
            ))
            top = heights.get(column, 0)
            for number, node in enumerate(own):
                node.x, node.y = column * (width + GAP), top + HEAD + number * STEP
            heights[column] = top + HEAD + len(own) * STEP + 12
            rooms.append({"room": room, "ja": ja, "en": en, "x": column * (width + GAP), "y": top,
                          "nodes": sorted(own, key=lambda node: node.name)})
    edges = [
        (parent, node.name, path(nodes[parent], node, width))
        for node in nodes.values() for parent in sorted(node.parents)
    ]
    return {
        "width": (last + 1) * (width + GAP) - GAP, "height": max(heights.values()),
        "box": (width, HEIGHT), "rooms": rooms, "edges": edges,
    }


def path(start: Node, end: Node, width: float) -> str:
    """Return the path of an arrow between boxes of a width, as SVG writes it."""
    middle = HEIGHT / 2
    x1, y1, x2, y2 = start.x + width, start.y + middle, end.x, end.y + middle
    if end.x <= start.x:
        # Within a column, around its right side.
        x2 = end.x + width
        return f"M{x1:g} {y1:g}C{x1 + 28:g} {y1:g} {x2 + 28:g} {y2:g} {x2:g} {y2:g}"
    bend = (x2 - x1) / 2
    return f"M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2:g} {y2:g}"
