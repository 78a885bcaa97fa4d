//! Rooms and people in them.

use crate::picture::canvas::{Canvas, Grid, HEIGHT, Point, Rgb, WIDTH, mix, rgb, rough, shade};
use crate::picture::things::*;
use crate::seed::Rng;

pub(super) fn lab(c: &mut Canvas, rng: &mut Rng) {
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

/// Somebody before a wall, in plain shapes: a likeness of nobody.
pub(super) fn portrait(c: &mut Canvas, rng: &mut Rng) {
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
