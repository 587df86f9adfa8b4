//! What payment providers ask of us, and how they are answered.

mod click;
mod payme;
mod paynet;
mod stripe;
mod uzum;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use scx_connect::payment::{Answer, Ask, Decision, No, Payments, Provider, Stage, Told};
use scx_kit::{Config, Time, Tiyin};
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

pub use click::click;
pub use payme::payme;
pub use paynet::paynet;
pub use stripe::stripe;
pub use uzum::uzum;

/// The worked values of the providers' rules.
const KEYS: [(&str, &str); 15] = [
    ("PAYME_MERCHANT_ID", "6531a0c7f2d94b18e05c7731"),
    ("PAYME_KEY", payme::KEY),
    ("CLICK_SERVICE_ID", click::SERVICE),
    ("CLICK_MERCHANT_ID", "11"),
    ("CLICK_SECRET_KEY", click::SECRET),
    ("UZUM_SERVICE_ID", uzum::SERVICE),
    ("UZUM_LOGIN", uzum::LOGIN),
    ("UZUM_PASSWORD", uzum::PASSWORD),
    ("PAYNET_SERVICE_ID", paynet::SERVICE),
    ("PAYNET_MERCHANT_ID", "4590"),
    ("PAYNET_LOGIN", "paynet"),
    ("PAYNET_PASSWORD", paynet::PASSWORD),
    ("STRIPE_SECRET_KEY", "sk_test_51SellerCloudXkey"),
    ("STRIPE_WEBHOOK_SECRET", stripe::SECRET),
    ("WEBHOOK_BASE_URL", "https://shop.example"),
];

static PAYMENTS: LazyLock<Payments> = LazyLock::new(|| {
    let keys = KEYS.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Payments::open(&Config::new(keys)).expect("the keys are right")
});

/// When a request comes.
const NOW: Time = Time(1_795_230_000_500);

fn provider(id: &str) -> &'static dyn Provider {
    PAYMENTS.get(id).expect("it is switched on")
}

/// An object's members as they are written.
type Members = BTreeMap<String, Box<RawValue>>;

/// A member; none where it is not of this kind.
fn read<T: DeserializeOwned>(from: &Members, name: &str) -> Option<T> {
    serde_json::from_str(from.get(name)?.get()).ok()
}

/// The members of an answer, which is an object in JSON and says 200.
fn members(answer: &Answer) -> Members {
    assert_eq!(answer.status, 200);
    object(answer)
}

/// The members of an answer of any status, which is an object in JSON.
fn object(answer: &Answer) -> Members {
    assert!(answer.content_type.contains("json"));
    serde_json::from_slice(&answer.body).expect("an object in JSON")
}

/// Nobody is told a secret that they have not told themselves.
fn tells_no_secret(answer: &Answer, secret: &str, request: &str) {
    let told = String::from_utf8_lossy(&answer.body);
    assert!(
        !told.contains(secret) || request.contains(secret),
        "a secret in {told}"
    );
}

/// What follows from a request is looked up in a database and written to it.
fn is_storable(ask: &Ask) {
    let (id, order) = match ask {
        Ask::Check { order, .. } => (None, Some(order)),
        Ask::Create { id, order, .. }
        | Ask::Pay { id, order, .. }
        | Ask::Return { id, order, .. } => (Some(id), Some(order)),
        Ask::Perform { id, echo } | Ask::Cancel { id, echo, .. } => {
            (Some(id), echo.as_ref().map(|echo| &echo.order))
        }
        Ask::Look { id } => (Some(id), None),
        Ask::Statement { .. } => (None, None),
    };
    for text in [id, order].into_iter().flatten() {
        assert!(!text.contains('\0'), "a NUL in {text:?}");
    }
    if let Some(id) = id {
        // It stands in an index, which takes no long texts.
        assert!((1..=64).contains(&id.chars().count()), "{id:?}");
    }
    if let Ask::Create {
        at_ms: Some(at_ms), ..
    } = ask
    {
        // A time-out is added to it.
        assert_eq!(at_ms.to_string().len(), 13, "{at_ms} is no moment");
    }
}

const NOS: [No; 10] = [
    No::NoOrder,
    No::OtherSum,
    No::Held,
    No::Paid,
    No::Closed,
    No::NoPayment,
    No::WrongStage,
    No::CalledOff,
    No::NotRefundable,
    No::Failed,
];
const STAGES: [Stage; 4] = [
    Stage::Created,
    Stage::Performed,
    Stage::Cancelled,
    Stage::Refunded,
];

/// All that may be decided about a request.
fn decisions(ask: &Ask) -> Vec<Decision> {
    let nos = NOS.into_iter().map(Decision::No);
    let payments = STAGES.into_iter().map(told);
    let yes: Vec<Decision> = match ask {
        Ask::Check { .. } => vec![Decision::Payable(Tiyin(45_000_000))],
        Ask::Look { .. } => payments.map(Decision::Payment).collect(),
        Ask::Create { .. }
        | Ask::Pay { .. }
        | Ask::Return { .. }
        | Ask::Cancel { .. }
        | Ask::Perform { .. } => payments
            .flat_map(|told| [Decision::Payment(told.clone()), Decision::Already(told)])
            .collect(),
        Ask::Statement { .. } => vec![
            Decision::Payments(Vec::new()),
            Decision::Payments(payments.collect()),
        ],
    };
    yes.into_iter().chain(nos).collect()
}

fn told(stage: Stage) -> Told {
    let ended_ms = 1_795_230_060_000;
    Told {
        id: String::from("69c0a1b2c3d4e5f60718293a"),
        ours: String::from("pay_01JD0000000000000000000000"),
        number: 90_210,
        order: String::from("SCX-000417"),
        amount: Tiyin(30_000_000_000),
        stage,
        provider_ms: 1_795_230_000_000,
        created_ms: 1_795_230_000_100,
        performed_ms: ended_ms * i64::from(stage == Stage::Performed),
        cancelled_ms: ended_ms * i64::from(stage != Stage::Created),
        reason: (stage == Stage::Cancelled).then_some(4),
    }
}
