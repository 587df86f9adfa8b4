# Accounts of WhatsApp and Instagram

button-meta-begin = Start connecting
button-meta-platform = Use the ready-made app
meta-off-no-address = ⚪ WhatsApp and Instagram are off for now: the server has no public address (WEBHOOK_BASE_URL). Please write to support.
meta-intro-whatsapp =
    🟢 <b>Connect a WhatsApp number</b>
    You need a Meta business account with a number in the WhatsApp Cloud API.
    I will ask for 5 values one by one; copy them from developers.facebook.com.
    🔑 Messages with secrets are deleted at once.
meta-intro-instagram =
    🟣 <b>Connect Instagram</b>
    You need a professional Instagram account and a Meta app.
    I will ask for a few values one by one; copy them from developers.facebook.com.
    🔑 Messages with secrets are deleted at once.
meta-step = <b>{ $step } / { $steps }</b>
meta-ask-whatsapp-app = Send the app’s ID (<i>App ID</i>): <a href="https://developers.facebook.com/apps">developers.facebook.com/apps</a>
meta-ask-whatsapp-secret = Send the app’s secret: <i>App settings → Basic → App secret</i>. I will delete the message.
meta-ask-instagram-secret = Send the app’s secret: <i>App settings → Basic → App secret</i>. I will delete the message.
meta-ask-whatsapp-business = Send the ID of the WhatsApp business account: <i>WhatsApp → API Setup → WhatsApp Business Account ID</i>.
meta-ask-whatsapp-number = Send the number’s ID: <i>WhatsApp → API Setup → Phone number ID</i>. It is not the phone number itself.
meta-ask-whatsapp-token = Send the access token, best one without an end of a system user. I will delete the message.
meta-ask-instagram-token = Send the access token, best one without an end of a system user. I will delete the message.
meta-ask-instagram-page = Send the ID of the Instagram account, or of the Facebook page connected to it (digits only).
meta-wrong-app = This does not look like an ID: it has digits only. Please send it again.
meta-wrong-business = This does not look like an ID: it has digits only. Please send it again.
meta-wrong-number = This does not look like an ID: it has digits only. Please send it again.
meta-wrong-page = This does not look like an ID: it has digits only. Please send it again.
meta-wrong-secret = This does not look like an app secret: it has 32 characters. Please send it again.
meta-wrong-token = This does not look like a token. Copy all of it and send it again.
meta-own = You have already connected this account: /channels
meta-taken = Another seller has already connected this account.
meta-checking = ⏳ Checking the { $messenger } account (token …{ $last }).
meta-ok =
    🟢 <b>{ $name }</b> is connected: { $messenger }, { $handle }
    🔑 Token: …{ $last }
meta-quality =
    Quality: { $quality ->
        [GREEN] good 🟢
        [YELLOW] medium 🟡
        [RED] low 🔴
       *[other] not rated yet
    }
meta-limit =
    People you may write to first: { $limit ->
        [UNLIMITED] without a limit
       *[other] up to { $limit } a day
    }
meta-hook =
    👉 Last step: open <i>Webhooks</i> in your Meta app and paste:
    Address (<i>Callback URL</i>): <code>{ $url }</code>
    Word (<i>Verify token</i>): <code>{ $word }</code>
    Then subscribe to the fields <i>{ $fields }</i>. I will say here when the check arrives.
meta-hook-verified = ✅ Meta has checked the address; messages arrive.
meta-broken = 🔴 <b>{ $messenger } { $handle } does not work</b> (token …{ $last }).
meta-removed = ⚪ { $messenger } { $handle } is disconnected and no longer answers customers.
meta-token-dead = Meta does not accept the token. Get a new one and connect the account again.
meta-forbidden = The token lacks a permission. Grant it and tap “Check”.
meta-not-found = Meta does not find the account, or the token cannot see it. Check the IDs.
meta-number-elsewhere = This number does not belong to the given WhatsApp business account. Check the IDs.
meta-secret-refused = The app’s ID and secret do not match. Disconnect the account and connect it again.
meta-locked = Meta has restricted this account. Read the notice in Meta Business Suite.
meta-unreachable = Meta does not answer right now. Tap “Check” a little later.
notice-meta-broken = 🔴 { $account } has stopped working. The reason and the buttons: /channels
notice-meta-token-ends = ⏰ The token of { $account } ends on { $when }. Connect a new one before then: /channels
notice-unsent = ⚠️ The message to <b>{ $customer }</b> was not delivered.
notice-unsent-human = ⚠️ The message to <b>{ $customer }</b> was not sent: to write after 24 hours, Meta has to grant your app the Human Agent right. You can answer when they write again.
notice-unsent-window = ⚠️ The message to <b>{ $customer }</b> was not sent: the customer wrote more than 24 hours ago. You can answer when they write again.
notice-unsent-unreachable = ⚠️ The message to <b>{ $customer }</b> was not delivered: the customer cannot be reached or has blocked you.
notice-unsent-business = ⚠️ The message to <b>{ $customer }</b> was not sent: the bot may not write in your Telegram account.
notice-unsent-payment = ⚠️ The message to <b>{ $customer }</b> was not sent: your WhatsApp account has no payment method. Add one at Meta.
notice-unsent-media = ⚠️ The file for <b>{ $customer }</b> was not delivered: Meta did not accept it.

# Comments

button-comments = 💬 Answer comments
button-comments-off = ✖️ Switch off
meta-delivered = 📨 Messages that reached customers this month: { $count-text }. 1000 a month are free, Meta charges for more.
meta-comments = 💬 Comments with “{ $word }” are answered by Direct
comments-ask =
    💬 <b>Answers to comments</b>
    Write a keyword, for example: <i>price</i>
    When somebody writes it below your post, the AI answers by Direct and leaves “We wrote to you in Direct” below the comment.
comments-on =
    💬 <b>Comments are answered</b>
    Keyword: <b>{ $word }</b>
    Write another word to change it.
comments-off = ✖️ Comments are not answered any more.
comment-word-wrong = Write one word: from 2 letters to 30 characters.
