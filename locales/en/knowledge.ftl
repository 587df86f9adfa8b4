# From arrival to activation

file-received = 📄 Got <b>{ $file }</b>, I will read it now.
file-reading = ⏳ Reading <b>{ $file }</b>, this takes up to a minute.
file-reading-pages = ⏳ Reading <b>{ $file }</b>: { $read } of { $pages } pages done.
file-ready = 📄 I have read <b>{ $file }</b>.
file-size-pages =
    { $pages-text } { $pages ->
        [one] page
       *[other] pages
    }, { $chars-text } { $chars ->
        [one] character
       *[other] characters
    }
file-size =
    { $chars-text } { $chars ->
        [one] character
       *[other] characters
    }
file-languages = 🌐 Language: { $languages }
language-uz-latn = Uzbek (Latin)
language-uz-cyrl = Uzbek (Cyrillic)
language-ru = Russian
language-en = English
file-head =
    It begins:
    <i>{ $head }</i>
file-replaces = ↩️ This file will replace <b>{ $old }</b>. You can bring that one back for 7 days.
file-refused = ❌ I could not read <b>{ $file }</b>.
file-active = ✅ <b>{ $file }</b> is active. The bot answers customers from it.
file-retired = 📄 <b>{ $file }</b> is no longer used.
file-discarded = 🗑 <b>{ $file }</b> was discarded.
file-activated = ✅ The file is active. The bot answers from it now.
undone = ↩️ The old file is back. The bot answers from it again.

# Warnings

warn-garbled = ⚠️ { $percent-text }% of the text is unreadable. Better send the file as DOCX or TXT.
warn-letters = ⚠️ Some letters came as “?”. Save the file as DOCX and send it again.
warn-truncated = ⚠️ The file is too long, its end was not read. Send a shorter one.
warn-instructions = ⚠️ The file holds orders to the AI. The bot will not follow them.
warn-unread-pages =
    ⚠️ { $pages ->
        [one] { $pages-text } page was not read.
       *[other] { $pages-text } pages were not read.
    }
warn-picture-pages =
    ⚠️ { $pages ->
        [one] { $pages-text } page is a picture, its text was not read.
       *[other] { $pages-text } pages are pictures, their text was not read.
    }

# Refusals

file-empty = There is no text in this file. Send a file with text.
file-too-big = This file is { $size }, I can read up to { $limit }. Split it or send it as TXT.
file-too-big-late = The file turned out too big, I can read up to 10 MB. Split it or send it as TXT.
file-wrong-type =
    { $found ->
        [XLS] I cannot read old Excel files. Save it as XLSX and send that.
        [DOC] I cannot read old Word files. Save it as DOCX and send that.
        [TXT] This is plain text under another type. Save it as TXT and send that.
       *[other] I cannot read files of this type. Send PDF, DOCX, XLSX, CSV or TXT.
    }
file-encrypted = The file has a password. Remove it and send the file again.
file-has-macros = The file holds macros (a program), so I did not open it. In Word or Excel choose “Save as”, DOCX or XLSX, and send that file.
file-scanned = I found almost no text in this file, maybe it is a scan. Send DOCX, TXT or a PDF with text.
file-corrupt = The file is damaged and does not open. Save it anew and send it again.
file-too-complex = The file is too complex for me to read. Split it or send it as TXT.
file-not-fetched = I could not download the file. Send it again a little later.
file-not-ready = This file can no longer be used. If you need it, send it again.
undo-too-late = It is too late to undo. Send the old file again.
send-as-file = I read files with text only. Send PDF, DOCX, XLSX, CSV or TXT.

# The file's own screen

knowledge-empty =
    📄 <b>No file yet</b>
    Send a file about your products, prices, delivery and payment here.
    PDF, DOCX, XLSX, CSV or TXT, up to 10 MB.
    If you have none, get the form and fill it in.
knowledge-active =
    📄 <b>{ $file }</b>
    { $chars-text } { $chars ->
        [one] character
       *[other] characters
    }, active since { $since }.
    The bot answers customers from this file.
    To update it, send a new file here.

# The form to fill in

form-file-name = Prices-and-terms{ ".docx" }
form-caption = 📝 Fill in the form and send it back here.
form-title = About the shop
form-intro = Replace the grey text with your own and send the file to the bot. Delete the sections you do not need.
form-about = About us
form-about-hint = What do you sell, for whom, since when?
form-delivery = Delivery
form-delivery-hint = Where to, how many days, how much?
form-payment = Payment
form-payment-hint = Cash, card, Click, Payme, instalments?
form-returns = Returns and exchanges
form-returns-hint = Within how many days, on what terms?
form-contacts = Address and contacts
form-contacts-hint = Address, landmark, phone, working hours, Instagram, Telegram
form-prices = Prices
form-product = Product
form-price = Price
form-note = Note

# Taught answers

button-teach = 📚 Add to the knowledge
button-lessons = 📚 Taught answers
button-lesson-add = ➕ Teach an answer
button-lesson-question = ✏️ Question
button-lesson-answer = ✏️ Answer
button-lesson-remove = 🗑 Remove
lessons-none =
    📚 <b>Taught answers</b>
    There are none yet. When you answer a customer’s question, one tap adds it here.
lessons-title =
    📚 <b>Taught answers: { $count-text }</b>
    They stay when you replace the file.
lesson-shown =
    ❓ <b>{ $question }</b>

    { $answer }
lesson-taught = 📚 Added. The AI now answers such questions by itself.
lesson-kept = ✅ Saved. The AI answers this way now.
lesson-removed = 🗑 Removed.
lesson-wrong = The text is empty or too long. Write up to { $most-text } characters.
lessons-full = You can teach { $most-text } answers at most. Write more into the file.
teach-question = ❓ Write a question that customers ask.
teach-answer =
    ❓ <b>{ $question }</b>
    Write the answer to this question.
