# Tarif

button-plan = 💳 Тариф
button-ask-access = 🔓 Доступ сўраш
button-renew = 🔄 Узайтириш
button-larger-plan = 💳 Тарифни кенгайтириш
button-withdraw = ✖️ Сўровни қайтариш
button-send-request = 📨 Сўров юбориш
button-ai-with = 🧠 AI: +{ $sum } сўм
button-ai-without = 🧠 AI қўшимчасиз
command-plan = Тариф ва тўлов
period-month = Ойлик
period-quarter = Чораклик
period-year = Йиллик
home-paid = ✅ Тариф { $until } гача
home-spent = ⏸ Бу ойги AI жавоблари тугади. Янгилари { $until } дан бошланади.
plan-title = 💳 <b>Тариф</b>
plan-held = ✅ <b>{ $tier }</b>: { $until } гача
plan-used = 🧠 Бу ой AI жавоблари: { $used-text } / { $most-text }
plan-used-unlimited = 🧠 Бу ой AI жавоблари: { $used-text }, чекловсиз
plan-request-line = ⏳ Сўровингиз кўриб чиқилмоқда: <b>{ $tier }</b>, { $period }, { $sum } сўм
plan-list = <b>Тарифлар, бир ойга</b>
plan-list-line = • { $tier }: { $sum } сўм
plan-list-line-profit = • { $tier }: { $sum } сўм ва фойдадан { $percent-text }%
offer-title = 💳 <b>{ $tier }</b>
offer-channels = 🤖 { $most-text } тагача бот, яна шунча WhatsApp ва Instagram
offer-channels-unlimited = 🤖 Ботлар, WhatsApp ва Instagram: чекловсиз
offer-answers = 🧠 AI жавоблари: ойига { $most-text } та
offer-answers-unlimited = 🧠 AI жавоблари: чекловсиз
offer-cards = 🗂 Маҳсулот карточкалари: ойига { $most-text } та
offer-cards-unlimited = 🗂 Маҳсулот карточкалари: чекловсиз
offer-profit = 📈 Фойдадан улуш: { $percent-text }%
offer-period = 📅 Муддат: <b>{ $period }</b> ({ $days-text } кун)
offer-price = 💰 Нархи: <b>{ $sum } сўм</b>
offer-until = 🗓 { $until } гача амал қилади
plan-request-sent = ✅ Сўров юборилди. Жавобини шу ерда оласиз.
plan-request-withdrawn = Сўров қайтариб олинди.
plan-request-waits = Сўровингиз кўриб чиқилмоқда. Бошқасини юбориш учун аввал уни қайтариб олинг.
plan-request-decided = Бу сўровга жавоб берилган.
plan-not-offered = Бу тариф энди сотилмайди. Рўйхатдан бошқасини танланг.
plan-channels-full = Тарифингизда { $most-text } тадан ортиқ улаб бўлмайди. Кераксизини узинг ёки тарифни кенгайтиринг.
plan-answers-spent =
    ⏸ <b>Бу ойги AI жавоблари тугади.</b>
    Мижозлар ҳозир “Дўкон тез орада жавоб беради” деган жавобни олади, саволлари сизга келади.
    Янги ой { $until } да бошланади. Тарифни /plan бўлимида кенгайтириш мумкин.
plan-ai-spent =
    ⏸ <b>Бу ойги AI бюджети тугади.</b>
    Бот { $until } гача нархларни файлингиздан сўзма-сўз айтади.
    Тарифни /plan бўлимида кенгайтириш ёки ўз OpenAI калитингизни улаш мумкин.
trial-ended =
    🔒 <b>Бепул синов тугади.</b>
    Мижозларингиз ҳозир фақат “Дўкон тез орада жавоб беради” деган жавобни оляпти.
    Файлингиз ва ботларингиз жойида. Давом эттириш учун доступ сўранг.
plan-ends-soon =
    ⏰ <b>Тариф { $until } да тугайди.</b>
    Яна { $days-text } кун қолди. Ҳозир узайтирсангиз, қолган кунлар йўқолмайди.
plan-ended =
    🔒 <b>Тариф муддати тугади.</b>
    Мижозларингиз ҳозир фақат “Дўкон тез орада жавоб беради” деган жавобни оляпти.
    Узайтирсангиз, ҳаммаси ўз жойида давом этади.
plan-approved =
    ✅ <b>Сўровингиз тасдиқланди!</b>
    Тариф { $until } гача амал қилади.
plan-rejected =
    ✖️ <b>Сўровингиз рад этилди.</b>
    Сабаби: { $reason }
plan-rejected-unpaid =
    ✖️ <b>Сўровингиз рад этилди.</b>
    Тўлов келмади. Тўлов қилган бўлсангиз, чекни юборинг: /help
plan-rejected-unreachable =
    ✖️ <b>Сўровингиз рад этилди.</b>
    Сиз билан боғлана олмадик. Бизга ёзинг: /help
plan-rejected-duplicate =
    ✖️ <b>Сўровингиз рад этилди.</b>
    Худди шундай сўров аллақачон бажарилган. Тарифингизни /plan бўлимида кўрасиз.
plan-rejected-terms =
    ✖️ <b>Сўровингиз рад этилди.</b>
    Дўконингиз фойдаланиш шартларига тўғри келмайди. Саволингиз бўлса, ёзинг: /help
plan-given =
    🎁 <b>Сизга { $days-text } кун қўшилди!</b>
    Тариф { $until } гача амал қилади.
plan-taken = ℹ️ Тариф муддати ўзгартирилди: { $until } гача. Саволингиз бўлса, ёзинг: /help
account-banned =
    🔒 <b>Ҳисобингиз тўхтатилди.</b>
    Сабаби: { $reason }
    Саволингиз бўлса, ёзинг: /help
account-unbanned = ✅ Ҳисобингиз яна ишлаяпти.
house-message =
    ✉️ <b>SellerCloudX</b>
    { $text }

# To‘lov

button-pay = 💳 { $name }
button-coupon = 🎟 Купон
offer-price-coupon = 💰 Нархи: <s>{ $list }</s> <b>{ $sum } сўм</b> (🎟 { $coupon })
coupon-ask = 🎟 Купон кодини ёзинг.
coupon-accepted = 🎟 <b>{ $code }</b> қабул қилинди: { $percent-text }% чегирма. Уни кейинги тўловингизда ҳисобга оламиз.
coupon-code-wrong = Купон кодида лотин ҳарфлари, рақамлар ва _ бўлади, 4 дан 24 белгигача. Қайтадан ёзинг.
coupon-unknown = Бундай купон йўқ. Кодни текшириб, қайтадан ёзинг.
coupon-expired = Бу купоннинг муддати тугаган.
coupon-used-by-you = Бу купондан фойдалангансиз.
coupon-used-up = Бу купон тугаган, ундан фойдаланиб бўлинган.
payment-not-connected = Бу тўлов усули ҳозирча уланмаган.
payment-sum-too-large = Бу суммани шу усулда тўлаб бўлмайди. Бошқа усулни танланг.
payment-receipt =
    ✅ <b>Тўлов қабул қилинди!</b>
    🧾 { $invoice }: { $tier }, <b>{ $sum } сўм</b>
    🗓 Тариф { $until } гача амал қилади.
payment-refunded = ↩️ { $invoice } бўйича { $sum } сўм қайтарилди. Шу тўлов берган кунлар бекор қилинди.
payment-returned = ↩️ { $invoice } бўйича { $sum } сўм қайтарилди. Тариф муддати ўзгармайди.
payment-page-later = Тўлов саҳифаси ҳозир очилмади. Бироздан кейин яна уриниб кўринг.
invoice-title = 🧾 <b>Ҳисоб { $name }</b>
invoice-what = 💳 { $tier }, { $period } ({ $days-text } кун)
invoice-coupon = 🎟 { $coupon }: { $list } сўмдан { $discount } сўм чегирма
invoice-sum = 💰 <b>{ $sum } сўм</b>
invoice-open = ⏳ { $until } гача тўланг. Тўлов ўтиши билан тариф ўзи ёқилади.
invoice-terminal = 🏧 { $provider } терминали ёки иловасида ҳам тўлаш мумкин: <b>{ $name }</b> деб ёзинг.
invoice-paid = ✅ { $at } да тўланди
invoice-closed = ✖️ Ҳисоб ёпилди
invoice-refunded = ↩️ Пул қайтарилди
invoice-in-payment = Бу ҳисоб бўйича тўлов бошланган, уни ҳозир бекор қилиб бўлмайди.
invoice-stars = ⭐ { $stars-text } Telegram Stars
invoice-about = { $period }, { $days-text } кун. Ҳисоб { $name }
invoice-not-taken = Telegram бу ҳисобни қабул қилмади. /plan бўлимида бошқа тўлов усулини танланг.
payment-kept-aside =
    ℹ️ <b>{ $invoice } бўйича пулингиз келди, лекин у билан тўланадиган ҳисоб йўқ.</b>
    Пулингиз бизда сақланади: қайтарамиз ёки сизга ёзамиз. Саволлар учун: /paysupport
checkout-unknown = Бундай ҳисоб йўқ. /plan бўлимида янгисини очинг.
checkout-not-yours = Бу ҳисоб бошқа дўконники. /plan бўлимида ўзингизникини очинг.
checkout-other-sum = Ҳисобдаги сумма бошқа. /plan бўлимида янги ҳисоб очинг.
checkout-held = Бу ҳисоб бўйича тўлов бошланган. 5 дақиқадан кейин уриниб кўринг.
checkout-paid = Бу ҳисоб тўланган.
checkout-closed = Бу ҳисоб ёпилган. /plan бўлимида янгисини очинг.
checkout-failed = Бизда хатолик юз берди, пул ечилмади. Бир дақиқадан кейин уриниб кўринг.
command-paysupport = Тўлов бўйича ёрдам
command-terms = Тўлов шартлари
pay-support =
    💳 <b>Тўлов бўйича ёрдам</b>
    { $support } га ҳисоб рақамини ёзинг, масалан SCX-000417. Тўловни текширамиз, хато бўлса, кунларни ёки пулни қайтарамиз.
    Бу ердаги харидлар бўйича Telegramнинг ўз ёрдам хизмати ёрдам бера олмайди.
terms =
    📄 <b>Тўлов шартлари</b>
    • Сиз SellerCloudX тарифини ҳисобда ёзилган кунларга сотиб оласиз. У тўлов ўтиши билан ёқилади ва ўзи узаймайди.
    • Ҳисобни 3 кун ичида тўлаш мумкин, нархи шу вақтда ўзгармайди.
    • Пулни қайтариш учун { $support } га ёзинг. Шу тўлов берган кунлар бекор қилинади.
    • Сотувчи SellerCloudX, Telegram эмас.
button-paper = 📄 PDF
paper-title = Ҳисоб { $name }
paper-date = Сана
paper-day = { $day }
paper-buyer = Кимга
paper-words = { $words }
paper-plan = Тариф
paper-period = Муддат
paper-days = { $period }, { $days-text } кун
paper-list = Нархи
paper-money = { $sum } сўм
paper-discount = Чегирма
paper-discount-of = { $sum } сўм ({ $coupon })
paper-by = Тўлов усули
paper-state = Ҳолати
paper-open = { $until } гача тўланади
paper-paid = { $at } да тўланди
paper-closed = Бекор қилинди
paper-refunded = Пул қайтарилди
paper-sum = Жами: { $sum } сўм
paper-renew = Тарифни узайтириш
