//! Equations as one line: `(price × rate)/100`, `a^2`, `√(S)`.

use super::xml::Tag;

/// The elements of an equation that matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MathElement {
    Formula,
    Shape(Shape),
    Argument(Argument),
    /// A sign that replaces the usual one: a bracket, a sum.
    Sign(Sign),
}

/// How arguments stand to one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Fraction,
    Root,
    /// Raised and lowered, before or after.
    Script,
    /// A sum, a product or an integral.
    Sum,
    Brackets,
    Function,
    /// Lines of equations or of a matrix.
    Lines,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Argument {
    Numerator,
    Denominator,
    Base,
    Raised,
    Lowered,
    Degree,
    Name,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Operator,
    Opening,
    Closing,
    Separator,
}

/// What an element of an equation is, by its name.
pub(super) fn element(name: &str) -> Option<MathElement> {
    use MathElement::{Argument as A, Shape as S, Sign as G};
    Some(match name {
        "oMath" => MathElement::Formula,
        "f" => S(Shape::Fraction),
        "rad" => S(Shape::Root),
        "sSup" | "sSub" | "sSubSup" | "sPre" | "limLow" | "limUpp" => S(Shape::Script),
        "nary" => S(Shape::Sum),
        "d" => S(Shape::Brackets),
        "func" => S(Shape::Function),
        "eqArr" | "m" => S(Shape::Lines),
        "num" => A(Argument::Numerator),
        "den" => A(Argument::Denominator),
        "e" => A(Argument::Base),
        "sup" => A(Argument::Raised),
        "sub" | "lim" => A(Argument::Lowered),
        "deg" => A(Argument::Degree),
        "fName" => A(Argument::Name),
        "chr" => G(Sign::Operator),
        "begChr" => G(Sign::Opening),
        "endChr" => G(Sign::Closing),
        "sepChr" => G(Sign::Separator),
        _ => return None,
    })
}

/// An equation while it is read; nothing while none is open.
#[derive(Default)]
pub(super) struct Math {
    nodes: Vec<Node>,
}

struct Node {
    element: MathElement,
    text: String,
    arguments: Vec<(Argument, String)>,
    signs: Vec<(Sign, String)>,
}

impl Math {
    /// Where text goes while an equation is open.
    pub fn text(&mut self) -> Option<&mut String> {
        self.nodes.last_mut().map(|node| &mut node.text)
    }

    pub fn start(&mut self, element: MathElement, tag: &Tag<'_>) {
        if let MathElement::Sign(sign) = element {
            if let Some(node) = self.nodes.last_mut() {
                node.signs.push((sign, tag.value().unwrap_or_default()));
            }
            return;
        }
        if self.nodes.is_empty() && element != MathElement::Formula {
            return;
        }
        self.nodes.push(Node {
            element,
            text: String::new(),
            arguments: Vec::new(),
            signs: Vec::new(),
        });
    }

    /// Ends an element; gives the text of an equation that is whole.
    pub fn end(&mut self, element: MathElement) -> Option<String> {
        let is_open = self
            .nodes
            .last()
            .is_some_and(|node| node.element == element);
        let node = self.nodes.pop_if(|_| is_open)?;
        let text = match node.element {
            MathElement::Argument(argument) => {
                let outer = self.nodes.last_mut()?;
                match outer.element {
                    MathElement::Shape(_) => outer.arguments.push((argument, node.text)),
                    // Of a shape that says nothing here, such as a bar.
                    MathElement::Formula | MathElement::Argument(_) | MathElement::Sign(_) => {
                        outer.text.push_str(&node.text);
                    }
                }
                return None;
            }
            MathElement::Shape(shape) => node.shown(shape),
            MathElement::Formula | MathElement::Sign(_) => node.text,
        };
        match self.nodes.last_mut() {
            Some(outer) => {
                outer.text.push_str(&text);
                None
            }
            None => Some(text),
        }
    }
}

impl Node {
    fn shown(&self, shape: Shape) -> String {
        let base = self.argument(Argument::Base);
        match shape {
            Shape::Fraction => {
                let above = bracketed(self.argument(Argument::Numerator));
                let below = bracketed(self.argument(Argument::Denominator));
                format!("{}{above}/{below}", self.text)
            }
            Shape::Root => {
                let root = match self.argument(Argument::Degree).trim() {
                    "" | "2" => "√".to_owned(),
                    "3" => "∛".to_owned(),
                    "4" => "∜".to_owned(),
                    degree => format!("{}√", bracketed(degree)),
                };
                format!("{}{root}({})", self.text, base.trim())
            }
            Shape::Script => format!("{}{}{}", self.text, bracketed(base), self.scripts()),
            Shape::Sum => {
                let operator = self.sign(Sign::Operator, "∫");
                format!("{}{operator}{} {base}", self.text, self.scripts())
            }
            Shape::Brackets => {
                let bases: Vec<&str> = self.all(Argument::Base).collect();
                format!(
                    "{}{}{}{}",
                    self.sign(Sign::Opening, "("),
                    self.text,
                    bases.join(self.sign(Sign::Separator, "|")),
                    self.sign(Sign::Closing, ")")
                )
            }
            Shape::Function => format!("{}{} {base}", self.text, self.argument(Argument::Name)),
            Shape::Lines => {
                let lines: Vec<&str> = self.all(Argument::Base).collect();
                format!("{}{}", self.text, lines.join("; "))
            }
        }
    }

    fn scripts(&self) -> String {
        let mut text = String::new();
        for (mark, argument) in [('_', Argument::Lowered), ('^', Argument::Raised)] {
            let script = self.argument(argument);
            if !script.trim().is_empty() {
                text.push(mark);
                text.push_str(&bracketed(script));
            }
        }
        text
    }

    fn all(&self, wanted: Argument) -> impl Iterator<Item = &str> {
        let arguments = self.arguments.iter();
        let found = arguments.filter(move |(argument, _)| *argument == wanted);
        found.map(|(_, text)| text.as_str())
    }

    fn argument(&self, wanted: Argument) -> &str {
        self.all(wanted).next().unwrap_or_default()
    }

    fn sign<'a>(&'a self, wanted: Sign, usual: &'a str) -> &'a str {
        let mut signs = self.signs.iter();
        let found = signs.find(|(sign, _)| *sign == wanted);
        found.map_or(usual, |(_, text)| text.as_str())
    }
}

/// Brackets around what is more than one word.
fn bracketed(text: &str) -> String {
    let text = text.trim();
    let is_one = text
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | '%' | '′'));
    let inner = text
        .strip_prefix('(')
        .and_then(|text| text.strip_suffix(')'));
    let is_bracketed = inner.is_some_and(|inner| !inner.contains(['(', ')']));
    if is_one || is_bracketed {
        return text.to_owned();
    }
    format!("({text})")
}
