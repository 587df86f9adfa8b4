//! Word files of a few elements, and what is read from them.

mod tables;

use crate::samples::{docx, docx_of_parts, paragraph, word_part};
use crate::{Kind, Limits, Refusal, extract, sniff};

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

fn read(file: &[u8]) -> String {
    assert_eq!(sniff("a.docx", file), Ok(Kind::Docx));
    match extract(Kind::Docx, file, &Limits::default()) {
        Ok(document) => document.text,
        Err(refusal) => format!("{refusal:?}"),
    }
}

fn text(body: &str) -> String {
    read(&docx(body))
}

/// `relations(&[("styles", "styles.xml")])`; an address outside has a colon.
fn relations(targets: &[(&str, &str)]) -> String {
    let relation = |(at, (kind, target)): (usize, &(&str, &str))| {
        let mode = match target.contains(':') {
            true => " TargetMode=\"External\"",
            false => "",
        };
        format!("<Relationship Id=\"r{at}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"{mode}/>")
    };
    let all: String = targets.iter().enumerate().map(relation).collect();
    format!("<Relationships xmlns=\"{PACKAGE}\">{all}</Relationships>")
}

/// A file with this body, these relations and these parts besides.
fn file(body: &str, targets: &[(&str, &str)], parts: &[(&str, &str)]) -> Vec<u8> {
    let body = word_part("document", &format!("<w:body>{body}</w:body>"));
    let relations = relations(targets);
    let mut all = vec![
        ("word/document.xml", body.as_str()),
        ("word/_rels/document.xml.rels", relations.as_str()),
    ];
    all.extend_from_slice(parts);
    docx_of_parts(&all)
}

fn with_styles(styles: &str, body: &str) -> String {
    let styles = word_part("styles", styles);
    let parts = [("word/styles.xml", styles.as_str())];
    read(&file(body, &[("styles", "styles.xml")], &parts))
}

fn with_lists(numbering: &str, body: &str) -> String {
    let numbering = word_part("numbering", numbering);
    let parts = [("word/numbering.xml", numbering.as_str())];
    read(&file(body, &[("numbering", "numbering.xml")], &parts))
}

fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn styled(style: &str, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p>",
        run("", text)
    )
}

fn item(list: u32, level: u32, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>\
         </w:pPr>{}</w:p>",
        run("", text)
    )
}

fn field(code: &str, result: &str) -> String {
    let mark = |kind| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    format!(
        "{}<w:r><w:instrText> {code} </w:instrText></w:r>{}{result}{}",
        mark("begin"),
        mark("separate"),
        mark("end")
    )
}

#[test]
fn what_changes_remember_is_not_so_any_more() {
    let was = |kind: &str, inner: &str| {
        format!(
            "<w:{kind}><w:{kind}Change><w:{kind}>{inner}</w:{kind}></w:{kind}Change></w:{kind}>"
        )
    };
    let heading = was(
        "pPr",
        "<w:pStyle w:val=\"Heading1\"/><w:numPr><w:numId w:val=\"1\"/></w:numPr>",
    );
    let hidden = was("rPr", "<w:vanish/>");
    let body = format!("<w:p>{heading}<w:r>{hidden}<w:t>oddiy</w:t></w:r></w:p>");
    assert_eq!(text(&body), "oddiy");
    let cell = |was: &str, text: &str| format!("<w:tc>{was}{}</w:tc>", paragraph(text));
    let rows = format!(
        "<w:tbl><w:tr>{0}{0}</w:tr><w:tr>{1}{2}</w:tr></w:tbl>",
        cell("", "a"),
        cell(&was("tcPr", "<w:gridSpan w:val=\"2\"/>"), "b"),
        cell(&was("tcPr", "<w:vMerge/>"), ""),
    );
    assert_eq!(text(&rows), "a; a\nb");
}

#[test]
fn a_paragraph_whose_end_was_deleted_goes_on_in_the_next() {
    let body = format!(
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>{}",
        run("", "To‘lov naqd"),
        paragraph(" yoki karta orqali")
    );
    assert_eq!(text(&body), "To‘lov naqd yoki karta orqali");
}

#[test]
fn text_of_drawings_does_not_drop_the_paragraph_around_it() {
    let drawn = "<w:drawing><wp:inline xmlns:wp=\"urn:p\" \
        xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:txBody>\
        <a:p><a:r><a:t>1-qadam</a:t></a:r><a:br/><a:r><a:t>davomi</a:t></a:r></a:p>\
        <a:p><a:r><a:t>2-qadam</a:t></a:r></a:p></a:txBody></wp:inline></w:drawing>";
    let body = format!(
        "<w:p>{}<w:r>{drawn}</w:r>{}</w:p>",
        run("", "oldin"),
        run("", " keyin")
    );
    assert_eq!(text(&body), "oldin keyin\n1-qadam\ndavomi\n2-qadam");
    // What Word forbids loses nothing either.
    let nested = format!(
        "<w:p>{}<w:p>{}</w:p>{}</w:p>",
        run("", "a"),
        run("", "b"),
        run("", "c")
    );
    assert_eq!(text(&nested), "a\nb\nc");
    assert_eq!(text(&run("", "yolg‘iz")), "yolg‘iz");
}

#[test]
fn headings_are_known_by_their_styles_and_levels() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"a3\"><w:name w:val=\"Title\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"sub\"><w:name w:val=\"Subtitle\"/><w:basedOn w:val=\"a3\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"own\"><w:basedOn w:val=\"1\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"plain\"><w:basedOn w:val=\"1\"/><w:pPr><w:outlineLvl w:val=\"9\"/></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"loop\"><w:basedOn w:val=\"loop\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"5\"><w:name w:val=\"heading 5\"/></w:style>";
    let direct =
        "<w:p><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr><w:r><w:t>to‘g‘ridan</w:t></w:r></w:p>";
    let body = [
        styled("a3", "nom"),
        styled("sub", "osti"),
        styled("1", "bir"),
        styled("own", "o‘zimizniki"),
        styled("plain", "oddiy"),
        styled("loop", "aylana"),
        styled("5", "besh"),
        direct.to_owned(),
    ];
    assert_eq!(
        with_styles(styles, &body.concat()),
        "# nom\nosti\n\n# bir\n\n# o‘zimizniki\noddiy\naylana\n\n### besh\n\n## to‘g‘ridan"
    );
}

#[test]
fn what_a_style_hides_is_hidden_unless_the_run_says_otherwise() {
    let styles = "<w:style w:type=\"character\" w:styleId=\"in\"><w:rPr><w:vanish/></w:rPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"note\"><w:rPr><w:vanish/></w:rPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"more\"><w:basedOn w:val=\"note\"/></w:style>";
    let body = format!(
        "<w:p>{}{}{}</w:p>{}{}",
        run("", "narx"),
        run("<w:rStyle w:val=\"in\"/>", " tannarx"),
        run("<w:rStyle w:val=\"in\"/><w:vanish w:val=\"0\"/>", " 5000"),
        styled("note", "xodimlarga"),
        styled("more", "yana"),
    );
    assert_eq!(with_styles(styles, &body), "narx 5000");
    // Two switches of styles undo one another, as Word has it.
    let twice = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"more\"/></w:pPr>{}</w:p>",
        run("<w:rStyle w:val=\"in\"/>", "ochiq")
    );
    assert_eq!(with_styles(styles, &twice), "ochiq");
    let all =
        "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>";
    assert_eq!(with_styles(all, &paragraph("a")), "Empty");
    let boxed = format!(
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:pict><w:txbxContent>{}</w:txbxContent></w:pict>\
         <w:t>yashirin</w:t></w:r>{}</w:p>",
        paragraph("quti"),
        run("", "ochiq")
    );
    assert_eq!(text(&boxed), "ochiq");
    // A run inside the box of another one ends without showing the rest of it.
    let around = format!(
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:ruby>{}</w:ruby><w:t>yashirin</w:t></w:r></w:p>",
        run("<w:vanish w:val=\"0\"/>", "ichki")
    );
    assert_eq!(text(&around), "ichki");
}

#[test]
fn links_say_where_they_lead() {
    let body = format!(
        "<w:p><w:hyperlink r:id=\"r0\">{}</w:hyperlink>, <w:hyperlink r:id=\"r1\">{}</w:hyperlink>\
         <w:hyperlink r:id=\"r2\">{}</w:hyperlink>{}<w:fldSimple w:instr=\"HYPERLINK &quot;mailto:a@b.uz&quot;\">{}\
         </w:fldSimple><w:hyperlink r:id=\"r0\">{}</w:hyperlink></w:p>",
        run("", "katalog"),
        run("", "a.uz/x "),
        run("", "fayl "),
        field("HYPERLINK \"https://t.me/bot\" \\o \"x\"", &run("", "bot")),
        run("", " xat"),
        run("<w:vanish/>", "yashirin"),
    );
    let targets = [
        ("hyperlink", "https://a.uz/k?a=1&amp;b=2"),
        ("hyperlink", "https://A.uz/x/"),
        ("hyperlink", "file:///c:/a.docx"),
    ];
    assert_eq!(
        read(&file(&body, &targets, &[])),
        "katalog (https://a.uz/k?a=1&b=2)a.uz/x fayl bot (https://t.me/bot) xat (a@b.uz)"
    );
}

#[test]
fn a_link_may_name_a_place_and_end_in_another_paragraph() {
    let place = format!(
        "<w:p><w:hyperlink r:id=\"r0\" w:anchor=\"narx\">{}</w:hyperlink></w:p>",
        run("", "narxlar")
    );
    let targets = [("hyperlink", "https://a.uz/k")];
    assert_eq!(
        read(&file(&place, &targets, &[])),
        "narxlar (https://a.uz/k#narx)"
    );
    let link = field("HYPERLINK \"https://a.uz\"", "</w:p><w:p>");
    let over = link.replace("</w:p>", &format!("{}</w:p>", run("", "bir")));
    let over = over.replace("<w:p>", &format!("<w:p>{}", run("", "ikki")));
    let body = format!("<w:p>{}{over}</w:p>", run("", "uzun so‘zlar: "));
    assert_eq!(text(&body), "uzun so‘zlar: bir\nikki (https://a.uz)");
}

#[test]
fn codes_of_fields_are_never_shown_and_lose_nothing() {
    let inner = field("MERGEFIELD City", &run("", "Urganch"));
    let begin = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>";
    let nested = format!(
        "<w:p>{begin}{inner}<w:r><w:instrText>= 1</w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>{}</w:p>",
        run("", "pullik"),
        run("", ", ikki kun"),
    );
    assert_eq!(text(&nested), "pullik, ikki kun");
    let endless = format!(
        "<w:p>{}{begin}{}</w:p>{}",
        run("", "a"),
        run("", "b"),
        paragraph("c")
    );
    assert_eq!(text(&endless), "a\n\nb\nc");
    let in_cell = format!(
        "<w:tbl><w:tr><w:tc><w:p>{begin}{}</w:p></w:tc><w:tc>{}</w:tc></w:tr></w:tbl>{}",
        run("", "a"),
        paragraph("b"),
        paragraph("c")
    );
    assert_eq!(text(&in_cell), "a; b\nc");
}

#[test]
fn only_headers_of_sections_in_use_are_read() {
    let reference = |kind: &str, pages: &str, at: u32| {
        format!("<w:{kind}Reference w:type=\"{pages}\" r:id=\"r{at}\"/>")
    };
    let body = format!(
        "{}<w:sectPr>{}{}{}</w:sectPr>",
        paragraph("asosiy"),
        reference("header", "default", 0),
        reference("header", "first", 1),
        reference("footer", "even", 2),
    );
    let targets = [
        ("header", "Header1.xml"),
        ("header", "header2.xml"),
        ("footer", "/word/footer1.xml"),
        ("settings", "settings.xml"),
    ];
    let part = |text: &str| word_part("hdr", &paragraph(text));
    let (usual, first, even) = (part("usual"), part("first"), part("even"));
    let settings = word_part("settings", "<w:evenAndOddHeaders/>");
    let mut parts = vec![
        ("word/header1.xml", usual.as_str()),
        ("word/header2.xml", first.as_str()),
        ("word/footer1.xml", even.as_str()),
    ];
    let lines = |file: &[u8]| read(file).replace("\n\n", "\n");
    assert_eq!(lines(&file(&body, &targets, &parts)), "usual\nasosiy");
    parts.push(("word/settings.xml", settings.as_str()));
    let body = body.replace("</w:sectPr>", "<w:titlePg/></w:sectPr>");
    assert_eq!(
        lines(&file(&body, &targets, &parts)),
        "first\nusual\nasosiy\neven"
    );
    // What the first section does not show, the second has from it.
    let first = format!(
        "<w:p><w:pPr><w:sectPr>{}</w:sectPr></w:pPr></w:p>",
        reference("header", "first", 1)
    );
    let second = format!("{}<w:sectPr><w:titlePg/></w:sectPr>", paragraph("asosiy"));
    let both = file(&(first + &second), &targets, &parts);
    assert_eq!(lines(&both), "first\n\nasosiy");
}

#[test]
fn the_body_is_found_by_its_relation_in_any_folder_and_case() {
    let types = "<Types><Override PartName=\"/Docs/Main.xml\" ContentType=\"application/\
        vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    let body = word_part(
        "document",
        &format!("<w:body>{}</w:body>", styled("x", "bob")),
    );
    let styles = word_part(
        "styles",
        "<w:style w:styleId=\"x\"><w:name w:val=\"Heading 2\"/></w:style>",
    );
    let zip = |types: &str| {
        crate::samples::zip(&[
            ("[Content_Types].xml", types),
            (
                "_rels/.rels",
                &relations(&[("officeDocument", "/docs/main.xml")]),
            ),
            ("docs/Main.xml", &body),
            (
                "Docs/_rels/main.xml.rels",
                &relations(&[("styles", "Styles.xml")]),
            ),
            ("docs/styles.xml", &styles),
        ])
    };
    assert_eq!(read(&zip(types)), "## bob");
    let other = zip(&types.replace("wordprocessingml", "presentationml"));
    assert_eq!(sniff("a.docx", &other), Err(Refusal::Corrupt));
}

#[test]
fn notes_keep_the_marks_that_the_text_refers_to() {
    let reference = |kind: &str, id: u32| format!("<w:r><w:{kind}Reference w:id=\"{id}\"/></w:r>");
    let own = "<w:r><w:footnoteReference w:id=\"3\" w:customMarkFollows=\"1\"/><w:t>*</w:t></w:r>";
    let body = format!(
        "<w:p>{}{own}{}{}{}</w:p>",
        run("", "narx"),
        reference("footnote", 7),
        run("", " va muddat"),
        reference("endnote", 2),
    );
    let note = |kind: &str, id: u32, text: &str| {
        format!("<w:{kind} w:id=\"{id}\">{}</w:{kind}>", paragraph(text))
    };
    let footnotes = [
        note("footnote", 3, "* yulduz"),
        note("footnote", 7, "izoh"),
        note("footnote", 8, "o‘chirilgan"),
    ]
    .concat();
    let footnotes = word_part("footnotes", &footnotes);
    let endnotes = word_part("endnotes", &note("endnote", 2, "oxiri"));
    let file = file(
        &body,
        &[("footnotes", "footnotes.xml"), ("endnotes", "endnotes.xml")],
        &[
            ("word/footnotes.xml", footnotes.as_str()),
            ("word/endnotes.xml", endnotes.as_str()),
        ],
    );
    assert_eq!(
        read(&file),
        "narx*[1] va muddat[i]\n\n* yulduz\n[1] izoh\n\n[i] oxiri"
    );
}

#[test]
fn a_drawn_list_gives_its_items_where_it_stands() {
    let drawn = "<w:p><w:r><w:drawing><dgm:relIds xmlns:dgm=\"urn:d\" xmlns:r=\"urn:r\" \
                 r:dm=\"r0\"/></w:drawing></w:r></w:p>";
    let body = format!("{}{drawn}{}", paragraph("Buyurtma:"), paragraph("Rahmat."));
    let point = |text: &str| {
        format!("<dgm:pt><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>")
    };
    let data = format!(
        "<dgm:dataModel xmlns:dgm=\"urn:d\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><dgm:ptLst>\
         {}<dgm:pt><dgm:t><a:p/></dgm:t></dgm:pt>{}</dgm:ptLst></dgm:dataModel>",
        point("Tanlang"),
        point("To‘lang")
    );
    let file = file(
        &body,
        &[("diagramData", "diagrams/data1.xml")],
        &[("word/diagrams/data1.xml", &data)],
    );
    assert_eq!(read(&file), "Buyurtma:\n\n- Tanlang\n- To‘lang\nRahmat.");
}

#[test]
fn pictures_are_described_by_sentences_only() {
    let picture = |words: &str| {
        format!(
            "<w:p><w:r><w:drawing><wp:docPr xmlns:wp=\"urn:p\" descr=\"{words}\"/></w:drawing></w:r></w:p>"
        )
    };
    assert_eq!(
        text(&picture("Kirish hovli tomondan")),
        "Kirish hovli tomondan"
    );
    for noise in [
        "logo",
        "kirish surati.png",
        "C:\\rasm bir",
        "Изображение стола. Автоматически созданное описание",
        "12 34",
    ] {
        let body = picture(noise) + &paragraph("matn");
        assert_eq!(text(&body), "matn", "{noise}");
    }
}

#[test]
fn the_first_of_several_forms_is_read() {
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"w16se\"><w16se:symEx xmlns:w16se=\"urn:s\" \
         w16se:font=\"Segoe UI Emoji\" w16se:char=\"1F600\"/></mc:Choice><mc:Fallback><w:t>x</w:t></mc:Fallback>\
         </mc:AlternateContent></w:r><w:r><mc:AlternateContent><mc:Fallback><w:t>y</w:t></mc:Fallback>\
         </mc:AlternateContent></w:r>{}</w:p>",
        run("<w:rFonts w:ascii=\"Wingdings\"/>", "\u{f0fc}\u{f001}")
    );
    assert_eq!(text(&body), "😀y✓");
}

#[test]
fn equations_are_one_line_with_the_brackets_they_need() {
    let formula = |inner: &str| {
        format!(
            "<w:p><m:oMath xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\">{inner}</m:oMath></w:p>"
        )
    };
    let t = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
    let shown = |inner: String| text(&formula(&inner));
    let fraction = |above: &str, below: &str| {
        format!("<m:f><m:num>{above}</m:num><m:den>{below}</m:den></m:f>")
    };
    assert_eq!(shown(fraction(&t("a"), &t("b"))), "a/b");
    assert_eq!(
        shown(fraction(&t("a+b"), &fraction(&t("1"), &t("2")))),
        "(a+b)/(1/2)"
    );
    let power = format!(
        "<m:sSubSup><m:e>{}</m:e><m:sub>{}</m:sub><m:sup>{}</m:sup></m:sSubSup>",
        t("x"),
        t("i"),
        t("n+1")
    );
    assert_eq!(shown(power), "x_i^(n+1)");
    let root = format!(
        "<m:rad><m:deg>{}</m:deg><m:e>{}</m:e></m:rad>",
        t("3"),
        t("S")
    );
    assert_eq!(shown(root), "∛(S)");
    let sum = format!(
        "<m:nary><m:naryPr><m:chr m:val=\"∑\"/></m:naryPr><m:sub>{}</m:sub><m:sup>{}</m:sup>\
         <m:e>{}</m:e></m:nary>",
        t("i=1"),
        t("n"),
        t("i")
    );
    assert_eq!(shown(sum), "∑_(i=1)^n i");
    let brackets = format!(
        "<m:d><m:dPr><m:begChr m:val=\"[\"/><m:endChr m:val=\"]\"/></m:dPr><m:e>{}</m:e></m:d>",
        t("a")
    );
    assert_eq!(shown(brackets), "[a]");
    let square = format!(
        "<m:sSup><m:e><m:d><m:e>{}</m:e></m:d></m:e><m:sup>{}</m:sup></m:sSup>",
        t("a+b"),
        t("2")
    );
    assert_eq!(shown(square), "(a+b)^2");
    let bar = format!("<m:bar><m:e>{}</m:e></m:bar>", t("x"));
    assert_eq!(shown(bar), "x");
    // Outside of an equation the shapes mean nothing, and raised text is text.
    let raised = format!(
        "<w:p>{}{}</w:p>",
        run("", "m"),
        run("<w:vertAlign w:val=\"superscript\"/>", "2")
    );
    assert_eq!(text(&raised), "m2");
}

proptest::proptest! {
    #[test]
    fn any_equation_is_survived(picks in proptest::collection::vec(0_usize..24, 0..40)) {
        const PIECES: [&str; 12] = [
            "oMath", "f", "num", "den", "rad", "deg", "e", "sSup", "nary", "chr", "r", "t",
        ];
        let mut body = String::new();
        let mut open = Vec::new();
        for pick in picks {
            match PIECES.get(pick) {
                Some(name) => {
                    body.push_str(&format!("<m:{name}>"));
                    open.push(name);
                }
                None if pick % 2 == 0 => body.push('x'),
                None => body.extend(open.pop().map(|name| format!("</m:{name}>"))),
            }
        }
        body.extend(open.iter().rev().map(|name| format!("</m:{name}>")));
        let math = "http://schemas.openxmlformats.org/officeDocument/2006/math";
        let body = format!("<w:p xmlns:m=\"{math}\">{body}</w:p>");
        let result = extract(Kind::Docx, &docx(&body), &Limits::default());
        proptest::prop_assert!(matches!(result, Ok(_) | Err(Refusal::Empty)), "{result:?}");
    }
}
