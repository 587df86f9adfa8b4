"""Pieces of Word documents as XML, and `Sample`: a document with the text that a reader must find in it.

The skeleton (styles, theme, section) is that of python-docx; what it cannot write is written here as raw XML.
A plain string among pieces is text; XML is marked as such by the class `Xml`.
"""

import re
import zipfile
from html import escape

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = {
    "w": W, "r": R,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "lc": "http://schemas.openxmlformats.org/drawingml/2006/lockedCanvas",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
}
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in SPACES.items())
# Parts of the skeleton that say nothing, or name a date or a program.
DROPPED = re.compile(r"docProps/(core\.xml|thumbnail\.jpeg)|word/(stylesWithEffects|webSettings)\.xml|customXml/.*|docProps/custom\.xml")


class Xml(str):
    """A piece that is XML already."""


def join(pieces, plain):
    return Xml("".join(piece if isinstance(piece, Xml) else plain(piece) for piece in pieces))


def t(text):
    return Xml(f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t>')


def r(*pieces, props=""):
    return Xml(f"<w:r>{f'<w:rPr>{props}</w:rPr>' if props else ''}{join(pieces, t)}</w:r>")


def p(*pieces, style="", props=""):
    props = (f'<w:pStyle w:val="{style}"/>' if style else "") + props
    return Xml(f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{join(pieces, r)}</w:p>")


def item(number, level, *pieces, style=""):
    """A list item by the list's number and its level from 0."""
    return p(*pieces, style=style, props=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def tc(*pieces, props=""):
    """A cell; Word wants a paragraph at its end."""
    inner = join(pieces or [""], p)
    return Xml(f"<w:tc><w:tcPr>{props}</w:tcPr>{inner}{'' if inner.endswith('</w:p>') else '<w:p/>'}</w:tc>")


def tr(*cells, props=""):
    return Xml(f"<w:tr>{f'<w:trPr>{props}</w:trPr>' if props else ''}{join(cells, tc)}</w:tr>")


def tbl(columns, *rows):
    grid = '<w:gridCol w:w="2000"/>' * columns
    borders = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    head = f'<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    return Xml(f"<w:tbl>{head}{''.join(rows)}</w:tbl>")


def field(code, *result):
    """A complex field: its code, and the result that Word kept from the last update."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = code if isinstance(code, Xml) else instruction(code)
    return Xml(mark.format("begin") + code + mark.format("separate") + join(result, r) + mark.format("end"))


def instruction(code):
    return Xml(f'<w:r><w:instrText xml:space="preserve"> {escape(code, quote=False)} </w:instrText></w:r>')


def tracked(kind, at, *pieces):
    """Runs that were inserted, deleted or moved (`ins`, `del`, `moveFrom`, `moveTo`)."""
    inner = join(pieces, r)
    inner = inner.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>") if kind == "del" else inner
    return Xml(f'<w:{kind} w:id="{at}" w:author="Editor">{inner}</w:{kind}>')


def sdt(props, *content):
    return Xml(f"<w:sdt><w:sdtPr>{props}</w:sdtPr><w:sdtContent>{join(content, r)}</w:sdtContent></w:sdt>")


class Sample:
    """A document, and what a reader must and must not find in it."""

    def __init__(self, name):
        self.name, self.document = name, docx.Document()
        self.truth, self.forbidden, self.links, self.headings = [], [], [], []
        self.edits, self.moved = [], {}
        # Nothing here uses the styles of tables, which are most of the skeleton.
        styles = self.document.styles.element
        for style in styles.xpath("w:style[@w:type='table'][not(@w:default)]"):
            styles.remove(style)

    def add(self, xml, *lines):
        """Appends XML to the body, and its text to the truth; cells of a row are parted by ` | `."""
        section = self.document.element.body.sectPr
        for element in parse_xml(f"<w:body {DECLARED}>{xml}</w:body>"):
            section.addprevious(element)
        self.truth += lines
        return self

    def text(self, text, style=""):
        return self.add(p(text, style=style), text)

    def heading(self, level, text, style=None, props="", number=""):
        """`number` is what Word counts and shows before the text."""
        self.headings.append((level, text))
        return self.add(p(text, style=f"Heading{level}" if style is None else style, props=props), f"{number} {text}".strip())

    def table(self, columns, rows, heads=1):
        """A plain table; the first `heads` rows are repeated on each page."""
        made = [tr(*row, props="<w:tblHeader/>" if at < heads else "") for at, row in enumerate(rows)]
        return self.add(tbl(columns, *made), *[" | ".join(row) for row in rows])

    def link(self, url):
        return self.document.part.relate_to(url, RT.HYPERLINK, is_external=True)

    def part(self, name, kind, content, blob):
        """Puts a part into the package; gives the mark by which the body names it."""
        main = self.document.part
        return main.relate_to(Part(PackURI(f"/word/{name}"), content, blob, main.package), f"{R}/{kind}")

    def story(self, kind, xml):
        """Text apart from the body: footnotes, endnotes or comments."""
        content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
        text = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{kind} {DECLARED}>{xml}</w:{kind}>'
        self.part(f"{kind}.xml", kind, content, text.encode())

    def style(self, kind, name, based_on, props):
        self.document.styles.element.append(parse_xml(
            f'<w:style xmlns:w="{W}" w:type="{kind}" w:customStyle="1" w:styleId="{name}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="{based_on}"/>{props}</w:style>'))

    def numbering(self, levels, restarts=0):
        """A list of [(format, label)]; gives its number, and numbers that count anew from `restarts`."""
        root = self.document.part.numbering_part.element
        at = 100 + len(root)
        made = "".join(f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{label}"/></w:lvl>'
                       for n, (form, label) in enumerate(levels))
        root.insert(
            0,
            parse_xml(f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="{at}"><w:multiLevelType w:val="multilevel"/>{made}</w:abstractNum>'),
        )
        override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{restarts}"/></w:lvlOverride>' if restarts else ""
        for number, extra in ((at, ""), (at + 1, override)):
            root.append(parse_xml(f'<w:num xmlns:w="{W}" w:numId="{number}"><w:abstractNumId w:val="{at}"/>{extra}</w:num>'))
        return (at, at + 1) if restarts else at

    def edit(self, change):
        """`change(part name, text)` gives the text anew when the document is saved."""
        self.edits.append(change)

    def save(self, path):
        self.document.save(path)
        settle(path, self.edits, self.moved)


def settle(path, edits=(), moved=None):
    """The same bytes each time: no dates, no properties of the document, fixed times in the archive."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if not DROPPED.fullmatch(name)}
    for name, data in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        text = data.decode("utf-8")
        if name == "[Content_Types].xml":
            text = re.sub(r'<Override [^>]*PartName="/([^"]*)"[^>]*/>', lambda m: "" if DROPPED.fullmatch(m[1]) else m[0], text)
        if name.endswith(".rels"):
            text = re.sub(r'<Relationship [^>]*Target="(?:\.\./|word/)?([^"]*)"[^>]*/>',
                          lambda m: "" if any(DROPPED.fullmatch(d + m[1]) for d in ("", "word/")) else m[0], text)
        text = re.sub(r' w:(date|rsid\w*)="[^"]*"', "", text)
        for change in edits:
            text = change(name, text)
        parts[name] = text.encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo((moved or {}).get(name, name), (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, data)
