# Connected bots

channels-title =
    🤖 <b>Connected bots</b>
    Choose a bot to see more.
channels-empty =
    🤖 <b>No bot connected yet</b>
    Connect your bot and it will start answering customers.
connect-how =
    🤖 <b>Connect a bot</b>
    1. Write /newbot to @BotFather and name your bot.
    2. Copy the token it gives you and send it here.
    If you have a bot already, get its token with /mybots.
    🔑 I delete your message with the token at once.
connect-create =
    🤖 <b>Connect a bot</b>
    The easiest way: press the button below, and Telegram makes a bot for you.
    If you have a bot, send its token from @BotFather here.
    🔑 I delete the message with the token at once.
managed-press =
    👇 Press the key below and confirm the name of the bot.
    Changed your mind? /menu
managed-created = 🤖 The bot is made, I am connecting it.
managed-refused = Telegram did not give the token of this bot. Copy the token at @BotFather and send it here.
bot-checking = ⏳ Checking the bot { $bot } (token …{ $last }).
bot-ok =
    🟢 <b>{ $name }</b> works: @{ $bot }
    Customers who write to it are answered at once.
    🔑 Token: …{ $last }
bot-foreign =
    ⚠️ <b>@{ $bot } is connected to another service.</b>
    If you connect it to us, that service gets no more messages from it.
bot-taken-away =
    🔴 <b>@{ $bot } is now connected to another service.</b>
    Customers’ messages no longer reach me. If this was not you, take the bot back and renew its token in @BotFather.
bot-broken = 🔴 <b>The bot { $bot } does not work</b> (token …{ $last }).
bot-removed = ⚪ The bot { $bot } is disconnected (token …{ $last }). It no longer answers customers.
token-wrong = This does not look like a token. Copy all of it from BotFather.
bot-taken = Another seller has connected this bot. Make a new one and send its token.
bot-token-refused = Telegram did not accept this token. Copy it again from BotFather and connect the bot once more.
bot-token-dead = The bot’s token was revoked. Get a new one from BotFather and connect the bot again.
bot-unreachable = Telegram did not answer. Press “Check” a little later.

# The seller's own Telegram account

business-intro =
    💼 <b>Answers in your own Telegram account</b>
    When customers write to your personal account, { $bot } answers there too. The account needs Telegram Premium.
    1. In @BotFather choose your bot and turn on <i>{ "Bot Settings → Business Mode" }</i>.
    2. In Telegram add { $bot } under <i>{ "Settings → Telegram Business → Chatbots" }</i>, let it reply and choose the chats.
    I will write here once it is connected.
business-no-bot = Connect the shop’s bot first, then it can answer in your account too: /channels
business-asked =
    💼 { $bot } was added to the account of <b>{ $name }</b>.
    If you allow it, the bot answers everyone who writes to that account in the name of your shop. If the account is not yours, refuse.
business-ok =
    🟢 💼 <b>{ $name }</b>
    Customers who write to this account are answered by { $bot }. When you write yourself, the AI keeps quiet for half an hour.
business-no-right =
    🟡 💼 <b>{ $name }</b>
    { $bot } was added but may not reply: <i>{ "Settings → Telegram Business → Chatbots" }</i>.
business-refused =
    ⚪ 💼 <b>{ $name }</b>
    { $bot } does not answer in this account.
business-off =
    ⚪ 💼 <b>{ $name }</b>
    { $bot } was removed from this account.
button-business-allow = ✅ Allow
button-business-refuse = 🚫 Refuse
button-business-stop = ⏸ Stop

# Links to goods

button-links = 🔗 Links to goods
button-links-all = 📄 All in one file
links-ask =
    🔗 <b>Links to goods</b>
    Write the name of a product and I will give you its link. Whoever opens it sees the product in @{ $bot } and can ask about it.
links-good =
    🛍 <b>{ $name }</b>
    { $link }
links-none = The file has no such product. Write its name as in the file.
links-file-name = links.csv
links-name = Product
links-link = Link
