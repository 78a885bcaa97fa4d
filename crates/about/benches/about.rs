//! How long the whole reading of an article of 500 words takes: made-up news in five scripts.

use coranto_about::{Article, read};
use coranto_core::Lang;

const PARAGRAPHS: [(&str, &str); 5] = [
    (
        "en",
        "The foreign minister of France, Claire Dumont, arrived in Kyiv on Tuesday for talks with President Oleksandr Kovalenko about grain exports through the Black Sea. “We will not leave before Friday,” she told reporters. Officials in Ankara and Moscow had said a day earlier that no agreement was in sight, the Daily Ledger reported from Istanbul.",
    ),
    (
        "ar",
        "وصلت وزيرة الخارجية الفرنسية كلير دومون الثلاثاء إلى كييف لإجراء محادثات مع الرئيس ألكسندر كوفالينكو حول تصدير الحبوب عبر البحر الأسود. وقالت الوزيرة: «لن نغادر قبل يوم الجمعة». وقال مسؤولون في أنقرة وموسكو قبل يوم إن الاتفاق ليس قريبا، بحسب صحيفة من إسطنبول.",
    ),
    (
        "ru",
        "Министр иностранных дел Франции Клэр Дюмон прибыла во вторник в Киев на переговоры с президентом Александром Коваленко об экспорте зерна через Чёрное море. «Мы не уедем до пятницы», — сказала она журналистам. В Анкаре и Москве накануне заявили, что соглашения пока нет, сообщает газета из Стамбула.",
    ),
    (
        "zh",
        "法国外交部长克莱尔·杜蒙星期二抵达基辅，与总统亚历山大·科瓦连科就黑海粮食出口问题举行会谈。她对记者说：“星期五之前我们不会离开。”安卡拉和莫斯科的官员前一天表示，目前看不到达成协议的希望，伊斯坦布尔的报纸报道。",
    ),
    (
        "hi",
        "फ्रांस की विदेश मंत्री क्लेयर ड्यूमों मंगलवार को कीव पहुंचीं और राष्ट्रपति अलेक्जेंडर कोवालेंको से काला सागर के रास्ते अनाज के निर्यात पर बातचीत की। उन्होंने पत्रकारों से कहा, “हम शुक्रवार से पहले नहीं जाएंगे।” अंकारा और मॉस्को के अधिकारियों ने एक दिन पहले कहा था कि समझौता नज़दीक नहीं है।",
    ),
];

#[divan::bench(args = ["en", "ar", "ru", "zh", "hi"])]
fn about(bencher: divan::Bencher, lang: &str) {
    let (_, paragraph) = PARAGRAPHS.iter().find(|(of, _)| *of == lang).unwrap();
    let words = coranto_text::count_words(paragraph) as usize;
    let text = vec![*paragraph; 500 / words].join("\n\n");
    let title: String = paragraph.chars().take(70).collect();
    let article = Article::of(&title, &text, Lang::parse(lang));
    bencher.bench(|| read(divan::black_box(&article)));
}

fn main() {
    divan::main();
}
