# Тариф

button-plan = 💳 Тариф
button-ask-access = 🔓 Запросить доступ
button-renew = 🔄 Продлить
button-larger-plan = 💳 Расширить тариф
button-withdraw = ✖️ Отозвать запрос
button-send-request = 📨 Отправить запрос
button-ai-with = 🧠 ИИ: +{ $sum } сум
button-ai-without = 🧠 Без дополнения ИИ
command-plan = Тариф и оплата
period-month = Месяц
period-quarter = Квартал
period-year = Год
home-paid = ✅ Тариф до { $until }
home-spent = ⏸ Ответы ИИ за этот месяц закончились. Новые начнутся { $until }.
plan-title = 💳 <b>Тариф</b>
plan-held = ✅ <b>{ $tier }</b>: до { $until }
plan-used = 🧠 Ответы ИИ в этом месяце: { $used-text } / { $most-text }
plan-used-unlimited = 🧠 Ответы ИИ в этом месяце: { $used-text }, без ограничений
plan-request-line = ⏳ Ваш запрос рассматривается: <b>{ $tier }</b>, { $period }, { $sum } сум
plan-list = <b>Тарифы, за месяц</b>
plan-list-line = • { $tier }: { $sum } сум
plan-list-line-profit = • { $tier }: { $sum } сум и { $percent-text }% прибыли
offer-title = 💳 <b>{ $tier }</b>
offer-channels = 🤖 До { $most-text } ботов и столько же аккаунтов WhatsApp и Instagram
offer-channels-unlimited = 🤖 Боты, WhatsApp и Instagram: без ограничений
offer-answers = 🧠 Ответы ИИ: { $most-text } в месяц
offer-answers-unlimited = 🧠 Ответы ИИ: без ограничений
offer-cards = 🗂 Карточки товаров: { $most-text } в месяц
offer-cards-unlimited = 🗂 Карточки товаров: без ограничений
offer-profit = 📈 Доля от прибыли: { $percent-text }%
offer-period = 📅 Срок: <b>{ $period }</b> ({ $days ->
        [one] { $days-text } день
        [few] { $days-text } дня
       *[many] { $days-text } дней
    })
offer-price = 💰 Цена: <b>{ $sum } сум</b>
offer-until = 🗓 Будет действовать до { $until }
plan-request-sent = ✅ Запрос отправлен. Ответ придёт сюда.
plan-request-withdrawn = Запрос отозван.
plan-request-waits = Ваш запрос рассматривается. Чтобы отправить другой, сначала отзовите его.
plan-request-decided = На этот запрос уже ответили.
plan-not-offered = Этот тариф больше не продаётся. Выберите другой из списка.
plan-channels-full = На вашем тарифе нельзя подключить больше { $most-text }. Отключите лишнее или расширьте тариф.
plan-answers-spent =
    ⏸ <b>Ответы ИИ за этот месяц закончились.</b>
    Клиенты сейчас видят «Магазин скоро ответит», их вопросы приходят вам.
    Новый месяц начнётся { $until }. Расширить тариф можно в разделе /plan.
plan-ai-spent =
    ⏸ <b>Бюджет ИИ на этот месяц закончился.</b>
    До { $until } бот отвечает дословно из вашего файла.
    В разделе /plan можно расширить тариф, в настройках подключить свой ключ OpenAI.
trial-ended =
    🔒 <b>Пробный период закончился.</b>
    Клиенты сейчас видят только «Магазин скоро ответит».
    Ваш файл и боты на месте. Чтобы продолжить, запросите доступ.
plan-ends-soon =
    ⏰ <b>Тариф закончится { $until }.</b>
    { $days ->
        [one] Остался { $days-text } день.
        [few] Осталось { $days-text } дня.
       *[many] Осталось { $days-text } дней.
    } Если продлить сейчас, эти дни не пропадут.
plan-ended =
    🔒 <b>Срок тарифа закончился.</b>
    Клиенты сейчас видят только «Магазин скоро ответит».
    Продлите, и всё продолжит работать.
plan-approved =
    ✅ <b>Ваш запрос одобрен!</b>
    Тариф действует до { $until }.
plan-rejected =
    ✖️ <b>Ваш запрос отклонён.</b>
    Причина: { $reason }
plan-rejected-unpaid =
    ✖️ <b>Ваш запрос отклонён.</b>
    Оплата не пришла. Если вы оплатили, пришлите чек: /help
plan-rejected-unreachable =
    ✖️ <b>Ваш запрос отклонён.</b>
    Мы не смогли с вами связаться. Напишите нам: /help
plan-rejected-duplicate =
    ✖️ <b>Ваш запрос отклонён.</b>
    Такой же запрос уже выполнен. Ваш тариф виден в разделе /plan.
plan-rejected-terms =
    ✖️ <b>Ваш запрос отклонён.</b>
    Магазин нарушает условия использования. Если есть вопросы, напишите: /help
plan-given =
    🎁 <b>Вам добавлено дней: { $days-text }</b>
    Тариф действует до { $until }.
plan-taken = ℹ️ Срок тарифа изменён: до { $until }. Если есть вопросы, напишите: /help
account-banned =
    🔒 <b>Ваш аккаунт приостановлен.</b>
    Причина: { $reason }
    Если есть вопросы, напишите: /help
account-unbanned = ✅ Ваш аккаунт снова работает.
house-message =
    ✉️ <b>SellerCloudX</b>
    { $text }

# Оплата

button-pay = 💳 { $name }
button-coupon = 🎟 Купон
offer-price-coupon = 💰 Цена: <s>{ $list }</s> <b>{ $sum } сум</b> (🎟 { $coupon })
coupon-ask = 🎟 Напишите код купона.
coupon-accepted = 🎟 <b>{ $code }</b> принят: скидка { $percent-text }%. Учтём её в следующем платеже.
coupon-code-wrong = В коде купона латинские буквы, цифры и _, от 4 до 24 знаков. Напишите ещё раз.
coupon-unknown = Такого купона нет. Проверьте код и напишите ещё раз.
coupon-expired = Срок этого купона истёк.
coupon-used-by-you = Вы уже использовали этот купон.
coupon-used-up = Этот купон закончился.
payment-not-connected = Этот способ оплаты пока не подключён.
payment-sum-too-large = Такую сумму этим способом оплатить нельзя. Выберите другой.
payment-receipt =
    ✅ <b>Оплата получена!</b>
    🧾 { $invoice }: { $tier }, <b>{ $sum } сум</b>
    🗓 Тариф действует до { $until }.
payment-refunded = ↩️ По счёту { $invoice } возвращено { $sum } сум. Дни, которые он дал, сняты.
payment-returned = ↩️ По счёту { $invoice } возвращено { $sum } сум. Срок тарифа не меняется.
payment-page-later = Страница оплаты сейчас не открылась. Попробуйте немного позже.
invoice-title = 🧾 <b>Счёт { $name }</b>
invoice-what = 💳 { $tier }, { $period } ({ $days ->
        [one] { $days-text } день
        [few] { $days-text } дня
       *[many] { $days-text } дней
    })
invoice-coupon = 🎟 { $coupon }: скидка { $discount } сум от { $list } сум
invoice-sum = 💰 <b>{ $sum } сум</b>
invoice-open = ⏳ Оплатите до { $until }. Тариф включится сам, как только оплата пройдёт.
invoice-terminal = 🏧 Можно и в терминале или приложении { $provider }: введите <b>{ $name }</b>.
invoice-paid = ✅ Оплачен { $at }
invoice-closed = ✖️ Счёт закрыт
invoice-refunded = ↩️ Деньги возвращены
invoice-in-payment = По этому счёту уже идёт оплата, отменить его сейчас нельзя.
invoice-stars = ⭐ { $stars-text } Telegram Stars
invoice-about = { $period }, { $days ->
        [one] { $days-text } день
        [few] { $days-text } дня
       *[many] { $days-text } дней
    }. Счёт { $name }
invoice-not-taken = Telegram не принял этот счёт. Выберите другой способ оплаты в разделе /plan.
payment-kept-aside =
    ℹ️ <b>Ваши деньги по счёту { $invoice } пришли, но оплачивать ими нечего.</b>
    Они у нас в сохранности: мы вернём их или напишем вам. Вопросы: /paysupport
checkout-unknown = Такого счёта нет. Создайте новый в разделе /plan.
checkout-not-yours = Это счёт другого магазина. Создайте свой в разделе /plan.
checkout-other-sum = Сумма счёта другая. Создайте новый счёт в разделе /plan.
checkout-held = По этому счёту уже идёт оплата. Попробуйте через 5 минут.
checkout-paid = Этот счёт уже оплачен.
checkout-closed = Этот счёт закрыт. Создайте новый в разделе /plan.
checkout-failed = Сбой на нашей стороне, деньги не списаны. Попробуйте через минуту.
command-paysupport = Помощь с оплатой
command-terms = Условия оплаты
pay-support =
    💳 <b>Помощь с оплатой</b>
    Напишите { $support } и назовите номер счёта, например SCX-000417. Мы проверим платёж и вернём дни или деньги, если что-то пошло не так.
    Поддержка самого Telegram с покупками здесь не поможет.
terms =
    📄 <b>Условия оплаты</b>
    • Вы покупаете тариф SellerCloudX на число дней, указанное в счёте. Он включается, как только пройдёт оплата, и сам не продлевается.
    • Счёт можно оплатить в течение 3 дней, цена за это время не меняется.
    • Чтобы вернуть деньги, напишите { $support }. Дни, которые они дали, снимаются.
    • Вы покупаете у SellerCloudX, а не у Telegram.
button-paper = 📄 PDF
paper-title = Счёт { $name }
paper-date = Дата
paper-day = { $day }
paper-buyer = Кому
paper-words = { $words }
paper-plan = Тариф
paper-period = Срок
paper-days = { $period }, { $days-text } дн.
paper-list = Цена
paper-money = { $sum } сум
paper-discount = Скидка
paper-discount-of = { $sum } сум ({ $coupon })
paper-by = Способ оплаты
paper-state = Состояние
paper-open = Оплатить до { $until }
paper-paid = Оплачен { $at }
paper-closed = Отменён
paper-refunded = Деньги возвращены
paper-sum = Итого: { $sum } сум
paper-renew = Продлить тариф
