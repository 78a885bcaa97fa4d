//! Names of languages: what their own readers call them, and what the interface calls them. As in Unicode CLDR.

use crate::i18n::Interface;
use coranto_core::Lang;

/// The language's name for itself; its code when it is not in the table.
pub fn endonym(lang: Lang) -> String {
    row(lang).map_or_else(|| lang.to_string(), |(_, own, ..)| (*own).to_owned())
}

/// The language's name in the interface's language; its code when it is not in the table.
pub fn language(lang: Lang, interface: Interface) -> String {
    row(lang).map_or_else(
        || lang.to_string(),
        |(_, _, english, arabic)| match interface {
            Interface::English => (*english).to_owned(),
            Interface::Arabic => (*arabic).to_owned(),
        },
    )
}

fn row(lang: Lang) -> Option<&'static (&'static str, &'static str, &'static str, &'static str)> {
    LANGUAGES.iter().find(|(code, ..)| *code == lang.as_str())
}

/// Code, own name, English, Arabic; the most read first.
#[rustfmt::skip]
const LANGUAGES: &[(&str, &str, &str, &str)] = &[
    ("en", "English", "English", "الإنجليزية"),
    ("ar", "العربية", "Arabic", "العربية"),
    ("zh", "中文", "Chinese", "الصينية"),
    ("es", "español", "Spanish", "الإسبانية"),
    ("fr", "français", "French", "الفرنسية"),
    ("de", "Deutsch", "German", "الألمانية"),
    ("ru", "русский", "Russian", "الروسية"),
    ("pt", "português", "Portuguese", "البرتغالية"),
    ("ja", "日本語", "Japanese", "اليابانية"),
    ("hi", "हिन्दी", "Hindi", "الهندية"),
    ("bn", "বাংলা", "Bengali", "البنغالية"),
    ("id", "Bahasa Indonesia", "Indonesian", "الإندونيسية"),
    ("ur", "اردو", "Urdu", "الأوردية"),
    ("tr", "Türkçe", "Turkish", "التركية"),
    ("it", "italiano", "Italian", "الإيطالية"),
    ("ko", "한국어", "Korean", "الكورية"),
    ("fa", "فارسی", "Persian", "الفارسية"),
    ("vi", "Tiếng Việt", "Vietnamese", "الفيتنامية"),
    ("pl", "polski", "Polish", "البولندية"),
    ("uk", "українська", "Ukrainian", "الأوكرانية"),
    ("nl", "Nederlands", "Dutch", "الهولندية"),
    ("ro", "română", "Romanian", "الرومانية"),
    ("el", "Ελληνικά", "Greek", "اليونانية"),
    ("cs", "čeština", "Czech", "التشيكية"),
    ("hu", "magyar", "Hungarian", "الهنغارية"),
    ("sv", "svenska", "Swedish", "السويدية"),
    ("da", "dansk", "Danish", "الدانمركية"),
    ("no", "norsk", "Norwegian", "النرويجية"),
    ("nb", "norsk bokmål", "Norwegian Bokmål", "النرويجية بوكمال"),
    ("fi", "suomi", "Finnish", "الفنلندية"),
    ("he", "עברית", "Hebrew", "العبرية"),
    ("th", "ไทย", "Thai", "التايلاندية"),
    ("ms", "Bahasa Melayu", "Malay", "الماليزية"),
    ("ta", "தமிழ்", "Tamil", "التاميلية"),
    ("te", "తెలుగు", "Telugu", "التيلوغوية"),
    ("mr", "मराठी", "Marathi", "الماراثية"),
    ("sw", "Kiswahili", "Swahili", "السواحلية"),
    ("bg", "български", "Bulgarian", "البلغارية"),
    ("sr", "српски", "Serbian", "الصربية"),
    ("hr", "hrvatski", "Croatian", "الكرواتية"),
    ("sk", "slovenčina", "Slovak", "السلوفاكية"),
    ("sl", "slovenščina", "Slovenian", "السلوفانية"),
    ("lt", "lietuvių", "Lithuanian", "الليتوانية"),
    ("lv", "latviešu", "Latvian", "اللاتفية"),
    ("et", "eesti", "Estonian", "الإستونية"),
    ("ca", "català", "Catalan", "الكتالانية"),
    ("eu", "euskara", "Basque", "الباسكية"),
    ("gl", "galego", "Galician", "الجاليكية"),
    ("is", "íslenska", "Icelandic", "الأيسلندية"),
    ("ga", "Gaeilge", "Irish", "الأيرلندية"),
    ("cy", "Cymraeg", "Welsh", "الويلزية"),
    ("af", "Afrikaans", "Afrikaans", "الأفريقانية"),
    ("am", "አማርኛ", "Amharic", "الأمهرية"),
    ("ha", "Hausa", "Hausa", "الهوسا"),
    ("yo", "Èdè Yorùbá", "Yoruba", "اليوروبا"),
    ("so", "Soomaali", "Somali", "الصومالية"),
    ("ku", "kurdî", "Kurdish", "الكردية"),
    ("ckb", "کوردیی ناوەندی", "Central Kurdish", "السورانية الكردية"),
    ("az", "azərbaycan", "Azerbaijani", "الأذربيجانية"),
    ("ka", "ქართული", "Georgian", "الجورجية"),
    ("hy", "հայերեն", "Armenian", "الأرمنية"),
    ("kk", "қазақ тілі", "Kazakh", "الكازاخستانية"),
    ("uz", "oʻzbek", "Uzbek", "الأوزبكية"),
    ("tg", "тоҷикӣ", "Tajik", "الطاجيكية"),
    ("ky", "кыргызча", "Kyrgyz", "القيرغيزية"),
    ("mn", "монгол", "Mongolian", "المنغولية"),
    ("my", "မြန်မာ", "Burmese", "البورمية"),
    ("km", "ខ្មែរ", "Khmer", "الخميرية"),
    ("lo", "ລາວ", "Lao", "اللاوية"),
    ("si", "සිංහල", "Sinhala", "السنهالية"),
    ("ne", "नेपाली", "Nepali", "النيبالية"),
    ("ps", "پښتو", "Pashto", "البشتو"),
    ("pa", "ਪੰਜਾਬੀ", "Punjabi", "البنجابية"),
    ("gu", "ગુજરાતી", "Gujarati", "الغوجاراتية"),
    ("kn", "ಕನ್ನಡ", "Kannada", "الكانادا"),
    ("ml", "മലയാളം", "Malayalam", "المالايالامية"),
    ("fil", "Filipino", "Filipino", "الفلبينية"),
    ("sq", "shqip", "Albanian", "الألبانية"),
    ("mk", "македонски", "Macedonian", "المقدونية"),
    ("bs", "bosanski", "Bosnian", "البوسنية"),
    ("mt", "Malti", "Maltese", "المالطية"),
    ("lb", "Lëtzebuergesch", "Luxembourgish", "اللكسمبورغية"),
    ("be", "беларуская", "Belarusian", "البيلاروسية"),
    ("rw", "Ikinyarwanda", "Kinyarwanda", "الكينيارواندا"),
    ("zu", "isiZulu", "Zulu", "الزولو"),
    ("xh", "IsiXhosa", "Xhosa", "الخوسا"),
    ("ig", "Igbo", "Igbo", "الإيجبو"),
    ("sd", "سنڌي", "Sindhi", "السندية"),
    ("ug", "ئۇيغۇرچە", "Uyghur", "الأويغورية"),
    ("mi", "Māori", "Māori", "الماورية"),
    ("eo", "Esperanto", "Esperanto", "الإسبرانتو"),
    ("la", "Latina", "Latin", "اللاتينية"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_named_in_its_own_words_and_in_the_readers() {
        let french = Lang::parse("fr").unwrap();
        assert_eq!(endonym(french), "français");
        assert_eq!(language(french, Interface::Arabic), "الفرنسية");
        assert_eq!(language(Lang::parse("tlh").unwrap(), Interface::English), "tlh");
        let mut codes: Vec<_> = LANGUAGES.iter().map(|(code, ..)| code).collect();
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), LANGUAGES.len(), "one row per language");
    }
}
