//! The commands of SMTP as a strict server reads them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// A command with its arguments.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Command {
    Ehlo,
    Helo,
    Auth(Auth),
    Mail(Sender),
    Recipient(String),
    Data,
    Reset,
    Noop,
    Quit,
}

/// The start of a sign-in.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Auth {
    /// With its answer, when that came at once.
    Plain(Option<String>),
    /// With the name, when that came at once.
    Login(Option<String>),
}

/// What MAIL says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sender {
    /// Empty for bounces.
    pub(super) address: String,
    pub(super) is_8bit: bool,
    pub(super) is_utf8: bool,
    pub(super) size: Option<usize>,
}

/// Why a line is no command: the code and text to answer.
pub(super) type Unread = (u16, &'static str);

pub(super) fn read(line: &str) -> Result<Command, Unread> {
    let (verb, rest) = match line.split_once(' ') {
        Some((verb, rest)) => (verb, Some(rest)),
        None => (line, None),
    };
    let verb = verb.to_ascii_uppercase();
    match (verb.as_str(), rest) {
        ("EHLO", Some(name)) if is_word(name) => Ok(Command::Ehlo),
        ("HELO", Some(name)) if is_word(name) => Ok(Command::Helo),
        ("AUTH", Some(rest)) => auth(rest).map(Command::Auth),
        ("MAIL", Some(rest)) => sender(rest).map(Command::Mail),
        ("RCPT", Some(rest)) => recipient(rest).map(Command::Recipient),
        ("DATA", None) => Ok(Command::Data),
        ("RSET", None) => Ok(Command::Reset),
        ("NOOP", _) => Ok(Command::Noop),
        ("QUIT", None) => Ok(Command::Quit),
        ("STARTTLS" | "VRFY" | "EXPN" | "HELP", _) => {
            Err((502, "5.5.1 Command is not implemented"))
        }
        ("EHLO" | "HELO" | "AUTH" | "MAIL" | "RCPT" | "DATA" | "RSET" | "QUIT", _) => {
            Err((501, "5.5.4 Wrong arguments"))
        }
        _ => Err((500, "5.5.2 Command is unknown")),
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn auth(rest: &str) -> Result<Auth, Unread> {
    let (mechanism, first) = match rest.split_once(' ') {
        Some((mechanism, first)) => (mechanism, Some(first.to_owned())),
        None => (rest, None),
    };
    match mechanism.to_ascii_uppercase().as_str() {
        "PLAIN" => Ok(Auth::Plain(first)),
        "LOGIN" => Ok(Auth::Login(first)),
        _ => Err((504, "5.5.4 Mechanism is unknown")),
    }
}

fn sender(rest: &str) -> Result<Sender, Unread> {
    let (address, parameters) = path(rest, "FROM:")?;
    let mut sender = Sender {
        address,
        is_8bit: false,
        is_utf8: false,
        size: None,
    };
    for parameter in parameters.split(' ').filter(|it| !it.is_empty()) {
        let parameter = parameter.to_ascii_uppercase();
        match parameter.split_once('=') {
            Some(("BODY", "7BIT")) => {}
            Some(("BODY", "8BITMIME")) => sender.is_8bit = true,
            Some(("SIZE", size)) => {
                let size = size.parse().map_err(|_| (501, "5.5.4 Wrong SIZE"))?;
                sender.size = Some(size);
            }
            None if parameter == "SMTPUTF8" => sender.is_utf8 = true,
            _ => return Err((555, "5.5.4 Parameter is unknown")),
        }
    }
    Ok(sender)
}

fn recipient(rest: &str) -> Result<String, Unread> {
    match path(rest, "TO:")? {
        (address, "") if !address.is_empty() => Ok(address),
        (_, "") => Err((501, "5.1.3 Nobody to send to")),
        (_, _) => Err((555, "5.5.4 Parameter is unknown")),
    }
}

/// `FROM:<address>` and what follows. "No space is allowed after the colon."
fn path<'a>(rest: &'a str, word: &str) -> Result<(String, &'a str), Unread> {
    let wrong = (501, "5.5.2 Wrong path");
    let (given, rest) = rest.split_at_checked(word.len()).ok_or(wrong)?;
    let rest = rest.strip_prefix('<').ok_or(wrong)?;
    let (address, parameters) = rest.split_once('>').ok_or(wrong)?;
    let is_free = parameters.is_empty() || parameters.starts_with(' ');
    if !given.eq_ignore_ascii_case(word) || !is_free {
        return Err(wrong);
    }
    if !address.is_empty() && !is_address(address) {
        return Err((501, "5.1.3 Wrong address"));
    }
    Ok((address.to_owned(), parameters))
}

fn is_address(text: &str) -> bool {
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',');
    match text.rsplit_once('@') {
        Some((local, domain)) => {
            let is_there = !local.is_empty() && !domain.is_empty() && !local.contains('@');
            is_there && !text.contains(is_odd)
        }
        None => false,
    }
}

/// `authorization NUL name NUL password` in base64.
pub(super) fn plain(text: &str) -> Option<(String, String)> {
    let text = decoded(text)?;
    let mut parts = text.split('\0');
    let (on_behalf, name, password) = (parts.next()?, parts.next()?, parts.next()?);
    let is_whole = parts.next().is_none() && (on_behalf.is_empty() || on_behalf == name);
    is_whole.then(|| (name.to_owned(), password.to_owned()))
}

/// Base64 as it stands in a line.
pub(super) fn decoded(text: &str) -> Option<String> {
    String::from_utf8(STANDARD.decode(text).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_read_in_any_case_and_nothing_else() {
        assert_eq!(read("ehlo dokon.uz"), Ok(Command::Ehlo));
        assert_eq!(read("Quit"), Ok(Command::Quit));
        let from = read("MAIL FROM:<a@b.uz> BODY=8BITMIME SIZE=120");
        let sender = Sender {
            address: "a@b.uz".to_owned(),
            is_8bit: true,
            is_utf8: false,
            size: Some(120),
        };
        assert_eq!(from, Ok(Command::Mail(sender)));
        let to = read("rcpt to:<lola@example.com>");
        assert_eq!(to, Ok(Command::Recipient("lola@example.com".to_owned())));
        for (line, code) in [
            ("EHLO", 501),
            ("MAIL FROM: <a@b.uz>", 501),
            ("MAIL FROM:a@b.uz", 501),
            ("MAIL FROM:<a@b.uz>X", 501),
            ("MAIL FROM:<a@b.uz> COLOUR=RED", 555),
            ("RCPT TO:<lola>", 501),
            ("RCPT TO:<>", 501),
            ("RCPT TO:<a@b.uz> NOTIFY=NEVER", 555),
            ("DATA now", 501),
            ("STARTTLS", 502),
            ("AUTH CRAM-MD5", 504),
            ("PIGEON", 500),
        ] {
            assert_eq!(read(line).expect_err(line).0, code, "{line}");
        }
    }

    #[test]
    fn a_plain_sign_in_has_three_parts() {
        let coded = |text: &str| STANDARD.encode(text);
        let right = Some(("lola".to_owned(), "sir".to_owned()));
        assert_eq!(plain(&coded("\0lola\0sir")), right);
        assert_eq!(plain(&coded("lola\0lola\0sir")), right);
        for text in ["lola\0sir", "ali\0lola\0sir", "\0lola\0sir\0", ""] {
            assert_eq!(plain(&coded(text)), None, "{text:?}");
        }
        assert_eq!(plain("***"), None);
    }
}
