//! Where a request comes from.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, HeaderName};

/// The address at the other end of the connection. It is never kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Client(pub(super) IpAddr);

/// Whether the browser speaks TLS, as a proxy says that does. Believed of anybody: it makes
/// nothing possible.
pub(super) fn is_tls(headers: &HeaderMap) -> bool {
    let proto = headers.get("x-forwarded-proto");
    proto.is_some_and(|proto| proto == "https")
}

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

impl Client {
    /// Whoever a proxy asks for: the last address that it names, which is the one that it
    /// has seen itself. Only a proxy on this machine or its own network is believed; else
    /// all visitors behind one would be one.
    pub(super) fn behind_proxy(self, headers: &HeaderMap) -> Client {
        let named = headers.get_all(FORWARDED_FOR).iter().next_back();
        let last = named.and_then(|named| named.to_str().ok()?.rsplit(',').next());
        match last.and_then(|last| address(last.trim())) {
            Some(visitor) if self.is_near() => Client(visitor),
            _ => self,
        }
    }

    fn is_near(self) -> bool {
        match self.0.to_canonical() {
            IpAddr::V4(address) => address.is_loopback() || address.is_private(),
            IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
        }
    }

    /// The address without what tells a household from its neighbours: the first
    /// 24 bits of IPv4, the first 48 of IPv6.
    pub(super) fn truncated(self) -> [u8; 6] {
        match self.0.to_canonical() {
            IpAddr::V4(address) => {
                let [a, b, c, _] = address.octets();
                [a, b, c, 0, 0, 0]
            }
            IpAddr::V6(address) => {
                let [a, b, c, d, e, f, ..] = address.octets();
                [a, b, c, d, e, f]
            }
        }
    }
}

/// An address, with or without its port.
fn address(text: &str) -> Option<IpAddr> {
    let with_port = || text.parse().map(|address: SocketAddr| address.ip());
    text.parse().or_else(|_| with_port()).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn neighbours_cannot_be_told_apart() {
        let truncated = |text: &str| Client(text.parse().unwrap()).truncated();
        for (one, other) in [
            ("192.0.2.1", "192.0.2.254"),
            ("2001:db8:1:2::1", "2001:db8:1:ffff::2"),
            ("192.0.2.1", "::ffff:192.0.2.7"),
        ] {
            assert_eq!(truncated(one), truncated(other));
        }
        assert_ne!(truncated("192.0.2.1"), truncated("192.0.3.1"));
        assert_ne!(truncated("2001:db8:1::1"), truncated("2001:db8:2::1"));
    }

    #[track_caller]
    fn check(peer: &str, named: &[&str], visitor: &str) {
        let named = named
            .iter()
            .map(|named| (FORWARDED_FOR, named.parse().unwrap()));
        let client = Client(peer.parse().unwrap()).behind_proxy(&named.collect());
        assert_eq!(client.0, visitor.parse::<IpAddr>().unwrap());
    }

    #[test]
    fn behind_a_proxy_a_visitor_is_the_last_one_that_it_names() {
        check("127.0.0.1", &["192.0.2.1"], "192.0.2.1");
        check("::1", &["10.0.0.1, 192.0.2.1:8080"], "192.0.2.1");
        check(
            "172.17.0.1",
            &["192.0.2.1", "a, [2001:db8::1]:80"],
            "2001:db8::1",
        );
        check("::ffff:10.0.0.1", &["2001:db8::1"], "2001:db8::1");
        check("fd00::1", &["192.0.2.1 "], "192.0.2.1");
    }

    #[test]
    fn nobody_else_says_who_they_are() {
        check("198.51.100.1", &["192.0.2.1"], "198.51.100.1");
        check("2001:db8::2", &["192.0.2.1"], "2001:db8::2");
        for nonsense in ["", ",", "unknown", "192.0.2.1,", "192.0.2", "_hidden", "é"] {
            check("127.0.0.1", &[nonsense], "127.0.0.1");
        }
        check("127.0.0.1", &[], "127.0.0.1");
    }

    proptest! {
        #[test]
        fn any_header_names_somebody(bytes in proptest::collection::vec(32..255_u8, 0..40)) {
            let mut headers = HeaderMap::new();
            if let Ok(value) = axum::http::HeaderValue::from_bytes(&bytes) {
                headers.append(FORWARDED_FOR, value);
            }
            let far = Client([198, 51, 100, 1].into());
            prop_assert_eq!(far.behind_proxy(&headers).0, far.0);
            Client([127, 0, 0, 1].into()).behind_proxy(&headers);
        }
    }
}
