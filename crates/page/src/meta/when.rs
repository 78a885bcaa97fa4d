//! When an article was published and when it was changed, each with the zone that the publisher writes in.
//!
//! Machines are told an instant, often in UTC, often of the template; readers are shown a day beside the title. The instant comes from what machines are
//! told, the zone and the choice between several instants from what readers see.

use super::Gathered;
use super::date::{self, Order};
use crate::dom::{Dom, Id, Tag};
use coranto_core::{Address, Millis, Stamp};

#[derive(Debug, Default)]
pub(super) struct Dates {
    pub published: Option<Stamp>,
    pub modified: Option<Stamp>,
}

pub(super) fn read(page: &Gathered<'_, '_>, address: &Address, title: &str) -> Dates {
    let anchor = anchor(page, title);
    let told = told(page, PUBLISHED, page.told.published.as_deref(), &["datePublished", "dateCreated"], anchor);
    let changed = told_modified(page, anchor);
    let order = order(page, address);
    let spots =
        anchor.map(|anchor| spots(page.dom, anchor, order, &told.iter().chain(&changed).copied().collect::<Vec<_>>()));
    let spots = spots.unwrap_or_default();
    let published = match told {
        Some(told) => Some(shown(told, changed, &spots)),
        None => unsaid(page, address, &spots, order),
    };
    let modified = changed
        .map(|changed| in_zone_of(changed, spots.iter().filter(|s| s.label != Label::Published)))
        .or_else(|| spots.iter().find(|s| s.label == Label::Updated).map(|s| s.stamp))
        .map(|changed| same_zone(changed, told, published));
    // A page that shows one date has one date.
    let published = published.or(modified);
    let before = |a: &Stamp, b: &Stamp| a.at < b.at && !(a.day_only || b.day_only);
    Dates { modified: modified.filter(|m| !published.is_some_and(|p| before(m, &p))), published }
}

const PUBLISHED: &[&str] = &[
    "article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "pub_date",
    "publishdate",
    "publish-date",
    "publish_date",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "rnews:datepublished",
    "article.published",
    "article:publicationdate",
    "published_time",
    "ptime",
    "displaydate",
    "article:post_date",
    "originalpublicationdate",
    "datecreated",
    "timestamp",
    "dcterms.issued",
    "dc.date.created",
    "citation_publication_date",
    "citation_online_date",
];

const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "dcterms.modified",
    "dc.date.modified",
    "article:modified",
    "revised",
];

/// The instant that machines are told: the first source that tells one, with what the others know better.
fn told(
    page: &Gathered<'_, '_>,
    metas: &[&str],
    json: Option<&str>,
    props: &[&str],
    anchor: Option<Id>,
) -> Option<Stamp> {
    let metas = metas.iter().filter_map(|name| page.metas.get(*name)?.iter().find_map(|v| date::parse(v)));
    let prop = || props.iter().find_map(|name| date_prop(page, name, anchor));
    let mut all = json.and_then(date::parse).into_iter().chain(metas).take(6).collect::<Vec<_>>();
    if all.is_empty() {
        all.extend(prop());
    }
    let first = *all.first()?;
    if first.day_only {
        // The more exact of two that agree on the day.
        let exact = all.iter().find(|s| !s.day_only && (s.at.0 - first.at.0).abs() < 36 * Millis::HOUR);
        return exact.copied().or(Some(first));
    }
    if first.offset_minutes.is_none() {
        // One that tells the same time by clock or in UTC, and the zone.
        let zoned = |s: &&Stamp| s.offset_minutes.is_some() && !s.day_only;
        let same = |s: &Stamp| minute(local(s)) == minute(first.at.0) || minute(s.at.0) == minute(first.at.0);
        return all.iter().filter(zoned).find(|s| same(s)).copied().or(Some(first));
    }
    // The same instant in the publisher's own zone rather than in UTC.
    let own = |s: &&Stamp| !matches!(s.offset_minutes, None | Some(0)) && minute(s.at.0) == minute(first.at.0);
    let own = all.iter().find(own).filter(|_| first.offset_minutes == Some(0));
    Some(own.copied().unwrap_or(first))
}

fn told_modified(page: &Gathered<'_, '_>, anchor: Option<Id>) -> Option<Stamp> {
    told(page, MODIFIED, page.told.modified.as_deref(), &["dateModified"], anchor)
}

/// Milliseconds on the clock that the publisher reads.
fn local(stamp: &Stamp) -> i64 {
    stamp.at.0 + i64::from(stamp.offset_minutes.unwrap_or(0)) * Millis::MINUTE
}

fn minute(at: i64) -> i64 {
    at.div_euclid(Millis::MINUTE)
}

fn day(at: i64) -> i64 {
    at.div_euclid(Millis::DAY)
}

/// A date in microdata, in an attribute or as the element's text: of several the one nearest to the title.
fn date_prop(page: &Gathered<'_, '_>, name: &str, anchor: Option<Id>) -> Option<Stamp> {
    let value = |id: Id| {
        let attribute = page.dom.attr(id, "datetime").or_else(|| page.dom.attr(id, "content"));
        date::parse(&attribute.map_or_else(|| page.dom.line(id), |v| v.into_owned()))
    };
    let named = page.props.iter().filter(|(n, _)| n == name).take(40);
    let nearest =
        named.filter_map(|(_, id)| Some((*id, value(*id)?))).min_by_key(|(id, _)| id.abs_diff(anchor.unwrap_or(0)));
    nearest.map(|(_, stamp)| stamp)
}

/// The title as readers see it: bylines and dates stand around it.
fn anchor(page: &Gathered<'_, '_>, title: &str) -> Option<Id> {
    let dom = page.dom;
    let same = |text: &str| !title.is_empty() && crate::body::same_words(text, title);
    if let Some((id, _)) = page.h1.iter().find(|(_, text)| same(text)) {
        return Some(*id);
    }
    let (least, most) = (title.len() / 2, title.len() * 2);
    let found = (1..dom.len()).find(|id| {
        let text = dom.text(*id);
        (least..=most).contains(&text.len()) && {
            let parent = dom.tag(dom.parent(*id));
            !parent.is_raw() && parent != Tag::Title && same(text)
        }
    });
    found.or(page.h1.first().map(|(id, _)| *id))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    None,
    Published,
    Updated,
}

/// A date that stands near the title.
#[derive(Debug, Clone, Copy)]
struct Spot {
    stamp: Stamp,
    label: Label,
    /// Pieces of text between it and the title; what stands before the title counts twice.
    distance: u32,
    /// In the box of text there is little beside the date.
    bare: bool,
}

/// Pieces of text after and before the title in which bylines and dates stand.
const AFTER: u32 = 60;
const BEFORE: u32 = 24;
/// Long paragraphs after which the article is well under way.
const RUNNING: u32 = 3;

/// Dates around the title, nearest first.
fn spots(dom: &Dom<'_>, anchor: Id, order: Order, told: &[Stamp]) -> Vec<Spot> {
    let mut found = Finder { dom, anchor, order, told, seen: Vec::new(), spots: Vec::new() };
    let (mut texts, mut running) = (0, 0);
    let mut id = dom.end(anchor);
    while id < dom.len() && texts < AFTER && running < RUNNING {
        let tag = dom.tag(id);
        if tag.is_raw() || matches!(tag, Tag::Svg | Tag::Template | Tag::Select) {
            id = dom.end(id);
            continue;
        }
        if tag == Tag::Time {
            found.time(id, texts);
        } else if tag == Tag::Text {
            let text = dom.text(id);
            if !text.trim_ascii().is_empty() {
                texts += 1;
                running += u32::from(text.len() > 240);
                found.text(id, texts);
            }
        }
        id += 1;
    }
    let mut texts = 0;
    for id in (1..anchor).rev() {
        let tag = dom.tag(id);
        if tag == Tag::Time {
            found.time(id, texts * 2);
        } else if tag == Tag::Text && !dom.tag(dom.parent(id)).is_raw() && !dom.text(id).trim_ascii().is_empty() {
            texts += 1;
            found.text(id, texts * 2);
        }
        if texts >= BEFORE || tag == Tag::Head {
            break;
        }
    }
    let mut spots = found.spots;
    spots.sort_by_key(|spot| spot.distance);
    spots
}

struct Finder<'f, 's> {
    dom: &'f Dom<'s>,
    anchor: Id,
    order: Order,
    /// What machines are told: it decides between two readings of "03/04/2023".
    told: &'f [Stamp],
    /// Boxes looked at.
    seen: Vec<Id>,
    spots: Vec<Spot>,
}

impl Finder<'_, '_> {
    /// The attribute of a `time` element.
    fn time(&mut self, id: Id, distance: u32) {
        let Some(stamp) = self.dom.attr(id, "datetime").and_then(|value| date::parse(&value)) else { return };
        let label = if modified_by_name(self.dom, id) {
            Label::Updated
        } else {
            label_in(&apart(self.dom, self.small_box(id)).to_lowercase())
        };
        self.spots.push(Spot { stamp, label, distance, bare: true });
    }

    fn text(&mut self, id: Id, distance: u32) {
        if !self.dom.text(id).contains(|c: char| c.is_numeric()) {
            return;
        }
        let small = self.small_box(self.dom.parent(id));
        if self.seen.contains(&small) {
            return;
        }
        self.seen.push(small);
        let line = apart(self.dom, small);
        // A date has a day and a year, or three numbers.
        if line.len() > 2 * LINE || line.chars().filter(|c| c.is_numeric()).count() < 4 {
            return;
        }
        let line = line.to_lowercase();
        if self.parse(&line).is_none() {
            return;
        }
        let by_name = modified_by_name(self.dom, self.dom.parent(id)) && !line.contains("publi");
        for (label, piece) in labelled(&line) {
            let Some(stamp) = self.parse(piece) else { continue };
            let label = if label == Label::None && by_name { Label::Updated } else { label };
            self.spots.push(Spot { stamp, label, distance, bare: piece.split_whitespace().count() <= 14 });
        }
    }

    fn parse(&self, text: &str) -> Option<Stamp> {
        date::parse_in(text, self.order).or_else(|| {
            let readings = [Order::Day, Order::Month].map(|order| date::parse_in(text, order));
            let told = |s: &Stamp| self.told.iter().any(|told| (day(local(told)) - day(local(s))).abs() <= 1);
            match readings {
                [Some(a), Some(b)] if told(&a) != told(&b) => Some(if told(&a) { a } else { b }),
                _ => None,
            }
        })
    }

    /// The largest box around `id` that holds one line of text and not the title.
    fn small_box(&self, id: Id) -> Id {
        let mut best = id;
        for above in self.dom.ancestors(id).take(3) {
            if above == 0 || self.dom.within(self.anchor, above) || !fits(self.dom, above) {
                break;
            }
            best = above;
        }
        best
    }
}

/// Characters of a line that can be a byline with its dates.
const LINE: usize = 160;

fn fits(dom: &Dom<'_>, id: Id) -> bool {
    let below = dom.below(id);
    if below.len() > 80 {
        return false;
    }
    let mut room = LINE;
    for n in below {
        if dom.tag(n) == Tag::Text && !dom.tag(dom.parent(n)).is_raw() {
            match room.checked_sub(dom.text(n).trim_ascii().len()) {
                Some(left) => room = left,
                None => return false,
            }
        }
    }
    true
}

/// "published 19 december 2023 · updated 20 december 2023" as its pieces, each with what its word says.
fn labelled(line: &str) -> Vec<(Label, &str)> {
    let mut marks: Vec<(usize, Label)> = Vec::new();
    for (words, label) in [(UPDATED, Label::Updated), (WORDS_PUBLISHED, Label::Published)] {
        for word in words {
            marks.extend(line.match_indices(word).map(|(at, _)| (at, label)).take(4));
        }
    }
    marks.sort_by_key(|(at, _)| *at);
    if marks.is_empty() {
        return vec![(Label::None, line)];
    }
    let mut pieces: Vec<(Label, &str)> = Vec::new();
    let first = marks.first().map_or(0, |(at, _)| *at);
    pieces.extend(line.get(..first).filter(|p| !p.trim().is_empty()).map(|p| (Label::None, p)));
    for (n, (at, label)) in marks.iter().enumerate() {
        let end = marks.get(n + 1).map_or(line.len(), |(at, _)| *at);
        let piece = line.get(*at..end).unwrap_or_default();
        let digits = |text: &str| text.contains(|c: char| c.is_ascii_digit());
        match pieces.last_mut() {
            // "20 December 2023 (updated)", "20.12.2023 aktualisiert"
            Some(last) if !digits(piece) && digits(last.1) && last.0 == Label::None => last.0 = *label,
            _ => pieces.push((*label, piece)),
        }
    }
    pieces
}

fn label_in(line: &str) -> Label {
    let says = |words: &[&str]| words.iter().any(|word| line.contains(word));
    match (says(WORDS_PUBLISHED), says(UPDATED)) {
        (false, true) => Label::Updated,
        (true, false) => Label::Published,
        _ => Label::None,
    }
}

const UPDATED: &[&str] = &[
    "updat",
    "modified",
    "revised",
    "edited on",
    "last changed",
    "aktualisiert",
    "geändert",
    "mis à jour",
    "mise à jour",
    "modifié",
    "actualiz",
    "atualiz",
    "aggiornat",
    "обновлен",
    "изменено",
    "оновлено",
    "تحديث",
    "آخر تعديل",
    "bijgewerkt",
    "opdateret",
    "oppdatert",
    "uppdaterad",
    "päivitetty",
    "zaktualizowano",
    "aktualizacja",
    "aktualizováno",
    "güncel",
    "diperbarui",
    "cập nhật",
    "更新",
    "수정",
    "업데이트",
    "अपडेट",
    "עודכן",
    "به‌روز",
    "actualitzat",
    "frissítve",
    "ενημ",
];

const WORDS_PUBLISHED: &[&str] = &[
    "publi",
    "posted",
    "erstellt",
    "veröffentlicht",
    "erschienen",
    "pubblicat",
    "опубликован",
    "дата публикации",
    "опубліковано",
    "نشر",
    "geplaatst",
    "gepubliceerd",
    "udgivet",
    "julkaistu",
    "opublikowano",
    "vydáno",
    "yayın",
    "diterbitkan",
    "đăng",
    "发布",
    "發布",
    "公開",
    "掲載",
    "입력",
    "등록",
    "प्रकाशित",
    "פורסם",
    "منتشر",
    "δημοσι",
    "megjelen",
    "created",
];

/// The text below `id` on one line; what stands in different elements is apart, as it is on the screen.
fn apart(dom: &Dom<'_>, id: Id) -> String {
    let mut out = String::new();
    for n in dom.below(id) {
        if dom.tag(n) == Tag::Text && !dom.tag(dom.parent(n)).is_raw() {
            crate::dom::push_collapsed(&mut out, dom.text(n));
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        }
    }
    out
}

/// Named for a change; "entry-date updated" is what themes call every date.
fn modified_by_name(dom: &Dom<'_>, id: Id) -> bool {
    std::iter::once(id).chain(dom.ancestors(id).take(1)).any(|n| {
        ["class", "itemprop", "id"].iter().any(|name| {
            dom.attr(n, name).is_some_and(|v| {
                let v = v.to_ascii_lowercase();
                (v.contains("modif") || v.contains("updat"))
                    && !["publi", "entry-date", "post-date"].iter().any(|word| v.contains(word))
            })
        })
    })
}

/// What machines are told, in the zone that readers are shown. Where readers are shown the day of the change and no other, without a word that says so,
/// the publisher dates the article by it.
fn shown(told: Stamp, changed: Option<Stamp>, spots: &[Spot]) -> Stamp {
    let not_updated = || spots.iter().filter(|s| s.label != Label::Updated);
    if told.day_only {
        // Machines are told the day, and readers the hour.
        let hour = not_updated().find(|s| !s.stamp.day_only && day(local(&s.stamp)) == day(told.at.0));
        return hour.map_or(told, |s| s.stamp);
    }
    if let Some(changed) = changed
        && day(local(&changed)) != day(local(&told))
        && !not_updated().any(|s| agrees(&s.stamp, &told))
        && not_updated().any(|s| s.bare && agrees(&s.stamp, &changed))
    {
        return in_zone_of(changed, not_updated());
    }
    in_zone_of(told, not_updated())
}

/// Zones in use run from 12 hours west to 14 hours east.
const WEST: i64 = -12 * Millis::HOUR;
const EAST: i64 = 14 * Millis::HOUR;

/// May `seen` be how readers are shown the instant `told`?
fn agrees(seen: &Stamp, told: &Stamp) -> bool {
    if seen.day_only || told.day_only {
        return (day(told.at.0 + WEST)..=day(told.at.0 + EAST)).contains(&day(local(seen)));
    }
    offset_between(seen, told).is_some()
}

/// The offset under which `seen` is the instant `told`, in minutes.
fn offset_between(seen: &Stamp, told: &Stamp) -> Option<i16> {
    if seen.day_only || told.day_only {
        return None;
    }
    if let Some(offset) = seen.offset_minutes {
        return (minute(seen.at.0) == minute(told.at.0)).then_some(offset);
    }
    let ahead = (minute(seen.at.0) - minute(told.at.0)) * Millis::MINUTE;
    let possible = (WEST..=EAST).contains(&ahead) && ahead % (15 * Millis::MINUTE) == 0;
    possible.then(|| i16::try_from(ahead / Millis::MINUTE).ok()).flatten()
}

/// `told` in the zone in which readers are shown it.
fn in_zone_of<'s>(told: Stamp, spots: impl Iterator<Item = &'s Spot>) -> Stamp {
    let offset =
        spots.filter_map(|s| offset_between(&s.stamp, &told)).find(|offset| told.offset_minutes != Some(*offset));
    match offset {
        Some(offset) => Stamp { offset_minutes: Some(offset), ..told },
        None => told,
    }
}

/// A change told in the same zone as the publication is shown in the same zone too.
fn same_zone(changed: Stamp, told: Option<Stamp>, published: Option<Stamp>) -> Stamp {
    match (told, published) {
        (Some(told), Some(published))
            if told.at == published.at
                && told.offset_minutes == changed.offset_minutes
                && !changed.day_only
                && (changed.at.0 - told.at.0).abs() < 7 * Millis::DAY =>
        {
            Stamp { offset_minutes: published.offset_minutes, ..changed }
        }
        _ => changed,
    }
}

/// The date of a page that tells machines none: what stands by the title, the address, other places that are named for dates.
fn unsaid(page: &Gathered<'_, '_>, address: &Address, spots: &[Spot], order: Order) -> Option<Stamp> {
    const NEAR: u32 = 30;
    let not_updated = || spots.iter().filter(|s| s.label != Label::Updated && s.bare && s.distance <= NEAR);
    let nearest = not_updated().find(|s| s.label == Label::Published).or_else(|| not_updated().next());
    // An address names its day before the article is out; a date by the title that is far from it belongs to something else.
    let in_address = date::in_address(address.url().path());
    let near_address =
        |spot: &&Spot| in_address.is_none_or(|named| (day(local(&spot.stamp)) - day(named.at.0)).abs() <= 2);
    let nearest = nearest.filter(near_address).or_else(|| not_updated().find(near_address));
    if let Some(spot) = nearest {
        // Of a day and an hour on that day, the hour.
        let hour = not_updated().find(|s| !s.stamp.day_only && day(local(&s.stamp)) == day(local(&spot.stamp)));
        return Some(in_zone_of(hour.unwrap_or(spot).stamp, not_updated()));
    }
    let time = || {
        page.times.iter().take(20).filter(|id| !modified_by_name(page.dom, **id)).find_map(|id| {
            let attribute = page.dom.attr(*id, "datetime").filter(|v| !v.is_empty());
            date::parse_in(&attribute.map_or_else(|| page.dom.line(*id), |v| v.into_owned()), order)
        })
    };
    in_address
        .or_else(|| page.told.uploaded.as_deref().and_then(date::parse))
        .or_else(time)
        .or_else(|| in_named_box(page, order))
}

/// A date in a box named for it.
fn in_named_box(page: &Gathered<'_, '_>, order: Order) -> Option<Stamp> {
    let dom = page.dom;
    let named = |value: &str| {
        let value = value.to_ascii_lowercase();
        value.contains("date") && !value.contains("update")
            || value.contains("publish")
            || value.contains("timestamp")
            || value.contains("byline")
    };
    (1..dom.len())
        .filter(|id| dom.tag(*id) != Tag::Text)
        .filter(|id| {
            let mut attributes = dom.raw_attributes(*id).iter();
            attributes.any(|(name, value)| {
                (name.eq_ignore_ascii_case("class") || name.eq_ignore_ascii_case("id")) && named(value)
            })
        })
        .take(30)
        .find_map(|id| {
            let text = apart(dom, id);
            (text.len() < 120).then(|| date::parse_in(&text, order)).flatten()
        })
}

/// Day or month first in dates of numbers: by other dates of the page, the region of its language, its language, its country's domain.
fn order(page: &Gathered<'_, '_>, address: &Address) -> Order {
    let dom = page.dom;
    let elsewhere =
        page.times.iter().take(20).map(|id| date::order_of(&dom.line(*id))).find(|order| *order != Order::Unknown);
    if let Some(order) = elsewhere {
        return order;
    }
    let tag = |value: &str| -> (String, String) {
        let mut parts = value.trim().split(['-', '_']);
        let lang = parts.next().unwrap_or_default().to_ascii_lowercase();
        (lang, parts.next_back().unwrap_or_default().to_ascii_uppercase())
    };
    let (lang, region) = tag(&page.lang_tag);
    let (_, told_region) = tag(page.first(&["og:locale"]).unwrap_or_default());
    if !lang.is_empty() && lang != "en" {
        return Order::Day;
    }
    let country = address.host().rsplit('.').next().unwrap_or_default().to_owned();
    const DAY: &[&str] =
        &["uk", "au", "nz", "ie", "in", "za", "pk", "ng", "ke", "sg", "my", "gh", "mt", "bd", "lk", "eu"];
    match (DAY.contains(&country.as_str()), region.as_str(), told_region.as_str()) {
        (true, ..) => Order::Day,
        (_, "US" | "PH", _) => Order::Month,
        (_, "GB" | "AU" | "NZ" | "IE" | "IN" | "ZA", _) => Order::Day,
        (_, _, "GB" | "AU" | "NZ" | "IE" | "IN" | "ZA") => Order::Day,
        _ => Order::Unknown,
    }
}
