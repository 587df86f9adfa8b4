//! What letter a glyph is when the PDF does not tell: the font inside knows.
//!
//! Programs that leave the ToUnicode map away still embed TrueType fonts,
//! whose `cmap` leads from letters to glyphs and whose `post` table names them.

use std::collections::HashMap;
use std::sync::LazyLock;

use hayro_interpret::font::{OutlineFontData, OutlineGlyph};
use skrifa::{FontRef, GlyphNames, MetadataProvider};

/// Letters by glyph, per font.
#[derive(Default)]
pub(super) struct FontMaps {
    fonts: HashMap<u128, HashMap<u32, char>>,
}

impl FontMaps {
    pub fn char_of(&mut self, glyph: &OutlineGlyph) -> Option<char> {
        let font = glyph.font_data()?;
        let letters = self.fonts.entry(font.cache_key);
        let letters = letters.or_insert_with(|| letters_of(&font));
        letters.get(&glyph.glyph_id().to_u32()).copied()
    }
}

fn letters_of(font: &OutlineFontData) -> HashMap<u32, char> {
    let bytes = (*font.data).as_ref();
    let Ok(font) = FontRef::new(bytes) else {
        return HashMap::new();
    };
    let mut letters = HashMap::new();
    for (glyph, name) in GlyphNames::new(&font).iter() {
        if !name.is_synthesized()
            && let Some(c) = char_named(name.as_str())
        {
            letters.insert(glyph.to_u32(), c);
        }
    }
    // The `cmap` is the better witness. A symbol font counts from U+F000.
    let charmap = font.charmap();
    for (code, glyph) in charmap.mappings() {
        let Some(c) = char::from_u32(code) else {
            continue;
        };
        if charmap.is_symbol() || is_private(c) {
            continue;
        }
        let first = letters.entry(glyph.to_u32()).or_insert(c);
        // Of several letters with one shape, the one that has a name or comes first.
        if is_private(*first) {
            *first = c;
        }
    }
    letters
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}')
}

/// The letter of a glyph name: `uni0431`, `u1F600`, or one of Adobe's list,
/// with or without an ending such as `.alt`.
fn char_named(name: &str) -> Option<char> {
    static NAMES: LazyLock<HashMap<&str, char>> = LazyLock::new(|| {
        let pairs = glyph_names::GLYPH_NAME_PAIRS.iter();
        pairs.map(|(c, name)| (*name, *c)).collect()
    });
    let name = name.split('.').next().unwrap_or(name);
    let digits = name.strip_prefix("uni").filter(|digits| digits.len() == 4);
    let digits = digits.or_else(|| {
        let digits = name.strip_prefix('u');
        digits.filter(|digits| matches!(digits.len(), 4..=6))
    });
    let by_number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let by_number = by_number.and_then(char::from_u32);
    by_number
        .or_else(|| cyrillic_named(name))
        .or_else(|| NAMES.get(name).copied())
}

/// The Russian letters of Adobe's list: `afii10017` is А, ё stands after е.
fn cyrillic_named(name: &str) -> Option<char> {
    const UPPER: u32 = 10017;
    const LOWER: u32 = 10065;
    let number: u32 = name.strip_prefix("afii")?.parse().ok()?;
    let (first, place, yo) = match number {
        UPPER..=10049 => ('А', number - UPPER, 'Ё'),
        LOWER..=10097 => ('а', number - LOWER, 'ё'),
        _ => return None,
    };
    match place {
        6 => Some(yo),
        _ => char::from_u32(u32::from(first) + place - u32::from(place > 6)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_glyphs_tell_letters() {
        for (name, c) in [
            ("uni049B", 'қ'),
            ("uni0447.alt", 'ч'),
            ("u0493", 'ғ'),
            ("afii10017", 'А'),
            ("afii10023", 'Ё'),
            ("afii10097", 'я'),
            ("Aacute", 'Á'),
            ("space", ' '),
        ] {
            assert_eq!(char_named(name), Some(c), "{name}");
        }
        for name in ["g17", "unity", "uniD800", ""] {
            assert_eq!(char_named(name), None, "{name}");
        }
    }
}
