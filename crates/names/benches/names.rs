//! How long an article of 500 words takes: made-up news in four scripts, with as many names as news has.

use coranto_core::Lang;

const PARAGRAPHS: [(&str, &str); 4] = [
    (
        "en",
        "The foreign minister of France, Claire Dumont, arrived in Kyiv on Tuesday for talks with President Oleksandr Kovalenko about grain exports through the Black Sea. Officials in Ankara and Moscow had said a day earlier that no agreement was in sight, the Daily Ledger reported from Istanbul.",
    ),
    (
        "ru",
        "Министр иностранных дел Франции Клэр Дюмон прибыла во вторник в Киев на переговоры с президентом Александром Коваленко об экспорте зерна через Чёрное море. В Анкаре и Москве накануне заявили, что соглашения пока нет, сообщает газета из Стамбула.",
    ),
    (
        "ar",
        "وصلت وزيرة الخارجية الفرنسية كلير دومون الثلاثاء إلى كييف لإجراء محادثات مع الرئيس ألكسندر كوفالينكو حول تصدير الحبوب عبر البحر الأسود. وقال مسؤولون في أنقرة وموسكو قبل يوم إن الاتفاق ليس قريبا، بحسب صحيفة من إسطنبول.",
    ),
    (
        "zh",
        "法国外交部长克莱尔·杜蒙星期二抵达基辅，与总统亚历山大·科瓦连科就黑海粮食出口问题举行会谈。安卡拉和莫斯科的官员前一天表示，目前看不到达成协议的希望，伊斯坦布尔的报纸报道。",
    ),
];

fn article(lang: &str) -> String {
    let (_, paragraph) = PARAGRAPHS.iter().find(|(of, _)| *of == lang).unwrap();
    let words = coranto_text::count_words(paragraph) as usize;
    vec![*paragraph; 500 / words].join("\n\n")
}

#[divan::bench(args = ["en", "ru", "ar", "zh"])]
fn places(bencher: divan::Bencher, lang: &str) {
    let text = article(lang);
    bencher.bench(|| coranto_names::places(divan::black_box(&text), Lang::parse(lang), None));
}

#[divan::bench(args = ["en", "ru", "ar", "zh"])]
fn mentions(bencher: divan::Bencher, lang: &str) {
    let text = article(lang);
    bencher.bench(|| {
        let mentions = coranto_names::mentions(divan::black_box(&text), Lang::parse(lang));
        coranto_names::chains(&mentions, &text)
    });
}

fn main() {
    divan::main();
}
