"""Samples of what Word keeps beside the text: fields with their codes, tracked changes, comments, hidden text."""

from docx.oxml import parse_xml

from docx_marks import old_box
from docx_parts import DECLARED, Sample, Xml, field, instruction, p, r, sdt, tbl, tc, tr, tracked
from pdf_texts import RULES, cyrillic


def contents():
    s = Sample("contents-ru")
    rows = [(1, "Доставка", "1"), (2, "По городу", "1"), (2, "По областям", "2"), (1, "Гарантия", "3")]
    lines = [
        p(
            Xml(f'<w:hyperlink w:anchor="_Toc{at}">{r(text, Xml("<w:tab/>"))}{field(f"PAGEREF _Toc{at}", page)}</w:hyperlink>'),
            style=f"TOC{level}",
        )
        for at, (level, text, page) in enumerate(rows)
    ]
    start = p(
        Xml(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            + instruction('TOC \\o "1-3" \\h')
            + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        ),
        "Содержание",
    )
    end = p(Xml('<w:r><w:fldChar w:fldCharType="end"/></w:r>'))
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    s.add(sdt(gallery, start, *lines, end), "Содержание", *[f"{text} {page}" for _, text, page in rows])
    s.forbidden += ["PAGEREF", "TOC"]
    for (level, text, _), body in zip(rows, [RULES["ru"][0][1][0], RULES["ru"][0][1][1], RULES["ru"][0][1][2], RULES["ru"][3][1][0]]):
        s.heading(level, text).text(body)
    return s


def was(kind, inner):
    """The properties before a tracked change of format."""
    return f'<w:{kind}Change w:id="90" w:author="Editor"><w:{kind}>{inner}</w:{kind}></w:{kind}Change>'


def changes():
    s = Sample("changes-ru")
    gone = '<w:rPr><w:del w:id="30" w:author="Editor"/></w:rPr>'
    s.add(
        p("Доставка бесплатна при заказе от ", tracked("del", 1, "двухсот"), tracked("ins", 2, "пятисот"), " тысяч сум."),
        "Доставка бесплатна при заказе от пятисот тысяч сум.",
    )
    s.add(p(tracked("del", 3, "Самовывоз временно недоступен."), props=gone))
    s.add(p("Оплата принимается", props=gone) + p(" наличными и картой."), "Оплата принимается наличными и картой.")
    s.add(p(tracked("ins", 4, "Курьер звонит ", tracked("del", 5, "вечером"), "заранее.")), "Курьер звонит заранее.")
    s.add(
        p(tracked("moveFrom", 6, "Перемещённая строка о возврате.")) + p("Ранее указанные условия сохраняются."),
        "Ранее указанные условия сохраняются.",
    )
    s.add(p(tracked("moveTo", 7, "Перемещённая строка о возврате.")), "Перемещённая строка о возврате.")
    rows = [
        tr("Товар", "Срок", "Цена"),
        tr("Шкаф", "3 дня", "900 000"),
        tr(
            tc(p(tracked("del", 9, "Табурет"))),
            tc(p(tracked("del", 10, "5 дней"))),
            tc(p(tracked("del", 11, "120 000"))),
            props='<w:del w:id="8" w:author="Editor"/>',
        ),
        tr(
            tc(p(tracked("ins", 13, "Стол"))),
            tc(p(tracked("ins", 14, "7 дней"))),
            tc(p(tracked("ins", 15, "640 000"))),
            props='<w:ins w:id="12" w:author="Editor"/>',
        ),
        # A cell that was two columns wide, and one that was merged with the cell above.
        tr(tc("Кресло", props=was("tcPr", '<w:gridSpan w:val="2"/>')), tc("", props=was("tcPr", "<w:vMerge/>")), "750 000"),
    ]
    s.add(tbl(3, *rows), "Товар | Срок | Цена", "Шкаф | 3 дня | 900 000", "Стол | 7 дней | 640 000", "Кресло | 750 000")
    s.add(
        p(
            "Обычный абзац, который раньше был заголовком и пунктом списка.",
            props=was("pPr", '<w:pStyle w:val="Heading1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
        ),
        "Обычный абзац, который раньше был заголовком и пунктом списка.",
    )
    s.add(p(r("Ранее скрытая строка теперь видна.", props=was("rPr", "<w:vanish/>"))), "Ранее скрытая строка теперь видна.")
    s.forbidden += ["двухсот", "Самовывоз", "вечером", "Табурет", "120", "640 000; 750 000", "- Обычный"]
    return s


def comments():
    s = Sample("comments-uz-latn")
    s.story("comments", '<w:comment w:id="0" w:author="Editor" w:initials="E">' + p("Tekshirilsin: tannarx 61000 edi") + "</w:comment>")
    start, end = Xml('<w:commentRangeStart w:id="0"/>'), Xml('<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>')
    s.add(
        p("Futbolkaning narxi ", start, "85 000 so‘m", end, ", ulgurji xaridda arzonroq."),
        "Futbolkaning narxi 85 000 so‘m, ulgurji xaridda arzonroq.",
    )
    s.forbidden += ["Tekshirilsin", "tannarx", "61000"]
    return s.text("Narxlar har dushanba yangilanadi.")


def hidden():
    """Hidden by the run, by a style of letters, by a style of paragraphs; and three that only seem to be hidden."""
    s = Sample("hidden-uz-cyrl")
    say = cyrillic
    s.style("character", "Internal", "DefaultParagraphFont", "<w:rPr><w:vanish/></w:rPr>")
    s.style("paragraph", "InternalNote", "Normal", "<w:rPr><w:vanish/></w:rPr>")
    s.style("paragraph", "InternalMore", "InternalNote", "")
    off = '<w:rStyle w:val="Internal"/><w:vanish w:val="0"/>'
    s.add(p(say("Guruch narxi 24 000 so‘m"), r(say(", tannarxi 17 100"), props="<w:vanish/>"), "."), say("Guruch narxi 24 000 so‘m."))
    s.add(p(r(say("Ta’minotchi bilan kelishuv"), props="<w:vanish/>")))
    s.add(
        p(say("Choy narxi 18 000 so‘m"), r(say(", ustamasi yigirma foiz"), props='<w:rStyle w:val="Internal"/>'), "."),
        say("Choy narxi 18 000 so‘m."),
    )
    s.add(p(say("Xodimlar uchun eslatma"), style="InternalNote")).add(p(say("Ombor kaliti haqida"), style="InternalMore"))
    s.add(
        p(r(say("Bu satr ko‘rinadi"), props=off), r(say(", bu ham"), props='<w:vanish w:val="false"/>')), say("Bu satr ko‘rinadi, bu ham")
    )
    s.add(
        p(say("Belgisi yashirin xatboshi ham ko‘rinadi."), props="<w:rPr><w:vanish/></w:rPr>"),
        say("Belgisi yashirin xatboshi ham ko‘rinadi."),
    )
    s.add(
        p(say("Sotuvchi: Registon do‘koni"), r(old_box(p(say("Qutidagi tannarx"))), say(" va qarzlar"), props="<w:vanish/>"), "."),
        say("Sotuvchi: Registon do‘koni"),
    )
    secret = [tc(p(r(say(x), props="<w:vanish/>"))) for x in ("Kirim", "3 150")]
    s.add(
        tbl(3, tr(say("Tovar"), say("Narxi"), secret[0]), tr(say("Daftar"), "3 500", secret[1])),
        say("Tovar | Narxi"),
        say("Daftar | 3 500"),
    )
    s.forbidden += [
        "17 100",
        *map(say, ("tannarxi", "Ta’minotchi", "ustamasi", "Xodimlar", "kaliti", "Qutidagi", "qarzlar", "Kirim")),
        "3 150",
    ]
    return s


def fields():
    s = Sample("fields-ru")
    footer = s.document.sections[0].footer.paragraphs[0]._p
    footer.append(parse_xml(f'<w:r {DECLARED}><w:t xml:space="preserve">Страница </w:t></w:r>'))
    footer.extend(parse_xml(f"<w:p {DECLARED}>{field('PAGE', '1')}</w:p>"))
    s.truth.append("Страница 1")
    s.add(p("Цены действительны на ", field('DATE \\@ "dd.MM.yyyy"', "12.03.2025"), "."), "Цены действительны на 12.03.2025.")
    s.add(p("Файл: ", Xml(f'<w:fldSimple w:instr=" FILENAME  \\* MERGEFORMAT ">{r("прайс.docx")}</w:fldSimple>')), "Файл: прайс.docx")
    inner = Xml(instruction("IF") + field("MERGEFIELD City", "Ургенч") + instruction('= "Самарканд" "бесплатно" "платно"'))
    s.add(p("Доставка ", field(inner, "платно"), ", срок два дня."), "Доставка платно, срок два дня.")
    preset = '<w:ffData><w:name w:val="Name"/><w:textInput><w:default w:val="образец"/></w:textInput></w:ffData>'
    entry = f'<w:r><w:fldChar w:fldCharType="begin">{preset}</w:fldChar></w:r>'
    form = Xml(
        entry
        + instruction("FORMTEXT")
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + r("Заказ № 118")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    s.add(p("Поле формы: ", form), "Поле формы: Заказ № 118")
    many = Xml(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + instruction("INCLUDETEXT rules.docx")
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    s.add(
        p(many, "Первый абзац вставки.") + p("Второй абзац вставки.", Xml('<w:r><w:fldChar w:fldCharType="end"/></w:r>')),
        "Первый абзац вставки.",
        "Второй абзац вставки.",
    )
    s.forbidden += ["MERGEFORMAT", "MERGEFIELD", "FORMTEXT", "INCLUDETEXT", "Ургенч", "образец"]
    return s


def samples():
    return [contents(), changes(), comments(), hidden(), fields()]
