//! Who calls by what a request says, for the fuzz targets.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderValue};

use crate::Trusted;
use crate::caller::FORWARDED;

/// The client's address, and whether it stands for one stranger. Values that
/// no HTTP message can carry are left out.
pub fn caller(trusted: &Trusted, peer: IpAddr, forwarded: &[&[u8]]) -> (IpAddr, bool) {
    let mut headers = HeaderMap::new();
    for value in forwarded
        .iter()
        .filter_map(|v| HeaderValue::from_bytes(v).ok())
    {
        headers.append(FORWARDED, value);
    }
    let caller = trusted.caller(peer, &headers);
    (caller.address, caller.is_stranger)
}
