//! Which addresses may be reached: those of the public network, and the networks the operator listed.
//!
//! The lists are the IANA special-purpose registries (RFC 6890 and its heirs). IPv6 is judged the other way round: only global
//! unicast (2000::/3) is public, less what is carved out of it. An IPv6 address that carries an IPv4 address is as public as that one.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

#[derive(Debug, Clone, Default)]
pub(crate) struct Guard {
    allowed: Vec<Network>,
}

/// Why an entry of `fetch.allow_networks` is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NetworkRefused {
    #[error("fetch.allow_networks: “{0}” is not a network; write one as 192.168.1.0/24, fd00::/8 or a single address")]
    NotANetwork(String),
    #[error("fetch.allow_networks: “{text}” has a prefix longer than the {bits} bits of its address")]
    PrefixTooLong { text: String, bits: u8 },
    #[error("fetch.allow_networks: “{text}” has bits set after its prefix; did you mean {meant}?")]
    NotABoundary { text: String, meant: String },
}

impl Guard {
    pub(crate) fn new(allow_networks: &[String]) -> Result<Guard, NetworkRefused> {
        let allowed = allow_networks.iter().map(|text| Network::parse(text)).collect::<Result<_, _>>()?;
        Ok(Guard { allowed })
    }

    pub(crate) fn permits(&self, address: IpAddr) -> bool {
        is_public(address) || self.lists(address) || carried(address).is_some_and(|inner| self.lists(inner.into()))
    }

    fn lists(&self, address: IpAddr) -> bool {
        self.allowed.iter().any(|network| network.contains(address))
    }
}

pub(crate) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => match carried(address) {
            Some(inner) => is_public_v4(inner),
            None => is_public_v6(v6),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    const NOT_PUBLIC: &[(Ipv4Addr, u8)] = &[
        (Ipv4Addr::new(0, 0, 0, 0), 8),       // this network
        (Ipv4Addr::new(10, 0, 0, 0), 8),      // private
        (Ipv4Addr::new(100, 64, 0, 0), 10),   // carrier-grade NAT
        (Ipv4Addr::new(127, 0, 0, 0), 8),     // loopback
        (Ipv4Addr::new(169, 254, 0, 0), 16),  // link-local, and the metadata services of clouds
        (Ipv4Addr::new(172, 16, 0, 0), 12),   // private
        (Ipv4Addr::new(192, 0, 0, 0), 24),    // protocol assignments
        (Ipv4Addr::new(192, 0, 2, 0), 24),    // documentation
        (Ipv4Addr::new(192, 88, 99, 0), 24),  // 6to4 relays, retired
        (Ipv4Addr::new(192, 168, 0, 0), 16),  // private
        (Ipv4Addr::new(198, 18, 0, 0), 15),   // benchmarks
        (Ipv4Addr::new(198, 51, 100, 0), 24), // documentation
        (Ipv4Addr::new(203, 0, 113, 0), 24),  // documentation
        (Ipv4Addr::new(224, 0, 0, 0), 4),     // multicast
        (Ipv4Addr::new(240, 0, 0, 0), 4),     // reserved, and broadcast
    ];
    // Metadata and platform services that stand on addresses of the public range.
    const PLATFORM: &[Ipv4Addr] = &[Ipv4Addr::new(168, 63, 129, 16), Ipv4Addr::new(100, 100, 100, 200)];
    !NOT_PUBLIC.iter().any(|(network, prefix)| same_prefix_v4(address, *network, *prefix))
        && !PLATFORM.contains(&address)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    const NOT_PUBLIC: &[(Ipv6Addr, u8)] = &[
        (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23), // protocol assignments; Teredo among them
        (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32), // documentation
        (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20), // documentation
    ];
    let global_unicast = address.segments().first().is_some_and(|first| first & 0xe000 == 0x2000);
    global_unicast && !NOT_PUBLIC.iter().any(|(network, prefix)| same_prefix_v6(address, *network, *prefix))
}

/// The IPv4 address that an IPv6 address leads to: mapped, compatible, NAT64, 6to4, ISATAP.
fn carried(address: IpAddr) -> Option<Ipv4Addr> {
    let IpAddr::V6(v6) = address else { return None };
    let low = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match v6.segments() {
        [0, 0, 0, 0, 0, 0xffff, a, b] => Some(low(a, b)),         // mapped
        [0, 0, 0, 0, 0xffff, 0, a, b] => Some(low(a, b)),         // translated (SIIT)
        [0, 0, 0, 0, 0, 0, a, b] => Some(low(a, b)),              // compatible; :: and ::1 become 0.0.0.0/8
        [0x64, 0xff9b, 0, 0, 0, 0, a, b] => Some(low(a, b)),      // NAT64
        [0x2002, a, b, ..] => Some(low(a, b)),                    // 6to4
        [_, _, _, _, 0 | 0x200, 0x5efe, a, b] => Some(low(a, b)), // ISATAP
        _ => None,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Network {
    V4(Ipv4Addr, u8),
    V6(Ipv6Addr, u8),
}

impl Network {
    fn parse(text: &str) -> Result<Network, NetworkRefused> {
        let not_a_network = || NetworkRefused::NotANetwork(text.to_owned());
        let (address, prefix) = match text.trim().split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text.trim(), None),
        };
        let address: IpAddr = address.parse().map_err(|_| not_a_network())?;
        let bits = if address.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            // parse() would take "+8"
            Some(digits) if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) => {
                return Err(not_a_network());
            }
            Some(digits) => digits.parse().unwrap_or(u8::MAX),
            None => bits,
        };
        if prefix > bits {
            return Err(NetworkRefused::PrefixTooLong { text: text.to_owned(), bits });
        }
        let (network, boundary) = match address {
            IpAddr::V4(v4) => {
                let boundary = Ipv4Addr::from(v4.to_bits() & mask_v4(prefix));
                (Network::V4(v4, prefix), IpAddr::from(boundary))
            }
            IpAddr::V6(v6) => {
                let boundary = Ipv6Addr::from(v6.to_bits() & mask_v6(prefix));
                (Network::V6(v6, prefix), IpAddr::from(boundary))
            }
        };
        // 192.168.1.7/24 may mean one machine or 256: a door in a wall is not opened on a guess.
        if boundary != address {
            return Err(NetworkRefused::NotABoundary { text: text.to_owned(), meant: format!("{boundary}/{prefix}") });
        }
        Ok(network)
    }

    fn contains(&self, address: IpAddr) -> bool {
        match (self, address) {
            (Network::V4(network, prefix), IpAddr::V4(v4)) => same_prefix_v4(v4, *network, *prefix),
            (Network::V6(network, prefix), IpAddr::V6(v6)) => same_prefix_v6(v6, *network, *prefix),
            _ => false,
        }
    }
}

fn same_prefix_v4(a: Ipv4Addr, b: Ipv4Addr, prefix: u8) -> bool {
    (a.to_bits() ^ b.to_bits()) & mask_v4(prefix) == 0
}

fn same_prefix_v6(a: Ipv6Addr, b: Ipv6Addr, prefix: u8) -> bool {
    (a.to_bits() ^ b.to_bits()) & mask_v6(prefix) == 0
}

fn mask_v4(prefix: u8) -> u32 {
    u32::MAX.checked_shl(32 - u32::from(prefix.min(32))).unwrap_or(0)
}

fn mask_v6(prefix: u8) -> u128 {
    u128::MAX.checked_shl(128 - u32::from(prefix.min(128))).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn only_the_public_network_is_public() {
        for text in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.8.8.8",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.7",
            "192.88.99.1",
            "192.168.0.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
            "168.63.129.16",
            "100.100.100.200",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:0:10.0.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:0:4136:e378:8000:63bf:3fff:fdd2",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:a00:1::1",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "2a00:1450::5efe:10.0.0.1",
        ] {
            assert!(!is_public(ip(text)), "{text}");
        }
        for text in [
            "1.1.1.1",
            "8.8.8.8",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.17.0.1",
            "223.255.255.255",
            "::ffff:8.8.8.8",
            "64:ff9b::8.8.8.8",
            "2002:808:808::1",
            "2606:4700::1111",
            "2a00:1450::1",
        ] {
            assert!(is_public(ip(text)), "{text}");
        }
    }

    #[test]
    fn the_operator_opens_a_network_in_all_its_disguises() {
        let guard = Guard::new(&["192.168.1.0/24".into(), "fd00::/8".into(), "127.0.0.1".into()]).unwrap();
        for text in ["192.168.1.9", "::ffff:192.168.1.9", "fd12::1", "127.0.0.1"] {
            assert!(guard.permits(ip(text)), "{text}");
        }
        for text in ["192.168.2.9", "127.0.0.2", "fc00::1", "::1"] {
            assert!(!guard.permits(ip(text)), "{text}");
        }
        assert!(Guard::new(&["0.0.0.0/0".into()]).unwrap().permits(ip("10.1.2.3")));
    }

    #[test]
    fn a_network_that_is_not_one_is_refused_with_its_reason() {
        let refused = |text: &str| Guard::new(&[text.to_owned()]).unwrap_err().to_string();
        assert_eq!(
            refused("home"),
            "fetch.allow_networks: “home” is not a network; write one as 192.168.1.0/24, fd00::/8 or a single address"
        );
        assert_eq!(
            refused("10.0.0.0/33"),
            "fetch.allow_networks: “10.0.0.0/33” has a prefix longer than the 32 bits of its address"
        );
        assert_eq!(
            refused("192.168.1.7/24"),
            "fetch.allow_networks: “192.168.1.7/24” has bits set after its prefix; did you mean 192.168.1.0/24?"
        );
        assert!(refused("10.0.0.0/+8").contains("not a network"));
        assert!(refused("10.0.0.0/999").contains("prefix longer"));
    }

    proptest! {
        #[test]
        fn a_mapped_address_is_as_public_as_what_it_carries(bits: u32) {
            let v4 = Ipv4Addr::from(bits);
            let mapped = IpAddr::from(v4.to_ipv6_mapped());
            prop_assert_eq!(is_public(mapped), is_public(v4.into()));
        }

        #[test]
        fn what_std_knows_to_be_private_is_never_public(bits: u32) {
            let v4 = Ipv4Addr::from(bits);
            if v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_multicast() || v4.is_broadcast() || v4.is_documentation() || v4.is_unspecified() {
                prop_assert!(!is_public(v4.into()));
            }
        }

        #[test]
        fn any_text_is_a_network_or_refused(text in ".{0,40}") {
            let _ = Network::parse(&text);
        }
    }
}
