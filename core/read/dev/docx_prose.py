"""Samples of headings, lists and letters: what any reader of Word files should manage."""

from docx_parts import Sample, Xml, item, p, r, t
from pdf_texts import MANUAL, RULES


def headings_uz():
    s = Sample("headings-uz-latn").text("Do‘kon qoidalari", "Title")
    s.headings.append((1, "Do‘kon qoidalari"))
    for head, paragraphs in RULES["uz-Latn"]:
        s.heading(1, head)
        for at, text in enumerate(paragraphs):
            s.heading(2, f"{at + 1}-band").text(text)
    return s.heading(2, "Aloqa").heading(3, "Telefon").text("+998 66 233-45-67, har kuni soat 9:00 dan 18:00 gacha.")


def headings_ru():
    """Russian Word numbers its styles: `1` has the name `heading 1`, `a3` is the title."""
    s = Sample("headings-ru")
    s.text("Правила магазина", "a3").headings.append((1, "Правила магазина"))
    for at, (head, paragraphs) in enumerate(RULES["ru"]):
        s.heading(at % 3 + 1, head, str(at % 3 + 1))
        for text in paragraphs:
            s.text(text, "a")
    names = {"Heading1": "1", "Heading2": "2", "Heading3": "3", "Title": "a3", "Normal": "a"}

    def rename(part, text):
        for old, new in names.items() if part == "word/styles.xml" else []:
            text = text.replace(f'"{old}"', f'"{new}"')
        return text
    s.edit(rename)
    return s


def headings_custom():
    """A style based on a heading, a style and a paragraph with an outline level, numbered headings, and a bold line that is none."""
    s = Sample("headings-custom-en")
    s.style("paragraph", "ShopSection", "Heading1", "")
    s.style("paragraph", "ShopRule", "Normal", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
    rules = dict(RULES["en"])
    s.heading(1, "Delivery", "ShopSection").heading(2, "Within Samarkand", "ShopRule").text(rules["Delivery"][0])
    s.heading(3, "Other regions", "", '<w:outlineLvl w:val="2"/>').text(rules["Delivery"][2])
    number = s.numbering([("decimal", "%1."), ("decimal", "%1.%2.")])
    for level, text, shown in [(0, "Payment", "1."), (1, "Instalments", "1.1."), (1, "Invoices", "1.2.")]:
        s.heading(level + 1, text, props=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>', number=shown)
    return s.text(rules["Payment"][1]).add(p(r("Please note", props="<w:b/>")), "Please note").text(rules["Warranty"][0])


def lists():
    s = Sample("lists-uz-latn").text("Choynakdan foydalanish")
    manual = MANUAL["uz-Latn"][0]
    for kind, text in manual:
        if kind == "ul":
            s.text(text, "ListBullet")
    s.text("Birinchi ishga tushirish:")
    for at, text in enumerate(text for kind, text in manual if kind == "ol"):
        text = text.replace("^2", "")
        s.add(p(text, style="ListNumber"), f"{at + 1}. {text}")
    bullets = s.numbering([("bullet", "•"), ("bullet", "–"), ("bullet", "▪")])
    for level, text in [
        (0, "Kiyimlar"),
        (1, "Erkaklar uchun"),
        (2, "Futbolkalar va ko‘ylaklar"),
        (2, "Shimlar"),
        (1, "Bolalar uchun"),
        (0, "Poyabzal"),
    ]:
        s.add(item(bullets, level, text), text)
    s.text("Buyurtma berish tartibi:")
    first, again = s.numbering([("decimal", "%1)"), ("lowerLetter", "%2)")], restarts=1)
    for shown, level, text in [
        ("1)", 0, "Tovarni tanlang va savatga qo‘shing."),
        ("2)", 0, "Manzilni kiriting:"),
        ("a)", 1, "shahar yoki tuman;"),
        ("b)", 1, "ko‘cha va uy."),
        ("3)", 0, "Buyurtmani tasdiqlang."),
    ]:
        s.add(item(first, level, text), f"{shown} {text}")
    s.text("Qaytarish tartibi:")
    s.add(item(again, 0, "Chek va tovarni olib keling."), "1) Chek va tovarni olib keling.")
    s.add(
        p("Chek yo‘qolgan bo‘lsa, telefon raqamingizni ayting.", style="ListContinue"),
        "Chek yo‘qolgan bo‘lsa, telefon raqamingizni ayting.",
    )
    return s.add(item(again, 0, "Arizani to‘ldiring."), "2) Arizani to‘ldiring.")


def clauses():
    """Numbers that other clauses name: without them the reference says nothing."""
    s = Sample("clauses-ru").text("Договор поставки. Основные условия")
    number = s.numbering([("decimal", "%1."), ("decimal", "%1.%2."), ("decimal", "%1.%2.%3.")])
    for shown, text in [
            ("1.", "Предмет договора"), ("1.1.", "Поставщик передаёт товар, указанный в заявке, а Покупатель принимает и оплачивает его."),
            ("1.2.", "Количество и цена определяются заявкой."), ("2.", "Порядок оплаты"),
            ("2.1.", "Предоплата составляет 30 процентов."), ("2.1.1.", "Предоплата вносится в течение трёх дней."),
            ("2.1.2.", "Остаток вносится после поставки."), ("2.2.", "Валюта расчётов: сум."), ("3.", "Ответственность сторон"),
            ("3.1.", "За нарушение срока, указанного в пункте 2.1.1, начисляется пеня 0,1 процента в день.")]:
        s.add(item(number, shown.count(".") - 1, text), f"{shown} {text}")
    roman = s.numbering([("upperRoman", "%1."), ("russianLower", "%2)")])
    for shown, level, text in [("I.", 0, "Приложение к договору"), ("а)", 1, "перечень товаров;"), ("б)", 1, "график поставок.")]:
        s.add(item(roman, level, text), f"{shown} {text}")
    return s


def quotes():
    s = Sample("quotes-uz-latn")
    for text in [
        "O‘zbekiston bo‘ylab yetkazib beramiz, g‘isht va gʻalla bundan mustasno.",
        "Oʻlchov birligi, toʻlov muddati va maʼlumotnoma.",
        "O'lchami to'g'ri kelmasa, bog'laning.",
        "O`lchov jadvali: ko`ylak va bo`yinbog` uchun.",
        '«Rishton» choynagi, “Lazer” guruchi, „Farg‘ona“ o‘rigi va "Click" ilovasi.',
        "Chegirma — 10 %; muddat: 1–5-sentabr… Batafsil: 5′ va 12″.",
    ]:
        s.text(text)
    return s


def runs():
    """Words cut into runs by checks of spelling, bookmarks, smart tags and changes of format."""
    s = Sample("runs-uz-latn")
    proof = Xml('<w:proofErr w:type="spellStart"/>')
    s.add(
        p(
            "Yetka",
            proof,
            "zib be",
            Xml('<w:bookmarkStart w:id="7" w:name="a"/>'),
            "rish ",
            Xml('<w:bookmarkEnd w:id="7"/>'),
            r("BEP", props="<w:b/>"),
            r("ul", props="<w:i/>"),
            ".",
        ),
        "Yetkazib berish BEPul.",
    )
    inner = f'<w:smartTag w:uri="urn:shop" w:element="x">{r("qand")}</w:smartTag>'
    s.add(
        p(
            Xml(f'<w:smartTag w:uri="urn:shop" w:element="city">{r("Samar")}{inner}</w:smartTag>'),
            " shahrida ombor ",
            Xml(f'<w:customXml w:uri="urn:shop" w:element="hours">{r("24 soat")}</w:customXml>'),
            " ishlaydi.",
        ),
        "Samarqand shahrida ombor 24 soat ishlaydi.",
    )
    s.add(
        p(
            "Maydoni 40 m",
            r("2", props='<w:vertAlign w:val="superscript"/>'),
            ", suvi H",
            r("2", props='<w:vertAlign w:val="subscript"/>'),
            "O.",
        )
    )
    s.truth.append("Maydoni 40 m2, suvi H2O.")
    return s.add(
        Xml(f'<w:customXml w:uri="urn:shop" w:element="block">{p("To‘lov naqd yoki karta orqali.")}</w:customXml>'),
        "To‘lov naqd yoki karta orqali.",
    )


def breaks():
    s = Sample("breaks-en")
    tab, line, soft, hard = (Xml(f"<w:{name}/>") for name in ("tab", "br", "softHyphen", "noBreakHyphen"))
    tabs = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8000"/></w:tabs>'
    for good, price in [("Tea, 100 g", "18,000"), ("Coffee, 250 g", "64,000"), ("Honey, 600 g", "72,000")]:
        s.add(p(r(good, tab, price), props=tabs), f"{good} {price}")
    s.add(
        p(r("Zarafshon Savdo", line, "5 Registan Street", Xml("<w:cr/>"), "Samarkand")), "Zarafshon Savdo", "5 Registan Street", "Samarkand"
    )
    s.add(
        p(
            r(
                "The free ",
                t("Wi"),
                hard,
                t("Fi"),
                " works in the ware",
                soft,
                t("house and in the show\u00adroom; the opening hours are 9:00\u201118:00."),
            )
        ),
        "The free Wi-Fi works in the warehouse and in the showroom; the opening hours are 9:00-18:00.",
    )
    s.add(
        p(r("Delivery costs 20\u00a0000\u00a0soums or 1\u202f000\u202f000 for a\u2009lorry.")),
        "Delivery costs 20 000 soums or 1 000 000 for a lorry.",
    )
    s.add(
        p(r("Last line of the page", Xml('<w:br w:type="page"/>'), "First line of the next page")),
        "Last line of the page",
        "First line of the next page",
    )
    s.add(
        p(r("Left column", Xml('<w:br w:type="column"/>'), "Right column", Xml("<w:lastRenderedPageBreak/>"), " goes on")),
        "Left column",
        "Right column goes on",
    )
    return s.add(p(r("Total", Xml('<w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/>'), "154,000")), "Total 154,000")


def symbols():
    """Characters of symbol fonts, as `w:sym` and as private letters of a font."""
    def sym(font, code):
        return Xml(f'<w:sym w:font="{font}" w:char="{code}"/>')
    s = Sample("symbols-ru").text("Условные обозначения")
    s.add(
        p(
            r(
                "Точность весов ",
                sym("Symbol", "F0B1"),
                " 5 г, температура хранения ",
                sym("Symbol", "F0A3"),
                " 25 ",
                sym("Symbol", "F0B0"),
                "C",
            )
        ),
        "Точность весов ± 5 г, температура хранения ≤ 25 °C",
    )
    s.add(p(r(sym("Wingdings", "F0FC"), " есть в наличии")), "✓ есть в наличии").add(
        p(r(sym("Wingdings", "F0FB"), " нет в наличии")), "✗ нет в наличии"
    )
    s.add(p(r("Размер 50 ", sym("Symbol", "F0B4"), " 140 см, цена 12 ", sym("Symbol", "F0A0"))), "Размер 50 × 140 см, цена 12 €")
    s.add(p(r(sym("Wingdings", "F028"), " +998 66 233-45-67")), "☎ +998 66 233-45-67")
    s.add(p(r("\uf0fc", props='<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), " доставка включена"), "✓ доставка включена")
    return s.text("Оплата: ☑ карта, ☐ наличные, ★★★★☆, № 118, 2 × 3 м², ½ цены, 50 €")


def strict():
    """The namespaces of the strict form of the format, as Word saves on request, with another prefix."""
    s = Sample("strict-en")
    s.heading(1, "Returns").text("An unused item may be returned within ten days.").text("Keep the receipt.", "ListBullet")
    s.table(2, [("Item", "Price"), ("Teapot", "95,000"), ("Towel", "62,000")])
    office = "http://schemas.openxmlformats.org"
    pairs = [
        (f"{office}/wordprocessingml/2006/main", "wordprocessingml/main"),
        (f"{office}/officeDocument/2006/math", "officeDocument/math"),
        (f"{office}/officeDocument/2006/relationships", "officeDocument/relationships"),
        (f"{office}/drawingml/2006", "drawingml"),
    ]

    def change(part, text):
        for old, new in pairs if part != "[Content_Types].xml" else []:
            text = text.replace(old, "http://purl.oclc.org/ooxml/" + new)
        if part == "word/document.xml":
            text = text.replace("<w:", "<x:").replace("</w:", "</x:").replace(" w:", " x:").replace("xmlns:w=", "xmlns:x=")
        return text
    s.edit(change)
    return s


def elsewhere():
    """The body lies where only the relationships tell; the format asks for no name."""
    s = Sample("elsewhere-en").text("Opening hours").text("Monday to Saturday, from nine to six.")

    def move(part, text):
        return text.replace("word/document.xml", "word/main.xml") if part in ("[Content_Types].xml", "_rels/.rels") else text
    s.edit(move)
    s.moved = {"word/document.xml": "word/main.xml", "word/_rels/document.xml.rels": "word/_rels/main.xml.rels"}
    return s


def samples():
    makers = [headings_uz, headings_ru, headings_custom, lists, clauses, quotes, runs, breaks, symbols, strict, elsewhere]
    return [make() for make in makers]
