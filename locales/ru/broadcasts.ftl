# Рассылки

admin-command-broadcast = Рассылка
topic-news = Новости
button-broadcasts = 📣 Рассылки
button-new-broadcast = ➕ Новая рассылка
broadcasts-title = 📣 <b>Рассылки</b>
broadcasts-none = Пока ничего не отправлено.
broadcasts-line = { $place-text }. { $state }, { $at }: { $text }
broadcast-ask =
    📣 <b>Новая рассылка</b>

    Напишите сообщение здесь или перешлите из другого чата: текст, фото, видео, файл, аудио, голосовое, стикер. Оно придёт точно таким, какое есть.
broadcast-kind-wrong = Такое сообщение нельзя разослать. Отправьте текст, фото, видео, файл, аудио, голосовое или стикер.
broadcast-album = Альбом разослать нельзя. Выберите одно фото или видео.
broadcast-file-too-big = Файл слишком большой. Не больше 20 МБ.
broadcast-caption-long = Подпись под файлом слишком длинная. Не больше 1024 знаков.
broadcast-whom = 📣 <b>Кому отправим?</b>
broadcast-partners = Партнёры
broadcast-customers = Их клиенты
broadcast-reach =
    👥 { $count ->
        [one] <b>{ $count-text }</b> человек
        [few] <b>{ $count-text }</b> человека
       *[other] <b>{ $count-text }</b> человек
    }. Заблокировали бота: { $lost-text }. Без новостей: { $muted-text }. ⏱ Примерно { $seconds-text } с.
broadcast-reach-customers =
    👥 { $count ->
        [one] <b>{ $count-text }</b> клиент
        [few] <b>{ $count-text }</b> клиента
       *[other] <b>{ $count-text }</b> клиентов
    }. Без новостей: { $muted-text }. Срок для ответа истёк: { $late-text }. ⏱ Примерно { $seconds-text } с.
broadcast-kind-not-there = { $place } не принимает такие файлы: клиенты там не посчитаны и ничего не получат.
broadcast-too-big-there = { $place } принимает такие файлы до { $limit }: клиенты там не посчитаны и ничего не получат.
broadcast-no-address = { $place } забирает файлы с сервера, а у него нет публичного адреса (WEBHOOK_BASE_URL): клиенты там не посчитаны и ничего не получат.
button-broadcast-show = 👁 Отправить мне
button-broadcast-next = Дальше ▶️
button-broadcast-change = ✏️ Кому?
button-broadcast-send = 🔴 Да, отправить
button-broadcast-night = 🔴 Да, отправить сейчас
broadcast-sure = 📣 { $whom }. Получателей: <b>{ $count-text }</b>. Отправить?
broadcast-sure-typed = 📣 { $whom }. Получателей: <b>{ $count-text }</b>. Чтобы подтвердить, напишите это число: <code>{ $count-text }</code>
broadcast-number-wrong = Число не совпало. Нужно: { $count-text }
broadcast-night = 🌙 В Ташкенте сейчас поздно, сообщение может разбудить. Всё равно отправить?
broadcast-count-changed = Число получателей изменилось. Проверьте ещё раз.
broadcast-nobody = Таких получателей нет.
broadcast-busy = Другая рассылка ещё идёт. Дождитесь конца или остановите её.
broadcast-moved = Другой админ успел раньше. Рассылка уже изменилась.
broadcast-title = 📣 <b>Рассылка</b>: { $state }
broadcast-words = «{ $text }»
broadcast-gathering = составляется список
broadcast-running = идёт
broadcast-paused = на паузе
broadcast-done = завершена
broadcast-cancelled = отменена
broadcast-to = 👥 { $whom }. { $who }, { $at }
broadcast-counts =
    ✅ Дошло: <b>{ $sent-text }</b> / { $all-text }
    🚫 Заблокировали: { $blocked-text }
    ⌛ Срок истёк: { $late-text }
    ❌ Не дошло: { $failed-text }
    ❓ Неизвестно: { $unknown-text }
    ⏳ Осталось: { $left-text }
broadcast-held = ✋ { $who }
broadcast-ended = 🏁 { $at }
broadcast-end-sure = Сообщение не получат: { $count-text }. Завершить?
button-broadcast-pause = ⏸ Пауза
button-broadcast-go-on = ▶️ Продолжить
button-broadcast-end = ⏹ Завершить
button-broadcast-end-now = 🔴 Да, завершить
audit-kind-broadcast = 📣 Рассылка
act-broadcast-started = начал рассылку
act-broadcast-paused = приостановил рассылку
act-broadcast-resumed = продолжил рассылку
act-broadcast-cancelled = отменил рассылку

# Согласие партнёра

button-consent = 📣 Новости клиентам
consent-title = 📣 <b>Новости вашим клиентам</b>

    Если вы согласны, SellerCloudX иногда пишет новости тем клиентам, которые писали вам, через ваши бот и каналы. Сообщение видно в переписке. Отказаться можно в любой момент.
consent-given = ✅ Вы согласны.
consent-none = Сейчас вашим клиентам никто не пишет.
button-consent-give = ✅ Согласен
button-consent-take = ✖️ Не согласен
