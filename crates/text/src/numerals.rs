//! Digits of all scripts that write decimals.

/// The value of a decimal digit of any script: "7", "٧", "७", "７".
pub(crate) fn digit(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(10);
    }
    let code = u32::from(c);
    if code < ZEROS[0] {
        return None;
    }
    let at = ZEROS.partition_point(|zero| *zero <= code).checked_sub(1)?;
    Some(code - ZEROS.get(at)?).filter(|value| *value < 10)
}

/// Unicode's digits zero but ASCII's, in order; those of a script follow its zero. The mathematical ones stand five times in a row.
const ZEROS: [u32; 76] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50,
    0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50,
    0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0,
    0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950,
    0x11BF0, 0x11C50, 0x11D50, 0x11DA0, 0x11DE0, 0x11F50, 0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1CCF0,
    0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950, 0x1FBF0,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_counts_from_its_zero() {
        for text in [
            "0123456789",
            "٠١٢٣٤٥٦٧٨٩",
            "۰۱۲۳۴۵۶۷۸۹",
            "०१२३४५६७८९",
            "০১২৩৪৫৬৭৮৯",
            "๐๑๒๓๔๕๖๗๘๙",
            "０１２３４５６７８９",
            "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗𝟘",
        ] {
            let values: Vec<u32> = text.chars().filter_map(digit).collect();
            assert_eq!(values[..10], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], "{text}");
        }
        for c in ['a', '½', '²', '七', '٪', 'é', '\u{660}'.to_ascii_uppercase(), '/'] {
            assert_eq!(digit(c).is_some(), c == '\u{660}', "{c}");
        }
        assert!(ZEROS.is_sorted());
        // A test of the table against Unicode: nothing in it is no number.
        assert!(ZEROS.iter().all(|zero| char::from_u32(*zero).is_some_and(|c| c.is_numeric() || *zero > 0x10D3F)));
    }
}
