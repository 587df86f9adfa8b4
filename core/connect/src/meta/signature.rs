//! Who sent a webhook: the sender knows the app's secret.

use hmac::{Hmac, KeyInit, Mac};
use scx_kit::Secret;
use sha2::Sha256;

/// Whether the header `X-Hub-Signature-256` signs exactly these bytes with the
/// app's secret. The comparison takes the same time for every wrong one.
pub fn is_signed(secret: &Secret<String>, body: &[u8], header: &str) -> bool {
    let Some(given) = header.trim().strip_prefix("sha256=").and_then(bytes_of_hex) else {
        return false;
    };
    let key = secret.expose().as_bytes();
    // Anybody signs with no secret.
    if key.is_empty() {
        return false;
    }
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return false;
    };
    mac.update(body);
    mac.verify_slice(&given).is_ok()
}

fn bytes_of_hex(hex: &str) -> Option<Vec<u8>> {
    // Numbers may have a plus, which digits have not.
    if !hex.len().is_multiple_of(2) || !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let pairs = hex.as_bytes().chunks(2);
    pairs
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_signature_of_these_bytes_with_this_secret_counts() {
        let secret = Secret::new("It's a Secret to Everybody".to_owned());
        // Computed with another program: openssl dgst -sha256 -hmac.
        let right = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        assert!(is_signed(&secret, b"Hello, World!", right));
        assert!(!is_signed(&secret, b"Hello, World?", right));
        let other = Secret::new("another".to_owned());
        assert!(!is_signed(&other, b"Hello, World!", right));
        let nothing = Secret::new(String::new());
        let of_nothing = "sha256=2bbcfa9524f3218c7a34b30e6936f8b1a4516cb097f1a85a1c7d98b5977ec769";
        assert!(!is_signed(&nothing, b"Hello, World!", of_nothing));
        for wrong in [
            "",
            "sha256=",
            "sha256=zz",
            "sha1=757107ea",
            &right[..right.len() - 2],
            &right.replace("sha256=", ""),
            &right.replace("7107ea", "71+7ea"),
        ] {
            assert!(!is_signed(&secret, b"Hello, World!", wrong), "{wrong}");
        }
    }
}
