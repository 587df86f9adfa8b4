//! The rhythm over months in which time leaps, the product is killed and the
//! relay fails. Two records are compared after every move: what the product has
//! noted, and the mailbox, which has what the relay took.

use std::collections::BTreeSet;

use scx_domain::accounts::{self, PartnerId, State};
use scx_domain::winback;
use scx_fakes::smtp::{SmtpFault, SmtpReply};
use scx_kit::{Entropy, Millis, SeededEntropy, Time};
use scx_world::{BEGIN_MS, World};

use super::stops::{call, in_tx};
use super::{ADDRESS, expired};
use crate::world;

/// Long enough for every letter, with days of downtime among them.
const MONTHS: Millis = Millis::days(76);
/// How late a claim may be while the product runs.
const LATE: Millis = Millis::secs(60);

/// Chance that falls alike in every run.
struct Dice(SeededEntropy);

impl Dice {
    fn below(&self, sides: i64) -> i64 {
        let entropy: &dyn Entropy = &self.0;
        i64::try_from(entropy.number() >> 1).expect("63 bits") % sides
    }

    fn span(&self, least: Millis, most: Millis) -> Millis {
        Millis(least.0 + self.below(most.0 - least.0))
    }

    /// Mostly a restart, now and then days.
    fn downtime(&self) -> Millis {
        match self.below(3) {
            0 => self.span(Millis::hours(6), Millis::days(5)),
            _ => self.span(Millis(0), Millis::hours(3)),
        }
    }
}

/// What meets a letter at the relay.
#[derive(Clone, Debug)]
enum Fate {
    /// It is taken, at once or after a while.
    Taken(Option<SmtpFault>),
    /// It is taken, or may be, and no answer comes.
    Doubtful(SmtpFault),
    /// It is not taken for now.
    NotYet(SmtpFault),
    /// It is not taken in this slot.
    Refused,
    /// The product is killed while it waits for the relay.
    Killed(SmtpFault),
}

fn reply(code: u16, text: &str) -> SmtpReply {
    SmtpReply::new(code, text)
}

fn busy() -> SmtpFault {
    SmtpFault::RefuseLetter(reply(452, "4.2.2 mailbox full"))
}

/// Refusals that pass, by the letter, by the address, by our account.
fn not_yet(dice: &Dice) -> SmtpFault {
    match dice.below(6) {
        0 => busy(),
        1 => SmtpFault::RefuseRecipient(reply(451, "4.7.1 greylisted")),
        2 => SmtpFault::RefuseLetter(reply(421, "4.7.0 try again later")),
        3 => SmtpFault::RefuseLetter(reply(550, "5.4.5 Daily user sending limit exceeded")),
        4 => SmtpFault::TurnAway(reply(421, "4.3.2 shutting down")),
        _ => SmtpFault::NeverGreet,
    }
}

fn fate(dice: &Dice) -> Fate {
    let slow = |dice: &Dice| SmtpFault::Slow(dice.below(45_000) + 1);
    match dice.below(12) {
        0..=2 => Fate::Taken(None),
        3 => Fate::Taken(Some(slow(dice))),
        4 => Fate::Doubtful(SmtpFault::LoseAnswer),
        5 => Fate::Doubtful(SmtpFault::NeverAnswer),
        6..=8 => Fate::NotYet(not_yet(dice)),
        9 => Fate::Refused,
        10 => Fate::Killed(SmtpFault::NeverGreet),
        _ => Fate::Killed(SmtpFault::NeverAnswer),
    }
}

/// One partner's months.
struct Months<'w> {
    w: &'w mut World,
    dice: Dice,
    partner: PartnerId,
    /// Letters that were seen.
    seen: usize,
    /// When the last of them was claimed or, where that was later, taken.
    last: Time,
    /// Slots of which only the relay can know whether they were taken.
    doubtful: BTreeSet<i64>,
    /// No letter is claimed any more.
    is_over: bool,
    /// What the relay had taken when something stopped the letters.
    taken_in_all: Option<usize>,
}

impl Months<'_> {
    fn due(&self) -> Time {
        self.last + winback::RHYTHM
    }

    /// The slot of the letter that was claimed last.
    fn slot(&self) -> i64 {
        i64::try_from(self.seen).expect("few letters")
    }

    async fn noted(&self) -> Vec<(i64, String, Time)> {
        let letters = winback::letters(&self.w.cx().db, self.partner).await;
        letters.expect("read")
    }

    /// Slots and moments of what the relay took. The id of a letter names its slot.
    fn taken(&self) -> Vec<(i64, Time)> {
        let mailbox = self.w.outside.smtp().mailbox(ADDRESS);
        let letters = mailbox.iter().filter_map(|letter| {
            let id = letter.header("Message-ID").expect("an id");
            let id = id.trim_start_matches('<').strip_prefix("winback.")?;
            let slot = id.split('@').next()?.rsplit('.').next()?;
            Some((slot.parse().expect("a number"), Time(letter.at_ms)))
        });
        letters.collect()
    }

    /// Takes note of what was claimed and taken since the last look.
    async fn look(&mut self, was_down: bool) {
        let (letters, taken) = (self.noted().await, self.taken());
        let record = format!("{letters:?} {taken:?} at {:?}", self.w.now());
        let fresh = letters.len() - self.seen;
        assert!(fresh <= 1, "a burst: {record}");
        assert!(fresh == 0 || !self.is_over, "after the end: {record}");
        let is_quiet = self.taken_in_all.is_none_or(|known| known == taken.len());
        assert!(is_quiet, "after a stop: {record}");
        // A letter of the slot before may have gone late.
        let slot = self.slot();
        let mut of_before = taken.iter().filter(|(known, _)| *known <= slot);
        let of_before = of_before.next_back().map(|(_, at)| *at);
        self.last = self.last.max(of_before.unwrap_or(self.last));
        let late = |at: Time| (at - self.due()).0;
        match letters.last() {
            Some((.., at)) if fresh == 1 => {
                let late = late(*at);
                assert!(late >= 0, "{late} ms too soon: {record}");
                assert!(was_down || late <= LATE.0, "{late} ms late: {record}");
                self.last = *at;
            }
            _ => {
                let is_missing = !self.is_over && late(self.w.now()) > LATE.0;
                assert!(!is_missing, "a letter is missing: {record}");
            }
        }
        self.seen = letters.len();
        self.is_over |= self.slot() == winback::MOST_LETTERS;
    }

    /// Compares what the product has noted with what the relay took.
    async fn compare(&self) {
        let (letters, taken) = (self.noted().await, self.taken());
        let record = format!("{letters:?} {taken:?} in doubt: {:?}", self.doubtful);
        for pair in taken.windows(2) {
            assert!(pair[0].0 < pair[1].0, "a slot twice: {record}");
            assert!(pair[1].1 - pair[0].1 >= winback::RHYTHM, "{record}");
        }
        let claims = |(slot, _): &(i64, Time)| letters.iter().any(|letter| letter.0 == *slot);
        assert!(taken.iter().all(claims), "taken unclaimed: {record}");
        for (slot, outcome, _) in &letters {
            let is_taken = taken.iter().any(|(known, _)| known == slot);
            let is_doubtful = self.doubtful.contains(slot);
            let is_right = match outcome.as_str() {
                "sent" => is_taken && !is_doubtful,
                "unknown" => is_doubtful,
                "claimed" | "skipped" | "refused" => !is_taken,
                _ => false,
            };
            assert!(is_right, "{slot} is {outcome}: {record}");
        }
        assert_eq!(self.w.outside.smtp().planned_faults(), 0, "{record}");
    }

    async fn check(&mut self) {
        self.look(false).await;
        self.compare().await;
    }

    /// A kill, and some time without the product. What was due meanwhile comes
    /// once, and at once.
    async fn falls(&mut self) {
        self.w.crash().await;
        let later = self.w.now() + self.dice.downtime();
        self.w.house.clock.set(later);
        self.w.boot().await;
        self.w.passes(Millis::minutes(2)).await;
        self.look(true).await;
        self.compare().await;
    }

    /// A kill while the relay holds the letter.
    async fn falls_in_doubt(&mut self) {
        assert!(self.w.outside.held() > 0, "nothing is under way");
        self.look(false).await;
        self.doubtful.insert(self.slot());
        self.falls().await;
    }

    /// Some of the time until the next letter is due.
    async fn wanders(&mut self) {
        let left = (self.due() - self.w.now()).0 - Millis::minutes(1).0;
        if left <= 0 {
            return;
        }
        let span = Millis(self.dice.below(left));
        self.w.leaps(span).await;
        if self.dice.below(3) == 0 {
            self.falls().await;
        }
        self.check().await;
    }

    /// Goes to just before the next letter is due; false where one that waited
    /// went meanwhile, so that the next one is due later.
    async fn approaches(&mut self, before: Millis) -> bool {
        let left = self.due() - before - self.w.now();
        match left.0 {
            0.. => self.w.leaps(left).await,
            _ => self.w.passes(Millis(LATE.0 + before.0)).await,
        }
        self.check().await;
        let left = self.due() - self.w.now();
        left.0 > 0 && left <= before
    }

    /// The next letter comes due and meets its fate.
    async fn meets(&mut self, fate: Fate) {
        let before = self.dice.span(Millis::secs(1), Millis::secs(20));
        if !self.approaches(before).await {
            return;
        }
        let smtp = self.w.outside.smtp().clone();
        // The relay may be as late again as the claim.
        let a_while = Millis(before.0 + LATE.0 + LATE.0 + 1_000);
        match fate {
            Fate::Taken(fault) => {
                fault.into_iter().for_each(|fault| smtp.fail_next(fault));
                self.w.passes(a_while).await;
            }
            Fate::Doubtful(fault) => {
                smtp.fail_next(fault);
                self.doubtful.insert(self.slot() + 1);
                self.w.passes(a_while).await;
            }
            Fate::NotYet(fault) => {
                smtp.fail_next(fault);
                self.w.passes(a_while).await;
                self.check().await;
                self.waits().await;
            }
            Fate::Refused => {
                let why = reply(554, "5.7.1 blocked");
                smtp.fail_next(SmtpFault::RefuseLetter(why));
                self.w.passes(a_while).await;
            }
            Fate::Killed(fault) => {
                smtp.fail_next(fault);
                for _ in 0..20 {
                    if self.w.outside.held() == 0 {
                        self.w.passes(Millis::secs(5)).await;
                    }
                }
                let held = self.dice.span(Millis(0), Millis::secs(20));
                self.w.passes(held).await;
                self.falls_in_doubt().await;
            }
        }
        self.check().await;
    }

    /// A letter that was not taken is tried again within its slot, soon or,
    /// where the machine stood still, much later.
    async fn waits(&mut self) {
        let span = match self.dice.below(2) {
            0 => Millis::minutes(32),
            _ => self.dice.span(Millis::minutes(32), Millis::hours(52)),
        };
        let smtp = self.w.outside.smtp().clone();
        match self.dice.below(4) {
            0 => smtp.fail_next(busy()),
            1 => {
                smtp.fail_next(SmtpFault::NeverAnswer);
                self.w.leaps(span).await;
                self.falls_in_doubt().await;
                return;
            }
            2 => return self.falls().await,
            _ => {}
        }
        self.w.leaps(span).await;
    }

    /// Something ends the letters, perhaps while one waits for another try.
    async fn stops(&mut self, how: &str) {
        let before = Millis::secs(5);
        if self.dice.below(2) == 0 && self.approaches(before).await {
            self.w.outside.smtp().fail_next(busy());
            self.w.passes(Millis(before.0 + LATE.0)).await;
            self.check().await;
        }
        let partner = self.partner;
        match how {
            "unsubscribed" => self.unsubscribes().await,
            "paid" => {
                let until = self.w.now() + Millis::days(30);
                in_tx(self.w, async |tx| {
                    let set = accounts::set_plan(tx, partner, ("chat", false), until);
                    set.await.expect("set");
                })
                .await;
            }
            _ => {
                in_tx(self.w, async |tx| {
                    let set = accounts::set_state(tx, partner, State::Banned);
                    set.await.expect("set");
                })
                .await;
            }
        }
        self.is_over = true;
        self.taken_in_all = Some(self.taken().len());
    }

    /// Time in which nothing may come.
    async fn idles(&mut self) {
        let span = self.dice.span(Millis::minutes(32), Millis::days(4));
        self.w.leaps(span).await;
        if self.dice.below(4) == 0 {
            self.falls().await;
        }
        self.check().await;
    }

    /// All of it, with a stop after so many letters.
    async fn pass(&mut self, (letters, how): (usize, &str)) {
        let end = self.w.now() + MONTHS;
        while self.w.now() < end {
            if self.is_over {
                self.idles().await;
            } else if self.seen == letters {
                self.stops(how).await;
            } else {
                self.wanders().await;
                let fate = fate(&self.dice);
                self.meets(fate).await;
            }
        }
    }

    /// One click of the partner's mail program.
    async fn unsubscribes(&mut self) {
        let letters = self.w.outside.smtp().mailbox(ADDRESS);
        let letter = letters.first().expect("a letter");
        let url = letter.header("List-Unsubscribe").expect("the header");
        let word = url.trim_matches(['<', '>']).rsplit('/').next();
        let url = format!("{}/u/{}", self.w.url(), word.expect("a word"));
        assert_eq!(call(&url, true).await.0, 200);
    }
}

async fn months(w: &mut World, seed: &str, stop: (usize, &str)) {
    w.expect_errors();
    let lola = expired(w).await;
    let partner = w.partner(&lola).await.id;
    let mut months = Months {
        dice: Dice(SeededEntropy::new(seed)),
        partner,
        seen: 0,
        last: Time(BEGIN_MS) + Millis::days(3),
        doubtful: BTreeSet::new(),
        is_over: false,
        taken_in_all: None,
        w,
    };
    months.pass(stop).await;
    assert!(months.is_over, "{seed}: the months were too short");
}

#[tokio::test]
async fn over_months_with_kills_no_letter_comes_twice_or_too_soon_or_after_a_stop() {
    const NEVER: (usize, &str) = (usize::MAX, "");
    for (seed, stop) in [
        ("apricot", NEVER),
        ("barberry", NEVER),
        ("cumin", (4, "unsubscribed")),
        ("dill", (6, "paid")),
        ("elderberry", (8, "banned")),
    ] {
        world(async |w| months(w, seed, stop).await).await;
    }
}
