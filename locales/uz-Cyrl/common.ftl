# Bosh sahifa

home-title = 🏪 <b>{ $name }</b>
home-trial-days = 🎁 Бепул синов: яна { $days-text } кун ({ $until } гача)
home-trial-hours = 🎁 Бепул синов: яна { $hours-text } соат ({ $until } гача)
home-expired = 🔒 Муддат { $since } да тугади. Давом эттириш учун “Тариф” тугмасини босинг.
home-banned = 🔒 Ҳисобингиз тўхтатилган. Сабабини билиш учун /help орқали ёзинг.
home-file = 📄 Файл: <b>{ $file }</b>
home-no-file = 📄 Ҳали файл юкланмаган
home-bot = { $dot } Бот: <b>{ $bot }</b>
home-account = { $dot } { $messenger }: <b>{ $handle }</b>
home-no-bot = 🤖 Ҳали бот уланмаган
home-ai-on = 🧠 AI: ёқилган
home-ai-paused = 🧠 AI: тўхтатилган
home-questions = ❓ Жавобингизни кутаётган саволлар: <b>{ $count-text }</b>
help =
    ℹ️ <b>Бот нима қилади?</b>
    📄 Сиз юборган нархлар файлини ўқийди.
    🤖 Ботингизга ёзган мижозларга шу файлдан, уларнинг тилида жавоб беради.
    ❓ Жавоб тополмаса, саволни сизга юборади, жавобингизни мижозга етказади.
    🧪 Файлни мижозлардан олдин ўзингиз синаб кўрасиз.
    Саволингиз бўлса, ёзинг: { $support }

# Tugmalar

button-back = ◀️ Орқага
button-home = 🏠 Бош саҳифа
button-help = ℹ️ Ёрдам
button-settings = ⚙️ Созламалар
button-language = 🌐 Тил
button-cancel = ✖️ Бекор қилиш
button-skip = ⏭ Ўтказиб юбориш
button-upload = 📄 Файл юклаш
button-knowledge = 📄 Файлни кўриш
button-form = 📝 Намунани юклаб олиш
button-test = 🧪 Синаб кўриш
button-activate = ✅ Ишга тушириш
button-discard = 🗑 Ўчириш
button-undo = ↩️ Аввалгисини қайтариш
button-channels = 🤖 Ботларни кўриш
button-connect-bot = 🤖 Ботни улаш
button-open-bot = ↗️ Ботни очиш
button-check = 🔄 Текшириш
button-disconnect = 🔌 Узиш
button-take-over = ✅ Барибир улаш
button-take-back = ↩️ Қайтариб олиш
button-ai-pause = ⏸ AIни тўхтатиш
button-ai-resume = ▶️ AIни ёқиш
button-name = 🏪 Дўкон номи
button-email = 📧 Почта
button-tone = 💬 Оҳанг
button-greeting = 👋 Саломлашув
button-hours = 🕘 Иш вақти
button-key = 🔑 OpenAI калити
button-standard = 👋 Одатийсини қўйиш
button-always = 🕘 Кеча-ю кундуз
button-key-remove = 🗑 Калитни ўчириш
button-support = ✍️ Ёрдам сўраш
button-create-bot = 🤖 Ботимни яратиш
button-knowledge-place = 📄 Файл ва нархлар
button-reply = ✍️ Жавоб бериш

# Qisqa javoblar

button-stale = Бу тугма эскирган. Янги тугмалардан фойдаланинг.
saved = ✅ Сақланди
cancelled = Бекор қилинди.
nothing-to-cancel = Бекор қиладиган нарса йўқ.
not-registered = Аввал рўйхатдан ўтинг: тилни танланг ва телефон рақамингизни юборинг.
fault = Хатолик юз берди, коди: { $code }. Бу ҳақда хабаримиз бор. Бироздан сўнг қайта уриниб кўринг.
secret-not-deleted = ⚠️ Махфий хабарингизни ўчира олмадим. Илтимос, уни чатдан ўзингиз ўчиринг.

# Buyruqlar va bot haqida

command-start = Бошлаш
command-menu = Бош саҳифа
command-kb = Файл ва нархлар
command-channels = Уланган ботлар
command-settings = Созламалар
command-lang = Тилни алмаштириш
command-help = Ёрдам
command-cancel = Бекор қилиш
bot-name = SellerCloudX
bot-description =
    Дўконингиз мижозларига кеча-ю кундуз жавоб берадиган бот.

    Нархлар файлини юборинг, Telegram ботингизни уланг, қолганини AI бажаради: фақат сизнинг файлингиздан, мижознинг ўз тилида жавоб беради. Билмаганини сиздан сўрайди.

    3 кун бепул. Бошлаш учун пастдаги тугмани босинг.
bot-short-description = Дўконингиз мижозларига нархлар файлингиздан жавоб берадиган AI ёрдамчи. 3 кун бепул.
