"""Words of a PDF with their places, and files that cannot be read. The files are written here, a few lines of text each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from reader.pages import from_pdf, read_source
from reader.pdf import read_words
from reader.text import Unreadable

WIDTH, HEIGHT = 600, 800
HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
# Two bytes a character, of which no table of the font tells which it is; the table of the file tells of some.
TABLE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def
1 begincodespacerange <0000> <ffff> endcodespacerange
6 beginbfchar <0001> <0031> <0002> <d842dfb7> <0003> <00660069> <0004> <65e5> <0005> <000a> <0006> <672c> endbfchar endcmap end end"""
KEYED = b"<< /Type /Font /Subtype /Type0 /BaseFont /Keyed /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 8 0 R >>"
HANGING = HELVETICA.replace(b"Helvetica", b"ABCDEF+@Helvetica")
DESCENDANT = b"""<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Keyed
/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /W [5 [0]] /FontDescriptor 7 0 R >>"""
DESCRIPTOR = b"""<< /Type /FontDescriptor /FontName /Keyed /Flags 4 /Ascent 859 /Descent -141 /FontBBox [0 -141 1000 859]
/CapHeight 700 /ItalicAngle 0 /StemV 80 >>"""
LOCK = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >> /ID [<41> <41>]"


def write_pdf(
    path: Path, pages: Sequence[str], rotate: int = 0, box: str = f"0 0 {WIDTH} {HEIGHT}", group: str = "", trailer: bytes = b""
) -> Path:
    """Write a PDF.

    Args:
        path: Where.
        pages: What is drawn on each page; F is Helvetica, K a font of two bytes a character, and H one whose letters
            are said to hang below each other. A blank page is left out of the file.
        rotate: Degrees that the pages are turned by, clockwise.
        box: The part of the pages that is shown: left, bottom, right and top.
        group: What is drawn 40 points to the right where a page says `/G Do`.
        trailer: What the trailer says besides.

    Returns:
        The file.
    """
    fonts = "<< /F 4 0 R /K 5 0 R /H 9 0 R >>"
    kids = " ".join(f"{11 + 2 * place} 0 R" for place in range(len(pages)))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        3: stream(group.encode(), f"/Subtype /Form /Matrix [1 0 0 1 40 0] /BBox [0 0 {WIDTH} {HEIGHT}] /Resources << /Font {fonts} >>"),
        4: HELVETICA, 5: KEYED, 6: DESCENDANT, 7: DESCRIPTOR, 8: stream(TABLE), 9: HANGING,
    }  # fmt: skip
    for place, drawn in enumerate(pages):
        if drawn:
            objects[11 + 2 * place] = (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /CropBox [{box}] /Rotate {rotate} "
                f"/Resources << /Font {fonts} /XObject << /G 3 0 R >> >> /Contents {12 + 2 * place} 0 R >>"
            ).encode()
            objects[12 + 2 * place] = stream(drawn.encode())
    data, places = b"%PDF-1.7\n", {}
    for number, body in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % item for item in places.items())
    end = b"xref\n0 1\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
    path.write_bytes(data + end % (table, max(objects) + 1, trailer, len(data)))
    return path


def stream(body: bytes, told: str = "") -> bytes:
    """A stream of a PDF, and what is told of it."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (told.encode(), len(body), body)


def draw(text: str, x: float, y: float, size: float = 10, turn: str = "1 0 0 1", font: str = "F") -> str:
    """Draw a text, in brackets as a PDF has them, from a place from the left and the bottom of the page."""
    return f"BT /{font} {size} Tf {turn} {x} {y} Tm {text} Tj ET\n"


@pytest.fixture
def words(tmp_path: Path):
    """Words of a page that is drawn so, with their places rounded to a tenth of a point."""

    def of_page(drawn: str, **how) -> list[tuple[str, list[float]]]:
        (page,) = read_words(write_pdf(tmp_path / "page.pdf", [drawn], **how))
        return [(word["text"], [round(word[side], 1) for side in ("x0", "x1", "top", "bottom")]) for word in page]

    return of_page


def texts(found: list[tuple[str, list[float]]]) -> list[str]:
    """The words alone."""
    return [text for text, _ in found]


# Helvetica: 5.56 a digit, 2.78 a comma and a blank, at 10 points.
FOUND = [("12", [100, 111.1, 91.4, 101.4]), ("3,4", [113.9, 127.8, 91.4, 101.4])]


def test_words_have_places_from_the_top_left(words):
    assert words(draw("(12 3,4)", 100, 700)) == FOUND


@pytest.mark.parametrize(("rotate", "turn", "x", "y"), [
    (90, "0 1 -1 0", 100, 100), (180, "-1 0 0 -1", WIDTH - 100, 100),
    (270, "0 -1 1 0", WIDTH - 100, HEIGHT - 100), (-90, "0 -1 1 0", WIDTH - 100, HEIGHT - 100),
])  # fmt: skip
def test_a_page_that_is_turned_is_read_as_it_is_shown(words, rotate: int, turn: str, x: float, y: float):
    assert words(draw("(12 3,4)", x, y, turn=turn), rotate=rotate) == FOUND


@pytest.mark.parametrize(("rotate", "turn", "x", "y"), [(0, "1 0 0 1", 150, 720), (90, "0 1 -1 0", 180, 120)])
def test_places_are_those_of_the_part_that_is_shown(words, rotate: int, turn: str, x: float, y: float):
    box = f"50 20 {WIDTH} {HEIGHT + 20}" if not rotate else f"80 20 {WIDTH} {HEIGHT}"
    shift = [0, 0, -20, -20] if not rotate else [0] * 4  # above the paper nothing is shown
    assert words(draw("(12 3,4)", x, y, turn=turn), rotate=rotate, box=box) == [
        (text, [round(place + by, 1) for place, by in zip(places, shift, strict=True)]) for text, places in FOUND
    ]


@pytest.mark.parametrize(("turn", "y", "down"), [
    ("0 -1 1 0", 700, 100), ("-0.0000001 -1 1 -0.0000001", 700, 100), ("0 1 -1 0", 700, 88.9),
])  # fmt: skip
def test_what_runs_down_or_up_the_page_is_kept_apart(words, turn: str, y: float, down: float):
    upright, turned = words(draw("(12)", 100, 700) + draw("(11)", 112, y, turn=turn))
    assert upright == FOUND[0]
    assert turned[0] == "11" and turned[1][2:] == [down, round(down + 11.1, 1)] and round(turned[1][1] - turned[1][0], 1) == 10


def test_letters_that_hang_below_each_other_are_a_word(words):
    """Such as 本年度 beside the rows that are of it."""
    hanging = draw("(3)", 100, 700, font="H") + draw("(4)", 100, 690, font="H")
    beside, (text, (left, right, top, bottom)) = words(hanging + draw("(12)", 300, 690))
    assert beside[0] == "12" and text == "34" and left == 100 and right < 110 and top < 95 and bottom > 110


def test_a_dash_is_as_high_as_its_line(words):
    assert words(draw("(-)", 100, 700) + draw("(12)", 300, 700)) == [("-", [100, 103.3, 91.4, 101.4]), ("12", [300, 311.1, 91.4, 101.4])]


def test_what_is_printed_twice_to_look_bold_is_read_once(words):
    one_by_one = "".join(draw(f"({digit})", place, 700) for place, digit in zip((100, 105.56, 108.34, 113.9, 119.46), "1,111", strict=True))
    for twice in (
        draw("(1,111)", 100, 700) + draw("(1,111)", 100.4, 700), draw("(1,111)", 100, 700) + one_by_one,
        draw("(1,111)", 100, 700) + draw("(7)", 300, 500) * 9 + draw("(1,111 )", 100.2, 700.2),
    ):  # fmt: skip
        assert texts(words(twice))[0] == "1,111"
    assert texts(words(draw("(1,111)", 100, 700) + draw("(1,111)", 100, 705))) == ["1,111"] * 2


def test_a_blank_parts_figures_however_narrow_and_however_it_is_drawn(words):
    assert texts(words(draw("(1,234 567)", 100, 700, size=5))) == ["1,234", "567"]
    alone = draw("(1,234)", 100, 700, size=5) + draw("( )", 112.5, 700, size=5) + draw("(567)", 113.9, 700, size=5)
    assert texts(words(alone)) == texts(words("1 0 0 1 30 0 cm /G Do", group=alone)) == ["1,234", "567"]
    assert texts(words(draw("(1,234)", 100, 700, size=5) + draw("(567)", 113.9, 700, size=5))) == ["1,234567"]


def test_a_blank_that_letters_are_printed_over_parts_nothing(words):
    over = "200 Tw\n" + draw("( 9)", 103, 700) + "0 Tw\n"
    assert texts(words(draw("(7)", 100, 700) + over + draw("(23,805)", 105.56, 700))) == ["723,805", "9"]
    assert texts(words(draw("(      )", 90, 700) + draw("(723,805)", 100, 700))) == ["723,805"]


def test_a_blank_that_pdfium_puts_in_parts_nothing(words):
    assert texts(words("BT /F 4 Tf 1 0 0 1 100 700 Tm [(1) -200 (2)] TJ ET")) == ["12"]


def test_a_dash_at_the_end_of_a_line_stays_one(words):
    """PDFium takes it for the hyphen of a word that goes on below."""
    assert texts(words(draw("(tax-)", 100, 700) + draw("(12)", 100, 680))) == ["tax-", "12"]


def test_what_is_drawn_is_read_and_not_what_the_file_says_in_its_stead(words):
    said = "/Span << /ActualText (777) >> BDC\n" + draw("(12)", 100, 700) + draw("(3,4)", 113.9, 700) + "EMC\n"
    assert words(said) == FOUND


@pytest.mark.parametrize(("codes", "read"), [
    ("<00010002>", "1𠮷"), ("<00030001>", "fi1"), ("<00040009>", "日\ufffd"), ("<000400050006>", "日本"),
])  # fmt: skip
def test_characters_beyond_the_common_ones(words, codes: str, read: str):
    """A pair of surrogates, two letters in one shape, one that nothing names, and a line break that takes no room."""
    ((text, places),) = words(draw(codes, 100, 700, font="K"))
    assert text == read and places == [100, 120, 91.4, 101.4]


# ---------------------------------------------------------------- what cannot be read


def broken(path: Path) -> Path:
    """A PDF of which the second page is not in the file."""
    return write_pdf(path, [draw("(12)", 100, 700), ""])


def locked(path: Path) -> Path:
    """A PDF that only a password opens."""
    return write_pdf(path, [draw("(12)", 100, 700)], trailer=LOCK)


def garbage(path: Path) -> Path:
    """What begins as a PDF does."""
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 9)
    return path


def cut(path: Path) -> Path:
    """A PDF that ends before its pages do."""
    path.write_bytes(write_pdf(path, [draw("(12)", 100, 700)]).read_bytes()[:300])
    return path


@pytest.mark.parametrize("write", [broken, locked, garbage, cut])
def test_a_pdf_that_cannot_be_opened_is_told(tmp_path: Path, write):
    path = write(tmp_path / "source.pdf")
    with pytest.raises(Unreadable, match=r"source\.pdf: PDF として開けない / cannot be opened as a PDF \(PdfiumError: "):
        read_source(path)


def test_a_pdf_without_a_text_layer_is_told(tmp_path: Path):
    with pytest.raises(Unreadable, match="this PDF has no text layer"):
        read_source(write_pdf(tmp_path / "source.pdf", ["10 10 100 100 re f", draw("(   )", 100, 700)]))


def test_lines_are_numbered_through_all_pages(tmp_path: Path):
    source = write_pdf(tmp_path / "source.pdf", [draw("(12)", 100, 700) + draw("(3)", 200, 700), draw("(4)", 100, 700)])
    assert [(line.number, line.text) for line in from_pdf(source) if line.text] == [(1, "12\t3"), (3, "4")]
