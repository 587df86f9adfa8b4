# Adminlar boti: ishlar, holat, ogohlantirishlar

admin-command-jobs = Навбатдаги ишлар
admin-command-health = Тизим ҳолати
button-jobs = ⚙️ Ишлар
button-health = 🩺 Ҳолат
button-refresh = 🔄 Янгилаш
lane-chat = Жавоблар
lane-send = Юбориш
lane-publish = Жойлаш
lane-media = Файллар
lane-house = Ички ишлар
jobs-title = ⚙️ <b>Навбатдаги ишлар</b>
jobs-of = ⚙️ <b>{ $name }</b>: навбатдаги ишлар
jobs-none = Бундай иш йўқ.
jobs-lane = • { $lane }: ▶️ { $running-text }, ⏳ { $waiting-text }, ⛔ { $dead-text }
jobs-rests = (⏸ { $since } дан)
jobs-partner-rests = ⏸ { $name }: { $since } дан тўхтатилган
jobs-line = { $place }. { $kind }: { $state }, { $attempts }, { $at }
button-jobs-running = ▶️ Ҳозир
button-jobs-waiting = ⏳ Навбатда
button-jobs-dead = ⛔ Хатолар
job-title =
    ⚙️ <b>{ $kind }</b> ({ $lane })
    Ҳолати: { $state }, уринишлар: { $attempts }
    Вақти: { $at }
job-state-running = бажарилмоқда
job-state-ready = навбатда
job-state-blocked = олдингисини кутмоқда
job-state-later = вақтини кутмоқда
job-state-dead = бажарилмади
button-job-retry = 🔁 Қайта уриниш
button-job-retry-all = 🔁 Ҳаммасини қайта
button-job-cancel = 🗑 Бекор қилиш
button-partner-rest = ⏸ Ишини тўхтатиш
button-partner-go-on = ▶️ Давом эттириш
button-rest-now = ⏸ Ҳа, тўхтатиш
job-retried = Қайта навбатга қўйилди.
job-cancelled = Иш бекор қилинди.
job-gone = Бу иш навбатда йўқ: бажарилган ёки бекор қилинган.
job-runs = Бу иш ҳозир бажарилмоқда. Бироздан кейин уриниб кўринг.
job-has-twin = Шундай иш аллақачон навбатда турибди.
rest-lane-means =
    ⏸ <b>{ $lane }</b> тўхтатилсинми?
    Навбатда: { $waiting-text }. Янги ишлар йиғилиб туради, сиз давом эттиргунингизча бажарилмайди. Бу бот ишлайверади.
rest-partner-means =
    ⏸ <b>{ $name }</b> дўконининг ишлари тўхтатилсинми?
    Навбатда: { $waiting-text }. Мижозларнинг янги хабарлари йиғилиб туради, сиз давом эттиргунингизча жавоб берилмайди.
work-rests-now = Тўхтатилди.
work-rests-already = Бу ишлар аллақачон тўхтатилган.
work-goes-on = Бу ишлар тўхтатилмаган.
work-goes-on-now = Давом этмоқда.
alert-dead-jobs = ⛔ <b>{ $subject }</b>: { $times-text } та иш бажарилмади, { $since } дан
alert-stalled = 🐌 <b>{ $subject }</b>: навбат силжимаяпти, { $since } дан
alert-behind = ⏳ <b>{ $subject }</b>: { $times-text } та хабар кечикмоқда, { $since } дан
alert-webhooks = 📡 <b>{ $subject }</b> янгиликларни етказа олмаяпти: { $times-text } та бот, { $since } дан
alert-provider = 🔌 <b>{ $subject }</b> жавоб бермаяпти: { $times-text } та сўров, { $since } дан
alert-detail = <code>{ $detail }</code>
alert-settled = ✅ Тузалди, { $at }
alert-muted = 🔕 { $until } гача жим
alert-muted-now = Бир соат жим тураман.
alert-settled-already = Бу муаммо тузалган.
button-alert-mute = 🔕 1 соат жим
button-alert-unmute = 🔔 Эслатиб туриш
button-alert-open = 🔎 Очиш
health-title = 🩺 <b>Тизим ҳолати</b>
health-database = 🗄 База: { $name }
health-inbox = 📥 Келган хабарлар:
health-outbox = 📤 Кетадиган хабарлар:
health-queue = { $waiting-text } та, энг эскиси { $seconds-text } с
health-jobs = ⚙️ Ишлар: ▶️ { $running-text }, ⛔ { $dead-text }
health-bots = 🤖 Ботлар: ✅ { $ok-text }, ⚠️ { $broken-text }. { "WhatsApp, Instagram" }: ✅ { $meta-ok-text }, ⚠️ { $meta-broken-text }
health-models = 🧠 AI: { $names }
health-answers = 💬 Охирги соатдаги жавоблар: { $counts }
health-payments = 💳 Тўловлар: { $names }
health-mail = 📧 Почта: { $state }
health-platform = 📱 Meta иловамиз: { $state }
health-mail-on = ишлаяпти
health-mail-rests = { $until } гача тўхтаб турибди
health-built-in = моделсиз
health-none = уланмаган
health-failed-keys = 🔑 Ҳамкорларнинг ишламаётган AI калитлари: { $count-text }
health-ending = 🔑 { $place }. { $name }: { $messenger } токени { $at } гача
health-no-endings = 🔑 Бир ҳафта ичида тугайдиган токен йўқ.
health-no-alerts = ✅ Муаммо йўқ.
audit-kind-job = ⚙️ Иш
audit-kind-work = ⏸ Тўхтатиш
act-job-retried = ишни қайта навбатга қўйди
act-job-cancelled = ишни бекор қилди
act-work-paused = ишларни тўхтатди
act-work-resumed = ишларни давом эттирди
act-alert-muted = огоҳлантиришни жим қилди
act-alert-unmuted = огоҳлантиришни қайтарди
