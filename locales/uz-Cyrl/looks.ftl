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
