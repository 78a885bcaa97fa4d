//! Our own tree keeps the words of a page in the order in which a parser of the standard (html5ever) has them.

use std::io::Read;
use std::path::PathBuf;

/// The words that html5ever's tree holds, without what is never text.
fn by_the_standard(html: &str) -> Vec<String> {
    let document = dom_query::Document::from(html);
    for never in ["script", "style", "iframe", "noembed", "noframes", "xmp", "template"] {
        document.select(never).remove();
    }
    words(&document.text())
}

fn ours(html: &str) -> Vec<String> {
    words(&coranto_page::plain(html, usize::MAX))
}

/// Letters only: where blanks stand between boxes is a matter of taste.
fn words(text: &str) -> Vec<String> {
    let text: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    text.as_bytes().chunks(40).map(|c| String::from_utf8_lossy(c).into_owned()).collect()
}

/// The folder with the evaluation data, when it is there.
pub fn data() -> Option<PathBuf> {
    let folder = std::env::var_os("CORANTO_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let pages = folder.join("pages/news2023");
    if pages.is_dir() {
        return Some(pages);
    }
    println!("NOT RUN on real pages: {} is not there (set CORANTO_DATA)", pages.display());
    None
}

pub fn unpacked(path: &std::path::Path) -> Vec<u8> {
    let mut html = Vec::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_end(&mut html).unwrap();
    html
}

#[test]
fn broken_markup_keeps_its_words_in_order() {
    for html in [
        "<p>one<p>two<div>three</div>four",
        "<ul><li>one<li>two<ul><li>three</ul><li>four</ul>five",
        "<a href=x>one<div>two</a>three</div>four",
        "<b>one<p>two</b>three</p>four",
        "<p>one<b>two<i>three</b>four</i>five",
        "<div><span>one</div>two</span>three",
        "<h1>one<h2>two</h1>three</h2>four",
        "<dl><dt>one<dd>two<dt>three</dl>four",
        "<p>one</div>two</section>three",
        "one<!-- two -->three<!--> four -->five<!---->six",
        "one<?two?>three</>four</ five>six< seven",
        "<textarea><p>one</textarea>two<title>three</title>",
        "<script>one</scripty></script>two<style>three</style>four",
        "<svg><title>one</title><g>two</g></svg>three<svg><p>four</p>",
        "<table><tr><td>one<td>two<tr><th>three</table>four",
        "<select><option>one<option>two</select>three",
        "<button>one<button>two</button>three",
        "<form>one<form>two</form>three",
        "<p title='a>b'>one</p><p title=\"a\n>b\">two</p><p title=a>b>three</p>",
        "&amp;one&ampt;two&notit;three&eacute;four&#x41;&#66;&#128;five&hellip",
        "<html><head><title>one</title></head><body>two</body></html>three",
    ] {
        assert_eq!(ours(html), by_the_standard(html), "{html}");
    }
}

#[test]
fn real_pages_keep_their_words_in_order() {
    let Some(pages) = data() else { return };
    let mut files: Vec<PathBuf> = std::fs::read_dir(pages.join("html")).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    // Every ninth is enough for each test run.
    let files: Vec<&PathBuf> = files.iter().step_by(9).collect();
    let different: Vec<String> = files
        .iter()
        .filter(|file| {
            let html = String::from_utf8_lossy(&unpacked(file)).into_owned();
            ours(&html) != by_the_standard(&html)
        })
        .map(|f| f.display().to_string())
        .collect();
    println!("{} of {} pages give other words than html5ever: {different:#?}", different.len(), files.len());
    assert!(different.len() * 10 <= files.len(), "{different:#?}");
}
