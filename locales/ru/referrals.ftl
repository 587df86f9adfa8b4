# Приглашение друзей

button-invite = 🤝 Пригласить друга
button-share = 📤 Поделиться
referral-title = 🤝 <b>Пригласить друзей</b>
referral-how = Если друг придёт по вашей ссылке и впервые оплатит в боте, вам и ему добавятся бесплатные дни: вам { $inviter-text }, ему { $friend-text }.
referral-most = За месяц не больше чем за { $most ->
        [one] { $most-text } друга
       *[other] { $most-text } друзей
    }.
referral-link = 🔗 { $link }
referral-counts = 👥 Пришли: { $came-text }, оплатили: { $paid-text }, вам добавлено дней: { $days-text }
referral-share = Клиентам моего магазина отвечает ИИ-помощник SellerCloudX. Попробуйте бесплатно:
referral-blocked = ⛔ Приглашать вам запрещено: новые дни не добавляются. Если есть вопросы, напишите нам: /help
referral-came = 🤝 Вас пригласил друг: к первой оплате в боте добавим бесплатно ещё { $days ->
        [one] { $days-text } день
        [few] { $days-text } дня
       *[many] { $days-text } дней
    }.
referral-reward =
    🎁 <b>Приглашённый вами друг оплатил: вам добавлено { $days ->
        [one] { $days-text } день
        [few] { $days-text } дня
       *[many] { $days-text } дней
    }!</b>
    Тариф действует до { $until }.
referral-gift =
    🎁 <b>Вы пришли по приглашению друга: вам добавлено { $days ->
        [one] { $days-text } день
        [few] { $days-text } дня
       *[many] { $days-text } дней
    }!</b>
    Тариф действует до { $until }.
referral-reward-taken = ↩️ Оплату друга вернули, поэтому подаренные за неё дни отменены: { $days-text }. Тариф действует до { $until }.
referral-gift-taken = ↩️ Вашу оплату вернули, поэтому подаренные по приглашению дни тоже отменены: { $days-text }. Тариф действует до { $until }.

# Бот администраторов

button-referrals = 🤝 Приглашения
button-referral-terms = ⚙️ Дни и лимит
button-inviter = 👤 Пригласивший
button-invited = 👤 Пришедший
button-block = ⛔ Запретить приглашать
button-block-now = ⛔ Да, запретить
button-unblock = ✅ Разрешить приглашать
button-unblock-now = ✅ Да, разрешить
button-term-inviter = 🎁 Пригласившему
button-term-friend = 🎁 Пришедшему
button-term-most = 🔢 Лимит в месяц
referrals-title = 🤝 <b>Приглашения</b>
referrals-none = По приглашению пока никто не пришёл.
referrals-line = { $place-text }. { $mark } <b>{ $inviter }</b> → { $partner }, { $day }
referral-chosen =
    🤝 <b>{ $inviter }</b> → <b>{ $partner }</b>
    { $state }
    Дни: пригласившему { $earns-text }, пришедшему { $gets-text }
referral-because = { $state } ({ $why })
referral-state-came = ⏳ Пришёл, ещё не оплатил
referral-state-paid = ✅ Оплатил
referral-state-refused = ✖️ Не засчитано
referral-state-taken-back = ↩️ Оплату вернули, дни отменены
referral-why-own = тот же Telegram, что у пригласившего
referral-why-chat = чат, в котором ссылку показали впервые
referral-why-phone = на этот номер уже был аккаунт
referral-why-partner = уже был партнёром
referral-why-blocked = пригласившему запрещено
referral-why-month = лимит пригласившего на месяц исчерпан
referral-why-gone = пригласивший закрыл аккаунт
referral-is-blocked = ⛔ Пригласившему запрещено
block-means = ⛔ Если запретить приглашения от <b>{ $name }</b>, новые не засчитываются и дни не добавляются. Пока пришли: { $came-text }, оплатили: { $paid-text }.
unblock-means = ✅ <b>{ $name }</b> снова сможет приглашать. Пока пришли: { $came-text }, оплатили: { $paid-text }.
inviter-blocked = ⛔ Приглашения запрещены
inviter-unblocked = ✅ Приглашения разрешены
referral-blocked-already = Этому партнёру уже запрещено приглашать.
referral-not-blocked = Этому партнёру не запрещено приглашать.
referral-terms =
    ⚙️ <b>Условия приглашений</b>
    Дней пригласившему: { $inviter-text }
    Дней пришедшему: { $friend-text }
    Наград в месяц не больше: { $most-text }
    Для тех, кто уже пришёл, остаются условия того дня.
referral-ask-term = ✍️ { $what }: напишите число от 0 до { $most-text }, 0 ничего не даёт.
referral-term-wrong = Напишите целое число от 0 до { $most-text }.
file-invited-by = 🤝 Пригласил: { $name }
cause-referral = приглашение
audit-kind-referral = 🤝 Приглашения
act-referral-blocked = запретил приглашать
act-referral-unblocked = разрешил приглашать
act-referral-terms = изменил условия приглашений
