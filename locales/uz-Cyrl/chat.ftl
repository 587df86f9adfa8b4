# Mijoz yozdi, sotuvchi javob beradi

ask-unanswered =
    ❓ <b>{ $customer }</b> сўради, файлда жавоб тополмадим:
    { $text }
ask-operator =
    👤 <b>{ $customer }</b> сиз билан гаплашмоқчи.
    { $text }
ask-human =
    ✉️ <b>{ $customer }</b> ёзди:
    { $text }
ask-paused =
    ⏸ <b>{ $customer }</b> ёзди, AI тўхтатилгани учун жавоб бермади:
    { $text }
ask-closed =
    🔒 <b>{ $customer }</b> ёзди, хизмат тўхтагани учун AI жавоб бермади:
    { $text }
ask-late =
    ⌛ <b>{ $customer }</b> анча олдин ёзган, хабари энди етиб келди:
    { $text }
ask-answered = ✅ Жавобингиз: { $answer }
reply-ask =
    ✍️ <b>{ $customer }</b> ёзган:
    <i>{ $text }</i>
    Жавобингизни ёзинг, унга етказаман.
reply-sent = ✅ Жавобингиз мижозга юборилди.
reply-wrong = Жавоб бўш ёки жуда узун. 3500 белгигача матн ёзинг.
reply-again = Бу саволга жавоб бергансиз. Мижоз яна ёзса, сизга янги хабар келади.

# Faylni sinab ko‘rish

trial-ask =
    🧪 <b>{ $file }</b>
    Мижоз бўлиб савол ёзинг, шу файлдан жавоб бераман.
    Масалан: <i>Етказиб бериш қанча туради?</i>
trial-answer =
    🧪 <b>Мижоз шундай жавоб олади:</b>
    { $answer }
trial-no-answer =
    🧪 <b>Файлда бунга жавоб йўқ.</b>
    Мижоз шуни сўраса, саволини сизга юбораман.

# Ish to‘xtashi va davomi

ai-paused = ⏸ AI тўхтатилди. Мижозларнинг саволлари сизга келади.
ai-resumed = ▶️ AI ёқилди. Саволларга яна ўзи жавоб беради.

# Mijozga aytiladigan so‘zlar

customer-greeting = 👋 Ассалому алайкум, хуш келибсиз! Сизга <b>{ $shop }</b> ёрдамчи боти жавоб беради.
customer-greeting-hint = Саволингизни ёзинг. Тилни пастдаги тугмалардан танланг.
customer-choose-language = 🌐 Қайси тилда ёзишамиз?
customer-language-set = ✅ Яхши, энди ўзбекча жавоб бераман.
customer-switched = 🌐 Сиз ёзган тилга ўтдим. Бошқа тил керак бўлса, /lang ни босинг.
customer-help =
    Мен дўконнинг ёрдамчи ботиман. Нархлар, маҳсулотлар, етказиб бериш ҳақида сўранг.
    Одам билан гаплашмоқчи бўлсангиз, пастдаги тугмани босинг. Тилни алмаштириш: /lang
customer-operator-button = 👤 Оператор
customer-text-only = Ҳозирча фақат ёзма хабарларни тушунаман. Саволингизни ёзиб юборинг ёки операторни чақиринг.
customer-smile = 😊 Саволингиз бўлса, бемалол ёзинг.
customer-passed-on = ✅ Қабул қилдим ва дўконга етказдим.
customer-private-only = Гуруҳда жавоб бера олмайман. Саволингизни менга шахсий хабар қилиб ёзинг, илтимос.
customer-late = Кечирасиз, хабарингизни кеч олдим. Уни дўконга етказдим. Саволингиз ҳали долзарб бўлса, қайта ёзинг.
customer-handover = 👤 Хабарингизни дўкон ходимига етказдим. У сизга шу ерда жавоб ёзади.
customer-hours = 🕘 Иш вақти: { $hours }
customer-soon = Дўкон тез орада жавоб беради. Хабарингиз сақлаб қўйилди.
customer-no-answer = Кечирасиз, бунга аниқ жавобим йўқ. Саволингизни дўконга юбордим, жавоби шу ерга келади.
customer-command-start = Бошлаш
customer-command-lang = Тилни алмаштириш
customer-command-operator = Операторни чақириш
customer-command-help = Ёрдам
