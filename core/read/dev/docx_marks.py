"""Samples of what Word puts around and between the text: running lines, notes, links, boxes, pictures, controls, equations."""

import struct
import zlib

from docx.oxml import parse_xml

from docx_parts import DECLARED, SPACES, Sample, Xml, field, join, p, r, sdt, tbl, tc, tr
from pdf_texts import RULES


def running():
    """Headers and footers: first page, odd, even, a second section; one that is kept in the file but switched off."""
    s = Sample("running-uz-latn")
    first = s.document.sections[0]
    first.different_first_page_header_footer = True
    s.document.settings.odd_and_even_pages_header_footer = True
    lines = {
        "first_page_header": "«Zarafshon Savdo» MChJ, litsenziya raqami 4471",
        "header": "Toq sahifa: narxlar ro‘yxati",
        "even_page_header": "Juft sahifa: qoidalar",
        "first_page_footer": "Manzil: Samarqand, Registon ko‘chasi, 5-uy",
        "footer": "Savol uchun: +998 66 233-45-67",
        "even_page_footer": "Ish vaqti: 9:00–18:00",
    }
    for name, text in lines.items():
        getattr(first, name).paragraphs[0].text = text
    head, body = RULES["uz-Latn"][0]
    s.text(head).text(body[0])
    second = s.document.add_section()
    for part, text in (("header", "Ikkinchi bo‘lim: kafolat shartlari"), ("footer", "Kafolat bo‘limi: xona 12")):
        getattr(second, part).is_linked_to_previous = False
        getattr(second, part).paragraphs[0].text = text
        s.truth.append(text)
    second.different_first_page_header_footer = False
    second.first_page_header.is_linked_to_previous = False
    second.first_page_header.paragraphs[0].text = "Eskirgan sarlavha"
    s.forbidden.append("Eskirgan")
    s.text(RULES["uz-Latn"][3][0]).text(RULES["uz-Latn"][3][1][0])
    s.truth += lines.values()
    return s


def note(kind, at, *blocks):
    mark = Xml(f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Ref/></w:r>')
    head, *rest = blocks
    return f'<w:{kind} w:id="{at}">{p(mark, " ", head)}{join(rest, p)}</w:{kind}>'


def notes():
    s = Sample("notes-ru")
    gaps = "".join(
        f'<w:{{0}} w:type="{kind}" w:id="{at}"><w:p><w:r><w:{kind}/></w:r></w:p></w:{{0}}>'
        for at, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    foot = ["Кроме праздничных дней.", "Вес одной посылки не более 20 кг."]
    end = "Полный перечень городов размещён в магазине."
    price = tbl(2, tr("Этаж", "Доплата"), tr("Второй", "10 000"))
    s.story(
        "footnotes",
        gaps.format("footnote")
        + note("footnote", 1, foot[0])
        + note("footnote", 2, foot[1], "Более тяжёлые вещи отправляем машиной.", price),
    )
    s.story("endnotes", gaps.format("endnote") + note("endnote", 1, end))

    def mark(kind, at):
        return Xml(f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{at}"/></w:r>')
    s.add(p("Доставка по городу выполняется ежедневно", mark("footnote", 1), ", в области отправляем почтой", mark("footnote", 2), "."),
          "Доставка по городу выполняется ежедневно", "в области отправляем почтой")
    s.add(p("Список городов", mark("endnote", 1), " обновляется ежемесячно."), "Список городов", "обновляется ежемесячно.")
    s.truth += [*foot, "Более тяжёлые вещи отправляем машиной.", "Этаж | Доплата", "Второй | 10 000", end]
    return s


def links():
    s = Sample("links-en").text("Where to order")

    def link(words, url, line, make=None):
        s.links.append((words, url))
        s.add(make or p("Open ", Xml(f'<w:hyperlink r:id="{s.link(url)}">{r(words, props="<w:u/>")}</w:hyperlink>'), "."), line)
    link("our catalogue", "https://shop.example/catalogue?from=docx", "Open our catalogue.")
    link("the bot", "https://t.me/example_shop_bot", "Open the bot.")
    link("the price list", "https://shop.example/prices.xlsx", "Download the price list here.",
         p("Download ", field('HYPERLINK "https://shop.example/prices.xlsx"', "the price list"), " here."))
    link(
        "the size table",
        "https://shop.example/sizes",
        "See the size table first.",
        p(
            "See ",
            Xml(f'<w:fldSimple w:instr=" HYPERLINK &quot;https://shop.example/sizes&quot; ">{r("the size table")}</w:fldSimple>'),
            " first.",
        ),
    )
    write = s.link("mailto:orders@shop.example")
    s.links.append(("write to us", "orders@shop.example"))
    s.add(p("Or ", Xml(f'<w:hyperlink r:id="{write}">{r("write ")}{r("to us", props="<w:b/>")}</w:hyperlink>'), "."), "Or write to us.")
    s.add(
        p("The rules stand ", Xml(f'<w:hyperlink w:anchor="rules">{r("below")}</w:hyperlink>'), "; our page is https://shop.example/help."),
        "The rules stand below; our page is https://shop.example/help.",
    )
    mark = Xml('<w:bookmarkStart w:id="1" w:name="rules"/>{}<w:bookmarkEnd w:id="1"/>'.format(r("Rules")))
    s.headings.append((2, "Rules"))
    s.add(p(mark, style="Heading2"), "Rules")
    return s.add(
        tbl(
            2,
            tr("Channel", "Address"),
            tr("Instagram", tc(p(Xml(f'<w:hyperlink r:id="{s.link("https://social.example/shop")}">{r("shop page")}</w:hyperlink>')))),
        ),
        "Channel | Address",
        "Instagram | shop page",
    )


def drawing(graphic, about=""):
    head = f'<wp:extent cx="900000" cy="900000"/><wp:docPr id="2" name="p"{about}/>'
    return Xml(f"<w:drawing><wp:inline>{head}<a:graphic>{graphic}</a:graphic></wp:inline></w:drawing>")


def new_box(content, fallback):
    """A text box as Word writes it now, with the same once more for old programs."""
    shape = (
        f'<a:graphicData uri="{SPACES["wps"]}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/><wps:txbx><w:txbxContent>'
        f"{content}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
    )
    choice = f'<mc:Choice Requires="wps">{drawing(shape)}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>'
    return Xml(f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>")


def old_box(content):
    box = f"<v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox>"
    return Xml(f'<w:pict><v:shape id="b" style="width:200pt;height:60pt">{box}</v:shape></w:pict>')


def boxes():
    s = Sample("boxes-uz-latn")
    sale = "".join(p(x) for x in ("Aksiya: 15-sentabrgacha", "Barcha choynaklarga chegirma 20 %"))
    s.add(p("Do‘konimizga xush kelibsiz", new_box(sale, old_box(sale)), ", doimiy mijozlarga sovg‘a beramiz."),
          "Do‘konimizga xush kelibsiz", "doimiy mijozlarga sovg‘a beramiz.", "Aksiya: 15-sentabrgacha", "Barcha choynaklarga chegirma 20 %")
    s.add(p(r(old_box(p("Eski dastur qutisi: qo‘ng‘iroq bepul")))), "Eski dastur qutisi: qo‘ng‘iroq bepul")
    table = tbl(2, tr("Xizmat", "Haqi"), tr("O‘rnatish", "80 000")) + p("Usta ertasi kuni boradi.")
    s.add(
        p("O‘rnatish xizmati", new_box(table, old_box(table))),
        "O‘rnatish xizmati",
        "Xizmat | Haqi",
        "O‘rnatish | 80 000",
        "Usta ertasi kuni boradi.",
    )
    s.add(tbl(2, tr("Filial", "Ma’lumot"), tr("Buxoro", tc(p(new_box(p("Ochilish kuni: 1-oktabr"), ""), "Mustaqillik ko‘chasi")))),
          "Filial | Ma’lumot", "Buxoro", "Ochilish kuni: 1-oktabr", "Mustaqillik ko‘chasi")
    header = s.document.sections[0].header.paragraphs[0]._p
    header.append(parse_xml(f'<w:r {DECLARED}>{old_box(p("Yuqoridagi quti: filiallar 4 ta"))}</w:r>'))
    s.truth.append("Yuqoridagi quti: filiallar 4 ta")
    return s


def shapes():
    """A picture with a description and its caption; a drawing whose text is in the language of drawings."""
    s = Sample("shapes-ru")
    line = zlib.compress(b"\0\xff\xff\xff", 9)
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)), (b"IDAT", line), (b"IEND", b""))
    png = b"\x89PNG\r\n\x1a\n" + b"".join(struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks)
    image = s.part("media/image1.png", "image", "image/png", png)
    picture = (
        f'<a:graphicData uri="{SPACES["pic"]}"><pic:pic><pic:nvPicPr><pic:cNvPr id="2" name="p"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{image}"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData>'
    )
    s.add(p(r(drawing(picture, ' descr="Схема проезда: вход со двора"'))), "Схема проезда: вход со двора")
    s.add(p("Рисунок ", field("SEQ Рисунок \\* ARABIC", "1"), ". Как найти магазин", style="Caption"), "Рисунок 1. Как найти магазин")
    body = "".join(f"<a:p><a:r><a:t>{x}</a:t></a:r></a:p>" for x in ("Шаг 1: заявка", "Шаг 2: оплата"))
    canvas = (
        f'<a:graphicData uri="{SPACES["lc"]}"><lc:lockedCanvas><a:sp><a:txSp><a:txBody><a:bodyPr/>'
        f"{body}</a:txBody><a:useSpRect/></a:txSp></a:sp></lc:lockedCanvas></a:graphicData>"
    )
    return s.add(p("Порядок заказа показан на схеме", r(drawing(canvas)), " и не меняется."),
                 "Порядок заказа показан на схеме", "и не меняется.", "Шаг 1: заявка", "Шаг 2: оплата")


def captions():
    s = Sample("captions-en")
    s.add(
        p("The charges stand in ", field("REF tab_1 \\h", "Table 1"), ", see page ", field("PAGEREF tab_1 \\h", "3"), "."),
        "The charges stand in Table 1, see page 3.",
    )
    s.add(
        p("Table ", Xml(f'<w:fldSimple w:instr=" SEQ Table \\* ARABIC ">{r("1")}</w:fldSimple>'), ". Delivery charges", style="Caption"),
        "Table 1. Delivery charges",
    )
    return s.table(2, [("Region", "Charge"), ("Samarkand", "20,000"), ("Bukhara", "35,000")])


def controls():
    """Content controls: in a line, around paragraphs, cells and rows; a tick box, a list, and one that was left empty."""
    s = Sample("controls-en").text("Order form")
    s.add(
        p("Dear ", sdt("<w:text/>", "customer"), ", your order is ", sdt("<w:dropDownList/>", "accepted"), "."),
        "Dear customer, your order is accepted.",
    )
    s.add(sdt('<w:tag w:val="terms"/>', p("Payment is due within three days."), p("Delivery is free above 500,000 soums.")),
          "Payment is due within three days.", "Delivery is free above 500,000 soums.")
    box = sdt('<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', "☒")
    s.add(p(box, " Gift wrapping"), "☒ Gift wrapping")
    row = sdt(
        '<w15:repeatingSection xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>', tr("Teapot", tc(sdt("", p("95,000"))))
    )
    s.add(
        tbl(2, tr("Item", "Price"), row, Xml(f"<w:tr>{tc('Towel')}{sdt('', tc('62,000'))}</w:tr>")),
        "Item | Price",
        "Teapot | 95,000",
        "Towel | 62,000",
    )
    return s.add(p(sdt("<w:showingPlcHdr/><w:text/>", "Click or tap here to enter text.")))


def mt(text):
    return f"<m:r><m:t>{text}</m:t></m:r>"


def equations():
    s = Sample("equations-en").text("How a discount is calculated")
    part = f"<m:f><m:num>{mt('price × rate')}</m:num><m:den>{mt('100')}</m:den></m:f>"
    s.add(
        p("The discount is ", Xml(f"<m:oMath>{mt('D = ')}{part}</m:oMath>"), " soums."), "The discount is", "price × rate", "100", "soums."
    )
    power = f"<m:sSup><m:e>{mt('a')}</m:e><m:sup>{mt('2')}</m:sup></m:sSup>"
    root = f"<m:rad><m:radPr><m:degHide m:val=\"1\"/></m:radPr><m:deg/><m:e>{mt('S')}</m:e></m:rad>"
    s.add(p(Xml(f"<m:oMathPara><m:oMath>{mt('S = ')}{power}{mt(', a = ')}{root}</m:oMath></m:oMathPara>")), "S = a")
    return s.text("The area of a square carpet is the square of its side.")


def samples():
    return [running(), notes(), links(), boxes(), shapes(), captions(), controls(), equations()]
