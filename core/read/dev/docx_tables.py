"""Samples of tables: price lists, merged cells, names and values, tables in tables, questions and answers."""

from docx_parts import Sample, item, p, r, tbl, tc, tr
from pdf_texts import LABELS, cyrillic, goods, money


def span(columns, text):
    return tc(text, props=f'<w:gridSpan w:val="{columns}"/>')


def down(text=""):
    """A cell that goes on below, or without a text goes on from above."""
    return tc(text, props='<w:vMerge w:val="restart"/>' if text else "<w:vMerge/>")


def tables():
    s = Sample("tables-ru").text("Тарифы доставки")
    s.table(3, [("Город", "Срок, дней", "Цена, сум"), ("Ташкент", "1", "20 000"), ("Самарканд", "2", "35 000"), ("Нукус", "4", "60 000")])
    s.text("Размеры и остатки")
    s.add(
        tbl(
            4,
            tr("Товар", "Размер", "Цвет", "Цена", props="<w:tblHeader/>"),
            tr(span(4, "Одежда")),
            tr(down("Футболка мужская"), "M", "белый", "85 000"),
            tr(down(), "L", "чёрный", "89 000"),
            tr(down(), "XL", "синий", "93 000"),
            tr(span(4, "Обувь")),
            tr("Ботинки детские", span(2, "28, коричневый"), "145 000"),
        ),
        "Товар | Размер | Цвет | Цена",
        "Одежда",
        "Футболка мужская | M | белый | 85 000",
        "L | чёрный | 89 000",
        "XL | синий | 93 000",
        "Обувь",
        "Ботинки детские | 28, коричневый | 145 000",
    )
    s.text("Оптовые цены")
    # The second line of the head names the columns; one row begins one column later.
    s.add(
        tbl(
            4,
            tr(down("Наименование"), down("Ед."), span(2, "Цена за единицу, сум"), props="<w:tblHeader/>"),
            tr(down(), down(), "от 10 шт.", "от 100 шт.", props="<w:tblHeader/>"),
            tr("Сахар", "кг", "14 500", "13 900"),
            tr("Рис", "кг", "19 200", "18 400"),
            tr("шт.", "9 000", "8 700", props='<w:gridBefore w:val="1"/>'),
        ),
        "Наименование | Ед. | Цена за единицу, сум",
        "от 10 шт. | от 100 шт.",
        "Сахар | кг | 14 500 | 13 900",
        "Рис | кг | 19 200 | 18 400",
        "шт. | 9 000 | 8 700",
    )
    s.forbidden += ["Наименование: шт.", "Ед.: Ед."]
    return s


def specs():
    """Tables of names and values: their first row is no header."""
    s = Sample("specs-ru").text("Электрочайник SilverCook SC-17")
    s.table(
        2,
        [("Производитель", "SilverCook"), ("Мощность", "2200 Вт"), ("Объём", "1,7 л"), ("Длина шнура", "75 см"), ("Вес", "1,1 кг")],
        heads=0,
    )
    s.text("Контакты")
    s.table(
        2, [("Адрес", "Самарканд, улица Регистан, дом 5"), ("Телефон", "+998 66 233-45-67"), ("Часы работы", "с 9:00 до 18:00")], heads=0
    )
    s.forbidden += ["SilverCook: 2200", "Адрес: Телефон"]
    return s


def nested():
    """A table in a cell, a list in a cell, and a table that only places two columns of text."""
    s = Sample("nested-uz-latn").text("Yetkazib berish shartlari")
    inner = tbl(2, tr("Og‘irligi", "Narxi"), tr("5 kg gacha", "20 000"), tr("20 kg gacha", "45 000"))
    bullets = s.numbering([("bullet", "•")])
    rules = tc(item(bullets, 0, "Oldindan to‘lov talab qilinmaydi."), item(bullets, 0, "Kuryer oldindan qo‘ng‘iroq qiladi."))
    s.add(tbl(3, tr("Hudud", "Tarif", "Izoh", props="<w:tblHeader/>"), tr("Samarqand shahri", tc(inner), "O‘sha kuni"),
              tr("Viloyatlar", "60 000", rules)),
          "Hudud | Tarif | Izoh", "Samarqand shahri", "Og‘irligi | Narxi", "5 kg gacha | 20 000", "20 kg gacha | 45 000", "O‘sha kuni",
          "Viloyatlar | 60 000", "Oldindan to‘lov talab qilinmaydi.", "Kuryer oldindan qo‘ng‘iroq qiladi.")
    s.text("Ish vaqti va manzil")
    left, right = ("Dushanba–juma: 9:00–18:00", "Shanba: 10:00–16:00"), ("Samarqand, Registon ko‘chasi, 5-uy", "Mo‘ljal: bozor ro‘parasi")
    return s.add(tbl(2, tr(tc(*map(p, left)), tc(*map(p, right)))), *left, *right)


def prices(lang, rows=30):
    s = Sample(f"prices-{lang.lower()}").text(LABELS[lang]["title"], "Title").text(LABELS[lang]["date"])
    s.headings.append((1, LABELS[lang]["title"]))
    head = tuple(LABELS[lang][key] for key in ("no", "name", "unit", "price", "stock"))
    body = [(str(at + 1), g.name, g.unit, money(g.price, lang, "plain"), str(g.stock)) for at, g in enumerate(goods(lang, rows))]
    return s.table(5, [head, *body], heads=int(lang == "uz-Cyrl"))


FAQ = [("Buyurtmani qanday beraman?", "Botga tovar nomini yozing va telefon raqamingizni qoldiring."),
       ("Tovarni ko‘rib, keyin to‘lasam bo‘ladimi?", "Ha, to‘lov tovar qo‘lingizga tekkanidan keyin olinadi."),
       ("Qaytarish uchun nima kerak?", "Chek va yorliqlari olinmagan tovar kerak, muddati o‘n kun."),
       ("Ulgurji narxlar bormi?", "Ha, yigirma donadan boshlab besh foiz arzonlashadi.")]


def faq():
    s = Sample("faq-uz-cyrl").heading(1, cyrillic("Ko‘p beriladigan savollar"))
    for question, answer in FAQ[:2]:
        s.add(p(r(cyrillic("Savol: "), props="<w:b/>"), cyrillic(question)), cyrillic("Savol: " + question))
        s.add(p(r(cyrillic("Javob: "), props="<w:b/>"), cyrillic(answer)), cyrillic("Javob: " + answer))
    return s.table(2, [(cyrillic("Savol"), cyrillic("Javob")), *[(cyrillic(q), cyrillic(a)) for q, a in FAQ[2:]]])


def samples():
    return [tables(), specs(), nested(), prices("uz-Cyrl"), prices("en"), faq()]
