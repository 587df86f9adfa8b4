//! Tables of Stripe's parameters, and the comparison of a form with them.

use super::failure::Failure;
use super::form::{Form, Node};

/// "You can specify up to 50 keys, with key names up to 40 characters long and
/// values up to 500 characters long." <https://docs.stripe.com/api/metadata>
const METADATA: (usize, usize, usize) = (50, 40, 500);

#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Text,
    /// Text of at most so many characters.
    Short(usize),
    Int,
    Url,
    Email,
    OneOf(&'static [&'static str]),
    Metadata,
    Object(&'static [Param]),
    List(&'static Kind),
    /// Documented, but this fake knows nothing of it.
    Unmodelled,
}

/// One documented parameter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Param {
    name: &'static str,
    kind: Kind,
    is_required: bool,
}

pub(super) const fn must(name: &'static str, kind: Kind) -> Param {
    Param {
        name,
        kind,
        is_required: true,
    }
}

pub(super) const fn may(name: &'static str, kind: Kind) -> Param {
    Param {
        name,
        kind,
        is_required: false,
    }
}

/// Which parts of an answer come whole instead of by their ids.
pub(super) const EXPAND: Param = may("expand", Kind::List(&Kind::Text));

/// The first thing that is wrong with a form.
pub(super) fn check(form: &Form, params: &[Param]) -> Result<(), Failure> {
    check_object(form, params, "")
}

fn check_object(form: &Form, params: &[Param], at: &str) -> Result<(), Failure> {
    for name in form.0.keys() {
        if !params.iter().any(|param| param.name == name) {
            let path = below(at, name);
            return Err(
                Failure::invalid(&format!("Received unknown parameter: {path}"))
                    .with_code("parameter_unknown")
                    .with_param(&path),
            );
        }
    }
    for param in params {
        let path = below(at, param.name);
        match form.0.get(param.name) {
            Some(node) => check_node(node, param.kind, &path)?,
            None if param.is_required => return Err(missing(&path)),
            None => {}
        }
    }
    Ok(())
}

pub(super) fn missing(path: &str) -> Failure {
    Failure::invalid(&format!("Missing required param: {path}."))
        .with_code("parameter_missing")
        .with_param(path)
}

fn check_node(node: &Node, kind: Kind, at: &str) -> Result<(), Failure> {
    match (node, kind) {
        (_, Kind::Unmodelled) => {
            Err(Failure::invalid(&format!("{at} is not modelled")).with_param(at))
        }
        (Node::Branch(branch), Kind::Object(params)) => check_object(branch, params, at),
        (Node::Branch(branch), Kind::Metadata) => check_metadata(branch, at),
        (Node::Branch(branch), Kind::List(kind)) => {
            let members = branch.list().ok_or_else(|| invalid("array", at))?;
            let mut members = members.into_iter();
            members.try_for_each(|(index, node)| {
                check_node(node, *kind, &below(at, &index.to_string()))
            })
        }
        (Node::Branch(_), _) => Err(invalid("string", at)),
        (Node::Text(_), Kind::Object(_) | Kind::Metadata) => Err(invalid("object", at)),
        (Node::Text(_), Kind::List(_)) => Err(invalid("array", at)),
        (Node::Text(text), kind) => check_text(text, kind, at),
    }
}

fn check_text(text: &str, kind: Kind, at: &str) -> Result<(), Failure> {
    if text.is_empty() {
        let why = format!(
            "You passed an empty string for '{at}'. We assume empty values are an attempt to \
             unset a parameter; however '{at}' cannot be unset. You should remove '{at}' from \
             your request or supply a non-empty value."
        );
        let failure = Failure::invalid(&why).with_code("parameter_invalid_empty");
        return Err(failure.with_param(at));
    }
    let (is_right, code, why) = match kind {
        Kind::Int => (
            text.parse::<i64>().is_ok(),
            Some("parameter_invalid_integer"),
            format!("Invalid integer: {text}"),
        ),
        Kind::Url => (
            is_web_address(text),
            Some("url_invalid"),
            "Not a valid URL".to_owned(),
        ),
        Kind::Email => (
            text.contains('@'),
            Some("email_invalid"),
            format!("Invalid email address: {text}"),
        ),
        Kind::Short(most) => (
            text.chars().count() <= most,
            None,
            format!("Invalid string: {text}; must be at most {most} characters"),
        ),
        Kind::OneOf(words) => (words.contains(&text), None, one_of(at, words)),
        Kind::Text | Kind::Metadata | Kind::Object(_) | Kind::List(_) | Kind::Unmodelled => {
            return Ok(());
        }
    };
    if is_right {
        return Ok(());
    }
    let failure = Failure::invalid(&why).with_param(at);
    Err(match code {
        Some(code) => failure.with_code(code),
        None => failure,
    })
}

/// `Invalid locale: must be one of a, b, or c`.
fn one_of(at: &str, words: &[&str]) -> String {
    let name = at.rsplit('[').next().unwrap_or_default();
    let name = name.trim_end_matches(']');
    let (last, others) = words.split_last().unwrap_or((&"", &[]));
    match others {
        [] => format!("Invalid {name}: must be {last}"),
        [other] => format!("Invalid {name}: must be one of {other} or {last}"),
        others => format!(
            "Invalid {name}: must be one of {}, or {last}",
            others.join(", ")
        ),
    }
}

fn check_metadata(words: &Form, at: &str) -> Result<(), Failure> {
    let (most, longest_name, longest_value) = METADATA;
    let refused = |why: String| Err(Failure::invalid(&why).with_param(at));
    if words.0.len() > most {
        return refused(format!("Metadata can have at most {most} keys."));
    }
    for (name, node) in &words.0 {
        let Node::Text(text) = node else {
            return refused(format!(
                "Metadata values must be strings, but '{name}' is none."
            ));
        };
        if name.chars().count() > longest_name || text.chars().count() > longest_value {
            return refused(format!(
                "Metadata keys can be up to {longest_name} characters long and values up to \
                 {longest_value}, which '{name}' exceeds."
            ));
        }
    }
    Ok(())
}

fn invalid(what: &str, at: &str) -> Failure {
    Failure::invalid(&format!("Invalid {what}")).with_param(at)
}

fn is_web_address(text: &str) -> bool {
    url::Url::parse(text)
        .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

fn below(at: &str, name: &str) -> String {
    if at.is_empty() {
        name.to_owned()
    } else {
        format!("{at}[{name}]")
    }
}
