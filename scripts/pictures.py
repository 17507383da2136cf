"""Draw the pictures of the book as SVG, from the steps that the mart `picture_steps` holds.

Vega-Lite draws, through vl-convert, at build time. Colours are of the palette of Okabe
and Ito, dark enough on white and light enough on black; text takes the colour of the page.
"""

from __future__ import annotations

import re
from typing import Any

import vl_convert

BLUE, VERMILION, GREEN = "#0072B2", "#D55E00", "#009E73"
WORDS = {
    "ja": {"unit": "億円", "divisor": 100_000, "format": ",.1f", "original": "当初", "revised": "補正後"},
    "en": {"unit": "billion yen", "divisor": 1_000_000, "format": ",.2f", "original": "original",
           "revised": "revised"},
}
# Width that the labels of an axis take, in pixels: given, not measured, so that it does
# not depend on the fonts of the machine that builds.
LABELS = 330


def draw(context: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Draw all pictures of a document.

    Args:
        context: What `book.read_document` returns.

    Returns:
        SVG by picture and language; a picture without data is left out.
    """
    drawn: dict[str, dict[str, str]] = {}
    kinds = {"start": bridge, "left": sides, "size": sizes}
    for about in context["titled"]:
        steps = context["steps"].get(about["picture_id"], [])
        kind = next((kinds[step["step_role"]] for step in steps if step["step_role"] in kinds), None)
        if kind is not None:
            drawn[about["picture_id"]] = {
                language: to_svg(kind(about, steps, language)) for language in WORDS
            }
    years = [row for row in context["obligations"] if row["burden_from_fiscal_year"] is not None]
    if years:
        drawn["obligations"] = {language: to_svg(timeline(years, language)) for language in WORDS}
    return drawn


def to_svg(spec: dict[str, Any]) -> str:
    """Turn a Vega-Lite specification into SVG without a background or fixed size."""
    config = {
        "background": None,
        "view": {"stroke": None},
        "font": "sans-serif",
        # Browsers may draw wider letters than those that were measured.
        "axis": {"labelFontSize": 13, "titleFontSize": 13, "labelLimit": LABELS - 35, "domain": False},
        "text": {"fontSize": 13},
    }
    svg = vl_convert.vegalite_to_svg({**spec, "config": config}, vl_version="6.4")
    # The page says what the picture shows, and gives its figures in a table.
    return re.sub(r' (?:aria-[a-z]+|role)="[^"]*"', "", svg)


def amount_text(field: str, words: dict[str, Any], prefix: str = "") -> str:
    """Return the Vega expression that writes an amount in the unit of the picture."""
    number = f"format(abs(datum.{field}) / {words['divisor']}, '{words['format']}')"
    return f"(datum.{field} < 0 ? '△' : '{prefix}') + {number}"


def label(step: dict[str, Any], language: str, words: dict[str, Any]) -> str:
    """Name a step: its business, or its line with the stage when it begins or ends."""
    if step["step_role"] in ("start", "end") and step["stage"] != "revised" or step.get("is_amendment"):
        return f"{step[f'label_{language}']} ({words.get(step['stage'], step['stage'])})"
    return step[f"label_{language}"]


def bridge(about: dict[str, Any], steps: list[dict[str, Any]], language: str) -> dict[str, Any]:
    """Specify a waterfall: from the start, step by step, to the end.

    Start and end are ticks, not bars, so that the axis need not begin at zero.
    """
    words = WORDS[language]
    amends = any(step["stage"] == "original" for step in steps)
    values = []
    for order, step in enumerate(sorted(steps, key=lambda row: row["step_order"])):
        is_step = step["step_role"] == "step"
        name = step[f"business_{language}"] if amends and is_step else label(
            {**step, "is_amendment": amends}, language, words
        )
        values.append(
            {
                "order": order,
                "name": name,
                "kind": "tick" if not is_step else "up" if step["amount_thousand_yen"] > 0 else "down",
                "amount": step["amount_thousand_yen"],
                "from": step["from_thousand_yen"] if is_step else step["to_thousand_yen"],
                "to": step["to_thousand_yen"],
            }
        )
    base: dict[str, Any] = {
        "y": {"field": "name", "type": "nominal", "sort": [row["name"] for row in values], "title": None,
              "axis": {"minExtent": LABELS, "maxExtent": LABELS, "ticks": False}},
    }
    scale = {"zero": False, "nice": True}
    axis = {"labelExpr": f"format(datum.value / {words['divisor']}, ',')", "tickCount": 6}
    return {
        "data": {"values": values},
        "width": 430,
        "height": {"step": 34},
        "encoding": base,
        "layer": [
            {
                "transform": [{"filter": "datum.kind != 'tick'"}],
                "mark": {"type": "bar", "height": 16},
                "encoding": {
                    "x": {"field": "from", "type": "quantitative", "scale": scale, "axis": axis,
                          "title": words["unit"]},
                    "x2": {"field": "to"},
                    "color": {"field": "kind", "type": "nominal", "legend": None,
                              "scale": {"domain": ["up", "down"], "range": [BLUE, VERMILION]}},
                },
            },
            {
                "transform": [{"filter": "datum.kind == 'tick'"}],
                "mark": {"type": "tick", "thickness": 4, "size": 24, "color": GREEN},
                "encoding": {"x": {"field": "to", "type": "quantitative"}},
            },
            {
                "transform": [
                    {"calculate": amount_text("amount", words, "+"), "as": "signed"},
                    {"calculate": amount_text("amount", words), "as": "plain"},
                    {"calculate": "datum.kind == 'tick' ? datum.plain : datum.signed", "as": "text"},
                    {"calculate": "max(datum.from, datum.to)", "as": "edge"},
                ],
                "mark": {"type": "text", "align": "left", "dx": 6},
                "encoding": {"x": {"field": "edge", "type": "quantitative"}, "text": {"field": "text"}},
            },
        ],
    }


def sides(about: dict[str, Any], steps: list[dict[str, Any]], language: str) -> dict[str, Any]:
    """Specify two bars of equal length, each with its parts: assets against their funding."""
    words = WORDS[language]
    values = [
        {
            "side": about[f"{step['step_role']}_{language}"],
            "order": 0 if step["step_role"] == "left" else 1,
            "part": step[f"label_{language}"],
            "rank": rank,
            "amount": step["amount_thousand_yen"],
            "from": step["from_thousand_yen"],
            "to": step["to_thousand_yen"],
        }
        for rank, step in enumerate(sorted(steps, key=lambda row: row["step_order"]))
    ]
    return {
        "data": {"values": values},
        "width": 430,
        "height": {"step": 30},
        "encoding": {
            "y": {"field": "part", "type": "nominal", "sort": [row["part"] for row in values], "title": None,
                  "axis": {"minExtent": LABELS, "maxExtent": LABELS, "ticks": False}},
        },
        "layer": [
            {
                "mark": {"type": "bar", "height": 18},
                "encoding": {
                    "x": {"field": "from", "type": "quantitative", "title": words["unit"],
                          "scale": {"domainMin": 0},
                          "axis": {"labelExpr": f"format(datum.value / {words['divisor']}, ',')",
                                   "tickCount": 6}},
                    "x2": {"field": "to"},
                    "color": {"field": "side", "type": "nominal", "title": None,
                              "scale": {"domain": [about[f"left_{language}"], about[f"right_{language}"]],
                                        "range": [BLUE, VERMILION]},
                              "legend": {"orient": "top", "labelFontSize": 13}},
                },
            },
            {
                "transform": [{"calculate": amount_text("amount", words), "as": "text"}],
                "mark": {"type": "text", "align": "left", "dx": 6},
                "encoding": {"x": {"field": "to", "type": "quantitative"}, "text": {"field": "text"}},
            },
        ],
    }


def sizes(about: dict[str, Any], steps: list[dict[str, Any]], language: str) -> dict[str, Any]:
    """Specify the businesses side by side: how large, and with what result."""
    words = WORDS[language]
    panels = []
    for role, colour, is_first in (("size", BLUE, True), ("result", VERMILION, False)):
        own = sorted((row for row in steps if row["step_role"] == role), key=lambda row: row["step_order"])
        if not own:
            continue
        values = [
            {"name": row[f"business_{language}"], "order": row["step_order"],
             "amount": row["amount_thousand_yen"]}
            for row in own
        ]
        extent = LABELS if is_first else 4
        panels.append(
            {
                "data": {"values": values},
                "width": 240 if is_first else 170,
                "height": {"step": 30},
                "title": {"text": f"{own[0][f'label_{language}']} ({words['unit']})", "fontSize": 13,
                          "fontWeight": 600, "anchor": "start"},
                "encoding": {
                    "y": {"field": "name", "type": "nominal", "sort": [row["name"] for row in values], "title": None,
                          "axis": {"minExtent": extent, "maxExtent": extent, "ticks": False,
                                   "labels": is_first}},
                },
                "layer": [
                    {
                        "mark": {"type": "bar", "height": 16, "color": colour},
                        "encoding": {
                            "x": {"field": "amount", "type": "quantitative", "title": None,
                                  "axis": {"labelExpr": f"format(datum.value / {words['divisor']}, ',')",
                                           "tickCount": 4}},
                        },
                    },
                    {
                        "transform": [{"calculate": amount_text("amount", words), "as": "text"},
                                      {"calculate": "max(datum.amount, 0)", "as": "edge"}],
                        "mark": {"type": "text", "align": "left", "dx": 5},
                        "encoding": {"x": {"field": "edge", "type": "quantitative"},
                                     "text": {"field": "text"}},
                    },
                ],
            }
        )
    return {"hconcat": panels, "spacing": 24}


def timeline(obligations: list[dict[str, Any]], language: str) -> dict[str, Any]:
    """Specify the years of burden of each obligation, the longest first."""
    ordered = sorted(
        obligations, key=lambda row: (-row["burden_year_count"], row["burden_from_fiscal_year"], row["line_order"])
    )
    values = [
        {
            "name": row[f"label_{language}"],
            "order": order,
            "from": row["burden_from_fiscal_year"],
            "until": row["burden_until_fiscal_year"] + 1,
            "last": row["burden_until_fiscal_year"],
            "amended": row["is_amended"],
        }
        for order, row in enumerate(ordered)
    ]
    first = min(row["from"] for row in values)
    last = max(row["until"] for row in values)
    return {
        "data": {"values": values},
        "width": 430,
        "height": {"step": 22},
        "encoding": {
            "y": {"field": "name", "type": "nominal", "sort": [row["name"] for row in values], "title": None,
                  "axis": {"minExtent": LABELS, "maxExtent": LABELS, "labelLimit": LABELS - 35, "ticks": False}},
        },
        "layer": [
            {
                "mark": {"type": "bar", "height": 11},
                "encoding": {
                    "x": {"field": "from", "type": "quantitative", "title": None,
                          "scale": {"domain": [first, last], "zero": False, "nice": False},
                          "axis": {"values": list(range(first, last)), "format": "d", "orient": "top",
                                   "labelAlign": "left", "labelOffset": 2}},
                    "x2": {"field": "until"},
                    "color": {"field": "amended", "type": "nominal", "legend": None,
                              "scale": {"domain": [True, False], "range": [VERMILION, BLUE]}},
                },
            },
        ],
    }
