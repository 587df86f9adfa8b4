"""A small writer of PDFs that gives hold of how a font tells its letters."""

import io
import zlib
from functools import lru_cache
from pathlib import Path

import pikepdf
from fontTools import subset
from fontTools.agl import UV2AGL
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.basePen import BasePen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Stream

FOLDER = Path("/usr/share/fonts/truetype")
FACES = {
    "sans": "liberation2/LiberationSans-Regular.ttf", "sans-bold": "liberation2/LiberationSans-Bold.ttf",
    "serif": "liberation2/LiberationSerif-Regular.ttf", "serif-bold": "liberation2/LiberationSerif-Bold.ttf",
    "serif-italic": "liberation2/LiberationSerif-Italic.ttf",
    "dejavu": "dejavu/DejaVuSans.ttf", "dejavu-serif": "dejavu/DejaVuSerif.ttf", "dejavu-bold": "dejavu/DejaVuSans-Bold.ttf",
}


@lru_cache(None)
def face(name):
    return TTFont(FOLDER / FACES[name], lazy=True)


@lru_cache(None)
def _cmap(name):
    return face(name).getBestCmap()


@lru_cache(None)
def _advances(name):
    return {k: v[0] for k, v in face(name)["hmtx"].metrics.items()}


def width(text, font, size):
    name = font.face
    cmap, advances = _cmap(name), _advances(name)
    return sum(advances[cmap[ord(c)]] for c in font.spell(text)) * size / face(name)["head"].unitsPerEm


LIGATURES = [("ffi", "\ufb03"), ("ffl", "\ufb04"), ("ff", "\ufb00"), ("fi", "\ufb01"), ("fl", "\ufb02")]


class Font:
    """How a face is put into the file.

    kind: idh       Type0, Identity-H, TrueType
          winansi   simple TrueType, WinAnsiEncoding
          truetype  simple TrueType, Differences
          type1c    simple CFF, Differences
          builtin   simple CFF, no Encoding in the PDF
          type3     glyph procedures
    names: uni (uni0418), agl (afii10026), ligature (f_f_i)
    tells: what is left to find the letters by: "tounicode", "cmap", "tounicode cmap", "post", "names", "" (nothing)
    """

    def __init__(self, face_name, kind="idh", tells="tounicode", names="uni", ligatures=False):
        self.face, self.kind, self.tells, self.names, self.ligatures = face_name, kind, tells, names, ligatures
        self.used = {}

    def spell(self, text):
        if self.ligatures:
            for letters, one in LIGATURES:
                text = text.replace(letters, one)
        return text

    def note(self, text):
        for c in self.spell(text):
            self.used.setdefault(c, len(self.used))

    # Codes. Known only when all text is noted.

    def prepare(self):
        chars = sorted(self.used)
        if self.kind == "winansi":
            self.code = {c: c.encode("cp1252")[0] for c in chars}
        elif self.kind == "idh":
            font = self._subset()
            cmap = font.getBestCmap()
            self.code = {c: font.getGlyphID(cmap[ord(c)]) for c in chars}
        else:
            assert len(chars) < 220
            self.code = {c: 33 + i for i, c in enumerate(sorted(chars, key=self.used.get))}

    def encode(self, text):
        form = "%04X" if self.kind == "idh" else "%02X"
        return "<" + "".join(form % self.code[c] for c in self.spell(text)) + ">"

    @lru_cache(None)  # noqa: B019
    def _subset(self):
        options = subset.Options(glyph_names=True, notdef_outline=True, hinting=False, layout_features=[], name_IDs=[1, 6],
                                 drop_tables=["GSUB", "GPOS", "GDEF", "kern", "FFTM", "gasp", "DSIG", "meta", "MATH"],
                                 recalc_timestamp=False)
        font = TTFont(FOLDER / FACES[self.face], recalcTimestamp=False)
        cutter = subset.Subsetter(options)
        cutter.populate(text="".join(self.used))
        cutter.subset(font)
        return font

    def _file(self):
        font = self._subset()
        keep_cmap = "cmap" in self.tells or self.tells == "names" or self.kind in ("winansi", "truetype")
        if not keep_cmap and "cmap" in font:
            del font["cmap"]
        if self.tells != "post":
            font["post"].formatType = 3.0
        for table in ("OS/2", "name"):
            if table in font and self.kind == "idh":
                del font[table]
        out = io.BytesIO()
        font.save(out)
        return out.getvalue()

    def glyph_name(self, c):
        if self.names == "ligature" and "\ufb00" <= c <= "\ufb04":
            return {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}[c]
        if self.names != "uni" or ord(c) < 0x80:
            # Uzbek ў қ ғ ҳ have no name of their own in the list.
            return UV2AGL.get(ord(c), "uni%04X" % ord(c)).replace("nbspace", "space")
        return "uni%04X" % ord(c)

    def _cff(self):
        """The same outlines as CFF, each glyph under its name."""
        font = self._subset()
        glyphs, cmap, advances = font.getGlyphSet(), font.getBestCmap(), font["hmtx"].metrics
        order, charstrings = [".notdef"], {}
        pen = T2CharStringPen(advances[".notdef"][0], glyphs)
        charstrings[".notdef"] = pen.getCharString()
        for c in sorted(self.used, key=self.used.get):
            name = self.glyph_name(c)
            pen = T2CharStringPen(advances[cmap[ord(c)]][0], glyphs)
            glyphs[cmap[ord(c)]].draw(pen)
            order.append(name)
            charstrings[name] = pen.getCharString()
        builder = FontBuilder(2048, isTTF=False)
        builder.setupGlyphOrder(order)
        builder.setupCFF("CORPUS+" + self.face.title(), {"FullName": self.face}, charstrings, {})
        top = builder.font["CFF "].cff.topDictIndex[0]
        if self.kind == "builtin":
            codes = [".notdef"] * 256
            for c, code in self.code.items():
                codes[code] = self.glyph_name(c)
            top.Encoding = codes
        out = io.BytesIO()
        builder.font["CFF "].cff.compile(out, builder.font, isCFF2=False)
        return out.getvalue()

    def _to_unicode(self):
        form = "%04X" if self.kind == "idh" else "%02X"
        last = "FFFF" if self.kind == "idh" else "FF"
        expand = {one: letters for letters, one in LIGATURES} if self.ligatures else {}
        lines = []
        for c, code in sorted(self.code.items(), key=lambda x: x[1]):
            lines.append(f"<{form % code}> <{expand.get(c, c).encode('utf-16-be').hex().upper()}>")
        blocks = [lines[i:i + 100] for i in range(0, len(lines), 100)]
        body = "".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar\n" for b in blocks)
        return ("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) "
                "/Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n"
                f"<{'0' * len(last)}> <{last}>\nendcodespacerange\n{body}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend").encode()

    def build(self, pdf):
        if self.kind == "type3":
            return self._type3(pdf)
        font = face(self.face)
        em = font["head"].unitsPerEm
        base = Name("/CORPUS+" + Path(FACES[self.face]).stem)
        per_mille = lambda units: round(units * 1000 / em)  # noqa: E731
        head, hhea = font["head"], font["hhea"]
        flags = 32 if self.kind in ("winansi", "truetype", "type1c") and self.kind != "builtin" else 4
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=base, Flags=flags, ItalicAngle=0, Ascent=per_mille(hhea.ascent),
            Descent=per_mille(hhea.descent), CapHeight=700, StemV=80,
            FontBBox=[per_mille(x) for x in (head.xMin, head.yMin, head.xMax, head.yMax)])
        cff = self.kind in ("type1c", "builtin")
        if cff:
            descriptor.FontFile3 = pdf.make_indirect(Stream(pdf, self._cff(), Subtype=Name.Type1C))
        else:
            data = self._file()
            descriptor.FontFile2 = pdf.make_indirect(Stream(pdf, data, Length1=len(data)))
        descriptor = pdf.make_indirect(descriptor)
        cmap, advances = _cmap(self.face), _advances(self.face)
        widths = {code: per_mille(advances[cmap[ord(c)]]) for c, code in self.code.items()}
        if self.kind == "idh":
            w = Array()
            for code in sorted(widths):
                w.append(code)
                w.append(Array([widths[code]]))
            inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=base, CIDToGIDMap=Name.Identity, DW=1000, W=w,
                               CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0), FontDescriptor=descriptor)
            out = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=base, Encoding=Name("/Identity-H"),
                             DescendantFonts=[pdf.make_indirect(inner)])
        else:
            first, last = min(widths), max(widths)
            out = Dictionary(Type=Name.Font, Subtype=Name.Type1 if cff else Name.TrueType, BaseFont=base, FirstChar=first, LastChar=last,
                             Widths=[widths.get(code, 0) for code in range(first, last + 1)], FontDescriptor=descriptor)
            if self.kind == "winansi":
                out.Encoding = Name.WinAnsiEncoding
            elif self.kind != "builtin":
                out.Encoding = Dictionary(Type=Name.Encoding, Differences=self._differences())
        if "tounicode" in self.tells:
            out.ToUnicode = pdf.make_indirect(Stream(pdf, self._to_unicode()))
        return pdf.make_indirect(out)

    def _differences(self):
        codes = sorted((code, c) for c, code in self.code.items())
        return Array([codes[0][0], *(Name("/" + self.glyph_name(c)) for _, c in codes)])

    def _type3(self, pdf):
        font = face(self.face)
        glyphs, cmap = font.getGlyphSet(), _cmap(self.face)
        procs, names, widths = Dictionary(), Array([33]), []
        for i, (code, c) in enumerate(sorted((code, c) for c, code in self.code.items())):
            pen = PathPen(glyphs)
            glyphs[cmap[ord(c)]].draw(pen)
            advance = glyphs[cmap[ord(c)]].width
            body = f"{advance} 0 0 -500 {advance + 200} 2000 d1\n" + " ".join(pen.out) + " f"
            procs[f"/g{i:X}"] = pdf.make_indirect(Stream(pdf, body.encode()))
            names.append(Name(f"/g{i:X}"))
            widths.append(advance)
        out = Dictionary(Type=Name.Font, Subtype=Name.Type3, FontMatrix=[1 / 2048, 0, 0, 1 / 2048, 0, 0], FontBBox=[0, -500, 2500, 2000],
                         FirstChar=33, LastChar=32 + len(widths), Widths=widths, CharProcs=procs, Resources=Dictionary(),
                         Encoding=Dictionary(Type=Name.Encoding, Differences=names))
        if "tounicode" in self.tells:
            out.ToUnicode = pdf.make_indirect(Stream(pdf, self._to_unicode()))
        return pdf.make_indirect(out)


class PathPen(BasePen):
    def __init__(self, glyphs):
        super().__init__(glyphs)
        self.out = []

    def _moveTo(self, p):
        self.out.append(f"{p[0]:.0f} {p[1]:.0f} m")

    def _lineTo(self, p):
        self.out.append(f"{p[0]:.0f} {p[1]:.0f} l")

    def _curveToOne(self, a, b, c):
        self.out.append(f"{a[0]:.0f} {a[1]:.0f} {b[0]:.0f} {b[1]:.0f} {c[0]:.0f} {c[1]:.0f} c")

    def _closePath(self):
        self.out.append("h")


class Page:
    def __init__(self, size=(595, 842), rotate=0):
        self.size, self.rotate, self.ops, self.fields, self.images = size, rotate, [], [], []

    def raw(self, ops):
        self.ops.append(ops)

    def text(self, x, y, text, font, size):
        font.note(text)
        self.ops.append(("text", x, y, font, size, [text]))

    def gapped(self, x, y, pieces, font, size):
        """Pieces and gaps in points between them, as TJ."""
        for piece in pieces:
            if isinstance(piece, str):
                font.note(piece)
        self.ops.append(("text", x, y, font, size, pieces))

    def right(self, x, y, text, font, size):
        self.text(x - width(text, font, size), y, text, font, size)

    def centre(self, x, y, text, font, size):
        self.text(x - width(text, font, size) / 2, y, text, font, size)

    def line(self, x1, y1, x2, y2, w=0.5):
        self.raw(f"{w} w {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S")

    def box(self, x, y, w, h, fill=None):
        if fill is not None:
            self.raw(f"q {fill} g {x:.2f} {y:.2f} {w:.2f} {h:.2f} re f Q")
        else:
            self.raw(f"0.5 w {x:.2f} {y:.2f} {w:.2f} {h:.2f} re S")


def _body(page, names):
    out = []
    for op in page.ops:
        if isinstance(op, str):
            out.append(op)
            continue
        _, x, y, font, size, pieces = op
        shown = " ".join(font.encode(p) if isinstance(p, str) else f"{-p * 1000 / size:.0f}" for p in pieces)
        out.append(f"BT /{names[id(font)]} {size} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm [{shown}] TJ ET")
    return "\n".join(out)


def save(path, pages, title="", producer="corpus", need_appearances=None):
    pdf = pikepdf.new()
    fonts = {}
    for page in pages:
        for op in page.ops:
            if not isinstance(op, str):
                fonts.setdefault(id(op[3]), op[3])
        for field in page.fields:
            fonts.setdefault(id(field["font"]), field["font"])
    names, resources = {}, Dictionary()
    for i, font in enumerate(fonts.values(), 1):
        font.prepare()
        names[id(font)] = f"F{i}"
        resources[f"/F{i}"] = font.build(pdf)
    kids = []
    for page in pages:
        content = _body(page, names)
        if page.rotate:
            content = _turn(page) + content + "\nQ"
        size = page.size if page.rotate in (0, 180) else page.size[::-1]
        body = Dictionary(Type=Name.Page, MediaBox=[0, 0, *size], Resources=Dictionary(Font=resources),
                          Contents=pdf.make_indirect(Stream(pdf, content.encode())))
        if page.rotate:
            body.Rotate = page.rotate
        if page.images:
            body.Resources.XObject = Dictionary({f"/Im{i}": image(pdf, shade) for i, shade in enumerate(page.images)})
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(body)))
        kids += _fields(pdf, pdf.pages[-1], page, names, resources)
    if kids:
        marks = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats)
        pdf.Root.AcroForm = Dictionary(Fields=Array(kids), DR=Dictionary(Font=Dictionary({**resources, "/ZaDb": marks})), DA=b"/F1 10 Tf 0 g")
        if need_appearances:
            pdf.Root.AcroForm.NeedAppearances = True
    pdf.docinfo["/Title"] = title
    pdf.docinfo["/Producer"] = producer
    pdf.save(path, compress_streams=True)


def _turn(page):
    """So that the page shows upright after /Rotate."""
    w, h = page.size
    return {90: f"q 0 1 -1 0 {h} 0 cm\n", 180: f"q -1 0 0 -1 {w} {h} cm\n", 270: f"q 0 -1 1 0 0 {w} cm\n"}[page.rotate]


def image(pdf, shade):
    side = 24
    data = bytearray()
    for y in range(side):
        for x in range(side):
            inside = (x - 12) ** 2 + (y - 12) ** 2 < 90
            data += bytes(((shade * 53) % 256, (x * 9 + shade * 31) % 256, y * 9) if inside else (240, 240, 236))
    out = Stream(pdf, zlib.compress(bytes(data)), Type=Name.XObject, Subtype=Name.Image, Width=side, Height=side,
                 ColorSpace=Name.DeviceRGB, BitsPerComponent=8, Filter=Name.FlateDecode)
    return pdf.make_indirect(out)


def _fields(pdf, target, page, names, resources):
    kids = []
    for i, field in enumerate(page.fields):
        x, y, w, h = field["at"]
        font, value = field["font"], field["value"]
        widget = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=[x, y, x + w, y + h], F=4, P=target.obj,
                            T=pikepdf.String(f"field{i}"))
        if field["type"] == "check":
            widget.FT, widget.V, widget.AS = Name.Btn, Name.Yes, Name.Yes
            tick = Stream(pdf, b"2 w 2 5 m 5 2 l 9 9 l S", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, w, h])
            widget.AP = Dictionary(N=Dictionary(Yes=pdf.make_indirect(tick)))
        else:
            widget.FT = Name.Ch if field["type"] == "choice" else Name.Tx
            if field["type"] == "choice":
                widget.Ff, widget.Opt = 1 << 17, Array([pikepdf.String(o) for o in field["options"]])
            widget.V, widget.DA = pikepdf.String(value), f"/{names[id(font)]} 9 Tf 0 g".encode()
            if field["appearance"]:
                body = f"/Tx BMC q BT /{names[id(font)]} 9 Tf 2 5 Td {font.encode(value)} Tj ET Q EMC"
                shown = Stream(pdf, body.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, w, h],
                               Resources=Dictionary(Font=resources))
                widget.AP = Dictionary(N=pdf.make_indirect(shown))
        widget = pdf.make_indirect(widget)
        if "/Annots" not in target.obj:
            target.obj.Annots = Array()
        target.obj.Annots.append(widget)
        kids.append(widget)
    return kids
