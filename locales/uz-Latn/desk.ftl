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
topic-text-only = Hozircha mijozga faqat matn yetkaza olaman.
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
csv-file-name = suhbatlar.csv
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
