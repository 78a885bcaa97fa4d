//! The publishers' pages. Each design (`broadsheet`, `tabloid`, …) has its own file and its own idea of markup; what they share is in `parts`.
//!
//! To add a design: a name in `content::Design`, a file here with `article`, a line in `article` below, a path in `news::path_of`.

mod broadsheet;
mod legacy;
mod lists;
mod magazine;
mod meta;
mod minimal;
mod parts;
mod portal;
mod tabloid;

pub(crate) use lists::{about, front, missing, section, subject};

use crate::answer::Answer;
use crate::content::{Design, ReportKind};
use crate::date;
use crate::markup::Block;
use crate::news::{Image, News, Publisher, Report, Version};
use crate::words::Words;
use coranto_core::Millis;
use encoding_rs::Encoding;

/// A publisher at its desk: all that its pages are made of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Desk<'a> {
    pub news: &'a News,
    pub index: usize,
    pub publisher: &'a Publisher,
    pub now: Millis,
}

impl<'a> Desk<'a> {
    pub fn html(&self, text: String) -> Answer {
        let charset = charset_of(self.publisher);
        // Old servers leave it to the page's own meta to say which charset it has.
        let content_type = match self.publisher.text.design {
            Design::Legacy => "text/html".to_owned(),
            _ => format!("text/html; charset={}", charset.name().to_ascii_lowercase()),
        };
        Answer::new(200, &content_type, charset.encode(&text).0.into_owned())
    }

    pub fn words(&self) -> &'static Words {
        Words::of(self.publisher.lang)
    }

    pub fn offset(&self) -> i8 {
        date::offset_hours(&self.publisher.text.country)
    }

    /// Everything the publisher has out, newest first.
    pub fn out(&self) -> Vec<&'a Report> {
        self.news.out(self.index, None, self.now)
    }

    /// Other reports of the publisher: of the same section first.
    pub fn others(&self, report: &Report, most: usize) -> Vec<&'a Report> {
        let mut others: Vec<&Report> = self.out().into_iter().filter(|r| r.id != report.id).collect();
        others.sort_by_key(|r| r.section != report.section);
        others.truncate(most);
        others
    }

    pub fn picture(&self, image: &Image, width: u32) -> String {
        picture_address(self.publisher, image, width)
    }
}

/// A report as its page shows it now.
pub(crate) struct Sheet<'a> {
    pub desk: &'a Desk<'a>,
    pub report: &'a Report,
    pub version: &'a Version,
    /// The part of the text that stands on this page: all of it, unless it goes over several.
    pub blocks: &'a [Block],
    /// Of the report's own language, which may differ from the publisher's first.
    pub words: &'static Words,
    pub address: String,
}

impl<'a> Sheet<'a> {
    pub fn new(desk: &'a Desk<'a>, report: &'a Report) -> Sheet<'a> {
        let version = report.version(desk.now);
        Sheet {
            desk,
            report,
            version,
            blocks: &version.blocks,
            words: Words::of(report.lang),
            address: desk.publisher.address(&report.path),
        }
    }
}

/// A report's page; none when it has no page of that number.
pub(crate) fn article(desk: &Desk<'_>, report: &Report, number: usize) -> Option<String> {
    let mut sheet = Sheet::new(desk, report);
    let pages = pages_of(desk.publisher.text.design, &sheet);
    if !(1..=pages).contains(&number) {
        return None;
    }
    if pages > 1 {
        sheet.blocks = sheet.version.blocks.chunks(magazine::PAGE_BLOCKS).nth(number - 1)?;
    }
    Some(match desk.publisher.text.design {
        Design::Broadsheet => broadsheet::article(&sheet),
        Design::Tabloid => tabloid::article(&sheet),
        Design::Magazine => magazine::article(&sheet, number, pages),
        Design::Portal => portal::article(&sheet),
        Design::Minimal => minimal::article(&sheet),
        Design::Legacy => legacy::article(&sheet),
    })
}

/// Only magazines cut their articles up, and only those that are read from top to bottom.
fn pages_of(design: Design, sheet: &Sheet<'_>) -> usize {
    let whole = matches!(sheet.report.kind, ReportKind::Live | ReportKind::Gallery);
    match design {
        Design::Magazine if !whole => sheet.version.blocks.len().div_ceil(magazine::PAGE_BLOCKS),
        _ => 1,
    }
}

pub(crate) fn amp(desk: &Desk<'_>, report: &Report) -> String {
    broadsheet::amp(&Sheet::new(desk, report))
}

pub(crate) fn picture_address(publisher: &Publisher, image: &Image, width: u32) -> String {
    format!("https://{}/media/{}-{:016x}-{width}.jpg", publisher.image_host(), image.scene, image.seed)
}

/// Old systems write one byte per letter.
pub(crate) fn charset_of(publisher: &Publisher) -> &'static Encoding {
    if publisher.text.design != Design::Legacy {
        return encoding_rs::UTF_8;
    }
    match publisher.lang.as_str() {
        "ru" => encoding_rs::WINDOWS_1251,
        "ar" => encoding_rs::WINDOWS_1256,
        _ => encoding_rs::WINDOWS_1252,
    }
}
