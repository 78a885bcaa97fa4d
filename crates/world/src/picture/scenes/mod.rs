//! The scenes a report can ask for. To add one: a function here and a line in `draw`.

mod inside;
mod land;
mod shore;
mod space;
mod town;

use super::canvas::Canvas;
use crate::seed::Rng;

/// The names that the content may use.
pub const SCENES: &[&str] = &[
    "bridge",
    "harbour",
    "city",
    "desert",
    "forest",
    "stadium",
    "parliament",
    "factory",
    "lab",
    "storm",
    "market",
    "train",
    "hospital",
    "school",
    "space",
    "field",
    "river",
    "mountain",
    "crowd",
    "portrait",
];

/// One picture; a scene that nobody knows is a landscape.
pub(super) fn draw(scene: &str, seed: u64, width: u32) -> image::RgbImage {
    let mut rng = Rng::new(seed ^ crate::seed::of(&[scene]));
    let mut canvas = Canvas::new(width);
    let paint = match scene {
        "bridge" => shore::bridge,
        "harbour" => shore::harbour,
        "city" => town::city,
        "desert" => land::desert,
        "forest" => land::forest,
        "stadium" => town::stadium,
        "parliament" => town::parliament,
        "factory" => town::factory,
        "lab" => inside::lab,
        "storm" => shore::storm,
        "market" => town::market,
        "train" => town::train,
        "hospital" => town::hospital,
        "school" => town::school,
        "space" => space::space,
        "field" => land::field,
        "river" => shore::river,
        "mountain" => land::mountain,
        "crowd" => town::crowd,
        "portrait" => inside::portrait,
        _ => land::field,
    };
    paint(&mut canvas, &mut rng);
    canvas.finish(seed)
}
