# Figures

admin-command-stats = Figures
button-statistics = 📊 Figures
button-figures-today = Today
button-figures-week = 7 days
button-figures-month = 30 days
button-figures-messages = 💬 Messages
button-figures-revenue = 💵 Revenue
button-figures-paying = ✅ Paying
button-figures-csv = ⬇️ CSV
button-figures-mute = 🔕 No morning digest
button-figures-unmute = 🔔 Morning digest
figures-none-yet = No day is over yet. The first figures come tomorrow.
figures-today =
    📊 <b>Today, { $date }</b>
    <i>in brackets: yesterday and the mean of 7 days</i>
figures-over = 📊 <b>{ $from } – { $until }</b>
figures-morning =
    ☀️ <b>Yesterday, { $date }</b>
    <i>in brackets: the day before and the mean of 7 days</i>
figures-partners = 👥 Partners: <b>{ $all-text }</b> (🎁 { $trial-text }, ✅ { $paid-text }, 🔒 { $free-text }, ⌛ { $expired-text }, ⛔ { $banned-text }). 📄 Knowledge bases: { $files-text }
figures-registered = 🆕 New: <b>{ $count-text }</b> ({ $before-text }; { $mean-text })
figures-registered-in = 🆕 New: <b>{ $count-text }</b>
figures-conversations = 🗂 Conversations: <b>{ $count-text }</b> ({ $before-text }; { $mean-text })
figures-conversations-in = 🗂 Conversations, day by day: <b>{ $count-text }</b>
figures-messages = 💬 Customers’ messages: <b>{ $count-text }</b> ({ $before-text }; { $mean-text })
figures-messages-in = 💬 Customers’ messages: <b>{ $count-text }</b>
figures-channels = 📡 { $list }. Busiest: <b>{ $busiest }</b>
figures-languages = 🌐 { $list }
figures-no-language = no language
figures-answers = 🧠 AI answers: <b>{ $count-text }</b> ({ $before-text }; { $mean-text })
figures-answers-in = 🧠 AI answers: <b>{ $count-text }</b>
figures-took = ⏱ Answer time: half within { $half } s, nearly all within { $most } s
figures-undelivered = 📨 Sent: { $sent-text }. Undelivered: { $failed-text } ({ $percent }%)
figures-revenue = 💵 Revenue: <b>{ $count }</b> so‘m ({ $before }; { $mean })
figures-revenue-in = 💵 Revenue: <b>{ $count }</b> so‘m
figures-monthly = 📈 Monthly recurring revenue: <b>{ $sum }</b> so‘m
figures-lapsed = 🍂 Lapsed: <b>{ $count-text }</b> ({ $before-text }; { $mean-text })
figures-churn = 🍂 Lapsed: <b>{ $count-text }</b> ({ $percent }%)
figures-cost = 🤖 AI cost: { $dollars }
figures-cost-margin = 🤖 AI cost: { $dollars }. Left: { $margin } so‘m
figures-chart-messages = Customers’ messages
figures-chart-revenue = Revenue, thousand so‘m
figures-chart-paying = Paying partners
figures-acts = 📜 <b>The team in a day</b>
figures-act = { $who }: { $act }, { $count-text }
