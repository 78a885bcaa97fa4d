//! Broken pages: cut off anywhere, a tag never closed, bytes that are not what they are said to be. Nothing panics, and words that can be read are.

use super::shapes::SHAPES;
use coranto_page::{Options, Reading, text_of};
use encoding_rs::{Encoding, UTF_8};

fn page(bytes: &[u8], kind: Option<&str>) -> Reading {
    coranto_page::article(bytes, kind, &super::address(), &Options { explain: true, ..Options::default() })
}

fn text(bytes: &[u8], kind: Option<&str>) -> String {
    text_of(&page(bytes, kind).article.blocks)
}

const PAGES: &[&str] = &[
    include_str!("../../fixtures/pages/every-kind-of-block/source.html"),
    include_str!("../../fixtures/pages/questions-in-buttons/source.html"),
    include_str!("../../fixtures/pages/live-boxes/source.html"),
    include_str!("../../fixtures/pages/live-list-ar/source.html"),
    include_str!("../../fixtures/pages/gallery-amid-text/source.html"),
    include_str!("../../fixtures/pages/script-ja-ruby/source.html"),
    include_str!("../../fixtures/pages/metadata/source.html"),
];

#[test]
fn a_page_cut_off_anywhere_is_read_as_far_as_it_goes() {
    for html in PAGES {
        let whole = text(html.as_bytes(), None);
        let mut last = 0;
        for percent in 0..=100 {
            // Amid a character too.
            let cut = &html.as_bytes()[..html.len() * percent / 100];
            last = text(cut, None).len();
            let _ = coranto_page::fragment(&String::from_utf8_lossy(cut), &super::address());
        }
        assert_eq!(last, whole.len());
    }
}

#[test]
fn a_tag_that_is_never_closed_loses_no_more_than_its_box() {
    let html = include_str!("../../fixtures/pages/it-works/source.html");
    let whole = text(html.as_bytes(), None);
    let ends: Vec<(usize, usize)> =
        html.match_indices("</").filter_map(|(from, _)| Some((from, from + html[from..].find('>')? + 1))).collect();
    assert!(ends.len() > 20);
    for (from, to) in ends {
        let name = &html[from..to];
        let unclosed = [&html[..from], &html[to..]].concat();
        let read = text(unclosed.as_bytes(), None);
        // What only a script, a style or a title end would have ended is not markup any more.
        if !["</script>", "</style>", "</title>"].contains(&name) {
            assert!(
                read.contains("The harbour of Lindmar opened again on Tuesday"),
                "without {name} at {from}: {read}"
            );
        }
        if name == "</p>" {
            assert_eq!(read, whole, "without {name} at {from}");
        }
        // An end of nothing, twice.
        let twice = [&html[..to], name, &html[to..]].concat();
        assert!(!text(twice.as_bytes(), None).is_empty());
    }
    for html in PAGES {
        for (from, _) in html.match_indices('>') {
            let _ = text([&html[..from], &html[from + 1..]].concat().as_bytes(), None);
        }
    }
}

#[test]
fn charsets_are_read_whatever_is_said_of_them() {
    let said = [
        (
            "windows-1251",
            "Порт Линдмара снова открылся во вторник после одиннадцати недель углубления дна, сказала мэр города.",
            "ru",
        ),
        (
            "koi8-r",
            "Порт Линдмара снова открылся во вторник после одиннадцати недель углубления дна, сказала мэр города.",
            "ru",
        ),
        ("windows-1256", "أعيد فتح ميناء لندمار يوم الثلاثاء بعد أحد عشر أسبوعا من أعمال التجريف في القناة.", "ar"),
        ("windows-1255", "נמל לינדמר נפתח מחדש ביום שלישי אחרי אחד עשר שבועות של עבודות העמקה בתעלה.", "he"),
        ("gbk", "经过十一周的疏浚，林德玛港于星期二重新开放，首班渡轮载着四十名乘客和一支铜管乐队离港。", "zh"),
        ("gb18030", "经过十一周的疏浚，林德玛港于星期二重新开放，首班渡轮载着四十名乘客和一支铜管乐队离港。", "zh"),
        ("big5", "經過十一週的疏浚，林德瑪港於星期二重新開放，首班渡輪載著四十名乘客離港。", "zh"),
        (
            "shift_jis",
            "リンドマル港は十一週間の浚渫を終えて火曜日に再開し、最初の渡し船が四十人の乗客を乗せて出港した。",
            "ja",
        ),
        (
            "euc-jp",
            "リンドマル港は十一週間の浚渫を終えて火曜日に再開し、最初の渡し船が四十人の乗客を乗せて出港した。",
            "ja",
        ),
        (
            "euc-kr",
            "린드마르 항구가 열한 주의 준설 끝에 화요일 다시 열렸고 첫 배가 승객 사십 명을 태우고 떠났다.",
            "ko",
        ),
        (
            "iso-8859-2",
            "Przystań Lindmar została ponownie otwarta we wtorek po jedenastu tygodniach, powiedziała burmistrzyni.",
            "pl",
        ),
        (
            "iso-8859-1",
            "Der Hafen von Lindmar öffnete am Dienstag wieder, größer und schöner als früher, über elf Wochen später.",
            "de",
        ),
        (
            "iso-8859-9",
            "Lindmar limanı salı günü yeniden açıldı, ilk vapur kırk yolcuyla ve bir bandoyla iskeleden ayrıldı.",
            "tr",
        ),
        (
            "iso-8859-7",
            "Το λιμάνι του Λίντμαρ άνοιξε ξανά την Τρίτη μετά από έντεκα εβδομάδες εργασιών, είπε η δήμαρχος.",
            "el",
        ),
        (
            "windows-1252",
            "Le port de Lindmar a rouvert mardi après onze semaines, « enfin », a déclaré la maire – et le bac est parti.",
            "fr",
        ),
        ("windows-874", "ท่าเรือลินด์มาร์เปิดให้บริการอีกครั้งเมื่อวันอังคารหลังจากขุดลอกนานสิบเอ็ดสัปดาห์", "th"),
    ];
    let mut unguessed = Vec::new();
    for (label, sentence, lang) in said {
        let encoding = Encoding::for_label(label.as_bytes()).unwrap();
        let html = |meta: &str| {
            let body: String = (0..6).map(|_| format!("<p>{sentence}</p>")).collect();
            format!(
                "<html lang={lang}><head>{meta}<title>Lindmar</title></head><body><h1>Lindmar</h1><article>{body}</article></body></html>"
            )
        };
        let meta = format!("<meta charset=\"{label}\">");
        let encoded = |meta: &str| encoding.encode(&html(meta)).0.into_owned();
        let header = format!("text/html; charset={label}");
        assert!(text(&encoded(""), Some(&header)).contains(sentence), "{label} in the header");
        assert!(text(&encoded(&meta), Some("text/html")).contains(sentence), "{label} in the page");
        // A claim to be UTF-8 that the bytes give the lie to, and no claim at all.
        for (what, kind) in [("wrongly declared", Some("text/html; charset=utf-8")), ("undeclared", None)] {
            if !text(&encoded(""), kind).contains(sentence) {
                unguessed.push(format!("{label} {what}"));
            }
        }
        // And UTF-8 that claims to be something else.
        assert!(text(html(&meta).as_bytes(), Some(&header)).contains(sentence), "UTF-8 said to be {label}");
    }
    // Told by the bytes alone, from a few hundred of them: most of them are right.
    assert!(unguessed.len() <= 6, "{unguessed:?}");
}

#[test]
fn utf_16_is_read_with_and_without_its_mark() {
    let sentence = "The harbour of Lindmar opened again on Tuesday after eleven weeks of dredging — größer als früher.";
    let html = format!(
        "<html><head><title>Lindmar</title></head><body><h1>Lindmar</h1>{}</body></html>",
        format!("<p>{sentence}</p>").repeat(4)
    );
    let little: Vec<u8> = html.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = html.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for (mark, bytes) in [([0xff, 0xfe], &little), ([0xfe, 0xff], &big)] {
        assert!(text(&[&mark[..], bytes].concat(), None).contains(sentence), "with the mark {mark:x?}");
        assert!(text(bytes, None).contains(sentence), "without the mark {mark:x?}");
        assert!(
            text(bytes, Some("text/html; charset=utf-8")).contains(sentence),
            "without the mark {mark:x?}, said to be UTF-8"
        );
    }
    assert!(text(&little, Some("text/html; charset=utf-16le")).contains(sentence));
    assert!(text(&big, Some("text/html; charset=utf-16be")).contains(sentence));
    // A cut amid a character.
    let _ = text(&little[..little.len() - 1], None);
}

#[test]
fn text_that_was_encoded_twice_does_no_harm() {
    let sentence = "Der Hafen öffnete am Dienstag wieder, größer und schöner als früher.";
    let twice =
        UTF_8.encode(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(sentence.as_bytes()).0).0.into_owned();
    let html = [b"<h1>Hafen</h1><p>".as_slice(), &twice, b"</p>"].concat();
    let read = page(&html, None);
    assert!(text_of(&read.article.blocks).contains("Der Hafen"));
}

#[test]
fn pages_made_to_hurt_are_read_without_a_panic() {
    for (_, make) in SHAPES {
        let html = make(16_000);
        let reading = super::read(&html);
        let _ = text_of(&reading.article.blocks);
        let _ = coranto_page::fragment(&html, &super::address());
        let _ = super::read(&html[..html.floor_char_boundary(html.len() / 2)]);
    }
}
