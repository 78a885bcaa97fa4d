//! How a name sounds, roughly, whatever the script: each letter, or group of letters, as the set of sounds that it may stand for. Two spellings of one word agree
//! where those sets meet; what spellings leave away (short vowels, "h", silent ends) costs little, another consonant costs too much.

use crate::fold::fold_name;
use crate::lang::{Script, script};

const A: u32 = 1;
const E: u32 = 1 << 1;
const I: u32 = 1 << 2;
const O: u32 = 1 << 3;
const U: u32 = 1 << 4;
const B: u32 = 1 << 5;
const F: u32 = 1 << 6;
const D: u32 = 1 << 7;
const T: u32 = 1 << 8;
const K: u32 = 1 << 9;
const G: u32 = 1 << 10;
const S: u32 = 1 << 11;
/// "sh", "zh", "ch", "j".
const J: u32 = 1 << 12;
const H: u32 = 1 << 13;
const L: u32 = 1 << 14;
const M: u32 = 1 << 15;
const N: u32 = 1 << 16;
const R: u32 = 1 << 17;
const VOWELS: u32 = A | E | I | O | U;

/// What it costs to leave a letter away.
const CONSONANT: f32 = 1.0;
const VOWEL: f32 = 0.3;
/// "h", silent ends.
const WEAK: f32 = 0.15;

const MOST_LETTERS: usize = 40;

#[derive(Debug, Clone, Copy, PartialEq)]
struct Unit {
    sounds: u32,
    skip: f32,
}

impl Unit {
    fn is_vowel(self) -> bool {
        self.sounds & !VOWELS == 0
    }
}

/// A word as it sounds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sound {
    units: Vec<Unit>,
    script: Script,
}

impl Sound {
    pub fn of(word: &str) -> Sound {
        let letters: Vec<char> = word.to_lowercase().chars().take(MOST_LETTERS).collect();
        let script = script(word);
        let mut units: Vec<Unit> = Vec::with_capacity(letters.len());
        let mut at = 0;
        while at < letters.len() {
            let mut push = |sounds: u32, skip: f32| {
                // Doubled letters are one.
                if sounds != 0 && units.last().is_none_or(|last| last.sounds != sounds) {
                    units.push(Unit { sounds, skip });
                }
            };
            at += match script {
                Script::Latin => latin(&letters, at, &mut push),
                Script::Cyrillic => cyrillic(&letters, at, &mut push),
                Script::Greek => greek(&letters, at, &mut push),
                Script::Arabic => one(arabic(letters[at], at, letters.len()), &mut push),
                Script::Hebrew => one(hebrew(letters[at]), &mut push),
                Script::Devanagari => one(devanagari(letters[at]), &mut push),
                Script::Han | Script::Other => 1,
            };
        }
        Sound { units, script }
    }

    fn consonants(&self) -> usize {
        self.units.iter().filter(|unit| !unit.is_vowel() && unit.skip >= CONSONANT).count()
    }

    /// Whether both may be one word, and how far apart they are.
    pub fn agrees(&self, other: &Sound) -> Option<f32> {
        let consonants = self.consonants().max(other.consonants());
        if consonants == 0 || self.units.is_empty() || other.units.is_empty() {
            return None;
        }
        let cost = self.distance(other) + self.other_end(other);
        (cost <= 0.3 + 0.1 * consonants.min(7) as f32).then_some(cost)
    }

    /// "Mario" is not "Maria".
    fn other_end(&self, other: &Sound) -> f32 {
        let [Some(mine), Some(its)] = [self.units.last(), other.units.last()] else { return 0.0 };
        let apart =
            |one: u32, two: u32| one & (A | E) != 0 && one & (O | U) == 0 && two & (O | U) != 0 && two & (A | E) == 0;
        let both = mine.is_vowel() && its.is_vowel();
        if both && (apart(mine.sounds, its.sounds) || apart(its.sounds, mine.sounds)) { CONSONANT } else { 0.0 }
    }

    fn distance(&self, other: &Sound) -> f32 {
        // Scripts that write no short vowels, or no short "a".
        let unwritten = |script: Script| match script {
            Script::Arabic | Script::Hebrew => VOWELS,
            Script::Devanagari => A,
            _ => 0,
        };
        let skip = |unit: &Unit, by: Script| {
            if unit.is_vowel() && unit.sounds & unwritten(by) != 0 { 0.0 } else { unit.skip }
        };
        let mut row: Vec<f32> = std::iter::once(0.0)
            .chain(other.units.iter().scan(0.0, |sum, unit| {
                *sum += skip(unit, self.script);
                Some(*sum)
            }))
            .collect();
        for mine in &self.units {
            let mut before = row[0];
            row[0] += skip(mine, other.script);
            for (at, its) in other.units.iter().enumerate() {
                let both = before + apart(*mine, *its);
                before = row[at + 1];
                row[at + 1] = both.min(row[at + 1] + skip(mine, other.script)).min(row[at] + skip(its, self.script));
            }
        }
        row.last().copied().unwrap_or_default()
    }
}

fn apart(one: Unit, two: Unit) -> f32 {
    if one.sounds & two.sounds != 0 {
        return 0.0;
    }
    let meet =
        |a: u32, b: u32| one.sounds & a != 0 && two.sounds & b != 0 || one.sounds & b != 0 && two.sounds & a != 0;
    if one.sounds & VOWELS != 0 && two.sounds & VOWELS != 0 {
        return if meet(E, I) || meet(O, U) || meet(A, E) {
            0.05
        } else if meet(E, U) || meet(E, O) || meet(A, O) {
            0.35
        } else {
            0.6
        };
    }
    if one.is_vowel() != two.is_vowel() {
        return 1.5 * CONSONANT;
    }
    let near = [(T, D), (K, G), (H, K), (H, G), (S, J), (G, J), (B, F), (S, T), (D, S)];
    if near.iter().any(|(a, b)| meet(*a, *b)) { 0.45 } else { 1.2 * CONSONANT }
}

fn one(found: (u32, f32), push: &mut impl FnMut(u32, f32)) -> usize {
    push(found.0, found.1);
    1
}

fn latin(letters: &[char], at: usize, push: &mut impl FnMut(u32, f32)) -> usize {
    const GROUPS: &[(&str, u32)] = &[
        ("tsch", J),
        ("dsch", J),
        ("sch", J),
        ("tch", J),
        ("ch", J | K | H),
        ("sh", J),
        ("zh", J),
        ("kh", H | K),
        ("gh", G | H),
        ("ph", F),
        ("th", T | D),
        ("dh", D | T),
        ("dj", J),
        ("dzh", J),
        ("ts", S | T),
        ("tz", S | T),
        ("cz", J),
        ("sz", S | J),
        ("rz", J | R),
        ("zs", J),
        ("ck", K),
        ("qu", K),
        ("ou", U | O),
        ("oo", U | O),
        ("ee", I | E),
        ("eau", O),
        ("au", O | A),
    ];
    let starts = |group: &&(&str, u32)| group.0.chars().enumerate().all(|(n, c)| letters.get(at + n) == Some(&c));
    let longest = GROUPS.iter().filter(starts).max_by_key(|group| group.0.len());
    if let Some((group, sounds)) = longest {
        push(*sounds, if sounds & !VOWELS == 0 { VOWEL } else { CONSONANT });
        return group.chars().count();
    }
    // Of "-ault", "-aud", "-ot" nothing but the vowel is heard.
    let vowel_before = at > 0 && "aeiouyéèêô".contains(letters[at - 1]);
    let last = at + 1 == letters.len();
    let silent = last && at > 2 && (vowel_before || letters[at - 1] == 'l')
        || at + 2 == letters.len()
            && at > 2
            && letters[at] == 'l'
            && letters[at - 1] == 'u'
            && "tdxs".contains(letters[at + 1]);
    let end = |sounds: u32| if silent { (sounds, WEAK) } else { (sounds, CONSONANT) };
    let soft = letters.get(at + 1).is_some_and(|next| "eiyéèêëíï".contains(*next));
    let (sounds, skip) = match letters[at] {
        'ş' | 'š' | 'ś' | 'ș' => (J | S, CONSONANT),
        'ž' | 'ż' | 'ź' => (J | S, CONSONANT),
        'ç' => (S | J, CONSONANT),
        'č' | 'ć' => (J, CONSONANT),
        'ğ' => (G, WEAK),
        'ø' | 'ö' | 'œ' | 'ő' => (O | E | U, VOWEL),
        'ü' | 'ű' => (U | I, VOWEL),
        'å' => (O | A, VOWEL),
        'ä' | 'æ' | 'ə' => (E | A, VOWEL),
        'ł' => (L | F, CONSONANT),
        other => match fold_name(other.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(other) {
            'a' => (A, VOWEL),
            'e' => (E, VOWEL),
            'i' | 'y' => (I, VOWEL),
            'o' => (O, VOWEL),
            'u' => (U, VOWEL),
            'b' => (B, CONSONANT),
            'p' => end(B),
            'f' | 'v' => (F, CONSONANT),
            'w' => (F | U, 0.5),
            'd' => end(D),
            't' => end(T),
            'k' | 'q' => (K, CONSONANT),
            'c' if soft => (S | J, CONSONANT),
            'c' => (K | J, CONSONANT),
            'g' => (G | J, CONSONANT),
            'j' => (J | H | I, CONSONANT),
            's' | 'z' => end(S),
            'x' => {
                push(K | S | J | H, CONSONANT);
                (S, WEAK)
            }
            'h' => (H, WEAK),
            'l' if silent => (L, WEAK),
            'l' => (L, CONSONANT),
            'm' => (M, CONSONANT),
            'n' => (N, CONSONANT),
            'r' => (R, CONSONANT),
            _ => (0, 0.0),
        },
    };
    push(sounds, skip);
    1
}

fn cyrillic(letters: &[char], at: usize, push: &mut impl FnMut(u32, f32)) -> usize {
    if letters[at] == 'д' && letters.get(at + 1) == Some(&'ж') {
        push(J, CONSONANT);
        return 2;
    }
    let (sounds, skip) = match letters[at] {
        'а' => (A, VOWEL),
        'я' => (A | I, VOWEL),
        'е' | 'э' | 'є' => (E, VOWEL),
        'ё' => (O | E, VOWEL),
        'и' | 'й' | 'і' | 'ї' | 'ы' => (I, VOWEL),
        'о' => (O, VOWEL),
        'у' | 'ў' => (U, VOWEL),
        'ю' => (U | I, VOWEL),
        'б' | 'п' => (B, CONSONANT),
        'в' => (F, CONSONANT),
        'ф' => (F, CONSONANT),
        'г' | 'ґ' => (G | H, CONSONANT),
        'д' => (D, CONSONANT),
        'т' => (T, CONSONANT),
        'ж' | 'ч' | 'ш' | 'щ' => (J, CONSONANT),
        'з' | 'с' => (S, CONSONANT),
        'к' => (K, CONSONANT),
        'х' => (H | K, 0.5),
        'ц' => (S | T, CONSONANT),
        'л' => (L, CONSONANT),
        'м' => (M, CONSONANT),
        'н' => (N, CONSONANT),
        'р' => (R, CONSONANT),
        _ => (0, 0.0),
    };
    push(sounds, skip);
    1
}

fn arabic(c: char, at: usize, length: usize) -> (u32, f32) {
    const LONG: f32 = 0.55;
    match c {
        'ا' | 'أ' | 'إ' | 'آ' if at == 0 => (VOWELS, 0.1),
        'ا' | 'آ' | 'ى' => (A | E, LONG),
        'و' => (U | O | F, LONG),
        'ي' | 'ی' | 'ئ' => (I, LONG),
        'ع' => (A, 0.1),
        'ه' | 'ة' if at + 1 == length => (A | E | H, 0.1),
        'ه' => (H, WEAK),
        'ح' => (H, 0.5),
        'خ' => (H | K, CONSONANT),
        'ب' | 'پ' => (B, CONSONANT),
        'ت' | 'ط' => (T, CONSONANT),
        'ث' => (T | S, CONSONANT),
        'ج' => (J | G, CONSONANT),
        'چ' | 'ش' | 'ژ' => (J, CONSONANT),
        'د' | 'ض' => (D, CONSONANT),
        'ذ' | 'ظ' => (D | S, CONSONANT),
        'ر' => (R, CONSONANT),
        'ز' | 'س' | 'ص' => (S, CONSONANT),
        'غ' | 'گ' => (G, CONSONANT),
        'ف' | 'ڤ' => (F, CONSONANT),
        'ق' => (K | G, CONSONANT),
        'ك' | 'ک' => (K, CONSONANT),
        'ل' => (L, CONSONANT),
        'م' => (M, CONSONANT),
        'ن' => (N, CONSONANT),
        _ => (0, 0.0),
    }
}

fn hebrew(c: char) -> (u32, f32) {
    match c {
        'א' | 'ע' => (VOWELS, 0.1),
        'ב' | 'פ' | 'ף' => (B | F, CONSONANT),
        'ג' => (G | J, CONSONANT),
        'ד' => (D, CONSONANT),
        'ה' => (H | A | E, 0.1),
        'ו' => (U | O | F, 0.3),
        'ז' | 'ס' => (S, CONSONANT),
        'ח' => (H | K, CONSONANT),
        'ט' | 'ת' => (T, CONSONANT),
        'י' => (I | E, 0.3),
        'כ' | 'ך' => (K | H, CONSONANT),
        'ל' => (L, CONSONANT),
        'מ' | 'ם' => (M, CONSONANT),
        'נ' | 'ן' => (N, CONSONANT),
        'צ' | 'ץ' => (S | T | J, CONSONANT),
        'ק' => (K, CONSONANT),
        'ר' => (R, CONSONANT),
        'ש' => (J | S, CONSONANT),
        _ => (0, 0.0),
    }
}

fn devanagari(c: char) -> (u32, f32) {
    match c {
        'अ' | 'आ' | 'ा' => (A, VOWEL),
        'इ' | 'ई' | 'ि' | 'ी' => (I, VOWEL),
        'उ' | 'ऊ' | 'ु' | 'ू' => (U, VOWEL),
        'ए' | 'ऐ' | 'े' | 'ै' => (E, VOWEL),
        'ओ' | 'औ' | 'ो' | 'ौ' | 'ॉ' | 'ऑ' => (O, VOWEL),
        'क' => (K, CONSONANT),
        'ख' => (K | H, CONSONANT),
        'ग' | 'घ' => (G, CONSONANT),
        'च' | 'छ' | 'झ' => (J, CONSONANT),
        'ज' => (J | S, CONSONANT),
        'ट' | 'ठ' | 'त' | 'थ' => (T, CONSONANT),
        'ड' | 'ढ' | 'द' | 'ध' => (D, CONSONANT),
        'ण' | 'न' | 'ञ' | 'ङ' => (N, CONSONANT),
        'ं' | 'ँ' => (N | M, 0.3),
        'प' | 'ब' | 'भ' => (B, CONSONANT),
        'फ' => (F | B, CONSONANT),
        'म' => (M, CONSONANT),
        'य' => (I, VOWEL),
        'र' => (R, CONSONANT),
        'ल' | 'ळ' => (L, CONSONANT),
        'व' => (F | U, CONSONANT),
        'श' | 'ष' => (J | S, CONSONANT),
        'स' => (S, CONSONANT),
        'ह' => (H, WEAK),
        _ => (0, 0.0),
    }
}

fn greek(letters: &[char], at: usize, push: &mut impl FnMut(u32, f32)) -> usize {
    let pair = (letters[at], letters.get(at + 1).copied().unwrap_or(' '));
    let group = match pair {
        ('ο', 'υ' | 'ύ') => U,
        ('μ', 'π') => B | M,
        ('ν', 'τ') => D | N | T,
        ('γ', 'κ') => G,
        ('τ', 'ζ') => J,
        ('τ', 'σ') => S | J,
        _ => 0,
    };
    if group != 0 {
        push(group, if group == U { VOWEL } else { CONSONANT });
        return 2;
    }
    let (sounds, skip) = match fold_name(letters[at].encode_utf8(&mut [0; 4])).chars().next().unwrap_or(' ') {
        'α' => (A, VOWEL),
        'ε' => (E, VOWEL),
        'η' | 'ι' | 'υ' => (I, VOWEL),
        'ο' | 'ω' => (O, VOWEL),
        'β' => (F | B, CONSONANT),
        'γ' => (G | I, CONSONANT),
        'δ' => (D, CONSONANT),
        'ζ' => (S, CONSONANT),
        'θ' => (T, CONSONANT),
        'κ' => (K, CONSONANT),
        'λ' => (L, CONSONANT),
        'μ' => (M, CONSONANT),
        'ν' => (N, CONSONANT),
        'ξ' => (K | S, CONSONANT),
        'π' => (B, CONSONANT),
        'ρ' => (R, CONSONANT),
        'σ' => (S, CONSONANT),
        'τ' => (T, CONSONANT),
        'φ' => (F, CONSONANT),
        'χ' => (H | K | J, CONSONANT),
        'ψ' => (B | S, CONSONANT),
        _ => (0, 0.0),
    };
    push(sounds, skip);
    1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agree(one: &str, other: &str) -> bool {
        let (one, other) = (Sound::of(one), Sound::of(other));
        assert_eq!(one.agrees(&other).is_some(), other.agrees(&one).is_some(), "the same both ways");
        one.agrees(&other).is_some()
    }

    #[test]
    fn one_name_sounds_alike_in_every_script() {
        for names in [
            &["Thorne", "Торн", "ثورن"] as &[&str],
            &["Edda", "Эдда", "إيدا"],
            &["Rashid", "Raschid", "Rachid", "Рашид", "رشيد"],
            &["Nahri", "Нахри", "نهري"],
            &["Wardi", "وردي"],
            &["Baldovar", "بالدوفار"],
            &["Inés", "إينيس"],
            &["Clémence", "Клеманс", "كليمانس"],
            &["Delescault", "Делеско", "دوليسكو"],
            &["Annegret", "Аннегрет", "أنيغريت"],
            &["Wiesenhold", "Визенхольд", "فيزنهولد"],
            &["Gleb", "Глеб", "غليب"],
            &["Storozhev", "Storoschew", "Storojev", "Сторожев", "ستوروجيف"],
            &["Modi", "मोदी", "Моди", "مودي"],
            &["Narendra", "नरेंद्र", "Нарендра", "ناريندرا"],
            &["Papadopoulos", "Παπαδόπουλος"],
            &["Netanyahu", "נתניהו", "Нетаньяху", "نتنياهو"],
            &["Erdoğan", "Эрдоган", "أردوغان", "Erdogan"],
        ] {
            for one in names {
                for other in names {
                    assert!(agree(one, other), "{one} and {other}");
                }
            }
        }
    }

    #[test]
    fn other_names_sound_otherwise() {
        for (one, other) in [
            ("Wardi", "نهري"),
            ("Salma", "رشيد"),
            ("Karl", "Кирилл"),
            ("Anna", "Иван"),
            ("Mario", "ماريا"),
            ("Mario", "Мария"),
            ("Boris", "Борисов"),
            ("Thorne", "تيرنر"),
            ("Berger", "Вебер"),
            ("Müller", "Миллс"),
            ("Putin", "Панин"),
            ("Marie", "Мартин"),
        ] {
            assert!(!agree(one, other), "{one} and {other}");
        }
    }
}
