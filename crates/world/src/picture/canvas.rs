//! A sheet to draw on: sixteen units wide, nine high, whatever its size in pixels.

pub(super) type Rgb = [f32; 3];
pub(super) type Point = (f32, f32);

pub(super) const WIDTH: f32 = 16.0;
pub(super) const HEIGHT: f32 = 9.0;

pub(super) const fn rgb(hex: u32) -> Rgb {
    [(hex >> 16 & 0xff) as f32 / 255.0, (hex >> 8 & 0xff) as f32 / 255.0, (hex & 0xff) as f32 / 255.0]
}

pub(super) fn mix(a: Rgb, b: Rgb, t: f32) -> Rgb {
    let t = t.clamp(0.0, 1.0);
    [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t]
}

/// Lighter above 1, darker below.
pub(super) fn shade(c: Rgb, f: f32) -> Rgb {
    if f <= 1.0 { [c[0] * f, c[1] * f, c[2] * f] } else { mix(c, [1.0, 1.0, 1.0], f - 1.0) }
}

pub(super) fn smooth(low: f32, high: f32, x: f32) -> f32 {
    let t = ((x - low) / (high - low)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

#[derive(Debug, Clone)]
pub(super) struct Canvas {
    width: usize,
    height: usize,
    /// Pixels per unit.
    scale: f32,
    pixels: Vec<Rgb>,
}

impl Canvas {
    pub fn new(width: u32) -> Canvas {
        let (width, height) = (width.max(16) as usize, (width.max(16) * 9 / 16) as usize);
        Canvas { width, height, scale: width as f32 / WIDTH, pixels: vec![[0.0; 3]; width * height] }
    }

    /// Every pixel anew from where it is and what it was.
    pub fn each(&mut self, paint: impl Fn(f32, f32, Rgb) -> Rgb) {
        for y in 0..self.height {
            for x in 0..self.width {
                let (ux, uy) = ((x as f32 + 0.5) / self.scale, (y as f32 + 0.5) / self.scale);
                let pixel = &mut self.pixels[y * self.width + x];
                *pixel = paint(ux, uy, *pixel);
            }
        }
    }

    fn blend(&mut self, x: usize, y: usize, color: Rgb, alpha: f32) {
        if let Some(pixel) = self.pixels.get_mut(y * self.width + x) {
            *pixel = mix(*pixel, color, alpha);
        }
    }

    /// The pixels that a box in units touches.
    fn span(&self, x0: f32, y0: f32, x1: f32, y1: f32) -> (usize, usize, usize, usize) {
        let clip = |v: f32, most: usize| (v * self.scale).clamp(0.0, most as f32);
        (
            clip(x0, self.width).floor() as usize,
            clip(y0, self.height).floor() as usize,
            clip(x1, self.width).ceil() as usize,
            clip(y1, self.height).ceil() as usize,
        )
    }

    /// Everything whose distance function is below zero, with a soft edge of a pixel.
    fn field(
        &mut self,
        bounds: (f32, f32, f32, f32),
        alpha: f32,
        distance: impl Fn(f32, f32) -> f32,
        paint: impl Fn(f32, f32) -> Rgb,
    ) {
        let edge = 1.0 / self.scale;
        let (x0, y0, x1, y1) = self.span(bounds.0 - edge, bounds.1 - edge, bounds.2 + edge, bounds.3 + edge);
        for y in y0..y1 {
            for x in x0..x1 {
                let (ux, uy) = ((x as f32 + 0.5) / self.scale, (y as f32 + 0.5) / self.scale);
                let cover = (0.5 - distance(ux, uy) * self.scale).clamp(0.0, 1.0);
                if cover > 0.0 {
                    self.blend(x, y, paint(ux, uy), cover * alpha);
                }
            }
        }
    }

    pub fn disc(&mut self, at: Point, r: f32, color: Rgb, alpha: f32) {
        let bounds = (at.0 - r, at.1 - r, at.0 + r, at.1 + r);
        self.field(bounds, alpha, |x, y| (x - at.0).hypot(y - at.1) - r, |_, _| color);
    }

    /// A ball lit from `light`.
    pub fn ball(&mut self, at: Point, r: f32, color: Rgb, light: Point) {
        let bounds = (at.0 - r, at.1 - r, at.0 + r, at.1 + r);
        let length = light.0.hypot(light.1).max(0.001);
        let paint = |x: f32, y: f32| {
            let lit = ((x - at.0) * light.0 + (y - at.1) * light.1) / (r * length);
            shade(color, 0.78 + 0.34 * lit)
        };
        self.field(bounds, 1.0, |x, y| (x - at.0).hypot(y - at.1) - r, paint);
    }

    pub fn ellipse(&mut self, at: Point, rx: f32, ry: f32, color: Rgb, alpha: f32) {
        let bounds = (at.0 - rx, at.1 - ry, at.0 + rx, at.1 + ry);
        let distance = |x: f32, y: f32| {
            let k = ((x - at.0) / rx).hypot((y - at.1) / ry);
            (k - 1.0) * rx.min(ry)
        };
        self.field(bounds, alpha, distance, |_, _| color);
    }

    pub fn rect(&mut self, x0: f32, y0: f32, x1: f32, y1: f32, color: Rgb) {
        self.rect_with(x0, y0, x1, y1, 1.0, |_, _| color);
    }

    pub fn rect_with(&mut self, x0: f32, y0: f32, x1: f32, y1: f32, alpha: f32, paint: impl Fn(f32, f32) -> Rgb) {
        let distance = |x: f32, y: f32| (x0 - x).max(x - x1).max(y0 - y).max(y - y1);
        self.field((x0, y0, x1, y1), alpha, distance, paint);
    }

    /// A line with round ends.
    pub fn line(&mut self, a: Point, b: Point, thick: f32, color: Rgb, alpha: f32) {
        let r = thick / 2.0;
        let bounds = (a.0.min(b.0) - r, a.1.min(b.1) - r, a.0.max(b.0) + r, a.1.max(b.1) + r);
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = (dx * dx + dy * dy).max(1e-6);
        let distance = |x: f32, y: f32| {
            let t = (((x - a.0) * dx + (y - a.1) * dy) / length).clamp(0.0, 1.0);
            (x - a.0 - t * dx).hypot(y - a.1 - t * dy) - r
        };
        self.field(bounds, alpha, distance, |_, _| color);
    }

    pub fn path(&mut self, points: &[Point], thick: f32, color: Rgb, alpha: f32) {
        for pair in points.windows(2) {
            self.line(pair[0], pair[1], thick, color, alpha);
        }
    }

    /// Light added around a point.
    pub fn glow(&mut self, at: Point, r: f32, color: Rgb, strength: f32) {
        let (x0, y0, x1, y1) = self.span(at.0 - r, at.1 - r, at.0 + r, at.1 + r);
        for y in y0..y1 {
            for x in x0..x1 {
                let (ux, uy) = ((x as f32 + 0.5) / self.scale, (y as f32 + 0.5) / self.scale);
                let near = 1.0 - ((ux - at.0).hypot(uy - at.1) / r).min(1.0);
                let light = near * near * strength;
                let pixel = &mut self.pixels[y * self.width + x];
                for (channel, add) in pixel.iter_mut().zip(color) {
                    // Screen rather than sum: light does not burn out.
                    *channel = 1.0 - (1.0 - *channel) * (1.0 - add * light).max(0.0);
                }
            }
        }
    }

    pub fn poly(&mut self, points: &[Point], color: Rgb, alpha: f32) {
        self.poly_with(points, alpha, |_, _| color);
    }

    /// A filled outline (even-odd), four samples to the pixel down and exact across.
    pub fn poly_with(&mut self, points: &[Point], alpha: f32, paint: impl Fn(f32, f32) -> Rgb) {
        const SAMPLES: usize = 4;
        let top = points.iter().map(|p| p.1).fold(f32::MAX, f32::min);
        let bottom = points.iter().map(|p| p.1).fold(f32::MIN, f32::max);
        let (_, y0, _, y1) = self.span(0.0, top, 0.0, bottom);
        let mut cover = vec![0.0f32; self.width];
        let mut crossings: Vec<f32> = Vec::new();
        for y in y0..y1 {
            cover.fill(0.0);
            for sample in 0..SAMPLES {
                let at = (y as f32 + (sample as f32 + 0.5) / SAMPLES as f32) / self.scale;
                crossings.clear();
                for (n, a) in points.iter().enumerate() {
                    let b = points[(n + 1) % points.len()];
                    if (a.1 <= at) != (b.1 <= at) {
                        crossings.push((a.0 + (at - a.1) / (b.1 - a.1) * (b.0 - a.0)) * self.scale);
                    }
                }
                crossings.sort_by(f32::total_cmp);
                for pair in crossings.chunks_exact(2) {
                    add_span(&mut cover, pair[0], pair[1], 1.0 / SAMPLES as f32);
                }
            }
            for (x, c) in cover.iter().enumerate().filter(|(_, c)| **c > 0.0) {
                let color = paint((x as f32 + 0.5) / self.scale, (y as f32 + 0.5) / self.scale);
                let pixel = &mut self.pixels[y * self.width + x];
                *pixel = mix(*pixel, color, c.min(1.0) * alpha);
            }
        }
    }

    /// All that lies below a line, down to `bottom`.
    pub fn below(&mut self, line: impl Fn(f32) -> f32, bottom: f32, paint: impl Fn(f32, f32, f32) -> Rgb) {
        let last = ((bottom * self.scale) as usize).min(self.height);
        for x in 0..self.width {
            let ux = (x as f32 + 0.5) / self.scale;
            let top = line(ux);
            let first = (top * self.scale).max(0.0);
            for y in first.floor() as usize..last {
                let cover = (y as f32 + 1.0 - first).clamp(0.0, 1.0);
                let uy = (y as f32 + 0.5) / self.scale;
                self.blend(x, y, paint(ux, uy, uy - top), cover);
            }
        }
    }

    /// Water from `shore` down: what stands above it upside down, broken by ripples.
    pub fn water(&mut self, shore: f32, bottom: f32, tint: Rgb, rough: f32, seed: u64) {
        let first = ((shore * self.scale) as usize).min(self.height);
        let last = ((bottom * self.scale) as usize).min(self.height);
        for y in first..last {
            let depth = (y as f32 + 0.5) / self.scale - shore;
            let far = depth / (bottom - shore).max(0.1);
            for x in 0..self.width {
                let ux = (x as f32 + 0.5) / self.scale;
                let stretch = 1.0 + 3.0 * far;
                let ripple = noise(ux * 2.2 / stretch, depth * 26.0 / stretch, seed) - 0.5;
                let sx = ((ux + ripple * rough * (0.1 + 0.8 * far)) * self.scale) as usize;
                let up = (depth * 0.92 + ripple * rough * 0.5 * far).max(0.02);
                let sy = ((shore - up).max(0.0) * self.scale) as usize;
                let mirrored = self.pixels[sy.min(first.saturating_sub(1)) * self.width + sx.min(self.width - 1)];
                let lit = shade(mix(mirrored, tint, 0.28 + 0.34 * far), 1.0 + ripple * 0.22 * rough.min(1.0));
                self.pixels[y * self.width + x] = lit;
            }
        }
    }

    /// The finished sheet: a little darker at the corners, a little grain.
    pub fn finish(mut self, seed: u64) -> image::RgbImage {
        self.each(|x, y, c| {
            let (dx, dy) = (x / WIDTH - 0.5, y / HEIGHT - 0.5);
            shade(c, 1.0 - 0.42 * (dx * dx + dy * dy))
        });
        let width = self.width;
        image::RgbImage::from_fn(width as u32, self.height as u32, |x, y| {
            let n = crate::seed::mix(seed ^ (u64::from(x) << 32) ^ u64::from(y));
            let grain = (n >> 40) as f32 / (1u64 << 24) as f32 * 0.016 - 0.008;
            let pixel = self.pixels[y as usize * width + x as usize];
            image::Rgb(pixel.map(|c| ((c + grain).clamp(0.0, 1.0) * 255.0).round() as u8))
        })
    }
}

fn add_span(cover: &mut [f32], from: f32, to: f32, weight: f32) {
    let (from, to) = (from.clamp(0.0, cover.len() as f32), to.clamp(0.0, cover.len() as f32));
    let (first, last) = (from as usize, to as usize);
    for (x, c) in cover.iter_mut().enumerate().take(last + 1).skip(first) {
        let inside = (to.min(x as f32 + 1.0) - from.max(x as f32)).max(0.0);
        *c += inside * weight;
    }
}

/// Smooth noise between 0 and 1, a unit coarse.
pub(super) fn noise(x: f32, y: f32, seed: u64) -> f32 {
    let (ix, iy) = (x.floor(), y.floor());
    let (fx, fy) = (x - ix, y - iy);
    let corner = |dx: f32, dy: f32| {
        let n = (((ix + dx) as i64 as u64) << 32) ^ ((iy + dy) as i64 as u64 & 0xffff_ffff);
        (crate::seed::mix(n ^ seed) >> 40) as f32 / (1u64 << 24) as f32
    };
    let (sx, sy) = (fx * fx * (3.0 - 2.0 * fx), fy * fy * (3.0 - 2.0 * fy));
    let top = corner(0.0, 0.0) + (corner(1.0, 0.0) - corner(0.0, 0.0)) * sx;
    let bottom = corner(0.0, 1.0) + (corner(1.0, 1.0) - corner(0.0, 1.0)) * sx;
    top + (bottom - top) * sy
}

/// Noise of several sizes at once: clouds, ridges.
pub(super) fn rough(x: f32, y: f32, octaves: u32, seed: u64) -> f32 {
    let (mut sum, mut size, mut weight, mut all) = (0.0, 1.0, 1.0, 0.0);
    for octave in 0..octaves {
        sum += noise(x * size, y * size, seed.wrapping_add(u64::from(octave) * 7919)) * weight;
        all += weight;
        size *= 2.03;
        weight *= 0.5;
    }
    sum / all
}

/// A smooth quantity over the sheet, worked out at few places and read between them: clouds have no edges that a pixel would miss.
#[derive(Debug)]
pub(super) struct Grid {
    across: usize,
    values: Vec<f32>,
}

impl Grid {
    const STEP: f32 = 0.06;

    pub fn new(f: impl Fn(f32, f32) -> f32) -> Grid {
        let across = (WIDTH / Grid::STEP) as usize + 3;
        let down = (HEIGHT / Grid::STEP) as usize + 3;
        let values = (0..across * down).map(|n| f((n % across) as f32 * Grid::STEP, (n / across) as f32 * Grid::STEP));
        Grid { across, values: values.collect() }
    }

    pub fn at(&self, x: f32, y: f32) -> f32 {
        let (x, y) = ((x / Grid::STEP).clamp(0.0, (self.across - 2) as f32), (y / Grid::STEP).max(0.0));
        let (ix, iy) = (x as usize, (y as usize).min(self.values.len() / self.across - 2));
        let (fx, fy) = (x - ix as f32, (y - iy as f32).min(1.0));
        let row = &self.values[iy * self.across + ix..];
        let top = row[0] + (row[1] - row[0]) * fx;
        let bottom = row[self.across] + (row[self.across + 1] - row[self.across]) * fx;
        top + (bottom - top) * fy
    }
}

/// How steep a line is at each place, worked out once.
#[derive(Debug)]
pub(super) struct Slope(Vec<f32>);

impl Slope {
    const STEPS: f32 = 1024.0;

    pub fn of(line: impl Fn(f32) -> f32, reach: f32) -> Slope {
        let at = |n: usize| n as f32 / Slope::STEPS * WIDTH;
        Slope(
            (0..=Slope::STEPS as usize).map(|n| (line(at(n) + reach) - line(at(n) - reach)) / (2.0 * reach)).collect(),
        )
    }

    pub fn at(&self, x: f32) -> f32 {
        self.0.get((x / WIDTH * Slope::STEPS).max(0.0) as usize).copied().unwrap_or(0.0)
    }
}
