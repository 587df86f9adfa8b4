# Faylning yo‘li

file-received = 📄 <b>{ $file }</b> qabul qilindi, hozir o‘qiyman.
file-reading = ⏳ <b>{ $file }</b> o‘qilyapti, bir daqiqacha kuting.
file-reading-pages = ⏳ <b>{ $file }</b> o‘qilyapti: { $pages } betdan { $read } tasi tayyor.
file-ready = 📄 <b>{ $file }</b> o‘qildi.
file-size-pages = { $pages-text } bet, { $chars-text } belgi
file-size = { $chars-text } belgi
file-languages = 🌐 Tili: { $languages }
language-uz-latn = o‘zbekcha (lotin)
language-uz-cyrl = o‘zbekcha (kirill)
language-ru = ruscha
language-en = inglizcha
file-head =
    Boshlanishi:
    <i>{ $head }</i>
file-replaces = ↩️ Bu fayl <b>{ $old }</b> o‘rniga ishlaydi. Eskisini 7 kun ichida qaytarish mumkin.
file-refused = ❌ <b>{ $file }</b> o‘qilmadi.
file-active = ✅ <b>{ $file }</b> ishga tushdi. Bot mijozlarga shu fayldan javob beradi.
file-retired = 📄 <b>{ $file }</b> endi ishlatilmaydi.
file-discarded = 🗑 <b>{ $file }</b> o‘chirildi.
file-activated = ✅ Fayl ishga tushdi. Bot endi shu fayldan javob beradi.
undone = ↩️ Avvalgi fayl qaytarildi. Bot yana undan javob beradi.

# Ogohlantirishlar

warn-garbled = ⚠️ Matnning { $percent-text }% qismi buzilib o‘qildi. Faylni DOCX yoki TXT qilib yuborgan ma’qul.
warn-letters = ⚠️ Ayrim harflar o‘rnida “?” turibdi. Faylni DOCX qilib saqlab, qayta yuboring.
warn-truncated = ⚠️ Fayl juda uzun, oxirgi qismi o‘qilmadi. Uni qisqartirib yuboring.
warn-instructions = ⚠️ Faylda AIga qaratilgan buyruqlar bor. Bot ularga amal qilmaydi.
warn-unread-pages = ⚠️ { $pages-text } ta bet o‘qilmadi.
warn-picture-pages = ⚠️ { $pages-text } ta bet rasmdan iborat, undagi yozuv o‘qilmadi.

# Rad javoblari

file-empty = Faylda matn yo‘q. Ichida yozuvi bor fayl yuboring.
file-too-big = Fayl hajmi { $size }, men { $limit } gacha o‘qiyman. Uni bo‘lib yoki TXT qilib yuboring.
file-too-big-late = Fayl juda katta chiqdi, men 10 MB gacha o‘qiyman. Uni bo‘lib yoki TXT qilib yuboring.
file-wrong-type =
    { $found ->
        [XLS] Eski Excel faylini o‘qiy olmayman. Uni XLSX qilib saqlab yuboring.
        [DOC] Eski Word faylini o‘qiy olmayman. Uni DOCX qilib saqlab yuboring.
        [TXT] Fayl ichida oddiy matn bor, turi esa boshqacha yozilgan. Uni TXT qilib saqlab yuboring.
       *[other] Bu turdagi faylni o‘qiy olmayman. PDF, DOCX, XLSX, CSV yoki TXT yuboring.
    }
file-encrypted = Fayl parol bilan yopilgan. Parolini olib tashlab, qayta yuboring.
file-has-macros = Faylda makros (dastur) bor, shuning uchun uni ochmadim. Word yoki Excelda uni DOCX yoki XLSX qilib saqlang va qayta yuboring.
file-scanned = Bu faylda matn deyarli yo‘q, skaner qilingan bo‘lsa kerak. DOCX, TXT yoki matnli PDF yuboring.
file-corrupt = Fayl buzilgan, ochilmadi. Uni qaytadan saqlab, yana yuboring.
file-too-complex = Fayl juda murakkab, o‘qib ulgurmadim. Uni bo‘lib yoki TXT qilib yuboring.
file-not-fetched = Faylni yuklab ololmadim. Birozdan so‘ng qayta yuboring.
file-not-ready = Bu faylni endi ishlatib bo‘lmaydi. Kerak bo‘lsa, uni qayta yuboring.
undo-too-late = Endi qaytarib bo‘lmaydi. Avvalgi faylni qaytadan yuboring.
send-as-file = Men faqat matnli fayllarni o‘qiyman. PDF, DOCX, XLSX, CSV yoki TXT fayl yuboring.

# Fayl bo‘limi

knowledge-empty =
    📄 <b>Hali fayl yuklanmagan</b>
    Mahsulotlar, narxlar, yetkazib berish va to‘lov haqidagi faylni shu yerga yuboring.
    PDF, DOCX, XLSX, CSV yoki TXT bo‘lsin, 10 MB gacha.
    Tayyor fayl bo‘lmasa, namunani yuklab olib to‘ldiring.
knowledge-active =
    📄 <b>{ $file }</b>
    { $chars-text } belgi, { $since } dan beri ishlayapti.
    Bot mijozlarga shu fayldan javob beradi.
    Yangilamoqchi bo‘lsangiz, yangi faylni shu yerga yuboring.

# To‘ldiriladigan namuna

form-file-name = Narxlar-va-shartlar{ ".docx" }
form-caption = 📝 Namunani to‘ldiring va shu yerga yuboring.
form-title = Do‘kon haqida ma’lumot
form-intro = Kulrang yozuvlar o‘rniga o‘zingiznikini yozing va faylni botga yuboring. Keraksiz bo‘limlarni o‘chirib tashlang.
form-about = Do‘kon haqida
form-about-hint = Nima sotasiz, kimlar uchun, qachondan beri?
form-delivery = Yetkazib berish
form-delivery-hint = Qayerlarga, necha kunda, qancha turadi?
form-payment = To‘lov
form-payment-hint = Naqd, karta, Click, Payme, bo‘lib to‘lash bormi?
form-returns = Qaytarish va almashtirish
form-returns-hint = Necha kun ichida va qanday shartlar bilan?
form-contacts = Manzil va aloqa
form-contacts-hint = Manzil, mo‘ljal, telefon, ish vaqti, Instagram, Telegram
form-prices = Narxlar
form-product = Mahsulot
form-price = Narxi
form-note = Izoh

# O‘rgatilgan javoblar

button-teach = 📚 Bilimga qo‘shish
button-lessons = 📚 O‘rgatilganlar
button-lesson-add = ➕ Yangi javob o‘rgatish
button-lesson-question = ✏️ Savol
button-lesson-answer = ✏️ Javob
button-lesson-remove = 🗑 O‘chirish
lessons-none =
    📚 <b>O‘rgatilgan javoblar</b>
    Hali hech narsa o‘rgatmagansiz. Mijoz savoliga javob bersangiz, uni bir bosishda shu yerga qo‘shasiz.
lessons-title =
    📚 <b>O‘rgatilgan javoblar: { $count-text }</b>
    Fayl almashsa ham, ular saqlanadi.
lesson-shown =
    ❓ <b>{ $question }</b>

    { $answer }
lesson-taught = 📚 Qo‘shildi. Endi shunga o‘xshash savollarga AI o‘zi javob beradi.
lesson-kept = ✅ Saqlandi. AI endi shunday javob beradi.
lesson-removed = 🗑 O‘chirildi.
lesson-wrong = Matn bo‘sh yoki juda uzun. { $most-text } belgigacha yozing.
lessons-full = Eng ko‘pi { $most-text } ta javob o‘rgatish mumkin. Ko‘proq bo‘lsa, faylga yozing.
teach-question = ❓ Mijozlar so‘raydigan savolni yozing.
teach-answer =
    ❓ <b>{ $question }</b>
    Shu savolga javobni yozing.
