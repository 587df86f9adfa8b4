# WhatsApp va Instagram hisoblari

button-meta-begin = Улашни бошлаш
button-meta-platform = Тайёр илова орқали
meta-off-no-address = ⚪ WhatsApp ва Instagram ҳозирча ўчиқ: сервер манзили ({ "WEBHOOK_BASE_URL" }) созланмаган. Ёрдамга ёзинг.
meta-intro-whatsapp =
    🟢 <b>WhatsApp рақамини улаш</b>
    Керак бўлади: Meta бизнес ҳисоби ва унга уланган рақам (WhatsApp Cloud API).
    Мен 5 та қийматни бирма-бир сўрайман, уларни developers.facebook.com дан нусхалайсиз.
    🔑 Махфий қийматли хабарингизни дарҳол ўчираман.
meta-intro-instagram =
    🟣 <b>Instagramни улаш</b>
    Керак бўлади: профессионал Instagram ҳисоби ва Meta иловаси.
    Мен бир неча қийматни бирма-бир сўрайман, уларни developers.facebook.com дан нусхалайсиз.
    🔑 Махфий қийматли хабарингизни дарҳол ўчираман.
meta-step = <b>{ $step } / { $steps }</b>
meta-ask-whatsapp-app = Илова ID сини юборинг (<i>{ "App ID" }</i>): <a href="https://developers.facebook.com/apps">developers.facebook.com/apps</a>
meta-ask-whatsapp-secret = Илова махфий калитини юборинг: <i>{ "App settings → Basic → App secret" }</i>. Хабарни ўчириб ташлайман.
meta-ask-instagram-secret = Илова махфий калитини юборинг: <i>{ "App settings → Basic → App secret" }</i>. Хабарни ўчириб ташлайман.
meta-ask-whatsapp-business = WhatsApp бизнес ҳисоби ID сини юборинг: <i>{ "WhatsApp → API Setup → WhatsApp Business Account ID" }</i>.
meta-ask-whatsapp-number = Рақам ID сини юборинг: <i>{ "WhatsApp → API Setup → Phone number ID" }</i>. Бу телефон рақамининг ўзи эмас.
meta-ask-whatsapp-token = Кириш токенини юборинг (<i>{ "Access token" }</i>): муддатсиз, тизим фойдаланувчисиники бўлса яхши. Хабарни ўчириб ташлайман.
meta-ask-instagram-token = Кириш токенини юборинг (<i>{ "Access token" }</i>): муддатсиз, тизим фойдаланувчисиники бўлса яхши. Хабарни ўчириб ташлайман.
meta-ask-instagram-page = Instagram ҳисоби ёки унга уланган Facebook саҳифаси ID сини юборинг (фақат рақамлар).
meta-wrong-app = Бу ID га ўхшамайди: унда фақат рақамлар бўлади. Яна юборинг.
meta-wrong-business = Бу ID га ўхшамайди: унда фақат рақамлар бўлади. Яна юборинг.
meta-wrong-number = Бу ID га ўхшамайди: унда фақат рақамлар бўлади. Яна юборинг.
meta-wrong-page = Бу ID га ўхшамайди: унда фақат рақамлар бўлади. Яна юборинг.
meta-wrong-secret = Бу махфий калитга ўхшамайди: у 32 та белгидан иборат. Яна юборинг.
meta-wrong-token = Бу токенга ўхшамайди. Уни тўлиқ нусхалаб, яна юборинг.
meta-own = Сиз бу ҳисобни аллақачон улагансиз: /channels
meta-taken = Бу ҳисобни бошқа сотувчи улаган.
meta-checking = ⏳ { $messenger } ҳисоби текшириляпти (токен …{ $last }).
meta-ok =
    🟢 <b>{ $name }</b> уланди: { $messenger }, { $handle }
    🔑 Токен: …{ $last }
meta-quality =
    Сифат баҳоси: { $quality ->
        [GREEN] яхши 🟢
        [YELLOW] ўртача 🟡
        [RED] паст 🔴
       *[other] ҳали йўқ
    }
meta-limit =
    Биринчи бўлиб ёзиш мумкин: { $limit ->
        [UNLIMITED] чекловсиз
       *[other] кунига { $limit } кишигача
    }
meta-hook =
    👉 Охирги қадам: Meta иловангизда <i>{ "Webhooks" }</i> бўлимига қуйидагиларни киритинг.
    Манзил (<i>{ "Callback URL" }</i>): <code>{ $url }</code>
    Сўз (<i>{ "Verify token" }</i>): <code>{ $word }</code>
    Сўнг бу майдонларга обуна бўлинг: <i>{ $fields }</i>. Текширув келса, шу ерда ёзаман.
meta-hook-verified = ✅ Meta манзилни текширди, хабарлар келади.
meta-broken = 🔴 <b>{ $messenger } { $handle } ишламаяпти</b> (токен …{ $last }).
meta-removed = ⚪ { $messenger } { $handle } узилди. У энди мижозларга жавоб бермайди.
meta-token-dead = Meta токенни қабул қилмади. Янги токен олинг ва ҳисобни қайта уланг.
meta-forbidden = Токенга керакли рухсатлар берилмаган. Рухсатларни беринг ва “Текшириш” тугмасини босинг.
meta-not-found = Meta бундай ҳисобни топмади ёки токен уни кўрмайди. ID ларни текширинг.
meta-number-elsewhere = Бу рақам шу WhatsApp бизнес ҳисобига тегишли эмас. ID ларни текширинг.
meta-secret-refused = Илова ID си ва махфий калити бир-бирига мос эмас. Ҳисобни узиб, қайта уланг.
meta-locked = Meta бу ҳисобни чеклаган. { "Meta Business Suite" }’даги хабарни ўқинг.
meta-unreachable = Meta ҳозир жавоб бермади. Бироздан сўнг “Текшириш” тугмасини босинг.
notice-meta-broken = 🔴 { $account } ишламай қолди. Сабаби ва тугмалари: /channels
notice-meta-token-ends = ⏰ { $account } токени { $when } да тугайди. Ундан олдин янгисини уланг: /channels
notice-unsent = ⚠️ <b>{ $customer }</b> га хабар етиб бормади.
notice-unsent-human = ⚠️ <b>{ $customer }</b> га хабар кетмади: 24 соатдан кейин ёзиш учун Meta иловангизга Ҳуман Агент рухсатини бериши керак. Мижоз яна ёзса, жавоб бера оласиз.
notice-unsent-window = ⚠️ <b>{ $customer }</b> га хабар кетмади: мижоз ёзганига 24 соатдан ошди. У яна ёзса, жавоб бера оласиз.
notice-unsent-unreachable = ⚠️ <b>{ $customer }</b> га хабар етиб бормади: мижоз хабар ололмайди ёки сизни тўсган.
notice-unsent-business = ⚠️ <b>{ $customer }</b> га хабар кетмади: Telegram аккаунтингизда ботга ёзиш рухсати йўқ.
notice-unsent-payment = ⚠️ <b>{ $customer }</b> га хабар кетмади: WhatsApp ҳисобингизда тўлов усули йўқ. Уни Meta’да қўшинг.
notice-unsent-media = ⚠️ <b>{ $customer }</b> га файл етиб бормади: Meta уни қабул қилмади.

# Izohlar

button-comments = 💬 Изоҳларга жавоб
button-comments-off = ✖️ Ўчириб қўйиш
meta-delivered = 📨 Бу ой мижозларга етган хабарлар: { $count-text }. Ҳар ой 1000 таси бепул, кейингилари учун Meta ҳақ олади.
meta-comments = 💬 «{ $word }» ёзилган изоҳларга Дирест орқали жавоб берилади
comments-ask =
    💬 <b>Изоҳларга жавоб</b>
    Калит сўзни ёзинг, масалан: <i>нарх</i>
    Постингиз остида кимдир шу сўзни ёзса, AI унга Дирест орқали жавоб беради ва изоҳига «Дирестга ёздик» деб қўяди.
comments-on =
    💬 <b>Изоҳларга жавоб ёқилган</b>
    Калит сўз: <b>{ $word }</b>
    Алмаштириш учун бошқа сўз ёзинг.
comments-off = ✖️ Изоҳларга жавоб ўчирилди.
comment-word-wrong = Битта сўз ёзинг: камида 2 та ҳарф, кўпи билан 30 та.
