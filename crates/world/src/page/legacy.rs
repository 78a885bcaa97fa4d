//! A site as it was made at the turn of the century and never since: tables, `<FONT>`, open paragraphs, one byte per letter.

use super::Sheet;
use super::parts::{self, line};
use crate::date;
use crate::markup::{Block, escape, inline};

pub(super) fn article(sheet: &Sheet<'_>) -> String {
    let (report, words, desk) = (sheet.report, sheet.words, sheet.desk);
    let text = &desk.publisher.text;
    let direction = report.lang.direction().as_str();
    let mut out = String::from("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\">\n");
    line!(
        out,
        "<HTML DIR=\"{direction}\">\n<HEAD>\n<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset={}\">\n<META HTTP-EQUIV=\"Content-Language\" CONTENT=\"{}\">\n<TITLE>{} : {}</TITLE>\n<META NAME=\"keywords\" CONTENT=\"{}\">",
        super::charset_of(desk.publisher).name().to_ascii_lowercase(),
        report.lang,
        escape(&text.name),
        escape(&sheet.version.title),
        escape(&report.keywords.join(", "))
    );
    if let Some(author) = &report.author {
        line!(out, "<META NAME=\"author\" CONTENT=\"{}\">", escape(author));
    }
    line!(out, "<META NAME=\"date\" CONTENT=\"{}\">", date::layout(report.published, desk.offset(), "%Y-%m-%d"));
    out.push_str(&parts::feed_links(desk));
    line!(
        out,
        "</HEAD>\n<BODY BGCOLOR=\"#FFFFFF\" TEXT=\"#000000\" LINK=\"#000099\">\n<TABLE WIDTH=\"100%\" CELLPADDING=\"4\"><TR><TD COLSPAN=\"3\" BGCOLOR=\"#336699\"><FONT SIZE=\"5\" COLOR=\"#FFFFFF\"><B>{}</B></FONT><BR><FONT SIZE=\"1\" COLOR=\"#FFFFFF\">{}</FONT></TD></TR>\n<TR><TD WIDTH=\"140\" VALIGN=\"top\" BGCOLOR=\"#EEEEEE\"><FONT SIZE=\"2\">",
        escape(&text.name),
        escape(&text.tagline)
    );
    line!(out, "<A HREF=\"/\">{}</A><BR>", words.home);
    for section in &text.sections {
        line!(out, "<A HREF=\"/{section}\">{}</A><BR>", escape(words.section(section)));
    }
    for service in words.services {
        line!(out, "<A HREF=\"/topic/service\">{service}</A><BR>");
    }
    line!(
        out,
        "</FONT></TD>\n<TD VALIGN=\"top\"><FONT SIZE=\"1\">{} / {}</FONT><BR>",
        escape(words.section(&report.section)),
        date::layout(report.published, desk.offset(), "%d.%m.%Y %H:%M")
    );
    line!(out, "<FONT SIZE=\"5\"><B>{}</B></FONT><BR>", escape(&sheet.version.title));
    if let Some(author) = &report.author {
        line!(out, "<FONT SIZE=\"2\"><I>{} {}</I></FONT><BR>", words.by, escape(author));
    }
    if let Some(image) = &report.image {
        line!(
            out,
            "<TABLE ALIGN=\"right\" WIDTH=\"320\"><TR><TD><IMG SRC=\"{}\" WIDTH=\"320\" HEIGHT=\"180\" BORDER=\"0\"></TD></TR><TR><TD><FONT SIZE=\"1\">{} {}</FONT></TD></TR></TABLE>",
            desk.picture(image, 640),
            inline(image.caption.as_deref().unwrap_or_default()),
            image.credit.as_deref().map(|c| format!("({}: {})", words.photo, escape(c))).unwrap_or_default()
        );
    }
    line!(out, "<FONT FACE=\"Verdana\" SIZE=\"2\">");
    if let Some(standfirst) = &report.standfirst {
        line!(out, "<P><B>{}</B>", inline(standfirst));
    }
    // Half of them open a paragraph and never close it, half part their lines with breaks.
    let breaks = desk.publisher.seed.is_multiple_of(2);
    out.push_str(&parts::body(
        sheet,
        |_, block| show(block, breaks),
        |n, _| match n {
            3 => format!(
                "<CENTER><TABLE BORDER=\"1\"><TR><TD><FONT SIZE=\"1\">{}</FONT><BR><A HREF=\"https://ads.example/banner\"><B>{}</B><BR>{}</A></TD></TR></TABLE></CENTER>\n",
                words.advert, words.adverts[1].0, words.adverts[1].1
            ),
            _ => String::new(),
        },
    ));
    if let Some(agency) = &report.agency {
        line!(out, "<P><FONT SIZE=\"1\">{} {}</FONT>", words.with_agency, escape(agency));
    }
    line!(
        out,
        "</FONT>\n<HR><FONT SIZE=\"1\"><A HREF=\"?print=1\">{}</A> | <A HREF=\"mailto:redaktion@{}\">{}</A> | <A HREF=\"#\">{}</A></FONT></TD>",
        words.print,
        text.host,
        words.contact,
        words.to_top
    );
    line!(
        out,
        "<TD WIDTH=\"160\" VALIGN=\"top\" BGCOLOR=\"#EEEEEE\"><FONT SIZE=\"2\"><B>{}</B><UL>\n{}</UL><B>{}</B><BR>{}</FONT></TD></TR>",
        words.most_read,
        parts::link_items(&desk.others(report, 6), desk),
        words.newsletter_head,
        words.newsletter_text
    );
    line!(
        out,
        "<TR><TD COLSPAN=\"3\" ALIGN=\"center\"><FONT SIZE=\"1\">&copy; {}. {}<BR><IMG SRC=\"/count.gif\" WIDTH=\"1\" HEIGHT=\"1\"></FONT></TD></TR></TABLE>\n</BODY>\n</HTML>",
        escape(&text.owner),
        words.rights
    );
    out
}

fn show(block: &Block, breaks: bool) -> String {
    match block {
        Block::Paragraph(text) if breaks => format!("{}<BR><BR>", inline(text)),
        Block::Paragraph(text) => format!("<P>{}", inline(text)),
        Block::Heading(text) => format!("<P><B>{}</B>{}", inline(text), if breaks { "<BR><BR>" } else { "" }),
        Block::Quote(paragraphs) => {
            let text: Vec<String> = paragraphs.iter().map(|p| inline(p)).collect();
            format!("<BLOCKQUOTE><I>{}</I></BLOCKQUOTE>", text.join("<BR>"))
        }
        Block::List { ordered, items } => {
            let tag = if *ordered { "OL" } else { "UL" };
            let items: String = items.iter().map(|i| format!("<LI>{}\n", inline(i))).collect();
            format!("<{tag}>\n{items}</{tag}>")
        }
        Block::Table(_) => block.html(),
    }
}
