//! Numbers as a picture.

use std::sync::Once;

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::fonts;

const WIDTH: u32 = 960;
const HEIGHT: u32 = 420;
const SIDE: i32 = 24;
/// Room for the labels below, the numbers above the bars and the title.
const BELOW: i32 = 44;
const ABOVE: i32 = 40;
const TITLE: i32 = 34;
const PAPER: RGBColor = RGBColor(255, 255, 255);
const BAR: RGBColor = RGBColor(42, 125, 225);
const GREATEST: RGBColor = RGBColor(240, 140, 30);
const LINE: RGBColor = RGBColor(208, 214, 222);
const WORDS: RGBColor = RGBColor(70, 78, 90);

const FONT: &str = "text";

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bar {
    /// What stands below it; nothing where there is no room for it.
    pub below: String,
    /// Its height.
    pub value: i64,
}

/// A bar for each hour of the day, the busiest in another colour, as PNG.
pub(crate) fn hours(counts: &[i64; 24]) -> Option<Vec<u8>> {
    let bars = (0_i64..).zip(counts).map(|(hour, count)| Bar {
        below: match hour % 3 {
            0 => format!("{hour:02}:00"),
            _ => String::new(),
        },
        value: *count,
    });
    bars_of("", &bars.collect::<Vec<_>>())
}

/// Bars below a title, the greatest in another colour, as PNG. Who cannot see
/// the picture finds its words and numbers in its description.
pub(crate) fn bars_of(title: &str, bars: &[Bar]) -> Option<Vec<u8>> {
    static REGISTERED: Once = Once::new();
    REGISTERED.call_once(|| {
        // It can only fail for bytes that are no font; the test draws with it.
        let _ = plotters::style::register_font(FONT, FontStyle::Normal, fonts::TEXT);
    });
    let mut pixels = vec![0_u8; (WIDTH * HEIGHT * 3) as usize];
    {
        let area = BitMapBackend::with_buffer(&mut pixels, (WIDTH, HEIGHT)).into_drawing_area();
        draw(&area, title, bars).ok()?;
    }
    encoded(&pixels, &described(title, bars))
}

/// The words and numbers of a picture.
fn described(title: &str, bars: &[Bar]) -> String {
    let mut lines = vec![title.to_owned()];
    let line = |bar: &Bar| format!("{}: {}", bar.below, bar.value);
    lines.extend(bars.iter().map(line));
    lines.join("\n")
}

/// A number above a bar: short, so that thirty of them stand side by side.
fn short(value: i64) -> String {
    match value.abs() {
        0..10_000 => value.to_string(),
        10_000..1_000_000 => format!("{}k", value / 1_000),
        _ => format!("{}M", value / 1_000_000),
    }
}

fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, plotters::coord::Shift>,
    title: &str,
    bars: &[Bar],
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    area.fill(&PAPER)?;
    let most = bars.iter().map(|bar| bar.value).max().unwrap_or(0).max(1);
    let (width, height) = (WIDTH as i32, HEIGHT as i32);
    let slot = (width - 2 * SIDE) / i32::try_from(bars.len()).unwrap_or(1).max(1);
    let foot = height - BELOW;
    let above = if title.is_empty() {
        ABOVE
    } else {
        ABOVE + TITLE
    };
    let tallest = foot - above;
    let anchored = |size: i32, horizontal, vertical| {
        let style = (FONT, size).into_font().color(&WORDS);
        style.pos(Pos::new(horizontal, vertical))
    };
    if !title.is_empty() {
        let style = anchored(24, HPos::Left, VPos::Top);
        area.draw(&Text::new(title.to_owned(), (SIDE, 10), style))?;
    }
    area.draw(&PathElement::new(
        vec![(SIDE, foot), (width - SIDE, foot)],
        LINE.stroke_width(2),
    ))?;
    for (place, bar) in (0..).zip(bars) {
        let left = SIDE + place * slot;
        let middle = left + slot / 2;
        let value = bar.value.max(0);
        let tall = i32::try_from(i64::from(tallest) * value / most).unwrap_or(tallest);
        let color = if value == most { GREATEST } else { BAR };
        let inset = 4.min(slot / 6);
        let corners = [(left + inset, foot - tall), (left + slot - inset, foot)];
        area.draw(&Rectangle::new(corners, color.filled()))?;
        if bar.value != 0 {
            let style = anchored(16, HPos::Center, VPos::Bottom);
            let at = (middle, foot - tall - 4);
            area.draw(&Text::new(short(bar.value), at, style))?;
        }
        if !bar.below.is_empty() {
            let style = anchored(18, HPos::Center, VPos::Top);
            area.draw(&Text::new(bar.below.clone(), (middle, foot + 10), style))?;
        }
    }
    area.present()
}

fn encoded(pixels: &[u8], description: &str) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, WIDTH, HEIGHT);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let words = description.to_owned();
    encoder
        .add_itxt_chunk("Description".to_owned(), words)
        .ok()?;
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(pixels).ok()?;
    writer.finish().ok()?;
    Some(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The colours of a picture, row by row.
    fn pixels(file: &[u8]) -> Vec<u8> {
        let mut reader = png::Decoder::new(std::io::Cursor::new(file))
            .read_info()
            .unwrap();
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn the_busiest_hour_is_the_tallest_bar_in_its_own_colour() {
        let mut counts = [0; 24];
        (counts[9], counts[14]) = (10, 20);
        let bytes = pixels(&hours(&counts).unwrap());
        let at = |x: usize, y: usize| {
            let from = (y * WIDTH as usize + x) * 3;
            RGBColor(bytes[from], bytes[from + 1], bytes[from + 2])
        };
        let middle = |hour: usize| 24 + hour * 38 + 19;
        let foot = (HEIGHT as usize) - 50;
        assert_eq!(at(middle(14), foot), GREATEST);
        assert_eq!(at(middle(9), foot), BAR);
        assert_eq!(at(middle(3), foot), PAPER);
        assert_eq!(at(middle(14), 60), GREATEST, "twice as tall");
        assert_eq!(at(middle(9), 60), PAPER);
    }

    #[test]
    fn hours_and_numbers_are_written_in_letters_that_show() {
        let empty = pixels(&hours(&[0; 24]).unwrap());
        let rows = HEIGHT as usize - 34..HEIGHT as usize - 10;
        let dark = rows.flat_map(|y| (0..WIDTH as usize).map(move |x| (y, x)));
        let dark = dark.filter(|(y, x)| empty[(y * WIDTH as usize + x) * 3] < 140);
        assert!(dark.count() > 300, "eight hours stand below the line");
    }

    #[test]
    fn long_numbers_are_short_above_their_bars() {
        let shown = [9_999, 10_000, 450_999, 1_500_000, -12_000].map(short);
        assert_eq!(shown, ["9999", "10k", "450k", "1M", "-12k"]);
    }
}
