# Ko‘pchilikka xabar

admin-command-broadcast = Кўпчиликка хабар
topic-news = Янгиликлар
button-broadcasts = 📣 Эълонлар
button-new-broadcast = ➕ Янги эълон
broadcasts-title = 📣 <b>Эълонлар</b>
broadcasts-none = Ҳали ҳеч нарса юборилмаган.
broadcasts-line = { $place-text }. { $state }, { $at }: { $text }
broadcast-ask =
    📣 <b>Янги эълон</b>

    Хабарни шу ерга ёзинг ёки бошқа чатдан узатинг: матн, расм, видео, файл, аудио, овозли хабар, стикер. Кўриниши қандай бўлса, шундай етиб боради.
broadcast-kind-wrong = Бундай хабарни кўпчиликка юбориб бўлмайди. Матн, расм, видео, файл, аудио, овозли хабар ёки стикер юборинг.
broadcast-album = Альбом юбориб бўлмайди. Битта расм ёки видео танланг.
broadcast-file-too-big = Файл жуда катта. Кўпи билан 20 MB.
broadcast-caption-long = Файл остидаги матн жуда узун. 1024 белгидан оширманг.
broadcast-whom = 📣 <b>Кимга юборамиз?</b>
broadcast-partners = Ҳамкорлар
broadcast-customers = Уларнинг мижозлари
broadcast-reach = 👥 <b>{ $count-text }</b> киши. Ботни блоклаган: { $lost-text }. Янгилик олмайди: { $muted-text }. ⏱ Тахминан { $seconds-text } сония.
broadcast-reach-customers = 👥 <b>{ $count-text }</b> мижоз. Янгилик олмайди: { $muted-text }. Ёзиш муддати ўтган: { $late-text }. ⏱ Тахминан { $seconds-text } сония.
broadcast-kind-not-there = { $place } бундай файлни қабул қилмайди: у ердаги мижозлар ҳисобда йўқ ва хабар олмайди.
broadcast-too-big-there = { $place } бундай файлни { $limit } гача қабул қилади: у ердаги мижозлар ҳисобда йўқ ва хабар олмайди.
broadcast-no-address = { $place } файлларни сервердан олади, унинг эса очиқ манзили йўқ ({ "WEBHOOK_BASE_URL" }): у ердаги мижозлар ҳисобда йўқ ва хабар олмайди.
button-broadcast-show = 👁 Менга юбориш
button-broadcast-next = Давом этиш ▶️
button-broadcast-change = ✏️ Кимга?
button-broadcast-send = 🔴 Ҳа, юборилсин
button-broadcast-night = 🔴 Ҳа, ҳозир юборилсин
broadcast-sure = 📣 { $whom }: <b>{ $count-text }</b> киши. Юборилсинми?
broadcast-sure-typed = 📣 { $whom }: <b>{ $count-text }</b> киши. Тасдиқлаш учун шу сонни ёзинг: <code>{ $count-text }</code>
broadcast-number-wrong = Сон тўғри келмади. Кутилган сон: { $count-text }
broadcast-night = 🌙 Тошкентда ҳозир кеч. Хабар одамларни уйғотиши мумкин. Барибир юборилсинми?
broadcast-count-changed = Қабул қилувчилар сони ўзгарди. Яна кўриб чиқинг.
broadcast-nobody = Бундай қабул қилувчи йўқ.
broadcast-busy = Бошқа эълон ҳали юборилмоқда. Аввал у тугасин ёки уни тўхтатинг.
broadcast-moved = Бошқа админ улгурди. Эълон ҳолати ўзгарди.
broadcast-title = 📣 <b>Эълон</b>: { $state }
broadcast-words = «{ $text }»
broadcast-gathering = рўйхат тузилмоқда
broadcast-running = юборилмоқда
broadcast-paused = тўхтаб турибди
broadcast-done = юбориб бўлинди
broadcast-cancelled = бекор қилинди
broadcast-to = 👥 { $whom }. { $who }, { $at }
broadcast-counts =
    ✅ Етди: <b>{ $sent-text }</b> / { $all-text }
    🚫 Блоклаган: { $blocked-text }
    ⌛ Муддати ўтган: { $late-text }
    ❌ Етмади: { $failed-text }
    ❓ Номаълум: { $unknown-text }
    ⏳ Қолди: { $left-text }
broadcast-held = ✋ { $who }
broadcast-ended = 🏁 { $at }
broadcast-end-sure = Яна { $count-text } кишига юборилмайди. Тугатилсинми?
button-broadcast-pause = ⏸ Тўхтатиб туриш
button-broadcast-go-on = ▶️ Давом эттириш
button-broadcast-end = ⏹ Тугатиш
button-broadcast-end-now = 🔴 Ҳа, тугатилсин
audit-kind-broadcast = 📣 Эълон
act-broadcast-started = эълон юборди
act-broadcast-paused = эълонни тўхтатиб турди
act-broadcast-resumed = эълонни давом эттирди
act-broadcast-cancelled = эълонни бекор қилди

# Hamkorning roziligi

button-consent = 📣 Мижозларга эълон
consent-title = 📣 <b>Мижозларингизга эълонлар</b>

    Рози бўлсангиз, SellerCloudX сизга ёзган мижозларга бот ва каналларингиз орқали баъзан янгилик юборади. Хабар суҳбатда кўринади. Исталган вақтда рад эта оласиз.
consent-given = ✅ Сиз розисиз.
consent-none = Ҳозир мижозларингизга ҳеч ким ёзмайди.
button-consent-give = ✅ Розиман
button-consent-take = ✖️ Рози эмасман
