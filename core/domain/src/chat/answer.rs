//! The answer path: many bursts at once, few statements.

use std::collections::HashMap;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use scx_jobs::Cx;
use scx_kit::Language;
use tracing::Instrument;

use super::rules::{self, Plan};
use super::{Burst, Conversation, Reason, budget, follow_up, goods, senses, sql, write};
use crate::Error;
use crate::accounts::{self, Partner, show_hours};
use crate::ai::{self, Action};
use crate::knowledge::{self, Book, DocumentId, Taught};
use crate::notify::{Choice, Say, Words};

/// Passages sent to a model.
const SOURCES: usize = 8;
/// Answers written in one transaction.
const GROUP: usize = 64;

/// A burst with everything decided, ready to be written.
pub(super) struct Done {
    place: usize,
    pub(super) burst: Burst,
    pub(super) partner: Partner,
    pub(super) plan: Plan,
    pub(super) means: Option<Means>,
    pub(super) answer: Option<(ai::Answer, Option<DocumentId>)>,
}

/// What a question is answered with.
pub(super) struct Means {
    pub(super) history: Vec<ai::Turn>,
    pub(super) book: Option<(DocumentId, Arc<Book>)>,
    pub(super) taught: Option<Arc<Taught>>,
    pub(super) own_account: Option<ai::OwnAccount>,
    /// The shop has calls left in this minute.
    pub(super) may_ask_model: bool,
}

impl Means {
    /// The document that is searched.
    pub(super) fn document(&self) -> Option<DocumentId> {
        self.book.as_ref().map(|(document, _)| *document)
    }
}

/// Answers bursts of one or many conversations and reports each by its place
/// in `bursts` as soon as it is durable.
pub async fn hear(
    cx: &Cx,
    bursts: Vec<Burst>,
    mut finished: impl FnMut(usize, Result<(), Error>) + Send,
) {
    let prepared = async {
        let mut planned = plan_all(cx, bursts).await?;
        provide(cx, &mut planned).await?;
        budget::share_out(cx, &mut planned).await?;
        Ok::<_, Error>(planned)
    };
    let planned = match prepared.await {
        Ok(planned) => planned,
        Err(error) => {
            // Unfinished tickets are failed attempts and come back.
            tracing::error!(%error, "conversations could not be loaded");
            return;
        }
    };
    let mut work: FuturesUnordered<_> = planned.into_iter().map(|done| spanned(cx, done)).collect();
    while let Some(first) = work.next().await {
        let mut group = vec![first];
        if !work.is_empty() {
            // Answers that came in together are read together.
            tokio::task::yield_now().await;
        }
        // Whatever else is ready at this moment shares the transaction.
        while group.len() < GROUP
            && let Some(Some(done)) = futures_util::FutureExt::now_or_never(work.next())
        {
            group.push(done);
        }
        let places: Vec<usize> = group.iter().map(|done| done.place).collect();
        if let Err(error) = write::group(cx, &group).await {
            tracing::error!(%error, "answers could not be written");
            for place in places {
                finished(place, Err(anyhow::anyhow!("not written: {error}").into()));
            }
        } else {
            places.into_iter().for_each(|place| finished(place, Ok(())));
        }
    }
}

async fn plan_all(cx: &Cx, bursts: Vec<Burst>) -> Result<Vec<Done>, Error> {
    let mut ids: Vec<_> = bursts.iter().map(|burst| burst.partner).collect();
    ids.sort_unstable();
    ids.dedup();
    let partners: HashMap<_, _> = accounts::partners(&cx.db, &ids)
        .await?
        .into_iter()
        .map(|partner| (partner.id, partner))
        .collect();
    let mut known = sql::conversations(&cx.db, &bursts).await?;
    let own = match bursts.iter().any(senses::has_any) {
        true => ai::own_accounts(&cx.db, &ids, cx.clock.now()).await?,
        false => HashMap::new(),
    };
    let mut planned = Vec::with_capacity(bursts.len());
    for (place, mut burst) in bursts.into_iter().enumerate() {
        let Some(partner) = partners.get(&burst.partner).cloned() else {
            continue;
        };
        let conversation = known
            .remove(&(burst.account, burst.chat.clone()))
            .unwrap_or_else(|| fresh(cx, &burst));
        if senses::has_any(&burst) {
            let of = (&partner, &conversation);
            senses::understand(cx, of, own.get(&partner.id), &mut burst).await;
        }
        goods::look_up(cx, &mut burst).await?;
        let now = cx.clock.now();
        let plan = rules::plan(conversation, &partner, &burst, now);
        planned.push(Done {
            place,
            burst,
            partner,
            plan,
            means: None,
            answer: None,
        });
    }
    Ok(planned)
}

/// Gives to those with a question what it is answered with; a few statements
/// for all of them.
async fn provide(cx: &Cx, planned: &mut [Done]) -> Result<(), Error> {
    let mut asking: Vec<&mut Done> = planned
        .iter_mut()
        .filter(|done| done.plan.ask.is_some())
        .collect();
    if asking.is_empty() {
        return Ok(());
    }
    let mut partners: Vec<_> = asking.iter().map(|done| done.partner.id).collect();
    partners.sort_unstable();
    partners.dedup();
    let conversations = asking.iter().map(|done| {
        let conversation = &done.plan.conversation;
        (conversation.id, (done.partner.id, conversation.since))
    });
    let mut histories = sql::histories(&cx.db, &conversations.collect()).await?;
    let documents = knowledge::active_ids(&cx.db, &partners).await?;
    let own_accounts = ai::own_accounts(&cx.db, &partners, cx.clock.now()).await?;
    for done in &mut asking {
        let partner = done.partner.id;
        // Opened before anybody is asked: who waits for a model must not hold
        // a connection, or want one.
        let book = match documents.get(&partner) {
            Some(document) => Some((*document, knowledge::open(cx, partner, *document).await?)),
            None => None,
        };
        let taught = knowledge::taught(cx, &done.partner).await?;
        done.means = Some(Means {
            taught,
            history: histories
                .remove(&done.plan.conversation.id)
                .unwrap_or_default(),
            book,
            own_account: own_accounts.get(&partner).cloned(),
            may_ask_model: false,
        });
    }
    Ok(())
}

/// What a question outside of a burst is answered with.
pub(super) async fn means_of(
    cx: &Cx,
    partner: &Partner,
    history: Vec<ai::Turn>,
) -> Result<Means, Error> {
    let id = partner.id;
    let documents = knowledge::active_ids(&cx.db, &[id]).await?;
    let book = match documents.get(&id) {
        Some(document) => Some((*document, knowledge::open(cx, id, *document).await?)),
        None => None,
    };
    let own = ai::own_accounts(&cx.db, &[id], cx.clock.now()).await?;
    Ok(Means {
        history,
        book,
        taught: knowledge::taught(cx, partner).await?,
        own_account: own.get(&id).cloned(),
        may_ask_model: true,
    })
}

fn fresh(cx: &Cx, burst: &Burst) -> Conversation {
    let now = cx.clock.now();
    Conversation::begun(
        scx_kit::Id::new(now, &*cx.entropy),
        burst.partner,
        (burst.account, burst.channel),
        (&burst.chat, &burst.customer),
        now,
    )
}

/// One span per burst.
async fn spanned(cx: &Cx, done: Done) -> Done {
    let conversation = done.plan.conversation.id;
    let span = tracing::info_span!("update", bot.id = %done.burst.account, conversation.id = %conversation);
    ask(cx, done).instrument(span).await
}

/// Searches and asks the AI where the plan wants it.
async fn ask(cx: &Cx, mut done: Done) -> Done {
    let (Some((text, language)), Some(means)) = (done.plan.ask.clone(), done.means.take()) else {
        return done;
    };
    let document = means.document();
    let end_user = done.plan.conversation.id.to_string();
    let answer = answered(cx, (&done.partner, &end_user), means, (&text, language)).await;
    done.settle_answer(&text, language, &answer, cx.clock.now());
    done.answer = Some((answer, document));
    done
}

/// Searches and asks the AI with what was provided.
pub(super) async fn answered(
    cx: &Cx,
    (partner, end_user): (&Partner, &str),
    means: Means,
    (text, language): (&str, Language),
) -> ai::Answer {
    let history = means.history;
    let found = match &means.book {
        Some((document, book)) => {
            let asked = (history.as_slice(), text);
            follow_up::found(cx, (partner.id, *document), book, asked, SOURCES).await
        }
        None => Vec::new(),
    };
    let found = match &means.taught {
        Some(taught) => knowledge::with_lessons(taught, text, found, SOURCES),
        None => found,
    };
    let question = ai::Question {
        partner: partner.id,
        shop_name: partner.name.clone(),
        tone: partner.tone.name().to_owned(),
        hours: show_hours(partner),
        language,
        history,
        text: text.to_owned(),
        sources: found.into_iter().map(source).collect(),
        end_user: end_user.to_owned(),
    };
    if means.may_ask_model {
        ai::answer(cx, &question, means.own_account.as_ref()).await
    } else {
        ai::quote(cx, &question)
    }
}

pub(super) fn source(found: knowledge::Found) -> ai::Source {
    ai::Source {
        place: found.place,
        heading: found.heading,
        text: found.text,
        score: found.score,
        covered: found.covered,
    }
}

impl Done {
    /// Turns the answer into words and, where it is none, into a question.
    fn settle_answer(
        &mut self,
        text: &str,
        language: Language,
        answer: &ai::Answer,
        now: scx_kit::Time,
    ) {
        let plan = &mut self.plan;
        match answer.action {
            Action::Answer => {
                plan.says.push(Say {
                    words: vec![Words::Plain(answer.text.clone())],
                    language,
                    choices: Vec::new(),
                });
            }
            Action::NoAnswer => {
                plan.put(text, Reason::Unanswered);
                plan.says.push(Say {
                    words: vec![Words::key("customer-no-answer")],
                    language,
                    choices: vec![vec![Choice::Operator]],
                });
            }
            Action::HandOver => {
                plan.put(text, Reason::Operator);
                plan.hand_over(&self.partner, language, now);
            }
        }
        plan.repeat_heard();
        if plan.has_switched
            && let Some(last) = plan.says.last_mut()
        {
            last.words.push(Words::key("customer-switched"));
            last.choices.extend(rules::languages());
        }
    }
}
