//! How letters look: one narrow column, readable without pictures.

use scx_kit::Language;

use crate::meta::plain;
use crate::texts::escape;

/// What stands in a letter. Texts are the small HTML of the locales; blank lines
/// part paragraphs.
pub(super) struct Body {
    /// The paragraphs.
    pub(super) text: String,
    /// The one thing to do: label and link.
    pub(super) button: Option<(String, String)>,
    /// What stands below in small letters, as HTML and as plain text.
    pub(super) foot: Option<(String, String)>,
}

impl Body {
    /// For those who read HTML.
    pub(super) fn html(&self, language: Language) -> String {
        let paragraphs = self.text.split("\n\n");
        let paragraphs: String = paragraphs
            .map(|text| format!("<p>{}</p>", text.trim().replace('\n', "<br>")))
            .collect();
        let button = self.button.as_ref().map(|(label, link)| {
            let link = escape(link);
            format!(
                "<p><a href=\"{link}\" style=\"display:inline-block;padding:12px 20px;border-radius:10px;\
                 background:#0f7a5c;color:#fff;text-decoration:none\">{label}</a></p>"
            )
        });
        let foot = self
            .foot
            .as_ref()
            .map(|(html, _)| format!("<p style=\"font-size:13px;color:#5b6b66\">{html}</p>"));
        format!(
            "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\"></head>\
             <body style=\"margin:0;background:#eef2f0;font:16px/1.5 sans-serif;color:#12211d\">\
             <div style=\"max-width:520px;margin:0 auto;padding:32px 20px\">{paragraphs}{}{}</div></body></html>",
            language.tag(),
            button.unwrap_or_default(),
            foot.unwrap_or_default(),
        )
    }

    /// For those who do not.
    pub(super) fn text(&self) -> String {
        let link = self.button.as_ref().map(|(_, link)| link.clone());
        let foot = self.foot.as_ref().map(|(_, text)| text.clone());
        let parts: Vec<String> = [Some(plain(&self.text)), link, foot.map(|foot| plain(&foot))]
            .into_iter()
            .flatten()
            .collect();
        parts.join("\n\n")
    }
}
