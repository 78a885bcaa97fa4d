//! The one hash for what is stored or compared across runs.

/// FNV-1a: the same over releases and machines; not against attackers.
pub fn stable(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_gives_the_published_values() {
        assert_eq!(super::stable([]), 0xcbf2_9ce4_8422_2325);
        assert_eq!(super::stable(*b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(super::stable(*b"foobar"), 0x8594_4171_f739_67e8);
    }
}
