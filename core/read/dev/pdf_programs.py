"""Samples that a browser (Chromium) or an office suite (LibreOffice) prints, and letters by ReportLab."""

import subprocess
from html import escape

from pdf_layouts import Sample
from pdf_texts import LABELS, LANGS, MANUAL, MANUAL_TITLE, NOTES, RULES, SHOP, goods, money

STYLE = """<style>@page{size:A4;margin:18mm}body{font:10pt 'Liberation Sans';margin:0}table{border-collapse:collapse;width:100%}
th,td{border-bottom:1px solid #bbb;padding:4px;text-align:left;vertical-align:middle}th{background:#eee}td.n{text-align:right;white-space:nowrap}
.cards{display:grid;grid-template-columns:repeat(3,1fr);gap:8mm}.card{border:1px solid #ccc;padding:4mm;break-inside:avoid}
.card i{display:block;height:22mm;background:linear-gradient(135deg,#9bd,#fda)}.card b{display:block;font-size:13pt;margin-top:2mm}
.page{break-before:page}.lead{column-count:2;text-align:justify}h2{font-size:12pt;margin:4mm 0 1mm}p{margin:0 0 2mm}</style>"""


def browser_prices(lang):
    s, t = Sample(f"browser-prices-{lang.lower()}"), LABELS[lang]
    items, heads = goods(lang, 40, 30), [t[k] for k in ("no", "name", "unit", "price", "stock")]
    s.say(t["title"], f"{t['date']}. {t['valid']}")
    body = f"<h1>{t['title']}</h1><p>{t['date']}. {t['valid']}</p>"
    for part in range(2):
        body += f"<table class='{'page' if part else ''}'><tr>" + "".join(f"<th>{h}</th>" for h in heads) + "</tr>"
        s.run(" ".join(heads))
        for at in range(part * 20, part * 20 + 20):
            g, price = items[at], money(items[at].price, lang, "currency")
            body += (f"<tr><td>{at + 1}</td><td style='width:60mm'>{escape(g.name)}</td><td>{g.unit}</td><td class=n>{price}</td>"
                     f"<td class=n>{g.stock}</td></tr>")
            s.say(f"{at + 1} {g.name} {g.unit} {price} {g.stock}")
            s.row(g.name, price)
        body += "</table>"
    s.source = ("html", f"<html lang={lang}><meta charset=utf-8><title>{t['title']}</title>{STYLE}{body}")
    return s


def browser_shop(lang):
    """Rules in prose, then a grid of cards."""
    s, t = Sample(f"browser-shop-{lang.lower()}"), LABELS[lang]
    s.say(SHOP[lang], t["address"])
    body = f"<h1>{SHOP[lang]}</h1><p>{t['address']}</p>"
    for head, paragraphs in RULES[lang]:
        body += f"<h2>{head}</h2>" + "".join(f"<p>{escape(p)}</p>" for p in paragraphs)
        s.say(head, *paragraphs)
    body += f"<h1 class=page>{t['catalogue']}</h1><div class=cards>"
    s.say(t["catalogue"])
    for g in goods(lang, 9, 12):
        price = money(g.price, lang, "currency")
        body += f"<div class=card><i></i>{escape(g.name)}<b>{price}</b></div>"
        s.say(g.name, price)
        s.row(g.name, price)
    s.source = ("html", f"<html lang={lang}><meta charset=utf-8><title>{SHOP[lang]}</title>{STYLE}{body}</div>")
    return s


SPACES = " ".join(f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{v}:1.0"' for k, v in {
    "office": "office", "style": "style", "text": "text", "table": "table", "fo": "xsl-fo-compatible", "svg": "svg-compatible"}.items())


def flat(kind, styles, masters, body):
    return (f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} office:version="1.3" '
            f'office:mimetype="application/vnd.oasis.opendocument.{kind}">{styles}{masters}'
            f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document>")


def layout(wide=False):
    size = ("29.7cm", "21cm") if wide else ("14.8cm", "21cm")
    bar = '<style:header-footer-properties fo:min-height="0.6cm" {}="0.3cm"/>'
    return (f'<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="{size[0]}" fo:page-height="{size[1]}" '
            'fo:margin="1.5cm"/><style:header-style>' + bar.format("fo:margin-bottom") + "</style:header-style><style:footer-style>"
            + bar.format("fo:margin-top") + "</style:footer-style></style:page-layout>")


def master(header, footer):
    return ('<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">'
            f"<style:header><text:p>{header}</text:p></style:header><style:footer><text:p>{footer}</text:p></style:footer>"
            "</style:master-page></office:master-styles>")


def style(name, size, bold=False, page=False, family="paragraph"):
    return (f'<style:style style:name="{name}" style:family="{family}"><style:paragraph-properties fo:margin-bottom="0.15cm"'
            + (' fo:break-before="page"' if page else "") + f'/><style:text-properties style:font-name="Liberation Serif" fo:font-size="{size}pt"'
            + (' fo:font-weight="bold"' if bold else "") + "/></style:style>")


FONT = ('<office:font-face-decls><style:font-face style:name="Liberation Serif" svg:font-family="\'Liberation Serif\'"/>'
        '<style:font-face style:name="Liberation Sans" svg:font-family="\'Liberation Sans\'"/></office:font-face-decls>')


def writer(lang):
    """The manual with real footnotes, lists and fields, one section a page."""
    s, title = Sample(f"office-writer-{lang.lower()}"), MANUAL_TITLE[lang]
    styles = (FONT + "<office:styles>" + style("P", 10) + style("H1", 14, True) + style("H2", 11, True) + style("N", 14, True, True)
              + "</office:styles><office:automatic-styles>" + layout() + "</office:automatic-styles>")
    body = ""
    for number, blocks in enumerate(MANUAL[lang]):
        s.run(title)
        steps = 0
        for at, (kind, words) in enumerate(blocks):
            steps = steps + 1 if kind == "ol" else 0
            mark = {"ol": f"{steps}. ", "ul": "• "}.get(kind, "")
            s.say(mark + words.replace("^", ""))
            marked = escape(words)
            for note in NOTES[lang][number]:
                told = escape(note[2:])
                marked = marked.replace(f"^{note[0]}", f'<text:note text:note-class="footnote"><text:note-citation>{note[0]}</text:note-citation>'
                                        f"<text:note-body><text:p>{told}</text:p></text:note-body></text:note>")
            name = {"h1": "N" if number and at == 0 else "H1", "h2": "H2"}.get(kind, "P")
            body += f'<text:p text:style-name="{name}">{mark}{marked}</text:p>'
        s.say(*NOTES[lang][number])
        s.run(str(number + 1))
    s.source = ("fodt", flat("text", styles, master(escape(title), "<text:page-number/>"), body))
    return s


def calc(lang):
    """A sheet with a header row that repeats and a break after 20 rows."""
    s, t = Sample(f"office-calc-{lang.lower()}"), LABELS[lang]
    items = goods(lang, 40, 50)
    widths = ["1.2cm", "12cm", "3.2cm", "3.2cm", "2.6cm"]
    styles = (FONT + "<office:automatic-styles>" + layout(True)
              + "".join(f'<style:style style:name="c{i}" style:family="table-column"><style:table-column-properties style:column-width="{w}"/></style:style>'
                        for i, w in enumerate(widths))
              + '<style:style style:name="brk" style:family="table-row"><style:table-row-properties fo:break-before="page"/></style:style>'
              + '<style:style style:name="cell" style:family="table-cell"><style:table-cell-properties fo:border="0.05pt solid #000000" '
                'fo:wrap-option="wrap" style:vertical-align="middle"/><style:text-properties style:font-name="Liberation Sans" fo:font-size="9pt"/></style:style>'
              + '<style:style style:name="ta" style:family="table" style:master-page-name="Standard"/></office:automatic-styles>')

    def row(values, more=""):
        cells = "".join(f'<table:table-cell table:style-name="cell" office:value-type="string"><text:p>{escape(v)}</text:p></table:table-cell>'
                        for v in values)
        return f"<table:table-row{more}>{cells}</table:table-row>"

    heads = [t[k] for k in ("no", "name", "unit", "price", "stock")]
    header = f"{t['title']}, {t['date']}"
    body = "".join(f'<table:table-column table:style-name="c{i}"/>' for i in range(5))
    body += f"<table:table-header-rows>{row(heads)}</table:table-header-rows>"
    for at, g in enumerate(items):
        if at % 20 == 0:
            s.run(header, " ".join(heads))
        price = money(g.price, lang, "cents")
        values = [str(at + 1), g.name, g.unit, price, str(g.stock)]
        body += row(values, ' table:style-name="brk"' if at == 20 else "")
        s.say(" ".join(values))
        s.row(g.name, price)
        if at % 20 == 19:
            s.say(f"{at // 20 + 1} / 2")
            s.running.append(f"{at // 20 + 1} / 2")
    sheet = f'<table:table table:name="A" table:style-name="ta">{body}</table:table>'
    s.source = ("fods", flat("spreadsheet", styles, master(escape(header), "<text:page-number/> / <text:page-count/>"), sheet))
    return s


def platypus(lang):
    """Rules and a table by ReportLab: simple fonts of 256 letters each."""
    s, t = Sample(f"reportlab-{lang.lower()}"), LABELS[lang]
    items = goods(lang, 14, 60)
    s.say(t["title"], SHOP[lang])
    rows = [[t["name"], t["unit"], t["price"]]]
    s.say(" ".join(rows[0]))
    for g in items:
        price = money(g.price, lang, "plain")
        rows.append([g.name, g.unit, price])
        s.say(" ".join(rows[-1]))
        s.row(g.name, price)
    for head, paragraphs in RULES[lang][:2]:
        s.say(head, *paragraphs)

    def write(path):
        from reportlab import rl_config
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.platypus import Paragraph, SimpleDocTemplate, Table
        from pdf_canvas import FACES, FOLDER
        rl_config.invariant = 1
        pdfmetrics.registerFont(TTFont("sans", str(FOLDER / FACES["sans"])))
        plain = ParagraphStyle("p", fontName="sans", fontSize=10, leading=13, spaceAfter=5, alignment=4)
        head = ParagraphStyle("h", fontName="sans", fontSize=14, leading=18, spaceBefore=8, spaceAfter=4)
        cell = ParagraphStyle("c", fontName="sans", fontSize=9, leading=11)
        table = Table([[Paragraph(escape(v), cell) for v in row] for row in rows], colWidths=[280, 80, 100],
                      style=[("GRID", (0, 0), (-1, -1), 0.4, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
        story = [Paragraph(t["title"], head), Paragraph(SHOP[lang], plain), table]
        for title, paragraphs in RULES[lang][:2]:
            story += [Paragraph(title, head), *(Paragraph(escape(p), plain) for p in paragraphs)]
        SimpleDocTemplate(str(path), title=t["title"]).build(story)

    s.write = write
    return s


def samples():
    for make in (browser_prices, browser_shop, writer, calc, platypus):
        for lang in LANGS:
            yield make(lang)


def print_all(made, folder):
    office = []
    for s in made:
        kind, text = s.source
        path = folder / f"{s.name}.{kind}"
        path.write_text(text, encoding="utf-8")
        if kind == "html":
            subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile", "--no-pdf-header-footer",
                            f"--print-to-pdf={path.with_suffix('.pdf')}", str(path)], check=True, capture_output=True, timeout=120)
        else:
            office.append(str(path))
    if office:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf", "--outdir", str(folder), *office],
                       check=True, capture_output=True, timeout=300)



