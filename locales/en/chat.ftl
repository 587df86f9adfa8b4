# A customer wrote, the seller answers

ask-unanswered =
    ❓ <b>{ $customer }</b> asked, I found no answer in the file:
    { $text }
ask-operator =
    👤 <b>{ $customer }</b> wants to talk to you.
    { $text }
ask-human =
    ✉️ <b>{ $customer }</b> wrote:
    { $text }
ask-paused =
    ⏸ <b>{ $customer }</b> wrote, the AI is paused and did not answer:
    { $text }
ask-closed =
    🔒 <b>{ $customer }</b> wrote, the service is stopped and the AI did not answer:
    { $text }
ask-late =
    ⌛ <b>{ $customer }</b> wrote long ago, the message arrived only now:
    { $text }
ask-media =
    🎧 The AI could not make out what <b>{ $customer }</b> sent and asked to write it: { $text }
ask-disliked =
    👎 <b>{ $customer }</b> did not like the answer. The question:
    { $text }
ask-answered = ✅ Your answer: { $answer }
reply-ask =
    ✍️ <b>{ $customer }</b> wrote:
    <i>{ $text }</i>
    Write your answer, I will pass it on.
reply-sent = ✅ Your answer was sent to the customer.
reply-wrong = The answer is empty or too long. Write up to 3500 characters.
reply-again = You have answered this question. If the customer writes again, you will get a new message.
button-talk-pause = ⏸ Pause the AI here
button-talk-resume = ▶️ Resume the AI here
button-talk-ai = 🤖 AI answers this one
talk-paused = ⏸ For half an hour the AI does not write to this customer. Their questions come to you.
talk-resumed = ▶️ The AI answers this customer again.
talk-ai-asked = 🤖 The AI is preparing an answer.
answer-now-none = 🤖 The AI found no answer in the file either. Please write to the customer yourself.
window-closed = The customer has not written for 7 days. Instagram does not allow a message then. You can answer when they write again.
window-closed-business = The customer has not written for 24 hours. Telegram does not let the bot write in your name then. Write to them in Telegram yourself.
window-closed-whatsapp = The customer has not written for 24 hours, and WhatsApp does not allow a plain message then. Open the conversation from /chats and press “Send a template”, or wait until they write.

# Trying a file

trial-ask =
    🧪 <b>{ $file }</b>
    Ask as a customer would, I will answer from this file.
    For example: <i>How much is delivery?</i>
trial-answer =
    🧪 <b>A customer would get this answer:</b>
    { $answer }
trial-no-answer =
    🧪 <b>The file holds no answer to this.</b>
    If a customer asks it, I will send the question to you.

# Pausing and resuming

ai-paused = ⏸ The AI is paused. Customers’ questions come to you.
ai-resumed = ▶️ The AI is on. It answers customers again.

# What customers are told

customer-greeting = 👋 Hello and welcome! You are talking to the helper bot of <b>{ $shop }</b>.
customer-greeting-hint = Write your question. You can choose a language with the buttons below.
customer-choose-language = 🌐 Which language suits you?
customer-language-set = ✅ Good, I will answer in English.
customer-switched = 🌐 I switched to the language you write in. Need another one? Press /lang.
customer-help =
    I am the shop’s helper bot. Ask me about prices, products and delivery.
    To talk to a person, press the button below. To change the language: /lang
customer-operator-button = 👤 Operator
customer-heard = 🎤 “{ $text }”
customer-text-only = For now I understand text only. Write your question or call the operator.
customer-smile = 😊 If you have a question, just write.
customer-hello = 👋 Hello! Write your question and I will answer.
customer-welcome = 😊 You are welcome. If you have another question, just write.
customer-passed-on = ✅ Got it, I passed it on to the shop.
customer-in-group = Write your question as a reply to this message, or send it to me in a private chat.
customer-opted-out = ✅ All right, we will not write to you first. If you want news again, write START. If you have a question, just ask.
customer-opted-in = ✅ All right, you will get news again. If you do not want them any more, write STOP.
customer-late = Sorry, your message reached me late. I passed it on to the shop. If you still need the answer, please write again.
customer-handover = 👤 I passed your message on to the shop’s staff. They will answer you here.
customer-closed-now = The shop is closed now. You will be answered in working hours.
customer-hours = 🕘 Working hours: { $hours }
customer-soon = The shop will reply soon. Your message is saved.
customer-flood = That is a lot of messages, I cannot keep up. They are saved. Please send your question in one message in a minute.
customer-no-answer = Sorry, I do not know the exact answer. I passed your question on to the shop, the answer will come here.
customer-comment-public = We wrote to you in Direct 📩
customer-comment-hello = 👋 Hello! We saw your comment. Write your question here and we will answer at once.
customer-command-start = Start
customer-command-lang = Change language
customer-command-operator = Call the operator
customer-command-help = Help
customer-command-settings = Settings
customer-description =
    The shop’s assistant bot: answers questions about prices, goods and delivery at once.

    What it cannot answer goes to the people of the shop. Press the button below to start.
customer-short-description = The shop’s assistant bot: ask about prices and goods.
customer-choose = Choose
