# Просмотр переписок партнёров

admin-command-chats = Переписки
chats-title = 💬 <b>Переписки</b>
chats-of = 🏪 <b>{ $name }</b>
chats-day = 📅 { $day }
chats-name = 🔎 <i>{ $name }</i>
chats-line = { $place-text }. <b>{ $shop }</b> · { $channel } { $customer } · { $at } { $who }
chats-further = Среди { $count-text } сообщений больше ничего нет. «Старше» ищет дальше.
chats-hint = Для поиска напишите имя клиента или день (21.11.2026). Каждая открытая переписка записывается, и партнёр это видит.
chats-no-day = Такого дня нет. Напишите так: 21.11.2026
chats-file =
    📥 Переписок: { $talks-text }, сообщений: { $messages-text }. В файле не больше { $most-text } сообщений.
    Это записано, и партнёр это видит.
button-chats-today = 📅 Сегодня
button-chats-yesterday = 📅 Вчера
button-chats-of = 🏪 Один партнёр
button-chats-everybody = 👥 Все партнёры
button-chats-all = ✖️ Без фильтра
chat-human = 🧑‍💼 Отвечает человек, ИИ молчит до { $until }
chat-empty = Здесь ещё ничего не писали.
chat-closed-again = Вы открыли эту переписку час назад. Откройте её из списка ещё раз.
audit-kind-conversation = 💬 Переписки
act-conversation-seen = переписка прочитана
act-conversation-exported = переписки взяты файлом

# Партнёр видит, кто смотрел

button-looks = 👁 Кто смотрел
looks-title =
    👁 <b>Кто смотрел ваши переписки</b>
    Наша команда смотрит, только чтобы помочь вам или найти ошибку, и каждый просмотр записан здесь.
looks-none = Никто не смотрел.
look-line = • { $at } <b>{ $who }</b>:
look-seen = переписка с клиентом <b>{ $customer }</b>
look-exported = переписки файлом: { $talks }, сообщений: { $messages }
look-viewed = ваш бот, каким вы его видите, без изменений. Причина: { $reason }

# Бот глазами партнёра

button-view-as = 👁 Глазами партнёра
button-view-end = ✖️ Закончить
view-ask =
    👁 <b>{ $name }</b>
    15 минут вы видите бот так, как видит партнёр, и ничего не можете изменить. Партнёру сразу сообщат.
    ✍️ Зачем? Выберите или напишите причину, партнёр её прочтёт.
view-reason-asked = Партнёр попросил
view-reason-fault = Поиск ошибки
view-reason-setup = Помощь с настройкой
view-banner = 👁 <b>{ $name }</b>, только просмотр до { $until }
view-only-looking = В этом режиме ничего нельзя изменить или отправить.
view-over = 15 минут прошли.
view-gone = Партнёр ушёл, смотреть нечего.
act-partner-viewed = просмотр бота глазами партнёра
view-began =
    👁 <b>{ $who }</b> из команды SellerCloudX видит ваш бот так, как видите вы, до { $until }. Изменить так ничего нельзя.
    Причина: { $reason }
    Все просмотры: /settings, «Кто смотрел».
