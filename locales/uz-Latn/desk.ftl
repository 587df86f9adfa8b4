# Suhbatlar

button-talks = 💬 Suhbatlar
button-csv = 📥 CSV faylini olish
button-talk-write = ✍️ Yozish
command-chats = Suhbatlar
talks-title = 💬 <b>Mijozlar bilan suhbatlar</b>
talks-search = 🔎 <i>{ $search }</i> (hammasini ko‘rish uchun «-» yuboring)
talks-none = Bunday suhbat topilmadi.
talks-hint = Izlash uchun mijoz ismini yoki kunni (21.11.2026) yozing.
talk-title = 💬 <b>{ $customer }</b> · { $channel }
talk-ai = 🤖 AI javob beryapti
talk-human = 👤 Siz javob beryapsiz, AI { $until } gacha jim turadi
talk-window = ⏳ Yana { $hours-text } soat bemalol yozishingiz mumkin
talk-window-over = ⌛ Mijoz ko‘pdan beri yozmagan, kanal erkin yozishga ruxsat bermaydi
write-ask =
    ✍️ <b>{ $customer }</b> uchun xabaringizni yozing.
    Yarim soat AI aralashmaydi.
button-why = 🔍 Nega shunday?
topic-hint = Shu yerga yozganingiz mijozga boradi.
topic-text-only = Mijozga matn, rasm yoki fayl yubora olaman.
why-answer =
    🔍 <b>AI javobi</b>
    { $answer }
why-passages = <b>Fayldagi mana shu joylarga asoslangan:</b>
why-nothing = Bu javob asoslangan joylar endi saqlanmaydi.
why-passage = <blockquote>{ $text }</blockquote>
why-heading = <b>{ $heading }</b>
why-page = { $page-text }-bet
why-built-in = Javob fayldan so‘zma-so‘z olingan, AI modeli ishlatilmagan.
why-model = Javob bergan: { $model }
csv-coming = 📥 Fayl tayyorlanyapti.
csv-file-name = { "suhbatlar.csv" }
csv-at = Vaqti
csv-channel = Kanal
csv-customer = Mijoz
csv-author = Kim yozgan
csv-text = Matn
csv-delivery = Holati
csv-author-customer = mijoz
csv-author-ai = AI
csv-author-partner = do‘kon
csv-author-product = bot

# Statistika

button-stats = 📊 Statistika
button-stats-more = 📊 Batafsil
button-chart = 🖼 Soatlar grafigi
button-pin = 📌 Qadab qo‘yish
command-stats = Statistika
stats-title = 📊 <b>Do‘kon statistikasi</b>
stats-none = Oxirgi 7 kunda mijozlar yozmagan.
stats-today = <b>Bugun</b>
stats-week = <b>7 kun</b>
stats-counts =
    💬 Mijozlar yozdi: { $asked-text }
    🤖 AI javob berdi: { $answered-text }
    ❓ Javob topilmadi: { $unanswered-text }
    👤 Operator so‘raldi: { $handed-text }
    🧑‍💼 Siz yozdingiz: { $people-text }
    💵 AI xarajati: { $cost }
stats-ratings = 👍 { $good } · 👎 { $bad }
stats-channels = 📡 Kanallar: { $list }
stats-languages = 🌐 Tillar: { $list }
stats-busiest = ⏰ Eng gavjum soat: { $hours }
stats-unanswered = ❓ <b>Eng ko‘p javobsiz qolgan savollar</b>
stats-question = • { $question } ({ $count-text })
stats-pinned = 📌 Qadab qo‘yildi. Raqamlar har soatda yangilanadi.
chart-caption = ⏰ Mijozlar qaysi soatlarda yozadi (7 kun)
digest-title = 🗓 <b>Haftalik hisobot</b>

# Mijozga fayl va shablon

file-for-customer = 📎 Faylni mijozga yuboryapman.
file-for-customer-too-big = Mijozga 20 MB gacha fayl yuborish mumkin. Kichikroq fayl yuboring.
file-for-customer-lost = Faylni Telegramdan ololmadim, mijozga yuborilmadi. Uni qayta yuboring.
button-templates = 📄 Shablon yuborish
button-templates-renew = 🔄 Yangilash
button-template-send = ✅ Mijozga yuborish
templates-choose =
    📄 <b>Qaysi shablonni yuboramiz?</b>
    Mijoz 24 soatdan beri yozmagan: WhatsApp endi faqat tasdiqlangan shablonga ruxsat beradi. Har biri Meta narxida to‘lanadi.
templates-none =
    📄 Tasdiqlangan shablon topilmadi.
    Uni { "WhatsApp Manager" }’da yarating (faqat matnli), Meta tasdiqlagach, “Yangilash” tugmasini bosing.
templates-one =
    <b>{ $number }.</b> { $name } · { $language }
    <i>{ $text }</i>
templates-renewed = 🔄 Meta’dan so‘rayapman, birozdan so‘ng qayta oching.
template-shown =
    📄 Mijoz shuni oladi:
    <i>{ $text }</i>
template-fill = ✍️ Bo‘sh joylarga yoziladigan { $count-text } ta qiymatni yuboring, har birini alohida qatorga.
template-values-wrong = { $count-text } ta qiymat kerak, har biri alohida qatorda va 200 belgigacha.
template-opted-out = Bu mijoz xabar yubormaslikni so‘ragan. U o‘zi yozsa, javob bera olasiz.
