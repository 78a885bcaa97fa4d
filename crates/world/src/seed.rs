//! Chance that repeats: everything that looks random in this world is a function of names.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

const KEPT_IN_ADDRESS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-');

/// A number made of words (FNV-1a, then mixed: FNV alone leaves the high bits poor).
pub fn of(words: &[&str]) -> u64 {
    mix(coranto_core::hash::stable(words.iter().flat_map(|word| word.bytes().chain([0xff]))))
}

/// A fingerprint of bytes, eight at a time: entity tags are made for every answer.
pub fn of_bytes(bytes: &[u8]) -> u64 {
    let mut chunks = bytes.chunks_exact(8);
    let mut hash = bytes.len() as u64;
    for chunk in &mut chunks {
        let word = u64::from_le_bytes(chunk.try_into().unwrap_or_default());
        hash = (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    }
    for byte in chunks.remainder() {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    mix(hash)
}

pub fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// A stream of numbers from a seed (SplitMix64).
#[derive(Debug, Clone)]
pub struct Rng(u64);

impl Rng {
    pub fn new(seed: u64) -> Rng {
        Rng(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// From 0 up to, not including, 1.
    pub fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }

    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// The words of a title as they stand in an address: lower case, hyphens, percent-encoded where the script is not Latin.
pub fn slug(title: &str) -> String {
    let mut words = String::new();
    for c in title.chars().flat_map(char::to_lowercase) {
        match c {
            'à' | 'â' | 'ä' | 'á' => words.push('a'),
            'é' | 'è' | 'ê' | 'ë' => words.push('e'),
            'î' | 'ï' | 'í' => words.push('i'),
            'ô' | 'ö' | 'ó' => words.push('o'),
            'ù' | 'û' | 'ü' | 'ú' => words.push('u'),
            'ç' => words.push('c'),
            'ñ' => words.push('n'),
            'ß' => words.push_str("ss"),
            'œ' => words.push_str("oe"),
            c if c.is_alphanumeric() => words.push(c),
            '\'' | '’' => {}
            _ if words.ends_with('-') || words.is_empty() => {}
            _ => words.push('-'),
        }
        if words.chars().count() >= 70 && words.ends_with('-') {
            break;
        }
    }
    utf8_percent_encode(words.trim_end_matches('-'), KEPT_IN_ADDRESS).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_an_address() {
        assert_eq!(slug("Brücke über den Fluß: “Fertig”, endlich!"), "brucke-uber-den-fluss-fertig-endlich");
        assert_eq!(slug("Мост"), "%D0%BC%D0%BE%D1%81%D1%82");
    }

    #[test]
    fn chance_repeats() {
        assert_eq!(of(&["a", "b"]), of(&["a", "b"]));
        assert_ne!(of(&["a", "b"]), of(&["ab"]));
        let mut one = Rng::new(7);
        let mut two = Rng::new(7);
        assert!((0..1000).all(|_| one.next() == two.next()));
        assert!((0..1000).all(|_| (0.0..1.0).contains(&one.unit())));
    }
}
