//! Whether a customer asks for a person.
//!
//! Never a magic word for the model to say: a wish for a person is heard
//! before any model is asked.

use std::sync::LazyLock;

use scx_lang::fold;

/// Longer messages tell a story, in which these words mean something else.
const LONGEST_WORDS: usize = 14;
/// So short a message with a job title in it is a call.
const CALL_WORDS: usize = 2;

/// Beginnings of words, written as people write them and compared folded.
struct Words(Vec<String>);

impl Words {
    fn new(beginnings: &str) -> Self {
        Self(beginnings.split_whitespace().map(fold).collect())
    }

    fn is_in(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.has(word))
    }

    fn has(&self, word: &str) -> bool {
        self.0.iter().any(|start| word.starts_with(start.as_str()))
    }
}

/// Who is paid to talk to customers.
static STAFF: LazyLock<Words> = LazyLock::new(|| {
    Words::new(
        "operator menejer menedjer administrator konsultant sotuvchi xodim mutaxassis \
         оператор менеджер администратор консультант продавец продавц сотрудник специалист \
         manager representative salesperson",
    )
});

/// Anybody who is no machine.
static ANYBODY: LazyLock<Words> = LazyLock::new(|| {
    Words::new("odam inson kishi человек людьми людям живым human person someone somebody")
});

/// Talking to somebody.
static TALK: LazyLock<Words> = LazyLock::new(|| {
    Words::new(
        "gaplash suhbatlash bog‘la ulab ulan ulay ulang chaqir \
         поговор соедин позов позват свяж свяжит связ переключ переведи пригласи \
         talk speak connect transfer chat",
    )
});

/// Wanting one.
static WANT: LazyLock<Words> = LazyLock::new(|| {
    Words::new(
        "kerak bormi qani chaqir нужен нужна нужно хочу дайте можно где need want call get give",
    )
});

/// A real one, as opposed to a machine.
static REAL: LazyLock<Words> = LazyLock::new(|| {
    Words::new("jonli tirik haqiqiy живой живым живого настоящ реальн real live actual")
});

/// What turns a wish into its opposite.
static NOT: LazyLock<Words> = LazyLock::new(|| Words::new("emas shartmas ненужен ненадо dont"));

/// Whether the message asks for a person.
pub fn is_wished(text: &str) -> bool {
    let folded = fold(text);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() || words.len() > LONGEST_WORDS || is_denied(&words) {
        return false;
    }
    let is_staff = STAFF.is_in(&words);
    let is_anybody = ANYBODY.is_in(&words);
    if is_staff && (words.len() <= CALL_WORDS || TALK.is_in(&words) || WANT.is_in(&words)) {
        return true;
    }
    let is_talk = words
        .iter()
        .any(|word| TALK.has(word) && !word.starts_with("ola"));
    is_anybody && (is_talk || REAL.is_in(&words))
}

/// "не нужен", "kerak emas", "don't want".
fn is_denied(words: &[&str]) -> bool {
    words.windows(2).any(|pair| {
        (matches!(pair[0], "ne" | "not" | "no" | "t" | "dont") && WANT.has(pair[1]))
            || (WANT.has(pair[0]) && NOT.has(pair[1]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_for_a_person_is_heard_in_every_language_and_script() {
        for text in [
            "operator",
            "Operator!",
            "Operatorga ulang",
            "operator bilan gaplashmoqchiman",
            "Menejer kerak",
            "menejerni chaqiring iltimos",
            "odam bilan gaplashsam bo'ladimi",
            "Odam bilan bog‘lang",
            "jonli odam bormi",
            "sotuvchi bilan gaplashmoqchi edim",
            "оператор керак",
            "Одам билан гаплашмоқчиман",
            "менежерга уланг",
            "Соедините с оператором",
            "позовите менеджера",
            "хочу поговорить с человеком",
            "живой человек есть?",
            "Менеджер",
            "дайте оператора",
            "I want to talk to a human",
            "connect me to a manager",
            "is there a real person here",
            "need a manager please",
        ] {
            assert!(is_wished(text), "{text}");
        }
    }

    #[test]
    fn questions_about_goods_are_no_wish_for_a_person() {
        for text in [
            "",
            "👍",
            "Choynak narxi qancha?",
            "Bu necha odamga mo'ljallangan?",
            "4 kishilik servis bormi?",
            "odamga sovg'a qilib olaman",
            "2 kishi uchun kerak",
            "operator kerak emas",
            "оператор не нужен, просто скажите цену",
            "сколько человек помещается в палатку?",
            "мне на 6 человек нужно",
            "How many people does the tent take, for one person?",
            "Yetkazib berish bormi?",
            "call me when it is in stock",
        ] {
            assert!(!is_wished(text), "{text}");
        }
    }

    #[test]
    fn a_long_story_is_no_call() {
        let story = "kecha sizning do'koningizdan choynak oldim va sotuvchi menga aytdiki bu choynak ikki litrli ekan lekin kelgani bir litr chiqdi";
        assert!(!is_wished(story));
    }
}
