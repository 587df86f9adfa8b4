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
