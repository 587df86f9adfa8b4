# Бот администраторов: задачи, состояние, тревоги

admin-command-jobs = Очередь задач
admin-command-health = Состояние системы
button-jobs = ⚙️ Задачи
button-health = 🩺 Состояние
button-refresh = 🔄 Обновить
lane-chat = Ответы
lane-send = Отправка
lane-publish = Публикация
lane-media = Файлы
lane-house = Внутренние
jobs-title = ⚙️ <b>Очередь задач</b>
jobs-of = ⚙️ <b>{ $name }</b>: задачи в очереди
jobs-none = Таких задач нет.
jobs-lane = • { $lane }: ▶️ { $running-text }, ⏳ { $waiting-text }, ⛔ { $dead-text }
jobs-rests = (⏸ с { $since })
jobs-partner-rests = ⏸ { $name }: приостановлено с { $since }
jobs-line = { $place }. { $kind }: { $state }, { $attempts }, { $at }
button-jobs-running = ▶️ Идут
button-jobs-waiting = ⏳ Ждут
button-jobs-dead = ⛔ Сбои
job-title =
    ⚙️ <b>{ $kind }</b> ({ $lane })
    Состояние: { $state }, попытки: { $attempts }
    Время: { $at }
job-state-running = выполняется
job-state-ready = в очереди
job-state-blocked = ждёт предыдущую
job-state-later = ждёт своего времени
job-state-dead = не вышла
button-job-retry = 🔁 Повторить
button-job-retry-all = 🔁 Повторить все
button-job-cancel = 🗑 Отменить
button-partner-rest = ⏸ Приостановить
button-partner-go-on = ▶️ Продолжить
button-rest-now = ⏸ Да, приостановить
job-retried = Снова в очереди.
job-cancelled = Задача отменена.
job-gone = Этой задачи в очереди нет: выполнена или отменена.
job-runs = Эта задача сейчас выполняется. Попробуйте чуть позже.
job-has-twin = Такая задача уже стоит в очереди.
rest-lane-means =
    ⏸ Приостановить: <b>{ $lane }</b>?
    В очереди: { $waiting-text }. Новые задачи будут копиться и не выполнятся, пока вы не продолжите. Этот бот продолжит работать.
rest-partner-means =
    ⏸ Приостановить задачи магазина <b>{ $name }</b>?
    В очереди: { $waiting-text }. Новые сообщения клиентов будут копиться и останутся без ответа, пока вы не продолжите.
work-rests-now = Приостановлено.
work-rests-already = Уже приостановлено.
work-goes-on = Это не приостановлено.
work-goes-on-now = Работа продолжается.
alert-dead-jobs = ⛔ <b>{ $subject }</b>: не выполнено задач { $times-text }, с { $since }
alert-stalled = 🐌 <b>{ $subject }</b>: очередь не движется, с { $since }
alert-behind = ⏳ <b>{ $subject }</b>: опаздывают, { $times-text }, с { $since }
alert-webhooks = 📡 <b>{ $subject }</b> не может доставить события: ботов { $times-text }, с { $since }
alert-provider = 🔌 <b>{ $subject }</b> не отвечает: запросов { $times-text }, с { $since }
alert-detail = <code>{ $detail }</code>
alert-settled = ✅ Исправлено, { $at }
alert-muted = 🔕 Тихо до { $until }
alert-muted-now = Час не напоминаю.
alert-settled-already = Это уже исправлено.
button-alert-mute = 🔕 Тихо 1 час
button-alert-unmute = 🔔 Напоминать
button-alert-open = 🔎 Открыть
health-title = 🩺 <b>Состояние системы</b>
health-database = 🗄 База: { $name }
health-inbox = 📥 Входящие:
health-outbox = 📤 Исходящие:
health-queue = { $waiting-text }, самое старое { $seconds-text } с
health-jobs = ⚙️ Задачи: ▶️ { $running-text }, ⛔ { $dead-text }
health-bots = 🤖 Боты: ✅ { $ok-text }, ⚠️ { $broken-text }. WhatsApp, Instagram: ✅ { $meta-ok-text }, ⚠️ { $meta-broken-text }
health-models = 🧠 ИИ: { $names }
health-answers = 💬 Ответы за последний час: { $counts }
health-payments = 💳 Оплата: { $names }
health-mail = 📧 Почта: { $state }
health-platform = 📱 Наше приложение Meta: { $state }
health-mail-on = работает
health-mail-rests = остановлена до { $until }
health-built-in = без модели
health-none = не подключено
health-failed-keys = 🔑 Неработающие ИИ-ключи партнёров: { $count-text }
health-ending = 🔑 { $place }. { $name }: токен { $messenger } до { $at }
health-no-endings = 🔑 Токенов, которые кончаются за неделю, нет.
health-no-alerts = ✅ Проблем нет.
audit-kind-job = ⚙️ Задачи
audit-kind-work = ⏸ Паузы
act-job-retried = задача повторена
act-job-cancelled = задача отменена
act-work-paused = работа приостановлена
act-work-resumed = работа продолжена
act-alert-muted = тревога заглушена
act-alert-unmuted = тревога включена
