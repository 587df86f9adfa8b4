# Аккаунты WhatsApp и Instagram

button-meta-begin = Начать подключение
button-meta-platform = Через готовое приложение
meta-off-no-address = ⚪ WhatsApp и Instagram пока выключены: не задан адрес сервера (WEBHOOK_BASE_URL). Напишите в поддержку.
meta-intro-whatsapp =
    🟢 <b>Подключение номера WhatsApp</b>
    Понадобятся бизнес-аккаунт Meta и номер в WhatsApp Cloud API.
    Я по очереди спрошу 5 значений, их можно скопировать на developers.facebook.com.
    🔑 Сообщения с секретами я сразу удаляю.
meta-intro-instagram =
    🟣 <b>Подключение Instagram</b>
    Понадобятся профессиональный аккаунт Instagram и приложение Meta.
    Я по очереди спрошу несколько значений, их можно скопировать на developers.facebook.com.
    🔑 Сообщения с секретами я сразу удаляю.
meta-step = <b>{ $step } / { $steps }</b>
meta-ask-whatsapp-app = Пришлите ID приложения (<i>App ID</i>): <a href="https://developers.facebook.com/apps">developers.facebook.com/apps</a>
meta-ask-whatsapp-secret = Пришлите секрет приложения: <i>App settings → Basic → App secret</i>. Сообщение я удалю.
meta-ask-instagram-secret = Пришлите секрет приложения: <i>App settings → Basic → App secret</i>. Сообщение я удалю.
meta-ask-whatsapp-business = Пришлите ID бизнес-аккаунта WhatsApp: <i>WhatsApp → API Setup → WhatsApp Business Account ID</i>.
meta-ask-whatsapp-number = Пришлите ID номера: <i>WhatsApp → API Setup → Phone number ID</i>. Это не сам номер телефона.
meta-ask-whatsapp-token = Пришлите токен доступа (<i>Access token</i>), лучше бессрочный, системного пользователя. Сообщение я удалю.
meta-ask-instagram-token = Пришлите токен доступа (<i>Access token</i>), лучше бессрочный, системного пользователя. Сообщение я удалю.
meta-ask-instagram-page = Пришлите ID аккаунта Instagram или связанной с ним страницы Facebook (только цифры).
meta-wrong-app = Это не похоже на ID: в нём только цифры. Пришлите ещё раз.
meta-wrong-business = Это не похоже на ID: в нём только цифры. Пришлите ещё раз.
meta-wrong-number = Это не похоже на ID: в нём только цифры. Пришлите ещё раз.
meta-wrong-page = Это не похоже на ID: в нём только цифры. Пришлите ещё раз.
meta-wrong-secret = Это не похоже на секрет приложения: в нём 32 знака. Пришлите ещё раз.
meta-wrong-token = Это не похоже на токен. Скопируйте его целиком и пришлите ещё раз.
meta-own = Вы уже подключили этот аккаунт: /channels
meta-taken = Этот аккаунт уже подключил другой продавец.
meta-checking = ⏳ Проверяю аккаунт { $messenger } (токен …{ $last }).
meta-ok =
    🟢 <b>{ $name }</b> подключён: { $messenger }, { $handle }
    🔑 Токен: …{ $last }
meta-quality =
    Оценка качества: { $quality ->
        [GREEN] хорошая 🟢
        [YELLOW] средняя 🟡
        [RED] низкая 🔴
       *[other] пока нет
    }
meta-limit =
    Кому можно написать первым: { $limit ->
        [UNLIMITED] без ограничений
       *[other] до { $limit } человек в сутки
    }
meta-hook =
    👉 Последний шаг: в приложении Meta откройте <i>Webhooks</i> и вставьте:
    Адрес (<i>Callback URL</i>): <code>{ $url }</code>
    Слово (<i>Verify token</i>): <code>{ $word }</code>
    Затем подпишитесь на поля <i>{ $fields }</i>. Когда придёт проверка, я напишу здесь.
meta-hook-verified = ✅ Meta проверила адрес, сообщения приходят.
meta-broken = 🔴 <b>{ $messenger } { $handle } не работает</b> (токен …{ $last }).
meta-removed = ⚪ { $messenger } { $handle } отключён и больше не отвечает клиентам.
meta-token-dead = Meta не принимает токен. Получите новый и подключите аккаунт заново.
meta-forbidden = У токена нет нужных прав. Выдайте их и нажмите «Проверить».
meta-not-found = Meta не нашла такой аккаунт, или токен его не видит. Проверьте ID.
meta-number-elsewhere = Этот номер не относится к указанному бизнес-аккаунту WhatsApp. Проверьте ID.
meta-secret-refused = ID приложения и секрет не подходят друг к другу. Отключите аккаунт и подключите заново.
meta-locked = Meta ограничила этот аккаунт. Прочитайте сообщение в Meta Business Suite.
meta-unreachable = Meta сейчас не отвечает. Нажмите «Проверить» немного позже.
notice-meta-broken = 🔴 { $account } перестал работать. Причина и кнопки: /channels
notice-meta-token-ends = ⏰ Токен { $account } закончится { $when }. Подключите новый заранее: /channels
notice-unsent = ⚠️ Сообщение для <b>{ $customer }</b> не доставлено.
notice-unsent-human = ⚠️ Сообщение для <b>{ $customer }</b> не ушло: чтобы писать спустя 24 часа, Meta должна дать вашему приложению право Human Agent. Ответить можно, когда клиент напишет снова.
notice-unsent-window = ⚠️ Сообщение для <b>{ $customer }</b> не ушло: прошло больше 24 часов с последнего сообщения клиента. Ответить можно, когда он напишет снова.
notice-unsent-unreachable = ⚠️ Сообщение для <b>{ $customer }</b> не доставлено: клиент недоступен или заблокировал вас.
notice-unsent-business = ⚠️ Сообщение для <b>{ $customer }</b> не отправлено: в вашем аккаунте Telegram боту не разрешено писать.
notice-unsent-payment = ⚠️ Сообщение для <b>{ $customer }</b> не ушло: в аккаунте WhatsApp нет способа оплаты. Добавьте его в Meta.
notice-unsent-media = ⚠️ Файл для <b>{ $customer }</b> не доставлен: Meta его не приняла.

# Комментарии

button-comments = 💬 Ответы в Direct
button-comments-off = ✖️ Выключить
meta-delivered = 📨 Доставлено клиентам в этом месяце: { $count-text }. 1000 в месяц бесплатно, дальше Meta берёт плату.
meta-comments = 💬 На комментарии со словом «{ $word }» отвечаем в Direct
comments-ask =
    💬 <b>Ответы на комментарии</b>
    Напишите ключевое слово, например: <i>цена</i>
    Если его напишут под вашим постом, ИИ ответит человеку в Direct, а под комментарием оставит «Ответили в Direct».
comments-on =
    💬 <b>Ответы на комментарии включены</b>
    Ключевое слово: <b>{ $word }</b>
    Чтобы сменить, напишите другое слово.
comments-off = ✖️ Ответы на комментарии выключены.
comment-word-wrong = Напишите одно слово: от 2 букв до 30 знаков.
