//! Money: payments by each provider's rules, coupons, the ledger.

mod click;
mod coupons;
mod in_chat;
mod ledger;
mod papers;
mod payme;
mod paynet;
mod refunds;
mod returns;
pub(crate) mod story;
mod stripe;
mod uzum;

use scx_connect::payment::Payments;
use scx_domain::accounts::Partner;
use scx_domain::billing::{self, Invoice};
use scx_domain::plans::{self, Chosen};
use scx_fakes::click::{ClickService, ClickShop};
use scx_fakes::payme::{CashDesk, Desk};
use scx_world::{Seller, Start, World};

use crate::world_with;

const KEY: &str = "Zk3vQ8t@pW1yR6uE2mN9bX4cH7jL0sA5dFg%";

/// Runs a story in a world with an admin bot in which every provider is on.
pub(crate) async fn with_money(story: impl AsyncFnOnce(&mut World)) {
    let keys = [
        ("PAYME_MERCHANT_ID", "6531a0c7f2d94b18e05c7731"),
        ("PAYME_KEY", KEY),
        ("CLICK_SERVICE_ID", "83017"),
        ("CLICK_MERCHANT_ID", "11"),
        ("CLICK_SECRET_KEY", "kV7pQ2xT9mLc"),
        ("UZUM_SERVICE_ID", "101202"),
        ("UZUM_LOGIN", "aladdin"),
        ("UZUM_PASSWORD", "opensesame"),
        ("PAYNET_SERVICE_ID", "156"),
        ("PAYNET_MERCHANT_ID", "4590"),
        ("PAYNET_LOGIN", "paynet"),
        ("PAYNET_PASSWORD", "p:aynet-123"),
        ("PAYNET_INFORMATION_FIELDS", "invoice=order, sum=som"),
        ("STRIPE_SECRET_KEY", "sk_test_51SellerCloudXkey"),
        ("STRIPE_WEBHOOK_SECRET", "whsec_local_test_secret"),
    ];
    with_keys(&keys, story).await;
}

/// The same with these keys alone.
async fn with_keys(keys: &[(&str, &str)], story: impl AsyncFnOnce(&mut World)) {
    let pairs = keys.iter();
    let start = Start {
        has_admins: true,
        config: pairs
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        ..Start::default()
    };
    world_with(start, story).await;
}

/// Our cash desk at Payme, which calls the product.
pub(crate) fn cash_desk(w: &World) -> Desk {
    w.outside.payme().cash_desk(CashDesk {
        id: "6531a0c7f2d94b18e05c7731".to_owned(),
        login: "Paycom".to_owned(),
        key: KEY.to_owned(),
        callback_url: format!("{}/payments/payme", w.url()),
        account_field: "invoice".to_owned(),
    })
}

/// Our service at Click, which calls the product.
pub(crate) fn click_shop(w: &World) -> ClickShop {
    let url = format!("{}/payments/click", w.url());
    w.outside.click().service(ClickService {
        service_id: 83_017,
        merchant_id: 11,
        user_id: 5,
        secret: "kV7pQ2xT9mLc".to_owned(),
        prepare_url: url.clone(),
        complete_url: url,
    })
}

/// A seller who is registered.
pub(crate) async fn registered(w: &mut World) -> (Seller, Partner) {
    let lola = w.seller("Lola");
    lola.registers(w).await;
    let partner = w.partner(&lola).await;
    (lola, partner)
}

/// An invoice for a month of chat.
pub(crate) async fn invoice(w: &World, partner: &Partner, provider: &str) -> Invoice {
    invoice_of(w, partner, (provider, "chat")).await
}

/// An invoice for a month of a tier.
async fn invoice_of(w: &World, partner: &Partner, (provider, tier): (&str, &str)) -> Invoice {
    let chosen = Chosen {
        tier: tier.to_owned(),
        with_ai: false,
    };
    let payments = w.cx().service::<Payments>();
    let way = payments.get(provider).expect("it is switched on");
    let mut tx = w.cx().db.begin().await.expect("a transaction");
    let known = plans::catalogue(&mut tx).await.expect("read");
    let offer = known.offer(&chosen, "month").expect("offered");
    let made = billing::invoice_for(&mut tx, partner.id, offer, (way, "https://t.me/b")).await;
    let made = made.expect("made");
    tx.commit().await.expect("committed");
    made
}

/// The sum of each account, and that every posting balances.
pub(crate) async fn books(w: &World) -> Vec<(String, i64)> {
    let db = &w.cx().db;
    let wrong = billing::unbalanced(db).await.expect("read");
    assert!(wrong.is_empty(), "{wrong:?}");
    let balances = billing::balances(db).await.expect("read");
    let sum: i64 = balances.iter().map(|(_, sum)| sum.0).sum();
    assert_eq!(sum, 0, "{balances:?}");
    balances
        .into_iter()
        .map(|(account, sum)| (account, sum.0))
        .collect()
}
