//! The page that says that there is none: why, and what there is that is written alike.

use crate::app::App;
use crate::errors::{Nothing, SiteError};
use crate::frame::Link;
use crate::i18n::{self, Interface, isolated};
use crate::subject;
use crate::visible::visible;
use coranto_core::about::{SubjectKind, fold_tag};
use coranto_store::subject::Subject;
use fluent_bundle::FluentArgs;

/// What was asked for, as far as it is repeated.
const MOST_ASKED: usize = 60;
const MOST_WAYS: usize = 8;

/// Of a hashtag that nothing, or too little, is tagged with; `gone` had a page.
pub async fn hashtag(app: &App, t: Interface, asked: &str, gone: Option<&Subject>) -> SiteError {
    let spelled = gone.and_then(|gone| gone.tag(t.lang())).unwrap_or(asked);
    let heading = subject::hash(&shortened(spelled));
    let heading = t.plain(if gone.is_some() { "hashtag-gone-title" } else { "hashtag-none-title" }, &heading);
    let ways = ways(app, asked, |subject| subject::hashtag_link(subject, t), None).await;
    nothing(app, t, heading, ways, gone)
}

/// Of a person, place or organisation.
pub async fn subject(app: &App, t: Interface, kind: SubjectKind, key: &str, gone: Option<&Subject>) -> SiteError {
    let heading = match gone {
        Some(gone) => t.plain("subject-gone-title", &shortened(&subject::name(gone, t))),
        None => t.say("subject-none-title"),
    };
    let ways = ways(app, key, |subject| subject::page_link(subject, t), Some(kind)).await;
    nothing(app, t, heading, ways, gone)
}

fn shortened(asked: &str) -> String {
    let seen = visible(asked);
    let mut short: String = seen.chars().take(MOST_ASKED).collect();
    if short.len() < seen.len() {
        short.push('…');
    }
    short
}

fn nothing(
    app: &App,
    t: Interface,
    heading: String,
    ways: Result<Vec<Link>, SiteError>,
    gone: Option<&Subject>,
) -> SiteError {
    let ways = match ways {
        Ok(ways) => ways,
        Err(error) => return error,
    };
    let mut args = FluentArgs::new();
    let text = match gone {
        Some(gone) => {
            args.set("date", isolated(&i18n::day(gone.last_at, t)));
            t.tell("subject-gone", &args)
        }
        None => {
            let worth = &app.state.settings.hashtags;
            args.set("articles", t.count("articles", i64::from(worth.articles)));
            args.set("owners", t.count("owners", i64::from(worth.owners)));
            args.set("days", t.count("days", i64::from(worth.days)));
            t.tell("subject-none", &args)
        }
    };
    SiteError::Nothing(Box::new(Nothing { gone: gone.is_some(), heading, text, ways }))
}

/// What is written alike, the nearest first.
async fn ways(
    app: &App,
    asked: &str,
    link: impl Fn(&Subject) -> Option<Link>,
    kind: Option<SubjectKind>,
) -> Result<Vec<Link>, SiteError> {
    let asked = fold_tag(asked);
    let worthy = app.worthy().await?;
    let of_kind = worthy.iter().filter(|subject| kind.is_none_or(|kind| subject.kind == kind));
    let mut near: Vec<(usize, &Subject)> =
        of_kind.filter_map(|subject| Some((nearness(&asked, subject)?, subject))).collect();
    // Of equally near ones the most covered come first, as they came.
    near.sort_by_key(|(distance, _)| *distance);
    let mut ways: Vec<Link> = Vec::new();
    for found in near.into_iter().filter_map(|(_, subject)| link(subject)) {
        if ways.len() < MOST_WAYS && ways.iter().all(|way| way.href != found.href) {
            ways.push(found);
        }
    }
    Ok(ways)
}

/// How far the subject's nearest spelling is from what was asked for; none when it is too far to be meant.
fn nearness(asked: &str, subject: &Subject) -> Option<usize> {
    let spelled = subject.tags.iter().map(|(_, tag)| fold_tag(tag));
    let names = subject.names.iter().map(|(_, name)| fold_tag(name));
    let all = spelled.chain(names).chain([fold_tag(&subject.key), fold_tag(&subject.shown)]);
    all.filter_map(|known| slips(asked, &known)).min()
}

/// One begins with the other, or so many slips of the pen lie between them: one in five letters, three at most.
fn slips(asked: &str, known: &str) -> Option<usize> {
    let (short, long) = if asked.len() < known.len() { (asked, known) } else { (known, asked) };
    let letters = short.chars().count();
    if letters >= 3 && long.starts_with(short) {
        return Some(0);
    }
    let allowed = (letters / 4).clamp(usize::from(letters >= 3), 3);
    // Its cost is the product of both lengths.
    if long.chars().count() > letters + allowed {
        return None;
    }
    Some(strsim::osa_distance(asked, known)).filter(|slips| *slips <= allowed)
}

#[cfg(test)]
mod tests {
    use super::slips;

    #[test]
    fn what_begins_alike_or_is_a_slip_away_may_be_meant() {
        for (asked, known, meant) in [
            ("portember", "portemberlock", Some(0)),
            ("portemberlocks", "portember", Some(0)),
            ("portembre", "portember", Some(1)),
            ("potrember", "portember", Some(1)),
            ("portmeber", "portember", Some(1)),
            ("harbour", "portember", None),
            ("nato", "nasa", None),
            ("nata", "nato", Some(1)),
            ("un", "usa", None),
            ("", "portember", None),
            ("بورامبر", "بورإمبر", Some(1)),
        ] {
            assert_eq!(slips(asked, known), meant, "{asked} {known}");
        }
    }
}
