//! Lists and their numbers, which Word counts while it shows a document.

use std::collections::{BTreeMap, BTreeSet};

use super::numerals::numeral;
use super::styles::Styles;
use super::xml::{Path, Tag, Visit};
use crate::Refusal;

const MOST_LISTS: usize = 50_000;
/// Word accepts no longer ones before a number.
const LONGEST_TEXT_BYTES: usize = 255;
/// Word has nine levels.
const LEVELS: usize = 9;

/// What stands before an item of a list.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Label {
    Bullet,
    /// A number, with its full stop or bracket.
    Number(String),
}

/// The lists of a document, and how far each has counted.
#[derive(Default)]
pub(super) struct Lists {
    /// The list by its number in paragraphs.
    uses: BTreeMap<String, Use>,
    forms: BTreeMap<String, Form>,
    counts: BTreeMap<String, Counts>,
    begun: BTreeSet<String>,
}

/// A list as paragraphs name it: a form, perhaps counted anew.
#[derive(Default)]
struct Use {
    form: String,
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
}

/// How the levels of a list look. Lists of one form count on.
#[derive(Default)]
struct Form {
    levels: BTreeMap<usize, Level>,
    /// The form is that of a style of lists.
    style: Option<String>,
}

#[derive(Default)]
struct Level {
    start: Option<u32>,
    format: String,
    /// `%1.%2.`
    text: String,
    is_in_figures: bool,
    /// The level, from 1, after which this one begins again; 0 for never.
    restarts_after: Option<usize>,
    style: Option<String>,
}

static NO_LEVEL: Level = Level {
    start: None,
    format: String::new(),
    text: String::new(),
    is_in_figures: false,
    restarts_after: None,
    style: None,
};

impl Lists {
    /// Counts one item and says what stands before it.
    pub fn next(
        &mut self,
        list: &str,
        level: Option<usize>,
        style: Option<&str>,
        styles: &Styles,
    ) -> Option<Label> {
        // A list that is nowhere described is still a list.
        let Some(one) = self.uses.get(list) else {
            return Some(Label::Bullet);
        };
        let form_id = self.form_of(one, styles);
        let form = self.forms.get(form_id);
        let levels: [LevelUse<'_>; LEVELS] = std::array::from_fn(|at| LevelUse {
            level: one
                .levels
                .get(&at)
                .or_else(|| form?.levels.get(&at))
                .unwrap_or(&NO_LEVEL),
            start: one.starts.get(&at).copied(),
        });
        let of_style = || {
            let is_of = |one: &LevelUse<'_>| style.is_some() && one.level.style.as_deref() == style;
            levels.iter().position(is_of)
        };
        let at = level.or_else(of_style).unwrap_or(0).min(LEVELS - 1);
        let mut counts = self.counts.get(form_id).copied().unwrap_or_default();
        if !self.begun.contains(list) {
            for at in one.starts.keys().filter(|at| **at < LEVELS) {
                counts[*at] = None;
            }
        }
        count(&mut counts, at, &levels);
        let label = label(&levels, at, &counts);
        let form_id = form_id.to_owned();
        self.counts.insert(form_id, counts);
        self.begun.insert(list.to_owned());
        label
    }

    fn form_of<'a>(&'a self, one: &'a Use, styles: &Styles) -> &'a str {
        let form = self.forms.get(&one.form);
        let linked = form.and_then(|form| form.style.as_deref());
        let list = linked.and_then(|style| styles.list(Some(style)).0);
        let other = list.and_then(|list| self.uses.get(list));
        other.map_or(&one.form, |other| &other.form)
    }
}

/// A level as one list has it.
#[derive(Clone, Copy)]
struct LevelUse<'a> {
    level: &'a Level,
    /// Where this list begins, when it does not count on.
    start: Option<u32>,
}

impl LevelUse<'_> {
    fn first(&self) -> u32 {
        self.start.or(self.level.start).unwrap_or(0)
    }
}

type Counts = [Option<u32>; LEVELS];

fn count(counts: &mut Counts, at: usize, levels: &[LevelUse<'_>; LEVELS]) {
    let next = counts[at].map(|count| count.saturating_add(1));
    counts[at] = Some(next.unwrap_or_else(|| levels[at].first()));
    for deeper in at + 1..LEVELS {
        let restarts = levels[deeper].level.restarts_after;
        if restarts.is_none_or(|after| at < after) {
            counts[deeper] = None;
        }
    }
}

fn label(levels: &[LevelUse<'_>; LEVELS], at: usize, counts: &Counts) -> Option<Label> {
    let level = levels[at].level;
    if level.format == "bullet" {
        // Programs number what continues an item with a bullet of blanks.
        return (!level.text.trim().is_empty()).then_some(Label::Bullet);
    }
    let mut text = String::new();
    let mut rest = level.text.as_str();
    while let Some((before, after)) = rest.split_once('%') {
        text.push_str(before);
        rest = after;
        let digit = after.chars().next().and_then(|c| c.to_digit(10));
        let Some(shown) = digit.and_then(|digit| (digit as usize).checked_sub(1)) else {
            text.push('%');
            continue;
        };
        let number = counts[shown].unwrap_or_else(|| levels[shown].first());
        let format = match level.is_in_figures {
            true => "decimal",
            false => levels[shown].level.format.as_str(),
        };
        text.push_str(&numeral(format, number));
        rest = &after[1..];
    }
    text.push_str(rest);
    let text = text.trim();
    (!text.is_empty()).then(|| Label::Number(text.to_owned()))
}

/// Reads the part that describes the lists.
#[derive(Default)]
pub(super) struct ListsReader {
    pub lists: Lists,
    path: Path,
    form: Option<(String, Form)>,
    one: Option<(String, Use)>,
    level_at: usize,
}

impl ListsReader {
    fn level(&mut self) -> Option<&mut Level> {
        let levels = match (&mut self.one, &mut self.form) {
            (Some((_, one)), _) => &mut one.levels,
            (None, Some((_, form))) => &mut form.levels,
            (None, None) => return None,
        };
        (self.level_at < LEVELS).then(|| levels.entry(self.level_at).or_default())
    }

    fn note(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "abstractNum" => {
                let id = tag.attribute("abstractNumId").unwrap_or_default();
                self.form = Some((id, Form::default()));
            }
            "num" => {
                let id = tag.attribute("numId").unwrap_or_default();
                self.one = Some((id, Use::default()));
            }
            "lvl" | "lvlOverride" => {
                let at = tag.attribute("ilvl").and_then(|at| at.parse().ok());
                self.level_at = at.unwrap_or(LEVELS);
            }
            "numStyleLink" => {
                if let Some((_, form)) = &mut self.form {
                    form.style = tag.value();
                }
            }
            "abstractNumId" => {
                if let Some((_, one)) = &mut self.one {
                    one.form = tag.value().unwrap_or_default();
                }
            }
            "startOverride" => {
                if let (Some((_, one)), Some(start)) = (&mut self.one, tag.number()) {
                    one.starts.insert(self.level_at, start);
                }
            }
            _ => self.note_level(tag),
        }
    }

    fn note_level(&mut self, tag: &Tag<'_>) {
        // A format of one's own stands beside a usual one for old programs.
        let is_format = tag.name() == "numFmt";
        if !is_format && !self.path.ends_with(&["lvl"]) {
            return;
        }
        let Some(level) = self.level() else { return };
        let value = || {
            let value = tag.value().unwrap_or_default();
            Some(value).filter(|value| value.len() <= LONGEST_TEXT_BYTES)
        };
        match tag.name() {
            "start" => level.start = tag.number(),
            "numFmt" => level.format = value().unwrap_or_default(),
            "lvlText" => level.text = value().unwrap_or_default(),
            "isLgl" => level.is_in_figures = tag.is_on(),
            "lvlRestart" => level.restarts_after = tag.number(),
            "pStyle" => level.style = tag.value(),
            _ => {}
        }
    }
}

impl Visit for ListsReader {
    fn start(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        self.note(tag);
        self.path.open(tag);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Refusal> {
        match self.path.close().as_deref() {
            Some("abstractNum") => self.lists.forms.extend(self.form.take()),
            Some("num") => self.lists.uses.extend(self.one.take()),
            _ => {}
        }
        if self.lists.forms.len() + self.lists.uses.len() > MOST_LISTS {
            return Err(Refusal::TooComplex);
        }
        Ok(())
    }
}
