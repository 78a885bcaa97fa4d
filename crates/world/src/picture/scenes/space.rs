//! Beyond the sky.

use crate::picture::canvas::{Canvas, Grid, HEIGHT, Point, WIDTH, mix, noise, rgb, rough, shade, smooth};
use crate::seed::Rng;

pub(super) fn space(c: &mut Canvas, rng: &mut Rng) {
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
