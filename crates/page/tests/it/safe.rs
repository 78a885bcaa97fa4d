//! Whatever goes in, only what is on the allow-list comes out: parsed again by another parser and looked at.

use coranto_core::Block;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use proptest::prelude::*;
use std::cell::RefCell;

const ELEMENTS: &[&str] = &[
    "a", "em", "strong", "b", "i", "s", "u", "sub", "sup", "code", "q", "cite", "abbr", "mark", "small", "br", "bdi",
    "bdo", "time", "span",
];

/// Faults seen by the tokenizer of html5ever in markup that Coranto wrote.
#[derive(Default)]
struct Inspector {
    faults: RefCell<Vec<String>>,
    open: RefCell<Vec<String>>,
}

impl TokenSink for Inspector {
    type Handle = ();
    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => self.tag(&tag),
            Token::CommentToken(c) => self.faults.borrow_mut().push(format!("comment {c}")),
            Token::DoctypeToken(_) => self.faults.borrow_mut().push("doctype".into()),
            Token::ParseError(e) => self.faults.borrow_mut().push(format!("parse error {e}")),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Inspector {
    fn tag(&self, tag: &Tag) {
        let fault = |f: String| self.faults.borrow_mut().push(f);
        let name = tag.name.to_string();
        if !ELEMENTS.contains(&name.as_str()) {
            fault(format!("element {name}"));
        }
        if tag.kind == TagKind::EndTag {
            if self.open.borrow_mut().pop() != Some(name.clone()) {
                fault(format!("</{name}> closes nothing"));
            }
            return;
        }
        if name != "br" {
            self.open.borrow_mut().push(name.clone());
        }
        for attribute in &tag.attrs {
            let (attr, value) = (attribute.name.local.to_string(), attribute.value.to_string());
            let ok = match attr.as_str() {
                "href" => name == "a" && (value.starts_with("http://") || value.starts_with("https://")),
                "cite" => name == "q" && (value.starts_with("http://") || value.starts_with("https://")),
                "lang" => value.len() <= 3 && value.bytes().all(|b| b.is_ascii_lowercase()),
                "dir" => matches!(value.as_str(), "ltr" | "rtl" | "auto"),
                "datetime" => {
                    name == "time" && value.bytes().all(|b| b.is_ascii_alphanumeric() || b"-:+. ".contains(&b))
                }
                "title" => name == "abbr",
                _ => false,
            };
            if !ok {
                fault(format!("attribute {attr}={value} on {name}"));
            }
        }
    }
}

fn inspect(html: &str) -> Vec<String> {
    let queue = BufferQueue::default();
    queue.push_back(html5ever::tendril::StrTendril::from(html));
    let tokenizer = Tokenizer::new(Inspector::default(), TokenizerOpts { exact_errors: true, ..Default::default() });
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    let mut faults = tokenizer.sink.faults.take();
    faults.extend(tokenizer.sink.open.take().into_iter().map(|name| format!("<{name}> is never closed")));
    faults
}

fn markup(block: &Block) -> Vec<&str> {
    match block {
        Block::Paragraph { html } | Block::Heading { html, .. } => vec![html],
        Block::List { items, .. } => items.iter().map(String::as_str).collect(),
        Block::Quote { paragraphs, .. } => paragraphs.iter().map(String::as_str).collect(),
        Block::Table { rows, .. } => rows.iter().flatten().map(|cell| cell.html.as_str()).collect(),
        Block::Image(picture) => {
            assert!(picture.src.as_str().starts_with("http"));
            vec![]
        }
        Block::Embed { href, .. } => {
            assert!(href.as_str().starts_with("http"));
            vec![]
        }
        Block::Preformatted { .. } | Block::Rule => vec![],
    }
}

fn faults_of(html: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let fragment = coranto_page::fragment(html, &super::address());
    let article = super::read(html).article.blocks;
    for block in fragment.iter().chain(&article) {
        for html in markup(block) {
            faults.extend(inspect(html).into_iter().map(|f| format!("{f} in {html}")));
        }
    }
    faults
}

#[test]
fn the_inspector_sees_what_is_wrong() {
    for bad in
        ["<script>x</script>", "<a onclick=x>y</a>", "<a href=\"javascript:x\">y</a>", "<b>x", "x</b>", "<!-- -->"]
    {
        assert!(!inspect(bad).is_empty(), "{bad}");
    }
    assert_eq!(inspect("x &amp; <a href=\"https://a.example/\">y</a><br>z"), Vec::<String>::new());
}

#[test]
fn known_attacks_come_out_harmless() {
    for attack in [
        "<p>a<script>alert(1)</script>b</p>",
        "<p><a href=\"javascript:alert(1)\">x</a> <a href=' jAvascript:alert(1)'>y</a> <a href='data:text/html,x'>z</a> <a href=\"java\nscript:x\">w</a></p>",
        "<p><img src=x onerror=alert(1)> text</p>",
        "<p><b onmouseover=alert(1)>text</b><svg><script>alert(1)</script></svg></p>",
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
        "<p><math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\"></p>",
        "<p><a href='https://a.example/\"onmouseover=\"alert(1)'>x</a></p>",
        "<p><abbr title='\"><script>alert(1)</script>'>x</abbr></p>",
        "<p><noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript></p>",
        "<p><time datetime='\"><b>'>x</time><span dir='\"x' lang='en\"'>y</span></p>",
        "<p><textarea></textarea><script>x</script></p><xmp><p title='</xmp><script>alert(1)</script>'>",
        "<p>\u{0}<scr\u{0}ipt>alert(1)</scr\u{0}ipt></p>",
        "<iframe src='javascript:alert(1)'></iframe><iframe srcdoc='<script>alert(1)</script>'></iframe><object data='data:text/html,x'></object>",
    ] {
        assert_eq!(faults_of(attack), Vec::<String>::new(), "{attack}");
        let json = serde_json::to_string(&coranto_page::fragment(attack, &super::address())).unwrap();
        assert!(!json.contains("javascript:") && !json.contains("<script") && !json.contains("data:text"), "{json}");
    }
}

/// Pieces that pages are made of, good and bad, in any order.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-zA-Z ,.;:'\"&<>=/-]{0,12}",
        2 => "\\PC{0,8}",
        6 => prop::sample::select(vec![
            "<p>", "</p>", "<div>", "</div>", "<a href='/x'>", "<a href=\"javascript:x\">", "</a>", "<b>", "</b>", "<i>", "</i>", "<span lang=en>", "</span>", "<ul><li>", "</li>", "</ul>",
            "<table><tr><td>", "</td>", "</table>", "<blockquote>", "</blockquote>", "<script>", "</script>", "<style>", "</style>", "<!--", "-->", "<br>", "<br/>", "<img src=/a.jpg onerror=x>",
            "<figure>", "<figcaption>", "</figure>", "<h2>", "</h2>", "<pre>", "</pre>", "<time datetime='x\">'>", "</time>", "<svg>", "</svg>", "<noscript>", "</noscript>", "<textarea>", "<title>",
            "&lt;script&gt;", "&amp;", "&#0;", "&#x110000;", "&nosuch;", "<q cite=/q>", "</q>", "<abbr title='<x>'>", "<![CDATA[", "]]>", "<?php", "?>", "</", "<", "<a", "<iframe src=//youtube.com/embed/x>",
            "<form>", "<button>", "<article>", "</article>", "<template>", "<math>", "<html>", "<body>", "<head>", "\u{0}", "\u{feff}", "<p hidden>", "<code>", "</code>",
        ]).prop_map(str::to_owned),
        1 => Just("The harbour of Lindmar opened again on Tuesday after eleven weeks of dredging, said the mayor. ".to_owned()),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_but_the_allow_list_comes_out(html in soup()) {
        prop_assert_eq!(faults_of(&html), Vec::<String>::new());
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), kind in prop::option::of("[ -~]{0,40}")) {
        let reading = coranto_page::article(&bytes, kind.as_deref(), &super::address(), &coranto_page::Options { explain: true, ..Default::default() });
        let _ = coranto_page::text_of(&reading.article.blocks);
        let text = String::from_utf8_lossy(&bytes);
        prop_assert!(coranto_page::plain(&text, 40).chars().count() <= 40);
    }

    #[test]
    fn words_of_a_paragraph_are_never_lost(words in prop::collection::vec("[a-z]{2,9}", 12..60), marks in prop::collection::vec(0usize..8, 12..60)) {
        // Every word in some inline element, or none: the sentence must come out whole.
        let wrap = ["a href=/x class=related", "b", "em", "span class=ad", "a href=#y", "font color=red", "", ""];
        let html: Vec<String> = words.iter().zip(&marks).map(|(word, mark)| match wrap[*mark] {
            "" => word.clone(),
            open => format!("<{open}>{word}</{}>", open.split(' ').next().unwrap_or_default()),
        }).collect();
        let wanted = words[..words.len().min(marks.len())].join(" ");
        let blocks = coranto_page::fragment(&format!("<p>{}</p>", html.join(" ")), &super::address());
        prop_assert_eq!(coranto_page::text_of(&blocks), wanted);
    }
}
