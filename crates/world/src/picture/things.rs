//! What stands in the pictures: light, land, houses, trees, people, ships.

use super::canvas::{Canvas, Grid, Point, Rgb, WIDTH, mix, noise, rgb, rough, shade, smooth};
use crate::seed::Rng;

/// The hour and the weather.
#[derive(Debug, Clone, Copy)]
pub(super) struct Light {
    pub zenith: Rgb,
    pub horizon: Rgb,
    pub sun: Rgb,
    /// What is far takes the colour of the air, what is near this one.
    pub near: Rgb,
    /// Share of windows that are lit.
    pub lamps: f32,
    pub at: Point,
    pub disc: f32,
    pub clouds: f32,
}

pub(super) const DAWN: usize = 0;
pub(super) const NOON: usize = 1;
pub(super) const DUSK: usize = 2;
pub(super) const NIGHT: usize = 3;
pub(super) const GREY: usize = 4;
pub(super) const MORNING: usize = 5;

pub(super) fn light(rng: &mut Rng, hours: &[usize], ground: f32) -> Light {
    let high = rng.between(1.2, 2.6);
    let low = ground - rng.between(0.5, 1.5);
    let x = if rng.unit() < 0.5 { rng.between(2.2, 5.6) } else { rng.between(10.4, 13.8) };
    let make = |zenith, horizon, sun, near, lamps, y, disc, clouds| Light {
        zenith: rgb(zenith),
        horizon: rgb(horizon),
        sun: rgb(sun),
        near: rgb(near),
        lamps,
        at: (x, y),
        disc,
        clouds,
    };
    match *rng.pick(hours) {
        DAWN => make(0x6d8fb5, 0xf6d3b3, 0xfff0cf, 0x2d3f52, 0.12, low, 0.46, 0.55),
        NOON => make(0x4f92c9, 0xd9ecf4, 0xfffbe8, 0x2c5344, 0.0, high, 0.0, 0.75),
        DUSK => make(0x3f3f72, 0xf2935c, 0xffd9a0, 0x221f3a, 0.38, low, 0.52, 0.5),
        NIGHT => make(0x0d1730, 0x36507c, 0xf3efdc, 0x0a1122, 0.55, high, 0.36, 0.25),
        GREY => make(0x7d8b98, 0xd6dcdd, 0xf4f4ee, 0x2f3c45, 0.15, high, 0.0, 0.95),
        _ => make(0x7fb2cc, 0xfbe9c9, 0xfff6d8, 0x2f5560, 0.03, (low + high) / 2.0, 0.4, 0.6),
    }
}

impl Light {
    /// The colour of something dark at a distance: 0 is near, 1 the horizon.
    pub fn land(&self, far: f32) -> Rgb {
        mix(self.near, self.horizon, 0.12 + 0.74 * far)
    }

    /// A colour as this light shows it.
    pub fn lit(&self, color: Rgb, far: f32) -> Rgb {
        let bright = (self.horizon[0] + self.horizon[1] + self.horizon[2]) / 3.0;
        mix(mix(shade(color, 0.34 + 0.7 * bright), self.near, 0.16), self.horizon, 0.55 * far)
    }

    pub fn dark(&self) -> bool {
        self.zenith[2] < 0.3
    }
}

pub(super) fn sky(canvas: &mut Canvas, light: &Light, ground: f32, rng: &mut Rng) {
    let seed = rng.next();
    canvas.each(|_, y, _| mix(light.zenith, light.horizon, (y / ground).clamp(0.0, 1.0).powf(1.25)));
    if light.dark() {
        for _ in 0..150 {
            let at = (rng.between(0.0, WIDTH), rng.between(0.0, ground * 0.9));
            canvas.disc(at, rng.between(0.008, 0.024), rgb(0xffffff), rng.between(0.2, 0.9));
        }
    }
    canvas.glow(light.at, 6.5, light.sun, 0.5);
    if light.disc > 0.0 {
        canvas.glow(light.at, light.disc * 3.2, light.sun, 0.55);
        canvas.disc(light.at, light.disc, light.sun, 1.0);
    }
    let bright = mix(light.horizon, rgb(0xffffff), 0.55);
    let thick = Grid::new(|x, y| rough(x * 0.22 + 9.0, y * 0.75, 5, seed));
    canvas.each(|x, y, c| {
        let height = (y / ground).clamp(0.0, 1.0);
        let here = thick.at(x, y);
        let cloud = smooth(0.5, 0.78, here) * light.clouds * (1.0 - smooth(0.72, 1.0, height));
        // Thicker above than here: this is the shaded underside.
        let shadow = thick.at(x, y - 0.28) - here;
        mix(c, mix(bright, light.zenith, (0.32 - shadow * 2.4).clamp(0.0, 0.62)), cloud)
    });
}

/// The outline of hills.
pub(super) fn ridge(base: f32, high: f32, wide: f32, octaves: u32, seed: u64) -> impl Fn(f32) -> f32 {
    move |x| base - high * rough(x / wide + 31.0, 0.5, octaves, seed)
}

/// Hills behind hills, each nearer and darker.
pub(super) fn hills(canvas: &mut Canvas, light: &Light, ground: f32, high: f32, layers: u32, rng: &mut Rng) {
    for layer in 0..layers {
        let near = (layer as f32 + 1.0) / layers as f32;
        let seed = rng.next();
        let line = ridge(ground + 0.1 + 0.3 * near, high * (1.25 - 0.65 * near), 3.6 - 1.2 * near, 4, seed);
        let color = light.land(1.0 - 0.72 * near);
        canvas.below(line, ground + 1.2, |_, _, deep| mix(color, light.horizon, (deep * 0.16).min(0.35)));
    }
}

/// A row of houses against the sky.
pub(super) fn skyline(
    canvas: &mut Canvas,
    light: &Light,
    base: f32,
    high: (f32, f32),
    wide: (f32, f32),
    far: f32,
    rng: &mut Rng,
) {
    let mut x = -rng.between(0.0, 0.6);
    while x < WIDTH {
        let w = rng.between(wide.0, wide.1);
        let middle = 1.0 - ((x + w / 2.0) / WIDTH - 0.5).abs() * 0.9;
        let h = rng.between(high.0, high.1) * middle;
        house(canvas, light, (x, base - h, x + w, base), far, rng);
        x += w + if rng.unit() < 0.25 { rng.between(0.02, 0.3) } else { 0.0 };
    }
}

fn house(canvas: &mut Canvas, light: &Light, (x0, y0, x1, y1): (f32, f32, f32, f32), far: f32, rng: &mut Rng) {
    let color = shade(light.land(far), rng.between(0.86, 1.1));
    // The side that looks at the sun is lighter.
    let toward = (light.at.0 - (x0 + x1) / 2.0).signum();
    canvas.rect_with(x0, y0, x1, y1, 1.0, |x, y| {
        let side = (x - x0) / (x1 - x0) - 0.5;
        shade(mix(color, light.horizon, ((y - y0) / (y1 - y0)) * 0.12), 1.0 + side * toward * 0.16)
    });
    match rng.below(6) {
        0 => canvas.line(((x0 + x1) / 2.0, y0), ((x0 + x1) / 2.0, y0 - rng.between(0.2, 0.6)), 0.035, color, 1.0),
        1 => canvas.poly(&[(x0, y0), ((x0 + x1) / 2.0, y0 - (x1 - x0) * 0.4), (x1, y0)], shade(color, 0.92), 1.0),
        2 => canvas.rect(x0 + (x1 - x0) * 0.25, y0 - 0.16, x1 - (x1 - x0) * 0.25, y0 + 0.01, color),
        _ => {}
    }
    let lamp = rgb(0xffd58a);
    let dim = mix(color, light.horizon, 0.24);
    let (step_x, step_y) = (0.15, 0.2);
    let mut y = y0 + 0.14;
    while y + 0.1 < y1 {
        let mut x = x0 + 0.08;
        while x + 0.08 < x1 - 0.03 {
            let on = rng.unit() < light.lamps * (1.0 - far * 0.5);
            canvas.rect_with(x, y, x + 0.075, y + 0.1, if on { 0.95 - far * 0.5 } else { 0.5 - far * 0.3 }, |_, _| {
                if on { lamp } else { dim }
            });
            x += step_x;
        }
        y += step_y;
    }
}

/// A house with a wall and a roof, as in a village.
pub(super) fn cottage(canvas: &mut Canvas, light: &Light, at: Point, size: f32, wall: Rgb, roof: Rgb) {
    let (x, base) = at;
    let (w, h) = (size, size * 0.62);
    let wall = light.lit(wall, 0.1);
    canvas.rect_with(x, base - h, x + w, base, 1.0, |px, _| shade(wall, 0.9 + 0.16 * (px - x) / w));
    canvas.poly(
        &[
            (x - w * 0.08, base - h),
            (x + w * 0.22, base - h * 1.85),
            (x + w * 0.78, base - h * 1.85),
            (x + w * 1.08, base - h),
        ],
        light.lit(roof, 0.1),
        1.0,
    );
    let pane = if light.lamps > 0.2 { rgb(0xffd58a) } else { shade(light.horizon, 0.82) };
    for n in 0..3 {
        let wx = x + w * (0.14 + 0.28 * n as f32);
        canvas.rect(wx, base - h * 0.72, wx + w * 0.13, base - h * 0.34, pane);
    }
}

pub(super) fn conifer(canvas: &mut Canvas, at: Point, high: f32, color: Rgb, rng: &mut Rng) {
    let (x, base) = at;
    canvas.rect(x - high * 0.018, base - high * 0.14, x + high * 0.018, base, shade(color, 0.7));
    for layer in 0..5 {
        let f = layer as f32 / 5.0;
        let (y0, y1) = (base - high * (0.3 + 0.7 * (f + 0.2)), base - high * (0.08 + 0.78 * f));
        let half = high * (0.24 - 0.2 * f) * rng.between(0.85, 1.12);
        canvas.poly(
            &[(x, y0), (x + half, y1), (x, y1 - high * 0.02), (x - half, y1)],
            shade(color, 0.9 + 0.05 * layer as f32),
            1.0,
        );
    }
}

pub(super) fn leafy(canvas: &mut Canvas, light: &Light, at: Point, high: f32, color: Rgb, rng: &mut Rng) {
    let (x, base) = at;
    canvas.line((x, base), (x, base - high * 0.55), high * 0.07, light.lit(rgb(0x5d4630), 0.1), 1.0);
    let toward = (light.at.0 - x, light.at.1 - base);
    for n in 0..9 {
        let angle = n as f32 * 0.7 + rng.between(0.0, 0.6);
        let out = high * rng.between(0.1, 0.24);
        let at = (x + angle.cos() * out, base - high * 0.68 + angle.sin() * out * 0.8);
        canvas.ball(at, high * rng.between(0.15, 0.22), shade(color, rng.between(0.88, 1.08)), toward);
    }
}

pub(super) fn palm(canvas: &mut Canvas, at: Point, high: f32, color: Rgb, rng: &mut Rng) {
    let lean = rng.between(-0.14, 0.14) * high;
    let top = (at.0 + lean, at.1 - high);
    let bend = (at.0 + lean * 0.2, at.1 - high * 0.5);
    canvas.path(&[at, bend, top], high * 0.045, color, 1.0);
    for n in 0..11 {
        let angle = std::f32::consts::PI * (1.08 - 0.116 * n as f32) + rng.between(-0.08, 0.08);
        let (dx, dy) = (angle.cos() * high * 0.42, -angle.sin() * high * 0.24);
        let middle = (top.0 + dx * 0.55, top.1 + dy * 0.9 - high * 0.04);
        let end = (top.0 + dx, top.1 + dy * 0.3 + high * 0.14);
        canvas.path(&[top, middle, end], high * 0.04, color, 1.0);
        canvas.poly(&[top, (middle.0, middle.1 - high * 0.03), end, (middle.0, middle.1 + high * 0.05)], color, 1.0);
    }
}

/// Somebody, from behind and standing.
pub(super) fn person(canvas: &mut Canvas, at: Point, high: f32, coat: Rgb, head: Rgb, rng: &mut Rng) {
    let (x, base) = at;
    let shoulder = base - high * 0.8;
    let half = high * rng.between(0.125, 0.16);
    canvas.poly(
        &[
            (x - half * 0.55, base),
            (x - half * 0.8, base - high * 0.42),
            (x - half, shoulder + high * 0.06),
            (x - half * 0.6, shoulder),
            (x + half * 0.6, shoulder),
            (x + half, shoulder + high * 0.06),
            (x + half * 0.8, base - high * 0.42),
            (x + half * 0.55, base),
        ],
        coat,
        1.0,
    );
    canvas.ellipse((x, base - high * 0.885), high * 0.072, high * 0.092, head, 1.0);
}

pub(super) const COATS: [Rgb; 8] = [
    rgb(0x2f4858),
    rgb(0x8b3a3a),
    rgb(0x3d6b5c),
    rgb(0xc29a4b),
    rgb(0x51446b),
    rgb(0x6b7a86),
    rgb(0xa85d34),
    rgb(0x32425f),
];
pub(super) const HEADS: [Rgb; 5] = [rgb(0x2b2320), rgb(0x54402f), rgb(0x8a6a48), rgb(0x3b3b40), rgb(0xb79d77)];

/// A boat with a mast, its keel at `at`.
pub(super) fn boat(canvas: &mut Canvas, light: &Light, at: Point, long: f32, hull: Rgb, sail: bool) {
    let (x, y) = at;
    let hull = light.lit(hull, 0.1);
    canvas.poly(
        &[
            (x - long * 0.5, y - long * 0.17),
            (x + long * 0.56, y - long * 0.19),
            (x + long * 0.4, y),
            (x - long * 0.4, y),
        ],
        hull,
        1.0,
    );
    canvas.line(
        (x - long * 0.5, y - long * 0.165),
        (x + long * 0.55, y - long * 0.185),
        long * 0.03,
        shade(hull, 1.4),
        1.0,
    );
    let mast = (x + long * 0.02, y - long * 1.15);
    canvas.line((x + long * 0.02, y - long * 0.17), mast, long * 0.025, light.land(0.05), 1.0);
    if sail {
        let cloth = light.lit(rgb(0xf4ecdc), 0.0);
        canvas.poly(
            &[
                (mast.0 + long * 0.02, mast.1 + 0.04),
                (x + long * 0.5, y - long * 0.26),
                (x + long * 0.04, y - long * 0.26),
            ],
            cloth,
            1.0,
        );
        canvas.poly(
            &[
                (mast.0 - long * 0.02, mast.1 + 0.14 * long),
                (x - long * 0.38, y - long * 0.24),
                (x - long * 0.01, y - long * 0.26),
            ],
            shade(cloth, 0.88),
            1.0,
        );
    } else {
        canvas.rect(x - long * 0.3, y - long * 0.36, x - long * 0.06, y - long * 0.17, light.lit(rgb(0xe6dfd0), 0.0));
        canvas.line(mast, (x + long * 0.5, y - long * 0.2), long * 0.008, light.land(0.05), 0.8);
    }
}

/// Grass, sand or asphalt from `line` down, finer with distance.
pub(super) fn ground(canvas: &mut Canvas, light: &Light, top: f32, color: Rgb, rng: &mut Rng) {
    let seed = rng.next();
    let color = light.lit(color, 0.0);
    canvas.below(
        |x| top + 0.05 * noise(x * 0.7, 0.0, seed),
        9.0,
        |x, y, deep| {
            let near = (deep / (9.0 - top)).clamp(0.0, 1.0);
            let tuft = noise(x * (14.0 - 9.0 * near), y * (60.0 - 40.0 * near), seed) - 0.5;
            mix(shade(color, 1.02 - 0.3 * near + tuft * 0.12), light.horizon, 0.3 * (1.0 - near).powi(3))
        },
    );
}

/// Smoke or steam that drifts to the right.
pub(super) fn smoke(canvas: &mut Canvas, from: Point, color: Rgb, rng: &mut Rng) {
    for n in 0..46 {
        let f = n as f32 / 46.0;
        let at = (from.0 + f * f * 3.4 + rng.between(-0.12, 0.12), from.1 - f * 2.2 + rng.between(-0.1, 0.1));
        canvas.disc(at, 0.1 + 0.5 * f, color, 0.2 * (1.0 - f));
    }
}

/// A bird far off.
pub(super) fn gull(canvas: &mut Canvas, (x, y): Point, s: f32, color: Rgb) {
    canvas.path(
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
