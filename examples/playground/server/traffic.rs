//! The newest requests to and from the outside world, as the panel lists them.

use scx_fakes::Exchange;
use serde::Serialize;

const SHOWN_EXCHANGES: usize = 60;
const SHOWN_BODY_CHARS: usize = 12_000;

/// One line of the panel.
#[derive(Serialize)]
pub(super) struct Line {
    #[serde(flatten)]
    exchange: Exchange,
    /// How many polls that brought nothing this line stands for.
    repeats: usize,
}

/// Newest first. Polls that brought nothing become one line per address, or
/// they would push everything else out of the list.
pub(super) fn newest(exchanges: Vec<Exchange>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for exchange in exchanges.into_iter().rev() {
        if is_idle_poll(&exchange) {
            let twin = lines
                .iter_mut()
                .find(|line| is_idle_poll(&line.exchange) && line.exchange.path == exchange.path);
            if let Some(twin) = twin {
                twin.repeats += 1;
                continue;
            }
        }
        if lines.len() < SHOWN_EXCHANGES {
            lines.push(Line {
                exchange,
                repeats: 1,
            });
        }
    }
    for line in &mut lines {
        cut(&mut line.exchange.request);
        cut(&mut line.exchange.response);
    }
    lines
}

fn is_idle_poll(exchange: &Exchange) -> bool {
    let path = exchange.path.to_ascii_lowercase();
    path.ends_with("/getupdates") && exchange.response.contains(r#""result":[]"#)
}

fn cut(body: &mut String) {
    if let Some((end, _)) = body.char_indices().nth(SHOWN_BODY_CHARS) {
        body.truncate(end);
        body.push('…');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchange(seq: u64, path: &str, response: &str) -> Exchange {
        Exchange {
            seq,
            path: path.to_owned(),
            response: response.to_owned(),
            ..Exchange::default()
        }
    }

    #[test]
    fn idle_polls_never_push_a_message_out_of_the_list() {
        let mut all = vec![exchange(1, "/telegram/bot/sendMessage", "{}")];
        let poll = |seq| {
            exchange(
                seq,
                "/telegram/bot/GetUpdates",
                r#"{"ok":true,"result":[]}"#,
            )
        };
        all.extend((2..400).map(poll));
        let lines = newest(all);
        let shown: Vec<_> = lines
            .iter()
            .map(|it| (it.exchange.seq, it.repeats))
            .collect();
        assert_eq!(shown, [(399, 398), (1, 1)]);
    }

    #[test]
    fn long_bodies_are_cut_between_characters() {
        let lines = newest(vec![exchange(1, "/x", &"ў".repeat(SHOWN_BODY_CHARS + 5))]);
        assert_eq!(
            lines[0].exchange.response.chars().count(),
            SHOWN_BODY_CHARS + 1
        );
    }
}
