# Письма

winback-subject = Включите бота магазина снова со скидкой { $percent-text }%
winback-hello = Здравствуйте! Пробный период магазина <b>{ $name }</b> закончился.
winback-offer = Ваши клиенты сейчас остаются без ответа. Файл и боты на месте: включите тариф со скидкой { $percent-text }%, и бот сразу начнёт отвечать. Купон { $code } действует до { $until }.
winback-button = Включить со скидкой
winback-foot-html = Если такие письма не нужны, <a href="{ $stop }">отпишитесь</a>.
winback-foot-text = Если такие письма не нужны, отпишитесь: { $stop }
winback-in-bot =
    🎟 <b>Вам скидка { $percent-text }%!</b>
    Купон <code>{ $code }</code> действует до { $until }. Выберите тариф в разделе /plan и напишите там купон.
unsubscribe-ask = Отписаться от писем SellerCloudX?
unsubscribe-button = Да, отписаться
unsubscribe-done = Готово. Больше писем не будет.
mail-confirm-subject = { $code } — ваш код SellerCloudX
mail-confirm-text =
    Здравствуйте! Ваш код: <b>{ $code }</b>.

    Напишите его в боте Telegram, чтобы подтвердить этот адрес для магазина <b>{ $name }</b>. Код действует 15 минут.

    Если вы его не запрашивали, ничего не делайте.
mail-recover-subject = { $code } — код для переноса магазина
mail-recover-text =
    Здравствуйте! Кто-то хочет перенести магазин <b>{ $name }</b> на другой аккаунт Telegram. Код: <b>{ $code }</b>, он действует 15 минут.

    Если это вы, напишите его в боте Telegram. Если нет, ничего не делайте и никому не сообщайте код: кто его знает, получит ваш магазин.
mail-receipt-subject = Чек: { $invoice }
mail-receipt-text =
    Спасибо! Мы получили { $sum } сум за <b>{ $name }</b>.

    { $invoice }: { $tier }. Тариф действует до { $until }. Счёт приложен к письму.
