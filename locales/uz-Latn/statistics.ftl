# Ko‘rsatkichlar

admin-command-stats = Ko‘rsatkichlar
button-statistics = 📊 Ko‘rsatkichlar
button-figures-today = Bugun
button-figures-week = 7 kun
button-figures-month = 30 kun
button-figures-messages = 💬 Xabarlar
button-figures-revenue = 💵 Tushum
button-figures-paying = ✅ To‘lovchilar
button-figures-csv = ⬇️ CSV
button-figures-mute = 🔕 Ertalab yubormang
button-figures-unmute = 🔔 Ertalab yuboring
figures-none-yet = Hali tugagan kun yo‘q. Birinchi raqamlar ertaga bo‘ladi.
figures-today =
    📊 <b>Bugun, { $date }</b>
    <i>qavsda: kecha va 7 kunlik o‘rtacha</i>
figures-over = 📊 <b>{ $from } – { $until }</b>
figures-morning =
    ☀️ <b>Kechagi kun, { $date }</b>
    <i>qavsda: undan oldingi kun va 7 kunlik o‘rtacha</i>
figures-partners = 👥 Hamkorlar: <b>{ $all-text }</b> (🎁 { $trial-text }, ✅ { $paid-text }, 🔒 { $free-text }, ⌛ { $expired-text }, ⛔ { $banned-text }). 📄 Bilim bazasi: { $files-text }
figures-registered = 🆕 Yangi: <b>{ $count-text }</b> ({ $before-text }; { $mean-text })
figures-registered-in = 🆕 Yangi: <b>{ $count-text }</b>
figures-conversations = 🗂 Suhbatlar: <b>{ $count-text }</b> ({ $before-text }; { $mean-text })
figures-conversations-in = 🗂 Suhbatlar, kunma-kun: <b>{ $count-text }</b>
figures-messages = 💬 Mijoz xabarlari: <b>{ $count-text }</b> ({ $before-text }; { $mean-text })
figures-messages-in = 💬 Mijoz xabarlari: <b>{ $count-text }</b>
figures-channels = 📡 { $list }. Eng faoli: <b>{ $busiest }</b>
figures-languages = 🌐 { $list }
figures-no-language = tilsiz
figures-answers = 🧠 AI javoblari: <b>{ $count-text }</b> ({ $before-text }; { $mean-text })
figures-answers-in = 🧠 AI javoblari: <b>{ $count-text }</b>
figures-took = ⏱ Javob vaqti: yarmi { $half } s, deyarli barchasi { $most } s ichida
figures-undelivered = 📨 Yuborildi: { $sent-text }. Yetmadi: { $failed-text } ({ $percent } %)
figures-revenue = 💵 Tushum: <b>{ $count }</b> so‘m ({ $before }; { $mean })
figures-revenue-in = 💵 Tushum: <b>{ $count }</b> so‘m
figures-monthly = 📈 Oylik daromad ({ "MRR" }): <b>{ $sum }</b> so‘m
figures-lapsed = 🍂 Ketganlar: <b>{ $count-text }</b> ({ $before-text }; { $mean-text })
figures-churn = 🍂 Ketganlar: <b>{ $count-text }</b> ({ $percent } %)
figures-cost = 🤖 AI xarajati: { $dollars }
figures-cost-margin = 🤖 AI xarajati: { $dollars }. Qolgani: { $margin } so‘m
figures-chart-messages = Mijoz xabarlari
figures-chart-revenue = Tushum, ming so‘m
figures-chart-paying = To‘lovchi hamkorlar
figures-acts = 📜 <b>Jamoa bir kunda</b>
figures-act = { $who }: { $act }, { $count-text }
