//! Templates of WhatsApp accounts: what a shop may say first, or after the
//! customer's day.

use scx_connect::meta::TemplateInfo;
use scx_kit::{Id, Prefix};
use scx_store::{DbError, On, Tx};

use super::sql::templates as sql;
use super::{MetaAccount, MetaId};
use crate::Refusal;
use crate::accounts::PartnerId;

/// Letters of a value.
const VALUE_CHARS: usize = 200;

/// Marks the ids of templates.
#[derive(Debug)]
pub struct TemplateMark;
impl Prefix for TemplateMark {
    const PREFIX: &'static str = "tpl";
}

/// The id of a template.
pub type TemplateId = Id<TemplateMark>;

/// A template that Meta has approved and that needs nothing but words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The id.
    pub id: TemplateId,
    /// Whose it is.
    pub account: MetaId,
    /// Its name.
    pub name: String,
    /// Its language, as Meta writes it.
    pub language: String,
    /// The words, with `{{1}}`, `{{2}}` .. for its places.
    pub body: String,
    /// How many places it has.
    pub places: usize,
}

impl Template {
    /// The words with values in their places; a place without a value stays.
    pub fn filled(&self, values: &[String]) -> String {
        let places = (1..).zip(values);
        places.fold(self.body.clone(), |text, (place, value)| {
            text.replace(&format!("{{{{{place}}}}}"), value)
        })
    }

    /// The values in the lines of a text, one a line.
    ///
    /// # Errors
    /// A refusal when they are not as many as the places, or too long.
    pub fn values(&self, text: &str) -> Result<Vec<String>, Refusal> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        // Meta refuses tabs and many blanks in a row.
        let line = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        let values: Vec<String> = lines.map(line).collect();
        let is_long = |value: &String| value.chars().count() > VALUE_CHARS;
        if values.len() != self.places || values.iter().any(is_long) {
            let count = i64::try_from(self.places).unwrap_or(i64::MAX);
            return Err(Refusal::new("template-values-wrong").with("count", count));
        }
        Ok(values)
    }
}

/// Keeps the templates that an account has now, and forgets the others.
///
/// # Errors
/// [`DbError`].
pub async fn keep_templates(
    tx: &mut Tx,
    account: &MetaAccount,
    found: &[TemplateInfo],
) -> Result<(), DbError> {
    for template in found {
        sql::keep(tx, (account.partner, account.id), template).await?;
    }
    sql::forget_others(tx, (account.partner, account.id)).await
}

/// The templates of an account of a partner.
///
/// # Errors
/// [`DbError`].
pub async fn templates(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    account: MetaId,
) -> Result<Vec<Template>, DbError> {
    sql::of_account(on, partner, account).await
}

/// A template of a partner.
///
/// # Errors
/// [`DbError::Missing`] for another partner's.
pub async fn template(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    id: TemplateId,
) -> Result<Template, DbError> {
    sql::by_id(on, partner, id).await
}

#[cfg(test)]
mod tests {
    use scx_kit::{SeededEntropy, Time};

    use super::*;

    #[test]
    fn values_fill_their_places_and_must_be_as_many() {
        let template = Template {
            id: Id::new(Time(0), &SeededEntropy::new("t")),
            account: Id::new(Time(0), &SeededEntropy::new("a")),
            name: "order_ready".to_owned(),
            language: "uz".to_owned(),
            body: "Salom {{1}}, buyurtmangiz {{2}} tayyor.".to_owned(),
            places: 2,
        };
        let values = template.values("Aziz \n\n A-12\t ok").unwrap();
        assert_eq!(values, ["Aziz", "A-12 ok"]);
        assert_eq!(
            template.filled(&values),
            "Salom Aziz, buyurtmangiz A-12 ok tayyor."
        );
        for text in ["", "Aziz", "a\nb\nc"] {
            let refusal = template.values(text).unwrap_err();
            assert_eq!(refusal.key, "template-values-wrong", "{text:?}");
        }
        assert!(template.values(&format!("a\n{}", "b".repeat(201))).is_err());
    }
}
