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
bots-too-many = You cannot connect more than 5 bots. Disconnect one first.
bot-token-refused = Telegram did not accept this token. Copy it again from BotFather and connect the bot once more.
bot-token-dead = The bot’s token was revoked. Get a new one from BotFather and connect the bot again.
bot-unreachable = Telegram did not answer. Press “Check” a little later.
