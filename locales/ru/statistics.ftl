# Показатели

admin-command-stats = Показатели
button-statistics = 📊 Показатели
button-figures-today = Сегодня
button-figures-week = 7 дней
button-figures-month = 30 дней
button-figures-messages = 💬 Сообщения
button-figures-revenue = 💵 Выручка
button-figures-paying = ✅ Платящие
button-figures-csv = ⬇️ CSV
button-figures-mute = 🔕 Не слать утром
button-figures-unmute = 🔔 Слать утром
figures-none-yet = Ещё ни один день не закончился. Первые цифры будут завтра.
figures-today =
    📊 <b>Сегодня, { $date }</b>
    <i>в скобках: вчера и среднее за 7 дней</i>
figures-over = 📊 <b>{ $from } – { $until }</b>
figures-morning =
    ☀️ <b>Вчера, { $date }</b>
    <i>в скобках: день раньше и среднее за 7 дней</i>
figures-partners = 👥 Партнёры: <b>{ $all-text }</b> (🎁 { $trial-text }, ✅ { $paid-text }, 🔒 { $free-text }, ⌛ { $expired-text }, ⛔ { $banned-text }). 📄 Баз знаний: { $files-text }
figures-registered = 🆕 Новые: <b>{ $count-text }</b> ({ $before-text }; { $mean-text })
figures-registered-in = 🆕 Новые: <b>{ $count-text }</b>
figures-conversations = 🗂 Беседы: <b>{ $count-text }</b> ({ $before-text }; { $mean-text })
figures-conversations-in = 🗂 Беседы по дням: <b>{ $count-text }</b>
figures-messages = 💬 Сообщения клиентов: <b>{ $count-text }</b> ({ $before-text }; { $mean-text })
figures-messages-in = 💬 Сообщения клиентов: <b>{ $count-text }</b>
figures-channels = 📡 { $list }. Активнее всех: <b>{ $busiest }</b>
figures-languages = 🌐 { $list }
figures-no-language = без языка
figures-answers = 🧠 Ответы ИИ: <b>{ $count-text }</b> ({ $before-text }; { $mean-text })
figures-answers-in = 🧠 Ответы ИИ: <b>{ $count-text }</b>
figures-took = ⏱ Время ответа: половина за { $half } с, почти все за { $most } с
figures-undelivered = 📨 Отправлено: { $sent-text }. Не дошло: { $failed-text } ({ $percent } %)
figures-revenue = 💵 Выручка: <b>{ $count }</b> сум ({ $before }; { $mean })
figures-revenue-in = 💵 Выручка: <b>{ $count }</b> сум
figures-monthly = 📈 Доход в месяц (MRR): <b>{ $sum }</b> сум
figures-lapsed = 🍂 Ушли: <b>{ $count-text }</b> ({ $before-text }; { $mean-text })
figures-churn = 🍂 Ушли: <b>{ $count-text }</b> ({ $percent } %)
figures-cost = 🤖 Расход на ИИ: { $dollars }
figures-cost-margin = 🤖 Расход на ИИ: { $dollars }. Остаётся: { $margin } сум
figures-chart-messages = Сообщения клиентов
figures-chart-revenue = Выручка, тыс. сум
figures-chart-paying = Платящие партнёры
figures-acts = 📜 <b>Команда за сутки</b>
figures-act = { $who }: { $act }, { $count-text }
