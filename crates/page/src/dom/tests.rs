use super::*;

fn shape(html: &str) -> String {
    let dom = Dom::parse(html);
    fn write(dom: &Dom<'_>, id: Id, out: &mut String) {
        for child in dom.children(id) {
            if dom.tag(child) == Tag::Text {
                out.push_str(dom.text(child));
            } else {
                out.push('(');
                out.push_str(dom.tag(child).name());
                out.push(' ');
                write(dom, child, out);
                out.push(')');
            }
        }
    }
    let mut out = String::new();
    write(&dom, 0, &mut out);
    out
}

#[test]
fn paragraphs_and_items_end_where_browsers_end_them() {
    assert_eq!(shape("<p>a<p>b<div>c</div>d"), "(p a)(p b)(div c)d");
    assert_eq!(shape("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>"), "(ul (li a)(li b(ul (li c)))(li d))");
    assert_eq!(shape("<table><tr><td>a<td>b<tr><th>c</table>d"), "(table (tr (td a)(td b))(tr (th c)))d");
    assert_eq!(shape("<div><p>a</div>b"), "(div (p a))b");
    assert_eq!(shape("<h2>a<h3>b</h3>c"), "(h2 a)(h3 b)c");
}

#[test]
fn links_that_cross_blocks_do_not_swallow_the_page() {
    assert_eq!(shape("<a><div>x</a></div><p>y"), "(a (div x))(p y)");
    assert_eq!(shape("<p>one <a>two <a>three</a> four"), "(p one (a two )(a three) four)");
}

#[test]
fn text_is_text() {
    assert_eq!(shape("a < b & c &amp; d &#x27;e&#8217; &notit; &eacute"), "a < b & c & d 'e’ ¬it; é");
    assert_eq!(shape("<script>if (a </b> c) {'</p>'}</script>x<!-- y --> z"), "(script if (a </b> c) {'</p>'})x z");
    assert_eq!(shape("<p>a</p x='>'>b</"), "(p a)'>b");
    assert_eq!(Dom::parse("<a href='?a=1&copy=2&amp;b'>").attr(1, "HREF").as_deref(), Some("?a=1&copy=2&b"));
}

#[test]
fn a_head_ends_when_the_page_begins() {
    assert_eq!(shape("<html><head><title>t</title><div>x</div></head></html>"), "(html (head (title t))(div x))");
    assert_eq!(shape("<svg><path/><g><p>x</p>"), "(svg (other )(other ))(p x)");
}
