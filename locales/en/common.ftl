# Main screen

home-title = 🏪 <b>{ $name }</b>
home-trial-days =
    🎁 Free trial: { $days-text } { $days ->
        [one] day
       *[other] days
    } left (until { $until })
home-trial-hours =
    🎁 Free trial: { $hours-text } { $hours ->
        [one] hour
       *[other] hours
    } left (until { $until })
home-expired = 🔒 Your access ended on { $since }. Press “Plan” to continue.
home-banned = 🔒 Your account is suspended. To learn why, write to us: /help
home-file = 📄 File: <b>{ $file }</b>
home-no-file = 📄 No file yet
home-bot = { $dot } Bot: <b>{ $bot }</b>
home-account = { $dot } { $messenger }: <b>{ $handle }</b>
home-no-bot = 🤖 No bot connected yet
home-ai-on = 🧠 AI: on
home-ai-paused = 🧠 AI: paused
home-questions =
    ❓ { $count ->
        [one] <b>{ $count-text }</b> question waits for your answer
       *[other] <b>{ $count-text }</b> questions wait for your answer
    }
help =
    ℹ️ <b>What does the bot do?</b>
    📄 It reads the price file that you send.
    🤖 It answers the customers who write to your bot from it, in their own language.
    ❓ When it finds no answer, it asks you and passes your words on.
    🧪 You can try the file yourself before customers do.
    Any questions? Write to { $support }

# Buttons

button-back = ◀️ Back
button-home = 🏠 Home
button-help = ℹ️ Help
button-settings = ⚙️ Settings
button-language = 🌐 Language
button-cancel = ✖️ Cancel
button-skip = ⏭ Skip
button-upload = 📄 Upload a file
button-knowledge = 📄 View the file
button-form = 📝 Get the form
button-test = 🧪 Try it
button-activate = ✅ Activate
button-discard = 🗑 Discard
button-undo = ↩️ Restore the old file
button-channels = 🤖 View bots
button-connect-bot = 🤖 Connect a bot
button-open-bot = ↗️ Open the bot
button-check = 🔄 Check
button-disconnect = 🔌 Disconnect
button-take-over = ✅ Connect anyway
button-take-back = ↩️ Take it back
button-ai-pause = ⏸ Pause the AI
button-ai-resume = ▶️ Resume the AI
button-name = 🏪 Shop name
button-email = 📧 Email
button-tone = 💬 Tone
button-greeting = 👋 Greeting
button-hours = 🕘 Working hours
button-key = 🔑 OpenAI key
button-standard = 👋 Use the standard one
button-always = 🕘 Around the clock
button-key-remove = 🗑 Remove the key
button-support = ✍️ Write to us
button-create-bot = 🤖 Create my bot
button-knowledge-place = 📄 File and prices
button-reply = ✍️ Reply

# Short answers

button-stale = This button is out of date. Use the newer ones.
saved = ✅ Saved
cancelled = Cancelled.
nothing-to-cancel = There is nothing to cancel.
not-registered = Sign up first: choose a language and share your phone number.
fault = Something went wrong, code { $code }. We have been told. Try again a little later.
secret-not-deleted = ⚠️ I could not delete your secret message. Please delete it from the chat yourself.

# Commands and what the bot says of itself

command-start = Start
command-menu = Main screen
command-kb = File and prices
command-channels = Connected bots
command-settings = Settings
command-lang = Change language
command-help = Help
command-cancel = Cancel
bot-name = SellerCloudX
bot-description =
    A bot that answers your shop’s customers around the clock.

    Send your price list and connect your Telegram bot. The AI does the rest: it answers only from your file and in the customer’s language, and asks you what it does not know.

    3 days free. Press the button below to start.
bot-short-description = An AI helper that answers your shop’s customers from your price list. 3 days free.
