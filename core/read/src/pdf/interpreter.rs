//! The first reader: a page drawn by `hayro`, which tells the place of each letter.

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, interpret_page,
};

use super::forms;
use super::ink::{Ink, Letter, Rule};
use super::unmapped::FontMaps;

/// Draws pages and keeps the fonts between them.
pub(super) struct Interpreter<'a> {
    pdf: &'a Pdf,
    cache: InterpreterCache<'a>,
    fonts: FontMaps,
}

impl<'a> Interpreter<'a> {
    pub fn new(pdf: &'a Pdf) -> Self {
        Self {
            pdf,
            cache: InterpreterCache::new(),
            fonts: FontMaps::default(),
        }
    }

    /// What the page shows, with at most `most_letters` letters; `None` when
    /// it shows more.
    pub fn ink(&mut self, page: &Page<'a>, most_letters: usize) -> Option<Ink> {
        let (width, height) = page.render_dimensions();
        let transform = Affine::new(page.initial_transform(true).as_coeffs());
        let frame = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let settings = InterpreterSettings::default();
        let mut context = Context::new(transform, frame, &self.cache, self.pdf.xref(), settings);
        let mut device = Pen {
            ink: Ink {
                width,
                height,
                ..Ink::default()
            },
            fonts: &mut self.fonts,
            most_letters,
            is_full: false,
            string: 0,
        };
        interpret_page(page, &mut context, &mut device);
        let Pen {
            mut ink, is_full, ..
        } = device;
        forms::write_values(page, transform, &mut ink);
        (!is_full && ink.letters.len() <= most_letters).then_some(ink)
    }
}

/// Notes what is drawn.
struct Pen<'f> {
    ink: Ink,
    fonts: &'f mut FontMaps,
    most_letters: usize,
    is_full: bool,
    string: u32,
}

impl Pen<'_> {
    fn letter(&mut self, glyph: &Glyph<'_>, transform: Affine, next: Option<Point>) {
        const UNITS_PER_EM: f64 = 1000.0;
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(drawn) => drawn.advance_width(),
        };
        let advance = f64::from(advance.unwrap_or(500.0));
        let [a, b, c, d, ..] = transform.as_coeffs();
        let origin = transform * Point::ZERO;
        let size = c.hypot(d) * UNITS_PER_EM;
        if !(size.is_finite() && size > 0.0 && origin.is_finite()) {
            return;
        }
        // The nearest quarter turn of the writing direction, y downwards.
        let turn = if a.abs() >= b.abs() {
            if a >= 0.0 { 0 } else { 2 }
        } else if b >= 0.0 {
            1
        } else {
            3
        };
        let own = a.hypot(b) * advance;
        // A stand-in for a font that is not in the file is stretched; where
        // the next letter begins is sure.
        let length = next.map_or(own, |next| own.min((next - origin).hypot().max(own * 0.5)));
        let text = self.text_of(glyph);
        let count = text.chars().count().max(1) as f64;
        for (at, c) in text.chars().enumerate() {
            let step = length / count;
            let x0 = origin.x + along(turn).x * step * at as f64;
            let y = origin.y + along(turn).y * step * at as f64;
            self.ink.letters.push(Letter {
                c,
                x0: x0 as f32,
                x1: (x0 + step) as f32,
                y: y as f32,
                size: size as f32,
                turn,
                string: self.string,
            });
        }
    }

    fn text_of(&mut self, glyph: &Glyph<'_>) -> String {
        let told = match glyph.as_unicode() {
            Some(BfString::Char(c)) => Some(c.to_string()),
            Some(BfString::String(text)) if !text.is_empty() => Some(text),
            _ => None,
        };
        let told = told.filter(|text| !text.chars().all(|c| c == '\0' || c == '\u{fffd}'));
        if let Some(text) = told {
            return text;
        }
        if glyph.char_code() == 0 {
            return " ".to_owned();
        }
        let from_font = match glyph {
            Glyph::Outline(outline) => self.fonts.char_of(outline),
            Glyph::Type3(_) => None,
        };
        from_font.unwrap_or('\u{fffd}').to_string()
    }

    /// Notes the thin straight parts of a path.
    fn rules(&mut self, path: &BezPath, transform: Affine, is_stroke: bool) {
        const MOST_RULES: usize = 20_000;
        if self.ink.rules.len() >= MOST_RULES {
            return;
        }
        if is_stroke {
            let mut from = Point::ZERO;
            let mut start = Point::ZERO;
            for element in path.elements() {
                match *element {
                    PathEl::MoveTo(to) => (start, from) = (to, to),
                    PathEl::LineTo(to) => {
                        self.rule(transform * from, transform * to);
                        from = to;
                    }
                    PathEl::ClosePath => {
                        self.rule(transform * from, transform * start);
                        from = start;
                    }
                    PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => from = to,
                }
            }
        } else {
            let frame = transform.transform_rect_bbox(path.bounding_box());
            self.thin(frame);
        }
    }

    fn thin(&mut self, frame: Rect) {
        const THIN: f64 = 3.0;
        let (width, height) = (frame.width(), frame.height());
        if width.min(height) <= THIN && width.max(height) > THIN {
            let center = frame.center();
            if width >= height {
                let (from, to) = (frame.x0, frame.x1);
                self.rule(Point::new(from, center.y), Point::new(to, center.y));
            } else {
                let (from, to) = (frame.y0, frame.y1);
                self.rule(Point::new(center.x, from), Point::new(center.x, to));
            }
        }
    }

    fn rule(&mut self, from: Point, to: Point) {
        const STRAIGHT: f64 = 0.5;
        let (dx, dy) = ((to.x - from.x).abs(), (to.y - from.y).abs());
        if dx.min(dy) > STRAIGHT || dx.max(dy) < 3.0 || !(from.is_finite() && to.is_finite()) {
            return;
        }
        self.ink.rules.push(Rule {
            x0: from.x.min(to.x) as f32,
            y0: from.y.min(to.y) as f32,
            x1: from.x.max(to.x) as f32,
            y1: from.y.max(to.y) as f32,
        });
    }
}

/// One point along the writing direction.
fn along(turn: u8) -> Point {
    match turn {
        0 => Point::new(1.0, 0.0),
        1 => Point::new(0.0, 1.0),
        2 => Point::new(-1.0, 0.0),
        _ => Point::new(0.0, -1.0),
    }
}

impl<'a> Device<'a> for Pen<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let is_stroke = matches!(mode, DrawMode::Stroke(_));
        self.rules(path, props.transform, is_stroke);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        let glyphs = run.glyphs();
        if self.ink.letters.len() + glyphs.len() > self.most_letters {
            self.is_full = true;
            return;
        }
        self.string += 1;
        for (at, glyph) in glyphs.iter().enumerate() {
            let next = glyphs.get(at + 1);
            let next = next.map(|next| props.transform * next.transform() * Point::ZERO);
            self.letter(glyph, props.transform * glyph.transform(), next);
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.ink.has_picture = true;
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
