# Tarif

button-plan = 💳 Tarif
button-ask-access = 🔓 Dostup so‘rash
button-renew = 🔄 Uzaytirish
button-larger-plan = 💳 Tarifni kengaytirish
button-withdraw = ✖️ So‘rovni qaytarish
button-send-request = 📨 So‘rov yuborish
button-ai-with = 🧠 AI: +{ $sum } so‘m
button-ai-without = 🧠 AI qo‘shimchasiz
command-plan = Tarif va to‘lov
period-month = Oylik
period-quarter = Choraklik
period-year = Yillik
home-paid = ✅ Tarif { $until } gacha
home-spent = ⏸ Bu oygi AI javoblari tugadi. Yangilari { $until } dan boshlanadi.
plan-title = 💳 <b>Tarif</b>
plan-held = ✅ <b>{ $tier }</b>: { $until } gacha
plan-used = 🧠 Bu oy AI javoblari: { $used-text } / { $most-text }
plan-used-unlimited = 🧠 Bu oy AI javoblari: { $used-text }, cheklovsiz
plan-request-line = ⏳ So‘rovingiz ko‘rib chiqilmoqda: <b>{ $tier }</b>, { $period }, { $sum } so‘m
plan-list = <b>Tariflar, bir oyga</b>
plan-list-line = • { $tier }: { $sum } so‘m
plan-list-line-profit = • { $tier }: { $sum } so‘m va foydadan { $percent-text }%
offer-title = 💳 <b>{ $tier }</b>
offer-channels = 🤖 { $most-text } tagacha bot, yana shuncha WhatsApp va Instagram
offer-channels-unlimited = 🤖 Botlar, WhatsApp va Instagram: cheklovsiz
offer-answers = 🧠 AI javoblari: oyiga { $most-text } ta
offer-answers-unlimited = 🧠 AI javoblari: cheklovsiz
offer-cards = 🗂 Mahsulot kartochkalari: oyiga { $most-text } ta
offer-cards-unlimited = 🗂 Mahsulot kartochkalari: cheklovsiz
offer-profit = 📈 Foydadan ulush: { $percent-text }%
offer-period = 📅 Muddat: <b>{ $period }</b> ({ $days-text } kun)
offer-price = 💰 Narxi: <b>{ $sum } so‘m</b>
offer-until = 🗓 { $until } gacha amal qiladi
plan-request-sent = ✅ So‘rov yuborildi. Javobini shu yerda olasiz.
plan-request-withdrawn = So‘rov qaytarib olindi.
plan-request-waits = So‘rovingiz ko‘rib chiqilmoqda. Boshqasini yuborish uchun avval uni qaytarib oling.
plan-request-decided = Bu so‘rovga javob berilgan.
plan-not-offered = Bu tarif endi sotilmaydi. Ro‘yxatdan boshqasini tanlang.
plan-channels-full = Tarifingizda { $most-text } tadan ortiq ulab bo‘lmaydi. Keraksizini uzing yoki tarifni kengaytiring.
plan-answers-spent =
    ⏸ <b>Bu oygi AI javoblari tugadi.</b>
    Mijozlar hozir “Do‘kon tez orada javob beradi” degan javobni oladi, savollari sizga keladi.
    Yangi oy { $until } da boshlanadi. Tarifni /plan bo‘limida kengaytirish mumkin.
plan-ai-spent =
    ⏸ <b>Bu oygi AI byudjeti tugadi.</b>
    Bot { $until } gacha narxlarni faylingizdan so‘zma-so‘z aytadi.
    Tarifni /plan bo‘limida kengaytirish yoki o‘z OpenAI kalitingizni ulash mumkin.
trial-ended =
    🔒 <b>Bepul sinov tugadi.</b>
    Mijozlaringiz hozir faqat “Do‘kon tez orada javob beradi” degan javobni olyapti.
    Faylingiz va botlaringiz joyida. Davom ettirish uchun dostup so‘rang.
plan-ends-soon =
    ⏰ <b>Tarif { $until } da tugaydi.</b>
    Yana { $days-text } kun qoldi. Hozir uzaytirsangiz, qolgan kunlar yo‘qolmaydi.
plan-ended =
    🔒 <b>Tarif muddati tugadi.</b>
    Mijozlaringiz hozir faqat “Do‘kon tez orada javob beradi” degan javobni olyapti.
    Uzaytirsangiz, hammasi o‘z joyida davom etadi.
plan-approved =
    ✅ <b>So‘rovingiz tasdiqlandi!</b>
    Tarif { $until } gacha amal qiladi.
plan-rejected =
    ✖️ <b>So‘rovingiz rad etildi.</b>
    Sababi: { $reason }
plan-rejected-unpaid =
    ✖️ <b>So‘rovingiz rad etildi.</b>
    To‘lov kelmadi. To‘lov qilgan bo‘lsangiz, chekni yuboring: /help
plan-rejected-unreachable =
    ✖️ <b>So‘rovingiz rad etildi.</b>
    Siz bilan bog‘lana olmadik. Bizga yozing: /help
plan-rejected-duplicate =
    ✖️ <b>So‘rovingiz rad etildi.</b>
    Xuddi shunday so‘rov allaqachon bajarilgan. Tarifingizni /plan bo‘limida ko‘rasiz.
plan-rejected-terms =
    ✖️ <b>So‘rovingiz rad etildi.</b>
    Do‘koningiz foydalanish shartlariga to‘g‘ri kelmaydi. Savolingiz bo‘lsa, yozing: /help
plan-given =
    🎁 <b>Sizga { $days-text } kun qo‘shildi!</b>
    Tarif { $until } gacha amal qiladi.
plan-taken = ℹ️ Tarif muddati o‘zgartirildi: { $until } gacha. Savolingiz bo‘lsa, yozing: /help
account-banned =
    🔒 <b>Hisobingiz to‘xtatildi.</b>
    Sababi: { $reason }
    Savolingiz bo‘lsa, yozing: /help
account-unbanned = ✅ Hisobingiz yana ishlayapti.
house-message =
    ✉️ <b>SellerCloudX</b>
    { $text }

# To‘lov

button-pay = 💳 { $name }
button-coupon = 🎟 Kupon
offer-price-coupon = 💰 Narxi: <s>{ $list }</s> <b>{ $sum } so‘m</b> (🎟 { $coupon })
coupon-ask = 🎟 Kupon kodini yozing.
coupon-accepted = 🎟 <b>{ $code }</b> qabul qilindi: { $percent-text }% chegirma. Uni keyingi to‘lovingizda hisobga olamiz.
coupon-code-wrong = Kupon kodida lotin harflari, raqamlar va _ bo‘ladi, 4 dan 24 belgigacha. Qaytadan yozing.
coupon-unknown = Bunday kupon yo‘q. Kodni tekshirib, qaytadan yozing.
coupon-expired = Bu kuponning muddati tugagan.
coupon-used-by-you = Bu kupondan foydalangansiz.
coupon-used-up = Bu kupon tugagan, undan foydalanib bo‘lingan.
payment-not-connected = Bu to‘lov usuli hozircha ulanmagan.
payment-sum-too-large = Bu summani shu usulda to‘lab bo‘lmaydi. Boshqa usulni tanlang.
payment-receipt =
    ✅ <b>To‘lov qabul qilindi!</b>
    🧾 { $invoice }: { $tier }, <b>{ $sum } so‘m</b>
    🗓 Tarif { $until } gacha amal qiladi.
payment-refunded = ↩️ { $invoice } bo‘yicha { $sum } so‘m qaytarildi. Shu to‘lov bergan kunlar bekor qilindi.
payment-returned = ↩️ { $invoice } bo‘yicha { $sum } so‘m qaytarildi. Tarif muddati o‘zgarmaydi.
payment-page-later = To‘lov sahifasi hozir ochilmadi. Birozdan keyin yana urinib ko‘ring.
invoice-title = 🧾 <b>Hisob { $name }</b>
invoice-what = 💳 { $tier }, { $period } ({ $days-text } kun)
invoice-coupon = 🎟 { $coupon }: { $list } so‘mdan { $discount } so‘m chegirma
invoice-sum = 💰 <b>{ $sum } so‘m</b>
invoice-open = ⏳ { $until } gacha to‘lang. To‘lov o‘tishi bilan tarif o‘zi yoqiladi.
invoice-terminal = 🏧 { $provider } terminali yoki ilovasida ham to‘lash mumkin: <b>{ $name }</b> deb yozing.
invoice-paid = ✅ { $at } da to‘landi
invoice-closed = ✖️ Hisob yopildi
invoice-refunded = ↩️ Pul qaytarildi
invoice-in-payment = Bu hisob bo‘yicha to‘lov boshlangan, uni hozir bekor qilib bo‘lmaydi.
invoice-stars = ⭐ { $stars-text } Telegram Stars
invoice-about = { $period }, { $days-text } kun. Hisob { $name }
invoice-not-taken = Telegram bu hisobni qabul qilmadi. /plan bo‘limida boshqa to‘lov usulini tanlang.
payment-kept-aside =
    ℹ️ <b>{ $invoice } bo‘yicha pulingiz keldi, lekin u bilan to‘lanadigan hisob yo‘q.</b>
    Pulingiz bizda saqlanadi: qaytaramiz yoki sizga yozamiz. Savollar uchun: /paysupport
checkout-unknown = Bunday hisob yo‘q. /plan bo‘limida yangisini oching.
checkout-not-yours = Bu hisob boshqa do‘konniki. /plan bo‘limida o‘zingiznikini oching.
checkout-other-sum = Hisobdagi summa boshqa. /plan bo‘limida yangi hisob oching.
checkout-held = Bu hisob bo‘yicha to‘lov boshlangan. 5 daqiqadan keyin urinib ko‘ring.
checkout-paid = Bu hisob to‘langan.
checkout-closed = Bu hisob yopilgan. /plan bo‘limida yangisini oching.
checkout-failed = Bizda xatolik yuz berdi, pul yechilmadi. Bir daqiqadan keyin urinib ko‘ring.
command-paysupport = To‘lov bo‘yicha yordam
command-terms = To‘lov shartlari
pay-support =
    💳 <b>To‘lov bo‘yicha yordam</b>
    { $support } ga hisob raqamini yozing, masalan SCX-000417. To‘lovni tekshiramiz, xato bo‘lsa, kunlarni yoki pulni qaytaramiz.
    Bu yerdagi xaridlar bo‘yicha Telegramning o‘z yordam xizmati yordam bera olmaydi.
terms =
    📄 <b>To‘lov shartlari</b>
    • Siz SellerCloudX tarifini hisobda yozilgan kunlarga sotib olasiz. U to‘lov o‘tishi bilan yoqiladi va o‘zi uzaymaydi.
    • Hisobni 3 kun ichida to‘lash mumkin, narxi shu vaqtda o‘zgarmaydi.
    • Pulni qaytarish uchun { $support } ga yozing. Shu to‘lov bergan kunlar bekor qilinadi.
    • Sotuvchi SellerCloudX, Telegram emas.
button-paper = 📄 PDF
paper-title = Hisob { $name }
paper-date = Sana
paper-day = { $day }
paper-buyer = Kimga
paper-words = { $words }
paper-plan = Tarif
paper-period = Muddat
paper-days = { $period }, { $days-text } kun
paper-list = Narxi
paper-money = { $sum } so‘m
paper-discount = Chegirma
paper-discount-of = { $sum } so‘m ({ $coupon })
paper-by = To‘lov usuli
paper-state = Holati
paper-open = { $until } gacha to‘lanadi
paper-paid = { $at } da to‘landi
paper-closed = Bekor qilindi
paper-refunded = Pul qaytarildi
paper-sum = Jami: { $sum } so‘m
paper-renew = Tarifni uzaytirish
