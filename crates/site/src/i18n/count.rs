//! Numbers as they are read.

/// "12,345". Both interfaces write European digits with a comma between thousands, as most Arabic news sites do.
pub fn grouped(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if n < 0 {
        text.push('−');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!([0, 7, 999, 1_000, 1_234_567, -1_000].map(grouped).join(" "), "0 7 999 1,000 1,234,567 −1,000");
        assert_eq!(grouped(i64::MIN), "−9,223,372,036,854,775,808");
    }
}
