# Do‘stlarni taklif qilish

button-invite = 🤝 Дўстни таклиф қилиш
button-share = 📤 Улашиш
referral-title = 🤝 <b>Дўстларни таклиф қилиш</b>
referral-how = Дўстингиз ҳаволангиз орқали келиб, ботда биринчи марта тўлов қилса, сизга { $inviter-text } кун, унга { $friend-text } кун бепул қўшилади.
referral-most = Бир ойда кўпи билан { $most-text } та дўст учун.
referral-link = 🔗 { $link }
referral-counts = 👥 Келди: { $came-text }, тўлов қилди: { $paid-text }, сизга қўшилди: { $days-text } кун
referral-share = Дўконим мижозларига SellerCloudX AI ёрдамчиси жавоб беради. Сиз ҳам бепул синаб кўринг:
referral-blocked = ⛔ Таклиф қилиш сиз учун тўхтатилган: янги кун қўшилмайди. Саволингиз бўлса, ёзинг: /help
referral-came = 🤝 Сизни дўстингиз таклиф қилган: ботда биринчи тўловингизга яна { $days-text } кун бепул қўшилади.
referral-reward =
    🎁 <b>Таклиф қилган дўстингиз тўлов қилди: сизга { $days-text } кун қўшилди!</b>
    Тариф { $until } гача амал қилади.
referral-gift =
    🎁 <b>Дўстингиз таклифи билан келганингиз учун { $days-text } кун қўшилди!</b>
    Тариф { $until } гача амал қилади.
referral-reward-taken = ↩️ Дўстингизнинг тўлови қайтарилди, шунинг учун берилган { $days-text } кун бекор қилинди. Тариф { $until } гача амал қилади.
referral-gift-taken = ↩️ Тўловингиз қайтарилгани учун таклиф бўйича берилган { $days-text } кун ҳам бекор қилинди. Тариф { $until } гача амал қилади.

# Admin boti

button-referrals = 🤝 Таклифлар
button-referral-terms = ⚙️ Кунлар ва чеклов
button-inviter = 👤 Таклиф қилган
button-invited = 👤 Келган
button-block = ⛔ Таклифни тўхтатиш
button-block-now = ⛔ Ҳа, тўхтатиш
button-unblock = ✅ Таклифга рухсат
button-unblock-now = ✅ Ҳа, рухсат бериш
button-term-inviter = 🎁 Таклиф қилганга
button-term-friend = 🎁 Келганга
button-term-most = 🔢 Ойлик чеклов
referrals-title = 🤝 <b>Таклифлар</b>
referrals-none = Ҳозирча ҳеч ким таклиф билан келмаган.
referrals-line = { $place-text }. { $mark } <b>{ $inviter }</b> → { $partner }, { $day }
referral-chosen =
    🤝 <b>{ $inviter }</b> → <b>{ $partner }</b>
    { $state }
    Кунлар: таклиф қилганга { $earns-text }, келганга { $gets-text }
referral-because = { $state } ({ $why })
referral-state-came = ⏳ Келди, ҳали тўламаган
referral-state-paid = ✅ Тўлов қилди
referral-state-refused = ✖️ Ҳисобга олинмади
referral-state-taken-back = ↩️ Тўлов қайтарилди, кунлар бекор қилинди
referral-why-own = таклиф қилганнинг ўз Telegram ҳисоби
referral-why-chat = ҳавола биринчи кўрсатилган чат
referral-why-phone = бу рақамда аввал ҳисоб бўлган
referral-why-partner = аввалдан ҳамкор
referral-why-blocked = таклиф қилган тўхтатилган
referral-why-month = таклиф қилганнинг ойлик чеклови тугаган
referral-why-gone = таклиф қилган ҳисобини ёпган
referral-is-blocked = ⛔ Таклиф қилган тўхтатилган
block-means = ⛔ <b>{ $name }</b> таклифлари тўхтатилса, янги келганлар ҳисобга олинмайди ва унга кун қўшилмайди. Ҳозирча келди: { $came-text }, тўлов қилди: { $paid-text }.
unblock-means = ✅ <b>{ $name }</b> яна таклиф қила олади. Ҳозирча келди: { $came-text }, тўлов қилди: { $paid-text }.
inviter-blocked = ⛔ Таклифлари тўхтатилди
inviter-unblocked = ✅ Таклифларига рухсат берилди
referral-blocked-already = Бу ҳамкорнинг таклифлари аллақачон тўхтатилган.
referral-not-blocked = Бу ҳамкорнинг таклифлари тўхтатилмаган.
referral-terms =
    ⚙️ <b>Таклиф шартлари</b>
    Таклиф қилганга: { $inviter-text } кун
    Келганга: { $friend-text } кун
    Бир ойда кўпи билан: { $most-text } та мукофот
    Келиб бўлганлар учун ўша кунги шартлар қолади.
referral-ask-term = ✍️ { $what }: 0 дан { $most-text } гача сон ёзинг, 0 ҳеч нарса бермайди.
referral-term-wrong = 0 дан { $most-text } гача бутун сон ёзинг.
file-invited-by = 🤝 Таклиф қилган: { $name }
cause-referral = таклиф
audit-kind-referral = 🤝 Таклифлар
act-referral-blocked = таклифларни тўхтатди
act-referral-unblocked = таклифларга рухсат берди
act-referral-terms = таклиф шартини ўзгартирди
