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
bots-too-many = 5 tadan ortiq bot ulab bo‘lmaydi. Avval keraksizini uzing.
bot-token-refused = Telegram bu tokenni qabul qilmadi. Uni BotFatherdan qayta nusxalab, botni yana ulang.
bot-token-dead = Bot tokeni bekor qilingan. BotFatherdan yangi token oling va botni yana ulang.
bot-unreachable = Telegram hozir javob bermadi. Birozdan so‘ng “Tekshirish” tugmasini bosing.
