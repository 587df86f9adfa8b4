# Бот администраторов

admin-stranger = Это служебный бот. Того, что вам нужно, здесь нет.
admin-welcome = ✅ Добро пожаловать! Теперь вы в команде.
admin-no-right = Вашей роли это не разрешено.
admin-no-files = Этот бот не принимает файлы.
admin-invite-wrong = Ссылка-приглашение устарела или уже использована.
admin-unknown = Такого администратора нет.
admin-last-owner = Последнего владельца изменить нельзя. Сначала добавьте другого.
admin-command-start = Начать
admin-command-menu = Главная
admin-command-requests = Ожидающие запросы
admin-command-partners = Партнёры
admin-command-audit = Журнал действий
admin-command-lang = Сменить язык
admin-command-cancel = Отмена
role-owner = Владелец
role-admin = Админ
role-support = Поддержка
desk-title = 🛠 <b>{ $name }</b>, { $role }
desk-pending = 📥 Ожидающие запросы: <b>{ $count-text }</b>
desk-partners = 👥 Партнёры: <b>{ $all-text }</b> (✅ { $paid-text }, 🎁 { $trial-text })
button-requests = 📥 Запросы
button-partners = 👥 Партнёры
button-prices = 💰 Цены
button-people = 🧑‍💼 Админы
button-audit = 📜 Журнал
button-newer = ◀️ Новее
button-older = Старше ▶️
button-newest = ⏫ Самые новые
button-yes = ✅ Да
button-reject = ✖️ Отклонить
button-partner = 👤 Партнёр
button-other-reason = ✍️ Другая причина
button-send = 📨 Отправить
button-days = 🎁 Добавить или снять
button-write-to = ✉️ Написать
button-ban = ⛔ Приостановить
button-ban-now = ⛔ Да, приостановить
button-unban = ✅ Открыть снова
button-unban-now = ✅ Да, открыть
button-too-late = Прошла минута. Напишите причину ещё раз.
reason-needed = Напишите причину.
number-wrong = Напишите целое число, например: 30
sum-wrong = Напишите сумму в сумах целым числом, например: 450 000
tier-name-wrong = Название должно быть от 1 до 24 знаков.
days-wrong = Напишите число дней от 1 до 3660.
plan-none-to-take = У партнёра нет действующего тарифа, снимать нечего.

# Запросы

requests-title = 📥 <b>Ожидающие запросы: { $count-text }</b>
requests-none = 📥 Ожидающих запросов нет.
requests-line = { $place-text }. <b>{ $name }</b>: { $tier }, { $period }, { $sum } сум
request-title = 📥 <b>Запрос тарифа</b>
request-shop = 🏪 <b>{ $name }</b>
request-contact = 📱 { $phone } { $username }
request-wants = 💳 { $tier }, { $period } ({ $days ->
        [one] { $days-text } день
        [few] { $days-text } дня
       *[many] { $days-text } дней
    })
request-sum = 💰 <b>{ $sum } сум</b>
request-coupon = 🎟 Купон: { $coupon }
request-earlier = 📜 Прежние запросы: { $count-text }
request-at = 🕒 { $at }
request-sure = ❓ <b>{ $period }</b>, { $sum } сум, до { $until }. Одобрить?
request-why = ❓ Почему отклоняем?
request-approved = ✅ Одобрено: <b>{ $who }</b>, { $at }
request-rejected = ✖️ Отклонено: <b>{ $who }</b>, { $at }. Причина: { $reason }
request-withdrawn = ↩️ Партнёр отозвал запрос.
request-decided = На этот запрос уже ответил(а) { $who }.
request-approved-toast = ✅ Одобрено
request-rejected-toast = ✖️ Отклонено
reject-ask = ✍️ Напишите причину. Партнёр прочтёт её дословно.
reject-unpaid = Оплата не пришла
reject-unreachable = Не удалось связаться
reject-duplicate = Повторный запрос
reject-terms = Нарушены условия

# Партнёры

group-all = Все
group-trial = 🎁 Пробные
group-paid = ✅ Платят
group-free = 🔒 Не купили
group-expired = ⌛ Истекли
group-banned = ⛔ Закрыты
partners-title = 👥 <b>{ $group }: { $count-text }</b>
partners-found = 🔎 <b>{ $text }</b>
partners-line = { $place-text }. { $mark } <b>{ $name }</b> { $phone }
partners-none = Никто не найден.
partners-hint = 🔎 Для поиска напишите телефон, почту, название или @имя.
file-none = нет
file-title = 👤 <b>{ $name }</b>
file-contact = 📱 { $phone } { $username }
file-email = 📧 { $email }
file-since = 📅 С { $since }, язык: { $language }
file-plan = 💳 { $tier }
file-used = 🧠 В этом месяце: { $used-text } / { $most }, расход ${ $cost }
file-knowledge = 📄 Файл: { $file }
file-counts = 💬 Клиенты: { $customers-text }, запросы: { $requests-text }
file-event = • { $at }: { $what }, дней { $days }, до { $until }
cause-bought = оплата
cause-granted = запрос
cause-gift = подарок
cause-taken = снято
cause-refunded = возврат
partner-banned = ⛔ Аккаунт приостановлен
partner-unbanned = ✅ Аккаунт снова открыт
partner-banned-already = Этот аккаунт уже приостановлен.
partner-not-banned = Этот аккаунт не приостановлен.
partner-has-left = Партнёр вышел из аккаунта, написать ему нельзя.
message-length-wrong = Сообщение должно быть от 1 до 2 000 знаков.
grant-title = 🎁 <b>{ $name }</b>
grant-what = 💳 { $tier }: <b>дней { $days }</b>, до { $until }
grant-reason = ✍️ Причина: { $reason }
grant-ask = ✍️ Выберите дни кнопкой или напишите (чтобы снять: -10). Потом напишите причину.
ban-means = ⛔ Если приостановить <b>{ $name }</b>, замолчит ботов: { $bots-text }, а клиентов, которые увидят «Магазин скоро ответит»: { $customers-text }.
ban-ask = ✍️ Напишите причину. Партнёр её прочтёт.
ban-sure = ✍️ Причина: { $reason }
unban-means = ✅ Если открыть <b>{ $name }</b> снова, клиенты сразу получают ответы. Ботов: { $bots-text }, клиентов: { $customers-text }.
unban-ask = ✍️ Напишите причину. Она останется в журнале.
    Кнопка действует одну минуту.
write-to-ask = ✉️ Напишите сообщение для <b>{ $name }</b>.
write-to-sure = ✉️ <b>{ $name }</b> получит такое сообщение:

    { $text }
write-to-sent = ✅ Отправлено

# Цены

prices-title = 💰 <b>Цены, за месяц</b>
prices-line = { $mark } { $tier }: { $sum } сум
prices-trial = 🎁 { $tier }: бесплатно
prices-period = { $mark } { $period }: { $days ->
        [one] { $days-text } день
        [few] { $days-text } дня
       *[many] { $days-text } дней
    }
prices-ask-days = ✍️ Сколько дней в периоде <b>{ $period }</b>?
button-on-sale = ▶️ В продажу
button-off-sale = ⏸ Снять с продажи
tier-title = 💳 <b>{ $tier }</b>
tier-price = 💰 { $period }: { $sum } сум
tier-profit = 📈 Доля от прибыли: { $percent-text }%
tier-channels = 🤖 Боты: { $most }
tier-answers = 🧠 Ответы ИИ в месяц: { $most }
tier-cards = 🗂 Карточки в месяц: { $most }
tier-ai = 💵 Бюджет ИИ в месяц: { $most } $
button-tier-name = ✏️ Название
button-profit = 📈 Доля
button-channels-most = 🤖 Боты
button-answers-most = 🧠 Ответы
button-cards-most = 🗂 Карточки
button-ai-most = 💵 Бюджет ИИ
tier-ask-price = ✍️ Напишите цену за период <b>{ $period }</b> в сумах.
tier-ask-name = ✍️ Напишите новое название, до 24 знаков.
tier-ask-profit = ✍️ Напишите долю от прибыли в процентах, от 0 до 100.
tier-ask-ai = ✍️ Сколько долларов в месяц? Без ограничения: «-».
tier-ask-most = ✍️ Сколько самое большее? Без ограничения: «-».

# Админы

people-title = 🧑‍💼 <b>Админы</b>
people-line = • <b>{ $name }</b>: { $role } (пригласил: { $by })
people-link =
    🔗 Приглашение для роли «<b>{ $role }</b>», действует 24 часа:
    { $link }
    Его получит тот, кто откроет первым. Ссылка больше не покажется.
button-invite-admin = ➕ Админ
button-invite-support = ➕ Поддержка
button-remove-admin = 🗑 Убрать из списка

# Журнал

audit-title = 📜 <b>Журнал действий</b>
audit-none = Пока ничего нет.
audit-line = • { $at } <b>{ $who }</b>: { $what } { $rest }
audit-kind-request = 📥 Запросы
audit-kind-plan = 🎁 Тариф
audit-kind-partner = 👤 Партнёр
audit-kind-price = 💰 Цены
audit-kind-admin = 🧑‍💼 Админы
act-request-approved = запрос одобрен
act-request-rejected = запрос отклонён
act-plan-changed = дни добавлены или сняты
act-partner-banned = аккаунт приостановлен
act-partner-unbanned = аккаунт открыт снова
act-partner-written = отправлено сообщение
act-price-changed = изменены цены или тариф
act-admin-added = добавлен админ
act-admin-changed = изменена роль
act-admin-invited = создано приглашение
act-admin-removed = админ убран из списка
act-account-recovered = перенос на другой аккаунт Telegram
act-other = другое действие

# Купоны

button-money-here = ✅ Деньги получены
button-for-free = 🎁 Бесплатно
button-coupons = 🎟 Купоны
button-new-coupon = ➕ Новый купон
button-coupon-on = ▶️ Включить
button-coupon-off = ⏸ Выключить
button-coupon-code = ✏️ Код
button-coupon-percent = 📉 Скидка
button-coupon-most = 🔢 Сколько раз
button-coupon-days = 📅 Сколько дней
button-coupon-make = ✅ Создать
coupons-title = 🎟 <b>Купоны</b>
coupons-none = Купонов пока нет.
coupons-line = { $place-text }. { $mark } <code>{ $code }</code> { $percent-text }%, { $used-text } / { $most-text }, до { $until }
coupon-chosen =
    🎟 <code>{ $code }</code>, тариф: { $tier }
    🔗 { $link }
coupon-any-tier = любой
coupon-made-up = придумается сам
coupon-new =
    🎟 <b>Новый купон</b>
    Код: { $code }
    Скидка: { $percent-text }%
    Сколько раз: { $most-text }
    Срок, дней: { $days-text }
    Тариф: { $tier }
coupon-ask-code = ✍️ Напишите код, например: SAVE10_UZ_2026
coupon-ask-percent = ✍️ Напишите скидку в процентах, от 1 до 100.
coupon-ask-most = ✍️ Сколько раз самое большее?
coupon-ask-days = ✍️ Сколько дней действует?
coupon-exists = Купон с таким кодом уже есть. Напишите другой.
coupon-made = 🎟 Купон готов: <code>{ $code }</code>
audit-kind-coupon = 🎟 Купоны
act-coupon-made = создан купон
act-coupon-switched = купон включён или выключен

# Деньги

button-money = 💵 Деньги
button-winback = ✉️ Письма
button-price-history = 📜 История
button-refund = ↩️ Отметить возврат
button-refund-now = ↩️ Да, деньги вернули
button-payer = 👤 Магазин
money-title = 💵 <b>Деньги</b>
money-account = • { $account }: { $sum } сум
money-none = Счетов пока нет.
money-line = { $place-text }. { $mark } { $invoice } <b>{ $name }</b>: { $sum } сум, { $day }
account-revenue = выручка
account-discounts = скидки
account-refunds = возвраты
account-by-hand = вручную
account-receivable = должен нам: { $provider }
bill-payer = 👤 <b>{ $name }</b>
bill-erased = удалён
bill-sum = 💰 <b>{ $sum } сум</b>, { $provider }
bill-posted = • { $at } { $account }: { $sum } ({ $by }, { $reason })
bill-at-provider = ↩️ Верните деньги в кабинете { $provider }: тариф и проводки изменятся сами.
bill-ask-reason =
    ↩️ Сначала верните { $sum } сум ({ $provider }). Отметка здесь заберёт дни этого счёта и сообщит магазину.
    ✍️ Почему? Напишите причину.
button-return = ⭐ Вернуть
button-return-now = ⭐ Да, вернуть
bill-returning = ⏳ Звёзды возвращаются.
bill-return-reason =
    ⭐ Звёзды по этому счёту ({ $sum } сум, { $provider }) вернутся плательщику, дни будут сняты.
    ✍️ Почему? Напишите причину.
account-unclaimed = должны плательщикам
act-stars-returned = вернул платёж
charge-title = ⚠️ <b>Деньги, по которым нет счёта</b>
charge-title-kept = ⚠️ <b>Звёзды вернуть не удалось</b>
charge-stranger = не магазин
charge-stars = ⭐ <b>{ $stars-text }</b>
charge-sum = 💰 <b>{ $sum } сум</b>
charge-order = 🧾 «{ $invoice }», { $at }
charge-id = 🔑 <code>{ $id }</code>
charge-trouble = Ответ Telegram: { $why }
charge-kept = Верните их здесь или добавьте магазину дни вручную.
charge-kept-by-card = Верните их в кабинете провайдера и отметьте здесь или добавьте магазину дни вручную.
charge-reason = нет счёта
charge-on-its-way = Эти деньги уже возвращаются или возвращены.
invoice-not-paid = Этот счёт не оплачен или деньги уже возвращены.
winback-title = ✉️ <b>Письма-возвраты</b>: не больше { $most-text } одному магазину, раз в 54 часа. За 30 дней:
winback-line = • { $outcome }: { $count-text }
winback-sent = отправлено
winback-unknown = неизвестно
winback-dead = нет такой почты
winback-refused = отказано
winback-skipped = уже не нужно
winback-waiting = ждёт
winback-ask-cap = ✍️ Чтобы изменить предел, напишите число от 0 до { $most-text }; при 0 письма не идут никому.
winback-cap-wrong = Напишите число от 0 до { $most-text }.
audit-kind-invoice = 💵 Деньги
act-invoice-refunded = отметил возврат
act-winback-capped = изменил число писем
