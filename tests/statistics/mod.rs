//! The house's figures: a month is played, and whatever is told in words, in a
//! picture and in a table equals what the test has kept itself.

mod morning;

use std::collections::{BTreeMap, BTreeSet};

use scx_fakes::click::ClickOutcome;
use scx_kit::{Millis, Time};
use scx_world::{ADMIN_BOT, Chief, Customer, Seller, World};

use crate::billing::story::{link, orders};
use crate::billing::{click_shop, with_money};

const PRICES: &[u8] = "Mahsulot;Narxi\nChoynak;145 000\nPiyola;12 000\n".as_bytes();
const DAY: Millis = Millis::days(1);
const MONTH: i64 = 30;
/// What a month of chat costs, in tiyin.
const PRICE: i64 = 45_000_000;

/// A day as the test has kept it: figures by their column.
type Kept = BTreeMap<String, i64>;

/// A partner as the test knows them.
struct Known {
    trial_ends: Time,
    paid_until: Option<Time>,
    /// The money went back.
    is_over: bool,
}

/// What the test keeps.
#[derive(Default)]
struct Books {
    days: Vec<Kept>,
    today: Kept,
    partners: Vec<Known>,
    customers: BTreeSet<&'static str>,
}

impl Books {
    fn add(&mut self, column: &str, count: i64) {
        *self.today.entry(column.to_owned()).or_default() += count;
    }

    /// How things stand at the end of a day.
    fn close(&mut self, now: Time) {
        let mut groups = BTreeMap::from([("paid", 0), ("free", 0)]);
        for partner in &self.partners {
            let is_paid = partner.paid_until.is_some_and(|until| until > now);
            let group = match (is_paid, partner.trial_ends > now) {
                (true, _) => "paid",
                (false, true) => "trial",
                (false, false) if partner.is_over => "expired",
                (false, false) => "free",
            };
            *groups.entry(group).or_default() += 1;
            *groups.entry("all").or_default() += 1;
        }
        let monthly = groups["paid"] * PRICE;
        for (group, count) in groups {
            self.add(&format!("partners_{group}"), count);
        }
        self.add("monthly_tiyin", monthly);
        let wrote = std::mem::take(&mut self.customers).len();
        self.add("conversations_telegram", i64::try_from(wrote).expect("few"));
        self.days.push(std::mem::take(&mut self.today));
    }

    fn sum(&self, column: &str, last: usize) -> i64 {
        let days = self.days.iter().rev().take(last);
        days.map(|day| day.get(column).copied().unwrap_or(0)).sum()
    }
}

async fn joins(w: &mut World, books: &mut Books, name: &str) -> Seller {
    let seller = w.seller(name);
    seller.registers(w).await;
    books.add("registered", 1);
    books.partners.push(Known {
        trial_ends: w.now() + Millis::days(3),
        paid_until: None,
        is_over: false,
    });
    seller
}

/// A partner pays for a month of chat; their days begin when the trial is over.
async fn pays(w: &mut World, books: &mut Books, (seller, place): (&Seller, usize)) {
    orders(w, seller, "💳 Click").await;
    let url = link(w, seller, "Click");
    let visit = w.outside.click().pay(&url).await.expect("a right link");
    assert_eq!(visit.outcome, ClickOutcome::Paid);
    w.settle().await;
    books.add("revenue_tiyin", PRICE);
    let known = &mut books.partners[place];
    known.paid_until = Some(known.trial_ends.max(w.now()) + Millis::days(30));
}

/// A customer asks, and the answer is counted when it is seen.
async fn asks(
    w: &mut World,
    books: &mut Books,
    (customer, name): (&Customer, &'static str),
    (text, language): (&str, &str),
) {
    let reply = customer.asks(w, text).await;
    assert!(reply.contains("145 000"), "{reply}");
    books.add("messages_telegram", 1);
    books.add(&format!("languages_{language}"), 1);
    books.add("answers", 1);
    books.customers.insert(name);
}

/// To six minutes after the next midnight in Tashkent, when a day is closed.
async fn night_falls(w: &mut World, books: &mut Books) {
    let here = (w.now() + Millis::hours(5)).0;
    let midnight = DAY.0 - here.rem_euclid(DAY.0);
    w.leaps(Millis(midnight + Millis::minutes(6).0)).await;
    w.settle().await;
    books.close(w.now());
    w.leaps(Millis::hours(8)).await;
    w.settle().await;
}

/// The rows of the newest table in the admin's chat, by column.
fn table(w: &World, owner: &Chief) -> Vec<(String, Kept)> {
    let telegram = w.outside.telegram();
    let chat = telegram.chat(owner.person, ADMIN_BOT);
    let file = chat.messages.iter().rev().find(|it| it.document.is_some());
    let id = file.expect("a table").id;
    let bytes = telegram
        .file_bytes(owner.person, ADMIN_BOT, id)
        .expect("bytes");
    let text = String::from_utf8(bytes.to_vec()).expect("words");
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let heads: Vec<&str> = lines.next().expect("heads").split(';').collect();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(';').collect();
        let values = heads.iter().zip(&cells).skip(1);
        let values = values.map(|(head, cell)| ((*head).to_owned(), number(cell)));
        (cells[0].to_owned(), values.collect())
    };
    lines.map(row).collect()
}

/// The description of the newest picture in the admin's chat: title, bars.
fn picture(w: &World, owner: &Chief) -> (String, Vec<i64>) {
    let telegram = w.outside.telegram();
    let chat = telegram.chat(owner.person, ADMIN_BOT);
    let photo = chat.messages.iter().rev().find(|it| it.kind == "photo");
    let id = photo.expect("a picture").id;
    let bytes = telegram
        .file_bytes(owner.person, ADMIN_BOT, id)
        .expect("bytes");
    // An iTXt chunk: its name, five bytes of none, and the text.
    let mark = b"Description\0\0\0\0\0";
    let at = bytes.windows(mark.len()).position(|part| part == mark);
    let at = at.expect("a description");
    let length = u32::from_be_bytes(bytes[at - 8..at - 4].try_into().expect("four bytes"));
    let end = at + usize::try_from(length).expect("a length");
    let text = String::from_utf8(bytes[at + mark.len()..end].to_vec()).expect("words");
    let mut lines = text.lines();
    let title = lines.next().expect("a title").to_owned();
    let bars = lines.map(|line| number(line.rsplit(": ").next().unwrap_or_default()));
    (title, bars.collect())
}

fn number(text: &str) -> i64 {
    text.parse().expect("a whole number")
}

/// A number as people read it.
fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            shown.push('\u{a0}');
        }
        shown.push(digit);
    }
    shown
}

/// A month of two shops: one pays on the third day, one on the sixth and gets
/// the money back on the tenth; a third only looks around.
async fn month(w: &mut World, books: &mut Books) -> Chief {
    click_shop(w);
    let owner = w.owner();
    owner.types(w, "/lang").await;
    owner.taps(w, "English").await;
    let lola = joins(w, books, "Lola").await;
    lola.activates(w, "narxlar.csv", PRICES).await;
    let bot = lola.connects_bot(w, "lola_shop_bot").await;
    let aziz = w.customer("Aziz", bot);
    aziz.starts(w).await;
    let vera = w.customer("Vera", bot);
    vera.starts(w).await;
    let mut karim = None;
    for day in 0..MONTH {
        match day {
            2 => pays(w, books, (&lola, 0)).await,
            3 => karim = Some(joins(w, books, "Karim").await),
            5 => {
                let karim = karim.as_ref().expect("registered");
                pays(w, books, (karim, 1)).await;
            }
            7 => {
                joins(w, books, "Dina").await;
            }
            9 => {
                owner.types(w, "/start").await;
                owner.taps(w, "💵 Money").await;
                owner.taps(w, "1").await;
                owner.taps(w, "Note a refund").await;
                owner.types(w, "not needed").await;
                owner.taps(w, "Yes").await;
                books.add("revenue_tiyin", -PRICE);
                books.add("lapsed", 1);
                books.partners[1].paid_until = None;
                books.partners[1].is_over = true;
            }
            _ => {}
        }
        for _ in 0..day % 3 {
            asks(
                w,
                books,
                (&aziz, "Aziz"),
                ("Choynak narxi qancha?", "uz-Latn"),
            )
            .await;
        }
        if day % 4 == 0 {
            asks(w, books, (&vera, "Vera"), ("Сколько стоит чайник?", "ru")).await;
        }
        night_falls(w, books).await;
    }
    owner
}

#[tokio::test]
async fn a_month_in_words_pictures_and_a_table_is_what_was_kept() {
    with_money(async |w| {
        let mut books = Books::default();
        let owner = month(w, &mut books).await;
        owner.types(w, "/stats").await;
        owner.taps(w, "CSV").await;
        compare_table(&table(w, &owner), &books);
        for (button, last) in [("7 days", 7), ("30 days", 30)] {
            owner.taps(w, button).await;
            compare_words(&owner.screen(w), &books, last);
            compare_pictures(w, &owner, (&books, last)).await;
        }
        owner.taps(w, "Today").await;
        let mean = (books.sum("messages_telegram", 7) + 3).div_euclid(7);
        let before = books.sum("messages_telegram", 1);
        let line = format!("Customers’ messages: 0 ({before}; {mean})");
        let screen = owner.screen(w);
        assert!(screen.contains(&line), "{line}: {screen}");
    })
    .await;
}

fn compare_table(rows: &[(String, Kept)], books: &Books) {
    assert_eq!(rows.len(), books.days.len());
    assert_eq!(rows[0].0, "2026-11-21");
    for ((date, row), kept) in rows.iter().zip(&books.days) {
        for (column, value) in row {
            // What the test does not keep: the time of answers, greetings.
            let is_other = ["took_ms_p50", "took_ms_p95", "sent", "knowledge"];
            if is_other.contains(&column.as_str()) {
                continue;
            }
            let expected = kept.get(column).copied().unwrap_or(0);
            assert_eq!(*value, expected, "{column} on {date}");
        }
        assert_eq!(row["knowledge"], 1, "{date}");
        assert!(row["sent"] >= row["answers"], "{date}");
        let has_answers = row["answers"] > 0;
        assert_eq!(row["took_ms_p50"] >= 1_500, has_answers, "{date}: {row:?}");
    }
}

fn compare_words(screen: &str, books: &Books, last: usize) {
    for (label, column) in [
        ("Customers’ messages: ", "messages_telegram"),
        ("Conversations, day by day: ", "conversations_telegram"),
        ("AI answers: ", "answers"),
        ("New: ", "registered"),
        ("Lapsed: ", "lapsed"),
    ] {
        let line = format!("{label}{}", grouped(books.sum(column, last)));
        assert!(screen.contains(&line), "{line}: {screen}");
    }
    let revenue = grouped(books.sum("revenue_tiyin", last) / 100);
    for line in [
        format!("Revenue: {revenue} so‘m"),
        "Monthly recurring revenue: 450\u{a0}000 so‘m".to_owned(),
        "Busiest: Telegram".to_owned(),
        "Partners: 3 (🎁 0, ✅ 1, 🔒 1, ⌛ 1, ⛔ 0)".to_owned(),
    ] {
        assert!(screen.contains(&line), "{line}: {screen}");
    }
}

async fn compare_pictures(w: &mut World, owner: &Chief, (books, last): (&Books, usize)) {
    let days = &books.days[books.days.len() - last..];
    let kept = |column: &str, unit: i64| -> Vec<i64> {
        let of = |day: &Kept| day.get(column).copied().unwrap_or(0) / unit;
        days.iter().map(of).collect()
    };
    for (button, title, bars) in [
        (
            "Messages",
            "Customers’ messages",
            kept("messages_telegram", 1),
        ),
        ("Paying", "Paying partners", kept("partners_paid", 1)),
        (
            "Revenue",
            "Revenue, thousand so‘m",
            kept("revenue_tiyin", 100_000),
        ),
    ] {
        owner.taps(w, button).await;
        assert_eq!(picture(w, owner), (title.to_owned(), bars));
    }
}
