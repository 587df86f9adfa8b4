# Bosh sahifa

home-title = 🏪 <b>{ $name }</b>
home-trial-days = 🎁 Bepul sinov: yana { $days-text } kun ({ $until } gacha)
home-trial-hours = 🎁 Bepul sinov: yana { $hours-text } soat ({ $until } gacha)
home-expired = 🔒 Muddat { $since } da tugadi. Davom ettirish uchun “Tarif” tugmasini bosing.
home-banned = 🔒 Hisobingiz to‘xtatilgan. Sababini bilish uchun /help orqali yozing.
home-file = 📄 Fayl: <b>{ $file }</b>
home-no-file = 📄 Hali fayl yuklanmagan
home-bot = { $dot } Bot: <b>{ $bot }</b>
home-account = { $dot } { $messenger }: <b>{ $handle }</b>
home-no-bot = 🤖 Hali bot ulanmagan
home-ai-on = 🧠 AI: yoqilgan
home-ai-paused = 🧠 AI: to‘xtatilgan
home-questions = ❓ Javobingizni kutayotgan savollar: <b>{ $count-text }</b>
help =
    ℹ️ <b>Bot nima qiladi?</b>
    📄 Siz yuborgan narxlar faylini o‘qiydi.
    🤖 Botingizga yozgan mijozlarga shu fayldan, ularning tilida javob beradi.
    ❓ Javob topolmasa, savolni sizga yuboradi, javobingizni mijozga yetkazadi.
    🧪 Faylni mijozlardan oldin o‘zingiz sinab ko‘rasiz.
    Savolingiz bo‘lsa, yozing: { $support }

# Tugmalar

button-back = ◀️ Orqaga
button-home = 🏠 Bosh sahifa
button-help = ℹ️ Yordam
button-settings = ⚙️ Sozlamalar
button-language = 🌐 Til
button-cancel = ✖️ Bekor qilish
button-skip = ⏭ O‘tkazib yuborish
button-upload = 📄 Fayl yuklash
button-knowledge = 📄 Faylni ko‘rish
button-form = 📝 Namunani yuklab olish
button-test = 🧪 Sinab ko‘rish
button-activate = ✅ Ishga tushirish
button-discard = 🗑 O‘chirish
button-undo = ↩️ Avvalgisini qaytarish
button-channels = 🤖 Botlarni ko‘rish
button-connect-bot = 🤖 Botni ulash
button-open-bot = ↗️ Botni ochish
button-check = 🔄 Tekshirish
button-disconnect = 🔌 Uzish
button-take-over = ✅ Baribir ulash
button-take-back = ↩️ Qaytarib olish
button-ai-pause = ⏸ AIni to‘xtatish
button-ai-resume = ▶️ AIni yoqish
button-name = 🏪 Do‘kon nomi
button-email = 📧 Pochta
button-tone = 💬 Ohang
button-greeting = 👋 Salomlashuv
button-hours = 🕘 Ish vaqti
button-key = 🔑 OpenAI kaliti
button-standard = 👋 Odatiysini qo‘yish
button-always = 🕘 Kecha-yu kunduz
button-key-remove = 🗑 Kalitni o‘chirish
button-support = ✍️ Yordam so‘rash
button-create-bot = 🤖 Botimni yaratish
button-knowledge-place = 📄 Fayl va narxlar
button-reply = ✍️ Javob berish

# Qisqa javoblar

button-stale = Bu tugma eskirgan. Yangi tugmalardan foydalaning.
saved = ✅ Saqlandi
cancelled = Bekor qilindi.
nothing-to-cancel = Bekor qiladigan narsa yo‘q.
not-registered = Avval ro‘yxatdan o‘ting: tilni tanlang va telefon raqamingizni yuboring.
fault = Xatolik yuz berdi, kodi: { $code }. Bu haqda xabarimiz bor. Birozdan so‘ng qayta urinib ko‘ring.
secret-not-deleted = ⚠️ Maxfiy xabaringizni o‘chira olmadim. Iltimos, uni chatdan o‘zingiz o‘chiring.

# Buyruqlar va bot haqida

command-start = Boshlash
command-menu = Bosh sahifa
command-kb = Fayl va narxlar
command-channels = Ulangan botlar
command-settings = Sozlamalar
command-lang = Tilni almashtirish
command-help = Yordam
command-cancel = Bekor qilish
bot-name = SellerCloudX
bot-description =
    Do‘koningiz mijozlariga kecha-yu kunduz javob beradigan bot.

    Narxlar faylini yuboring, Telegram botingizni ulang, qolganini AI bajaradi: faqat sizning faylingizdan, mijozning o‘z tilida javob beradi. Bilmaganini sizdan so‘raydi.

    3 kun bepul. Boshlash uchun pastdagi tugmani bosing.
bot-short-description = Do‘koningiz mijozlariga narxlar faylingizdan javob beradigan AI yordamchi. 3 kun bepul.
