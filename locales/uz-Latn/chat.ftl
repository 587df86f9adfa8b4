# Mijoz yozdi, sotuvchi javob beradi

ask-unanswered =
    ❓ <b>{ $customer }</b> so‘radi, faylda javob topolmadim:
    { $text }
ask-operator =
    👤 <b>{ $customer }</b> siz bilan gaplashmoqchi.
    { $text }
ask-human =
    ✉️ <b>{ $customer }</b> yozdi:
    { $text }
ask-paused =
    ⏸ <b>{ $customer }</b> yozdi, AI to‘xtatilgani uchun javob bermadi:
    { $text }
ask-closed =
    🔒 <b>{ $customer }</b> yozdi, xizmat to‘xtagani uchun AI javob bermadi:
    { $text }
ask-late =
    ⌛ <b>{ $customer }</b> ancha oldin yozgan, xabari endi yetib keldi:
    { $text }
ask-media =
    🎧 <b>{ $customer }</b> yuborgan xabarni AI tushunmadi, yozib yuborishini so‘radi: { $text }
ask-disliked =
    👎 <b>{ $customer }</b> javobni yoqtirmadi. Savoli:
    { $text }
ask-answered = ✅ Javobingiz: { $answer }
reply-ask =
    ✍️ <b>{ $customer }</b> yozgan:
    <i>{ $text }</i>
    Javobingizni yozing, unga yetkazaman.
reply-sent = ✅ Javobingiz mijozga yuborildi.
reply-wrong = Javob bo‘sh yoki juda uzun. 3500 belgigacha matn yozing.
reply-again = Bu savolga javob bergansiz. Mijoz yana yozsa, sizga yangi xabar keladi.
button-talk-pause = ⏸ AI jim tursin
button-talk-resume = ▶️ AI davom etsin
button-talk-ai = 🤖 Bunga AI javob bersin
talk-paused = ⏸ Bu mijozga AI yarim soat yozmaydi. Savollari sizga keladi.
talk-resumed = ▶️ Bu mijozga yana AI javob beradi.
talk-ai-asked = 🤖 AI javob tayyorlayapti.
answer-now-none = 🤖 AI ham bunga fayldan javob topolmadi. Mijozga o‘zingiz yozing.
window-closed = Mijoz 7 kundan beri yozmagan. Instagram bunday mijozga xabar yuborishga ruxsat bermaydi. U qayta yozsa, javob bera olasiz.
window-closed-business = Mijoz 24 soatdan beri yozmagan. Telegram botga unga akkauntingiz nomidan yozishga ruxsat bermaydi. Telegramda o‘zingiz yozing.
window-closed-whatsapp = Mijoz 24 soatdan beri yozmagan, WhatsApp oddiy xabarga ruxsat bermaydi. Suhbatni /chats dan ochib, “Shablon yuborish”ni bosing yoki u qayta yozishini kuting.

# Faylni sinab ko‘rish

trial-ask =
    🧪 <b>{ $file }</b>
    Mijoz bo‘lib savol yozing, shu fayldan javob beraman.
    Masalan: <i>Yetkazib berish qancha turadi?</i>
trial-answer =
    🧪 <b>Mijoz shunday javob oladi:</b>
    { $answer }
trial-no-answer =
    🧪 <b>Faylda bunga javob yo‘q.</b>
    Mijoz shuni so‘rasa, savolini sizga yuboraman.

# Ish to‘xtashi va davomi

ai-paused = ⏸ AI to‘xtatildi. Mijozlarning savollari sizga keladi.
ai-resumed = ▶️ AI yoqildi. Savollarga yana o‘zi javob beradi.

# Mijozga aytiladigan so‘zlar

customer-greeting = 👋 Assalomu alaykum, xush kelibsiz! Sizga <b>{ $shop }</b> yordamchi boti javob beradi.
customer-greeting-hint = Savolingizni yozing. Tilni pastdagi tugmalardan tanlang.
customer-choose-language = 🌐 Qaysi tilda yozishamiz?
customer-language-set = ✅ Yaxshi, endi o‘zbekcha javob beraman.
customer-switched = 🌐 Siz yozgan tilga o‘tdim. Boshqa til kerak bo‘lsa, /lang ni bosing.
customer-help =
    Men do‘konning yordamchi botiman. Narxlar, mahsulotlar, yetkazib berish haqida so‘rang.
    Odam bilan gaplashmoqchi bo‘lsangiz, pastdagi tugmani bosing. Tilni almashtirish: /lang
customer-operator-button = 👤 Operator
customer-heard = 🎤 «{ $text }»
customer-text-only = Hozircha faqat yozma xabarlarni tushunaman. Savolingizni yozib yuboring yoki operatorni chaqiring.
customer-smile = 😊 Savolingiz bo‘lsa, bemalol yozing.
customer-hello = 👋 Assalomu alaykum! Savolingizni yozing, javob beraman.
customer-welcome = 😊 Doim xizmatingizdamiz. Yana savolingiz bo‘lsa, yozing.
customer-passed-on = ✅ Qabul qildim va do‘konga yetkazdim.
customer-in-group = Savolingizni shu xabarga javob qilib yozing yoki menga shaxsiy xabar yuboring.
customer-opted-out = ✅ Tushundim, endi sizga birinchi bo‘lib yozmaymiz. Yangiliklar yana kerak bo‘lsa, { "START" } deb yozing. Savolingiz bo‘lsa, bemalol yozing.
customer-opted-in = ✅ Yaxshi, endi sizga yana yangiliklar keladi. Kerak bo‘lmasa, { "STOP" } deb yozing.
customer-late = Kechirasiz, xabaringizni kech oldim. Uni do‘konga yetkazdim. Savolingiz hali dolzarb bo‘lsa, qayta yozing.
customer-handover = 👤 Xabaringizni do‘kon xodimiga yetkazdim. U sizga shu yerda javob yozadi.
customer-closed-now = Do‘kon hozir yopiq. Ish vaqti boshlanganda javob yozishadi.
customer-hours = 🕘 Ish vaqti: { $hours }
customer-soon = Do‘kon tez orada javob beradi. Xabaringiz saqlab qo‘yildi.
customer-flood = Xabarlaringiz juda ko‘p, hammasiga javob berib ulgurmayapman. Ular saqlandi. Bir daqiqadan keyin savolingizni bitta xabarda yozing.
customer-no-answer = Kechirasiz, bunga aniq javobim yo‘q. Savolingizni do‘konga yubordim, javobi shu yerga keladi.
customer-comment-public = Directga yozdik 📩
customer-comment-hello = 👋 Assalomu alaykum! Izohingizni ko‘rdik. Savolingizni shu yerga yozing, darhol javob beramiz.
customer-command-start = Boshlash
customer-command-lang = Tilni almashtirish
customer-command-operator = Operatorni chaqirish
customer-command-help = Yordam
customer-command-settings = Sozlamalar
customer-description =
    Do‘konning yordamchi boti: narxlar, mahsulotlar va yetkazib berish haqidagi savollarga darhol javob beradi.

    Javob topolmasa, savolingizni do‘kon xodimiga yetkazadi. Boshlash uchun pastdagi tugmani bosing.
customer-short-description = Do‘konning yordamchi boti: narxlar va mahsulotlar haqida so‘rang.
customer-choose = Tanlang
