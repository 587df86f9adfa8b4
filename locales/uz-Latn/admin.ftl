# Admin bot

admin-stranger = Bu xizmat boti. Siz izlagan narsa bu yerda yo‘q.
admin-welcome = ✅ Xush kelibsiz! Endi siz jamoadasiz.
admin-no-right = Sizning rolingizda bunga ruxsat yo‘q.
admin-no-files = Bu bot fayl qabul qilmaydi.
admin-invite-wrong = Bu taklif havolasi eskirgan yoki ishlatilgan.
admin-unknown = Bunday admin yo‘q.
admin-last-owner = Oxirgi egasini o‘zgartirib bo‘lmaydi. Avval boshqa egasini qo‘shing.
admin-command-start = Boshlash
admin-command-menu = Bosh sahifa
admin-command-requests = Kutayotgan so‘rovlar
admin-command-partners = Hamkorlar
admin-command-audit = Amallar jurnali
admin-command-lang = Tilni almashtirish
admin-command-cancel = Bekor qilish
role-owner = Egasi
role-admin = Admin
role-support = Yordamchi
desk-title = 🛠 <b>{ $name }</b>, { $role }
desk-pending = 📥 Kutayotgan so‘rovlar: <b>{ $count-text }</b>
desk-partners = 👥 Hamkorlar: <b>{ $all-text }</b> (✅ { $paid-text }, 🎁 { $trial-text })
button-requests = 📥 So‘rovlar
button-partners = 👥 Hamkorlar
button-prices = 💰 Narxlar
button-people = 🧑‍💼 Adminlar
button-audit = 📜 Jurnal
button-newer = ◀️ Yangiroq
button-older = Eskiroq ▶️
button-newest = ⏫ Eng yangisi
button-yes = ✅ Ha
button-reject = ✖️ Rad etish
button-partner = 👤 Hamkor
button-other-reason = ✍️ Boshqa sabab
button-send = 📨 Yuborish
button-days = 🎁 Kun qo‘shish, olish
button-write-to = ✉️ Xabar yozish
button-ban = ⛔ To‘xtatish
button-ban-now = ⛔ Ha, to‘xtatish
button-unban = ✅ Qayta ochish
button-unban-now = ✅ Ha, ochish
button-too-late = Bir daqiqa o‘tdi. Sababini yana yozing.
reason-needed = Sababini yozing.
number-wrong = Butun son yozing, masalan: 30
sum-wrong = Summani so‘mda, butun son bilan yozing, masalan: 450 000
tier-name-wrong = Nom 1 dan 24 belgigacha bo‘lsin.
days-wrong = 1 dan 3660 gacha kun yozing.
plan-none-to-take = Hamkorning amaldagi tarifi yo‘q, oladigan kun yo‘q.

# So‘rovlar

requests-title = 📥 <b>Kutayotgan so‘rovlar: { $count-text }</b>
requests-none = 📥 Kutayotgan so‘rov yo‘q.
requests-line = { $place-text }. <b>{ $name }</b>: { $tier }, { $period }, { $sum } so‘m
request-title = 📥 <b>Tarif so‘rovi</b>
request-shop = 🏪 <b>{ $name }</b>
request-contact = 📱 { $phone } { $username }
request-wants = 💳 { $tier }, { $period } ({ $days-text } kun)
request-sum = 💰 <b>{ $sum } so‘m</b>
request-coupon = 🎟 Kupon: { $coupon }
request-earlier = 📜 Avvalgi so‘rovlari: { $count-text }
request-at = 🕒 { $at }
request-sure = ❓ <b>{ $period }</b>, { $sum } so‘m, { $until } gacha. Tasdiqlaysizmi?
request-why = ❓ Nega rad etasiz?
request-approved = ✅ Tasdiqladi: <b>{ $who }</b>, { $at }
request-rejected = ✖️ Rad etdi: <b>{ $who }</b>, { $at }. Sababi: { $reason }
request-withdrawn = ↩️ Hamkor so‘rovni qaytarib olgan.
request-decided = Bu so‘rovga { $who } javob bergan.
request-approved-toast = ✅ Tasdiqlandi
request-rejected-toast = ✖️ Rad etildi
reject-ask = ✍️ Sababini yozing. Hamkor uni shu holicha o‘qiydi.
reject-unpaid = To‘lov kelmadi
reject-unreachable = Bog‘lanib bo‘lmadi
reject-duplicate = Takroriy so‘rov
reject-terms = Shartlar buzilgan

# Hamkorlar

group-all = Hammasi
group-trial = 🎁 Sinov
group-paid = ✅ To‘lagan
group-free = 🔒 Tarifsiz
group-expired = ⌛ Tugagan
group-banned = ⛔ To‘xtatilgan
partners-title = 👥 <b>{ $group }: { $count-text }</b>
partners-found = 🔎 <b>{ $text }</b>
partners-line = { $place-text }. { $mark } <b>{ $name }</b> { $phone }
partners-none = Hech kim topilmadi.
partners-hint = 🔎 Qidirish uchun telefon, pochta, nom yoki @nom yozing.
file-none = yo‘q
file-title = 👤 <b>{ $name }</b>
file-contact = 📱 { $phone } { $username }
file-email = 📧 { $email }
file-since = 📅 { $since } dan beri, til: { $language }
file-plan = 💳 { $tier }
file-used = 🧠 Bu oy: { $used-text } / { $most }, xarajat ${ $cost }
file-knowledge = 📄 Fayl: { $file }
file-counts = 💬 Mijozlar: { $customers-text }, so‘rovlar: { $requests-text }
file-event = • { $at }: { $what } { $days } kun, { $until } gacha
cause-bought = to‘lov
cause-granted = so‘rov
cause-gift = sovg‘a
cause-taken = olindi
cause-refunded = pul qaytarildi
partner-banned = ⛔ Hisob to‘xtatildi
partner-unbanned = ✅ Hisob yana ochiq
partner-banned-already = Bu hisob allaqachon to‘xtatilgan.
partner-not-banned = Bu hisob to‘xtatilmagan.
partner-has-left = Hamkor hisobdan chiqib ketgan, unga yozib bo‘lmaydi.
message-length-wrong = Xabar 1 dan 2 000 belgigacha bo‘lsin.
grant-title = 🎁 <b>{ $name }</b>
grant-what = 💳 { $tier }: <b>{ $days } kun</b>, { $until } gacha
grant-reason = ✍️ Sababi: { $reason }
grant-ask = ✍️ Kunni tugmadan tanlang yoki yozing (olish uchun: -10). Keyin sababini yozing.
ban-means = ⛔ <b>{ $name }</b> to‘xtatilsa, { $bots-text } ta bot jim bo‘ladi va { $customers-text } mijoz “Do‘kon tez orada javob beradi” degan javobni oladi.
ban-ask = ✍️ Sababini yozing. Hamkor uni o‘qiydi.
ban-sure = ✍️ Sababi: { $reason }
unban-means = ✅ <b>{ $name }</b> qayta ochilsa, { $bots-text } ta bot yana ishlaydi va { $customers-text } mijoz darhol javob ola boshlaydi.
unban-ask = ✍️ Sababini yozing. U jurnalda qoladi.
    Tugma bir daqiqa ishlaydi.
write-to-ask = ✉️ <b>{ $name }</b> uchun xabarni yozing.
write-to-sure = ✉️ <b>{ $name }</b> shunday xabar oladi:

    { $text }
write-to-sent = ✅ Yuborildi

# Narxlar

prices-title = 💰 <b>Narxlar, bir oyga</b>
prices-line = { $mark } { $tier }: { $sum } so‘m
prices-trial = 🎁 { $tier }: bepul
prices-period = { $mark } { $period }: { $days-text } kun
prices-ask-days = ✍️ <b>{ $period }</b> necha kun bo‘lsin?
button-on-sale = ▶️ Sotuvga qo‘yish
button-off-sale = ⏸ Sotuvdan olish
tier-title = 💳 <b>{ $tier }</b>
tier-price = 💰 { $period }: { $sum } so‘m
tier-profit = 📈 Foydadan ulush: { $percent-text }%
tier-channels = 🤖 Botlar: { $most }
tier-answers = 🧠 AI javoblari, oyiga: { $most }
tier-cards = 🗂 Kartochkalar, oyiga: { $most }
tier-ai = 💵 AI byudjeti, oyiga: { $most } $
button-tier-name = ✏️ Nomi
button-profit = 📈 Ulush
button-channels-most = 🤖 Botlar
button-answers-most = 🧠 Javoblar
button-cards-most = 🗂 Kartochkalar
button-ai-most = 💵 AI byudjeti
tier-ask-price = ✍️ <b>{ $period }</b> narxini so‘mda yozing.
tier-ask-name = ✍️ Yangi nomini yozing, 24 belgigacha.
tier-ask-profit = ✍️ Foydadan ulushni foizda yozing, 0 dan 100 gacha.
tier-ask-ai = ✍️ Oyiga necha dollar? Cheklovsiz bo‘lsa, “-” yozing.
tier-ask-most = ✍️ Ko‘pi bilan nechta? Cheklovsiz bo‘lsa, “-” yozing.

# Adminlar

people-title = 🧑‍💼 <b>Adminlar</b>
people-line = • <b>{ $name }</b>: { $role } (qo‘shgan: { $by })
people-link =
    🔗 <b>{ $role }</b> uchun taklif havolasi, 24 soat ishlaydi:
    { $link }
    Uni birinchi ochgan odam qo‘shiladi. Havola boshqa ko‘rsatilmaydi.
button-invite-admin = ➕ Admin
button-invite-support = ➕ Yordamchi
button-remove-admin = 🗑 Ro‘yxatdan olish

# Jurnal

audit-title = 📜 <b>Amallar jurnali</b>
audit-none = Hali hech narsa yo‘q.
audit-line = • { $at } <b>{ $who }</b>: { $what } { $rest }
audit-kind-request = 📥 So‘rov
audit-kind-plan = 🎁 Tarif
audit-kind-partner = 👤 Hamkor
audit-kind-price = 💰 Narx
audit-kind-admin = 🧑‍💼 Admin
act-request-approved = so‘rovni tasdiqladi
act-request-rejected = so‘rovni rad etdi
act-plan-changed = kun berdi yoki oldi
act-partner-banned = hisobni to‘xtatdi
act-partner-unbanned = hisobni qayta ochdi
act-partner-written = xabar yozdi
act-price-changed = narx yoki tarifni o‘zgartirdi
act-admin-added = admin qo‘shildi
act-admin-changed = rolni o‘zgartirdi
act-admin-invited = taklif havolasini yaratdi
act-admin-removed = adminni ro‘yxatdan oldi
act-account-recovered = boshqa Telegram hisobiga o‘tdi
act-other = boshqa amal

# Kuponlar

button-money-here = ✅ Pul olindi
button-for-free = 🎁 Bepul
button-coupons = 🎟 Kuponlar
button-new-coupon = ➕ Yangi kupon
button-coupon-on = ▶️ Yoqish
button-coupon-off = ⏸ O‘chirib qo‘yish
button-coupon-code = ✏️ Kodi
button-coupon-percent = 📉 Chegirma
button-coupon-most = 🔢 Necha marta
button-coupon-days = 📅 Necha kun
button-coupon-make = ✅ Yaratish
coupons-title = 🎟 <b>Kuponlar</b>
coupons-none = Hali kupon yo‘q.
coupons-line = { $place-text }. { $mark } <code>{ $code }</code> { $percent-text }%, { $used-text } / { $most-text }, { $until } gacha
coupon-chosen =
    🎟 <code>{ $code }</code>, tarif: { $tier }
    🔗 { $link }
coupon-any-tier = hammasi
coupon-made-up = o‘zi o‘ylab topiladi
coupon-new =
    🎟 <b>Yangi kupon</b>
    Kodi: { $code }
    Chegirma: { $percent-text }%
    Necha marta: { $most-text }
    Muddati: { $days-text } kun
    Tarif: { $tier }
coupon-ask-code = ✍️ Kodni yozing, masalan: { "SAVE10_UZ_2026" }
coupon-ask-percent = ✍️ Chegirmani foizda yozing, 1 dan 100 gacha.
coupon-ask-most = ✍️ Ko‘pi bilan necha marta ishlatilsin?
coupon-ask-days = ✍️ Necha kun amal qilsin?
coupon-exists = Bunday kodli kupon bor. Boshqasini yozing.
coupon-made = 🎟 Kupon tayyor: <code>{ $code }</code>
audit-kind-coupon = 🎟 Kupon
act-coupon-made = kupon yaratdi
act-coupon-switched = kuponni yoqdi yoki o‘chirdi

# Pul

button-money = 💵 Pul
button-winback = ✉️ Taklif xatlari
button-price-history = 📜 Tarixi
button-refund = ↩️ Pul qaytarildi
button-refund-now = ↩️ Ha, qaytarildi
button-payer = 👤 Do‘kon
money-title = 💵 <b>Pul</b>
money-account = • { $account }: { $sum } so‘m
money-none = Hali hisob yo‘q.
money-line = { $place-text }. { $mark } { $invoice } <b>{ $name }</b>: { $sum } so‘m, { $day }
account-revenue = tushum
account-discounts = chegirmalar
account-refunds = qaytarilgan
account-by-hand = qo‘lda
account-receivable = { $provider } bizga qarzi
bill-payer = 👤 <b>{ $name }</b>
bill-erased = o‘chirilgan
bill-sum = 💰 <b>{ $sum } so‘m</b>, { $provider }
bill-posted = • { $at } { $account }: { $sum } ({ $by }, { $reason })
bill-at-provider = ↩️ Pulni { $provider } kabinetida qaytaring: tarif va hisob-kitob o‘zi o‘zgaradi.
bill-ask-reason =
    ↩️ Avval { $sum } so‘mni qaytaring ({ $provider }). Bu yerda belgilansa, shu hisob bergan kunlar olinadi va do‘konga xabar boradi.
    ✍️ Nega qaytarildi? Sababini yozing.
button-return = ⭐ Qaytarish
button-return-now = ⭐ Ha, qaytarilsin
bill-returning = ⏳ Yulduzlar qaytarilmoqda.
bill-return-reason =
    ⭐ Bu hisobning yulduzlari ({ $sum } so‘m, { $provider }) to‘lovchiga qaytadi, kunlari bekor qilinadi.
    ✍️ Nega? Sababini yozing.
account-unclaimed = to‘lovchilarga qarzimiz
act-stars-returned = to‘lovni qaytardi
charge-title = ⚠️ <b>Hisobi yo‘q pul</b>
charge-title-kept = ⚠️ <b>Yulduzlarni qaytarib bo‘lmadi</b>
charge-stranger = do‘kon emas
charge-stars = ⭐ <b>{ $stars-text }</b>
charge-sum = 💰 <b>{ $sum } so‘m</b>
charge-order = 🧾 “{ $invoice }”, { $at }
charge-id = 🔑 <code>{ $id }</code>
charge-trouble = Telegram javobi: { $why }
charge-kept = Shu yerda qaytaring yoki do‘konga kunlarni qo‘lda qo‘shing.
charge-kept-by-card = Provayder kabinetida qaytarib, shu yerda belgilang yoki do‘konga kunlarni qo‘lda qo‘shing.
charge-reason = hisobi yo‘q
charge-on-its-way = Bu pul qaytarilmoqda yoki qaytarilgan.
invoice-not-paid = Bu hisob to‘lanmagan yoki puli qaytarilgan.
winback-title = ✉️ <b>Taklif xatlari</b>: bitta do‘konga ko‘pi bilan { $most-text } ta, har 54 soatda. Oxirgi 30 kunda:
winback-line = • { $outcome }: { $count-text }
winback-sent = yuborildi
winback-unknown = noma’lum
winback-dead = bunday pochta yo‘q
winback-refused = qabul qilinmadi
winback-skipped = endi kerak emas
winback-waiting = kutyapti
winback-ask-cap = ✍️ O‘zgartirish uchun 0 dan { $most-text } gacha son yozing; 0 bo‘lsa, hech kimga xat bormaydi.
winback-cap-wrong = 0 dan { $most-text } gacha son yozing.
audit-kind-invoice = 💵 Pul
act-invoice-refunded = pul qaytarilganini belgiladi
act-winback-capped = xatlar sonini o‘zgartirdi
