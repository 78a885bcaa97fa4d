//! Chinese: its verbs stand in `chinese`, since they are looked for inside the clauses.

use crate::quotes::tongue::{Order, Source};

pub(super) const ZH: Source = Source { order: Order::Unspaced, pronouns: "他 她 他们 她们 它", ..Source::NONE };
