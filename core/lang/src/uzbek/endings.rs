//! The endings of Uzbek words, in the order in which they may follow one another.
//!
//! An Uzbek word is a root with a chain of endings: `kitob-lar-imiz-dan`,
//! `ol-in-ma-yap-ti-mi`. The chain is read by a small automaton over folded
//! letters (see `fold`), spoken and dialect forms among them. It tells only
//! whether a rest is such a chain; which root is meant, the lexicon decides.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::fold::fold;

/// What a root is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Class {
    /// Takes number, owner and case; adjectives, pronouns and numerals too.
    Noun,
    /// Takes voice, negation, tense and person.
    Verb,
}

/// Where a chain stands after an ending.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Noun,
    Plural,
    Owned,
    Case,
    Verb,
    Negated,
    Tense,
    /// Only particles follow.
    End,
}
use Place::{Case, End, Negated, Noun, Owned, Plural, Tense, Verb};

/// What an ending asks of the letter in front of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    Any,
    Vowel,
    Consonant,
}

/// From which places an ending may follow, where it leads, and the endings;
/// `+` in front asks for a vowel before it, `-` for a consonant.
const STEPS: &[(&[Place], Place, &str)] = &[
    // Words made of words: pulli, pulsiz, sotuvchi, kichikroq, uydagi.
    (
        &[Noun],
        Noun,
        "li siz lik ligi chi cha roq gina dek day dor chilik lik boz simon kor vor aki iy viy",
    ),
    (&[Noun, Plural, Owned], Noun, "dagi tagi niki"),
    (&[Noun, Owned], Plural, "lar la"),
    (
        &[Noun, Plural],
        Owned,
        "-im +m -ing +ng -i +si -imiz +miz -ingiz +ngiz -iz +yiz -ingla +ngla -imz +mz",
    ),
    (
        &[Noun, Plural, Owned],
        Case,
        "ni ga ka qa na da ta dan tan ning nin gacha kacha qacha dagina",
    ),
    (&[Noun, Owned], Case, "-a"),
    (&[Case], Noun, "gi"),
    // Voice: to‘la-t, qil-dir, ol-in, ko‘r-ish.
    (
        &[Verb],
        Verb,
        "+t tir dir t kaz giz gaz qiz -ir -ar -il +l -in +n -ish +sh lan lash lat \
         -ol +yol +vol -vol -iver +ver -avor +vor -ivor qo‘y ket",
    ),
    (&[Verb], Negated, "ma mi"),
    // Participles and verbal nouns go on as nouns.
    (
        &[Verb, Negated],
        Noun,
        "gan kan qan gn gani -adigan +ydigan +digan -ydigan yotgan votgan vogan otgan \
         -ayotgan +yotgan -ar +r mas +s -ish +sh +yish -uv +v -uvchi +vchi moq mak moqchi \
         -adgan +ydgan -iydigan gulik gudek",
    ),
    (
        &[Verb, Negated],
        Tense,
        "di ti vdi sa -a +y -ay +yi -ib +b +p -ip -op -u yap -ayap vot votti ot -ot -ut yab moqda",
    ),
    (
        &[Verb, Negated],
        End,
        "sin sinlar sinla -ay +y -aylik +ylik +yli -ayli -ayluk -ing +ng -ingiz +ngiz \
         -inglar +nglar -ingizlar +ngizlar -ingla +ngla -iz gin gil gach guncha gancha \
         masdan may -gani -volib -volay",
    ),
    (
        &[Tense],
        End,
        "m man mn miz mz vuz muz k ng ngiz san siz sizlar sizla sila sz di ti dilar tilar \
         dila tila lar la ngla ngizlar ngizla yz yzlar zi ptila pti bdi",
    ),
    // Questions, doubts, "also", "am", "were".
    (
        &[Noun, Plural, Owned, Case, Tense, End],
        End,
        "mi mu chi ku yam am da oq yoq akan ekan kan arkan yekan ekin kin akin arkin mikan \
         mikin mikina mikn edi dir mas man miz siz sizlar sizla sila san ya",
    ),
];

struct Step {
    from: &'static [Place],
    to: Place,
    after: After,
}

/// Steps by ending, and the length of the longest ending.
static BY_ENDING: LazyLock<(BTreeMap<String, Vec<Step>>, usize)> = LazyLock::new(|| {
    let mut steps: BTreeMap<String, Vec<Step>> = BTreeMap::new();
    for (from, to, endings) in STEPS {
        for ending in endings.split_whitespace() {
            let (after, ending) = match (ending.strip_prefix('+'), ending.strip_prefix('-')) {
                (Some(ending), _) => (After::Vowel, ending),
                (_, Some(ending)) => (After::Consonant, ending),
                _ => (After::Any, ending),
            };
            let all = steps.entry(fold(ending)).or_default();
            all.push(Step {
                from,
                to: *to,
                after,
            });
        }
    }
    let longest = steps.keys().map(String::len).max().unwrap_or(0);
    (steps, longest)
});

/// Whether a root of a class may be followed by a rest; both are folded.
pub(crate) fn follows(root: &str, rest: &str, class: Class) -> bool {
    let place = match class {
        Class::Noun => Noun,
        Class::Verb => Verb,
    };
    leads(root.chars().next_back().unwrap_or(' '), rest, place)
}

fn leads(before: char, rest: &str, place: Place) -> bool {
    if rest.is_empty() {
        return place != Negated;
    }
    let (steps, longest) = &*BY_ENDING;
    let longest = rest.len().min(*longest);
    (1..=longest).rev().any(|length| {
        let Some(ending) = rest.get(..length) else {
            return false;
        };
        let fits = |step: &&Step| {
            // A folded i is also the consonant y.
            let is_vowel = matches!(before, 'a' | 'e' | 'i' | 'o');
            let is_after = match step.after {
                After::Any => true,
                After::Vowel => is_vowel,
                After::Consonant => !is_vowel || before == 'i',
            };
            is_after && step.from.contains(&place)
        };
        let last = ending.chars().next_back().unwrap_or(' ');
        let mut all = steps.get(ending).into_iter().flatten().filter(fits);
        all.any(|step| leads(last, &rest[length..], step.to))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_of_endings_are_read() {
        for (root, rest, class) in [
            ("kitob", "larimizdan", Class::Noun),
            ("uy", "imizdagilar", Class::Noun),
            ("pul", "siz", Class::Noun),
            ("rang", "", Class::Noun),
            ("ol", "inmayaptimi", Class::Verb),
            ("ber", "asizlarmi", Class::Verb),
            ("ber", "asilami", Class::Verb),
            ("to‘la", "ymiz", Class::Verb),
            ("to‘la", "sam", Class::Verb),
            ("qil", "votti", Class::Verb),
            ("yoz", "ganlarni", Class::Verb),
            ("ket", "moqchiman", Class::Verb),
        ] {
            assert!(follows(&fold(root), &fold(rest), class), "{root}-{rest}");
        }
    }

    #[test]
    fn other_rests_are_not() {
        for (root, rest, class) in [
            ("kitob", "yapti", Class::Noun),
            ("ol", "lardan", Class::Verb),
            ("som", "sung", Class::Noun),
            ("bor", "xona", Class::Noun),
        ] {
            assert!(!follows(&fold(root), &fold(rest), class), "{root}-{rest}");
        }
    }
}
