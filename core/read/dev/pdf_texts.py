"""The texts of the PDF corpus: written for it, in formal Uzbek, Russian and English.

Uzbek Cyrillic is derived from Uzbek Latin by `cyrillic`.
"""

import re

LANGS = ["uz-Latn", "uz-Cyrl", "ru", "en"]

# Words whose Cyrillic spelling is not letter by letter.
WORDS = {
    "sentabr": "сентябрь", "oktabr": "октябрь", "yanvar": "январь", "fevral": "февраль",
    "aprel": "апрель", "oktabrdan": "октябрдан", "kuryer": "курьер",
}
# Kinds of paragraphs in MANUAL: no text.
TAGS = {"h1", "h2", "p", "ol", "ul"}
# Kept in Latin letters: brands, sizes, units of the trade.
LATIN = {"Artel", "Samsung", "USB", "LED", "XL", "XXL", "S", "M", "L", "Click", "Payme", "Telegram", "Uzum",
         "SilverCook", "SC-17", "Type-C", "MAX"}
PAIRS = [("yo‘", "йў"), ("o‘", "ў"), ("g‘", "ғ"), ("sh", "ш"), ("ch", "ч"), ("yo", "ё"), ("yu", "ю"), ("ya", "я"), ("ye", "е")]
LETTERS = dict(zip("abdefghijklmnopqrstuvxyz", "абдефгҳижклмнопқрстувхйз")) | {"’": "ъ", "c": "с", "w": "в"}


def _word(word):
    if word in LATIN or re.search(r"\d", word):
        return word
    low = word.lower()
    if word == "MChJ":
        return "МЧЖ"
    if low in WORDS:
        out = WORDS[low]
    else:
        out, i = "", 0
        while i < len(low):
            pair = next((p for p in PAIRS if low.startswith(p[0], i)), None)
            if pair:
                out, i = out + pair[1], i + len(pair[0])
            elif low[i] == "e" and (i == 0 or low[i - 1] in "aeiou‘"):
                out, i = out + "э", i + 1
            else:
                out, i = out + LETTERS.get(low[i], low[i]), i + 1
    if len(word) > 1 and word.isupper():
        return out.upper()
    return out[:1].upper() + out[1:] if word[:1].isupper() else out


def cyrillic(text):
    return re.sub(r"[A-Za-z‘’]+(?:-[A-Z]?\d+|-[A-Z][a-z]?)?", lambda m: _word(m[0]), text)


def by_lang(uz, ru, en):
    """The same structure in four languages."""
    def deep(x):
        if isinstance(x, str):
            return x if x in TAGS else cyrillic(x)
        return type(x)(deep(y) for y in x) if isinstance(x, (list, tuple)) else x
    return {"uz-Latn": uz, "uz-Cyrl": deep(uz), "ru": ru, "en": en}


COLOURS = by_lang(["oq", "qora", "ko‘k", "yashil", "kulrang"], ["цвет белый", "цвет чёрный", "цвет синий", "цвет зелёный", "цвет серый"],
                  ["white", "black", "blue", "green", "grey"])
UNITS = by_lang({"pcs": "dona", "kg": "kg", "pair": "juft", "set": "to‘plam", "pack": "quti"},
                {"pcs": "шт", "kg": "кг", "pair": "пара", "set": "набор", "pack": "уп"},
                {"pcs": "pcs", "kg": "kg", "pair": "pair", "set": "set", "pack": "pack"})
UNITS["uz-Cyrl"] = {k: cyrillic(v) if v != "kg" else "кг" for k, v in UNITS["uz-Latn"].items()}
CURRENCY = {"uz-Latn": "so‘m", "uz-Cyrl": "сўм", "ru": "сум", "en": "UZS"}

# (uz, ru, en, unit, price, variants): a list of words or "colour".
FAMILIES = [
    ("Erkaklar futbolkasi, paxta 100 %, {}", "Футболка мужская, хлопок 100 %, {}", "Men’s T-shirt, 100 % cotton, {}", "pcs", 85000, "colour"),
    ("Ayollar ko‘ylagi, atlas, o‘lchami {}", "Платье женское, атлас, размер {}", "Women’s dress, satin, size {}", "pcs", 320000, [44, 46, 48, 50]),
    ("Bolalar poyabzali, charm, {}-o‘lcham", "Обувь детская, кожа, размер {}", "Children’s shoes, leather, size {}", "pair", 145000, [26, 28, 30, 32]),
    ("Qishki kurtka, suv o‘tkazmaydigan mato, qalpog‘i yechiladi, {}", "Куртка зимняя, водонепроницаемая ткань, капюшон отстёгивается, {}", "Winter jacket, waterproof fabric, detachable hood, {}", "pcs", 690000, "colour"),
    ("Choynak «Rishton», qo‘lda bezatilgan, {} l", "Чайник «Риштан», ручная роспись, {} л", "Rishtan teapot, hand painted, {} l", "pcs", 95000, [1, 2, 3]),
    ("Guruch «Lazer», saralangan, {} kg qopda", "Рис «Лазер», отборный, мешок {} кг", "Lazer rice, sorted, bag of {} kg", "pack", 24000, [1, 5, 25]),
    ("Elektr choynak SilverCook SC-17, {}", "Электрочайник SilverCook SC-17, {}", "SilverCook SC-17 electric kettle, {}", "pcs", 265000, "colour"),
    ("Changyutgich Artel, quvvati {} Vt", "Пылесос Artel, мощность {} Вт", "Artel vacuum cleaner, {} W", "pcs", 990000, [1600, 1800, 2000]),
    ("Quvvatlagich Type-C, tez quvvatlash, {} Vt", "Зарядное устройство Type-C, быстрая зарядка, {} Вт", "Type-C charger, fast charging, {} W", "pcs", 79000, [20, 33, 65]),
    ("Simsiz quloqchin, shovqinni kamaytirish bilan, {}", "Наушники беспроводные с шумоподавлением, {}", "Wireless earphones with noise reduction, {}", "pcs", 310000, "colour"),
    ("Sochiq, paxta, {} × 140 sm", "Полотенце, хлопок, {} × 140 см", "Towel, cotton, {} × 140 cm", "pcs", 62000, [50, 70, 90]),
    ("Ko‘rpa-to‘shak to‘plami, ikki kishilik, to‘rtta yostiq jildi bilan, {}", "Комплект постельного белья двуспальный, с четырьмя наволочками, {}", "Double bed linen set with four pillowcases, {}", "set", 480000, "colour"),
    ("Maktab sumkasi, ortopedik belcha, {}", "Ранец школьный с ортопедической спинкой, {}", "School bag with orthopaedic back, {}", "pcs", 230000, "colour"),
    ("Daftar, katak, {} varaq", "Тетрадь в клетку, {} листов", "Squared exercise book, {} sheets", "pack", 3500, [12, 24, 48, 96]),
    ("Pol yuvish vositasi, limon hidli, {} ml", "Средство для мытья пола, лимон, {} мл", "Floor cleaner, lemon scent, {} ml", "pcs", 21000, [500, 1000, 3000]),
    ("Quritilgan o‘rik, Farg‘ona, {} g", "Курага ферганская, {} г", "Dried apricots, Fergana, {} g", "pack", 38000, [250, 500, 900]),
    ("Qozon, cho‘yan, qopqog‘i bilan, {} l", "Казан чугунный с крышкой, {} л", "Cast iron cauldron with lid, {} l", "pcs", 270000, [4, 6, 8, 12]),
    ("Stol chirog‘i, LED, yorqinligi sozlanadi, {}", "Лампа настольная LED, регулировка яркости, {}", "LED desk lamp, adjustable brightness, {}", "pcs", 175000, "colour"),
    ("Devor soati, jimjit mexanizm, {} sm", "Часы настенные, бесшумный механизм, {} см", "Wall clock, silent movement, {} cm", "pcs", 128000, [25, 30, 40]),
    ("Asal, tog‘ o‘simliklaridan, shisha idishda, {} g", "Мёд горный, в стеклянной банке, {} г", "Mountain honey in a glass jar, {} g", "pcs", 72000, [300, 600, 1200]),
]
GROUPS = by_lang(["Kiyim va poyabzal", "Uy-ro‘zg‘or buyumlari", "Maishiy texnika", "Oziq-ovqat", "Boshqa tovarlar"],
                 ["Одежда и обувь", "Товары для дома", "Бытовая техника", "Продукты", "Прочие товары"],
                 ["Clothes and shoes", "Household goods", "Appliances", "Groceries", "Other goods"])


class Good:
    def __init__(self, name, unit, price, stock, code):
        self.name, self.unit, self.price, self.stock, self.code = name, unit, price, stock, code


def goods(lang, count, start=0):
    """The first goods after `start`, with names and prices that occur once."""
    found, prices = [], set()
    rounds = max(len(f[5]) if f[5] != "colour" else 5 for f in FAMILIES)
    for turn in range(rounds):
        for at, family in enumerate(FAMILIES):
            variants = COLOURS[lang] if family[5] == "colour" else family[5]
            if turn >= len(variants):
                continue
            uz, ru, en, unit, base, _ = family
            price = base + (0 if family[5] == "colour" else base * turn // 2 // 500 * 500) + turn * 1500
            while price in prices:
                price += 500
            prices.add(price)
            template = {"uz-Latn": uz, "uz-Cyrl": uz, "ru": ru, "en": en}[lang]
            if lang == "uz-Cyrl":
                # Measures are written in Cyrillic as well: 5 kg, 30 sm.
                template = cyrillic(template)
            name = template.format(variants[turn])
            stock = (at * 37 + turn * 53 + 11) % 240
            found.append(Good(name, UNITS[lang][unit], price, stock, f"478{(at * 7919 + turn * 104729) % 10**10:010d}"))
    assert len({g.name for g in found}) == len(found)
    return (found + found)[start:start + count]


def money(price, lang, form):
    """As each program prints it; blanks between thousands do not break."""
    plain = f"{price:,}"
    text = plain if lang == "en" else plain.replace(",", "\u00a0")
    if form == "cents":
        return text + (".00" if lang == "en" else ",00")
    if form == "currency":
        return f"UZS\u00a0{text}" if lang == "en" else f"{text}\u00a0{CURRENCY[lang]}"
    return text


SHOP = by_lang("«Zarafshon Savdo» MChJ", "ООО «Зарафшон Савдо»", "Zarafshon Savdo LLC")
LABELS = by_lang(
    {"title": "Narxlar ro‘yxati", "date": "2025-yil 1-oktabr holatiga", "no": "T/r", "name": "Tovar nomi", "unit": "O‘lchov birligi",
     "price": "Narxi, so‘m", "stock": "Qoldiq", "page": "{}-sahifa, jami {}", "code": "Shtrix-kod", "bulk": "Ulgurji narxi",
     "address": "Samarqand shahri, Registon ko‘chasi, 15-uy, telefon: +998 66 233-45-67", "valid": "Narxlar qo‘shilgan qiymat solig‘i bilan ko‘rsatilgan",
     "catalogue": "Kuzgi katalog", "order": "Buyurtma varaqasi", "total": "Jami"},
    {"title": "Прайс-лист", "date": "по состоянию на 1 октября 2025 г.", "no": "№", "name": "Наименование товара", "unit": "Ед. изм.",
     "price": "Цена, сум", "stock": "Остаток", "page": "Страница {} из {}", "code": "Штрихкод", "bulk": "Оптовая цена",
     "address": "г. Самарканд, ул. Регистан, дом 15, телефон: +998 66 233-45-67", "valid": "Цены указаны с учётом налога на добавленную стоимость",
     "catalogue": "Осенний каталог", "order": "Бланк заказа", "total": "Итого"},
    {"title": "Price list", "date": "as of 1 October 2025", "no": "No.", "name": "Item", "unit": "Unit",
     "price": "Price, UZS", "stock": "In stock", "page": "Page {} of {}", "code": "Barcode", "bulk": "Wholesale price",
     "address": "15 Registan Street, Samarkand, telephone: +998 66 233-45-67", "valid": "Prices include value added tax",
     "catalogue": "Autumn catalogue", "order": "Order form", "total": "Total"})
LABELS["uz-Cyrl"] = {k: cyrillic(v) for k, v in LABELS["uz-Latn"].items()}

# Rules of the shop: (heading, paragraphs).
RULES = by_lang(
    [("Yetkazib berish", [
        "Buyurtmangiz Samarqand shahri ichida o‘sha kunning o‘zida yetkaziladi, agar uni soat o‘n beshgacha rasmiylashtirsangiz. Kuryer yo‘lga chiqishdan oldin sizga qo‘ng‘iroq qiladi va qulay vaqtni kelishib oladi.",
        "Yetkazib berish narxi 20 000 so‘m. Xaridingiz 500 000 so‘mdan oshsa, yetkazib berish bepul. Boshqa viloyatlarga pochta orqali jo‘natamiz, odatda ikki kundan to‘rt kungacha vaqt ketadi.",
        "Og‘ir va yirik buyumlarni, masalan, kir yuvish mashinasi yoki muzlatkichni, xonadoningizgacha ko‘tarib chiqib beramiz. Lift ishlamasa, har bir qavat uchun qo‘shimcha 10 000 so‘m olinadi."]),
     ("To‘lov usullari", [
        "To‘lovni naqd pul, bank kartasi yoki Click va Payme ilovalari orqali amalga oshirishingiz mumkin. Tashkilotlar uchun hisobvaraq va shartnoma tayyorlab beramiz.",
        "Bo‘lib to‘lash muddati uch oydan o‘n ikki oygacha. Buning uchun pasport va doimiy daromad haqidagi ma’lumotnoma kerak bo‘ladi, ariza o‘n besh daqiqa ichida ko‘rib chiqiladi."]),
     ("Almashtirish va qaytarish", [
        "Tovar sizga to‘g‘ri kelmasa, uni sotib olgan kuningizdan boshlab o‘n kun ichida almashtirish yoki qaytarish huquqiga egasiz. Yorliqlari olinmagan, ishlatilmagan va qadog‘i butun bo‘lishi lozim.",
        "Pul xuddi to‘langan usulda uch ish kuni ichida qaytariladi. Ichki kiyim, atir-upa va oziq-ovqat mahsulotlari, nuqsoni bo‘lmasa, qaytarib olinmaydi."]),
     ("Kafolat", [
        "Maishiy texnikaga ishlab chiqaruvchining o‘n ikki oylik kafolati beriladi. Kafolat davrida ta’mirlash bepul, agar nosozlik foydalanuvchining aybi bilan yuzaga kelmagan bo‘lsa.",
        "Kafolat xizmatidan foydalanish uchun chek va kafolat talonini saqlab qo‘ying. Ustaxonamiz dushanbadan shanbagacha ertalab to‘qqizdan kechki oltigacha ishlaydi."])],
    [("Доставка", [
        "Если вы оформите заказ до пятнадцати часов, мы доставим его по Самарканду в тот же день. Перед выездом курьер позвонит вам и согласует удобное время.",
        "Стоимость доставки составляет 20 000 сум. При покупке на сумму более 500 000 сум доставка бесплатна. В другие области отправляем посылки почтой, обычно они идут от двух до четырёх дней.",
        "Тяжёлые и крупные вещи, например стиральную машину или холодильник, мы поднимем до квартиры. Если лифт не работает, за каждый этаж взимается дополнительная плата 10 000 сум."]),
     ("Способы оплаты", [
        "Оплатить покупку можно наличными, банковской картой или через приложения Click и Payme. Для организаций мы подготовим счёт и договор.",
        "Рассрочка предоставляется на срок от трёх до двенадцати месяцев. Для этого понадобятся паспорт и справка о постоянном доходе, заявление рассматривается в течение пятнадцати минут."]),
     ("Обмен и возврат", [
        "Если товар вам не подошёл, вы вправе обменять или вернуть его в течение десяти дней со дня покупки. Ярлыки должны быть на месте, сам товар не использован, упаковка не повреждена.",
        "Деньги возвращаются тем же способом, которым была произведена оплата, в течение трёх рабочих дней. Нижнее бельё, парфюмерия и продукты питания без недостатков возврату не подлежат."]),
     ("Гарантия", [
        "На бытовую технику действует гарантия производителя сроком двенадцать месяцев. В течение этого времени ремонт выполняется бесплатно, если неисправность возникла не по вине покупателя.",
        "Чтобы воспользоваться гарантией, сохраните чек и гарантийный талон. Мастерская работает с понедельника по субботу с девяти утра до шести вечера."])],
    [("Delivery", [
        "If you place your order before three in the afternoon, we will deliver it within Samarkand on the same day. The courier will call you before setting out and agree on a convenient time.",
        "Delivery costs 20,000 soums. It is free of charge for purchases above 500,000 soums. Parcels for other regions are sent by post and usually arrive within two to four days.",
        "Heavy and bulky goods, for example a washing machine or a refrigerator, are carried up to your flat. If the lift is out of order, every floor costs an additional 10,000 soums."]),
     ("Payment", [
        "You may pay in cash, by bank card or through the Click and Payme applications. For companies we prepare an invoice and a contract.",
        "Payment by instalments is available for three to twelve months. You will need a passport and a certificate of regular income; the application is considered within fifteen minutes."]),
     ("Exchanges and returns", [
        "If an item does not suit you, you have the right to exchange or return it within ten days of purchase. The labels must be in place, the item unused and the packaging undamaged.",
        "The money is returned within three working days in the same way in which the payment was made. Underwear, perfume and groceries without defects cannot be returned."]),
     ("Warranty", [
        "Household appliances carry the manufacturer’s warranty of twelve months. During this period repairs are free of charge, provided that the fault was not caused by the customer.",
        "Please keep the receipt and the warranty card in order to use the warranty. The workshop is open from Monday to Saturday, from nine in the morning until six in the evening."])])

# A manual: ("h1" | "h2" | "p" | "ol" | "ul", text); ^1 marks a footnote; notes per page.
MANUAL_TITLE = by_lang("SilverCook SC-17 elektr choynagi. Foydalanish qo‘llanmasi", "Электрочайник SilverCook SC-17. Руководство по эксплуатации",
                       "SilverCook SC-17 electric kettle. User manual")
MANUAL = by_lang(
    [[("h1", "1. Xavfsizlik choralari"),
      ("p", "Choynakdan birinchi marta foydalanishdan oldin ushbu qo‘llanmani diqqat bilan o‘qib chiqing va uni keyinchalik murojaat qilish uchun saqlab qo‘ying.^1"),
      ("ul", "Choynakni faqat yerga ulangan rozetkaga ulang."), ("ul", "Shikastlangan simli choynakdan foydalanmang, uni ustaga ko‘rsating."),
      ("ul", "Bolalarni ishlayotgan choynak yonida qarovsiz qoldirmang."),
      ("h1", "2. Birinchi ishga tushirish"),
      ("p", "Yangi choynakda qadoq hidi qolishi mumkin. Uni yo‘qotish uchun quyidagi amallarni bajaring:"),
      ("ol", "Choynakni «MAX» belgisigacha sovuq suv bilan to‘ldiring."), ("ol", "Qopqoqni yoping va tugmani bosing: ko‘k chiroq yonadi."),
      ("ol", "Suv qaynagach, uni to‘kib tashlang va amalni ikki marta takrorlang.^2")],
     [("h1", "3. Parvarishlash"), ("h2", "3.1. Quyqadan tozalash"),
      ("p", "Qattiq suvli hududlarda quyqani oyiga bir marta tozalang. Buning uchun yarim litr suvga bir osh qoshiq limon kislotasini soling, qaynating va yigirma daqiqaga qoldiring."),
      ("h2", "3.2. Tashqi yuzasini artish"), ("p", "Korpusni yumshoq nam mato bilan arting. Choynakni suvga botirmang va idish yuvish mashinasida yuvmang.^3"),
      ("h1", "4. Texnik tavsiflari"), ("ul", "Quvvati: 2200 Vt"), ("ul", "Hajmi: 1,7 l"), ("ul", "Simining uzunligi: 75 sm"),
      ("p", "Xizmat muddati besh yil. Kafolat muddati xarid qilingan kundan boshlab o‘n ikki oy.")]],
    [[("h1", "1. Меры безопасности"),
      ("p", "Перед первым использованием чайника внимательно прочитайте это руководство и сохраните его, чтобы обращаться к нему в дальнейшем.^1"),
      ("ul", "Включайте чайник только в розетку с заземлением."), ("ul", "Не пользуйтесь чайником с повреждённым шнуром, покажите его мастеру."),
      ("ul", "Не оставляйте детей без присмотра рядом с работающим чайником."),
      ("h1", "2. Первое включение"),
      ("p", "У нового чайника может оставаться запах упаковки. Чтобы избавиться от него, выполните следующие действия:"),
      ("ol", "Наполните чайник холодной водой до отметки «MAX»."), ("ol", "Закройте крышку и нажмите кнопку: загорится синий индикатор."),
      ("ol", "Когда вода закипит, вылейте её и повторите эти действия дважды.^2")],
     [("h1", "3. Уход"), ("h2", "3.1. Удаление накипи"),
      ("p", "В районах с жёсткой водой удаляйте накипь раз в месяц. Для этого растворите столовую ложку лимонной кислоты в половине литра воды, вскипятите и оставьте на двадцать минут."),
      ("h2", "3.2. Чистка снаружи"), ("p", "Протирайте корпус мягкой влажной тканью. Не погружайте чайник в воду и не мойте его в посудомоечной машине.^3"),
      ("h1", "4. Технические характеристики"), ("ul", "Мощность: 2200 Вт"), ("ul", "Объём: 1,7 л"), ("ul", "Длина шнура: 75 см"),
      ("p", "Срок службы пять лет. Гарантийный срок двенадцать месяцев со дня покупки.")]],
    [[("h1", "1. Safety"),
      ("p", "Read this manual carefully before you use the kettle for the first time and keep it for later reference.^1"),
      ("ul", "Connect the kettle to an earthed socket only."), ("ul", "Do not use a kettle with a damaged cord; have it examined by a technician."),
      ("ul", "Do not leave children unattended near a working kettle."),
      ("h1", "2. Using it for the first time"),
      ("p", "A new kettle may smell of its packaging. To remove the smell, take the following steps:"),
      ("ol", "Fill the kettle with cold water up to the mark “MAX”."), ("ol", "Close the lid and press the button: the blue light goes on."),
      ("ol", "When the water has boiled, pour it away and repeat these steps twice.^2")],
     [("h1", "3. Care"), ("h2", "3.1. Removing limescale"),
      ("p", "In areas with hard water remove the limescale once a month. Dissolve a tablespoon of citric acid in half a litre of water, boil it and leave it for twenty minutes."),
      ("h2", "3.2. Cleaning the outside"), ("p", "Wipe the body with a soft damp cloth. Do not put the kettle into water and do not wash it in a dishwasher.^3"),
      ("h1", "4. Specifications"), ("ul", "Power: 2200 W"), ("ul", "Capacity: 1.7 l"), ("ul", "Length of the cord: 75 cm"),
      ("p", "The service life is five years. The warranty is twelve months from the day of purchase.")]])
NOTES = by_lang(
    [["1 Qo‘llanmaning elektron nusxasi do‘konimizda bepul beriladi.", "2 Amallar orasida choynakni besh daqiqa sovuting."],
     ["3 Abraziv kukun va simli gubka yuzani tirnaydi."]],
    [["1 Электронную копию руководства бесплатно выдают в нашем магазине.", "2 Между включениями дайте чайнику остыть пять минут."],
     ["3 Абразивный порошок и металлическая губка царапают поверхность."]],
    [["1 An electronic copy of the manual is free of charge in our shop.", "2 Let the kettle cool for five minutes between the steps."],
     ["3 Scouring powder and wire sponges scratch the surface."]])

LETTER = by_lang(
    {"to": ["«Registon Market» do‘koni rahbari", "B. A. Yo‘ldoshevga"], "date": "2025-yil 24-sentabr, № 118",
     "hello": "Hurmatli Bahodir Akmalovich!",
     "body": ["Do‘koningiz bilan uch yildan beri hamkorlik qilib kelayotganimizdan mamnunmiz. Shu davr mobaynida yetkazib berish muddatlari biror marta ham buzilmadi va bu sizning jamoangizning ham xizmatidir.",
              "Ma’lum qilamizki, 1-oktabrdan boshlab xom ashyo va tashish xarajatlari oshgani munosabati bilan ayrim tovarlarning ulgurji narxlari o‘zgaradi. Yangi narxlar quyidagicha:"],
     "after": ["Oldindan to‘langan buyurtmalar avvalgi narxlarda bajariladi. To‘lovni kechiktirish muddati o‘zgarmaydi va o‘n to‘rt kunni tashkil etadi.",
               "Savollaringiz bo‘lsa, savdo bo‘limiga +998 66 233-45-67 raqami orqali murojaat qilishingizni so‘raymiz."],
     "bye": ["Hurmat bilan,", "savdo bo‘limi boshlig‘i", "G. Sh. Rahmonova"]},
    {"to": ["Руководителю магазина «Регистан Маркет»", "Юлдашеву Б. А."], "date": "24 сентября 2025 г., № 118",
     "hello": "Уважаемый Баходир Акмалович!",
     "body": ["Мы рады, что сотрудничаем с вашим магазином уже три года. За это время сроки поставок ни разу не были нарушены, и в этом есть заслуга вашего коллектива.",
              "Сообщаем, что с 1 октября в связи с ростом стоимости сырья и перевозок изменятся оптовые цены на некоторые товары. Новые цены таковы:"],
     "after": ["Заказы, оплаченные заранее, будут выполнены по прежним ценам. Отсрочка платежа остаётся прежней и составляет четырнадцать дней.",
               "Если у вас возникнут вопросы, просим обращаться в отдел продаж по номеру +998 66 233-45-67."],
     "bye": ["С уважением,", "начальник отдела продаж", "Рахманова Г. Ш."]},
    {"to": ["To the manager of Registan Market", "Mr B. A. Yuldashev"], "date": "24 September 2025, No. 118",
     "hello": "Dear Mr Yuldashev,",
     "body": ["We are glad to have worked with your shop for three years. During this time not a single delivery was late, and your team deserves much of the credit for that.",
              "Please note that the wholesale prices of some goods will change from 1 October, because raw materials and transport have become more expensive. The new prices are as follows:"],
     "after": ["Orders that have been paid in advance will be carried out at the old prices. The term of payment does not change and remains fourteen days.",
               "If you have any questions, please call the sales department on +998 66 233-45-67."],
     "bye": ["Yours sincerely,", "Head of Sales", "G. Sh. Rakhmanova"]})
LETTER["uz-Cyrl"] = {k: cyrillic(v) if isinstance(v, str) else [cyrillic(x) for x in v] for k, v in LETTER["uz-Latn"].items()}

# An order form: (label, value).
ORDER = by_lang(
    [("Familiya, ism, sharif", "Karimova Dilnoza Rustamovna"), ("Telefon", "+998 90 555-14-52"), ("Yetkazib berish manzili", "Buxoro shahri, Mustaqillik ko‘chasi, 7-uy, 12-xonadon"),
     ("To‘lov usuli", "Yetkazib berilganda naqd pul bilan"), ("Izoh", "Iltimos, kelishdan yarim soat oldin qo‘ng‘iroq qiling")],
    [("Фамилия, имя, отчество", "Каримова Дилноза Рустамовна"), ("Телефон", "+998 90 555-14-52"), ("Адрес доставки", "г. Бухара, ул. Мустакиллик, дом 7, кв. 12"),
     ("Способ оплаты", "Наличными при получении"), ("Примечание", "Пожалуйста, позвоните за полчаса до приезда")],
    [("Full name", "Dilnoza Karimova"), ("Telephone", "+998 90 555-14-52"), ("Delivery address", "7 Mustaqillik Street, flat 12, Bukhara"),
     ("Payment", "Cash on delivery"), ("Remark", "Please call half an hour before you arrive")])

LIGATURES = [
    "Our office offers efficient and affordable coffee makers. The first shelf of the shop floor is filled with waffle irons, the fifth with fine knives.",
    "Staff will find the difference between the old filter and the new one, confirm the figures and file the certificate. It is sufficient to show the official receipt.",
    "Gifts are wrapped in fluffy paper. Refunds are confirmed within five working days, and the final offer is simplified: no conflict, no effort, no extra traffic to the office.",
]
