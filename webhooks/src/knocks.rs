//! Strangers who try paths and secrets. After some wrong knocks an address is
//! told to come later, without a look into the database.
//!
//! Who has the right secret always comes in, and an address from which it came
//! is not counted for a while: Telegram's own, or a proxy before all of us.

use std::net::{IpAddr, Ipv6Addr};

use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use moka::ops::compute::Op;
use moka::sync::Cache;
use scx_kit::{Millis, Time};

use crate::Web;
use crate::caller::Caller;

/// A person with a wrong address in a browser stays below it.
const MOST_WRONG: u32 = 20;
/// The span in which they are counted.
const COUNTED: Millis = Millis::minutes(1);
/// How long nothing is looked up for an address.
const REST: Millis = Millis::minutes(5);
/// How long an address that had the right secret is not counted.
const WELCOME: Millis = Millis::hours(1);
/// Addresses kept in memory, a hundred bytes each.
const MOST_ADDRESSES: u64 = 10_000;

/// The wrong knocks of this process.
#[derive(Clone, Debug)]
pub struct Knocks {
    wrong: Cache<IpAddr, Wrong>,
    welcome: Cache<IpAddr, Time>,
}

#[derive(Clone, Copy, Debug)]
struct Wrong {
    times: u32,
    until: Time,
}

/// Put on a response: the request had the right secret.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RightKnock;

/// Put on a request: nothing is looked up for it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct IsResting(pub bool);

impl Default for Knocks {
    fn default() -> Self {
        Self {
            wrong: Cache::new(MOST_ADDRESSES),
            welcome: Cache::new(MOST_ADDRESSES),
        }
    }
}

impl Knocks {
    fn is_resting(&self, caller: &Caller, now: Time) -> bool {
        caller.is_stranger
            && self
                .wrong
                .get(&place(caller.address))
                .is_some_and(|wrong| wrong.times >= MOST_WRONG && wrong.until > now)
    }

    fn count(&self, caller: &Caller, now: Time) {
        let address = place(caller.address);
        let welcome = self.welcome.get(&address);
        if !caller.is_stranger || welcome.is_some_and(|until| until > now) {
            return;
        }
        self.wrong.entry(address).and_compute_with(|before| {
            let before = before.map(moka::Entry::into_value);
            let running = before.filter(|wrong| wrong.until > now);
            let (times, until) =
                running.map_or((1, now + COUNTED), |wrong| (wrong.times + 1, wrong.until));
            let until = if times == MOST_WRONG {
                now + REST
            } else {
                until
            };
            Op::Put(Wrong { times, until })
        });
    }

    fn greet(&self, caller: &Caller, now: Time) {
        let address = place(caller.address);
        // Written now and then only: genuine updates come often.
        let half = now + Millis(WELCOME.0 / 2);
        if caller.is_stranger && self.welcome.get(&address).is_none_or(|until| until < half) {
            self.welcome.insert(address, now + WELCOME);
            self.wrong.invalidate(&address);
        }
    }
}

/// One stranger has a whole /64 of the new addresses.
fn place(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64)).into(),
    }
}

/// Counts wrong knocks and turns away who has had too many of them.
pub(crate) async fn guard(
    web: &Web,
    caller: Caller,
    (mut request, next): (Request, Next),
) -> Response {
    let now = web.cx.clock.now();
    let is_resting = web.gate.knocks.is_resting(&caller, now);
    request.extensions_mut().insert(IsResting(is_resting));
    let response = next.run(request).await;
    if response.extensions().get::<RightKnock>().is_some() {
        web.gate.knocks.greet(&caller, now);
    }
    let is_wrong = matches!(
        response.status(),
        StatusCode::NOT_FOUND | StatusCode::UNAUTHORIZED
    );
    if is_wrong && is_resting {
        let later = [(header::RETRY_AFTER, (REST.0 / 1_000).to_string())];
        return (StatusCode::TOO_MANY_REQUESTS, later).into_response();
    }
    if is_wrong {
        web.gate.knocks.count(&caller, now);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stranger(address: &str) -> Caller {
        Caller {
            address: address.parse().unwrap(),
            is_stranger: true,
        }
    }

    fn knock(knocks: &Knocks, caller: &Caller, times: u32, now: Time) -> bool {
        (0..times).for_each(|_| knocks.count(caller, now));
        knocks.is_resting(caller, now)
    }

    #[test]
    fn too_many_wrong_knocks_in_a_minute_rest_for_a_while() {
        let (knocks, one) = (Knocks::default(), stranger("203.0.113.7"));
        assert!(!knock(&knocks, &one, 19, Time(0)));
        // The minute is over: counted from the beginning.
        assert!(!knock(&knocks, &one, 19, Time(60_000)));
        assert!(knock(&knocks, &one, 1, Time(60_001)));
        assert!(knocks.is_resting(&one, Time(60_000) + REST));
        assert!(!knocks.is_resting(&one, Time(60_001) + REST));
        assert!(!knocks.is_resting(&stranger("203.0.113.8"), Time(60_001)));
    }

    #[test]
    fn neighbours_in_one_network_of_the_new_addresses_are_one_stranger() {
        let knocks = Knocks::default();
        let (one, other) = (stranger("2001:db8::1"), stranger("2001:db8::ffff:2"));
        assert!(knock(&knocks, &one, 20, Time(0)));
        assert!(knocks.is_resting(&other, Time(0)));
        assert!(!knocks.is_resting(&stranger("2001:db8:0:1::1"), Time(0)));
    }

    #[test]
    fn who_had_the_right_secret_or_is_nobody_in_particular_never_rests() {
        let (knocks, telegram) = (Knocks::default(), stranger("149.154.167.220"));
        assert!(knock(&knocks, &telegram, 20, Time(0)));
        knocks.greet(&telegram, Time(0));
        assert!(!knock(&knocks, &telegram, 100, Time(1)));
        let proxy = Caller {
            is_stranger: false,
            ..stranger("10.0.0.1")
        };
        assert!(!knock(&knocks, &proxy, 100, Time(1)));
    }
}
