# Shaxsiy ma’lumotlar

button-data = 📦 Ma’lumotlarim
button-export = 📦 ZIP qilib olish
button-again = 🔄 Qayta urinish
export-ask =
    📦 <b>Ma’lumotlarim</b>
    Siz haqingizda saqlayotgan hamma narsamizni ZIP fayl qilib shu yerga yuboramiz: hisob, mijozlar, yozishmalar, savollar va fayllaringiz.
    Tokenlar va kalitlar unga kirmaydi.
    Soatiga bir marta olish mumkin.
export-making = ⏳ Ma’lumotlaringizni yig‘yapmiz. Tayyor bo‘lgach, shu yerga yuboramiz.
export-ready = ⏳ Ma’lumotlaringiz tayyor ({ $size }), yuboryapmiz.
export-handed = ✅ Ma’lumotlaringiz yuborildi ({ $size }).
export-failed = ❌ Ma’lumotlarni yig‘a olmadik. Qayta urinib ko‘ring.
export-running = Ma’lumotlaringiz yig‘ilmoqda. Biroz kuting.
export-too-soon = Ma’lumotlarni soatiga bir marta olish mumkin. Keyingisi: { $when }
export-file-name = malumotlarim-{ $part }{ ".zip" }
export-caption =
    📦 Ma’lumotlaringiz, { $part }/{ $parts }-fayl.
    CSV jadvallar Excelda ochiladi, JSON fayllar esa dasturlar uchun.
