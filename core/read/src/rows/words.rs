//! Words by which a table is understood.

/// Words that name properties of goods and ways to reach a shop, besides those
/// that also name columns.
const PROPERTY_WORDS: &[&str] = &[
    "vazni",
    "og'irligi",
    "hajmi",
    "quvvati",
    "brend",
    "ishlab chiqaruvchi",
    "materiali",
    "kafolat",
    "kafolati",
    "mamlakat",
    "uzunligi",
    "manzil",
    "manzilimiz",
    "telefon",
    "ish vaqti",
    "to'lov",
    "yetkazib berish",
    "вазни",
    "оғирлиги",
    "ҳажми",
    "қуввати",
    "ишлаб чиқарувчи",
    "материали",
    "кафолат",
    "манзил",
    "иш вақти",
    "тўлов",
    "етказиб бериш",
    "вес",
    "объём",
    "объем",
    "мощность",
    "бренд",
    "производитель",
    "материал",
    "гарантия",
    "страна",
    "длина",
    "ширина",
    "высота",
    "модель",
    "состав",
    "адрес",
    "телефон",
    "часы работы",
    "режим работы",
    "время работы",
    "доставка",
    "оплата",
    "сайт",
    "инн",
    "weight",
    "volume",
    "power",
    "brand",
    "manufacturer",
    "material",
    "warranty",
    "country",
    "length",
    "width",
    "height",
    "model",
    "composition",
    "address",
    "phone",
    "telephone",
    "hours",
    "opening hours",
    "delivery",
    "payment",
    "website",
    "e-mail",
    "email",
    "telegram",
    "instagram",
];

/// Whether the name of a row is that of a property: the known words, alone or
/// with something that limits them.
pub(super) fn is_property(name: &str) -> bool {
    const MOST_WORDS: usize = 3;
    let name = plain(name.trim().trim_end_matches(':'));
    let name = name
        .split([',', '(', '/'])
        .next()
        .unwrap_or_default()
        .trim();
    let is_known = |words: &str| PROPERTY_WORDS.contains(&words) || COLUMN_WORDS.contains(&words);
    let first = name.split_whitespace().next().unwrap_or_default();
    let is_short = name.split_whitespace().count() <= MOST_WORDS;
    let has_number = name.contains(|c: char| c.is_numeric());
    is_known(name) || (is_short && !has_number && is_known(first))
}

/// Small letters; oʻlcham is typed with any of these signs.
fn plain(name: &str) -> String {
    name.to_lowercase().replace(['ʻ', 'ʼ', '‘', '’', '`'], "'")
}

/// Words that name columns in price lists, stocks and question lists.
const COLUMN_WORDS: &[&str] = &[
    "nomi",
    "nom",
    "narxi",
    "narx",
    "soni",
    "miqdori",
    "miqdor",
    "mahsulot",
    "tovar",
    "tavsif",
    "tavsifi",
    "o'lcham",
    "razmer",
    "rangi",
    "rang",
    "savol",
    "javob",
    "izoh",
    "birligi",
    "qoldiq",
    "artikul",
    "номи",
    "нархи",
    "нарх",
    "сони",
    "миқдори",
    "маҳсулот",
    "тавсиф",
    "савол",
    "жавоб",
    "изоҳ",
    "ранги",
    "ўлчам",
    "қолдиқ",
    "название",
    "наименование",
    "имя",
    "цена",
    "стоимость",
    "количество",
    "кол-во",
    "товар",
    "продукт",
    "описание",
    "размер",
    "цвет",
    "вопрос",
    "ответ",
    "остаток",
    "артикул",
    "единица",
    "ед. изм.",
    "категория",
    "name",
    "title",
    "price",
    "cost",
    "quantity",
    "qty",
    "product",
    "item",
    "description",
    "size",
    "color",
    "colour",
    "question",
    "answer",
    "stock",
    "sku",
    "category",
    "unit",
];

/// Whether a cell is nothing but the usual name of a column.
pub(super) fn is_column_name(cell: &str) -> bool {
    const MOST_WORDS: usize = 3;
    let cell = cell.trim();
    let is_short = cell.split_whitespace().count() <= MOST_WORDS;
    is_short && !cell.contains(|c: char| c.is_numeric()) && is_column_word(cell)
}

/// Whether a heading has a usual name of a column in it.
pub(super) fn is_column_word(name: &str) -> bool {
    let name = plain(name);
    let name = name.as_str();
    let first = name
        .split([',', '(', ':', '/'])
        .next()
        .unwrap_or(name)
        .trim();
    COLUMN_WORDS.contains(&first)
        || name
            .split_whitespace()
            .any(|word| COLUMN_WORDS.contains(&word))
}
