//! Which vocabulary an element belongs to: by the namespace its document declares, else by what its prefix means everywhere.

use crate::xml::Attrs;

/// The vocabularies that carry something a reader sees, or that say how to poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Space {
    /// No namespace, or one of the many that RSS has been given.
    Plain,
    Atom,
    Rdf,
    /// Dublin Core, elements and terms.
    Dublin,
    Content,
    Media,
    Itunes,
    Podcast,
    Georss,
    Geo,
    Gml,
    /// Creative Commons, both namespaces.
    Licence,
    Slash,
    Wfw,
    Thread,
    Syndication,
    News,
    Sitemap,
    SitemapImage,
    Xhtml,
    Feedburner,
    /// Known to carry nothing for us, or not known at all.
    Other,
}

/// The namespaces in force, innermost last.
#[derive(Debug, Default)]
pub struct Names<'a> {
    declared: Vec<(&'a str, Space)>,
}

/// More declarations in force at once are an attack.
const MAX_DECLARED: usize = 256;

impl<'a> Names<'a> {
    pub fn mark(&self) -> usize {
        self.declared.len()
    }

    pub fn forget(&mut self, mark: usize) {
        self.declared.truncate(mark);
    }

    pub fn declare(&mut self, attrs: Attrs<'a>) {
        for (name, value) in attrs.iter() {
            let Some(rest) = name.strip_prefix("xmlns") else { continue };
            let prefix = match rest.strip_prefix(':') {
                Some(prefix) => prefix,
                None if rest.is_empty() => "",
                None => continue,
            };
            if self.declared.len() < MAX_DECLARED {
                self.declared.push((prefix, space_of(value)));
            }
        }
    }

    /// The vocabulary of `prefix`, and whether the document declared it.
    pub fn space(&self, prefix: &str) -> (Space, bool) {
        match self.declared.iter().rev().find(|(p, _)| *p == prefix) {
            // Feeds put whatever they like in front of the whole document.
            Some((_, Space::Other)) if prefix.is_empty() => (Space::Plain, true),
            // A prefix that everybody knows with an address that nobody knows: the prefix is right more often.
            Some((_, Space::Other)) => (usual(prefix), true),
            Some((_, space)) => (*space, true),
            None if prefix.is_empty() => (Space::Plain, true),
            None => (usual(prefix), prefix == "xml"),
        }
    }
}

fn space_of(address: &str) -> Space {
    let address = address.trim().to_ascii_lowercase();
    let address = address.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    let address = address.trim_end_matches(['/', '#']);
    match address {
        "" => Space::Plain,
        "w3.org/2005/atom" | "purl.org/atom/ns" | "w3.org/2005/atom/" => Space::Atom,
        "w3.org/1999/02/22-rdf-syntax-ns" => Space::Rdf,
        "w3.org/1999/xhtml" => Space::Xhtml,
        "purl.org/dc/elements/1.1" | "purl.org/dc/elements/1.0" | "purl.org/dc/terms" | "purl.org/dc" => Space::Dublin,
        "purl.org/rss/1.0/modules/content" => Space::Content,
        "search.yahoo.com/mrss"
        | "search.yahoo.com/mrss/"
        | "video.search.yahoo.com/mrss"
        | "tools.search.yahoo.com/mrss" => Space::Media,
        "itunes.com/dtds/podcast-1.0.dtd" | "example.com/dtds/podcast-1.0.dtd" => Space::Itunes,
        "podcastindex.org/namespace/1.0" => Space::Podcast,
        "georss.org/georss" | "georss.org/georss/10" => Space::Georss,
        "w3.org/2003/01/geo/wgs84_pos" => Space::Geo,
        "opengis.net/gml" => Space::Gml,
        "web.resource.org/cc" | "creativecommons.org/ns" => Space::Licence,
        "purl.org/rss/1.0/modules/slash" => Space::Slash,
        "wellformedweb.org/commentapi" => Space::Wfw,
        "purl.org/syndication/thread/1.0" => Space::Thread,
        "purl.org/rss/1.0/modules/syndication" => Space::Syndication,
        "google.com/schemas/sitemap-news/0.9" => Space::News,
        "sitemaps.org/schemas/sitemap/0.9" | "google.com/schemas/sitemap/0.84" | "google.com/schemas/sitemap/0.9" => {
            Space::Sitemap
        }
        "google.com/schemas/sitemap-image/1.1" => Space::SitemapImage,
        "rssnamespace.org/feedburner/ext/1.0" => Space::Feedburner,
        _ if address.starts_with("purl.org/rss/1.0/modules") => Space::Other,
        _ if address.starts_with("purl.org/atom") || address.starts_with("purl.org/net/atom") => Space::Atom,
        _ if address.starts_with("purl.org/rss")
            || address.starts_with("purl.org/net/rss")
            || address.starts_with("my.netscape.com/rdf")
            || address.starts_with("channel.netscape.com/rdf")
            || address.starts_with("my.netscape.com/publish/formats/rss")
            || address.starts_with("backend.userland.com/rss")
            || address.starts_with("blogs.law.harvard.edu/tech/rss")
            || address.starts_with("cyber.law.harvard.edu/rss") =>
        {
            Space::Plain
        }
        _ if address.contains("creativecommonsrssmodule") => Space::Licence,
        _ if address.contains("search.yahoo.com/mrss") => Space::Media,
        _ if address.contains("podcast-1.0.dtd") => Space::Itunes,
        _ if address.starts_with("github.com/podcastindex-org") => Space::Podcast,
        _ => Space::Other,
    }
}

/// What a prefix means when nothing, or nothing known, is declared for it.
fn usual(prefix: &str) -> Space {
    const USUAL: &[(&str, Space)] = &[
        ("media", Space::Media),
        ("dc", Space::Dublin),
        ("content", Space::Content),
        ("atom", Space::Atom),
        ("atom10", Space::Atom),
        ("a10", Space::Atom),
        ("dcterms", Space::Dublin),
        ("itunes", Space::Itunes),
        ("podcast", Space::Podcast),
        ("georss", Space::Georss),
        ("geo", Space::Geo),
        ("gml", Space::Gml),
        ("cc", Space::Licence),
        ("creativecommons", Space::Licence),
        ("slash", Space::Slash),
        ("wfw", Space::Wfw),
        ("thr", Space::Thread),
        ("sy", Space::Syndication),
        ("news", Space::News),
        ("image", Space::SitemapImage),
        ("rdf", Space::Rdf),
        ("rss", Space::Plain),
        ("xhtml", Space::Xhtml),
        ("feedburner", Space::Feedburner),
    ];
    USUAL.iter().find(|(p, _)| prefix.eq_ignore_ascii_case(p)).map_or(Space::Other, |(_, s)| *s)
}

/// An element's local name in lower case; longer names than any that is known come out empty.
#[derive(Debug, Clone, Copy)]
pub struct Local {
    bytes: [u8; 24],
    len: u8,
}

impl Local {
    pub fn new(name: &str) -> Local {
        let mut bytes = [0u8; 24];
        let source = name.as_bytes();
        let Some(target) = bytes.get_mut(..source.len()) else { return Local { bytes: [0; 24], len: 0 } };
        target.copy_from_slice(source);
        target.make_ascii_lowercase();
        Local { bytes, len: source.len() as u8 }
    }

    pub fn as_str(&self) -> &str {
        self.bytes.get(..usize::from(self.len)).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default()
    }
}

pub fn split_prefix(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}
