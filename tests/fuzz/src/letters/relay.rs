//! What a relay's answers mean, read without our reader.

use scx_connect::mail::Outcome;

use super::said::Said;

/// The library takes no longer lines.
const MOST_BYTES: usize = 1_000;

/// An answer of a relay.
#[derive(Debug)]
struct Reply {
    code: u16,
    words: String,
}

/// What became of a letter by what was said last and the answer to it.
pub(super) fn verdict(said: &Said, says: &[u8]) -> Outcome {
    let replies = replies(says);
    // The greeting comes before anything is said.
    let last = said.commands.len() + usize::from(said.has_letter);
    let Some(reply) = replies.get(last) else {
        return match said.has_letter {
            true => Outcome::Unknown,
            false => Outcome::Later,
        };
    };
    if said.has_letter {
        is_in_step(said, &replies);
    }
    let is_told_of = |verb: &str| said.commands.iter().any(|said| said.starts_with(verb));
    match reply.code {
        250 if said.has_letter => Outcome::Sent,
        200..=399 if said.has_letter => Outcome::Unknown,
        200..=399 => Outcome::Later,
        421 | 454 if enhanced(&reply.words) == Some([4, 7, 0]) => Outcome::OurAccount,
        400..=499 => Outcome::Later,
        // Who we are is refused, or who writes: no address is to blame.
        _ if !is_told_of("RCPT") => Outcome::OurAccount,
        530 | 534 | 535 | 538 => Outcome::OurAccount,
        code => match enhanced(&reply.words) {
            Some([5, 4, 5] | [5, 1, 7 | 8]) => Outcome::OurAccount,
            Some([5, 2, 2]) => Outcome::Later,
            Some([5, 1, _]) => Outcome::DeadAddress,
            None if !said.has_letter && matches!(code, 550 | 551 | 553) => Outcome::DeadAddress,
            _ => Outcome::Refused,
        },
    }
}

/// A letter is said only to who said yes to each command of it. Where answers
/// come a step late, a yes to another command is none.
fn is_in_step(said: &Said, replies: &[Reply]) {
    for (command, reply) in said.commands.iter().zip(&replies[1..]) {
        let yes: &[u16] = match command.get(..4) {
            Some("MAIL") => &[250],
            Some("RCPT") => &[250, 251],
            Some("DATA") => &[354],
            _ => continue,
        };
        assert!(yes.contains(&reply.code), "{} for {command}", reply.code);
    }
}

/// The answers up to the first that nobody can read.
fn replies(says: &[u8]) -> Vec<Reply> {
    let mut replies = Vec::new();
    let mut rest = says;
    while let Some((reply, after)) = reply(rest) {
        replies.push(reply);
        rest = after;
    }
    replies
}

/// One answer, perhaps of several lines, all with the same code.
fn reply(says: &[u8]) -> Option<(Reply, &[u8])> {
    let mut rest = says;
    let mut reply: Option<Reply> = None;
    loop {
        let end = rest.windows(2).position(|pair| pair == b"\r\n")? + 2;
        let (line, after) = rest.split_at(end);
        let mut pieces = line.split_inclusive(|byte| *byte == b'\n');
        if pieces.any(|piece| piece.len() > MOST_BYTES) {
            return None;
        }
        rest = after;
        let line = std::str::from_utf8(line).ok()?.strip_suffix("\r\n")?;
        let (code, text) = line.split_at_checked(3)?;
        let (sign, text) = text.split_at_checked(1)?;
        let code = known(code)?;
        match &mut reply {
            None => {
                let words = text.to_owned();
                reply = Some(Reply { code, words });
            }
            Some(reply) if reply.code == code => {
                reply.words.push(' ');
                reply.words.push_str(text);
            }
            Some(_) => return None,
        }
        match sign {
            "-" => {}
            " " => return reply.map(|reply| (reply, rest)),
            _ => return None,
        }
    }
}

/// RFC 5321, 4.2.
fn known(code: &str) -> Option<u16> {
    let is_known = matches!(code.as_bytes(), [b'2'..=b'5', b'0'..=b'5', b'0'..=b'9']);
    code.parse().ok().filter(|_| is_known)
}

/// The enhanced code in front of the words (RFC 3463), also behind the sign
/// with which some relays begin.
fn enhanced(words: &str) -> Option<[u16; 3]> {
    let words = words.trim_start_matches(|c: char| c.is_whitespace() || "#([<".contains(c));
    let end = words.find(|c: char| !c.is_ascii_digit() && c != '.');
    let code = words[..end.unwrap_or(words.len())].trim_end_matches('.');
    let numbers: Vec<u16> = code
        .split('.')
        .map_while(|part| part.parse().ok())
        .collect();
    let is_whole = numbers.len() == code.split('.').count();
    <[u16; 3]>::try_from(numbers).ok().filter(|_| is_whole)
}
