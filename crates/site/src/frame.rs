//! What stands around every page: title, header, navigation, language switch, footer.

use crate::app::App;
use crate::assets;
use crate::errors::SiteError;
use crate::i18n::Interface;
use coranto_core::Millis;
use coranto_core::source::SECTIONS;

#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    pub name: String,
    pub href: String,
    /// The page that is being read.
    pub here: bool,
    pub count: i64,
}

impl Link {
    pub fn new(name: String, href: String) -> Link {
        Link { name, href, here: false, count: 0 }
    }
}

/// Which of the four places of the bar a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    Today,
    Latest,
    Browse,
    Sources,
    #[default]
    None,
}

#[derive(Debug, Clone)]
pub struct Frame {
    pub t: Interface,
    pub site: String,
    /// For `<title>`, without the site's name.
    pub title: Option<String>,
    pub description: Option<String>,
    pub sections: Vec<Link>,
    /// The same page in the interface's other languages: code, own name, address.
    pub others: Vec<(Interface, String)>,
    /// Address of this list's feed and its name.
    pub feed: Option<(String, String)>,
    pub canonical: Option<String>,
    /// Search engines are not to keep this page.
    pub noindex: bool,
    pub demo: bool,
    pub tab: Tab,
    /// The site's clock to the hour, for the script: its "ago" makes no sense on a machine whose clock stands elsewhere. Only to the hour, because a
    /// page that differs at every making can never be answered with 304.
    pub now: i64,
    pub css: &'static str,
    pub js: &'static str,
}

impl Frame {
    /// `here` is the page's path without the interface, such as "/section/world"; the front page is "".
    pub async fn new(app: &App, t: Interface, here: &str) -> Result<Frame, SiteError> {
        let shelves = app.shelves().await?;
        let mut frame = Frame::bare(app, t);
        frame.sections = SECTIONS
            .iter()
            .filter(|slug| shelves.sections.iter().any(|(known, count)| known == *slug && *count > 0))
            .map(|slug| {
                let path = format!("/section/{slug}");
                Link { here: path == here, ..Link::new(section_name(t, slug), format!("/{}{path}", t.code())) }
            })
            .collect();
        frame.others =
            Interface::ALL.into_iter().filter(|i| *i != t).map(|i| (i, format!("/{}{here}", i.code()))).collect();
        Ok(frame)
    }

    /// Without asking the store anything.
    pub fn bare(app: &App, t: Interface) -> Frame {
        Frame {
            t,
            site: app.state.settings.site.name.clone(),
            title: None,
            description: None,
            sections: Vec::new(),
            others: Interface::ALL.into_iter().filter(|i| *i != t).map(|i| (i, format!("/{}", i.code()))).collect(),
            feed: None,
            canonical: None,
            noindex: false,
            demo: app.state.demo,
            tab: Tab::None,
            now: app.now().0 / Millis::HOUR * Millis::HOUR,
            css: assets::css_path(),
            js: assets::js_path(),
        }
    }

    pub fn titled(mut self, title: &str) -> Frame {
        self.title = Some(title.to_owned());
        self
    }

    pub fn tab(mut self, tab: Tab) -> Frame {
        self.tab = tab;
        self
    }

    /// A feed at this path (without the interface), of what `name` says.
    pub fn with_feed(mut self, path: &str, name: &str) -> Frame {
        self.feed = Some((format!("/{}{path}", self.t.code()), self.t.plain("feed-of", name)));
        self
    }

    pub fn unindexed(mut self) -> Frame {
        self.noindex = true;
        self
    }

    pub fn say(&self, key: &str) -> String {
        self.t.say(key)
    }

    /// "/en" + path.
    pub fn path(&self, path: &str) -> String {
        format!("/{}{path}", self.t.code())
    }

    pub fn is_tab(&self, tab: &str) -> bool {
        matches!(
            (tab, self.tab),
            ("today", Tab::Today) | ("latest", Tab::Latest) | ("browse", Tab::Browse) | ("sources", Tab::Sources)
        )
    }

    pub fn endonym(&self, interface: &Interface) -> String {
        crate::names::endonym(interface.lang())
    }
}

/// The section's name; the slug itself for one that a newer list of sources knows and this program does not.
pub fn section_name(t: Interface, slug: &str) -> String {
    if SECTIONS.contains(&slug) { t.say(&format!("section-{slug}")) } else { slug.to_owned() }
}
