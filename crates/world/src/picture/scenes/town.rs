//! Where people live, work and play.

use crate::picture::canvas::{Canvas, HEIGHT, Point, Rgb, WIDTH, mix, noise, rgb, shade, smooth};
use crate::picture::things::*;
use crate::seed::Rng;

pub(super) fn city(c: &mut Canvas, rng: &mut Rng) {
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

pub(super) fn parliament(c: &mut Canvas, rng: &mut Rng) {
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

pub(super) fn factory(c: &mut Canvas, rng: &mut Rng) {
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

pub(super) fn market(c: &mut Canvas, rng: &mut Rng) {
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

pub(super) fn train(c: &mut Canvas, rng: &mut Rng) {
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

pub(super) fn hospital(c: &mut Canvas, rng: &mut Rng) {
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

pub(super) fn school(c: &mut Canvas, rng: &mut Rng) {
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

pub(super) fn stadium(c: &mut Canvas, rng: &mut Rng) {
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

pub(super) fn crowd(c: &mut Canvas, rng: &mut Rng) {
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
