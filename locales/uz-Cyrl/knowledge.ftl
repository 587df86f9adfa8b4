# Faylning yo‘li

file-received = 📄 <b>{ $file }</b> қабул қилинди, ҳозир ўқийман.
file-reading = ⏳ <b>{ $file }</b> ўқиляпти, бир дақиқача кутинг.
file-reading-pages = ⏳ <b>{ $file }</b> ўқиляпти: { $pages } бетдан { $read } таси тайёр.
file-ready = 📄 <b>{ $file }</b> ўқилди.
file-size-pages = { $pages-text } бет, { $chars-text } белги
file-size = { $chars-text } белги
file-languages = 🌐 Тили: { $languages }
language-uz-latn = ўзбекча (лотин)
language-uz-cyrl = ўзбекча (кирилл)
language-ru = русча
language-en = инглизча
file-head =
    Бошланиши:
    <i>{ $head }</i>
file-replaces = ↩️ Бу файл <b>{ $old }</b> ўрнига ишлайди. Эскисини 7 кун ичида қайтариш мумкин.
file-refused = ❌ <b>{ $file }</b> ўқилмади.
file-active = ✅ <b>{ $file }</b> ишга тушди. Бот мижозларга шу файлдан жавоб беради.
file-retired = 📄 <b>{ $file }</b> энди ишлатилмайди.
file-discarded = 🗑 <b>{ $file }</b> ўчирилди.
file-activated = ✅ Файл ишга тушди. Бот энди шу файлдан жавоб беради.
undone = ↩️ Аввалги файл қайтарилди. Бот яна ундан жавоб беради.

# Ogohlantirishlar

warn-garbled = ⚠️ Матннинг { $percent-text }% қисми бузилиб ўқилди. Файлни DOCX ёки TXT қилиб юборган маъқул.
warn-letters = ⚠️ Айрим ҳарфлар ўрнида “?” турибди. Файлни DOCX қилиб сақлаб, қайта юборинг.
warn-truncated = ⚠️ Файл жуда узун, охирги қисми ўқилмади. Уни қисқартириб юборинг.
warn-instructions = ⚠️ Файлда AIга қаратилган буйруқлар бор. Бот уларга амал қилмайди.
warn-unread-pages = ⚠️ { $pages-text } та бет ўқилмади.
warn-picture-pages = ⚠️ { $pages-text } та бет расмдан иборат, ундаги ёзув ўқилмади.

# Rad javoblari

file-empty = Файлда матн йўқ. Ичида ёзуви бор файл юборинг.
file-too-big = Файл ҳажми { $size }, мен { $limit } гача ўқийман. Уни бўлиб ёки TXT қилиб юборинг.
file-too-big-late = Файл жуда катта чиқди, мен 10 MB гача ўқийман. Уни бўлиб ёки TXT қилиб юборинг.
file-wrong-type =
    { $found ->
        [XLS] Эски Excel файлини ўқий олмайман. Уни XLSX қилиб сақлаб юборинг.
        [DOC] Эски Word файлини ўқий олмайман. Уни DOCX қилиб сақлаб юборинг.
        [TXT] Файл ичида оддий матн бор, тури эса бошқача ёзилган. Уни TXT қилиб сақлаб юборинг.
       *[other] Бу турдаги файлни ўқий олмайман. PDF, DOCX, XLSX, CSV ёки TXT юборинг.
    }
file-encrypted = Файл парол билан ёпилган. Паролини олиб ташлаб, қайта юборинг.
file-has-macros = Файлда макрос (дастур) бор, шунинг учун уни очмадим. Word ёки Excelда уни DOCX ёки XLSX қилиб сақланг ва қайта юборинг.
file-scanned = Бу файлда матн деярли йўқ, сканер қилинган бўлса керак. DOCX, TXT ёки матнли PDF юборинг.
file-corrupt = Файл бузилган, очилмади. Уни қайтадан сақлаб, яна юборинг.
file-too-complex = Файл жуда мураккаб, ўқиб улгурмадим. Уни бўлиб ёки TXT қилиб юборинг.
file-not-fetched = Файлни юклаб ололмадим. Бироздан сўнг қайта юборинг.
file-not-ready = Бу файлни энди ишлатиб бўлмайди. Керак бўлса, уни қайта юборинг.
undo-too-late = Энди қайтариб бўлмайди. Аввалги файлни қайтадан юборинг.
send-as-file = Мен фақат матнли файлларни ўқийман. PDF, DOCX, XLSX, CSV ёки TXT файл юборинг.

# Fayl bo‘limi

knowledge-empty =
    📄 <b>Ҳали файл юкланмаган</b>
    Маҳсулотлар, нархлар, етказиб бериш ва тўлов ҳақидаги файлни шу ерга юборинг.
    PDF, DOCX, XLSX, CSV ёки TXT бўлсин, 10 MB гача.
    Тайёр файл бўлмаса, намунани юклаб олиб тўлдиринг.
knowledge-active =
    📄 <b>{ $file }</b>
    { $chars-text } белги, { $since } дан бери ишлаяпти.
    Бот мижозларга шу файлдан жавоб беради.
    Янгиламоқчи бўлсангиз, янги файлни шу ерга юборинг.

# To‘ldiriladigan namuna

form-file-name = Нархлар-ва-шартлар{ ".docx" }
form-caption = 📝 Намунани тўлдиринг ва шу ерга юборинг.
form-title = Дўкон ҳақида маълумот
form-intro = Кулранг ёзувлар ўрнига ўзингизникини ёзинг ва файлни ботга юборинг. Кераксиз бўлимларни ўчириб ташланг.
form-about = Дўкон ҳақида
form-about-hint = Нима сотасиз, кимлар учун, қачондан бери?
form-delivery = Етказиб бериш
form-delivery-hint = Қаерларга, неча кунда, қанча туради?
form-payment = Тўлов
form-payment-hint = Нақд, карта, Click, Payme, бўлиб тўлаш борми?
form-returns = Қайтариш ва алмаштириш
form-returns-hint = Неча кун ичида ва қандай шартлар билан?
form-contacts = Манзил ва алоқа
form-contacts-hint = Манзил, мўлжал, телефон, иш вақти, Instagram, Telegram
form-prices = Нархлар
form-product = Маҳсулот
form-price = Нархи
form-note = Изоҳ

# O‘rgatilgan javoblar

button-teach = 📚 Билимга қўшиш
button-lessons = 📚 Ўргатилганлар
button-lesson-add = ➕ Янги жавоб ўргатиш
button-lesson-question = ✏️ Савол
button-lesson-answer = ✏️ Жавоб
button-lesson-remove = 🗑 Ўчириш
lessons-none =
    📚 <b>Ўргатилган жавоблар</b>
    Ҳали ҳеч нарса ўргатмагансиз. Мижоз саволига жавоб берсангиз, уни бир босишда шу ерга қўшасиз.
lessons-title =
    📚 <b>Ўргатилган жавоблар: { $count-text }</b>
    Файл алмашса ҳам, улар сақланади.
lesson-shown =
    ❓ <b>{ $question }</b>

    { $answer }
lesson-taught = 📚 Қўшилди. Энди шунга ўхшаш саволларга AI ўзи жавоб беради.
lesson-kept = ✅ Сақланди. AI энди шундай жавоб беради.
lesson-removed = 🗑 Ўчирилди.
lesson-wrong = Матн бўш ёки жуда узун. { $most-text } белгигача ёзинг.
lessons-full = Энг кўпи { $most-text } та жавоб ўргатиш мумкин. Кўпроқ бўлса, файлга ёзинг.
teach-question = ❓ Мижозлар сўрайдиган саволни ёзинг.
teach-answer =
    ❓ <b>{ $question }</b>
    Шу саволга жавобни ёзинг.
