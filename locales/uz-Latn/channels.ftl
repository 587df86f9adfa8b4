# Ulangan botlar

channels-title =
    🤖 <b>Ulangan botlar</b>
    Batafsil ko‘rish uchun botni tanlang.
channels-empty =
    🤖 <b>Hali bot ulanmagan</b>
    Botingizni ulang, u mijozlarga javob bera boshlaydi.
connect-how =
    🤖 <b>Botni ulash</b>
    1. @BotFather ga /newbot deb yozing va botga nom bering.
    2. U bergan tokenni nusxalab, shu yerga yuboring.
    Botingiz bo‘lsa, tokenini /mybots orqali olasiz.
    🔑 Tokenli xabaringizni darhol o‘chirib tashlayman.
connect-create =
    🤖 <b>Botni ulash</b>
    Eng osoni: pastdagi tugmani bosing, botni Telegramning o‘zi yaratadi.
    Botingiz bo‘lsa, @BotFather bergan tokenni shu yerga yuboring.
    🔑 Tokenli xabaringizni darhol o‘chirib tashlayman.
managed-press =
    👇 Pastdagi tugmani bosing va bot nomini tasdiqlang.
    Fikringizdan qaytsangiz: /menu
managed-created = 🤖 Bot yaratildi, uni ulayapman.
managed-refused = Telegram bu botning tokenini bermadi. @BotFather dagi tokenni nusxalab, shu yerga yuboring.
bot-checking = ⏳ Bot { $bot } tekshirilyapti (token …{ $last }).
bot-ok =
    🟢 <b>{ $name }</b> ishlayapti: @{ $bot }
    Mijozlar unga yozsa, darhol javob oladi.
    🔑 Token: …{ $last }
bot-foreign =
    ⚠️ <b>@{ $bot } boshqa xizmatga ulangan.</b>
    Bizga ulasangiz, u xizmat botingizdan xabar olmay qoladi.
bot-taken-away =
    🔴 <b>@{ $bot } endi boshqa xizmatga ulangan.</b>
    Mijozlar yozgan xabarlar menga kelmayapti. Buni siz qilmagan bo‘lsangiz, botni qaytarib oling va @BotFather’da tokenini yangilang.
bot-broken = 🔴 <b>Bot { $bot } ishlamayapti</b> (token …{ $last }).
bot-removed = ⚪ Bot { $bot } uzildi (token …{ $last }). U endi mijozlarga javob bermaydi.
token-wrong = Bu tokenga o‘xshamaydi. Tokenni BotFatherdan to‘liq nusxalab yuboring.
bot-taken = Bu botni boshqa sotuvchi ulagan. Boshqa bot oching va uning tokenini yuboring.
bot-token-refused = Telegram bu tokenni qabul qilmadi. Uni BotFatherdan qayta nusxalab, botni yana ulang.
bot-token-dead = Bot tokeni bekor qilingan. BotFatherdan yangi token oling va botni yana ulang.
bot-unreachable = Telegram hozir javob bermadi. Birozdan so‘ng “Tekshirish” tugmasini bosing.

# Sotuvchining o‘z Telegram akkaunti

business-intro =
    💼 <b>O‘z Telegram akkauntingizda javob berish</b>
    Mijozlar shaxsiy akkauntingizga yozsa, { $bot } o‘sha yerda ham javob beradi. Akkauntda Telegram Premium bo‘lishi kerak.
    1. @BotFather’da botingizni tanlang va <i>{ "Bot Settings → Business Mode" }</i> ni yoqing.
    2. Telegramda <i>{ "Settings → Telegram Business → Chatbots" }</i> bo‘limiga { $bot } ni qo‘shing, javob yozishga ruxsat bering va qaysi yozishmalarga kirishini tanlang.
    Ulangach, shu yerga yozaman.
business-no-bot = Avval do‘kon botini ulang, keyin u akkauntingizda ham javob bera oladi: /channels
business-asked =
    💼 <b>{ $name }</b> akkauntiga { $bot } qo‘shildi.
    Ruxsat bersangiz, bot shu akkauntga yozganlarga ham do‘koningiz nomidan javob beradi. Akkaunt sizniki bo‘lmasa, rad eting.
business-ok =
    🟢 💼 <b>{ $name }</b>
    Shu akkauntga yozgan mijozlarga { $bot } javob beradi. O‘zingiz yozsangiz, AI yarim soat jim turadi.
business-no-right =
    🟡 💼 <b>{ $name }</b>
    { $bot } qo‘shilgan, lekin javob yozishga ruxsati yo‘q: <i>{ "Settings → Telegram Business → Chatbots" }</i>.
business-refused =
    ⚪ 💼 <b>{ $name }</b>
    { $bot } bu akkauntda javob bermaydi.
business-off =
    ⚪ 💼 <b>{ $name }</b>
    { $bot } bu akkauntdan olib tashlandi.
button-business-allow = ✅ Ruxsat berish
button-business-refuse = 🚫 Rad etish
button-business-stop = ⏸ To‘xtatish

# Mahsulot havolalari

button-links = 🔗 Mahsulot havolalari
button-links-all = 📄 Hammasi bitta faylda
links-ask =
    🔗 <b>Mahsulot havolalari</b>
    Mahsulot nomini yozing, havolasini beraman. Mijoz havolani bossa, @{ $bot } shu mahsulotni ko‘rsatadi va savollariga javob beradi.
links-good =
    🛍 <b>{ $name }</b>
    { $link }
links-none = Fayldan bunday mahsulot topilmadi. Nomini fayldagidek yozing.
links-file-name = { "havolalar.csv" }
links-name = Mahsulot
links-link = Havola
