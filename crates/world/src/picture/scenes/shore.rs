//! Bridges, harbours and storms: scenes with water.

use crate::picture::canvas::{Canvas, Grid, HEIGHT, Point, Rgb, WIDTH, mix, noise, rgb, rough, shade, smooth};
use crate::picture::things::*;
use crate::seed::Rng;

pub(super) fn bridge(c: &mut Canvas, rng: &mut Rng) {
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

pub(super) fn harbour(c: &mut Canvas, rng: &mut Rng) {
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

pub(super) fn storm(c: &mut Canvas, rng: &mut Rng) {
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

pub(super) fn river(c: &mut Canvas, rng: &mut Rng) {
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
