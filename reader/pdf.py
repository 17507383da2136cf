"""The words of a PDF and their places on its pages, from PDFium.

PDFium tells of each character which it is, where its line begins and how wide it is. What it puts in for whoever reads a page from end
to end, blanks and line breaks, is left out, and hyphens that it takes for those of a word are taken back: here the places part words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from ctypes import addressof, c_double, c_float, create_string_buffer
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple, TypedDict

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfMatrix, PdfPage

# Points between two letters of a word along its line, at most, and by which their heights may differ.
ALONG, ACROSS = 1.5, 2.0
# Sizes of a letter that a blank takes at least.
BLANK = 0.025
# Sizes of a letter by which one that is printed twice, to look bold, may be off.
AGAIN = 0.1
# How far a letter reaches above its line and below it, in sizes of it. Fonts tell it differently, which would set the letters
# of one line at several heights, and the ink of a dash is at another.
ABOVE, BELOW = 0.86, -0.14
# What PDFium calls a blank and the hyphen at the end of a line; what stands here for a character that the file does not name.
BLANK_CODE, HYPHEN_CODE, UNKNOWN = 32, 2, "\ufffd"
# Bytes of the name of a font, at most, and a name of one whose letters hang below each other, behind the letters that a part of it has.
NAME, HANGING = 256, re.compile(rb"(?:[A-Z]{6}\+)?@")
SURROGATE = re.compile("[\ud800-\udbff][\udc00-\udfff]")
# To the right and down on the page as it is shown, in steps right and up on the page as it is stored, by quarters that it is turned.
TURNED = (((1, 0), (0, -1)), ((0, 1), (1, 0)), ((-1, 0), (0, 1)), ((0, -1), (-1, 0)))


class Word(TypedDict):
    """A word of a page; its places are in points from the left and the top of the page as it is shown."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float


class Glyph(NamedTuple):
    """A character as it is drawn, or several in one shape, or a word.

    Attributes:
        is_upright: Whether its line runs across the page as it is shown; else it runs up or down.
        start: Where it begins: points from the left, or from the top where its line runs up or down.
        end: Where it ends.
        near: Its side that is nearer to the top, or to the left where its line runs up or down; one size of its font from the other.
        far: Its other side.
        text: Its characters.
    """

    is_upright: bool
    start: float
    end: float
    near: float
    far: float
    text: str


class View:
    """How a page is shown: its places, seen from its left and its top.

    Args:
        page: A page, turned or cut or not.
    """

    def __init__(self, page: PdfPage) -> None:
        self.right, self.down = TURNED[page.get_rotation() // 90]
        left, bottom, right, top = page.get_bbox()
        self.left = min(self.right[0] * x + self.right[1] * y for x, y in ((left, bottom), (right, top)))
        self.top = min(self.down[0] * x + self.down[1] * y for x, y in ((left, bottom), (right, top)))

    def turn(self, x: float, y: float) -> tuple[float, float]:
        """A step to the right and up on the page as it is stored, as one to the right and down as it is shown."""
        return self.right[0] * x + self.right[1] * y, self.down[0] * x + self.down[1] * y

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A place of the page as it is stored, as points from the left and the top of the page as it is shown."""
        across, down = self.turn(x, y)
        return across - self.left, down - self.top


def read_words(path: Path) -> list[list[Word]]:
    """Read the words of a PDF.

    Args:
        path: The file.

    Returns:
        The words of each page, line by line, behind them those of lines that run up or down. Letters of a word stand at one height and
        touch, or nearly so; a blank parts words.

    Raises:
        pypdfium2.PdfiumError: It is no PDF, or damaged, or locked.
        OSError: It cannot be opened.
    """
    with PdfDocument(path) as document:
        return [words_of_page(document[place]) for place in range(len(document))]


def words_of_page(page: PdfPage) -> list[Word]:
    """The words of a page."""
    glyphs = list(read_glyphs(page))
    page.close()
    return [
        *(to_word(word) for word in part_words(glyph for glyph in glyphs if glyph.is_upright)),
        *(to_word(word) for word in part_words(glyph for glyph in glyphs if not glyph.is_upright)),
    ]


def to_word(word: Glyph) -> Word:
    """A word with its places on the page, however its line runs."""
    if word.is_upright:
        return {"text": word.text, "x0": word.start, "x1": word.end, "top": word.near, "bottom": word.far}
    return {"text": word.text, "x0": word.near, "x1": word.far, "top": word.start, "bottom": word.end}


def read_glyphs(page: PdfPage) -> Iterator[Glyph]:
    """The characters of a page, and blanks."""
    view = View(page)
    pieces = list(pieces_of(page, PdfMatrix()))
    page_text = page.get_textpage()
    x, y, box, matrix = c_double(), c_double(), pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    glyph, origin = None, None
    piece, is_upright, hangs, low, high = 0, True, False, 0.0, 0.0
    told = set()
    for place in range(page_text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(page_text, place)
        drawn = pdfium.FPDFText_GetTextObject(page_text, place)
        # Put in between two pieces of text, or within one.
        if not drawn or code == BLANK_CODE and pdfium.FPDFText_IsGenerated(page_text, place):
            continue
        pdfium.FPDFText_GetCharOrigin(page_text, place, x, y)
        if code == HYPHEN_CODE and pdfium.FPDFText_IsHyphen(page_text, place):
            text = "-"
        else:
            text = UNKNOWN if not code or pdfium.FPDFText_HasUnicodeMapError(page_text, place) else chr(code)
        address = addressof(drawn.contents)
        if glyph and piece == address and origin == (x.value, y.value):
            # Several characters in one shape; in some files a line break is one of them.
            if text.isspace():
                continue
            if not glyph.text.isspace():
                glyph = glyph._replace(text=whole(glyph.text + text))
                continue
        elif glyph:
            yield glyph
        if piece != address:
            piece = address
            told.add(address)
            pdfium.FPDFText_GetMatrix(page_text, place, matrix)
            is_upright, low, high = reach(drawn, matrix, view)
            hangs = is_upright and is_hanging(drawn)
        origin = (x.value, y.value)
        pdfium.FPDFText_GetLooseCharBox(page_text, place, box)
        across, down = map(sorted, zip(view.place(box.left, box.bottom), view.place(box.right, box.top), strict=True))
        line = view.place(*origin)[is_upright]
        if hangs:
            glyph = Glyph(False, *down, *across, text)
        else:
            glyph = Glyph(is_upright, *(across if is_upright else down), line + low, line + high, text)
    if glyph:
        yield glyph
    yield from blanks_of(((drawn, frame) for drawn, frame in pieces if addressof(drawn.contents) not in told), view)
    page_text.close()


def whole(text: str) -> str:
    """A text whose characters beyond the first 65,536 may stand in halves, with the characters themselves."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if SURROGATE.search(text) else text


def pieces_of(holder, frame: PdfMatrix) -> Iterator[tuple]:
    """The pieces of text that are drawn on a page, each as it is drawn, not as the file says instead.

    PDFium puts what a file says instead in one place, though its letters stand in several lines or far from each other.

    Args:
        holder: A page, or a group of what is drawn on it.
        frame: How the group is drawn.

    Yields:
        A piece, and how the group that it is in is drawn.
    """
    if isinstance(holder, PdfPage):
        count, get = pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject
    else:
        count, get = pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject
    for place in range(count(holder)):
        drawn = get(holder, place)
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            yield from pieces_of(drawn, matrix_of(drawn).multiply(frame))
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            for number in range(pdfium.FPDFPageObj_CountMarks(drawn)):
                pdfium.FPDFPageObjMark_RemoveParam(drawn, pdfium.FPDFPageObj_GetMark(drawn, number), b"ActualText")
            yield drawn, frame


def matrix_of(drawn) -> PdfMatrix:
    """How a piece of text or a group is drawn."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
    return PdfMatrix.from_raw(matrix)


def blanks_of(pieces: Iterable[tuple], view: View) -> Iterator[Glyph]:
    """The pieces of text that draw nothing, of which PDFium tells no character: blanks that stand by themselves."""
    sides = [c_float() for _ in range(4)]
    for drawn, frame in pieces:
        pdfium.FPDFPageObj_GetBounds(drawn, *sides)
        if sides[0].value == sides[2].value:
            matrix = matrix_of(drawn).multiply(frame)
            is_upright, low, high = reach(drawn, matrix, view)
            place = view.place(matrix.e, matrix.f)
            yield Glyph(is_upright, place[not is_upright], place[not is_upright], place[is_upright] + low, place[is_upright] + high, " ")


def reach(drawn, matrix, view: View) -> tuple[bool, float, float]:
    """How the characters of a piece of text reach from its line.

    Args:
        drawn: The piece of text.
        matrix: How it is drawn.
        view: How the page is shown.

    Returns:
        Whether the line runs across the page, and how far they reach up and down from it, or left and right: points, the lesser first.
    """
    size = c_float()
    pdfium.FPDFTextObj_GetFontSize(drawn, size)
    along, head = view.turn(matrix.a, matrix.b), view.turn(matrix.c, matrix.d)
    is_upright = abs(along[0]) > abs(along[1])
    low, high = sorted(head[is_upright] * size.value * part for part in (ABOVE, BELOW))
    return is_upright, low, high


def is_hanging(drawn) -> bool:
    """Whether the letters of a piece of text hang below each other: Windows writes @ before the name of a font for such lines."""
    name = create_string_buffer(NAME)
    pdfium.FPDFFont_GetBaseFontName(pdfium.FPDFTextObj_GetFont(drawn), name, NAME)
    return HANGING.match(name.value) is not None


def part_words(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """The words that characters make whose lines all run across, or all up or down."""
    for line in lines_of(glyphs):
        word: list[Glyph] = []
        is_parted = False
        seen: dict[str, Glyph] = {}
        for glyph in sorted(line, key=attrgetter("start")):
            if glyph.text.isspace():
                is_parted = True
                continue
            size = glyph.far - glyph.near
            again = seen.get(glyph.text)
            if again and max(glyph.start - again.start, abs(glyph.near - again.near)) < AGAIN * size:
                continue
            seen[glyph.text] = glyph
            # A blank that letters are printed over parts nothing.
            furthest = BLANK * size if is_parted else ALONG
            if word and (glyph.start - word[-1].end > furthest or abs(glyph.near - word[-1].near) > ACROSS):
                yield join(word)
                word = []
            word.append(glyph)
            is_parted = False
        if word:
            yield join(word)


def join(glyphs: list[Glyph]) -> Glyph:
    """The word that characters make."""
    upright, starts, ends, nears, fars, letters = zip(*glyphs, strict=True)
    return Glyph(upright[0], min(starts), max(ends), min(nears), max(fars), "".join(letters))


def lines_of(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Characters in lines: each as high as the next, or nearly so."""
    line: list[Glyph] = []
    for glyph in sorted(glyphs, key=attrgetter("near")):
        if line and glyph.near > line[-1].near + ACROSS:
            yield line
            line = []
        line.append(glyph)
    if line:
        yield line
