# Путь файла

file-received = 📄 Файл <b>{ $file }</b> получен, сейчас прочитаю.
file-reading = ⏳ Читаю <b>{ $file }</b>, подождите около минуты.
file-reading-pages = ⏳ Читаю <b>{ $file }</b>: готово { $read } из { $pages } страниц.
file-ready = 📄 Файл <b>{ $file }</b> прочитан.
file-size-pages =
    { $pages-text } { $pages ->
        [one] страница
        [few] страницы
        [many] страниц
       *[other] страницы
    }, { $chars-text } { $chars ->
        [one] знак
        [few] знака
        [many] знаков
       *[other] знака
    }
file-size =
    { $chars-text } { $chars ->
        [one] знак
        [few] знака
        [many] знаков
       *[other] знака
    }
file-languages = 🌐 Язык: { $languages }
language-uz-latn = узбекский (латиница)
language-uz-cyrl = узбекский (кириллица)
language-ru = русский
language-en = английский
file-head =
    Начало:
    <i>{ $head }</i>
file-replaces = ↩️ Этот файл заменит <b>{ $old }</b>. Прежний можно вернуть в течение 7 дней.
file-refused = ❌ Файл <b>{ $file }</b> прочитать не удалось.
file-active = ✅ Файл <b>{ $file }</b> включён. Бот отвечает клиентам по нему.
file-retired = 📄 Файл <b>{ $file }</b> больше не используется.
file-discarded = 🗑 Файл <b>{ $file }</b> удалён.
file-activated = ✅ Файл включён. Теперь бот отвечает по нему.
undone = ↩️ Прежний файл вернулся. Бот снова отвечает по нему.

# Предупреждения

warn-garbled = ⚠️ Нечитаемо { $percent-text }% текста. Лучше пришлите файл в DOCX или TXT.
warn-letters = ⚠️ Вместо некоторых букв стоит «?». Сохраните файл в DOCX и пришлите ещё раз.
warn-truncated = ⚠️ Файл слишком длинный, конец не прочитан. Пришлите его покороче.
warn-instructions = ⚠️ В файле есть указания для ИИ. Бот не будет их выполнять.
warn-unread-pages =
    ⚠️ { $pages ->
        [one] Не прочитана { $pages-text } страница.
        [few] Не прочитаны { $pages-text } страницы.
        [many] Не прочитано { $pages-text } страниц.
       *[other] Не прочитано { $pages-text } страницы.
    }
warn-picture-pages =
    ⚠️ { $pages ->
        [one] { $pages-text } страница — картинка, текст на ней не прочитан.
        [few] { $pages-text } страницы — картинки, текст на них не прочитан.
        [many] { $pages-text } страниц — картинки, текст на них не прочитан.
       *[other] { $pages-text } страницы — картинки, текст на них не прочитан.
    }

# Отказы

file-empty = В файле нет текста. Пришлите файл с текстом.
file-too-big = Размер файла { $size }, а я читаю до { $limit }. Разделите его или пришлите в TXT.
file-too-big-late = Файл оказался слишком большим, я читаю до 10 MB. Разделите его или пришлите в TXT.
file-wrong-type =
    { $found ->
        [XLS] Старые файлы Excel я не читаю. Сохраните файл в XLSX и пришлите его.
        [DOC] Старые файлы Word я не читаю. Сохраните файл в DOCX и пришлите его.
        [TXT] Внутри файла обычный текст, а тип указан другой. Сохраните его в TXT и пришлите.
       *[other] Файлы этого типа я не читаю. Пришлите PDF, DOCX, XLSX, CSV или TXT.
    }
file-encrypted = Файл закрыт паролем. Снимите пароль и пришлите ещё раз.
file-has-macros = В файле есть макросы (программа), поэтому я его не открыл. Сохраните его в Word или Excel как DOCX или XLSX и пришлите снова.
file-scanned = В файле почти нет текста, похоже на скан. Пришлите DOCX, TXT или PDF с текстом.
file-corrupt = Файл повреждён и не открылся. Сохраните его заново и пришлите ещё раз.
file-too-complex = Файл слишком сложный, прочитать его не удалось. Разделите его или пришлите в TXT.
file-not-fetched = Не получилось скачать файл. Пришлите его ещё раз чуть позже.
file-not-ready = Этот файл больше нельзя использовать. Если он нужен, пришлите его ещё раз.
undo-too-late = Вернуть уже нельзя. Пришлите прежний файл ещё раз.
send-as-file = Я читаю только файлы с текстом. Пришлите PDF, DOCX, XLSX, CSV или TXT.

# Раздел файла

knowledge-empty =
    📄 <b>Файл ещё не загружен</b>
    Пришлите сюда файл о товарах, ценах, доставке и оплате.
    Подойдут PDF, DOCX, XLSX, CSV и TXT до 10 MB.
    Если готового файла нет, скачайте и заполните образец.
knowledge-active =
    📄 <b>{ $file }</b>
    { $chars-text } { $chars ->
        [one] знак
        [few] знака
        [many] знаков
       *[other] знака
    }, работает с { $since }.
    Бот отвечает клиентам по этому файлу.
    Чтобы обновить, пришлите сюда новый файл.

# Образец для заполнения

form-file-name = Цены-и-условия{ ".docx" }
form-caption = 📝 Заполните образец и пришлите его сюда.
form-title = О магазине
form-intro = Напишите своё вместо серого текста и отправьте файл боту. Лишние разделы удалите.
form-about = О нас
form-about-hint = Что вы продаёте, для кого, с какого года?
form-delivery = Доставка
form-delivery-hint = Куда, за сколько дней, сколько стоит?
form-payment = Оплата
form-payment-hint = Наличные, карта, Click, Payme, есть ли рассрочка?
form-returns = Возврат и обмен
form-returns-hint = В течение скольких дней и на каких условиях?
form-contacts = Адрес и контакты
form-contacts-hint = Адрес, ориентир, телефон, часы работы, Instagram, Telegram
form-prices = Цены
form-product = Товар
form-price = Цена
form-note = Примечание

# Выученные ответы

button-teach = 📚 Добавить в знания
button-lessons = 📚 Выученное
button-lesson-add = ➕ Новый ответ
button-lesson-question = ✏️ Вопрос
button-lesson-answer = ✏️ Ответ
button-lesson-remove = 🗑 Удалить
lessons-none =
    📚 <b>Выученные ответы</b>
    Пока ничего нет. Когда вы ответите на вопрос клиента, ответ можно добавить сюда одним нажатием.
lessons-title =
    📚 <b>Выученные ответы: { $count-text }</b>
    Они останутся и после замены файла.
lesson-shown =
    ❓ <b>{ $question }</b>

    { $answer }
lesson-taught = 📚 Добавлено. На похожие вопросы ИИ теперь ответит сам.
lesson-kept = ✅ Сохранено. Теперь ИИ отвечает так.
lesson-removed = 🗑 Удалено.
lesson-wrong = Текст пустой или слишком длинный. Напишите до { $most-text } знаков.
lessons-full = Можно выучить не больше { $most-text } ответов. Остальное напишите в файл.
teach-question = ❓ Напишите вопрос, который задают клиенты.
teach-answer =
    ❓ <b>{ $question }</b>
    Напишите ответ на этот вопрос.
