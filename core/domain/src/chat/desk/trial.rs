//! A trial question to a file.

use scx_jobs::Cx;
use scx_lang::{Evidence, decide, identify};

use crate::Error;
use crate::accounts::{self, Partner};
use crate::ai::{self, Answer};
use crate::chat::answer::source;
use crate::knowledge::{self, DocumentId};
use crate::plans::{self, Usage};

/// Answers a trial question from one document of the partner, active or not;
/// no customer sees it, and nothing is stored but what it cost the house.
///
/// # Errors
/// A fault of the database.
pub async fn test(
    cx: &Cx,
    partner: &Partner,
    document: DocumentId,
    text: &str,
) -> Result<Answer, Error> {
    let found = knowledge::search_in(cx, partner.id, document, text, 8).await?;
    let found = match knowledge::taught(cx, partner).await? {
        Some(taught) => knowledge::with_lessons(&taught, text, found, 8),
        None => found,
    };
    let question = ai::Question {
        partner: partner.id,
        shop_name: partner.name.clone(),
        tone: partner.tone.name().to_owned(),
        hours: accounts::show_hours(partner),
        language: decide(identify(text), None, Evidence::default())
            .answer_in
            .unwrap_or(partner.language),
        history: Vec::new(),
        text: text.to_owned(),
        sources: found.into_iter().map(source).collect(),
        end_user: partner.id.to_string(),
    };
    let own = ai::own_accounts(&cx.db, &[partner.id], cx.clock.now()).await?;
    let answer = ai::answer(cx, &question, own.get(&partner.id)).await;
    if answer.house_micro_usd > 0 {
        let usage = Usage {
            answers: 0,
            ai_micro_usd: answer.house_micro_usd,
        };
        let mut tx = cx.db.begin().await?;
        plans::note_usage(&mut tx, &[(partner, usage)]).await?;
        tx.commit().await?;
    }
    Ok(answer)
}
