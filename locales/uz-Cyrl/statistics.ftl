# Ko‘rsatkichlar

admin-command-stats = Кўрсаткичлар
button-statistics = 📊 Кўрсаткичлар
button-figures-today = Бугун
button-figures-week = 7 кун
button-figures-month = 30 кун
button-figures-messages = 💬 Хабарлар
button-figures-revenue = 💵 Тушум
button-figures-paying = ✅ Тўловчилар
button-figures-csv = ⬇️ CSV
button-figures-mute = 🔕 Эрталаб юборманг
button-figures-unmute = 🔔 Эрталаб юборинг
figures-none-yet = Ҳали тугаган кун йўқ. Биринчи рақамлар эртага бўлади.
figures-today =
    📊 <b>Бугун, { $date }</b>
    <i>қавсда: кеча ва 7 кунлик ўртача</i>
figures-over = 📊 <b>{ $from } – { $until }</b>
figures-morning =
    ☀️ <b>Кечаги кун, { $date }</b>
    <i>қавсда: ундан олдинги кун ва 7 кунлик ўртача</i>
figures-partners = 👥 Ҳамкорлар: <b>{ $all-text }</b> (🎁 { $trial-text }, ✅ { $paid-text }, 🔒 { $free-text }, ⌛ { $expired-text }, ⛔ { $banned-text }). 📄 Билим базаси: { $files-text }
figures-registered = 🆕 Янги: <b>{ $count-text }</b> ({ $before-text }; { $mean-text })
figures-registered-in = 🆕 Янги: <b>{ $count-text }</b>
figures-conversations = 🗂 Суҳбатлар: <b>{ $count-text }</b> ({ $before-text }; { $mean-text })
figures-conversations-in = 🗂 Суҳбатлар, кунма-кун: <b>{ $count-text }</b>
figures-messages = 💬 Мижоз хабарлари: <b>{ $count-text }</b> ({ $before-text }; { $mean-text })
figures-messages-in = 💬 Мижоз хабарлари: <b>{ $count-text }</b>
figures-channels = 📡 { $list }. Энг фаоли: <b>{ $busiest }</b>
figures-languages = 🌐 { $list }
figures-no-language = тилсиз
figures-answers = 🧠 AI жавоблари: <b>{ $count-text }</b> ({ $before-text }; { $mean-text })
figures-answers-in = 🧠 AI жавоблари: <b>{ $count-text }</b>
figures-took = ⏱ Жавоб вақти: ярми { $half } с, деярли барчаси { $most } с ичида
figures-undelivered = 📨 Юборилди: { $sent-text }. Етмади: { $failed-text } ({ $percent } %)
figures-revenue = 💵 Тушум: <b>{ $count }</b> сўм ({ $before }; { $mean })
figures-revenue-in = 💵 Тушум: <b>{ $count }</b> сўм
figures-monthly = 📈 Ойлик даромад ({ "MRR" }): <b>{ $sum }</b> сўм
figures-lapsed = 🍂 Кетганлар: <b>{ $count-text }</b> ({ $before-text }; { $mean-text })
figures-churn = 🍂 Кетганлар: <b>{ $count-text }</b> ({ $percent } %)
figures-cost = 🤖 AI харажати: { $dollars }
figures-cost-margin = 🤖 AI харажати: { $dollars }. Қолгани: { $margin } сўм
figures-chart-messages = Мижоз хабарлари
figures-chart-revenue = Тушум, минг сўм
figures-chart-paying = Тўловчи ҳамкорлар
figures-acts = 📜 <b>Жамоа бир кунда</b>
figures-act = { $who }: { $act }, { $count-text }
