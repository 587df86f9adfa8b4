//! What may cost more, each with its reason.

/// What a plan does too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Every row of a table, or every entry of an index, is read.
    Reads,
    /// What was found is sorted before the first row is given.
    Sorts,
}

/// On which database it is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum On {
    Both,
    Sqlite,
    Postgres,
}

/// One cost of one statement, and why it is borne.
#[derive(Debug)]
pub(super) struct Allowed {
    /// A part of the statement that no other has.
    pub(super) text: &'static str,
    pub(super) kind: Kind,
    pub(super) on: On,
    pub(super) why: &'static str,
}

/// Tables that do not grow with partners, customers or work.
pub(super) const SMALL: &[(&str, &str)] = &[
    ("schedule", "one row for each rhythm of the house"),
    ("key_check", "one row for each key that was ever in use"),
    ("admin", "the people of the house"),
    ("admin_invite", "invitations of one day"),
    ("tier", "what is sold: seven rows"),
    ("period", "what is sold: three rows"),
    ("price", "what is sold: a row for each tier and period"),
    ("referral_term", "what an invitation gives: three numbers"),
    ("job_pause", "lanes and shops whose work rests"),
    ("alert", "one row for equal troubles"),
    ("broadcast_file", "the files of the broadcasts of some days"),
    (
        "broadcast_file_part",
        "the files of the broadcasts of some days",
    ),
];

const DESK: &str = "a list of what is not done, asked for by a person";
const TROUBLES: &str = "one row for equal troubles";
const HEALTH: &str = "the screen of health, asked for by a person";
const FEW: &str = "a partner has a few bots";
const WAITING: &str = "what waits in the named conversations, whose order goes across them";

const LEAVING: &str = "when a partner leaves; the table holds what is not done";
const EXPORT: &str = "an export, which a partner may ask for once an hour";

const GAUGE: &str =
    "for metrics and health, at most every five seconds; the table holds what is not done";

const NIGHTLY: &str = "once a night, for what nobody holds any more";

pub(super) const ALLOWED: &[Allowed] = &[
    Allowed {
        text: "WHERE state = 'dead' AND kind = $1",
        kind: Kind::Reads,
        on: On::Sqlite,
        why: DESK,
    },
    Allowed {
        text: "MAX(id) AS newest FROM job WHERE state = 'dead'",
        kind: Kind::Sorts,
        on: On::Both,
        why: "what was given up: nothing, on most days",
    },
    Allowed {
        text: "FROM ticket ORDER BY number DESC LIMIT 1",
        kind: Kind::Reads,
        on: On::Both,
        why: "ends after one row",
    },
    Allowed {
        text: "FROM alert\n        WHERE state = 'raised' ORDER BY",
        kind: Kind::Sorts,
        on: On::Both,
        why: TROUBLES,
    },
    Allowed {
        text: "FROM alert\n        WHERE is_told = FALSE",
        kind: Kind::Sorts,
        on: On::Both,
        why: TROUBLES,
    },
    Allowed {
        text: "FROM bot GROUP BY state",
        kind: Kind::Reads,
        on: On::Both,
        why: HEALTH,
    },
    Allowed {
        text: "FROM bot GROUP BY state",
        kind: Kind::Sorts,
        on: On::Both,
        why: HEALTH,
    },
    Allowed {
        text: "FROM meta_account GROUP BY state",
        kind: Kind::Reads,
        on: On::Both,
        why: HEALTH,
    },
    Allowed {
        text: "FROM meta_account GROUP BY state",
        kind: Kind::Sorts,
        on: On::Both,
        why: HEALTH,
    },
    Allowed {
        text: "WHERE meta_account.token_ends_at < $1",
        kind: Kind::Sorts,
        on: On::Both,
        why: HEALTH,
    },
    Allowed {
        text: "FROM ai_key WHERE failed_at IS NOT NULL",
        kind: Kind::Reads,
        on: On::Both,
        why: HEALTH,
    },
    Allowed {
        text: "FROM message WHERE id >= $1 AND author = 'ai' AND provider",
        kind: Kind::Sorts,
        on: On::Both,
        why: HEALTH,
    },
    Allowed {
        text: "SELECT claimed_at, outcome, slot",
        kind: Kind::Sorts,
        on: On::Both,
        why: "an export; a partner has twelve letters at most",
    },
    Allowed {
        text: "SELECT number FROM invoice",
        kind: Kind::Reads,
        on: On::Both,
        why: "the last number, from the end of its index",
    },
    Allowed {
        text: "SELECT number FROM payment",
        kind: Kind::Reads,
        on: On::Both,
        why: "the last number, from the end of its index",
    },
    Allowed {
        text: "FROM coupon WHERE partner IS NULL",
        kind: Kind::Reads,
        on: On::Both,
        why: "an admin's list, which stops after the page",
    },
    Allowed {
        text: "FROM invoice ORDER BY number DESC LIMIT 7",
        kind: Kind::Reads,
        on: On::Both,
        why: "a page of the admins' list, newest first, which ends after seven rows",
    },
    Allowed {
        text: "FROM referral\n        ORDER BY id DESC",
        kind: Kind::Reads,
        on: On::Both,
        why: "a page of the admins' list, newest first, which stops after the page",
    },
    Allowed {
        text: "SELECT outcome, COUNT(*) FROM winback_letter",
        kind: Kind::Sorts,
        on: On::Both,
        why: "a month of letters is counted when the owner looks",
    },
    Allowed {
        text: "held_by, created_at, ended_at FROM broadcast\n        ORDER BY id DESC",
        kind: Kind::Reads,
        on: On::Both,
        why: "a page of the newest, which stops after the page",
    },
    Allowed {
        text: "FROM broadcast_recipient WHERE broadcast = $1 GROUP BY state",
        kind: Kind::Sorts,
        on: On::Both,
        why: "the card of a broadcast, every three seconds while it runs",
    },
    Allowed {
        text: "SELECT given_at, partner FROM broadcast_consent",
        kind: Kind::Sorts,
        on: On::Postgres,
        why: "an export; a partner has one consent",
    },
    Allowed {
        text: "SUM(invoice.due_tiyin * 30 / invoice.days)",
        kind: Kind::Sorts,
        on: On::Postgres,
        why: "the house's figures; the paid invoices of one partner at a time, a few each",
    },
    Allowed {
        text: "COUNT(DISTINCT account) AS senders",
        kind: Kind::Sorts,
        on: On::Sqlite,
        why: "how many customers an admin would write to, before each broadcast",
    },
    Allowed {
        text: "COUNT(*), COUNT(CASE WHEN message.delivery = 'failed' THEN 1 END)",
        kind: Kind::Sorts,
        on: On::Both,
        why: "the house's figures of one day",
    },
    Allowed {
        text: "COUNT(DISTINCT message.conversation)",
        kind: Kind::Sorts,
        on: On::Both,
        why: "the house's figures of one day",
    },
    Allowed {
        text: "SELECT took_ms FROM message",
        kind: Kind::Sorts,
        on: On::Both,
        why: "the house's figures of one day",
    },
    Allowed {
        text: "FROM partner WHERE paid_until >= $1 AND paid_until < $2",
        kind: Kind::Reads,
        on: On::Both,
        why: "the house's figures; one row a partner",
    },
    Allowed {
        text: "SELECT day FROM day_figure",
        kind: Kind::Reads,
        on: On::Both,
        why: "the last day, from the end of its index",
    },
    Allowed {
        text: "FROM entry GROUP BY account",
        kind: Kind::Reads,
        on: On::Both,
        why: "the balances, for an admin and for check",
    },
    Allowed {
        text: "FROM entry GROUP BY account",
        kind: Kind::Sorts,
        on: On::Both,
        why: "the balances, for an admin and for check",
    },
    Allowed {
        text: "FROM posting LEFT JOIN entry",
        kind: Kind::Reads,
        on: On::Both,
        why: "check looks at every posting of the ledger",
    },
    Allowed {
        text: "SELECT created_at, coupon FROM coupon_use",
        kind: Kind::Sorts,
        on: On::Both,
        why: "an export; a partner has used a few coupons",
    },
    Allowed {
        text: "SELECT actor_name, act, COUNT(*) FROM audit",
        kind: Kind::Sorts,
        on: On::Both,
        why: "a day's acts of the house's people, once a day",
    },
    Allowed {
        text: "FROM partner ORDER BY id DESC",
        kind: Kind::Reads,
        on: On::Both,
        why: "a page of the newest, which stops after the page",
    },
    Allowed {
        text: "WHERE folded_name LIKE $1",
        kind: Kind::Reads,
        on: On::Both,
        why: "an admin's search by a part of a name, which no index finds",
    },
    Allowed {
        text: "COUNT(*) AS everybody",
        kind: Kind::Reads,
        on: On::Both,
        why: "the admins' first screen; one row a partner",
    },
    Allowed {
        text: "FROM tier ORDER BY place",
        kind: Kind::Sorts,
        on: On::Both,
        why: "what is sold: seven rows",
    },
    Allowed {
        text: "FROM period ORDER BY place",
        kind: Kind::Sorts,
        on: On::Both,
        why: "what is sold: three rows",
    },
    Allowed {
        text: "ORDER BY CASE role WHEN",
        kind: Kind::Sorts,
        on: On::Both,
        why: "the people of the house",
    },
    Allowed {
        text: "FROM meta_account WHERE partner = $1 AND state <> 'removed' ORDER BY id",
        kind: Kind::Sorts,
        on: On::Postgres,
        why: "a partner has five accounts at most",
    },
    Allowed {
        text: "GROUP BY 1, 2, 3, 4, 5, 6",
        kind: Kind::Sorts,
        on: On::Both,
        why: "a week of one shop is counted, when the seller asks and once an hour at most",
    },
    Allowed {
        text: "AND reason = 'unanswered' ORDER BY id DESC LIMIT 2000",
        kind: Kind::Sorts,
        on: On::Both,
        why: "a week of one shop's questions, when the seller asks and once an hour at most",
    },
    Allowed {
        text: "decided_at, reason, created_at FROM plan_request WHERE state = 'open'",
        kind: Kind::Sorts,
        on: On::Postgres,
        why: "a partner has one open request at most, and admins answer within a day",
    },
    Allowed {
        text: "FROM winback_letter WHERE partner = $1 ORDER BY slot",
        kind: Kind::Sorts,
        on: On::Postgres,
        why: "a partner gets twelve letters at most",
    },
    Allowed {
        text: "WHERE partner = $1 AND (month, partner) > ($2, $3)",
        kind: Kind::Sorts,
        on: On::Postgres,
        why: "a partner has one row a month",
    },
    Allowed {
        text: "FROM lesson WHERE partner = $1 ORDER BY number DESC",
        kind: Kind::Sorts,
        on: On::Postgres,
        why: "a partner has 500 lessons at most",
    },
    Allowed {
        text: "AND (last_at, id) < ($3, $4)",
        kind: Kind::Sorts,
        on: On::Both,
        why: "a seller's conversations, asked for by hand; an index would cost every message",
    },
    Allowed {
        text: "UPDATE partner SET has_topics = $1 WHERE",
        kind: Kind::Reads,
        on: On::Both,
        why: "when the owner of the partner bot turns the switch at BotFather",
    },
    Allowed {
        text: "UPDATE onboarding SET",
        kind: Kind::Reads,
        on: On::Postgres,
        why: "for sixty-four keys and a small table, PostgreSQL merges them with the whole index",
    },
    Allowed {
        text: "WHERE export_part.blob = blob.id) LIMIT 20",
        kind: Kind::Reads,
        on: On::Postgres,
        why: NIGHTLY,
    },
    Allowed {
        text: "SELECT 1 FROM blob WHERE blob.id = part.blob) LIMIT 8",
        kind: Kind::Reads,
        on: On::Postgres,
        why: NIGHTLY,
    },
    Allowed {
        text: "AND (started_at, partner) > ($2, $3)",
        kind: Kind::Sorts,
        on: On::Postgres,
        why: "one row for each partner",
    },
    Allowed {
        text: "SELECT COUNT(*), MIN(created_at) FROM outbox",
        kind: Kind::Reads,
        on: On::Both,
        why: GAUGE,
    },
    Allowed {
        text: "SELECT lane, 'later', COUNT(*), MIN(run_at) FROM job",
        kind: Kind::Sorts,
        on: On::Both,
        why: GAUGE,
    },
    Allowed {
        text: "FROM job WHERE partner = $1 AND state <> 'running'",
        kind: Kind::Reads,
        on: On::Both,
        why: LEAVING,
    },
    Allowed {
        text: "FROM bot\n        WHERE partner = $1 AND state = 'removed' AND hook_set IS NOT NULL",
        kind: Kind::Sorts,
        on: On::Both,
        why: FEW,
    },
    Allowed {
        text: "ORDER BY is_enabled DESC, id DESC LIMIT 6",
        kind: Kind::Sorts,
        on: On::Both,
        why: "those who added a shop's bot to their own account, asked for by hand",
    },
    Allowed {
        text: "AND (created_at, message) > ($2, $3)",
        kind: Kind::Sorts,
        on: On::Postgres,
        why: EXPORT,
    },
    Allowed {
        text: "AND (created_at, id) > ($2, $3)",
        kind: Kind::Sorts,
        on: On::Both,
        why: EXPORT,
    },
    Allowed {
        text: "AND (created_at, provider) > ($2, $3)",
        kind: Kind::Sorts,
        on: On::Both,
        why: EXPORT,
    },
    Allowed {
        text: "AND (message.created_at, message.id) > ($2, $3)",
        kind: Kind::Sorts,
        on: On::Both,
        why: EXPORT,
    },
    Allowed {
        text: "FROM export WHERE partner = $1",
        kind: Kind::Sorts,
        on: On::Both,
        why: "a partner has a few exports, and old ones are erased",
    },
    Allowed {
        text: "FROM document WHERE partner = $1 AND blob IS NOT NULL",
        kind: Kind::Sorts,
        on: On::Both,
        why: EXPORT,
    },
    Allowed {
        text: "FROM document WHERE partner = $1 AND state = 'ready'",
        kind: Kind::Sorts,
        on: On::Both,
        why: "a partner has a few files that are ready and not active",
    },
    Allowed {
        text: "FROM schedule WHERE next_at <= $1 ORDER BY next_at, name",
        kind: Kind::Sorts,
        on: On::Both,
        why: "one row for each rhythm of the house",
    },
    Allowed {
        text: "FROM job WHERE (CAST($1 AS TEXT) IS NULL OR state = $1",
        kind: Kind::Reads,
        on: On::Both,
        why: DESK,
    },
    Allowed {
        text: "FROM job WHERE (CAST($1 AS TEXT) IS NULL OR state = $1",
        kind: Kind::Sorts,
        on: On::Both,
        why: DESK,
    },
    Allowed {
        text: "WHERE is_handled = FALSE AND (account, conversation) IN (VALUES",
        kind: Kind::Sorts,
        on: On::Both,
        why: WAITING,
    },
    Allowed {
        text: "FROM outbox WHERE (account, chat) IN (VALUES",
        kind: Kind::Sorts,
        on: On::Both,
        why: WAITING,
    },
    Allowed {
        text: "SELECT COUNT(*) FROM outbox",
        kind: Kind::Reads,
        on: On::Both,
        why: "a count for tests; the table holds what is unsent, not what was sent",
    },
    Allowed {
        text: "DELETE FROM job_bucket WHERE next_at < $1",
        kind: Kind::Reads,
        on: On::Both,
        why: "by the house's own job; what is left is one row for each budget in use",
    },
    Allowed {
        text: "FROM ai_key WHERE partner IN (VALUES",
        kind: Kind::Sorts,
        on: On::Both,
        why: "a partner has one key, a few in older databases",
    },
    Allowed {
        text: "FROM message AS earlier",
        kind: Kind::Sorts,
        on: On::Both,
        why: "the last few messages of each named conversation",
    },
    Allowed {
        text: "FROM blob WHERE partner = $1 AND sha256 = $2 ORDER BY id LIMIT 1",
        kind: Kind::Sorts,
        on: On::Both,
        why: "equal bytes of one partner are stored once, twice at most by a race",
    },
    Allowed {
        text: "FROM bot\n        WHERE partner = $1 AND state <> 'removed' ORDER BY id",
        kind: Kind::Sorts,
        on: On::Both,
        why: FEW,
    },
    Allowed {
        text: "FROM bot WHERE state = 'ok' ORDER BY id",
        kind: Kind::Reads,
        on: On::Sqlite,
        why: "nearly every bot is meant: at a start, and where Telegram is polled",
    },
    Allowed {
        text: "FROM bot WHERE state = 'ok' ORDER BY id",
        kind: Kind::Sorts,
        on: On::Postgres,
        why: "nearly every bot is meant: at a start, and where Telegram is polled",
    },
    Allowed {
        text: "EXISTS (SELECT 1 FROM message AS later",
        kind: Kind::Sorts,
        on: On::Postgres,
        why: "the admins' list of all conversations, 500 messages at a time",
    },
];
