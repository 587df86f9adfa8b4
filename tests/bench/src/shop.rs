//! What the shops sell and what their customers ask, made by number: the same
//! number gives the same text in every run.

/// A customer's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// Uzbek, Latin script.
    Uz,
    /// Russian.
    Ru,
    /// English.
    En,
}

impl Tongue {
    /// The language of a customer by number.
    pub fn of(customer: usize) -> Self {
        [Self::Uz, Self::Ru, Self::Uz, Self::En][customer % 4]
    }

    /// As Telegram's app tells it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Uz => "uz",
            Self::Ru => "ru",
            Self::En => "en",
        }
    }
}

/// Goods in the three languages.
const KINDS: &[[&str; 3]] = &[
    ["choynak", "чайник", "kettle"],
    ["piyola", "чашка", "cup"],
    ["qozon", "кастрюля", "pot"],
    ["tova", "сковорода", "pan"],
    ["dazmol", "утюг", "iron"],
    ["telefon", "телефон", "phone"],
    ["sumka", "сумка", "bag"],
    ["soat", "часы", "watch"],
    ["ko‘ylak", "рубашка", "shirt"],
    ["stol", "стол", "table"],
];
const BRANDS: &[&str] = &[
    "Artel", "Lola", "Vitek", "Bosch", "Tefal", "Samsung", "Xiaomi",
];
const CITIES: &[&str] = &["Toshkent", "Samarqand", "Buxoro", "Xiva", "Navoiy"];

/// One thing in one shop.
#[derive(Clone, Debug)]
pub struct Good {
    kind: [&'static str; 3],
    brand: &'static str,
    model: String,
    /// As it stands in the list: `145 500`. No two goods of all shops share one.
    pub price: String,
}

impl Good {
    /// Thing number `number` of shop number `shop`.
    pub fn of(shop: usize, number: usize, goods: usize) -> Self {
        let letter = ["A", "B", "D", "K", "M"][number / 50 % 5];
        Self {
            kind: KINDS[number % KINDS.len()],
            brand: BRANDS[(number / KINDS.len() + shop) % BRANDS.len()],
            model: format!("{letter}{}", 100 + number),
            price: spaced(20_000 + (shop * goods + number) * 500),
        }
    }

    /// What a customer writes about it; free of signs that JSON would escape.
    pub fn question(&self, tongue: Tongue, variant: usize) -> String {
        let Self {
            kind, brand, model, ..
        } = self;
        let [uz, ru, en] = kind;
        match (tongue, variant % 2) {
            (Tongue::Uz, 0) => format!("Assalomu alaykum, {uz} {brand} {model} narxi qancha?"),
            (Tongue::Uz, _) => format!("Sizlarda {uz} {brand} {model} bormi, qancha turadi?"),
            (Tongue::Ru, 0) => format!("Здравствуйте, сколько стоит {ru} {brand} {model}?"),
            (Tongue::Ru, _) => {
                format!("Подскажите, есть ли у вас {ru} {brand} {model} и какая цена?")
            }
            (Tongue::En, 0) => format!("Hello, how much is the {en} {brand} {model}?"),
            (Tongue::En, _) => {
                format!("Do you have the {brand} {model} {en} and what is the price?")
            }
        }
    }
}

/// The price list of a shop as a partner's file.
pub fn price_list(shop: usize, goods: usize) -> String {
    let mut file = String::from("Mahsulot,Narxi,Mavjud,Kafolat,Yetkazib berish\n");
    for number in 0..goods {
        let Good {
            kind,
            brand,
            model,
            price,
        } = Good::of(shop, number, goods);
        let months = 6 + number % 4 * 6;
        let city = CITIES[(shop + number) % CITIES.len()];
        let days = 1 + number % 5;
        file.push_str(&format!(
            "{} {brand} {model},{price} so‘m,bor,{months} oy,{city} bo‘ylab {days} kunda\n",
            kind[0]
        ));
    }
    file
}

/// The first price in a text: digits before the word for the currency.
pub fn price_in(text: &str) -> Option<&str> {
    let end = ["so‘m", "so'm", "сум", "UZS"]
        .iter()
        .find_map(|word| text.find(word))?;
    let head = text[..end].trim_end();
    let is_of_price = |c: char| c.is_ascii_digit() || c == ' ';
    let start = head
        .char_indices()
        .rev()
        .take_while(|(_, c)| is_of_price(*c))
        .last()?
        .0;
    let price = head[start..].trim_start();
    (!price.is_empty()).then_some(price)
}

/// `145500` as `145 500`.
fn spaced(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_goods_share_a_price() {
        let prices: HashSet<String> = (0..100)
            .flat_map(|shop| (0..200).map(move |number| Good::of(shop, number, 200).price))
            .collect();
        assert_eq!(prices.len(), 20_000);
    }

    #[test]
    fn a_price_is_found_in_a_row() {
        assert_eq!(
            price_in("Nomi: x A204; Narxi: 145 500 so‘m; bor"),
            Some("145 500")
        );
        assert_eq!(price_in("ha, bor"), None);
        assert_eq!(spaced(1_020_500), "1 020 500");
    }
}
