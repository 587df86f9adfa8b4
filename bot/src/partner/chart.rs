//! Numbers as a picture.

use std::sync::Once;

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::fonts;

const WIDTH: u32 = 960;
const HEIGHT: u32 = 420;
const SIDE: i32 = 24;
/// Room for the hours below and the numbers above the bars.
const BELOW: i32 = 44;
const ABOVE: i32 = 40;
const PAPER: RGBColor = RGBColor(255, 255, 255);
const BAR: RGBColor = RGBColor(42, 125, 225);
const BUSIEST: RGBColor = RGBColor(240, 140, 30);
const LINE: RGBColor = RGBColor(208, 214, 222);
const WORDS: RGBColor = RGBColor(70, 78, 90);

const FONT: &str = "text";

/// A bar for each hour of the day, the busiest in another colour, as PNG.
pub(super) fn hours(counts: &[i64; 24]) -> Option<Vec<u8>> {
    static REGISTERED: Once = Once::new();
    REGISTERED.call_once(|| {
        // It can only fail for bytes that are no font; the test draws with it.
        let _ = plotters::style::register_font(FONT, FontStyle::Normal, fonts::TEXT);
    });
    let mut pixels = vec![0_u8; (WIDTH * HEIGHT * 3) as usize];
    {
        let area = BitMapBackend::with_buffer(&mut pixels, (WIDTH, HEIGHT)).into_drawing_area();
        draw(&area, counts).ok()?;
    }
    encoded(&pixels)
}

fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, plotters::coord::Shift>,
    counts: &[i64; 24],
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    area.fill(&PAPER)?;
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let (width, height) = (WIDTH as i32, HEIGHT as i32);
    let slot = (width - 2 * SIDE) / 24;
    let foot = height - BELOW;
    let tallest = foot - ABOVE;
    let anchored = |size: i32, vertical| {
        let style = (FONT, size).into_font().color(&WORDS);
        style.pos(Pos::new(HPos::Center, vertical))
    };
    area.draw(&PathElement::new(
        vec![(SIDE, foot), (width - SIDE, foot)],
        LINE.stroke_width(2),
    ))?;
    for (hour, count) in (0..).zip(counts) {
        let left = SIDE + hour * slot;
        let middle = left + slot / 2;
        let tall = i32::try_from(i64::from(tallest) * count / most).unwrap_or(tallest);
        let color = if *count == most { BUSIEST } else { BAR };
        let bar = [(left + 4, foot - tall), (left + slot - 4, foot)];
        area.draw(&Rectangle::new(bar, color.filled()))?;
        if *count > 0 {
            let label = anchored(16, VPos::Bottom);
            area.draw(&Text::new(
                count.to_string(),
                (middle, foot - tall - 4),
                label,
            ))?;
        }
        if hour % 3 == 0 {
            let label = anchored(18, VPos::Top);
            area.draw(&Text::new(
                format!("{hour:02}:00"),
                (middle, foot + 10),
                label,
            ))?;
        }
    }
    area.present()
}

fn encoded(pixels: &[u8]) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, WIDTH, HEIGHT);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
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
        assert_eq!(at(middle(14), foot), BUSIEST);
        assert_eq!(at(middle(9), foot), BAR);
        assert_eq!(at(middle(3), foot), PAPER);
        assert_eq!(at(middle(14), 60), BUSIEST, "twice as tall");
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
}
