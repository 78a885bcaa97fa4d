//! What the headers of an answer say, each read without trust: bounded, and none when it makes no sense.

use crate::Validators;
use coranto_core::Millis;
use http::HeaderMap;
use http::header::{AGE, CACHE_CONTROL, CONTENT_TYPE, DATE, ETAG, EXPIRES, HeaderName, LAST_MODIFIED, RETRY_AFTER};
use std::time::Duration;

/// A server that asks for a longer pause is asked again after this all the same: it may have meant it when it was ill.
pub const RETRY_AFTER_MOST: Duration = Duration::from_secs(24 * 3_600);

/// A feed that claims to be fresh for longer is believed for this long.
const FRESH_MOST: Duration = Duration::from_secs(30 * 24 * 3_600);
/// Kept verbatim and sent back, so a server must not be able to make us carry a book.
const VALIDATOR_BYTES: usize = 1_024;
const TEXT_BYTES: usize = 256;

/// Parses Retry-After: seconds or a date. Never before `now`, and never later than [`RETRY_AFTER_MOST`] after it; none when it is neither.
pub fn retry_after(value: &str, now: Millis) -> Option<Millis> {
    let value = value.trim();
    let latest = now.plus(RETRY_AFTER_MOST);
    let asked = if !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit()) {
        // Digits that overflow are a very long time.
        now.plus(Duration::from_secs(value.parse().unwrap_or(u64::MAX)))
    } else {
        http_date(value)?
    };
    Some(asked.clamp(now, latest))
}

pub(crate) fn retry_at(headers: &HeaderMap, now: Millis) -> Option<Millis> {
    retry_after(text(headers, &RETRY_AFTER)?, now)
}

pub(crate) fn validators(headers: &HeaderMap) -> Validators {
    let verbatim =
        |name| text(headers, name).filter(|t| !t.is_empty() && t.len() <= VALIDATOR_BYTES).map(str::to_owned);
    Validators { etag: verbatim(&ETAG), last_modified: verbatim(&LAST_MODIFIED) }
}

pub(crate) fn content_type(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_TYPE)?.as_bytes();
    let value = value.get(..TEXT_BYTES).unwrap_or(value);
    Some(String::from_utf8_lossy(value).trim().to_owned()).filter(|text| !text.is_empty())
}

/// How much longer the answer is fresh: max-age less Age, else Expires less Date. None when it is stale already or says nothing.
pub(crate) fn fresh_for(headers: &HeaderMap, now: Millis) -> Option<Duration> {
    let mut max_age = None;
    for value in headers.get_all(CACHE_CONTROL).iter().filter_map(|value| value.to_str().ok()) {
        for directive in value.split(',') {
            let (name, value) = directive.split_once('=').unwrap_or((directive, ""));
            let name = name.trim();
            if name.eq_ignore_ascii_case("no-store") || name.eq_ignore_ascii_case("no-cache") {
                return None;
            }
            if name.eq_ignore_ascii_case("max-age") && max_age.is_none() {
                max_age = seconds(value.trim().trim_matches('"'));
            }
        }
    }
    let lifetime = match max_age {
        Some(lifetime) => lifetime,
        None => {
            let expires = http_date(text(headers, &EXPIRES)?)?;
            expires.since(text(headers, &DATE).and_then(http_date).unwrap_or(now))
        }
    };
    let age = text(headers, &AGE).and_then(seconds).unwrap_or_default();
    Some(lifetime.saturating_sub(age).min(FRESH_MOST)).filter(|left| !left.is_zero())
}

/// Headers with which a publisher speaks about machine reading, as "name: value".
pub(crate) fn mining_headers(headers: &HeaderMap) -> Vec<String> {
    const NAMES: [&str; 3] = ["x-robots-tag", "tdm-reservation", "tdm-policy"];
    const MOST: usize = 16;
    let lines = NAMES.into_iter().flat_map(|name| headers.get_all(name).iter().map(move |value| (name, value)));
    lines
        .take(MOST)
        .map(|(name, value)| {
            let value = value.as_bytes();
            format!("{name}: {}", String::from_utf8_lossy(value.get(..TEXT_BYTES).unwrap_or(value)).trim())
        })
        .collect()
}

/// The first of [`mining_headers`] that opts out, for a robot of one of these names.
pub(crate) fn mining_opt_out<'a>(mining_headers: &'a [String], robots: &[String]) -> Option<&'a str> {
    mining_headers.iter().map(String::as_str).find(|line| match line.split_once(": ") {
        Some(("tdm-reservation", value)) => value.trim() == "1",
        Some(("x-robots-tag", value)) => robots_tag_opts_out(value, robots),
        _ => false,
    })
}

/// "noai", "noindex, noimageai", "otherbot: noai": a name before a colon limits what follows to that robot.
fn robots_tag_opts_out(value: &str, robots: &[String]) -> bool {
    const WITH_VALUE: [&str; 4] = ["unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"];
    let mut for_us = true;
    value.split(',').any(|piece| {
        let mut directive = piece.trim();
        if let Some((name, rest)) = directive.split_once(':')
            && !WITH_VALUE.iter().any(|known| name.trim().eq_ignore_ascii_case(known))
        {
            for_us = name.trim() == "*" || robots.iter().any(|robot| robot.eq_ignore_ascii_case(name.trim()));
            directive = rest.trim();
        }
        for_us && (directive.eq_ignore_ascii_case("noai") || directive.eq_ignore_ascii_case("noimageai"))
    })
}

pub(crate) fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn seconds(text: &str) -> Option<Duration> {
    let text = text.trim();
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| Duration::from_secs(text.parse().unwrap_or(u64::from(u32::MAX))))
}

/// The three layouts of RFC 9110: IMF-fixdate, RFC 850, asctime.
fn http_date(text: &str) -> Option<Millis> {
    let text = text.trim();
    if text.len() > 64 {
        return None;
    }
    if let Ok(timestamp) = jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_timestamp(text) {
        return Some(timestamp.into());
    }
    let civil = ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"]
        .iter()
        .find_map(|layout| jiff::civil::DateTime::strptime(layout, text).ok())?;
    jiff::tz::TimeZone::UTC.to_timestamp(civil).ok().map(Millis::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;
    use proptest::prelude::*;

    const NOW: Millis = Millis(1_795_527_000_000); // 2026-11-24T12:10:00Z... any fixed instant does

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in pairs {
            map.append(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
        }
        map
    }

    #[test]
    fn retry_after_is_seconds_or_a_date_and_never_more_than_a_day() {
        let after = |text: &str| retry_after(text, NOW).map(|at| at.since(NOW).as_secs());
        assert_eq!(after("120"), Some(120));
        assert_eq!(after(" 0 "), Some(0));
        assert_eq!(after("99999999999999999999999"), Some(86_400));
        let in_an_hour = NOW.plus(Duration::from_secs(3_600)).timestamp();
        assert_eq!(after(&in_an_hour.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()), Some(3_600));
        assert_eq!(after(&in_an_hour.strftime("%A, %d-%b-%y %H:%M:%S GMT").to_string()), Some(3_600));
        assert_eq!(after(&in_an_hour.strftime("%a %b %e %H:%M:%S %Y").to_string()), Some(3_600));
        assert_eq!(after("Sun, 06 Nov 1994 08:49:37 GMT"), Some(0), "a date that has passed means now");
        assert_eq!(after("Sun, 06 Nov 2094 08:49:37 GMT"), Some(86_400));
        for nonsense in ["", "-5", "soon", "1.5", "12 minutes"] {
            assert_eq!(after(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn freshness_is_max_age_less_age_or_expires_less_date() {
        let fresh = |pairs: &[(&'static str, &str)]| fresh_for(&headers(pairs), NOW).map(|d| d.as_secs());
        assert_eq!(fresh(&[("cache-control", "public, max-age=900")]), Some(900));
        assert_eq!(fresh(&[("cache-control", "Max-Age=\"900\""), ("age", "300")]), Some(600));
        assert_eq!(fresh(&[("cache-control", "max-age=900"), ("age", "9000")]), None);
        assert_eq!(fresh(&[("cache-control", "max-age=900, no-cache")]), None);
        assert_eq!(fresh(&[("cache-control", "max-age=99999999999999")]), Some(30 * 86_400));
        let (date, expires) = ("Tue, 24 Nov 2026 10:00:00 GMT", "Tue, 24 Nov 2026 10:30:00 GMT");
        assert_eq!(fresh(&[("date", date), ("expires", expires)]), Some(1_800));
        assert_eq!(fresh(&[("date", date), ("expires", expires), ("cache-control", "max-age=60")]), Some(60));
        assert_eq!(fresh(&[("expires", "0")]), None);
        assert_eq!(fresh(&[("expires", "-1"), ("date", date)]), None);
        assert_eq!(fresh(&[]), None);
    }

    #[test]
    fn validators_are_kept_as_they_stand() {
        let kept = validators(&headers(&[("etag", "W/\"a b\""), ("last-modified", "Tue, 24 Nov 2026 10:00:00 GMT")]));
        assert_eq!(kept.etag.as_deref(), Some("W/\"a b\""));
        assert_eq!(kept.last_modified.as_deref(), Some("Tue, 24 Nov 2026 10:00:00 GMT"));
        assert_eq!(validators(&headers(&[("etag", &"x".repeat(2_000))])).etag, None);
    }

    #[test]
    fn an_opt_out_counts_when_it_is_meant_for_us() {
        let opts_out = |pairs: &[(&'static str, &str)]| {
            let lines = mining_headers(&headers(pairs));
            mining_opt_out(&lines, &["Coranto".to_owned()]).map(str::to_owned)
        };
        assert_eq!(opts_out(&[("x-robots-tag", "noai")]).as_deref(), Some("x-robots-tag: noai"));
        assert_eq!(
            opts_out(&[("x-robots-tag", "noarchive, NoImageAI")]).as_deref(),
            Some("x-robots-tag: noarchive, NoImageAI")
        );
        assert!(opts_out(&[("x-robots-tag", "coranto: noai")]).is_some());
        assert!(opts_out(&[("x-robots-tag", "otherbot: noai, noimageai")]).is_none());
        assert!(opts_out(&[("x-robots-tag", "max-snippet: 5, noai")]).is_some());
        assert!(opts_out(&[("x-robots-tag", "unavailable_after: 24 Nov 2026 10:00:00 GMT")]).is_none());
        assert!(opts_out(&[("x-robots-tag", "otherbot: none"), ("x-robots-tag", "noai")]).is_some());
        assert_eq!(opts_out(&[("tdm-reservation", "1")]).as_deref(), Some("tdm-reservation: 1"));
        assert!(opts_out(&[("tdm-reservation", "0"), ("tdm-policy", "https://a.example/tdm.json")]).is_none());
    }

    proptest! {
        #[test]
        fn retry_after_stays_within_its_bounds(text in "[ -~]{0,40}|[0-9]{1,30}", now in -1_000_000_000_000..4_000_000_000_000_i64) {
            let now = Millis(now);
            if let Some(at) = retry_after(&text, now) {
                prop_assert!(at >= now && at <= now.plus(RETRY_AFTER_MOST));
            }
        }

        #[test]
        fn seconds_are_taken_at_their_word(seconds in 0..86_400_u64) {
            prop_assert_eq!(retry_after(&seconds.to_string(), NOW), Some(NOW.plus(Duration::from_secs(seconds))));
        }

        #[test]
        fn any_header_text_is_read_without_panic(text in "[ -~]{0,120}") {
            let map = headers(&[("cache-control", &text), ("expires", &text), ("age", &text), ("x-robots-tag", &text)]);
            let _ = (fresh_for(&map, NOW), mining_opt_out(&mining_headers(&map), &["Coranto".into()]));
        }
    }
}
