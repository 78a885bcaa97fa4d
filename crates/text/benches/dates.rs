//! Dates in an article of some 500 words: `cargo bench -p coranto-text --bench dates`. Sentences with dates among three times as many without.

use coranto_core::{Lang, Millis};
use coranto_text::dates::{Published, coming, dates};

fn main() {
    divan::main();
}

const NOW: Published = Published { at: Millis(1_795_597_200_000), offset_minutes: 0, day_first: None };

const EN: &str = "The two presidents will meet on Monday in Vienna to discuss the harbour and the bridge over it. The mayor said that nobody had \
    been hurt and that the repairs would cost some 45 million euros. Voters in three districts complained of long queues and of a lack of ballots. \
    A spokesman for the union declined to comment on the figures, which were first published by a local paper on 14 November. ";
const DE: &str = "Die beiden Präsidenten werden sich am Montag in Wien treffen, um über den Hafen und die Brücke zu sprechen. Die Bürgermeisterin sagte, \
    niemand sei verletzt worden und die Arbeiten kosteten rund 45 Millionen Euro. Wähler in drei Bezirken klagten über lange Schlangen und fehlende Zettel. \
    Ein Sprecher der Gewerkschaft wollte die Zahlen nicht kommentieren, die am 14. November zuerst in einer Zeitung standen. ";
const AR: &str = "سيلتقي الرئيسان يوم الاثنين في فيينا لبحث أمر الميناء والجسر الذي فوقه. وقالت رئيسة البلدية إن أحدا لم يصب بأذى وإن الإصلاحات ستكلف \
    نحو 45 مليون يورو. واشتكى الناخبون في ثلاث دوائر من طول الطوابير ومن نقص الأوراق. ورفض متحدث باسم النقابة التعليق على الأرقام التي نشرت أولا في 14 نوفمبر. ";
const ZH: &str = "两国总统将于周一在维也纳会晤，讨论港口及其上方的大桥。市长表示，没有人受伤，维修费用约为4500万欧元。三个选区的选民抱怨排队时间长、选票不足。\
    工会发言人拒绝就这些数字发表评论，这些数字最早于11月14日由当地报纸公布。";

fn article(lang: &str) -> (String, Option<Lang>) {
    let (text, times) = match lang {
        "de" => (DE, 7),
        "ar" => (AR, 8),
        "zh" => (ZH, 7),
        _ => (EN, 7),
    };
    (text.repeat(times), Lang::parse(lang))
}

#[divan::bench(args = ["en", "de", "ar", "zh"])]
fn all(bencher: divan::Bencher<'_, '_>, lang: &str) {
    let (text, lang) = article(lang);
    bencher.bench(|| dates(divan::black_box(&text), lang, NOW));
}

#[divan::bench(args = ["en", "ar"])]
fn ahead_with_sentences(bencher: divan::Bencher<'_, '_>, lang: &str) {
    let (text, lang) = article(lang);
    bencher.bench(|| coming(divan::black_box(&text), lang, NOW));
}

/// Nothing but dates: ns per byte stay what they are when the text is ten times as long.
#[divan::bench(args = [1, 10])]
fn hostile(bencher: divan::Bencher<'_, '_>, times: usize) {
    let text = "next Monday, 12/12 1:00 the the the early ".repeat(500 * times);
    bencher
        .counter(divan::counter::BytesCount::of_str(&text))
        .bench(|| dates(divan::black_box(&text), Some(Lang::EN), NOW));
}
