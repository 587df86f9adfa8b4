# Yordam so‘rash va fikr bildirish

command-support = Yordam so‘rash
command-feedback = Fikr va takliflar
button-ask-team = 🛟 Yordam so‘rash
button-feedback = 💡 Fikr bildirish
team-support =
    🛟 <b>Yordam</b>
    Savolingizni yoki nima ishlamayotganini yozing. Ekran surati yoki fayl ham yuborsangiz bo‘ladi. Jamoamiz shu yerda javob beradi.
    Boshqa yo‘l bilan bog‘lanish: { $support }
team-feedback =
    💡 <b>Fikr va takliflar</b>
    Nima yoqdi, nima yetishmayapti? Yozing: har bir xabarni o‘qiymiz.
    Boshqa yo‘l bilan bog‘lanish: { $support }
team-open = 📨 Ochiq murojaat: <b>№ { $number }</b>
team-taken = ✅ Qabul qilindi: № { $number }. Shu yerda javob beramiz.
team-file-taken = 📎 Faylni oldim, jamoaga yuboryapman.
team-answer = 🛟 <b>№ { $number } murojaatingizga javob</b> ({ $name })
team-closed = 🔒 № { $number } murojaatingiz yopildi. Yana savol bo‘lsa, yozing: /support
team-thanks = Rahmat! Murojaat yopildi.
button-team-again = ✍️ Javob yozish
button-team-solved = ✅ Hal bo‘ldi
ticket-many-wait = Xabarlaringizni oldik, tez orada javob beramiz. Javobimizni kutib turing.
ticket-closed-already = Bu murojaat yopilgan.
ticket-text-only = Matn, rasm yoki fayl yuboring.
ticket-file-too-big = 20 MB gacha fayl yuborish mumkin. Kichikroq fayl yuboring.
ticket-file-lost = Faylni Telegramdan ololmadim. Uni qayta yuboring.

# Adminlar boti

admin-command-tickets = Murojaatlar
desk-tickets = 🛟 Javob kutayotgan murojaatlar: <b>{ $count-text }</b>
button-tickets = 🛟 Murojaatlar
tickets-title = 🛟 <b>Murojaatlar</b>
tickets-none = Bunday murojaat yo‘q.
tickets-line = • № { $number } { $sort }: { $name }, { $at }
button-tickets-waiting = Kutmoqda
button-tickets-answered = Javob berilgan
button-tickets-closed = Yopilgan
ticket-support = 🛟 yordam
ticket-feedback = 💡 fikr
ticket-card = <b>№ { $number }</b> { $sort }, <b>{ $name }</b>
ticket-answered-by = ✅ <b>{ $name }</b> javob berdi, { $at }:
ticket-is-closed = 🔒 Murojaat yopilgan.
ticket-closed = Murojaat yopildi.
ticket-type-answer = ✍️ Yozganingiz hamkorga boradi. Rasm yoki fayl ham yuborish mumkin.
ticket-answer-sent = ✅ Javob yuborildi.
ticket-file-coming = 📎 Faylni hamkorga yuboryapman.
button-ticket-close = 🔒 Yopish
button-ticket-whole = 📜 Yozishma
audit-kind-ticket = 🛟 Murojaat
act-ticket-answered = murojaatga javob berdi
act-ticket-closed = murojaatni yopdi
