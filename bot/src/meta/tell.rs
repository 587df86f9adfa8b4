//! The product's words in the forms of WhatsApp and Instagram.

use scx_connect::meta::{FileSort, Messenger, Outgoing, parts};
use scx_domain::notify::{Choice, Enclosed, EnclosedFile, Say, Told};

use crate::customer;
use crate::texts::Texts;

/// Choices under a message, at most.
const MOST_CHOICES: usize = 10;
/// Letters of the text that buttons can stand under.
const ABOVE_CHOICES: usize = 1_024;

/// A kept message in the order of sending. `base` is where messengers fetch
/// files of ours.
pub(super) fn told(
    texts: &Texts,
    messenger: Messenger,
    told: &Told,
    base: Option<&str>,
) -> Vec<Outgoing> {
    match (&told.with, base) {
        (
            Some(Enclosed::Template {
                name,
                language,
                values,
            }),
            _,
        ) => vec![Outgoing::Template {
            name: name.clone(),
            language: language.clone(),
            values: values.clone(),
        }],
        (Some(Enclosed::File(enclosed)), Some(base)) => {
            let words = messages(texts, messenger, &told.say);
            let sort = sort(messenger, enclosed);
            with_file(
                messenger,
                (sort, &enclosed.name),
                &address(base, &enclosed.key),
                words,
            )
        }
        (Some(Enclosed::File(_)) | None, _) => messages(texts, messenger, &told.say),
    }
}

/// A picture to look at is one only where the messenger takes it as such.
fn sort(messenger: Messenger, enclosed: &EnclosedFile) -> FileSort {
    let about = (enclosed.mime.as_str(), Some(enclosed.bytes));
    match enclosed.is_picture && FileSort::Image.check(messenger, about).is_ok() {
        true => FileSort::Image,
        false => FileSort::Document,
    }
}

/// Where messengers fetch a file of ours.
pub(crate) fn address(base: &str, key: &str) -> String {
    format!("{}/files/{key}", base.trim_end_matches('/'))
}

/// A file with its words: below it where the messenger lets them stand there,
/// else behind it.
pub(crate) fn with_file(
    messenger: Messenger,
    (sort, name): (FileSort, &str),
    url: &str,
    mut words: Vec<Outgoing>,
) -> Vec<Outgoing> {
    let caption = match sort.has_caption(messenger) {
        true => words.pop().and_then(text_of),
        false => None,
    };
    let file = Outgoing::File {
        sort,
        url: url.to_owned(),
        caption,
        name: Some(name.to_owned()),
    };
    words.insert(0, file);
    words
}

fn text_of(outgoing: Outgoing) -> Option<String> {
    match outgoing {
        Outgoing::Text { text, .. } => Some(text),
        _ => None,
    }
}

/// A message in the order of sending. As few as the limits allow: each is paid for.
pub(crate) fn messages(texts: &Texts, messenger: Messenger, say: &Say) -> Vec<Outgoing> {
    let words = say
        .words
        .iter()
        .map(|words| texts.words(say.language, words));
    let words: Vec<String> = words.map(|html| marked(messenger, &html)).collect();
    let mut parts = parts(messenger, &words.join("\n\n"));
    let choices = choices(texts, say);
    let is_short = |part: &String| match messenger {
        Messenger::WhatsApp => part.chars().count() <= ABOVE_CHOICES,
        Messenger::Instagram => true,
    };
    let text = |text| Outgoing::Text {
        text,
        reply_to: None,
    };
    if choices.is_empty() {
        return parts.into_iter().map(text).collect();
    }
    let under = match parts.pop() {
        Some(last) if is_short(&last) => last,
        Some(last) => {
            parts.push(last);
            texts.render(say.language, "customer-choose", &[])
        }
        None => texts.render(say.language, "customer-choose", &[]),
    };
    let mut messages: Vec<Outgoing> = parts.into_iter().map(text).collect();
    messages.push(Outgoing::Choices {
        text: under,
        choices,
        open: texts.render(say.language, "customer-choose", &[]),
    });
    messages
}

fn choices(texts: &Texts, say: &Say) -> Vec<(String, String)> {
    let label = |choice: &Choice| match choice {
        Choice::Language(language) => language.own_name().to_owned(),
        Choice::Operator => texts.render(say.language, "customer-operator-button", &[]),
    };
    let all = say.choices.iter().flatten().take(MOST_CHOICES);
    all.map(|choice| (customer::button(*choice), label(choice)))
        .collect()
}

/// Words without any marks.
pub(crate) fn plain(html: &str) -> String {
    marked(Messenger::Instagram, html)
}

/// HTML as WhatsApp's marks, or as plain text.
fn marked(messenger: Messenger, html: &str) -> String {
    let mark = |tag: &str| match (messenger, tag) {
        (Messenger::WhatsApp, "b" | "strong") => "*",
        (Messenger::WhatsApp, "i" | "em") => "_",
        (Messenger::WhatsApp, "s") => "~",
        (Messenger::WhatsApp, "code" | "pre") => "```",
        _ => "",
    };
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        let Some(end) = rest[start..].find('>') else {
            rest = &rest[start..];
            break;
        };
        let tag = rest[start + 1..start + end].trim_start_matches('/');
        let name = tag.split(' ').next().unwrap_or_default();
        text.push_str(mark(name));
        rest = &rest[start + end + 1..];
    }
    text.push_str(rest);
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    let plain = entities
        .iter()
        .fold(text, |text, (entity, sign)| text.replace(entity, sign));
    plain.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use scx_domain::notify::Words;
    use scx_kit::Language;

    use super::*;

    fn say(words: &str, choices: Vec<Vec<Choice>>) -> Say {
        Say {
            words: vec![Words::Plain(words.to_owned())],
            language: Language::UzLatn,
            choices,
        }
    }

    #[test]
    fn bold_becomes_a_star_and_signs_become_themselves() {
        let html = "<b>Choynak</b> &amp; piyola <i>5 &lt; 6</i>";
        assert_eq!(
            marked(Messenger::WhatsApp, html),
            "*Choynak* & piyola _5 < 6_"
        );
        assert_eq!(marked(Messenger::Instagram, html), "Choynak & piyola 5 < 6");
    }

    #[test]
    fn one_answer_is_one_message_while_it_fits() {
        let texts = Texts::load().unwrap();
        let plain = messages(
            &texts,
            Messenger::WhatsApp,
            &say("Bor, 145 000 so‘m.", Vec::new()),
        );
        assert_eq!(plain.len(), 1);
        let asked = say("Bor.", vec![vec![Choice::Operator]]);
        let with_choice = messages(&texts, Messenger::WhatsApp, &asked);
        assert!(matches!(&with_choice[..], [Outgoing::Choices { .. }]));
        let long = say(&"so‘z ".repeat(500), vec![vec![Choice::Operator]]);
        assert_eq!(messages(&texts, Messenger::WhatsApp, &long).len(), 2);
        let cyrillic = say(&"сўз ".repeat(400), Vec::new());
        assert!(messages(&texts, Messenger::Instagram, &cyrillic).len() >= 3);
    }
}
