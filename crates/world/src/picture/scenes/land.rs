//! The open country.

use crate::picture::canvas::{Canvas, Grid, HEIGHT, Point, Rgb, Slope, WIDTH, mix, noise, rgb, rough, shade, smooth};
use crate::picture::things::*;
use crate::seed::Rng;

pub(super) fn desert(c: &mut Canvas, rng: &mut Rng) {
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

pub(super) fn forest(c: &mut Canvas, rng: &mut Rng) {
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

pub(super) fn field(c: &mut Canvas, rng: &mut Rng) {
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

pub(super) fn mountain(c: &mut Canvas, rng: &mut Rng) {
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
