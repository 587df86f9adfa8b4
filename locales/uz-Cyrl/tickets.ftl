# Yordam so‘rash va fikr bildirish

command-support = Ёрдам сўраш
command-feedback = Фикр ва таклифлар
button-ask-team = 🛟 Ёрдам сўраш
button-feedback = 💡 Фикр билдириш
team-support =
    🛟 <b>Ёрдам</b>
    Саволингизни ёки нима ишламаётганини ёзинг. Экран сурати ёки файл ҳам юборсангиз бўлади. Жамоамиз шу ерда жавоб беради.
    Бошқа йўл билан боғланиш: { $support }
team-feedback =
    💡 <b>Фикр ва таклифлар</b>
    Нима ёқди, нима етишмаяпти? Ёзинг: ҳар бир хабарни ўқиймиз.
    Бошқа йўл билан боғланиш: { $support }
team-open = 📨 Очиқ мурожаат: <b>№ { $number }</b>
team-taken = ✅ Қабул қилинди: № { $number }. Шу ерда жавоб берамиз.
team-file-taken = 📎 Файлни олдим, жамоага юборяпман.
team-answer = 🛟 <b>№ { $number } мурожаатингизга жавоб</b> ({ $name })
team-closed = 🔒 № { $number } мурожаатингиз ёпилди. Яна савол бўлса, ёзинг: /support
team-thanks = Раҳмат! Мурожаат ёпилди.
button-team-again = ✍️ Жавоб ёзиш
button-team-solved = ✅ Ҳал бўлди
ticket-many-wait = Хабарларингизни олдик, тез орада жавоб берамиз. Жавобимизни кутиб туринг.
ticket-closed-already = Бу мурожаат ёпилган.
ticket-text-only = Матн, расм ёки файл юборинг.
ticket-file-too-big = 20 MB гача файл юбориш мумкин. Кичикроқ файл юборинг.
ticket-file-lost = Файлни Telegramдан ололмадим. Уни қайта юборинг.

# Adminlar boti

admin-command-tickets = Мурожаатлар
desk-tickets = 🛟 Жавоб кутаётган мурожаатлар: <b>{ $count-text }</b>
button-tickets = 🛟 Мурожаатлар
tickets-title = 🛟 <b>Мурожаатлар</b>
tickets-none = Бундай мурожаат йўқ.
tickets-line = • № { $number } { $sort }: { $name }, { $at }
button-tickets-waiting = Кутмоқда
button-tickets-answered = Жавоб берилган
button-tickets-closed = Ёпилган
ticket-support = 🛟 ёрдам
ticket-feedback = 💡 фикр
ticket-card = <b>№ { $number }</b> { $sort }, <b>{ $name }</b>
ticket-answered-by = ✅ <b>{ $name }</b> жавоб берди, { $at }:
ticket-is-closed = 🔒 Мурожаат ёпилган.
ticket-closed = Мурожаат ёпилди.
ticket-type-answer = ✍️ Ёзганингиз ҳамкорга боради. Расм ёки файл ҳам юбориш мумкин.
ticket-answer-sent = ✅ Жавоб юборилди.
ticket-file-coming = 📎 Файлни ҳамкорга юборяпман.
button-ticket-close = 🔒 Ёпиш
button-ticket-whole = 📜 Ёзишма
audit-kind-ticket = 🛟 Мурожаат
act-ticket-answered = мурожаатга жавоб берди
act-ticket-closed = мурожаатни ёпди
