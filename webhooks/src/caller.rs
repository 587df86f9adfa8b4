//! Who calls: the address behind trusted proxies.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, Request};
use axum::http::HeaderMap;
use ipnet::IpNet;

use crate::Web;

pub(crate) const FORWARDED: &str = "x-forwarded-for";

/// The proxies whose word on the client's address is taken.
#[derive(Clone, Debug, Default)]
pub struct Trusted(Vec<IpNet>);

/// Who sent a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    /// The client's address as far as it can be trusted.
    pub address: IpAddr,
    /// It stands for one stranger: neither a proxy of ours nor a private
    /// address, behind which everybody may be.
    pub is_stranger: bool,
}

impl Trusted {
    /// Reads addresses and networks (`10.0.0.0/8`) with commas between them.
    ///
    /// # Errors
    /// The part that is neither.
    pub fn parse(text: &str) -> Result<Self, String> {
        let parts = text.split(',').map(str::trim);
        parts
            .filter(|part| !part.is_empty())
            .map(|part| {
                let alone = || part.parse::<IpAddr>().map(IpNet::from);
                let net = part.parse::<IpNet>().or_else(|_| alone());
                net.map_err(|_| part.to_owned())
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// How many networks there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether only the peer's own address counts.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn holds(&self, address: IpAddr) -> bool {
        self.0.iter().any(|net| net.contains(&address))
    }

    /// Each proxy writes its own client to the right, so the list is read from
    /// the right: the first address that is no proxy of ours is the client's.
    /// Whatever stands left of it the client may have invented.
    pub(crate) fn caller(&self, peer: IpAddr, headers: &HeaderMap) -> Caller {
        let mut address = peer.to_canonical();
        let values: Vec<&str> = headers
            .get_all(FORWARDED)
            .iter()
            .map(|value| value.to_str().unwrap_or_default())
            .collect();
        let mut forwarded = values.iter().rev().flat_map(|value| value.rsplit(','));
        while self.holds(address) {
            let Some(next) = forwarded.next().and_then(address_of) else {
                break;
            };
            address = next;
        }
        Caller {
            address,
            is_stranger: !self.holds(address) && !is_private(address),
        }
    }
}

/// An address as proxies write it, some with the port.
fn address_of(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.parse::<IpAddr>().ok();
    let with_port = || text.parse::<SocketAddr>().ok().map(|it| it.ip());
    bare.or_else(with_port)
        .map(|address| address.to_canonical())
}

fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_unspecified()
        }
        IpAddr::V6(v6) => {
            v6.is_loopback()
                || v6.is_unique_local()
                || v6.is_unicast_link_local()
                || v6.is_unspecified()
        }
    }
}

/// Who sent a request.
pub(crate) fn of(web: &Web, request: &Request) -> Caller {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |info| info.0.ip());
    web.gate.trusted.caller(peer, request.headers())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(trusted: &str, peer: &str, forwarded: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append(FORWARDED, value.parse().unwrap());
        }
        let trusted = Trusted::parse(trusted).unwrap();
        let caller = trusted.caller(peer.parse().unwrap(), &headers);
        let sign = if caller.is_stranger { "" } else { " of ours" };
        format!("{}{sign}", caller.address)
    }

    #[test]
    fn without_trusted_proxies_the_peer_counts() {
        assert_eq!(seen("", "203.0.113.7", &["198.51.100.1"]), "203.0.113.7");
        assert_eq!(seen("", "10.0.0.2", &["198.51.100.1"]), "10.0.0.2 of ours");
        assert_eq!(
            seen("10.0.0.0/8", "203.0.113.7", &["198.51.100.1"]),
            "203.0.113.7"
        );
    }

    #[test]
    fn the_list_is_read_from_the_right_past_our_own_proxies() {
        let ours = "10.0.0.0/8, 192.0.2.1";
        for (forwarded, expected) in [
            (&["198.51.100.1"][..], "198.51.100.1"),
            (&["1.1.1.1, 198.51.100.1, 10.1.1.1"], "198.51.100.1"),
            (&["1.1.1.1", "198.51.100.1,192.0.2.1"], "198.51.100.1"),
            (&["198.51.100.1:4711"], "198.51.100.1"),
            (&["[2001:db8::1]:4711"], "2001:db8::1"),
            (&["::ffff:198.51.100.1"], "198.51.100.1"),
            // Nobody else is named: the proxy itself, which is not limited.
            (&[], "10.0.0.2 of ours"),
            (&["nonsense"], "10.0.0.2 of ours"),
            (&["198.51.100.1, unknown"], "10.0.0.2 of ours"),
        ] {
            assert_eq!(seen(ours, "10.0.0.2", forwarded), expected, "{forwarded:?}");
        }
    }

    #[test]
    fn what_is_no_network_is_named() {
        assert_eq!(Trusted::parse("10.0.0.1, ten").unwrap_err(), "ten");
        assert_eq!(Trusted::parse("10.0.0.0/33").unwrap_err(), "10.0.0.0/33");
        assert!(Trusted::parse(" ,").unwrap().is_empty());
        assert_eq!(Trusted::parse("10.0.0.1,fd00::/8").unwrap().len(), 2);
    }
}
