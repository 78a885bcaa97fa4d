//! The element names that mean something here; all others are one kind.

use std::sync::LazyLock;

macro_rules! tags {
    ($($variant:ident $name:literal),* $(,)?) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub(crate) enum Tag { Document, Text, Other, $($variant),* }

        const NAMES: &[(&str, Tag)] = &[$(($name, Tag::$variant)),*];

        impl Tag {
            pub fn name(self) -> &'static str {
                match self {
                    Tag::Document => "page",
                    Tag::Text => "text",
                    Tag::Other => "other",
                    $(Tag::$variant => $name),*
                }
            }
        }
    };
}

tags! {
    A "a", Abbr "abbr", Acronym "acronym", Address "address", AmpImg "amp-img", AmpAd "amp-ad", AmpEmbed "amp-embed", AmpYoutube "amp-youtube",
    AmpTwitter "amp-twitter", AmpInstagram "amp-instagram", AmpIframe "amp-iframe", AmpVideo "amp-video", AmpSocialShare "amp-social-share",
    Area "area", Article "article", Aside "aside", Audio "audio", B "b", Base "base", Bdi "bdi", Bdo "bdo", Big "big", Blockquote "blockquote",
    Body "body", Br "br", Button "button", Canvas "canvas", Caption "caption", Center "center", Cite "cite", Code "code", Col "col", Colgroup "colgroup",
    Data "data", Datalist "datalist", Dd "dd", Del "del", Details "details", Dfn "dfn", Dialog "dialog", Dir "dir", Div "div", Dl "dl", Dt "dt", Em "em",
    Embed "embed", Fieldset "fieldset", Figcaption "figcaption", Figure "figure", Font "font", Footer "footer", ForeignObject "foreignobject",
    Form "form", Frame "frame", Frameset "frameset", H1 "h1", H2 "h2", H3 "h3", H4 "h4", H5 "h5", H6 "h6", Head "head", Header "header",
    Hgroup "hgroup", Hr "hr", Html "html", I "i", Iframe "iframe", Img "img", Input "input", Ins "ins", Kbd "kbd", Label "label", Legend "legend", Li "li",
    Link "link", Listing "listing", Main "main", Map "map", Mark "mark", Marquee "marquee", Math "math", Menu "menu", Meta "meta", Meter "meter", Nav "nav",
    Nobr "nobr", Noembed "noembed", Noframes "noframes", Noscript "noscript", Object "object", Ol "ol", Optgroup "optgroup", Option "option",
    Output "output", P "p", Param "param", Picture "picture", Plaintext "plaintext", Pre "pre", Progress "progress", Q "q", Rp "rp", Rt "rt", Ruby "ruby",
    S "s", Samp "samp", Script "script", Search "search", Section "section", Select "select", Slot "slot", Small "small", Source "source", Span "span",
    Strike "strike", Strong "strong", Style "style", Sub "sub", Summary "summary", Sup "sup", Svg "svg", Table "table", Tbody "tbody", Td "td",
    Template "template", Textarea "textarea", Tfoot "tfoot", Th "th", Thead "thead", Time "time", Title "title", Tr "tr", Track "track", Tt "tt", U "u",
    Ul "ul", Var "var", Video "video", Wbr "wbr", Xmp "xmp",
}

/// Names as numbers, sorted: a lookup is a few comparisons of integers.
static TABLE: LazyLock<Vec<(u128, Tag)>> = LazyLock::new(|| {
    let mut table: Vec<(u128, Tag)> =
        NAMES.iter().filter_map(|(name, tag)| Some((pack(name.as_bytes())?, *tag))).collect();
    table.sort_unstable_by_key(|(key, _)| *key);
    table
});

fn pack(name: &[u8]) -> Option<u128> {
    if name.len() > 16 {
        return None;
    }
    Some(name.iter().fold(0u128, |key, b| (key << 8) | u128::from(b.to_ascii_lowercase())))
}

impl Tag {
    pub fn of(name: &[u8]) -> Tag {
        let Some(key) = pack(name) else { return Tag::Other };
        let table = &*TABLE;
        table.binary_search_by_key(&key, |(k, _)| *k).map_or(Tag::Other, |i| table[i].1)
    }

    /// Begins and ends a line of text.
    pub fn is_block(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Document
                | Html
                | Body
                | Address
                | Article
                | Aside
                | Blockquote
                | Caption
                | Center
                | Dd
                | Details
                | Dialog
                | Dir
                | Div
                | Dl
                | Dt
                | Fieldset
                | Figcaption
                | Figure
                | Footer
                | Form
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Header
                | Hgroup
                | Hr
                | Legend
                | Li
                | Listing
                | Main
                | Menu
                | Nav
                | Ol
                | Optgroup
                | Option
                | P
                | Pre
                | Search
                | Section
                | Select
                | Summary
                | Table
                | Tbody
                | Td
                | Tfoot
                | Th
                | Thead
                | Tr
                | Ul
                | Xmp
                | Iframe
                | Video
                | Audio
                | Object
                | Embed
                | Picture
                | AmpImg
                | AmpAd
                | AmpEmbed
                | AmpYoutube
                | AmpTwitter
                | AmpInstagram
                | AmpIframe
                | AmpVideo
                | Template
                | Textarea
                | Canvas
                | Marquee
                | Noframes
        )
    }

    pub fn is_heading(self) -> bool {
        use Tag::*;
        matches!(self, H1 | H2 | H3 | H4 | H5 | H6)
    }

    pub fn is_void(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Area | Base | Br | Col | Embed | Frame | Hr | Img | Input | Link | Meta | Param | Source | Track | Wbr
        )
    }

    /// Its content is not markup, and never text for a reader.
    pub fn is_raw(self) -> bool {
        use Tag::*;
        matches!(self, Script | Style | Iframe | Noembed | Noframes | Xmp)
    }

    /// Elements whose end tag, when it comes late, closes what is inside (the spec's "special" ones).
    pub fn is_special(self) -> bool {
        use Tag::*;
        self.is_block()
            && !matches!(self, Picture | AmpImg | AmpAd | AmpEmbed | Video | Audio | Canvas | Option | Optgroup)
            || matches!(self, Button | Svg | Math | Template | Head | Title | Style | Script | Noscript)
    }
}
