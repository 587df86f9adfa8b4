//! A whole Fluent file from Uzbek Latin to Uzbek Cyrillic.
//!
//! Works on the text itself, not on a parsed tree, so that layout, comments
//! and everything that is not prose come out byte for byte.

use super::{cyrillic, guard, guard::Piece};
use crate::script::is_apostrophe;

/// Names that stay in Latin letters in a Cyrillic text.
const BRANDS: &[&str] = &[
    "AI",
    "AliExpress",
    "Anthropic",
    "BotFather",
    "CSV",
    "ChatGPT",
    "Claude",
    "Click",
    "DOCX",
    "Excel",
    "Facebook",
    "GB",
    "GPT",
    "Gemini",
    "Google",
    "HTML",
    "HTTP",
    "ID",
    "INN",
    "Instagram",
    "JPG",
    "JSON",
    "KB",
    "Kling",
    "Luma",
    "MB",
    "Meta",
    "Miniapp",
    "OK",
    "OpenAI",
    "Ozon",
    "PDF",
    "PNG",
    "Payme",
    "QR",
    "RTF",
    "Runway",
    "SCX",
    "SKU",
    "SMM",
    "SMS",
    "SellerCloudX",
    "Stripe",
    "TXT",
    "Telegram",
    "TikTok",
    "Trendyol",
    "URL",
    "USD",
    "UTC",
    "UZS",
    "Uzum",
    "Veo",
    "WhatsApp",
    "Wildberries",
    "Word",
    "XLS",
    "XLSX",
    "Yandex",
    "YouTube",
    "ZIP",
    "Zoom",
    "API",
    "Bank",
    "Business",
    "Market",
    "Premium",
    "Stars",
    "Cloud",
];

/// Brands that are also Uzbek words: kept only beside another brand.
const PARTNERS: &[&str] = &["Bank", "Business", "Market", "Premium", "Stars", "Cloud"];

/// A Fluent file with its texts in Cyrillic letters. Identifiers, attribute
/// names, placeables, selectors, comments, tags, addresses, commands and
/// brand names stay as they are.
pub fn to_cyrillic_ftl(source: &str) -> String {
    let mut out = String::with_capacity(source.len() * 2);
    let mut nesting = Nesting::default();
    for line in source.split_inclusive('\n') {
        if line.starts_with('#') {
            out.push_str(line);
            continue;
        }
        // An identifier in the first column ends whatever was left open.
        if line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-') {
            nesting = Nesting::default();
        }
        let head = match nesting.expression {
            0 => head_len(line, nesting.selects > 0),
            _ => 0,
        };
        out.push_str(&line[..head]);
        push_text(&line[head..], &mut nesting, &mut out);
    }
    out
}

/// What is open at a place in the file.
#[derive(Default)]
struct Nesting {
    /// Selectors whose variants are being read.
    selects: usize,
    /// Braces of a placeable that are not closed yet.
    expression: usize,
}

/// How many bytes at the start of a line name a message, an attribute or a
/// variant.
fn head_len(line: &str, in_select: bool) -> usize {
    let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
    let body = &line[indent..];
    if in_select {
        let key = body.strip_prefix('*').unwrap_or(body);
        if key.starts_with('[') {
            return match line.find(']') {
                Some(end) => end + 1,
                None => line.len(),
            };
        }
        return 0;
    }
    let named = if indent == 0 {
        body.strip_prefix('-').unwrap_or(body)
    } else if let Some(attribute) = body.strip_prefix('.') {
        attribute
    } else {
        return 0;
    };
    let name = named
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')))
        .unwrap_or(named.len());
    let after = named[name..].trim_start_matches([' ', '\t']);
    if name > 0 && after.starts_with('=') {
        line.len() - after.len() + 1
    } else {
        0
    }
}

/// Rewrites prose; copies placeables and tags.
fn push_text(text: &str, nesting: &mut Nesting, out: &mut String) {
    let mut rest = text;
    while !rest.is_empty() {
        if nesting.expression == 0 {
            let stop = rest.find(['{', '}', '<']).unwrap_or(rest.len());
            push_prose(&rest[..stop], out);
            rest = &rest[stop..];
        }
        let taken = match rest.chars().next() {
            Some(_) if nesting.expression > 0 => expression_len(rest, nesting),
            Some('{') => expression_len(rest, nesting),
            Some('<') => tag_len(rest),
            Some('}') => {
                nesting.selects = nesting.selects.saturating_sub(1);
                1
            }
            Some(_) | None => 0,
        };
        out.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
}

/// Length of a placeable up to its closing brace, up to the arrow after
/// which variants follow, or up to the end of the line.
fn expression_len(text: &str, nesting: &mut Nesting) -> usize {
    let mut is_quoted = false;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match c {
            '"' if before != '\\' => is_quoted = !is_quoted,
            '{' if !is_quoted => nesting.expression += 1,
            '}' if !is_quoted => {
                nesting.expression -= 1;
                if nesting.expression == 0 {
                    return at + 1;
                }
            }
            '>' if !is_quoted && before == '-' => {
                nesting.selects += 1;
                nesting.expression -= 1;
                return at + 1;
            }
            _ => {}
        }
        before = c;
    }
    text.len()
}

/// Length of an HTML tag, placeables inside included; one byte for a lone <.
fn tag_len(text: &str) -> usize {
    let named = text[1..].strip_prefix('/').unwrap_or(&text[1..]);
    if !named.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return 1;
    }
    text.find('>').map_or(1, |end| end + 1)
}

fn push_prose(prose: &str, out: &mut String) {
    let mut follows_brand = false;
    guard::each_piece(prose, |piece| match piece {
        Piece::Kept(kept) => {
            follows_brand &= kept == " ";
            out.push_str(kept);
        }
        Piece::Word(word) => {
            let brand = brand_len(word, follows_brand);
            out.push_str(&word[..brand]);
            if brand < word.len() {
                cyrillic::push_word(&word[brand..], out);
            }
            follows_brand = brand == word.len();
        }
    });
}

/// How many bytes of the word are a brand: all of it, or all but an Uzbek
/// ending in small letters, with or without a sign between (Telegram’ga).
fn brand_len(word: &str, follows_brand: bool) -> usize {
    BRANDS
        .iter()
        .filter(|brand| follows_brand || !PARTNERS.contains(brand))
        .filter_map(|brand| {
            let rest = word.strip_prefix(*brand)?;
            let ending = rest.trim_start_matches(is_apostrophe);
            is_ending(ending).then_some(word.len() - ending.len())
        })
        .max()
        .unwrap_or(0)
}

fn is_ending(rest: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "", "ga", "da", "dan", "ni", "ning", "lar", "larni", "larga", "larda", "lardan", "dagi",
        "gacha", "cha", "mi", "siz", "li", "i", "ka", "kacha", "ingiz", "ingizni", "ingizga",
        "imiz", "dir", "larning",
    ];
    ENDINGS.contains(&rest)
}

#[cfg(test)]
mod tests {
    use fluent_syntax::{ast, parser};

    use super::*;

    const SOURCE: &str = "\
# Izoh: bu yerga tegilmaydi
-do-kon = Do‘kon
salom = Salom, { $ism }! <b>Xush kelibsiz</b> <a href=\"{ $url }\">bu yerga</a>
    .tugma = Boshlash
fayllar =
    Telegramga yuboring: PDF, DOCX yoki Excel. { $soni ->
        [one] { $soni } ta fayl { NUMBER($hajm, style: \"oddiy\") } MB
       *[other] { $soni } ta fayllar, { -do-kon } uchun
    } tayyor.
yordam = @BotFather orqali /newbot yozing, Click’dan to‘lang, info@lola.uz, https://t.me/lola
belgi = { \"{\" } a < b
tanlov = {
    $soni ->
        [0] bo‘sh
       *[other] { $soni } ta
}
";

    #[test]
    fn only_the_prose_changes() {
        let expected = "\
# Izoh: bu yerga tegilmaydi
-do-kon = Дўкон
salom = Салом, { $ism }! <b>Хуш келибсиз</b> <a href=\"{ $url }\">бу ерга</a>
    .tugma = Бошлаш
fayllar =
    Telegramга юборинг: PDF, DOCX ёки Excel. { $soni ->
        [one] { $soni } та файл { NUMBER($hajm, style: \"oddiy\") } MB
       *[other] { $soni } та файллар, { -do-kon } учун
    } тайёр.
yordam = @BotFather орқали /newbot ёзинг, Click’дан тўланг, info@lola.uz, https://t.me/lola
belgi = { \"{\" } а < б
tanlov = {
    $soni ->
        [0] бўш
       *[other] { $soni } та
}
";
        assert_eq!(to_cyrillic_ftl(SOURCE), expected);
    }

    #[test]
    fn the_file_parses_to_the_same_messages() {
        let names = |text: &str| -> Vec<String> {
            let resource = parser::parse(text.to_owned()).expect("valid Fluent");
            resource
                .body
                .iter()
                .map(|entry| match entry {
                    ast::Entry::Message(message) => message.id.name.clone(),
                    ast::Entry::Term(term) => term.id.name.clone(),
                    _ => String::new(),
                })
                .collect()
        };
        assert_eq!(names(SOURCE), names(&to_cyrillic_ftl(SOURCE)));
    }
}
