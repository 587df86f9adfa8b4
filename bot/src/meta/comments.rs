//! Comments that are answered in private, and below them with a short word.

use std::sync::Arc;

use scx_connect::meta::{Graph, Outgoing, Sender, reason};
use scx_connect::{ConnectError, ErrorKind};
use scx_domain::chat::{self, ANSWERABLE, AnswerComment, Comment, Progress};
use scx_domain::notify::Say;
use scx_jobs::{Attempt, Cx, Stop};

use super::{sender_of, tell};
use crate::texts::Texts;

/// Answers one comment: first in private, which Meta lets happen once only,
/// then where everybody sees it.
pub(crate) async fn answer(job: Arc<AnswerComment>, cx: Cx, attempt: Attempt) -> Result<(), Stop> {
    let comment = chat::comment(&cx.db, job.partner, job.comment).await?;
    let is_late = comment.created_at + ANSWERABLE < cx.clock.now();
    let sender = sender_of(&cx, comment.account).await?;
    let Some(sender) = sender.filter(|_| comment.progress != Progress::Done && !is_late) else {
        return Ok(());
    };
    let Some(reply) = chat::reply_to_comment(&cx, &comment).await? else {
        return done(&cx, &comment).await;
    };
    if comment.progress == Progress::New {
        let told = tell(&cx, (&sender, &comment), &reply.private).await;
        match outcome(&cx, told, attempt)? {
            Some(external_id) => {
                let mut tx = cx.db.begin().await?;
                chat::note_told(&mut tx, &comment, &reply, external_id.as_deref()).await?;
                tx.commit().await?;
            }
            None => return done(&cx, &comment).await,
        }
    }
    let text = words(&cx, &sender, &reply.public);
    let graph = cx.service::<Graph>();
    let said = graph.reply_to_comment(&sender, &comment.external_id, &text);
    outcome(&cx, said.await, attempt)?;
    done(&cx, &comment).await
}

async fn done(cx: &Cx, comment: &Comment) -> Result<(), Stop> {
    let mut tx = cx.db.begin().await?;
    chat::note_answered(&mut tx, comment).await?;
    Ok(tx.commit().await?)
}

async fn tell(
    cx: &Cx,
    (sender, comment): (&Sender, &Comment),
    say: &Say,
) -> Result<Option<String>, ConnectError> {
    let private = Outgoing::ToComment {
        comment: comment.external_id.clone(),
        text: words(cx, sender, say),
    };
    let graph = cx.service::<Graph>();
    graph
        .send(sender, (&comment.customer, None), &private)
        .await
}

/// The words in one message: what does not fit can be asked for there.
fn words(cx: &Cx, sender: &Sender, say: &Say) -> String {
    let messages = tell::messages(cx.service::<Texts>(), sender.messenger, say);
    match messages.into_iter().next() {
        Some(Outgoing::Text { text, .. }) => text,
        _ => String::new(),
    }
}

/// What came of a call: its value, nothing when it cannot be done, or another attempt.
fn outcome<T>(
    cx: &Cx,
    called: Result<T, ConnectError>,
    attempt: Attempt,
) -> Result<Option<T>, Stop> {
    let error = match called {
        Ok(value) => return Ok(Some(value)),
        Err(error) => error,
    };
    match &error.kind {
        ErrorKind::Limited { after } => Err(Stop::Wait {
            until: cx.clock.now() + *after,
            why: "Meta asked to wait".to_owned(),
        }),
        ErrorKind::Unavailable { .. } if !attempt.is_last => Err(Stop::again(&error)),
        _ => {
            if error.reason() != Some(reason::ANSWERED) {
                tracing::warn!(%error, "a comment could not be answered");
            }
            Ok(None)
        }
    }
}
