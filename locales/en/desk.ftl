# Conversations

button-talks = 💬 Conversations
button-csv = 📥 Get a CSV file
button-talk-write = ✍️ Write
command-chats = Conversations
talks-title = 💬 <b>Conversations with customers</b>
talks-search = 🔎 <i>{ $search }</i> (send “-” to see all)
talks-none = There is no such conversation.
talks-hint = To search, write a customer’s name or a day (21.11.2026).
talk-title = 💬 <b>{ $customer }</b> · { $channel }
talk-ai = 🤖 The AI answers
talk-human = 👤 You answer, the AI is quiet until { $until }
talk-window =
    { $hours ->
        [one] ⏳ You can write freely for { $hours-text } more hour
       *[other] ⏳ You can write freely for { $hours-text } more hours
    }
talk-window-over = ⌛ The customer has not written for long, the channel does not allow to write freely
write-ask =
    ✍️ Write your message for <b>{ $customer }</b>.
    The AI stays out of it for half an hour.
button-why = 🔍 Why this answer?
topic-hint = What you write here goes to the customer.
topic-text-only = I can pass on text, a picture or a file.
why-answer =
    🔍 <b>The AI’s answer</b>
    { $answer }
why-passages = <b>It rests on these places of the file:</b>
why-nothing = The places that the answer rests on are no longer kept.
why-passage = <blockquote>{ $text }</blockquote>
why-heading = <b>{ $heading }</b>
why-page = page { $page-text }
why-built-in = The answer was quoted from the file, without an AI model.
why-model = Answered by: { $model }
csv-coming = 📥 The file is on its way.
csv-file-name = conversations.csv
csv-at = Time
csv-channel = Channel
csv-customer = Customer
csv-author = Written by
csv-text = Text
csv-delivery = State
csv-author-customer = customer
csv-author-ai = AI
csv-author-partner = shop
csv-author-product = bot

# Figures

button-stats = 📊 Statistics
button-stats-more = 📊 More
button-chart = 🖼 Chart of the hours
button-pin = 📌 Pin
command-stats = Statistics
stats-title = 📊 <b>Your shop in figures</b>
stats-none = No customer has written in the last 7 days.
stats-today = <b>Today</b>
stats-week = <b>7 days</b>
stats-counts =
    💬 Customers wrote: { $asked-text }
    🤖 The AI answered: { $answered-text }
    ❓ No answer found: { $unanswered-text }
    👤 Asked for a person: { $handed-text }
    🧑‍💼 You wrote: { $people-text }
    💵 Cost of the AI: { $cost }
stats-ratings = 👍 { $good } · 👎 { $bad }
stats-channels = 📡 Channels: { $list }
stats-languages = 🌐 Languages: { $list }
stats-busiest = ⏰ The busiest hour: { $hours }
stats-unanswered = ❓ <b>Most asked in vain</b>
stats-question = • { $question } ({ $count-text })
stats-pinned = 📌 Pinned. The figures are renewed every hour.
chart-caption = ⏰ The hours in which customers write (7 days)
digest-title = 🗓 <b>Your week</b>

# Files and templates for a customer

file-for-customer = 📎 I am sending the file to the customer.
file-for-customer-too-big = A file for a customer may have up to 20 MB. Send a smaller one.
file-for-customer-lost = I could not get the file from Telegram, so the customer did not get it. Please send it again.
button-templates = 📄 Send a template
button-templates-renew = 🔄 Renew
button-template-send = ✅ Send to the customer
templates-choose =
    📄 <b>Which template shall I send?</b>
    The customer has not written for 24 hours: WhatsApp now allows approved templates only. Each is paid for at Meta’s price.
templates-none =
    📄 There is no approved template.
    Make one of text alone in WhatsApp Manager, and once Meta has approved it, press “Renew”.
templates-one =
    <b>{ $number }.</b> { $name } · { $language }
    <i>{ $text }</i>
templates-renewed = 🔄 I am asking Meta, open the list again in a moment.
template-shown =
    📄 The customer gets this:
    <i>{ $text }</i>
template-fill = ✍️ Send the values for the empty places ({ $count-text }), each on a line of its own.
template-values-wrong = { $count-text } values are needed, each on a line of its own and up to 200 characters.
template-opted-out = This customer asked for no messages. You can answer when they write.
