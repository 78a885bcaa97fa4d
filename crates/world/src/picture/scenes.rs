//! The scenes a report can ask for. To add one: a function here and a line in `draw`.

use super::canvas::{Canvas, Grid, HEIGHT, Point, Rgb, Slope, WIDTH, mix, noise, rgb, rough, shade, smooth};
use super::things::*;
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
        "bridge" => bridge,
        "harbour" => harbour,
        "city" => city,
        "desert" => desert,
        "forest" => forest,
        "stadium" => stadium,
        "parliament" => parliament,
        "factory" => factory,
        "lab" => lab,
        "storm" => storm,
        "market" => market,
        "train" => train,
        "hospital" => hospital,
        "school" => school,
        "space" => space,
        "field" => field,
        "river" => river,
        "mountain" => mountain,
        "crowd" => crowd,
        "portrait" => portrait,
        _ => field,
    };
    paint(&mut canvas, &mut rng);
    canvas.finish(seed)
}

fn bridge(c: &mut Canvas, rng: &mut Rng) {
    let shore = 6.3;
    let light = light(rng, &[DAWN, DUSK, MORNING, GREY, NIGHT], shore);
    sky(c, &light, shore, rng);
    hills(c, &light, shore - 0.3, 1.8, 2, rng);
    skyline(c, &light, shore, (0.3, 1.3), (0.25, 0.7), 0.62, rng);
    let steel = light.land(0.06);
    let deck = 5.35;
    let towers = if rng.unit() < 0.5 { [4.2, 11.8] } else { [3.4, 10.4] };
    let top = rng.between(1.7, 2.5);
    if rng.unit() < 0.3 {
        arch(c, steel, deck, shore, towers);
    } else {
        let cable = |x: f32| -> f32 {
            let (a, b) = (towers[0], towers[1]);
            let sag = |from: f32, to: f32, low: f32| {
                let t = (x - from) / (to - from) * 2.0 - 1.0;
                low - (low - top) * t * t
            };
            match x {
                x if x < a => top + (a - x).powf(1.25) * 0.75,
                x if x > b => top + (x - b).powf(1.25) * 0.75,
                _ => sag(a, b, deck - 0.35),
            }
        };
        let mut x = 0.1;
        while x < WIDTH {
            if cable(x) < deck {
                c.line((x, cable(x)), (x, deck), 0.018, steel, 0.8);
            }
            x += 0.24;
        }
        let points: Vec<Point> = (0..=160).map(|n| n as f32 * 0.1).map(|x| (x, cable(x).min(deck + 0.1))).collect();
        c.path(&points, 0.06, steel, 1.0);
        for x in towers {
            c.poly(&[(x - 0.17, shore), (x - 0.12, top - 0.15), (x + 0.12, top - 0.15), (x + 0.17, shore)], steel, 1.0);
            c.rect(x - 0.3, shore - 0.28, x + 0.3, shore, shade(steel, 0.8));
            for y in [0.28, 0.52, 0.76] {
                let y = top + (deck - top) * y;
                c.rect(x - 0.16, y - 0.04, x + 0.16, y + 0.04, shade(steel, 1.18));
            }
        }
        c.rect(0.0, deck - 0.07, WIDTH, deck + 0.13, steel);
        c.rect(0.0, deck - 0.07, WIDTH, deck - 0.03, shade(steel, 1.35));
    }
    for n in 0..16 {
        let x = 0.5 + n as f32 + rng.between(-0.2, 0.2);
        if light.dark() || light.lamps > 0.3 {
            c.glow((x, deck - 0.22), 0.45, rgb(0xffd58a), 0.8);
            c.disc((x, deck - 0.22), 0.035, rgb(0xfff0cc), 1.0);
        } else if rng.unit() < 0.7 {
            person(c, (x, deck - 0.06), 0.3, *rng.pick(&COATS), *rng.pick(&HEADS), rng);
        }
    }
    c.water(shore, HEIGHT, mix(light.zenith, light.near, 0.45), 0.9, rng.next());
    let x = rng.between(5.0, 9.5);
    boat(c, &light, (x, 7.6), 1.1, rgb(0x8c3b2e), rng.unit() < 0.4);
}

fn arch(c: &mut Canvas, steel: Rgb, deck: f32, shore: f32, towers: [f32; 2]) {
    let (a, b) = (towers[0] - 1.2, towers[1] + 1.2);
    let at = |x: f32, high: f32| {
        let t = (x - a) / (b - a) * 2.0 - 1.0;
        deck + 0.6 - high * (1.0 - t * t)
    };
    let line = |high: f32| -> Vec<Point> {
        (0..=80).map(|n| a + (b - a) * n as f32 / 80.0).map(|x| (x, at(x, high))).collect()
    };
    c.path(&line(3.6), 0.13, steel, 1.0);
    c.path(&line(3.1), 0.08, steel, 1.0);
    for n in 1..40 {
        let x = a + (b - a) * n as f32 / 40.0;
        c.line((x, at(x, 3.6)), (x, at(x, 3.1)), 0.03, steel, 1.0);
        c.line((x, at(x, 3.1)), (x, deck), 0.025, steel, 0.9);
    }
    c.rect(0.0, deck - 0.07, WIDTH, deck + 0.15, steel);
    for x in [a, b] {
        c.poly(&[(x - 0.5, shore), (x - 0.32, deck), (x + 0.32, deck), (x + 0.5, shore)], shade(steel, 0.85), 1.0);
    }
}

fn harbour(c: &mut Canvas, rng: &mut Rng) {
    let shore = 5.7;
    let light = light(rng, &[DAWN, DUSK, MORNING, NOON, GREY], shore);
    sky(c, &light, shore, rng);
    hills(c, &light, shore - 0.1, 1.6, 2, rng);
    skyline(c, &light, shore, (0.4, 1.1), (0.3, 0.7), 0.5, rng);
    let iron = light.land(0.16);
    let first = rng.between(8.2, 10.2);
    for n in 0..3 {
        crane(c, (first + n as f32 * 2.1, shore), rng.between(2.2, 2.9), shade(iron, 1.0 + 0.05 * n as f32));
    }
    for row in 0..3 {
        for n in 0..9 {
            let (x, y) = (8.6 + n as f32 * 0.72, shore - 0.24 * (row as f32 + 1.0));
            if rng.unit() < 0.8 - 0.22 * row as f32 {
                c.rect(
                    x,
                    y,
                    x + 0.68,
                    y + 0.23,
                    light.lit(
                        *rng.pick(&[rgb(0xb4553f), rgb(0x3f6f8a), rgb(0xd0a44c), rgb(0x6c8a5a), rgb(0x8b8b86)]),
                        0.25,
                    ),
                );
            }
        }
    }
    // A lighthouse on the mole.
    let x = rng.between(1.6, 3.4);
    let wall = light.lit(rgb(0xf1ebdf), 0.1);
    c.poly(&[(x - 0.24, shore), (x - 0.15, 3.4), (x + 0.15, 3.4), (x + 0.24, shore)], wall, 1.0);
    for n in 0..3 {
        let y = 3.75 + n as f32 * 0.66;
        c.rect(x - 0.18 - 0.03 * n as f32, y, x + 0.18 + 0.03 * n as f32, y + 0.3, light.lit(rgb(0xb8433a), 0.1));
    }
    c.rect(x - 0.11, 3.12, x + 0.11, 3.4, rgb(0xffe6a8));
    c.poly(&[(x - 0.2, 3.12), (x, 2.84), (x + 0.2, 3.12)], light.lit(rgb(0x7c2f2a), 0.1), 1.0);
    c.glow((x, 3.26), 1.3, rgb(0xffe6a8), if light.lamps > 0.1 { 0.8 } else { 0.25 });
    c.rect(0.0, shore - 0.2, x + 1.3, shore + 0.06, light.land(0.2));
    for n in 0..5 {
        let at = (1.2 + n as f32 * 1.55 + rng.between(-0.3, 0.3), shore + 0.05);
        boat(
            c,
            &light,
            at,
            rng.between(0.7, 1.0),
            *rng.pick(&[rgb(0x2f5d7c), rgb(0xa3432f), rgb(0x3d6b5c), rgb(0xdad2bf)]),
            false,
        );
    }
    c.water(shore, HEIGHT, mix(light.zenith, light.near, 0.4), 0.8, rng.next());
    boat(c, &light, (rng.between(3.5, 11.5), 7.8), 1.9, rgb(0xf0eadc), true);
    for _ in 0..7 {
        gull(c, (rng.between(1.0, 15.0), rng.between(0.8, 3.4)), rng.between(0.12, 0.26), light.land(0.1));
    }
}

fn gull(c: &mut Canvas, (x, y): Point, s: f32, color: Rgb) {
    c.path(
        &[
            (x - s, y - s * 0.25),
            (x - s * 0.45, y - s * 0.42),
            (x, y),
            (x + s * 0.45, y - s * 0.42),
            (x + s, y - s * 0.25),
        ],
        s * 0.12,
        color,
        0.85,
    );
}

fn crane(c: &mut Canvas, (x, base): Point, high: f32, iron: Rgb) {
    let top = base - high;
    for leg in [-0.42, 0.42] {
        c.line((x + leg, base), (x + leg * 0.45, top), 0.07, iron, 1.0);
    }
    c.line((x - 0.36, base - high * 0.35), (x + 0.36, base - high * 0.35), 0.05, iron, 1.0);
    c.line((x - 0.36, base - high * 0.35), (x + 0.2, top + 0.1), 0.03, iron, 1.0);
    c.line((x + 0.9, top), (x - 1.7, top - 0.1), 0.08, iron, 1.0);
    c.line((x, top - 0.75), (x - 1.5, top - 0.12), 0.025, iron, 1.0);
    c.line((x, top - 0.75), (x + 0.85, top), 0.025, iron, 1.0);
    c.line((x, top), (x, top - 0.78), 0.06, iron, 1.0);
    c.line((x - 1.2, top - 0.08), (x - 1.2, top + high * 0.45), 0.02, iron, 1.0);
}

fn city(c: &mut Canvas, rng: &mut Rng) {
    let base = 7.6;
    let light = light(rng, &[DUSK, NIGHT, DAWN, MORNING, GREY], base);
    sky(c, &light, base, rng);
    for (n, far) in [0.78, 0.5, 0.22].into_iter().enumerate() {
        let k = n as f32;
        skyline(
            c,
            &light,
            base + 0.15 * k,
            (1.6 - 0.35 * k, 5.4 - 1.25 * k),
            (0.4 + 0.14 * k, 0.85 + 0.25 * k),
            far,
            rng,
        );
        c.glow((8.0, base), 8.0, light.horizon, 0.1);
    }
    let street = light.land(0.02);
    c.rect_with(0.0, base, WIDTH, HEIGHT, 1.0, |_, y| mix(street, light.horizon, 0.25 - (y - base) * 0.12));
    for n in 0..24 {
        let x = n as f32 * 0.68 + rng.between(0.0, 0.3);
        if rng.unit() < 0.45 {
            leafy(c, &light, (x, base + 0.14), rng.between(0.6, 0.95), shade(light.lit(rgb(0x4d6b45), 0.1), 0.9), rng);
        } else {
            c.line((x, base + 0.1), (x, base - 0.6), 0.03, street, 1.0);
            c.glow((x, base - 0.6), 0.5, rgb(0xffd58a), light.lamps * 1.2);
            c.disc((x, base - 0.6), 0.045, mix(rgb(0xffe7b5), street, 0.2), 1.0);
        }
    }
    for n in 0..9 {
        car(c, (0.8 + n as f32 * 1.75 + rng.between(-0.4, 0.4), 8.5), *rng.pick(&COATS), light.lamps > 0.2);
    }
}

fn car(c: &mut Canvas, (x, y): Point, color: Rgb, lamps: bool) {
    c.poly(
        &[
            (x - 0.34, y),
            (x - 0.34, y - 0.14),
            (x - 0.2, y - 0.17),
            (x - 0.1, y - 0.3),
            (x + 0.14, y - 0.3),
            (x + 0.24, y - 0.17),
            (x + 0.36, y - 0.13),
            (x + 0.36, y),
        ],
        color,
        1.0,
    );
    c.poly(
        &[(x - 0.15, y - 0.17), (x - 0.08, y - 0.27), (x + 0.12, y - 0.27), (x + 0.19, y - 0.17)],
        rgb(0xa8bcc8),
        0.9,
    );
    for w in [-0.2, 0.22] {
        c.disc((x + w, y), 0.075, rgb(0x16181c), 1.0);
    }
    if lamps {
        c.glow((x + 0.38, y - 0.09), 0.4, rgb(0xfff1c4), 0.8);
        c.glow((x - 0.34, y - 0.09), 0.22, rgb(0xff4a3a), 0.8);
    }
}

fn desert(c: &mut Canvas, rng: &mut Rng) {
    let base = 5.2;
    let light = light(rng, &[DAWN, DUSK, NOON, MORNING], base);
    sky(c, &light, base, rng);
    let sand = light.lit(rgb(0xdda85f), 0.0);
    let away = mix(sand, light.horizon, 0.6);
    c.below(ridge(base + 0.2, 1.5, 2.6, 5, rng.next()), HEIGHT, |_, _, d| {
        mix(light.land(0.7), away, (d * 0.5).min(1.0))
    });
    for layer in 0..5 {
        let near = (layer as f32 + 1.0) / 5.0;
        let (shift, wave) = (rng.between(0.0, 20.0), rng.between(0.42, 0.6) / (0.5 + 0.5 * near));
        let top = base + 0.1 + 2.6 * near * near;
        let line = move |x: f32| {
            top - (0.35 + 0.75 * near) * (0.5 + 0.5 * ((x + shift) * wave).sin()).powf(1.6)
                - 0.12 * ((x + shift) * wave * 2.3).cos()
        };
        let color = mix(sand, light.horizon, 0.5 * (1.0 - near));
        let side = (light.at.0 - 8.0).signum();
        let seed = rng.next();
        let slopes = Slope::of(line, 0.05);
        c.below(line, HEIGHT, |x, y, d| {
            let slope = slopes.at(x) * side;
            let shadow = smooth(-0.25, 0.35, slope) * (-d * 0.8).exp();
            let wind = noise(x * 3.0 + y * 9.0, y * 22.0, seed) - 0.5;
            shade(mix(color, mix(light.near, sand, 0.45), shadow * 0.75), 1.03 + wind * 0.06 - d * 0.05)
        });
    }
    let dark = mix(light.near, sand, 0.12);
    if rng.unit() < 0.55 {
        let x = rng.between(2.0, 12.5);
        for n in 0..3 {
            palm(c, (x + n as f32 * 0.55, 7.9 + 0.1 * n as f32), rng.between(1.7, 2.5), dark, rng);
        }
    } else {
        for n in 0..6 {
            camel(c, (4.2 + n as f32 * 1.05, 6.35 + 0.05 * (n as f32).sin()), 0.62, dark);
        }
    }
}

fn camel(c: &mut Canvas, (x, y): Point, s: f32, color: Rgb) {
    for leg in [-0.28, -0.16, 0.2, 0.3] {
        c.line((x + leg * s, y - s * 0.5), (x + leg * s * 1.05, y), s * 0.06, color, 1.0);
    }
    c.ellipse((x, y - s * 0.58), s * 0.38, s * 0.17, color, 1.0);
    c.ellipse((x - s * 0.02, y - s * 0.74), s * 0.14, s * 0.14, color, 1.0);
    c.path(
        &[(x + s * 0.3, y - s * 0.58), (x + s * 0.48, y - s * 0.6), (x + s * 0.56, y - s * 0.92)],
        s * 0.1,
        color,
        1.0,
    );
    c.ellipse((x + s * 0.63, y - s * 0.95), s * 0.12, s * 0.06, color, 1.0);
}

fn forest(c: &mut Canvas, rng: &mut Rng) {
    let base = 7.4;
    let light = light(rng, &[DAWN, MORNING, NOON, GREY, DUSK], 5.4);
    sky(c, &light, 6.2, rng);
    let green = rgb(0x2f5a3d);
    hills(c, &light, 4.6, 2.2, 2, rng);
    for layer in 0..5 {
        let far = 0.8 - 0.2 * layer as f32;
        let color = mix(light.lit(green, far), light.land(far), 0.45);
        let ground = 4.7 + layer as f32 * 0.7;
        let seed = rng.next();
        c.below(
            move |x| ground - 0.25 * noise(x * 0.5, 0.0, seed),
            HEIGHT,
            |_, _, d| mix(color, light.horizon, (0.34 - d * 0.2).max(0.0) * (0.3 + far)),
        );
        let mut x = -0.3;
        while x < WIDTH + 0.5 {
            let high = (1.1 + 0.62 * layer as f32) * rng.between(0.75, 1.25);
            conifer(c, (x, ground + rng.between(-0.05, 0.2)), high, shade(color, rng.between(0.88, 1.1)), rng);
            x += high * rng.between(0.2, 0.42) + if layer == 4 { rng.between(0.2, 1.6) } else { 0.0 };
        }
        c.each(|_, y, p| mix(p, light.horizon, 0.2 * far * (1.0 - ((y - ground).abs() / 1.0).min(1.0))));
    }
    for n in 0..5 {
        let x = light.at.0 + (n as f32 - 2.0) * 0.9;
        c.poly(&[(light.at.0, light.at.1 - 0.4), (x * 1.3 - 2.6, HEIGHT), (x * 1.3 - 2.0, HEIGHT)], light.sun, 0.07);
    }
    ground(c, &light, base + 0.7, rgb(0x3f5a34), rng);
}

fn stadium(c: &mut Canvas, rng: &mut Rng) {
    let light = light(rng, &[NIGHT, DUSK, NIGHT], 2.6);
    sky(c, &light, 3.2, rng);
    let wall = light.land(0.05);
    let team = *rng.pick(&[rgb(0xb8433a), rgb(0x2f6fa3), rgb(0xd9a441), rgb(0x3f8a5c)]);
    let roof = |x: f32| 2.0 + 0.045 * (x - 8.0) * (x - 8.0) * 0.35;
    c.below(roof, HEIGHT, |_, _, _| wall);
    let seed = rng.next();
    // The stands: a row of heads after the other.
    for row in 0..34 {
        let f = row as f32 / 34.0;
        let y = 2.45 + 2.7 * f;
        let step = 0.11 + 0.03 * f;
        let mut x = if row % 2 == 0 { 0.0 } else { step / 2.0 };
        while x < WIDTH {
            let wave = y + 0.016 * (x - 8.0) * (x - 8.0) * (1.0 - f) * 0.9 - 0.1;
            let n = noise(x * 9.0, row as f32 * 3.1, seed);
            let color = match n {
                n if n > 0.62 => team,
                n if n > 0.5 => rgb(0xe8dfd0),
                n => shade(rgb(0x6a6f80), 0.5 + n),
            };
            c.disc((x, wave), step * 0.36, shade(color, 0.55 + 0.4 * f), 0.95);
            x += step;
        }
    }
    c.rect(0.0, 5.05, WIDTH, 5.4, shade(team, 0.7));
    for n in 0..8 {
        c.rect(
            0.2 + n as f32 * 2.0,
            5.1,
            1.9 + n as f32 * 2.0,
            5.35,
            if n % 2 == 0 { rgb(0xf1ead9) } else { shade(team, 1.1) },
        );
    }
    let grass = rgb(0x3f8a46);
    c.rect_with(0.0, 5.4, WIDTH, HEIGHT, 1.0, |x, y| {
        let depth = (y - 5.4) / 3.6;
        let across = (x - 8.0) / (0.55 + 0.75 * depth);
        let stripe = ((across * 0.62).floor() as i32).rem_euclid(2) as f32;
        shade(grass, 0.82 + 0.16 * stripe + 0.12 * depth)
    });
    let chalk = rgb(0xf2f5ec);
    c.path(&[(1.6, 5.6), (14.4, 5.6)], 0.03, chalk, 0.8);
    c.path(&[(4.2, 5.6), (3.2, 6.7), (12.8, 6.7), (11.8, 5.6)], 0.04, chalk, 0.85);
    c.path(&[(6.3, 4.75), (6.3, 5.6)], 0.06, chalk, 1.0);
    c.path(&[(9.7, 4.75), (9.7, 5.6)], 0.06, chalk, 1.0);
    c.path(&[(6.3, 4.75), (9.7, 4.75)], 0.06, chalk, 1.0);
    for n in 0..18 {
        let x = 6.3 + n as f32 * 0.2;
        c.line((x, 4.78), (x, 5.58), 0.01, chalk, 0.35);
    }
    for n in 0..9 {
        let at = (rng.between(1.5, 14.5), rng.between(6.2, 8.7));
        let high = 0.55 + 0.28 * (at.1 - 6.0);
        let shirt = if n % 2 == 0 { team } else { rgb(0xf1ead9) };
        c.ellipse((at.0 + 0.12, at.1), high * 0.3, high * 0.07, rgb(0x1d3d22), 0.5);
        c.line((at.0 - high * 0.08, at.1), (at.0 - high * 0.03, at.1 - high * 0.45), high * 0.09, rgb(0x8a6a48), 1.0);
        c.line(
            (at.0 + high * 0.16, at.1 - high * 0.04),
            (at.0 + high * 0.04, at.1 - high * 0.45),
            high * 0.09,
            rgb(0x8a6a48),
            1.0,
        );
        person(c, (at.0, at.1 - high * 0.28), high * 0.74, shirt, *rng.pick(&HEADS), rng);
    }
    c.disc((rng.between(6.0, 10.0), rng.between(7.0, 8.2)), 0.1, rgb(0xffffff), 1.0);
    for x in [1.6, 5.4, 10.6, 14.4] {
        c.line((x, 0.7), (x, 2.4), 0.07, wall, 1.0);
        for n in 0..6 {
            let at = (x - 0.3 + 0.2 * (n % 3) as f32 + 0.1, 0.55 + 0.22 * (n / 3) as f32);
            c.disc(at, 0.08, rgb(0xfffbe6), 1.0);
        }
        c.glow((x, 0.7), 2.6, rgb(0xfff6d6), 0.65);
    }
}

fn parliament(c: &mut Canvas, rng: &mut Rng) {
    let base = 6.6;
    let light = light(rng, &[MORNING, NOON, DUSK, GREY, DAWN], base);
    sky(c, &light, base, rng);
    hills(c, &light, base - 0.6, 1.0, 1, rng);
    skyline(c, &light, base, (0.4, 1.2), (0.5, 0.9), 0.6, rng);
    let stone = light.lit(rgb(0xe4d9c3), 0.0);
    let dim = mix(stone, light.near, 0.4);
    let side = (light.at.0 - 8.0).signum();
    let lit = |x: f32, a: f32, b: f32| shade(stone, 0.97 + 0.12 * side * ((x - a) / (b - a) - 0.5));
    // Wings, with rows of windows.
    for (a, b) in [(1.6, 5.4), (10.6, 14.4)] {
        c.rect_with(a, 4.15, b, base, 1.0, |x, _| shade(lit(x, a, b), 0.92));
        c.rect(a - 0.1, 4.0, b + 0.1, 4.18, stone);
        for row in 0..2 {
            for n in 0..8 {
                let (x, y) = (a + 0.24 + n as f32 * 0.45, 4.5 + row as f32 * 0.98);
                let on = rng.unit() < light.lamps * 1.4;
                let pane = if on { rgb(0xffd58a) } else { mix(dim, light.zenith, 0.3) };
                c.rect(x, y, x + 0.22, y + 0.58, pane);
                c.poly(&[(x - 0.06, y - 0.03), (x + 0.11, y - 0.16), (x + 0.28, y - 0.03)], shade(stone, 0.86), 1.0);
            }
        }
    }
    // The dome on its drum.
    c.rect_with(6.7, 2.35, 9.3, 3.2, 1.0, |x, _| lit(x, 6.7, 9.3));
    for n in 0..9 {
        let x = 6.82 + n as f32 * 0.29;
        c.rect(x, 2.45, x + 0.12, 3.1, dim);
    }
    let roof = light.lit(*rng.pick(&[rgb(0x6f9c8c), rgb(0x5d6b78), rgb(0xb0894a)]), 0.05);
    let dome: Vec<Point> = (0..=40)
        .map(|n| std::f32::consts::PI * (1.0 + n as f32 / 40.0))
        .map(|a| (8.0 + a.cos() * 1.25, 2.38 + a.sin() * 1.5))
        .collect();
    c.poly_with(&dome, 1.0, |x, _| shade(roof, 1.0 + 0.3 * side * ((x - 8.0) / 1.25)));
    c.rect(7.86, 0.55, 8.14, 0.95, stone);
    c.line((8.0, 0.6), (8.0, 0.05), 0.04, dim, 1.0);
    let flag = *rng.pick(&[rgb(0xb8433a), rgb(0x2f6fa3), rgb(0x3f8a5c), rgb(0xd9a441)]);
    c.poly(&[(8.02, 0.06), (8.62, 0.12), (8.56, 0.36), (8.02, 0.34)], flag, 1.0);
    c.poly(&[(8.02, 0.15), (8.6, 0.2), (8.59, 0.28), (8.02, 0.25)], rgb(0xf4ecdc), 1.0);
    // The portico.
    c.rect_with(5.0, 3.95, 11.0, base, 1.0, |x, _| shade(lit(x, 5.0, 11.0), 0.62));
    c.poly_with(&[(4.7, 3.75), (8.0, 2.85), (11.3, 3.75)], 1.0, |x, _| lit(x, 4.7, 11.3));
    c.poly(&[(5.6, 3.64), (8.0, 3.0), (10.4, 3.64)], shade(stone, 0.84), 1.0);
    c.rect(4.7, 3.72, 11.3, 4.05, stone);
    c.rect(4.7, 4.0, 11.3, 4.06, dim);
    for n in 0..8 {
        let x = 5.1 + n as f32 * 0.78;
        c.rect_with(x, 4.12, x + 0.34, base - 0.1, 1.0, |px, _| {
            shade(stone, 1.05 - 0.34 * ((px - x) / 0.34 - 0.5 - side * 0.2).abs())
        });
        c.rect(x - 0.05, 4.05, x + 0.39, 4.17, stone);
        c.rect(x - 0.05, base - 0.16, x + 0.39, base, shade(stone, 0.92));
    }
    for step in 0..6 {
        let f = step as f32;
        c.rect(
            4.6 - 0.14 * f,
            base + 0.1 * f,
            11.4 + 0.14 * f,
            base + 0.1 * (f + 1.0),
            shade(stone, if step % 2 == 0 { 0.96 } else { 0.84 }),
        );
    }
    ground(c, &light, 7.2, rgb(0x8f9a72), rng);
    c.poly(&[(5.6, 7.2), (10.4, 7.2), (13.6, HEIGHT), (2.4, HEIGHT)], shade(stone, 0.86), 0.85);
    for n in 0..12 {
        let y = rng.between(7.2, 8.8);
        let x = if n % 3 == 0 { rng.between(1.0, 15.0) } else { rng.between(5.5, 10.5) };
        let high = 0.34 + (y - 7.2) * 0.32;
        c.ellipse((x + high * 0.2, y), high * 0.28, high * 0.05, light.near, 0.35);
        person(c, (x, y), high, *rng.pick(&COATS), *rng.pick(&HEADS), rng);
    }
    for x in [0.7, 3.0, 13.0, 15.3] {
        leafy(c, &light, (x, 7.4), 1.5, light.lit(rgb(0x55783f), 0.05), rng);
    }
}

fn factory(c: &mut Canvas, rng: &mut Rng) {
    let base = 7.2;
    let light = light(rng, &[DUSK, DAWN, GREY, MORNING], base);
    sky(c, &light, base, rng);
    hills(c, &light, base - 0.5, 1.5, 2, rng);
    let wall = light.land(0.12);
    let steam = mix(light.horizon, rgb(0xffffff), 0.4);
    let first = rng.between(9.2, 10.4);
    for n in 0..3 {
        let x = first + n as f32 * 1.35;
        let top = 1.9 + 0.5 * n as f32;
        c.poly(&[(x - 0.26, base), (x - 0.15, top), (x + 0.15, top), (x + 0.26, base)], shade(wall, 1.12), 1.0);
        for band in 0..2 {
            let y = top + 0.2 + 0.5 * band as f32;
            c.rect(x - 0.17, y, x + 0.17, y + 0.18, light.lit(rgb(0xb8433a), 0.25));
        }
        smoke(c, (x, top - 0.05), steam, rng);
    }
    // Cooling tower.
    let tower: Vec<Point> = (0..=20)
        .map(|n| n as f32 / 20.0)
        .map(|f| (6.1 + 0.75 + 0.5 * (f - 0.35) * (f - 0.35) * 2.4, 3.2 + 4.0 * f))
        .collect();
    let mut outline = tower.clone();
    outline.extend(tower.iter().rev().map(|(x, y)| (12.2 - x, *y)));
    c.poly_with(&outline, 1.0, |x, _| shade(light.land(0.35), 0.92 + 0.14 * ((x - 6.1) * (light.at.0 - 6.1).signum())));
    smoke(c, (6.1, 3.2), steam, rng);
    // Halls with saw-tooth roofs.
    for n in 0..6 {
        let x = 0.3 + n as f32 * 1.15;
        c.poly(&[(x, 5.7), (x + 0.15, 5.0), (x + 1.15, 5.7)], shade(wall, 1.16), 1.0);
        c.poly(&[(x + 0.02, 5.68), (x + 0.15, 5.1), (x + 0.24, 5.16), (x + 0.2, 5.68)], mix(light.sun, wall, 0.3), 1.0);
    }
    c.rect_with(0.3, 5.68, 7.2, base, 1.0, |_, y| shade(wall, 1.05 - (y - 5.6) * 0.08));
    c.rect(8.0, 5.2, 15.4, base, shade(wall, 0.95));
    for n in 0..30 {
        let x = 0.55 + (n % 15) as f32 * 0.45 + if n >= 15 { 7.75 } else { 0.0 };
        let on = rng.unit() < 0.35 + light.lamps;
        c.rect(x, 6.1, x + 0.28, 6.45, if on { rgb(0xffd58a) } else { shade(wall, 1.25) });
    }
    c.path(&[(7.2, 5.9), (8.0, 5.6)], 0.14, shade(wall, 1.2), 1.0);
    for x in [8.4, 9.3] {
        c.rect_with(x, 4.3, x + 0.7, base, 1.0, |px, _| {
            shade(light.lit(rgb(0xb9bcbb), 0.2), 0.8 + 0.4 * (px - x) / 0.7)
        });
    }
    ground(c, &light, base, rgb(0x6a6f5f), rng);
    c.path(&[(-0.5, 8.6), (16.5, 8.0)], 0.05, light.land(0.0), 0.9);
    c.path(&[(-0.5, 8.85), (16.5, 8.2)], 0.05, light.land(0.0), 0.9);
    for n in 0..7 {
        let x = 1.0 + n as f32 * 1.3;
        c.rect(
            x,
            7.95 - 0.035 * x,
            x + 1.15,
            8.5 - 0.035 * x,
            light.lit(*rng.pick(&[rgb(0x7c4a36), rgb(0x4a5c66), rgb(0x6a5a44)]), 0.1),
        );
        for w in [0.22, 0.92] {
            c.disc((x + w, 8.52 - 0.035 * x), 0.1, rgb(0x1a1c20), 1.0);
        }
    }
}

fn lab(c: &mut Canvas, rng: &mut Rng) {
    let tone = *rng.pick(&[rgb(0x1f4a5e), rgb(0x28405f), rgb(0x2a5550), rgb(0x3b3f63)]);
    let glass = mix(tone, rgb(0xdff0f2), 0.72);
    c.each(|x, y, _| mix(mix(tone, rgb(0xcfe6ea), 0.42 - 0.03 * (x - 8.0).abs()), tone, (y / HEIGHT) * 0.8));
    // Windows and shelves in the back.
    for n in 0..4 {
        let x = 0.7 + n as f32 * 3.85;
        c.rect_with(x, 0.6, x + 3.2, 4.0, 0.85, |px, py| {
            mix(rgb(0xe9f4f2), rgb(0x9cc3cf), (py - 0.6) / 3.6 + 0.04 * (px - x))
        });
        c.rect(x + 1.55, 0.6, x + 1.63, 4.0, mix(tone, rgb(0xffffff), 0.35));
        c.rect(x, 2.2, x + 3.2, 2.27, mix(tone, rgb(0xffffff), 0.35));
    }
    c.glow((8.0, 2.0), 7.5, rgb(0xe9f7f5), 0.35);
    let shelf = mix(tone, rgb(0x0d1d28), 0.35);
    c.rect(0.0, 4.75, WIDTH, 4.86, shelf);
    for _ in 0..38 {
        let (x, h) = (rng.between(0.2, 15.6), rng.between(0.2, 0.6));
        c.rect_with(x, 4.75 - h, x + rng.between(0.1, 0.24), 4.75, 0.8, |_, _| mix(tone, rgb(0x10222c), 0.1));
    }
    let bench = mix(rgb(0xdfe6e4), tone, 0.16);
    c.rect_with(0.0, 7.0, WIDTH, HEIGHT, 1.0, |_, y| mix(bench, tone, (y - 7.0) * 0.3));
    c.rect(0.0, 6.96, WIDTH, 7.06, rgb(0xf5f8f6));
    let inks = [rgb(0xd9603b), rgb(0x3fae8a), rgb(0xe0b23e), rgb(0x5a74c9), rgb(0xb5568f)];
    let mut x = rng.between(0.9, 1.5);
    while x < 9.2 {
        let ink = *rng.pick(&inks);
        match rng.below(3) {
            0 => flask(c, (x, 7.0), rng.between(1.3, 1.9), glass, ink),
            1 => tubes(c, (x, 7.0), glass, &inks, rng),
            _ => beaker(c, (x, 7.0), rng.between(0.8, 1.15), glass, ink),
        }
        x += rng.between(1.5, 2.0);
    }
    microscope(c, (rng.between(11.6, 13.2), 7.05), shade(tone, 0.5));
    for n in 0..5 {
        c.ellipse((2.0 + n as f32 * 2.6, 8.2), 0.62, 0.16, mix(bench, tone, 0.3), 1.0);
        c.ellipse((2.0 + n as f32 * 2.6, 8.16), 0.56, 0.12, *rng.pick(&inks), 0.35);
    }
}

fn flask(c: &mut Canvas, (x, base): Point, high: f32, glass: Rgb, ink: Rgb) {
    let half = high * 0.36;
    let body = [
        (x - high * 0.07, base - high),
        (x + high * 0.07, base - high),
        (x + high * 0.07, base - high * 0.6),
        (x + half, base - high * 0.06),
        (x + half * 0.9, base),
        (x - half * 0.9, base),
        (x - half, base - high * 0.06),
        (x - high * 0.07, base - high * 0.6),
    ];
    c.poly(&body, glass, 0.45);
    let f = 0.42;
    let at = high * 0.07 + (half - high * 0.07) * (0.6 - f) / 0.54;
    c.poly_with(
        &[
            (x - at, base - high * f),
            (x + at, base - high * f),
            (x + half * 0.94, base - high * 0.07),
            (x + half * 0.84, base - 0.02),
            (x - half * 0.84, base - 0.02),
            (x - half * 0.94, base - high * 0.07),
        ],
        0.86,
        |px, _| shade(ink, 0.86 + 0.3 * (px - x + half) / (2.0 * half)),
    );
    c.line((x - high * 0.11, base - high), (x + high * 0.11, base - high), 0.05, rgb(0xf5fbfb), 0.9);
    c.line((x - half * 0.62, base - high * 0.2), (x - high * 0.1, base - high * 0.58), 0.035, rgb(0xffffff), 0.6);
    for n in 0..4 {
        c.disc(
            (x + (n as f32 - 1.5) * high * 0.08, base - high * (0.12 + 0.07 * n as f32)),
            high * 0.02,
            rgb(0xffffff),
            0.6,
        );
    }
}

fn beaker(c: &mut Canvas, (x, base): Point, high: f32, glass: Rgb, ink: Rgb) {
    let half = high * 0.4;
    c.rect_with(x - half, base - high, x + half, base, 0.42, |_, _| glass);
    c.rect_with(x - half + 0.03, base - high * 0.6, x + half - 0.03, base - 0.03, 0.82, |px, _| {
        shade(ink, 0.86 + 0.3 * (px - x + half) / (2.0 * half))
    });
    c.ellipse((x, base - high * 0.6), half - 0.03, high * 0.06, shade(ink, 1.18), 0.9);
    c.ellipse((x, base - high), half, high * 0.06, rgb(0xf5fbfb), 0.5);
    for n in 1..5 {
        let y = base - high * 0.18 * n as f32;
        c.line((x + half * 0.4, y), (x + half * 0.85, y), 0.02, rgb(0xffffff), 0.7);
    }
}

fn tubes(c: &mut Canvas, (x, base): Point, glass: Rgb, inks: &[Rgb], rng: &mut Rng) {
    for n in 0..4 {
        let tx = x - 0.6 + n as f32 * 0.36;
        let full = rng.between(0.35, 0.85);
        c.line((tx, base - 1.25), (tx, base - 0.25), 0.2, glass, 0.5);
        c.line((tx, base - 0.25 - full), (tx, base - 0.25), 0.15, *rng.pick(inks), 0.88);
        c.line((tx - 0.05, base - 1.1), (tx - 0.05, base - 0.4), 0.025, rgb(0xffffff), 0.6);
    }
    let wood = rgb(0x9a7148);
    c.rect(x - 0.85, base - 0.75, x + 0.72, base - 0.62, wood);
    c.rect(x - 0.85, base - 0.18, x + 0.72, base, shade(wood, 0.85));
    c.rect(x - 0.85, base - 0.75, x - 0.76, base, shade(wood, 0.92));
    c.rect(x + 0.63, base - 0.75, x + 0.72, base, shade(wood, 0.92));
}

fn microscope(c: &mut Canvas, (x, base): Point, body: Rgb) {
    let bright = shade(body, 1.3);
    c.poly(&[(x - 1.0, base), (x - 0.9, base - 0.2), (x + 0.9, base - 0.2), (x + 1.0, base)], body, 1.0);
    c.path(
        &[(x + 0.55, base - 0.2), (x + 0.85, base - 1.2), (x + 0.6, base - 2.2), (x + 0.1, base - 2.6)],
        0.26,
        body,
        1.0,
    );
    c.rect(x - 0.8, base - 0.95, x + 0.6, base - 0.83, bright);
    c.line((x - 0.1, base - 1.3), (x + 0.16, base - 2.9), 0.36, bright, 1.0);
    c.line((x + 0.17, base - 2.95), (x + 0.24, base - 3.35), 0.24, body, 1.0);
    c.line((x - 0.14, base - 1.02), (x - 0.1, base - 1.3), 0.18, body, 1.0);
    c.disc((x + 0.75, base - 1.5), 0.17, bright, 1.0);
    c.glow((x - 0.14, base - 0.9), 0.8, rgb(0xfff3c4), 0.7);
}

fn storm(c: &mut Canvas, rng: &mut Rng) {
    let shore = 6.2;
    let (dark, pale) = (*rng.pick(&[rgb(0x1e2a38), rgb(0x262b3d), rgb(0x223034)]), rgb(0x9fb0b6));
    let seed = rng.next();
    let turns = Grid::new(|x, y| rough(x * 0.28 + 0.35 * rough(x * 0.5, y * 0.6, 3, seed ^ 5), y * 0.5, 6, seed));
    c.each(|x, y, _| {
        let turn = turns.at(x, y);
        let low = smooth(2.0, shore, y);
        let cloud = mix(dark, pale, smooth(0.32, 0.82, turn) * (0.85 - 0.35 * low));
        mix(cloud, pale, low * 0.5)
    });
    let light = Light {
        zenith: dark,
        horizon: pale,
        sun: rgb(0xe8f0ff),
        near: rgb(0x131c22),
        lamps: 0.5,
        at: (11.0, 1.0),
        disc: 0.0,
        clouds: 1.0,
    };
    if rng.unit() < 0.75 {
        let mut at = (rng.between(3.5, 12.5), 0.4);
        c.glow((at.0, 2.2), 4.2, rgb(0xcfdcff), 0.55);
        let mut bolt = vec![at];
        while at.1 < shore - 0.3 {
            at = (at.0 + rng.between(-0.45, 0.45), at.1 + rng.between(0.25, 0.6));
            bolt.push(at);
            if rng.unit() < 0.3 {
                let branch =
                    [at, (at.0 + rng.between(-1.0, 1.0), at.1 + 0.6), (at.0 + rng.between(-1.4, 1.4), at.1 + 1.1)];
                c.path(&branch, 0.03, rgb(0xe6ecff), 0.8);
            }
        }
        c.path(&bolt, 0.16, rgb(0xb8c8ff), 0.35);
        c.path(&bolt, 0.06, rgb(0xfafcff), 1.0);
    }
    hills(c, &light, shore, 1.3, 2, rng);
    if rng.unit() < 0.6 {
        // A sea with a high swell.
        for row in 0..9 {
            let near = row as f32 / 9.0;
            let shift = rng.between(0.0, 9.0);
            let top = shore + 0.05 + 2.6 * near * near;
            let wave = move |x: f32| {
                top - (0.08 + 0.34 * near) * ((x + shift) * (2.6 - 1.7 * near)).sin().abs().powf(0.8)
                    - 0.08 * near * ((x - shift) * 3.1).sin()
            };
            let water = mix(rgb(0x6f868c), rgb(0x1d3038), near);
            let froth = rng.next();
            let froths = Grid::new(|x, y| rough(x * 1.6, y * 3.0, 3, froth));
            c.below(wave, HEIGHT, |x, y, d| {
                let foam = (-d * (16.0 - 9.0 * near)).exp() * smooth(0.45, 0.8, froths.at(x, y));
                mix(shade(water, 1.0 - d * 0.12), rgb(0xe9f1f0), foam * 0.85)
            });
        }
        boat(c, &light, (rng.between(4.0, 11.0), 7.5), 1.2, rgb(0xa3432f), false);
    } else {
        ground(c, &light, shore + 0.4, rgb(0x54664a), rng);
        for n in 0..4 {
            cottage(c, &light, (1.2 + n as f32 * 3.4, 7.3 + 0.2 * (n % 2) as f32), 1.3, rgb(0xcfc4b0), rgb(0x7b4436));
        }
        for n in 0..8 {
            let (x, base) = (0.6 + n as f32 * 2.1, rng.between(7.2, 8.3));
            c.path(&[(x, base), (x + 0.1, base - 0.6), (x + 0.36, base - 1.0)], 0.1, rgb(0x20261f), 1.0);
            for k in 0..7 {
                let f = k as f32 / 7.0;
                c.ellipse(
                    (x + 0.3 + 0.75 * f, base - 1.1 + 0.1 * f),
                    0.4 - 0.18 * f,
                    0.26 - 0.1 * f,
                    shade(rgb(0x2d3f31), 0.9 + 0.2 * f),
                    1.0,
                );
            }
        }
    }
    for _ in 0..420 {
        let at = (rng.between(-1.0, WIDTH), rng.between(-0.5, HEIGHT));
        let long = rng.between(0.25, 0.6);
        c.line(at, (at.0 + long * 0.42, at.1 + long), 0.014, rgb(0xdbe6ea), 0.28);
    }
}

fn market(c: &mut Canvas, rng: &mut Rng) {
    let light = light(rng, &[MORNING, NOON, DAWN], 5.0);
    sky(c, &light, 5.5, rng);
    for n in 0..9 {
        let x = -0.3 + n as f32 * 1.85;
        let top = rng.between(1.4, 2.8);
        let wall =
            light.lit(*rng.pick(&[rgb(0xe2c9a0), rgb(0xd9b4a0), rgb(0xc9cdb8), rgb(0xe6d9c3), rgb(0xb7c4c9)]), 0.22);
        c.rect_with(x, top, x + 1.85, 6.6, 1.0, |px, _| shade(wall, 0.94 + 0.1 * (px - x) / 1.85));
        c.poly(
            &[(x - 0.08, top), (x + 0.4, top - 0.55), (x + 1.45, top - 0.55), (x + 1.93, top)],
            light.lit(rgb(0x9c5a44), 0.22),
            1.0,
        );
        for k in 0..6 {
            let (wx, wy) = (x + 0.25 + 0.55 * (k % 3) as f32, top + 0.4 + 1.05 * (k / 3) as f32);
            c.rect(wx, wy, wx + 0.28, wy + 0.58, mix(wall, light.near, 0.5));
            c.rect(wx - 0.1, wy, wx - 0.02, wy + 0.58, light.lit(rgb(0x5b7d6a), 0.2));
            c.rect(wx + 0.3, wy, wx + 0.38, wy + 0.58, light.lit(rgb(0x5b7d6a), 0.2));
        }
    }
    ground(c, &light, 6.4, rgb(0xb9ad98), rng);
    for _ in 0..26 {
        let y = rng.between(6.45, 7.0);
        person(
            c,
            (rng.between(0.2, 15.8), y),
            0.95 + (y - 6.4) * 0.4,
            light.lit(*rng.pick(&COATS), 0.12),
            *rng.pick(&HEADS),
            rng,
        );
    }
    let cloths = [rgb(0xb8433a), rgb(0x2f6f7c), rgb(0xd9a441), rgb(0x4d7a4a), rgb(0x7a4f7c)];
    for n in 0..4 {
        stall(
            c,
            &light,
            (0.25 + n as f32 * 4.0 + rng.between(-0.15, 0.15), 8.5),
            3.5,
            cloths[(n + rng.below(5)) % 5],
            rng,
        );
    }
    for n in 0..6 {
        let at = (rng.between(0.5, 15.5), rng.between(8.7, 9.3));
        person(c, at, 2.1 + 0.1 * n as f32 % 0.4, light.lit(*rng.pick(&COATS), 0.0), *rng.pick(&HEADS), rng);
    }
}

fn stall(c: &mut Canvas, light: &Light, (x, base): Point, wide: f32, cloth: Rgb, rng: &mut Rng) {
    let cloth = light.lit(cloth, 0.0);
    let pale = light.lit(rgb(0xf5eddc), 0.0);
    let wood = light.lit(rgb(0x7d5a3a), 0.0);
    for post in [0.12, wide - 0.12] {
        c.line((x + post, base), (x + post, base - 2.3), 0.07, wood, 1.0);
    }
    c.rect_with(x, base - 2.2, x + wide, base - 0.9, 0.45, |_, _| light.near);
    c.rect(x, base - 0.95, x + wide, base - 0.1, wood);
    c.rect(x, base - 0.95, x + wide, base - 0.86, shade(wood, 1.3));
    let fruits = [rgb(0xd94f30), rgb(0xe8a02c), rgb(0x7da33c), rgb(0xe3c94a), rgb(0x8a3b5c), rgb(0xd97b4a)];
    for heap in 0..5 {
        let fruit = light.lit(fruits[(heap + rng.below(6)) % 6], 0.0);
        let middle = x + wide * (0.12 + 0.19 * heap as f32);
        for row in 0..4 {
            for n in 0..(5 - row) {
                let fx = middle + (n as f32 - (4 - row) as f32 / 2.0) * 0.135;
                c.ball(
                    (fx, base - 0.98 - row as f32 * 0.105),
                    0.078,
                    shade(fruit, rng.between(0.9, 1.08)),
                    (-0.6, -1.0),
                );
            }
        }
    }
    let stripes = 10;
    for n in 0..stripes {
        let w = (wide + 0.5) / stripes as f32;
        let (a, b) = (x - 0.25 + n as f32 * w, x - 0.25 + (n + 1) as f32 * w);
        let color = if n % 2 == 0 { cloth } else { pale };
        let up = |v: f32| x + wide / 2.0 + (v - x - wide / 2.0) * 0.86;
        c.poly(&[(up(a), base - 2.85), (up(b), base - 2.85), (b, base - 2.2), (a, base - 2.2)], color, 1.0);
        c.ellipse(((a + b) / 2.0, base - 2.2), w / 2.0, 0.13, shade(color, 0.9), 1.0);
    }
}

fn train(c: &mut Canvas, rng: &mut Rng) {
    let base = 6.6;
    let light = light(rng, &[MORNING, NOON, DAWN, DUSK, GREY], base);
    sky(c, &light, base, rng);
    hills(c, &light, base - 0.6, 2.2, 3, rng);
    ground(c, &light, base - 0.3, rgb(0x86985c), rng);
    for n in 0..11 {
        let x = n as f32 * 1.6 + rng.between(-0.4, 0.4);
        leafy(c, &light, (x, base - 0.15), rng.between(0.7, 1.1), light.lit(rgb(0x557540), 0.3), rng);
    }
    let ballast = light.lit(rgb(0x8d857a), 0.0);
    c.rect_with(0.0, 7.3, WIDTH, 7.9, 1.0, |x, y| shade(ballast, 0.85 + 0.3 * noise(x * 18.0, y * 18.0, 3)));
    let livery = *rng.pick(&[rgb(0xb8382f), rgb(0x24608f), rgb(0x2e7358), rgb(0xd08a2c)]);
    let (body, band) = (light.lit(rgb(0xeee9df), 0.0), light.lit(livery, 0.0));
    let (top, bottom) = (5.45, 7.15);
    c.poly_with(
        &[
            (-0.5, top),
            (11.4, top),
            (12.9, top + 0.28),
            (14.2, top + 0.95),
            (14.55, bottom - 0.25),
            (14.3, bottom),
            (-0.5, bottom),
        ],
        1.0,
        |_, y| shade(body, 1.06 - 0.3 * ((y - top) / (bottom - top)).powi(2)),
    );
    c.poly(&[(-0.5, 6.55), (14.5, 6.55), (14.55, bottom - 0.25), (14.3, bottom), (-0.5, bottom)], band, 1.0);
    c.rect(-0.5, 6.42, 14.46, 6.48, band);
    c.poly(
        &[(12.3, top + 0.3), (12.95, top + 0.38), (14.0, top + 0.98), (12.5, top + 0.98)],
        mix(light.zenith, rgb(0x14212c), 0.6),
        1.0,
    );
    let pane = mix(light.zenith, rgb(0x14212c), 0.5);
    for n in 0..13 {
        let x = -0.2 + n as f32 * 0.93;
        if n % 4 == 3 {
            c.rect(x + 0.1, 5.68, x + 0.38, bottom, shade(body, 0.86));
            c.rect(x + 0.46, 5.68, x + 0.74, bottom, shade(body, 0.86));
            c.line((x + 0.84, top), (x + 0.84, bottom), 0.03, shade(body, 0.6), 1.0);
            continue;
        }
        c.rect_with(x, 5.72, x + 0.76, 6.3, 1.0, |px, py| {
            mix(pane, light.horizon, smooth(0.3, 0.9, (px - x) + (6.3 - py) * 0.7) * 0.45)
        });
        if rng.unit() < 0.6 {
            c.disc((x + rng.between(0.2, 0.55), 6.12), 0.1, rgb(0x3a2f2a), 0.8);
        }
    }
    c.rect(-0.5, bottom, 14.0, bottom + 0.1, rgb(0x22262b));
    for n in 0..12 {
        let x = 0.2 + n as f32 * 1.2 + if n % 2 == 0 { 0.3 } else { 0.0 };
        c.disc((x, bottom + 0.16), 0.19, rgb(0x1a1d21), 1.0);
        c.disc((x, bottom + 0.16), 0.09, rgb(0x6d747b), 1.0);
    }
    c.glow((14.4, 6.75), 1.1, rgb(0xfff3cf), 0.9);
    c.disc((14.38, 6.75), 0.07, rgb(0xffffff), 1.0);
    for y in [7.4, 7.62] {
        c.line((0.0, y), (WIDTH, y), 0.05, light.lit(rgb(0xa5a9ad), 0.0), 1.0);
    }
    let wire = light.land(0.05);
    for n in 0..5 {
        let x = 1.0 + n as f32 * 3.7;
        c.line((x, 7.4), (x, 3.3), 0.07, wire, 1.0);
        c.line((x, 3.7), (x + 0.9, 4.2), 0.04, wire, 1.0);
    }
    c.line((0.0, 4.35), (WIDTH, 4.35), 0.02, wire, 0.9);
    c.line((0.0, 3.8), (WIDTH, 3.8), 0.015, wire, 0.8);
    c.path(&[(6.2, top), (6.5, 4.9), (6.1, 4.36)], 0.04, wire, 1.0);
    ground(c, &light, 7.95, rgb(0x7d9152), rng);
}

fn hospital(c: &mut Canvas, rng: &mut Rng) {
    let base = 7.3;
    let light = light(rng, &[MORNING, DUSK, NOON, GREY], base);
    sky(c, &light, base, rng);
    skyline(c, &light, base, (0.8, 2.2), (0.5, 1.0), 0.62, rng);
    let wall = light.lit(rgb(0xe9ece8), 0.0);
    let trim = light.lit(*rng.pick(&[rgb(0x3f8f9c), rgb(0x4f7fb5), rgb(0x5a9a78)]), 0.0);
    let block = |c: &mut Canvas, x0: f32, y0: f32, x1: f32, f: f32, rng: &mut Rng| {
        c.rect_with(x0, y0, x1, base, 1.0, |x, _| {
            shade(wall, f + 0.08 * ((x - x0) / (x1 - x0) - 0.5) * (light.at.0 - 8.0).signum())
        });
        c.rect(x0 - 0.05, y0 - 0.1, x1 + 0.05, y0 + 0.04, trim);
        let mut y = y0 + 0.35;
        while y < base - 0.8 {
            c.rect_with(x0, y - 0.08, x1, y + 0.5, 0.3, |_, _| shade(wall, 0.7));
            let mut x = x0 + 0.18;
            while x + 0.34 < x1 {
                let on = rng.unit() < 0.2 + light.lamps;
                let pane = if on { rgb(0xffe2a6) } else { mix(light.zenith, rgb(0x3b5566), 0.45) };
                c.rect_with(x, y, x + 0.34, y + 0.4, 1.0, |px, _| shade(pane, 0.94 + 0.2 * (px - x)));
                x += 0.46;
            }
            y += 0.72;
        }
    };
    block(c, 9.6, 2.2, 13.8, 0.93, rng);
    block(c, 2.2, 3.7, 6.2, 0.9, rng);
    block(c, 5.4, 4.6, 10.6, 1.0, rng);
    let sign = (11.7, 1.55);
    c.rect(sign.0 - 0.5, sign.1 - 0.5, sign.0 + 0.5, sign.1 + 0.5, rgb(0xf8faf7));
    c.rect(sign.0 - 0.12, sign.1 - 0.36, sign.0 + 0.12, sign.1 + 0.36, trim);
    c.rect(sign.0 - 0.36, sign.1 - 0.12, sign.0 + 0.36, sign.1 + 0.12, trim);
    c.rect(6.6, 6.2, 9.4, 6.35, trim);
    c.rect_with(7.0, 6.35, 9.0, base, 1.0, |x, _| mix(rgb(0xffe9bd), rgb(0x86a7b0), ((x - 8.0).abs() * 0.7).min(1.0)));
    for x in [7.0, 7.66, 8.33, 9.0] {
        c.line((x, 6.35), (x, base), 0.035, shade(wall, 0.6), 1.0);
    }
    ground(c, &light, base, rgb(0x8aa071), rng);
    c.rect_with(0.0, 7.75, WIDTH, 8.5, 1.0, |_, _| light.lit(rgb(0x6b6f73), 0.0));
    for n in 0..9 {
        c.rect(n as f32 * 1.9, 8.1, n as f32 * 1.9 + 0.9, 8.15, light.lit(rgb(0xf1ede0), 0.0));
    }
    // An ambulance.
    let x = rng.between(2.2, 4.6);
    c.rect(x, 7.05, x + 1.5, 8.0, rgb(0xf6f7f3));
    c.poly(
        &[(x + 1.5, 7.25), (x + 1.85, 7.3), (x + 2.1, 7.62), (x + 2.2, 7.7), (x + 2.2, 8.0), (x + 1.5, 8.0)],
        rgb(0xf6f7f3),
        1.0,
    );
    c.poly(&[(x + 1.56, 7.34), (x + 1.8, 7.36), (x + 2.0, 7.62), (x + 1.56, 7.62)], rgb(0x53697a), 1.0);
    c.rect(x, 7.62, x + 2.2, 7.78, rgb(0xd0493a));
    c.rect(x + 0.55, 7.2, x + 0.65, 7.5, rgb(0xd0493a));
    c.rect(x + 0.45, 7.3, x + 0.75, 7.4, rgb(0xd0493a));
    c.rect(x + 1.55, 7.12, x + 1.75, 7.25, rgb(0x3f7fd0));
    c.glow((x + 1.65, 7.15), 0.9, rgb(0x5fa4ff), 0.8);
    for w in [0.35, 1.75] {
        c.disc((x + w, 8.02), 0.17, rgb(0x1b1d20), 1.0);
        c.disc((x + w, 8.02), 0.07, rgb(0x9aa0a5), 1.0);
    }
    for n in 0..5 {
        leafy(
            c,
            &light,
            ([0.8, 4.9, 11.2, 13.2, 15.2][n], 7.6),
            rng.between(1.1, 1.5),
            light.lit(rgb(0x577a45), 0.0),
            rng,
        );
    }
    for _ in 0..4 {
        person(c, (rng.between(6.4, 9.8), 7.72), 0.62, *rng.pick(&COATS), *rng.pick(&HEADS), rng);
    }
}

fn school(c: &mut Canvas, rng: &mut Rng) {
    let base = 7.0;
    let light = light(rng, &[MORNING, NOON, DAWN], base);
    sky(c, &light, base, rng);
    hills(c, &light, base - 0.7, 1.2, 2, rng);
    let brick = light.lit(*rng.pick(&[rgb(0xb8694a), rgb(0xc99a5c), rgb(0xa8746a), rgb(0xd6c29c)]), 0.0);
    let roof = light.lit(rgb(0x54494a), 0.0);
    let pale = light.lit(rgb(0xf0e9da), 0.0);
    let seed = rng.next();
    let bricks = |x: f32, y: f32| {
        let row = (y * 9.0).floor();
        shade(brick, 0.94 + 0.12 * noise((x * 4.0 + row * 0.5).floor(), row, seed))
    };
    c.rect_with(1.8, 4.3, 14.2, base, 1.0, bricks);
    c.poly(&[(1.5, 4.35), (2.4, 3.3), (13.6, 3.3), (14.5, 4.35)], roof, 1.0);
    c.rect_with(6.6, 3.4, 9.4, base, 1.0, bricks);
    c.poly(&[(6.3, 3.45), (8.0, 1.9), (9.7, 3.45)], roof, 1.0);
    c.poly(&[(6.75, 3.4), (8.0, 2.25), (9.25, 3.4)], shade(brick, 1.05), 1.0);
    c.rect(7.75, 1.0, 8.25, 2.2, pale);
    c.poly(&[(7.62, 1.02), (8.0, 0.4), (8.38, 1.02)], roof, 1.0);
    c.disc((8.0, 2.95), 0.34, rgb(0xfbf8ee), 1.0);
    c.line((8.0, 2.95), (8.0, 2.72), 0.035, rgb(0x2b2a2a), 1.0);
    c.line((8.0, 2.95), (8.17, 3.03), 0.035, rgb(0x2b2a2a), 1.0);
    for row in 0..2 {
        for n in 0..14 {
            let x = 2.1 + n as f32 * 0.86;
            if (6.3..9.5).contains(&(x + 0.3)) {
                continue;
            }
            let y = 4.62 + row as f32 * 1.2;
            c.rect(x, y, x + 0.56, y + 0.8, pale);
            let pane = mix(light.zenith, rgb(0x33474f), 0.45);
            for k in 0..4 {
                let (px, py) = (x + 0.05 + 0.25 * (k % 2) as f32, y + 0.05 + 0.37 * (k / 2) as f32);
                c.rect_with(px, py, px + 0.21, py + 0.33, 1.0, |a, b| {
                    mix(pane, light.horizon, ((a - px) + (py + 0.33 - b)) * 0.7)
                });
            }
        }
    }
    for x in [6.9, 8.55] {
        c.rect(x, 4.0, x + 0.56, 4.8, mix(light.zenith, rgb(0x33474f), 0.45));
    }
    c.rect(7.45, 5.5, 8.55, base, pale);
    c.rect(7.55, 5.62, 7.98, base, light.lit(rgb(0x3f6f5c), 0.0));
    c.rect(8.02, 5.62, 8.45, base, light.lit(rgb(0x3f6f5c), 0.0));
    ground(c, &light, base, rgb(0x94a86a), rng);
    c.poly(&[(7.3, base), (8.7, base), (10.6, HEIGHT), (5.4, HEIGHT)], light.lit(rgb(0xcbbd9f), 0.0), 0.95);
    for x in [0.9, 3.2, 12.9, 15.2] {
        leafy(
            c,
            &light,
            (x, 7.5),
            rng.between(1.7, 2.3),
            light.lit(*rng.pick(&[rgb(0x5c8040), rgb(0x8a8a3c), rgb(0xb8863c)]), 0.0),
            rng,
        );
    }
    for n in 0..13 {
        let y = rng.between(7.3, 8.6);
        let x = if n < 7 { rng.between(6.3, 9.7) } else { rng.between(1.0, 15.0) };
        let high = 0.55 + (y - 7.2) * 0.4;
        let coat =
            light.lit(*rng.pick(&[rgb(0xd0493a), rgb(0x2f7fa3), rgb(0xe0a93c), rgb(0x5a8f4f), rgb(0x8a5aa0)]), 0.0);
        c.ellipse((x + high * 0.15, y), high * 0.26, high * 0.05, light.near, 0.3);
        person(c, (x, y), high, coat, *rng.pick(&HEADS), rng);
        c.ellipse((x, y - high * 0.6), high * 0.09, high * 0.13, shade(coat, 0.65), 1.0);
    }
}

fn space(c: &mut Canvas, rng: &mut Rng) {
    let (seed, tint) = (rng.next(), *rng.pick(&[rgb(0x4a3b8f), rgb(0x1f5f8a), rgb(0x7c3b6b), rgb(0x1f6f6b)]));
    let glow = *rng.pick(&[rgb(0xf0a26b), rgb(0xe88fb0), rgb(0x8fd0e8)]);
    let clouds = Grid::new(|x, y| rough(x * 0.26 + 0.6 * rough(x * 0.4, y * 0.4, 3, seed ^ 9), y * 0.34, 6, seed));
    c.each(|x, y, _| {
        let cloud = clouds.at(x, y);
        let base = mix(rgb(0x05070f), rgb(0x10182c), y / HEIGHT);
        let gas = mix(base, tint, smooth(0.45, 0.85, cloud) * 0.85);
        mix(gas, glow, smooth(0.68, 0.95, cloud) * 0.6)
    });
    for _ in 0..420 {
        let at = (rng.between(0.0, WIDTH), rng.between(0.0, HEIGHT));
        let color = *rng.pick(&[rgb(0xffffff), rgb(0xffe9c9), rgb(0xc9dcff)]);
        c.disc(at, rng.between(0.007, 0.022), color, rng.between(0.25, 1.0));
    }
    for _ in 0..7 {
        let at = (rng.between(0.5, 15.5), rng.between(0.4, 6.0));
        c.glow(at, 0.4, rgb(0xdfe9ff), 0.6);
        c.disc(at, 0.03, rgb(0xffffff), 1.0);
    }
    match rng.below(3) {
        0 => launch(c, rng),
        1 => {
            let at = (rng.between(9.5, 11.5), rng.between(3.6, 4.8));
            planet(c, at, rng.between(2.1, 2.7), true, rng);
            planet(c, (rng.between(2.2, 4.6), rng.between(1.6, 3.0)), 0.55, false, rng);
        }
        _ => {
            planet(c, (8.0, 13.6), 7.6, false, rng);
            station(c, (rng.between(5.0, 10.5), rng.between(2.4, 3.6)));
        }
    }
}

fn planet(c: &mut Canvas, at: Point, r: f32, ring: bool, rng: &mut Rng) {
    let seed = rng.next();
    let (a, b) = *rng.pick(&[
        (rgb(0xd9a066), rgb(0x8f5a3c)),
        (rgb(0x6fa8c9), rgb(0x2f5f8a)),
        (rgb(0xc9b48f), rgb(0x7c6a55)),
        (rgb(0x8fc0a0), rgb(0x2f6b6b)),
    ]);
    let sand = rgb(0xe6cfa6);
    let half = |front: bool, c: &mut Canvas| {
        if !ring {
            return;
        }
        for n in 0..26 {
            let k = 1.35 + n as f32 * 0.035;
            let from = if front { 0.0 } else { std::f32::consts::PI };
            let points: Vec<Point> = (0..=60)
                .map(|s| from + std::f32::consts::PI * s as f32 / 60.0)
                .map(|t| {
                    (at.0 + t.cos() * r * k + t.sin() * 0.2, at.1 + t.sin() * r * k * 0.26 - t.cos() * r * k * 0.18)
                })
                .collect();
            c.path(&points, 0.05, sand, 0.12 + 0.5 * noise(n as f32 * 0.9, 3.0, seed));
        }
    };
    half(false, c);
    c.glow(at, r * 1.35, b, 0.5);
    let disc: Vec<Point> = (0..96)
        .map(|n| n as f32 / 96.0 * std::f32::consts::TAU)
        .map(|t| (at.0 + t.cos() * r, at.1 + t.sin() * r))
        .collect();
    c.poly_with(&disc, 1.0, |x, y| {
        let (dx, dy) = ((x - at.0) / r, (y - at.1) / r);
        let bulge = (1.0 - dx * dx - dy * dy).max(0.0).sqrt();
        let band = rough(dx * 0.8 + 0.3 * dy, (dy + 0.18 * dx) * 5.0, 5, seed);
        let day = (-dx * 0.62 - dy * 0.5 + bulge * 0.62).clamp(0.0, 1.0);
        let rim = (1.0 - bulge).powi(4) * day;
        mix(shade(mix(b, a, smooth(0.3, 0.7, band)), 0.04 + 1.05 * day), rgb(0xdff0ff), rim * 0.6)
    });
    half(true, c);
}

fn station(c: &mut Canvas, (x, y): Point) {
    let metal = rgb(0xd9dde0);
    c.line((x - 2.6, y), (x + 2.6, y), 0.08, rgb(0x9aa2a8), 1.0);
    for (n, side) in [-2.5, -1.6, 1.0, 1.9].into_iter().enumerate() {
        for up in [-1.0f32, 1.0] {
            let (y0, y1) = if up < 0.0 { (y - 1.15, y - 0.1) } else { (y + 0.1, y + 1.15) };
            c.rect_with(x + side, y0, x + side + 0.62, y1, 1.0, |px, py| {
                let grid = ((px * 9.0).fract() < 0.12) || ((py * 6.0).fract() < 0.12);
                if grid { rgb(0x9fb4d9) } else { shade(rgb(0x2c4a8a), 0.85 + 0.1 * n as f32) }
            });
        }
    }
    c.line((x - 0.75, y), (x + 0.75, y), 0.46, metal, 1.0);
    c.line((x, y - 0.6), (x, y + 0.6), 0.34, shade(metal, 0.86), 1.0);
    for n in 0..4 {
        c.disc((x - 0.5 + n as f32 * 0.33, y), 0.06, rgb(0xffe6a8), 1.0);
    }
}

fn launch(c: &mut Canvas, rng: &mut Rng) {
    let x = rng.between(5.0, 11.0);
    let nose = rng.between(1.2, 2.0);
    let tail = nose + 3.0;
    c.glow((x, tail + 0.5), 4.2, rgb(0xffb25a), 0.95);
    for n in 0..70 {
        let f = n as f32 / 70.0;
        let at = (x + rng.between(-0.25, 0.25) * (1.0 + 5.0 * f), tail + 0.3 + f * 4.2);
        c.disc(at, 0.16 + 0.75 * f, mix(rgb(0xfff0c9), rgb(0xb58a7a), f), 0.3);
    }
    c.poly(&[(x - 0.24, tail), (x, tail + 1.7), (x + 0.24, tail)], rgb(0xfff6d8), 0.95);
    let hull = |px: f32, _: f32| shade(rgb(0xe9ecee), 1.05 - 0.5 * ((px - x) / 0.3 + 0.2).abs());
    c.poly_with(
        &[
            (x - 0.3, tail),
            (x - 0.3, nose + 0.7),
            (x - 0.18, nose + 0.25),
            (x, nose),
            (x + 0.18, nose + 0.25),
            (x + 0.3, nose + 0.7),
            (x + 0.3, tail),
        ],
        1.0,
        hull,
    );
    for side in [-1.0, 1.0] {
        c.poly(
            &[(x + side * 0.3, tail - 0.8), (x + side * 0.62, tail + 0.1), (x + side * 0.3, tail)],
            rgb(0xb8433a),
            1.0,
        );
    }
    c.rect(x - 0.3, nose + 1.0, x + 0.3, nose + 1.14, rgb(0xb8433a));
    c.disc((x, nose + 0.75), 0.12, rgb(0x2c4a6a), 1.0);
}

fn field(c: &mut Canvas, rng: &mut Rng) {
    let base = 4.9;
    let light = light(rng, &[MORNING, NOON, DUSK, DAWN, GREY], base);
    sky(c, &light, base, rng);
    hills(c, &light, base - 0.2, 1.5, 3, rng);
    let crop = light.lit(*rng.pick(&[rgb(0xd9b04a), rgb(0x9aac4a), rgb(0xc2a24e), rgb(0x7f9c48)]), 0.0);
    let earth = mix(crop, light.near, 0.5);
    let (vanish, seed) = (rng.between(5.0, 11.0), rng.next());
    c.below(
        |x| base + 0.2 + 0.06 * noise(x * 0.6, 1.0, seed),
        HEIGHT,
        |x, y, d| {
            let near = (d / 4.0).clamp(0.0, 1.0);
            let across = (x - vanish) / (0.12 + d);
            let furrow = 0.5 + 0.5 * (across * 5.2).sin();
            let tuft = noise(x * (16.0 - 9.0 * near), y * (34.0 - 20.0 * near), seed) - 0.5;
            let color = mix(crop, earth, smooth(0.45, 0.95, furrow) * (0.2 + 0.55 * near));
            mix(
                shade(color, 1.04 - 0.14 * near + tuft * (0.1 + 0.16 * near)),
                light.horizon,
                0.35 * (1.0 - near).powi(3),
            )
        },
    );
    let x = rng.between(1.6, 12.0);
    cottage(c, &light, (x, base + 0.5), 1.15, rgb(0xe6dcc6), rgb(0x9c4a38));
    cottage(c, &light, (x + 1.4, base + 0.46), 0.85, rgb(0x9c4238), rgb(0x4f4a48));
    for n in 0..7 {
        let tx = x - 1.2 + n as f32 * 0.75 + rng.between(-0.2, 0.2);
        leafy(c, &light, (tx, base + 0.42), rng.between(0.6, 1.1), light.lit(rgb(0x4f7040), 0.15), rng);
    }
    if rng.unit() < 0.7 {
        tractor(
            c,
            (rng.between(4.0, 12.0), 7.4),
            light.lit(*rng.pick(&[rgb(0xb8382f), rgb(0x2f7a4a), rgb(0x2a62a0)]), 0.0),
        );
    }
    for _ in 0..5 {
        gull(c, (rng.between(1.0, 15.0), rng.between(0.8, 3.4)), rng.between(0.1, 0.2), light.land(0.1));
    }
}

fn tractor(c: &mut Canvas, (x, y): Point, color: Rgb) {
    c.ellipse((x, y + 0.02), 1.1, 0.1, rgb(0x2a2618), 0.4);
    c.poly(&[(x - 0.2, y - 0.95), (x + 0.85, y - 0.88), (x + 0.95, y - 0.35), (x - 0.2, y - 0.3)], color, 1.0);
    c.poly(&[(x - 0.72, y - 0.75), (x - 0.62, y - 1.5), (x - 0.02, y - 1.5), (x + 0.02, y - 0.75)], rgb(0x2c3a42), 1.0);
    c.poly(&[(x - 0.62, y - 0.85), (x - 0.54, y - 1.4), (x - 0.1, y - 1.4), (x - 0.07, y - 0.85)], rgb(0xb9ccd0), 1.0);
    c.rect(x - 0.74, y - 1.58, x + 0.06, y - 1.46, color);
    c.line((x + 0.5, y - 0.9), (x + 0.5, y - 1.35), 0.06, rgb(0x222426), 1.0);
    for (wx, r) in [(-0.45, 0.5), (0.72, 0.3)] {
        c.disc((x + wx, y - r), r, rgb(0x1c1d1f), 1.0);
        c.disc((x + wx, y - r), r * 0.55, rgb(0xd9b04a), 1.0);
        c.disc((x + wx, y - r), r * 0.2, rgb(0x3a3a38), 1.0);
    }
}

fn river(c: &mut Canvas, rng: &mut Rng) {
    let base = 4.4;
    let light = light(rng, &[DAWN, MORNING, NOON, DUSK, GREY], base);
    sky(c, &light, base, rng);
    hills(c, &light, base, 2.6, 3, rng);
    ground(c, &light, base + 0.35, rgb(0x748f52), rng);
    let (shift, bend) = (rng.between(6.0, 10.0), rng.between(0.8, 1.3) * if rng.unit() < 0.5 { 1.0 } else { -1.0 });
    let middle = move |d: f32| shift + bend * (d * 1.75).sin() * (0.7 + d * 0.62);
    let outline = |side: f32, grow: f32| {
        (0..=60)
            .map(move |n| n as f32 / 60.0 * 4.3)
            .map(move |d| (middle(d) + side * (0.1 + grow + d * d * 0.2), base + 0.38 + d))
            .collect::<Vec<Point>>()
    };
    let band = |grow: f32| {
        let mut points = outline(-1.0, grow);
        points.extend(outline(1.0, grow).into_iter().rev());
        points
    };
    c.poly(&band(0.1), light.lit(rgb(0xc9b98a), 0.1), 0.9);
    let seed = rng.next();
    c.poly_with(&band(0.0), 1.0, |x, y| {
        let near = ((y - base) / 4.5).clamp(0.0, 1.0);
        let ripple = noise(x * 2.0, y * (30.0 - 20.0 * near), seed) - 0.5;
        let glint = (-(x - light.at.0).abs() * 0.5).exp();
        let water = mix(mix(light.horizon, light.zenith, 0.25 + 0.75 * near), light.near, 0.12 + 0.2 * near);
        shade(mix(water, light.sun, glint * 0.35), 1.0 + ripple * 0.14)
    });
    for n in 0..34 {
        let d = rng.between(0.1, 3.9);
        let side = if n % 2 == 0 { -1.0 } else { 1.0 };
        let x = middle(d) + side * (0.5 + d * d * 0.2 + rng.between(0.2, 4.0));
        let high = (0.4 + 0.42 * d) * rng.between(0.8, 1.2);
        let color = light.lit(*rng.pick(&[rgb(0x4f7040), rgb(0x5f7f45), rgb(0x40603c)]), 0.5 * (1.0 - d / 4.0));
        if rng.unit() < 0.35 {
            conifer(c, (x, base + 0.4 + d), high * 1.3, color, rng)
        } else {
            leafy(c, &light, (x, base + 0.4 + d), high, color, rng)
        }
    }
    let d = 2.4;
    boat(c, &light, (middle(d), base + 0.4 + d), 0.8, rgb(0x8c3b2e), true);
}

fn mountain(c: &mut Canvas, rng: &mut Rng) {
    let base = 6.2;
    let light = light(rng, &[DAWN, MORNING, NOON, DUSK], base);
    sky(c, &light, base, rng);
    let snow = mix(light.horizon, rgb(0xffffff), 0.75);
    for layer in 0..3 {
        let near = layer as f32 / 3.0;
        let seed = rng.next();
        let peak = rng.between(4.0, 12.0);
        let line = move |x: f32| {
            let tall = (1.0 - ((x - peak).abs() / 7.5)).max(0.0).powf(1.35);
            let jag = (1.0 - (2.0 * rough(x * 0.55 + 13.0, 0.5, 5, seed) - 1.0).abs()) * 1.5;
            base + 0.3
                - (1.1 - 0.65 * near)
                - (4.2 - 1.35 * layer as f32) * tall * (0.72 + 0.2 * jag)
                - 0.55 * jag * (0.4 + tall)
        };
        let rock = mix(light.land(0.72 - 0.5 * near), rgb(0x6a6f7c), 0.2);
        let side = (light.at.0 - 8.0).signum();
        let slopes = Slope::of(line, 0.09);
        let patches = Grid::new(|x, y| rough(x * 1.8, y * 1.8, 4, seed ^ 3));
        c.below(line, base + 0.4, |x, y, d| {
            let slope = slopes.at(x) * 0.72 * side + (noise(x * 2.2 + y * 1.4, y * 1.6 - x * 0.8, seed) - 0.5) * 1.3;
            let bright = 1.0 + 0.24 * slope.clamp(-1.0, 1.0);
            let capped = smooth(0.12, -0.12, d - (2.1 - 0.34 * y) - 0.55 * (patches.at(x, y) - 0.5));
            let color = mix(rock, snow, capped * (0.95 - 0.25 * near));
            mix(shade(color, bright.min(1.18)), light.horizon, smooth(1.0, 4.4, d) * 0.4)
        });
    }
    let green = light.lit(rgb(0x35573f), 0.12);
    c.below(ridge(base + 0.2, 0.6, 2.2, 4, rng.next()), base + 0.3, |_, _, _| mix(green, light.horizon, 0.2));
    let mut x = 0.0;
    while x < WIDTH {
        conifer(c, (x, base + 0.08), rng.between(0.4, 0.85), shade(green, rng.between(0.75, 1.0)), rng);
        x += rng.between(0.1, 0.3);
    }
    c.water(base + 0.05, 8.5, mix(light.zenith, light.near, 0.25), 0.55, rng.next());
    let seed = rng.next();
    c.below(
        |x| 8.25 + 0.35 * noise(x * 0.5, 2.0, seed) - 0.02 * x,
        HEIGHT,
        |x, y, _| shade(light.lit(rgb(0x5b6a48), 0.0), 0.75 + 0.35 * noise(x * 7.0, y * 16.0, seed)),
    );
    let at = (rng.between(1.5, 4.5), 8.55);
    person(c, at, 0.72, rgb(0xb8433a), *rng.pick(&HEADS), rng);
    for k in 0..3 {
        conifer(c, (12.6 + k as f32 * 1.2, 8.75), rng.between(2.3, 3.4), shade(green, 0.62), rng);
    }
}

fn crowd(c: &mut Canvas, rng: &mut Rng) {
    let base = 4.6;
    let light = light(rng, &[MORNING, GREY, DUSK, NOON], base);
    sky(c, &light, base + 0.6, rng);
    skyline(c, &light, base + 0.5, (1.2, 3.4), (0.9, 1.7), 0.55, rng);
    skyline(c, &light, base + 0.6, (0.8, 2.2), (1.2, 2.2), 0.36, rng);
    ground(c, &light, base + 0.55, rgb(0xa9a394), rng);
    let banners = [rgb(0xf5efe0), rgb(0xf5efe0), rgb(0xd9b04a), rgb(0xb8433a), rgb(0x3f7f9c)];
    for row in 0..11 {
        let near = row as f32 / 10.0;
        let y = base + 0.75 + 4.0 * near * near + 0.25 * near;
        let high = 0.55 + 2.1 * near * near;
        let step = high * 0.3;
        let mut x = -rng.between(0.0, step);
        while x < WIDTH + step {
            let at = (x + rng.between(-0.25, 0.25) * step, y + rng.between(-0.06, 0.1) * high);
            if rng.unit() < 0.07 {
                let up = (at.0 + rng.between(-0.1, 0.1) * high, at.1 - high * rng.between(1.35, 1.6));
                c.line((at.0, at.1 - high * 0.5), up, high * 0.025, rgb(0x6b543a), 1.0);
                let color = light.lit(*rng.pick(&banners), 0.5 * (1.0 - near));
                let (w, h) = (high * 0.34, high * 0.2);
                let tilt = rng.between(-0.05, 0.05) * high;
                c.poly(
                    &[
                        (up.0 - w, up.1 - h + tilt),
                        (up.0 + w, up.1 - h - tilt),
                        (up.0 + w, up.1 + h - tilt),
                        (up.0 - w, up.1 + h + tilt),
                    ],
                    color,
                    1.0,
                );
                for n in 0..3 {
                    let ly = up.1 - h * 0.5 + h * 0.5 * n as f32;
                    c.line(
                        (up.0 - w * 0.7, ly),
                        (up.0 + w * rng.between(0.2, 0.7), ly),
                        high * 0.03,
                        light.lit(rgb(0x3a3d42), 0.4 * (1.0 - near)),
                        0.85,
                    );
                }
            }
            let far = 0.62 * (1.0 - near);
            person(
                c,
                at,
                high * rng.between(0.92, 1.08),
                light.lit(*rng.pick(&COATS), far),
                light.lit(*rng.pick(&HEADS), far),
                rng,
            );
            x += step * rng.between(0.85, 1.3);
        }
        c.each(|_, py, p| mix(p, light.horizon, if py < y && py > y - high { 0.05 * (1.0 - near) } else { 0.0 }));
    }
}

/// Somebody before a wall, in plain shapes: a likeness of nobody.
fn portrait(c: &mut Canvas, rng: &mut Rng) {
    let wall = *rng.pick(&[rgb(0x5b7a85), rgb(0x8a6f5c), rgb(0x5d6b52), rgb(0x6a5a78), rgb(0x3f5a78), rgb(0xa08a62)]);
    let seed = rng.next();
    let strokes = Grid::new(|x, y| rough(x * 0.5 + y * 0.18, y * 0.9, 4, seed));
    c.each(|x, y, _| {
        let stroke = strokes.at(x, y) - 0.5;
        shade(mix(shade(wall, 1.28), shade(wall, 0.6), ((x - 4.0).hypot(y - 2.0)) / 12.0), 1.0 + stroke * 0.16)
    });
    // Books or a window behind, out of focus.
    if rng.unit() < 0.5 {
        for row in 0..4 {
            let mut x = 0.2;
            while x < WIDTH {
                let w = rng.between(0.16, 0.42);
                let top = 0.5 + 2.1 * row as f32 + rng.between(0.0, 0.4);
                c.rect_with(x, top, x + w, 2.3 + 2.1 * row as f32, 0.3, |_, _| {
                    shade(*COATS.get(row * 2 % 8).unwrap_or(&wall), 1.05)
                });
                x += w + 0.03;
            }
        }
    } else {
        c.rect_with(10.6, 0.5, 14.8, 6.4, 0.5, |_, y| mix(rgb(0xf3ead0), rgb(0xbcd3d8), y / 6.0));
        c.rect_with(12.6, 0.5, 12.8, 6.4, 0.6, |_, _| wall);
        c.glow((12.7, 3.0), 5.0, rgb(0xfff3d6), 0.3);
    }
    let skin = *rng.pick(&[rgb(0xe2b48f), rgb(0xc68f66), rgb(0x9a6644), rgb(0x6e4630), rgb(0xf0cbb0)]);
    let hair = *rng.pick(&[rgb(0x2b2320), rgb(0x4a3526), rgb(0x8a8580), rgb(0x6b4a2f), rgb(0xc9c4bb)]);
    let coat = *rng.pick(&COATS);
    let x = rng.between(6.2, 8.6);
    let side = if rng.unit() < 0.5 { 1.0 } else { -1.0 };
    let lit = move |color: Rgb, px: f32, wide: f32| shade(color, 1.0 + 0.26 * side * ((px - x) / wide));
    let long = rng.unit() < 0.45;
    if long {
        c.poly(
            &[
                (x - 1.75, 3.0),
                (x - 1.3, 1.4),
                (x, 0.75),
                (x + 1.3, 1.4),
                (x + 1.75, 3.0),
                (x + 1.85, 5.6),
                (x - 1.85, 5.6),
            ],
            shade(hair, 0.9),
            1.0,
        );
        c.ellipse((x, 2.6), 1.62, 1.95, shade(hair, 0.9), 1.0);
    }
    let shoulders = [
        (x - 3.9, 9.2),
        (x - 3.6, 7.4),
        (x - 2.6, 6.65),
        (x - 0.9, 6.1),
        (x + 0.9, 6.1),
        (x + 2.6, 6.65),
        (x + 3.6, 7.4),
        (x + 3.9, 9.2),
    ];
    c.poly_with(&shoulders, 1.0, |px, py| shade(lit(coat, px, 4.4), 1.05 - (py - 6.0) * 0.05));
    c.poly_with(&[(x - 0.72, 4.6), (x + 0.72, 4.6), (x + 0.85, 6.3), (x, 7.0), (x - 0.85, 6.3)], 1.0, |px, _| {
        shade(lit(skin, px, 1.6), 0.8)
    });
    c.poly(&[(x - 0.9, 6.1), (x, 7.25), (x - 0.7, 8.0), (x - 1.5, 6.4)], rgb(0xf4efe4), 1.0);
    c.poly(&[(x + 0.9, 6.1), (x, 7.25), (x + 0.7, 8.0), (x + 1.5, 6.4)], shade(rgb(0xf4efe4), 0.93), 1.0);
    c.poly(&[(x - 1.45, 6.25), (x - 0.6, 8.2), (x - 0.2, 9.2), (x - 2.2, 9.2)], shade(coat, 0.82), 1.0);
    c.poly(&[(x + 1.45, 6.25), (x + 0.6, 8.2), (x + 0.2, 9.2), (x + 2.2, 9.2)], shade(coat, 0.88), 1.0);
    let face: Vec<Point> = (0..64)
        .map(|n| n as f32 / 64.0 * std::f32::consts::TAU)
        .map(|t| {
            let chin = if t.sin() > 0.0 { 0.86 + 0.14 * (1.0 - t.sin()) } else { 1.0 };
            (x + t.cos() * 1.3 * chin, 3.25 + t.sin() * 1.85)
        })
        .collect();
    c.ellipse((x - 1.3, 3.4), 0.2, 0.38, shade(skin, 0.85), 1.0);
    c.ellipse((x + 1.3, 3.4), 0.2, 0.38, shade(skin, 0.85), 1.0);
    c.poly_with(&face, 1.0, |px, py| shade(lit(skin, px, 2.1), 1.04 - ((py - 2.6) * 0.05).max(0.0)));
    // Nose and brow in light and shade: a sketch.
    c.poly(&[(x - side * 0.05, 2.7), (x + side * 0.3, 4.05), (x - side * 0.18, 4.1)], shade(skin, 0.82), 0.75);
    c.line((x - 0.85, 2.92), (x - 0.32, 2.86), 0.1, shade(hair, 0.8), 0.8);
    c.line((x + 0.32, 2.86), (x + 0.85, 2.92), 0.1, shade(hair, 0.8), 0.8);
    c.ellipse((x - 0.56, 3.2), 0.27, 0.12, shade(skin, 0.72), 0.8);
    c.ellipse((x + 0.56, 3.2), 0.27, 0.12, shade(skin, 0.72), 0.8);
    c.ellipse((x - 0.56, 3.21), 0.13, 0.08, rgb(0x2a2522), 0.8);
    c.ellipse((x + 0.56, 3.21), 0.13, 0.08, rgb(0x2a2522), 0.8);
    c.path(&[(x - 0.45, 4.4), (x - 0.2, 4.47), (x + 0.2, 4.47), (x + 0.45, 4.38)], 0.09, shade(skin, 0.62), 0.85);
    let fringe: Vec<Point> = if long {
        vec![
            (x - 1.5, 3.7),
            (x - 1.55, 2.2),
            (x - 0.9, 1.05),
            (x + 0.2, 0.8),
            (x + 1.2, 1.2),
            (x + 1.55, 2.3),
            (x + 1.5, 3.7),
            (x + 1.15, 2.3),
            (x + 0.1, 1.75),
            (x - 1.0, 2.4),
        ]
    } else {
        vec![
            (x - 1.42, 3.0),
            (x - 1.5, 2.0),
            (x - 0.95, 1.15),
            (x, 0.95),
            (x + 1.0, 1.15),
            (x + 1.5, 2.0),
            (x + 1.42, 3.0),
            (x + 1.2, 2.2),
            (x + 0.4, 1.85),
            (x - 0.6, 1.95),
            (x - 1.2, 2.3),
        ]
    };
    c.poly_with(&fringe, 1.0, |px, py| shade(lit(hair, px, 2.0), 1.12 - (py - 1.0) * 0.06));
    if rng.unit() < 0.35 {
        for at in [x - 0.56, x + 0.56] {
            let ring: Vec<Point> = (0..=32)
                .map(|n| n as f32 / 32.0 * std::f32::consts::TAU)
                .map(|t| (at + t.cos() * 0.44, 3.2 + t.sin() * 0.34))
                .collect();
            c.path(&ring, 0.06, rgb(0x26221f), 0.95);
        }
        c.line((x - 0.13, 3.15), (x + 0.13, 3.15), 0.06, rgb(0x26221f), 0.95);
    }
}
