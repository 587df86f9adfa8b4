# Language and sign-up

welcome =
    👋 <b>Hello!</b>
    We answer your shop’s customers on Telegram around the clock.
    🌐 Choose a language:
language-choose = 🌐 Choose a language:
contact-ask =
    📱 Share your phone number with the button below.
    You can also type it, like +998 90 123 45 67
    🎁 Your 3-day free trial starts right after that.
contact-button = 📱 Share my number
contact-not-own = This is another person’s number. Share your own with the button below.
phone-wrong = That number is not right. Write it like +998 90 123 45 67 or press the button.
phone-two = You wrote more than one number. Send one, like +998 90 123 45 67.
phone-foreign = For now we accept numbers of Uzbekistan only. Send a number that starts with +998.
phone-taken = This number is registered with another Telegram account. Use that account or send another number.
shop-unnamed = My shop
trial-started =
    🎁 <b>Your 3-day free trial has started!</b>
    Send your price list here, then connect your bot.
trial-ends-soon =
    🎁 <b>The free trial ends on { $until }.</b>
    After that your customers will only see “The shop will reply soon”.
    To continue, ask for access.
email-ask-again = 📧 You have not given an email address yet. Add it in /settings.

# Settings

settings-title = ⚙️ <b>Settings</b>
settings-name = 🏪 Shop name: <b>{ $name }</b>
settings-email = 📧 Email: { $email }
settings-tone = 💬 Tone of answers: { $tone }
settings-greeting = 👋 Greeting: { $greeting }
settings-hours = 🕘 Working hours: { $hours }
settings-unset = not given
settings-own = your own
settings-standard = standard
settings-always = around the clock
tone-choose = 💬 How should the bot sound?
tone-friendly = Friendly
tone-formal = Formal
tone-brief = Brief
ask-name =
    🏪 Write the name of your shop.
    Your customers will see it.
ask-email =
    📧 Write your email address.
    We use it for important messages about your account.
ask-greeting =
    👋 Write the greeting for people who open your bot, up to 500 characters.
    It is shown exactly like this in every language.
ask-hours =
    🕘 Write your working hours, like 09:00-18:00
    Customers who ask for a person are told these hours.
name-wrong = A name has at most 64 characters. Write a shorter one.
email-wrong = That email address is not right. Write it like shop@gmail.com
hours-wrong = I did not understand the hours. Write them like 09:00-18:00.
greeting-too-long = The greeting is too long. Shorten it to 500 characters.

# The first steps

steps-title = 🚀 <b>Getting your shop started</b>
steps-reminder = 👋 <b>Almost there!</b> Finish the remaining steps, and the bot will answer your customers by itself.
steps-phone = Phone number
steps-file = Send the price file
steps-activated = Activate the file
steps-bot = Connect a bot
steps-answered = First customer answered
steps-done = ✅ <b>All ready!</b> Your bot answers your customers.
