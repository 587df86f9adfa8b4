# Hamkorlarning suhbatlarini ko‘rish

admin-command-chats = Суҳбатлар
chats-title = 💬 <b>Суҳбатлар</b>
chats-of = 🏪 <b>{ $name }</b>
chats-day = 📅 { $day }
chats-name = 🔎 <i>{ $name }</i>
chats-line = { $place-text }. <b>{ $shop }</b> · { $channel } { $customer } · { $at } { $who }
chats-further = { $count-text } та хабар орасида бошқа топилмади. «Эскироқ» излашни давом эттиради.
chats-hint = Излаш учун мижоз исмини ёки кунни (21.11.2026) ёзинг. Очган ҳар бир суҳбатингиз ёзиб қўйилади ва ҳамкорга кўринади.
chats-no-day = Бундай кун йўқ. Мана шундай ёзинг: 21.11.2026
chats-file =
    📥 Суҳбатлар: { $talks-text }, хабарлар: { $messages-text }. Бир файлга { $most-text } тагача хабар сиғади.
    Бу ёзиб қўйилди ва ҳамкорга кўринади.
button-chats-today = 📅 Бугун
button-chats-yesterday = 📅 Кеча
button-chats-of = 🏪 Битта ҳамкор
button-chats-everybody = 👥 Барча ҳамкорлар
button-chats-all = ✖️ Филтрсиз
chat-human = 🧑‍💼 Одам жавоб беряпти, AI { $until } гача жим туради
chat-empty = Бу ерда ҳали ҳеч нарса ёзилмаган.
chat-closed-again = Бу суҳбатни очганингизга бир соат бўлди. Уни рўйхатдан қайта очинг.
audit-kind-conversation = 💬 Суҳбат
act-conversation-seen = суҳбатни ўқиди
act-conversation-exported = суҳбатларни файл қилиб олди

# Kim ko‘rgani hamkorga ko‘rinadi

button-looks = 👁 Ким кўрган
looks-title =
    👁 <b>Суҳбатларингизни ким кўрган</b>
    Жамоамиз фақат сизга ёрдам бериш ёки хатони топиш учун кўради, ҳар бир кўриш шу ерда ёзиб борилади.
looks-none = Ҳеч ким кўрмаган.
look-line = • { $at } <b>{ $who }</b>
look-seen = <b>{ $customer }</b> билан суҳбатни ўқиди
look-exported = суҳбатларни файл қилиб олди: { $talks }, хабарлар: { $messages }
look-viewed = ботни сиз кўргандек кўрди, ҳеч нарсани ўзгартирмади. Сабаби: { $reason }

# Botni hamkor ko‘zi bilan ko‘rish

button-view-as = 👁 Ҳамкор кўзи билан
button-view-end = ✖️ Тугатиш
view-ask =
    👁 <b>{ $name }</b>
    15 дақиқа давомида ботни шу ҳамкор кўргандек кўрасиз, ҳеч нарсани ўзгартира олмайсиз. Ҳамкорга дарҳол хабар боради.
    ✍️ Нима учун? Сабабини танланг ёки ёзинг, ҳамкор уни ўқийди.
view-reason-asked = Ҳамкор сўради
view-reason-fault = Хатони қидириш
view-reason-setup = Созлашга ёрдам
view-banner = 👁 <b>{ $name }</b>, { $until } гача, фақат кўриш
view-only-looking = Бу кўринишда ҳеч нарсани ўзгартириб ёки юбориб бўлмайди.
view-over = 15 дақиқа тугади.
view-gone = Ҳамкор чиқиб кетган, кўрадиган нарса йўқ.
act-partner-viewed = ботни ҳамкор кўзи билан кўрди
view-began =
    👁 SellerCloudX жамоасидан <b>{ $who }</b> { $until } гача ботингизни сиз кўргандек кўради. Бунда ҳеч нарсани ўзгартириб бўлмайди.
    Сабаби: { $reason }
    Барча кўришлар: /settings, «Ким кўрган».
