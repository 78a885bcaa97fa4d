//! The languages, one file each. To add one: a file beside its sisters, a line here, and its part of the tests.

mod ar;
mod de;
mod en;
mod es;
mod fr;
mod hi;
mod pt;
mod ru;
mod tr;
mod zh;

use super::tongue::Source;

pub(super) const ALL: &[(&str, Source)] = &[
    ("ar", ar::AR),
    ("de", de::DE),
    ("en", en::EN),
    ("es", es::ES),
    ("fr", fr::FR),
    ("hi", hi::HI),
    ("pt", pt::PT),
    ("ru", ru::RU),
    ("tr", tr::TR),
    ("zh", zh::ZH),
];
