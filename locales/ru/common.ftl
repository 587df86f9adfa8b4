# Главный экран

home-title = 🏪 <b>{ $name }</b>
home-trial-days =
    🎁 Пробный период: ещё { $days-text } { $days ->
        [one] день
        [few] дня
        [many] дней
       *[other] дня
    } (до { $until })
home-trial-hours =
    🎁 Пробный период: ещё { $hours-text } { $hours ->
        [one] час
        [few] часа
        [many] часов
       *[other] часа
    } (до { $until })
home-expired = 🔒 Доступ закончился { $since }. Чтобы продолжить, нажмите «Тариф».
home-banned = 🔒 Ваш аккаунт приостановлен. Чтобы узнать причину, напишите нам: /help
home-file = 📄 Файл: <b>{ $file }</b>
home-no-file = 📄 Файл ещё не загружен
home-bot = { $dot } Бот: <b>{ $bot }</b>
home-account = { $dot } { $messenger }: <b>{ $handle }</b>
home-no-bot = 🤖 Бот ещё не подключён
home-ai-on = 🧠 ИИ: включён
home-ai-paused = 🧠 ИИ: на паузе
home-questions =
    ❓ { $count ->
        [one] Ждёт вашего ответа: <b>{ $count-text }</b> вопрос
        [few] Ждут вашего ответа: <b>{ $count-text }</b> вопроса
        [many] Ждут вашего ответа: <b>{ $count-text }</b> вопросов
       *[other] Ждут вашего ответа: <b>{ $count-text }</b> вопроса
    }
help =
    ℹ️ <b>Что делает бот?</b>
    📄 Читает файл с ценами, который вы прислали.
    🤖 Отвечает по нему клиентам, которые пишут вашему боту, на их языке.
    ❓ Если ответа нет, присылает вопрос вам и передаёт ваш ответ клиенту.
    🧪 Файл можно проверить самому, до клиентов.
    Есть вопросы? Пишите: { $support }

# Кнопки

button-back = ◀️ Назад
button-home = 🏠 На главную
button-help = ℹ️ Помощь
button-settings = ⚙️ Настройки
button-language = 🌐 Язык
button-cancel = ✖️ Отменить
button-skip = ⏭ Пропустить
button-upload = 📄 Загрузить файл
button-knowledge = 📄 Посмотреть файл
button-form = 📝 Скачать образец
button-test = 🧪 Проверить
button-activate = ✅ Включить
button-discard = 🗑 Удалить
button-undo = ↩️ Вернуть прежний
button-channels = 🤖 Мои боты
button-connect-bot = 🤖 Подключить бота
button-open-bot = ↗️ Открыть бота
button-check = 🔄 Проверить
button-disconnect = 🔌 Отключить
button-take-over = ✅ Всё равно подключить
button-take-back = ↩️ Вернуть бота
button-ai-pause = ⏸ Остановить ИИ
button-ai-resume = ▶️ Включить ИИ
button-name = 🏪 Название
button-email = 📧 Почта
button-tone = 💬 Тон
button-greeting = 👋 Приветствие
button-hours = 🕘 Часы работы
button-key = 🔑 Ключ OpenAI
button-standard = 👋 Вернуть обычное
button-always = 🕘 Круглосуточно
button-key-remove = 🗑 Удалить ключ
button-support = ✍️ Написать нам
button-create-bot = 🤖 Создать бота
button-knowledge-place = 📄 Файл и цены
button-reply = ✍️ Ответить

# Короткие ответы

button-stale = Эта кнопка устарела. Воспользуйтесь новыми кнопками.
saved = ✅ Сохранено
cancelled = Отменено.
nothing-to-cancel = Отменять нечего.
not-registered = Сначала зарегистрируйтесь: выберите язык и отправьте номер телефона.
fault = Что-то пошло не так, код { $code }. Мы уже знаем об этом. Попробуйте ещё раз чуть позже.
secret-not-deleted = ⚠️ Не получилось удалить ваше секретное сообщение. Пожалуйста, удалите его из чата сами.

# Команды и описание бота

command-start = Начать
command-menu = Главный экран
command-kb = Файл и цены
command-channels = Подключённые боты
command-settings = Настройки
command-lang = Сменить язык
command-help = Помощь
command-cancel = Отменить
bot-name = SellerCloudX
bot-description =
    Бот, который круглосуточно отвечает клиентам вашего магазина.

    Пришлите файл с ценами и подключите своего Telegram-бота. Остальное сделает ИИ: отвечает только по вашему файлу и на языке клиента, а чего не знает, спрашивает у вас.

    3 дня бесплатно. Нажмите кнопку внизу, чтобы начать.
bot-short-description = ИИ-помощник, который отвечает клиентам вашего магазина по файлу с ценами. 3 дня бесплатно.
