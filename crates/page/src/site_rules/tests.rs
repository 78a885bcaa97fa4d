//! The evaluator on a page of the made-up world, and the book.

use super::*;
use proptest::prelude::*;

const PAGE: &str = r#"<html><head><title>Harbour opens | The Courier</title><meta property="og:title" content="Harbour opens"><link rel=next href="/harbour?page=2"></head>
<body><nav id=top class="menu main"><a href=/>Home</a></nav>
<main><h1 class="headline big">Harbour opens</h1>
<div class="text  story-body" data-part=1><p class=lead>The harbour of Lindmar opened.</p><p>Ferries left at noon.</p><div class=promo><p>Read also: <a href=/mussels>Mussels</a></p></div><p>Mayor Lund spoke.</p></div>
<ul><li>one</li><li>two</li><li>three</li></ul><p class="byline">By <b>Ada Lund</b></p></main></body></html>"#;

fn words(expression: &str) -> String {
    let dom = Dom::parse(PAGE);
    let mut site = site(&dom);
    match site.boxes(expression, &(0..dom.len())) {
        Ok(boxes) => boxes.iter().map(|id| dom.line(*id)).collect::<Vec<_>>().join(" / "),
        Err(why) => format!("no answer: {why}"),
    }
}

fn link(expression: &str) -> String {
    let dom = Dom::parse(PAGE);
    format!("{:?}", site(&dom).link(expression))
}

fn site<'d, 's>(dom: &'d Dom<'s>) -> Site<'d, 's> {
    Site::new(dom, SiteRules::test(""), true)
}

#[test]
fn it_works() {
    for (expression, found) in [
        ("//p[@class='lead']", "The harbour of Lindmar opened."),
        ("//div[contains(@class, 'story-body')]/p[2]", "Ferries left at noon."),
        ("//div[contains(concat(' ',normalize-space(@class),' '),' text ')]/p[last()]", "Mayor Lund spoke."),
        ("//div[contains(concat(' ',normalize-space(@class),' '),' story ')]", ""),
        ("//li[position() > 1]", "two / three"),
        ("//li[1] | //li[3]", "one / three"),
        ("(//p)[2]", "Ferries left at noon."),
        ("(//p)[last()]/b", "Ada Lund"),
        ("//li[2]/preceding-sibling::li", "one"),
        ("//li[3]/preceding-sibling::li[1]", "two"),
        ("//li[1]/following-sibling::*[1]", "two"),
        ("//h1/following::li[. = 'two']", "two"),
        ("//li/preceding::h1", "Harbour opens"),
        ("//p[contains(., 'Lindmar')]", "The harbour of Lindmar opened."),
        ("//p[starts-with(normalize-space(text()), 'By')]//b", "Ada Lund"),
        (
            "//p[not(@class) and not(ancestor::div[@class='promo']) and not(a)]",
            "Ferries left at noon. / Mayor Lund spoke.",
        ),
        ("//a[contains(@href, 'mussels')]/parent::p/..", "Read also: Mussels"),
        ("//b/ancestor::p", "By Ada Lund"),
        ("//*[@id='top' or self::h1]", "Home / Harbour opens"),
        ("//ul[count(li) = 3]/li[string-length(.) = 5]", "three"),
        ("//ul[li='two']/li[1]", "one"),
        ("//a[substring(@href, string-length(@href) - string-length('els') + 1) = 'els']", "Mussels"),
        ("//p[translate(@class, 'LEAD', 'lead') = 'lead']", "The harbour of Lindmar opened."),
        ("/html/body/main/h1", "Harbour opens"),
        ("//main/descendant::p[@class!='lead']", "By Ada Lund"),
        ("//MAIN//P[@CLASS='byline']/text()", "By"),
        ("//figure", ""),
    ] {
        assert_eq!(words(expression), found, "{expression}");
    }
}

#[test]
fn links_come_from_elements_attributes_and_made_up_strings() {
    assert_eq!(link("//link[@rel='next']"), r#"Ok(Some("/harbour?page=2"))"#);
    assert_eq!(link("//div[@class='promo']//a/@href"), r#"Ok(Some("/mussels"))"#);
    assert_eq!(link("concat('/print', //nav/a/@href)"), r#"Ok(Some("/print/"))"#);
    assert_eq!(link("substring-after(//link/@href, '?')"), r#"Ok(Some("page=2"))"#);
    assert_eq!(link("//a[@rel='next']"), "Ok(None)");
}

#[test]
fn what_is_broken_or_unknown_says_so() {
    for (expression, why) in [
        ("//div[@class='x'", "not an expression at “its end”"),
        ("//div[@class=]", "not an expression at “]”"),
        ("", "not an expression at “its end”"),
        ("//gu-island", "HTML has no element “gu-island”"),
        ("//div[id('x')]", "“id()” is not supported"),
        ("//div[namespace::x]", "“namespace::” is not supported"),
        ("//p[contains(@class)]", "not an expression at “contains with 1 values”"),
        (&format!("//p{}", "[p".repeat(400)), "more than 24 brackets inside each other"),
        (&format!("//p{}", "/p".repeat(400)), "more than 24 brackets inside each other"),
        (&"(".repeat(3_000), "longer than 2000 bytes"),
    ] {
        assert_eq!(words(expression), format!("no answer: {why}"), "{expression}");
    }
}

#[test]
fn an_expression_that_asks_for_too_much_work_has_no_answer_and_takes_no_time() {
    let page = format!("<body>{}x{}", "<div><p>a</p>".repeat(400), "<p>b</p>".repeat(60_000));
    let dom = Dom::parse(&page);
    let started = std::time::Instant::now();
    for expression in [
        "//*[count(.//*[count(.//*[count(.//*) > 0]) > 0]) > 0]",
        "//p[preceding::p[preceding::p[preceding::p[. = 'z']]]]",
        "//div//div//div[contains(., 'z')]//div[contains(., 'z')]",
        "//*[//*[//*[//*[. = 'z']]]]",
        "//p[. = //p[. = //p]]",
    ] {
        let mut site = site(&dom);
        assert_eq!(site.boxes(expression, &(0..dom.len())), Err(NoAnswer::TooMuchWork), "{expression}");
        // One greedy expression leaves something for the others.
        assert_eq!(site.boxes("/html | //main", &(0..dom.len())), Ok(Vec::new()));
    }
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
}

#[test]
fn the_book_is_sorted_and_every_rule_in_it_can_be_read() {
    let mut last = "";
    let mut sites = 0;
    for line in BOOK.lines().filter(|l| !l.starts_with('#')) {
        if let Some(field) = line.strip_prefix(' ') {
            let (word, value) = field.split_once(' ').expect(line);
            let field = Field::ALL.into_iter().find(|f| f.word() == word).expect(line);
            if field.is_expression() {
                parse::parse(value).unwrap_or_else(|why| panic!("{last}: {value}: {why}"));
            }
        } else {
            assert!(last < line, "{last} stands before {line}");
            assert_eq!(SiteRules::find(BOOK, line).map(|r| r.host), Some(line));
            last = line;
            sites += 1;
        }
    }
    assert!(sites > 1_500, "{sites} sites");
}

#[test]
fn a_site_is_found_by_its_host_and_by_a_domain_for_all_below() {
    let book =
        "# head\n.bay.example\n body //b\na.example\n body //a\n named x y\n named z\ncourier.example\n next //a\n";
    let host = |host: &str| SiteRules::find(book, host).map(|r| r.host);
    assert_eq!(host("a.example"), Some("a.example"));
    assert_eq!(host("www.a.example"), Some("a.example"));
    assert_eq!(host("news.a.example"), None);
    assert_eq!(host("news.bay.example"), Some(".bay.example"));
    assert_eq!(host("one.news.bay.example"), Some(".bay.example"));
    assert_eq!(host("bay.example"), None);
    assert_eq!(host("courier.example"), Some("courier.example"));
    assert_eq!(host("zzz.example"), None);
    assert_eq!(host(""), None);
    assert_eq!(host("# head"), Some("# head"), "a header is no host that an address can have");
    let rules = SiteRules::find(book, "a.example").unwrap();
    assert_eq!(rules.all(Field::CutNamed).collect::<Vec<_>>(), ["x y", "z"]);
    assert_eq!(rules.all(Field::Next).count(), 0);
}

#[test]
fn a_file_of_the_set_becomes_a_record() {
    let text = "# The Courier\nbody: //div[@class='text']\nstrip: //aside\nstrip://gu-island\nstrip_id_or_class: promo\ntidy: no\nbody: //div[@class='text']\nhttp_header(user-agent): x\nnext_page_link: //a[@rel='next']\nstrip_id_or_class:\nfind_string\ntest_url: https://courier.example/1\n";
    let converted = convert("www.Courier.example", text);
    assert_eq!(
        converted.record,
        "courier.example\n body //div[@class='text']\n cut //aside\n named promo\n next //a[@rel='next']\n"
    );
    assert_eq!(converted.taken, 4);
    let left: Vec<&str> = converted.left_out.keys().map(String::as_str).collect();
    assert_eq!(
        left,
        [
            "a field without a value",
            "a line without a colon",
            "http_header: not used",
            "said twice",
            "strip: HTML has no element “gu-island”",
            "test_url: not used",
            "tidy: not used",
        ]
    );
    assert_eq!(convert("LICENSE", "body: //div").record, "");
}

proptest! {
    /// Whatever the words of a rule and the page: an answer or a reason, no panic.
    #[test]
    fn any_words_are_an_expression_or_are_refused(expression in "[-/@\\[\\]()|*.,'\"a-z0-9 =!<>:+]{0,60}", page in "[<>/a-z \"=]{0,200}") {
        let dom = Dom::parse(&page);
        let mut site = site(&dom);
        let _ = site.boxes(&expression, &(0..dom.len()));
        let _ = site.link(&expression);
    }

    /// The same from the words that expressions are made of.
    #[test]
    fn any_mix_of_the_words_of_expressions_is_answered_or_refused(
        parts in proptest::collection::vec(prop_oneof![
            Just("//"), Just("/"), Just("p"), Just("div"), Just("*"), Just("["), Just("]"), Just("("), Just(")"), Just("|"), Just("@class"), Just("'x'"),
            Just("="), Just("contains("), Just(","), Just("position()"), Just("last()"), Just(" and "), Just("not("), Just("1"), Just("ancestor::"),
            Just("following::"), Just("preceding-sibling::"), Just(".."), Just("."), Just("text()"), Just("count("), Just("substring("), Just("-"),
        ], 0..24)
    ) {
        let dom = Dom::parse(PAGE);
        let expression = parts.concat();
        let mut site = site(&dom);
        let _ = site.boxes(&expression, &(0..dom.len()));
        let _ = site.link(&expression);
    }

    #[test]
    fn any_text_is_a_book_to_look_in(book in "[a-c.\n #]{0,120}", host in "[a-c.]{0,6}") {
        let _ = SiteRules::find(&book, &host);
        let _ = convert(&host, &book);
    }
}
