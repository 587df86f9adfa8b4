# Hisobdan chiqish

button-logout = 🚪 Hisobdan chiqish
logout-ask =
    🚪 <b>Hisobdan chiqasizmi?</b>
    Telefon raqamingiz va botlaringiz ({ $bots-text }) bu Telegram hisobidan uziladi, mijozlar javob olmay qoladi.
    Fayllar ({ $files-text }), mijozlar ({ $customers-text }) va yozishmalar saqlanadi.
    Qaytish uchun shu yerga o‘sha raqamni yuboring va botni qayta ulang.
logged-out = 🚪 Hisobdan chiqdingiz, botlar uzildi. Qaytish uchun o‘sha raqamni yuboring.
account-back =
    👋 <b>Qaytganingizdan xursandmiz!</b>
    Fayllaringiz va yozishmalar joyida. Botingizni qayta ulang.
trial-spent =
    👋 <b>Qaytganingizdan xursandmiz!</b>
    Bepul sinov har bir raqamga bir marta beriladi, u avvalgisidan davom etadi.

# Hisobni yopish

button-close = 🗑 Hisobni yopish
button-close-no = ◀️ Yo‘q, yopilmasin
button-close-yes = 🗑 Ha, hisob yopilsin
close-ask =
    🗑 <b>Hisobni yopasizmi?</b>
    Botlar ({ $bots-text }) darrov uziladi.
    7 kundan keyin mijozlar ({ $customers-text }), xabarlar ({ $messages-text }), fayllar ({ $files-text }) va javobsiz savollar ({ $questions-text }) butunlay o‘chiriladi.
    Shu 7 kun ichida o‘sha raqamni yuborsangiz, hisob qayta ochiladi.
    Raqamingizdan faqat maxfiy kod qoladi: bepul sinov ikkinchi marta berilmasligi uchun.
close-sure =
    ⚠️ <b>Hisob rostdan ham yopilsinmi?</b>
    Mijozlaringiz shu daqiqadan javob olmay qoladi.
account-closed =
    🗑 <b>Hisobingiz yopildi.</b>
    Qayta ochish uchun { $until } gacha o‘sha raqamni yuboring. Keyin hammasi o‘chiriladi.
account-restored =
    ✅ <b>Hisobingiz qayta ochildi.</b>
    Fayllaringiz va yozishmalar joyida. Botingizni qayta ulang.
phone-share = Bu raqamda hisob bor. Kirish uchun raqamni yozmasdan, pastdagi tugma orqali yuboring.
phone-erasing = Bu raqamdagi hisob hozir o‘chirilmoqda. Bir necha soatdan keyin qayta urinib ko‘ring.
