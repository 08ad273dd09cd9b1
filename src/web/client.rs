//! Where a request comes from.

use std::net::{IpAddr, Ipv6Addr};

/// The address at the other end of the connection. It is never kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Client(pub(super) IpAddr);

impl Client {
    /// Whoever has one address has it: IPv4 as it is, of IPv6 the first 64 bits.
    pub(super) fn network(self) -> IpAddr {
        match self.0.to_canonical() {
            IpAddr::V6(address) => {
                let network = address.to_bits() >> 64 << 64;
                Ipv6Addr::from_bits(network).into()
            }
            address => address,
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

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
}
