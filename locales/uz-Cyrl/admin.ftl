# Admin bot

admin-stranger = Бу хизмат боти. Сиз излаган нарса бу ерда йўқ.
admin-welcome = ✅ Хуш келибсиз! Энди сиз жамоадасиз.
admin-no-right = Сизнинг ролингизда бунга рухсат йўқ.
admin-no-files = Бу бот файл қабул қилмайди.
admin-invite-wrong = Бу таклиф ҳаволаси эскирган ёки ишлатилган.
admin-unknown = Бундай админ йўқ.
admin-last-owner = Охирги эгасини ўзгартириб бўлмайди. Аввал бошқа эгасини қўшинг.
admin-command-start = Бошлаш
admin-command-menu = Бош саҳифа
admin-command-requests = Кутаётган сўровлар
admin-command-partners = Ҳамкорлар
admin-command-audit = Амаллар журнали
admin-command-lang = Тилни алмаштириш
admin-command-cancel = Бекор қилиш
role-owner = Эгаси
role-admin = Админ
role-support = Ёрдамчи
desk-title = 🛠 <b>{ $name }</b>, { $role }
desk-pending = 📥 Кутаётган сўровлар: <b>{ $count-text }</b>
desk-partners = 👥 Ҳамкорлар: <b>{ $all-text }</b> (✅ { $paid-text }, 🎁 { $trial-text })
button-requests = 📥 Сўровлар
button-partners = 👥 Ҳамкорлар
button-prices = 💰 Нархлар
button-people = 🧑‍💼 Админлар
button-audit = 📜 Журнал
button-newer = ◀️ Янгироқ
button-older = Эскироқ ▶️
button-newest = ⏫ Энг янгиси
button-yes = ✅ Ҳа
button-reject = ✖️ Рад этиш
button-partner = 👤 Ҳамкор
button-other-reason = ✍️ Бошқа сабаб
button-send = 📨 Юбориш
button-days = 🎁 Кун қўшиш, олиш
button-write-to = ✉️ Хабар ёзиш
button-ban = ⛔ Тўхтатиш
button-ban-now = ⛔ Ҳа, тўхтатиш
button-unban = ✅ Қайта очиш
button-unban-now = ✅ Ҳа, очиш
button-too-late = Бир дақиқа ўтди. Сабабини яна ёзинг.
reason-needed = Сабабини ёзинг.
number-wrong = Бутун сон ёзинг, масалан: 30
sum-wrong = Суммани сўмда, бутун сон билан ёзинг, масалан: 450 000
tier-name-wrong = Ном 1 дан 24 белгигача бўлсин.
days-wrong = 1 дан 3660 гача кун ёзинг.
plan-none-to-take = Ҳамкорнинг амалдаги тарифи йўқ, оладиган кун йўқ.

# So‘rovlar

requests-title = 📥 <b>Кутаётган сўровлар: { $count-text }</b>
requests-none = 📥 Кутаётган сўров йўқ.
requests-line = { $place-text }. <b>{ $name }</b>: { $tier }, { $period }, { $sum } сўм
request-title = 📥 <b>Тариф сўрови</b>
request-shop = 🏪 <b>{ $name }</b>
request-contact = 📱 { $phone } { $username }
request-wants = 💳 { $tier }, { $period } ({ $days-text } кун)
request-sum = 💰 <b>{ $sum } сўм</b>
request-coupon = 🎟 Купон: { $coupon }
request-earlier = 📜 Аввалги сўровлари: { $count-text }
request-at = 🕒 { $at }
request-sure = ❓ <b>{ $period }</b>, { $sum } сўм, { $until } гача. Тасдиқлайсизми?
request-why = ❓ Нега рад этасиз?
request-approved = ✅ Тасдиқлади: <b>{ $who }</b>, { $at }
request-rejected = ✖️ Рад этди: <b>{ $who }</b>, { $at }. Сабаби: { $reason }
request-withdrawn = ↩️ Ҳамкор сўровни қайтариб олган.
request-decided = Бу сўровга { $who } жавоб берган.
request-approved-toast = ✅ Тасдиқланди
request-rejected-toast = ✖️ Рад этилди
reject-ask = ✍️ Сабабини ёзинг. Ҳамкор уни шу ҳолича ўқийди.
reject-unpaid = Тўлов келмади
reject-unreachable = Боғланиб бўлмади
reject-duplicate = Такрорий сўров
reject-terms = Шартлар бузилган

# Hamkorlar

group-all = Ҳаммаси
group-trial = 🎁 Синов
group-paid = ✅ Тўлаган
group-free = 🔒 Тарифсиз
group-expired = ⌛ Тугаган
group-banned = ⛔ Тўхтатилган
partners-title = 👥 <b>{ $group }: { $count-text }</b>
partners-found = 🔎 <b>{ $text }</b>
partners-line = { $place-text }. { $mark } <b>{ $name }</b> { $phone }
partners-none = Ҳеч ким топилмади.
partners-hint = 🔎 Қидириш учун телефон, почта, ном ёки @nom ёзинг.
file-none = йўқ
file-title = 👤 <b>{ $name }</b>
file-contact = 📱 { $phone } { $username }
file-email = 📧 { $email }
file-since = 📅 { $since } дан бери, тил: { $language }
file-plan = 💳 { $tier }
file-used = 🧠 Бу ой: { $used-text } / { $most }, харажат ${ $cost }
file-knowledge = 📄 Файл: { $file }
file-counts = 💬 Мижозлар: { $customers-text }, сўровлар: { $requests-text }
file-event = • { $at }: { $what } { $days } кун, { $until } гача
cause-bought = тўлов
cause-granted = сўров
cause-gift = совға
cause-taken = олинди
cause-refunded = пул қайтарилди
partner-banned = ⛔ Ҳисоб тўхтатилди
partner-unbanned = ✅ Ҳисоб яна очиқ
partner-banned-already = Бу ҳисоб аллақачон тўхтатилган.
partner-not-banned = Бу ҳисоб тўхтатилмаган.
partner-has-left = Ҳамкор ҳисобдан чиқиб кетган, унга ёзиб бўлмайди.
message-length-wrong = Хабар 1 дан 2 000 белгигача бўлсин.
grant-title = 🎁 <b>{ $name }</b>
grant-what = 💳 { $tier }: <b>{ $days } кун</b>, { $until } гача
grant-reason = ✍️ Сабаби: { $reason }
grant-ask = ✍️ Кунни тугмадан танланг ёки ёзинг (олиш учун: -10). Кейин сабабини ёзинг.
ban-means = ⛔ <b>{ $name }</b> тўхтатилса, { $bots-text } та бот жим бўлади ва { $customers-text } мижоз “Дўкон тез орада жавоб беради” деган жавобни олади.
ban-ask = ✍️ Сабабини ёзинг. Ҳамкор уни ўқийди.
ban-sure = ✍️ Сабаби: { $reason }
unban-means = ✅ <b>{ $name }</b> қайта очилса, { $bots-text } та бот яна ишлайди ва { $customers-text } мижоз дарҳол жавоб ола бошлайди.
unban-ask = ✍️ Сабабини ёзинг. У журналда қолади.
    Тугма бир дақиқа ишлайди.
write-to-ask = ✉️ <b>{ $name }</b> учун хабарни ёзинг.
write-to-sure = ✉️ <b>{ $name }</b> шундай хабар олади:

    { $text }
write-to-sent = ✅ Юборилди

# Narxlar

prices-title = 💰 <b>Нархлар, бир ойга</b>
prices-line = { $mark } { $tier }: { $sum } сўм
prices-trial = 🎁 { $tier }: бепул
prices-period = { $mark } { $period }: { $days-text } кун
prices-ask-days = ✍️ <b>{ $period }</b> неча кун бўлсин?
button-on-sale = ▶️ Сотувга қўйиш
button-off-sale = ⏸ Сотувдан олиш
tier-title = 💳 <b>{ $tier }</b>
tier-price = 💰 { $period }: { $sum } сўм
tier-profit = 📈 Фойдадан улуш: { $percent-text }%
tier-channels = 🤖 Ботлар: { $most }
tier-answers = 🧠 AI жавоблари, ойига: { $most }
tier-cards = 🗂 Карточкалар, ойига: { $most }
tier-ai = 💵 AI бюджети, ойига: { $most } $
button-tier-name = ✏️ Номи
button-profit = 📈 Улуш
button-channels-most = 🤖 Ботлар
button-answers-most = 🧠 Жавоблар
button-cards-most = 🗂 Карточкалар
button-ai-most = 💵 AI бюджети
tier-ask-price = ✍️ <b>{ $period }</b> нархини сўмда ёзинг.
tier-ask-name = ✍️ Янги номини ёзинг, 24 белгигача.
tier-ask-profit = ✍️ Фойдадан улушни фоизда ёзинг, 0 дан 100 гача.
tier-ask-ai = ✍️ Ойига неча доллар? Чекловсиз бўлса, “-” ёзинг.
tier-ask-most = ✍️ Кўпи билан нечта? Чекловсиз бўлса, “-” ёзинг.

# Adminlar

people-title = 🧑‍💼 <b>Админлар</b>
people-line = • <b>{ $name }</b>: { $role } (қўшган: { $by })
people-link =
    🔗 <b>{ $role }</b> учун таклиф ҳаволаси, 24 соат ишлайди:
    { $link }
    Уни биринчи очган одам қўшилади. Ҳавола бошқа кўрсатилмайди.
button-invite-admin = ➕ Админ
button-invite-support = ➕ Ёрдамчи
button-remove-admin = 🗑 Рўйхатдан олиш

# Jurnal

audit-title = 📜 <b>Амаллар журнали</b>
audit-none = Ҳали ҳеч нарса йўқ.
audit-line = • { $at } <b>{ $who }</b>: { $what } { $rest }
audit-kind-request = 📥 Сўров
audit-kind-plan = 🎁 Тариф
audit-kind-partner = 👤 Ҳамкор
audit-kind-price = 💰 Нарх
audit-kind-admin = 🧑‍💼 Админ
act-request-approved = сўровни тасдиқлади
act-request-rejected = сўровни рад этди
act-plan-changed = кун берди ёки олди
act-partner-banned = ҳисобни тўхтатди
act-partner-unbanned = ҳисобни қайта очди
act-partner-written = хабар ёзди
act-price-changed = нарх ёки тарифни ўзгартирди
act-admin-added = админ қўшилди
act-admin-changed = ролни ўзгартирди
act-admin-invited = таклиф ҳаволасини яратди
act-admin-removed = админни рўйхатдан олди
act-account-recovered = бошқа Telegram ҳисобига ўтди
act-other = бошқа амал

# Kuponlar

button-money-here = ✅ Пул олинди
button-for-free = 🎁 Бепул
button-coupons = 🎟 Купонлар
button-new-coupon = ➕ Янги купон
button-coupon-on = ▶️ Ёқиш
button-coupon-off = ⏸ Ўчириб қўйиш
button-coupon-code = ✏️ Коди
button-coupon-percent = 📉 Чегирма
button-coupon-most = 🔢 Неча марта
button-coupon-days = 📅 Неча кун
button-coupon-make = ✅ Яратиш
coupons-title = 🎟 <b>Купонлар</b>
coupons-none = Ҳали купон йўқ.
coupons-line = { $place-text }. { $mark } <code>{ $code }</code> { $percent-text }%, { $used-text } / { $most-text }, { $until } гача
coupon-chosen =
    🎟 <code>{ $code }</code>, тариф: { $tier }
    🔗 { $link }
coupon-any-tier = ҳаммаси
coupon-made-up = ўзи ўйлаб топилади
coupon-new =
    🎟 <b>Янги купон</b>
    Коди: { $code }
    Чегирма: { $percent-text }%
    Неча марта: { $most-text }
    Муддати: { $days-text } кун
    Тариф: { $tier }
coupon-ask-code = ✍️ Кодни ёзинг, масалан: { "SAVE10_UZ_2026" }
coupon-ask-percent = ✍️ Чегирмани фоизда ёзинг, 1 дан 100 гача.
coupon-ask-most = ✍️ Кўпи билан неча марта ишлатилсин?
coupon-ask-days = ✍️ Неча кун амал қилсин?
coupon-exists = Бундай кодли купон бор. Бошқасини ёзинг.
coupon-made = 🎟 Купон тайёр: <code>{ $code }</code>
audit-kind-coupon = 🎟 Купон
act-coupon-made = купон яратди
act-coupon-switched = купонни ёқди ёки ўчирди

# Pul

button-money = 💵 Пул
button-winback = ✉️ Таклиф хатлари
button-price-history = 📜 Тарихи
button-refund = ↩️ Пул қайтарилди
button-refund-now = ↩️ Ҳа, қайтарилди
button-payer = 👤 Дўкон
money-title = 💵 <b>Пул</b>
money-account = • { $account }: { $sum } сўм
money-none = Ҳали ҳисоб йўқ.
money-line = { $place-text }. { $mark } { $invoice } <b>{ $name }</b>: { $sum } сўм, { $day }
account-revenue = тушум
account-discounts = чегирмалар
account-refunds = қайтарилган
account-by-hand = қўлда
account-receivable = { $provider } бизга қарзи
bill-payer = 👤 <b>{ $name }</b>
bill-erased = ўчирилган
bill-sum = 💰 <b>{ $sum } сўм</b>, { $provider }
bill-posted = • { $at } { $account }: { $sum } ({ $by }, { $reason })
bill-at-provider = ↩️ Пулни { $provider } кабинетида қайтаринг: тариф ва ҳисоб-китоб ўзи ўзгаради.
bill-ask-reason =
    ↩️ Аввал { $sum } сўмни қайтаринг ({ $provider }). Бу ерда белгиланса, шу ҳисоб берган кунлар олинади ва дўконга хабар боради.
    ✍️ Нега қайтарилди? Сабабини ёзинг.
button-return = ⭐ Қайтариш
button-return-now = ⭐ Ҳа, қайтарилсин
bill-returning = ⏳ Юлдузлар қайтарилмоқда.
bill-return-reason =
    ⭐ Бу ҳисобнинг юлдузлари ({ $sum } сўм, { $provider }) тўловчига қайтади, кунлари бекор қилинади.
    ✍️ Нега? Сабабини ёзинг.
account-unclaimed = тўловчиларга қарзимиз
act-stars-returned = тўловни қайтарди
charge-title = ⚠️ <b>Ҳисоби йўқ пул</b>
charge-title-kept = ⚠️ <b>Юлдузларни қайтариб бўлмади</b>
charge-stranger = дўкон эмас
charge-stars = ⭐ <b>{ $stars-text }</b>
charge-sum = 💰 <b>{ $sum } сўм</b>
charge-order = 🧾 “{ $invoice }”, { $at }
charge-id = 🔑 <code>{ $id }</code>
charge-trouble = Telegram жавоби: { $why }
charge-kept = Шу ерда қайтаринг ёки дўконга кунларни қўлда қўшинг.
charge-kept-by-card = Провайдер кабинетида қайтариб, шу ерда белгиланг ёки дўконга кунларни қўлда қўшинг.
charge-reason = ҳисоби йўқ
charge-on-its-way = Бу пул қайтарилмоқда ёки қайтарилган.
invoice-not-paid = Бу ҳисоб тўланмаган ёки пули қайтарилган.
winback-title = ✉️ <b>Таклиф хатлари</b>: битта дўконга кўпи билан { $most-text } та, ҳар 54 соатда. Охирги 30 кунда:
winback-line = • { $outcome }: { $count-text }
winback-sent = юборилди
winback-unknown = номаълум
winback-dead = бундай почта йўқ
winback-refused = қабул қилинмади
winback-skipped = энди керак эмас
winback-waiting = кутяпти
winback-ask-cap = ✍️ Ўзгартириш учун 0 дан { $most-text } гача сон ёзинг; 0 бўлса, ҳеч кимга хат бормайди.
winback-cap-wrong = 0 дан { $most-text } гача сон ёзинг.
audit-kind-invoice = 💵 Пул
act-invoice-refunded = пул қайтарилганини белгилади
act-winback-capped = хатлар сонини ўзгартирди
