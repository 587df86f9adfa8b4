# Suhbatlar

button-talks = 💬 Суҳбатлар
button-csv = 📥 CSV файлини олиш
button-talk-write = ✍️ Ёзиш
command-chats = Суҳбатлар
talks-title = 💬 <b>Мижозлар билан суҳбатлар</b>
talks-search = 🔎 <i>{ $search }</i> (ҳаммасини кўриш учун «-» юборинг)
talks-none = Бундай суҳбат топилмади.
talks-hint = Излаш учун мижоз исмини ёки кунни (21.11.2026) ёзинг.
talk-title = 💬 <b>{ $customer }</b> · { $channel }
talk-ai = 🤖 AI жавоб беряпти
talk-human = 👤 Сиз жавоб беряпсиз, AI { $until } гача жим туради
talk-window = ⏳ Яна { $hours-text } соат бемалол ёзишингиз мумкин
talk-window-over = ⌛ Мижоз кўпдан бери ёзмаган, канал эркин ёзишга рухсат бермайди
write-ask =
    ✍️ <b>{ $customer }</b> учун хабарингизни ёзинг.
    Ярим соат AI аралашмайди.
button-why = 🔍 Нега шундай?
topic-hint = Шу ерга ёзганингиз мижозга боради.
topic-text-only = Мижозга матн, расм ёки файл юбора оламан.
why-answer =
    🔍 <b>AI жавоби</b>
    { $answer }
why-passages = <b>Файлдаги мана шу жойларга асосланган:</b>
why-nothing = Бу жавоб асосланган жойлар энди сақланмайди.
why-passage = <blockquote>{ $text }</blockquote>
why-heading = <b>{ $heading }</b>
why-page = { $page-text }-бет
why-built-in = Жавоб файлдан сўзма-сўз олинган, AI модели ишлатилмаган.
why-model = Жавоб берган: { $model }
csv-coming = 📥 Файл тайёрланяпти.
csv-file-name = { "suhbatlar.csv" }
csv-at = Вақти
csv-channel = Канал
csv-customer = Мижоз
csv-author = Ким ёзган
csv-text = Матн
csv-delivery = Ҳолати
csv-author-customer = мижоз
csv-author-ai = AI
csv-author-partner = дўкон
csv-author-product = бот

# Statistika

button-stats = 📊 Статистика
button-stats-more = 📊 Батафсил
button-chart = 🖼 Соатлар графиги
button-pin = 📌 Қадаб қўйиш
command-stats = Статистика
stats-title = 📊 <b>Дўкон статистикаси</b>
stats-none = Охирги 7 кунда мижозлар ёзмаган.
stats-today = <b>Бугун</b>
stats-week = <b>7 кун</b>
stats-counts =
    💬 Мижозлар ёзди: { $asked-text }
    🤖 AI жавоб берди: { $answered-text }
    ❓ Жавоб топилмади: { $unanswered-text }
    👤 Оператор сўралди: { $handed-text }
    🧑‍💼 Сиз ёздингиз: { $people-text }
    💵 AI харажати: { $cost }
stats-ratings = 👍 { $good } · 👎 { $bad }
stats-channels = 📡 Каналлар: { $list }
stats-languages = 🌐 Тиллар: { $list }
stats-busiest = ⏰ Энг гавжум соат: { $hours }
stats-unanswered = ❓ <b>Энг кўп жавобсиз қолган саволлар</b>
stats-question = • { $question } ({ $count-text })
stats-pinned = 📌 Қадаб қўйилди. Рақамлар ҳар соатда янгиланади.
chart-caption = ⏰ Мижозлар қайси соатларда ёзади (7 кун)
digest-title = 🗓 <b>Ҳафталик ҳисобот</b>

# Mijozga fayl va shablon

file-for-customer = 📎 Файлни мижозга юборяпман.
file-for-customer-too-big = Мижозга 20 MB гача файл юбориш мумкин. Кичикроқ файл юборинг.
file-for-customer-lost = Файлни Telegramдан ололмадим, мижозга юборилмади. Уни қайта юборинг.
button-templates = 📄 Шаблон юбориш
button-templates-renew = 🔄 Янгилаш
button-template-send = ✅ Мижозга юбориш
templates-choose =
    📄 <b>Қайси шаблонни юборамиз?</b>
    Мижоз 24 соатдан бери ёзмаган: WhatsApp энди фақат тасдиқланган шаблонга рухсат беради. Ҳар бири Meta нархида тўланади.
templates-none =
    📄 Тасдиқланган шаблон топилмади.
    Уни { "WhatsApp Manager" }’да яратинг (фақат матнли), Meta тасдиқлагач, “Янгилаш” тугмасини босинг.
templates-one =
    <b>{ $number }.</b> { $name } · { $language }
    <i>{ $text }</i>
templates-renewed = 🔄 Meta’дан сўраяпман, бироздан сўнг қайта очинг.
template-shown =
    📄 Мижоз шуни олади:
    <i>{ $text }</i>
template-fill = ✍️ Бўш жойларга ёзиладиган { $count-text } та қийматни юборинг, ҳар бирини алоҳида қаторга.
template-values-wrong = { $count-text } та қиймат керак, ҳар бири алоҳида қаторда ва 200 белгигача.
template-opted-out = Бу мижоз хабар юбормасликни сўраган. У ўзи ёзса, жавоб бера оласиз.
