# Помощь и отзывы

command-support = Написать в поддержку
command-feedback = Отзывы и предложения
button-ask-team = 🛟 Поддержка
button-feedback = 💡 Оставить отзыв
team-support =
    🛟 <b>Поддержка</b>
    Напишите вопрос или что не работает. Можно прислать скриншот или файл. Команда ответит прямо здесь.
    Другой способ связаться: { $support }
team-feedback =
    💡 <b>Отзывы и предложения</b>
    Что понравилось, чего не хватает? Пишите: мы читаем каждое сообщение.
    Другой способ связаться: { $support }
team-open = 📨 Открытое обращение: <b>№ { $number }</b>
team-taken = ✅ Принято: № { $number }. Ответим прямо здесь.
team-file-taken = 📎 Файл получен, передаю его команде.
team-answer = 🛟 <b>Ответ на обращение № { $number }</b> ({ $name })
team-closed = 🔒 Обращение № { $number } закрыто. Если остались вопросы, напишите: /support
team-thanks = Спасибо! Обращение закрыто.
button-team-again = ✍️ Написать ещё
button-team-solved = ✅ Вопрос решён
ticket-many-wait = Мы получили ваши сообщения и скоро ответим. Пожалуйста, дождитесь ответа.
ticket-closed-already = Это обращение уже закрыто.
ticket-text-only = Пришлите текст, фото или файл.
ticket-file-too-big = Можно прислать файл до 20 МБ. Отправьте файл поменьше.
ticket-file-lost = Не получилось взять файл из Telegram. Отправьте его ещё раз.

# Бот администраторов

admin-command-tickets = Обращения
desk-tickets = 🛟 Обращения без ответа: <b>{ $count-text }</b>
button-tickets = 🛟 Обращения
tickets-title = 🛟 <b>Обращения</b>
tickets-none = Таких обращений нет.
tickets-line = • № { $number } { $sort }: { $name }, { $at }
button-tickets-waiting = Ждут
button-tickets-answered = С ответом
button-tickets-closed = Закрыты
ticket-support = 🛟 поддержка
ticket-feedback = 💡 отзыв
ticket-card = <b>№ { $number }</b> { $sort }, <b>{ $name }</b>
ticket-answered-by = ✅ Ответ от <b>{ $name }</b>, { $at }:
ticket-is-closed = 🔒 Обращение закрыто.
ticket-closed = Обращение закрыто.
ticket-type-answer = ✍️ То, что вы напишете, получит партнёр. Можно прислать фото или файл.
ticket-answer-sent = ✅ Ответ отправлен.
ticket-file-coming = 📎 Передаю файл партнёру.
button-ticket-close = 🔒 Закрыть
button-ticket-whole = 📜 Переписка
audit-kind-ticket = 🛟 Обращения
act-ticket-answered = ответ на обращение
act-ticket-closed = обращение закрыто
