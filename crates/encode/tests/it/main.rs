//! The encoder through its front door.

mod golden;
mod hostile;
mod model_file;
mod vectors;

use coranto_encode::{Encoder, Text, Vector};

/// Opened once: every test shares it, as the program's threads do.
fn encoder() -> &'static Encoder {
    static ENCODER: std::sync::LazyLock<Encoder> =
        std::sync::LazyLock::new(|| Encoder::bundled().expect("the model in the program opens"));
    &ENCODER
}

fn vector(title: &str, lead: &str) -> Vector {
    encoder().encode(&[Text { title, lead }]).remove(0)
}
