//! What a page shows: letters and rules at their places, upright.

/// A letter where it stands. Distances are points (1/72 inch) from the upper
/// left corner of the page, `y` grows downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Letter {
    /// The letter; U+FFFD where the font does not tell.
    pub c: char,
    /// Where it begins and where the next one would begin.
    pub x0: f32,
    pub x1: f32,
    /// The line it stands on.
    pub y: f32,
    /// Height of its font.
    pub size: f32,
    /// Quarter turns clockwise that its top is away from the top of the page.
    pub turn: u8,
    /// Which of the page's strings it is part of.
    pub string: u32,
}

/// A thin straight line, horizontal or vertical.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    pub x0: f32,
    pub y0: f32,
    pub x1: f32,
    pub y1: f32,
}

impl Rule {
    pub fn is_horizontal(&self) -> bool {
        self.x1 - self.x0 >= self.y1 - self.y0
    }
}

/// All that is drawn on a page.
#[derive(Debug, Default)]
pub(super) struct Ink {
    pub width: f32,
    pub height: f32,
    pub letters: Vec<Letter>,
    pub rules: Vec<Rule>,
    pub has_picture: bool,
}

impl Ink {
    /// The page turned so that most of its letters stand upright, and apart
    /// from them the letters of each other direction, upright too: a mark
    /// across the page or the name of a tall column.
    pub fn upright(self) -> (Self, Vec<Self>) {
        let mut counts = [0_usize; 4];
        for letter in &self.letters {
            counts[usize::from(letter.turn % 4)] += 1;
        }
        let most = (0..4).max_by_key(|turn| (counts[*turn], 4 - turn));
        let main = u8::try_from(most.unwrap_or(0)).unwrap_or(0);
        let mut asides = Vec::new();
        for turn in (0..4).filter(|turn| *turn != main) {
            if counts[usize::from(turn)] > 0 {
                asides.push(self.turned(turn, Vec::new()));
            }
        }
        let rules = self.rules.clone();
        (self.turned(main, rules), asides)
    }

    /// The letters of one direction, and the page turned back by it.
    fn turned(&self, turn: u8, rules: Vec<Rule>) -> Self {
        let (width, height) = (self.width, self.height);
        let point = |x: f32, y: f32| match turn {
            0 => (x, y),
            1 => (y, width - x),
            2 => (width - x, height - y),
            _ => (height - y, x),
        };
        let letters = self.letters.iter().filter(|letter| letter.turn == turn);
        let letters = letters.map(|letter| {
            let length = letter.x1 - letter.x0;
            let (x0, y) = point(letter.x0, letter.y);
            Letter {
                x0,
                x1: x0 + length,
                y,
                turn: 0,
                ..*letter
            }
        });
        let rules = rules.into_iter().map(|rule| {
            let (ax, ay) = point(rule.x0, rule.y0);
            let (bx, by) = point(rule.x1, rule.y1);
            Rule {
                x0: ax.min(bx),
                y0: ay.min(by),
                x1: ax.max(bx),
                y1: ay.max(by),
            }
        });
        let is_on_side = turn % 2 == 1;
        Self {
            width: if is_on_side { height } else { width },
            height: if is_on_side { width } else { height },
            letters: letters.collect(),
            rules: rules.collect(),
            has_picture: self.has_picture,
        }
    }
}
