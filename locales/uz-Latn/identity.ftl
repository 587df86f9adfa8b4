# Pochta va hisobni tasdiqlash

email-code =
    📧 <b>{ $address }</b> manziliga kod yubordik.
    Undagi 6 ta raqamni shu yerga yozing. Kod 15 daqiqa amal qiladi.
email-proven = ✅ Elektron pochtangiz tasdiqlandi.
button-code-again = 🔁 Yangi kod
button-email-other = ✏️ Boshqa manzil
code-resent = ✅ Yangi kod yuborildi.
code-wrong = Kod noto‘g‘ri. Yana { $left-text } marta urinib ko‘rishingiz mumkin.
code-over = Bu kod endi amal qilmaydi. Yangisini so‘rang.
code-too-often = Juda ko‘p kod yubordik. Bir necha soatdan keyin qayta urinib ko‘ring.
recover-ask =
    🔐 { $phone } raqami boshqa Telegram hisobidan ro‘yxatdan o‘tgan.
    Do‘kon sizniki bo‘lsa, uni shu hisobga o‘tkazishingiz mumkin: <b>{ $address }</b> manziliga kod yuboramiz.
recover-code =
    📧 <b>{ $address }</b> manziliga kod yubordik.
    Undagi 8 ta raqamni shu yerga yozing. Kod 15 daqiqa amal qiladi.
button-recover = 📨 Kod yuborish
recovered = ✅ Do‘kon endi shu Telegram hisobida. Avvalgi hisobdan kirib bo‘lmaydi.
recover-gone =
    🔐 Do‘koningiz pochtangizga kelgan kod bilan boshqa Telegram hisobiga o‘tkazildi.
    Buni siz qilmagan bo‘lsangiz, darhol { $support } ga yozing.
email-dead = 📭 { $address } degan pochta yo‘q ekan, xatimiz qaytib keldi. Manzilni /settings bo‘limida tekshiring.
