# Переписки

button-talks = 💬 Переписки
button-csv = 📥 Скачать CSV
button-talk-write = ✍️ Написать
command-chats = Переписки
talks-title = 💬 <b>Переписки с клиентами</b>
talks-search = 🔎 <i>{ $search }</i> (чтобы увидеть все, отправьте «-»)
talks-none = Такой переписки нет.
talks-hint = Для поиска напишите имя клиента или день (21.11.2026).
talk-title = 💬 <b>{ $customer }</b> · { $channel }
talk-ai = 🤖 Отвечает ИИ
talk-human = 👤 Отвечаете вы, ИИ молчит до { $until }
talk-window =
    { $hours ->
        [one] ⏳ Ещё { $hours-text } час можно писать свободно
        [few] ⏳ Ещё { $hours-text } часа можно писать свободно
       *[other] ⏳ Ещё { $hours-text } часов можно писать свободно
    }
talk-window-over = ⌛ Клиент давно не писал, канал не разрешает писать свободно
write-ask =
    ✍️ Напишите сообщение для <b>{ $customer }</b>.
    Полчаса ИИ не будет вмешиваться.
button-why = 🔍 Почему так?
topic-hint = Всё, что вы напишете здесь, уйдёт клиенту.
topic-text-only = Клиенту я могу передать текст, фото или файл.
why-answer =
    🔍 <b>Ответ ИИ</b>
    { $answer }
why-passages = <b>Он основан на этих местах файла:</b>
why-nothing = Места, на которых основан ответ, больше не хранятся.
why-passage = <blockquote>{ $text }</blockquote>
why-heading = <b>{ $heading }</b>
why-page = стр. { $page-text }
why-built-in = Ответ взят из файла дословно, без модели ИИ.
why-model = Отвечала модель: { $model }
csv-coming = 📥 Файл готовится.
csv-file-name = perepiski.csv
csv-at = Время
csv-channel = Канал
csv-customer = Клиент
csv-author = Кто написал
csv-text = Текст
csv-delivery = Состояние
csv-author-customer = клиент
csv-author-ai = ИИ
csv-author-partner = магазин
csv-author-product = бот

# Статистика

button-stats = 📊 Статистика
button-stats-more = 📊 Подробнее
button-chart = 🖼 График по часам
button-pin = 📌 Закрепить
command-stats = Статистика
stats-title = 📊 <b>Статистика магазина</b>
stats-none = За последние 7 дней клиенты не писали.
stats-today = <b>Сегодня</b>
stats-week = <b>7 дней</b>
stats-counts =
    💬 Клиенты написали: { $asked-text }
    🤖 ИИ ответил: { $answered-text }
    ❓ Ответ не найден: { $unanswered-text }
    👤 Позвали оператора: { $handed-text }
    🧑‍💼 Вы написали: { $people-text }
    💵 Расход на ИИ: { $cost }
stats-ratings = 👍 { $good } · 👎 { $bad }
stats-channels = 📡 Каналы: { $list }
stats-languages = 🌐 Языки: { $list }
stats-busiest = ⏰ Самый оживлённый час: { $hours }
stats-unanswered = ❓ <b>Чаще всего без ответа</b>
stats-question = • { $question } ({ $count-text })
stats-pinned = 📌 Закреплено. Цифры обновляются каждый час.
chart-caption = ⏰ В какие часы пишут клиенты (7 дней)
digest-title = 🗓 <b>Отчёт за неделю</b>

# Файлы и шаблоны клиенту

file-for-customer = 📎 Отправляю файл клиенту.
file-for-customer-too-big = Клиенту можно отправить файл до 20 МБ. Отправьте файл поменьше.
file-for-customer-lost = Не получилось взять файл из Telegram, клиенту он не отправлен. Отправьте его ещё раз.
button-templates = 📄 Отправить шаблон
button-templates-renew = 🔄 Обновить
button-template-send = ✅ Отправить клиенту
templates-choose =
    📄 <b>Какой шаблон отправить?</b>
    Клиент не писал больше 24 часов: WhatsApp разрешает теперь только одобренный шаблон. Каждый оплачивается по цене Meta.
templates-none =
    📄 Одобренных шаблонов нет.
    Создайте шаблон из одного текста в WhatsApp Manager и, когда Meta его одобрит, нажмите «Обновить».
templates-one =
    <b>{ $number }.</b> { $name } · { $language }
    <i>{ $text }</i>
templates-renewed = 🔄 Спрашиваю у Meta, откройте список чуть позже.
template-shown =
    📄 Клиент получит:
    <i>{ $text }</i>
template-fill = ✍️ Напишите значения для пустых мест ({ $count-text }), каждое с новой строки.
template-values-wrong = Нужно значений: { $count-text }, каждое с новой строки и не длиннее 200 знаков.
template-opted-out = Этот клиент попросил не писать ему. Если он напишет сам, вы сможете ответить.
