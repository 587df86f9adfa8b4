//! What we say to a relay: one letter to one person, and nothing that anybody
//! else put into it.

use super::{SENDER, UNSUBSCRIBE};

/// RFC 5322, 2.1.1.
const LINE_BYTES: usize = 998;

/// All that was said, in order.
#[derive(Debug)]
pub(super) struct Said {
    /// The commands that wait for an answer.
    pub(super) commands: Vec<String>,
    /// The letter was said to its end.
    pub(super) has_letter: bool,
}

impl Said {
    /// Reads what a relay heard, which is a letter to this address.
    pub(super) fn of(heard: &[u8], to: &str) -> Self {
        let head = split(heard, b"DATA\r\n");
        let (commands, rest) = head.map_or((heard, None), |(head, rest)| (head, Some(rest)));
        let mut commands = lines(commands);
        if head.is_some() {
            commands.push(String::from("DATA"));
        }
        let mut last = Vec::new();
        let mut has_letter = false;
        if let Some((content, after)) = rest.and_then(|rest| split(rest, b"\r\n.\r\n")) {
            has_letter = true;
            last = lines(after);
            is_letter(content, to);
        } else if let Some(rest) = rest {
            last = lines(rest);
        }
        let known = known(to);
        for command in &commands {
            assert!(is_known(command, &known), "{command:?} was said");
        }
        let quits = |command: &String| command == "QUIT";
        assert!(last.iter().all(quits), "{last:?}");
        commands.retain(|command| !quits(command));
        Self {
            commands,
            has_letter,
        }
    }
}

/// What stands before a mark, and what stands behind it.
fn split<'a>(bytes: &'a [u8], mark: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = bytes
        .windows(mark.len())
        .position(|window| window == mark)?;
    Some((&bytes[..at], &bytes[at + mark.len()..]))
}

fn lines(said: &[u8]) -> Vec<String> {
    let said = String::from_utf8(said.to_vec()).expect("commands are text");
    let Some(said) = said.strip_suffix("\r\n") else {
        assert_eq!(said, "", "half a command");
        return Vec::new();
    };
    let lines: Vec<String> = said.split("\r\n").map(str::to_owned).collect();
    assert!(lines.iter().all(|line| !line.contains(['\r', '\n', '\0'])));
    lines
}

fn known(to: &str) -> [String; 7] {
    let from = format!("MAIL FROM:<{SENDER}>");
    let host = SENDER.split_once('@').expect("an address").1;
    [
        format!("EHLO {host}"),
        format!("{from} BODY=8BITMIME"),
        from,
        format!("RCPT TO:<{to}>"),
        String::from("DATA"),
        String::from("QUIT"),
        String::from("AUTH LOGIN"),
    ]
}

/// One of ours, or a piece of the sign-in.
fn is_known(command: &str, known: &[String]) -> bool {
    let encoded = command.strip_prefix("AUTH PLAIN ").unwrap_or(command);
    let is_of_base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte);
    // Relays that do not speak SMTPUTF8 refuse anything else.
    let is_ascii = command.is_ascii();
    is_ascii && (known.iter().any(|it| it == command) || encoded.bytes().all(is_of_base64))
}

/// The heads of a letter are ours, whatever stands in it.
fn is_letter(content: &[u8], to: &str) {
    assert!(content.is_ascii(), "a relay need not take eight bits");
    let content = String::from_utf8_lossy(content);
    let is_fit = |line: &str| line.len() <= LINE_BYTES && !line.contains(['\r', '\n', '\0']);
    assert!(content.split("\r\n").all(is_fit), "{content:?}");
    let (heads, _) = content.split_once("\r\n\r\n").expect("heads and a body");
    let unfolded = heads.replace("\r\n ", " ").replace("\r\n\t", " ");
    let mut heads: Vec<(&str, &str)> = unfolded
        .split("\r\n")
        .map(|head| head.split_once(": ").expect("a head"))
        .collect();
    heads.sort_unstable_by_key(|(name, _)| name.to_owned());
    let names: Vec<&str> = heads.iter().map(|(name, _)| *name).collect();
    let wanted = [
        "Content-Type",
        "Date",
        "From",
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
        "MIME-Version",
        "Message-ID",
        "Subject",
        "To",
    ];
    assert_eq!(names, wanted);
    let value = |name| {
        heads
            .iter()
            .find(|(it, _)| *it == name)
            .map(|(_, value)| *value)
    };
    assert_eq!(value("To"), Some(to));
    assert_eq!(
        value("List-Unsubscribe"),
        Some(&*format!("<{UNSUBSCRIBE}>"))
    );
    assert_eq!(
        value("List-Unsubscribe-Post"),
        Some("List-Unsubscribe=One-Click")
    );
}
