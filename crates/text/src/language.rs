//! Which language a text is written in, and which way it runs.

use coranto_core::{Direction, Lang};

/// The language of a text, or `hint` (what the feed or page declares) when the text is too short or too mixed to tell.
pub fn detect(text: &str, hint: Option<Lang>) -> Option<Lang> {
    let _ = (text, hint);
    todo!()
}

/// The direction of the first strong letter; left to right when there is none.
pub fn direction(text: &str) -> Direction {
    let _ = text;
    todo!()
}
