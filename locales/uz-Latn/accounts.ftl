# Til va ro‘yxatdan o‘tish

welcome =
    👋 <b>Assalomu alaykum!</b>
    Do‘koningiz mijozlariga Telegramda kecha-yu kunduz javob beramiz.
    🌐 Tilni tanlang:
language-choose = 🌐 Tilni tanlang:
contact-ask =
    📱 Pastdagi tugma orqali telefon raqamingizni yuboring.
    Yozib yuborsangiz ham bo‘ladi, masalan: +998 90 123 45 67
    🎁 Shundan so‘ng 3 kunlik bepul sinov boshlanadi.
contact-button = 📱 Raqamni yuborish
contact-not-own = Bu boshqa odamning raqami. Pastdagi tugma orqali o‘z raqamingizni yuboring.
phone-wrong = Raqam noto‘g‘ri. +998 90 123 45 67 kabi yozing yoki tugmani bosing.
phone-two = Bir nechta raqam yozdingiz. Bittasini yuboring, masalan: +998 90 123 45 67.
phone-foreign = Hozircha faqat O‘zbekiston raqamlarini qabul qilamiz. +998 bilan boshlanadigan raqam yuboring.
phone-taken = Bu raqam boshqa Telegram hisobidan ro‘yxatdan o‘tgan. O‘sha hisobdan kiring yoki boshqa raqam yuboring.
shop-unnamed = Do‘konim
trial-started =
    🎁 <b>3 kunlik bepul sinov boshlandi!</b>
    Narxlar faylini shu yerga yuboring, keyin botingizni ulang.
trial-ends-soon =
    🎁 <b>Bepul sinov { $until } da tugaydi.</b>
    Shundan keyin mijozlar faqat “Do‘kon tez orada javob beradi” degan javobni oladi.
    Davom ettirish uchun dostup so‘rang.
email-ask-again = 📧 Elektron pochtangizni hali yozmagansiz. Uni /settings bo‘limida qo‘shing.

# Sozlamalar

settings-title = ⚙️ <b>Sozlamalar</b>
settings-name = 🏪 Do‘kon nomi: <b>{ $name }</b>
settings-email = 📧 Elektron pochta: { $email }
settings-tone = 💬 Javob ohangi: { $tone }
settings-greeting = 👋 Salomlashuv: { $greeting }
settings-hours = 🕘 Ish vaqti: { $hours }
settings-unset = yozilmagan
settings-own = o‘zingizniki
settings-standard = odatiy
settings-always = kecha-yu kunduz
tone-choose = 💬 Bot mijozlarga qanday ohangda javob bersin?
tone-friendly = Samimiy
tone-formal = Rasmiy
tone-brief = Qisqa va aniq
ask-name =
    🏪 Do‘kon nomini yozing.
    Uni mijozlar ko‘radi.
ask-email =
    📧 Elektron pochtangizni yozing.
    Hisobingiz haqidagi muhim xabarlar uchun kerak.
ask-greeting =
    👋 Botni ochgan mijoz ko‘radigan salomni yozing, 500 belgigacha.
    U hamma tilda shu holicha chiqadi.
ask-hours =
    🕘 Ish vaqtini yozing, masalan: 09:00-18:00
    Operator so‘ragan mijozga shu vaqtni aytamiz.
name-wrong = Nom 64 belgidan oshmasin. Qisqaroq yozib yuboring.
email-wrong = Elektron pochta xato yozilgan. Uni shunday yozing: dokon@gmail.com
hours-wrong = Ish vaqtini tushunmadim. 09:00-18:00 kabi yozing.
greeting-too-long = Salom matni juda uzun. 500 belgigacha qisqartirib yuboring.

# Birinchi qadamlar

steps-title = 🚀 <b>Do‘konni ishga tushiramiz</b>
steps-reminder = 👋 <b>Ozgina qoldi!</b> Qolgan qadamlarni tugating, bot mijozlarga o‘zi javob beradi.
steps-phone = Telefon raqami
steps-file = Narxlar faylini yuborish
steps-activated = Faylni ishga tushirish
steps-bot = Botni ulash
steps-answered = Birinchi mijozga javob
steps-done = ✅ <b>Hammasi tayyor!</b> Botingiz mijozlarga javob beryapti.
