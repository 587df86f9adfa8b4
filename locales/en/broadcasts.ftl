# Broadcasts

admin-command-broadcast = Write to many
topic-news = News
button-broadcasts = 📣 Broadcasts
button-new-broadcast = ➕ New broadcast
broadcasts-title = 📣 <b>Broadcasts</b>
broadcasts-none = Nothing has been sent yet.
broadcasts-line = { $place-text }. { $state }, { $at }: { $text }
broadcast-ask =
    📣 <b>New broadcast</b>

    Write the message here or forward one: text, picture, video, file, audio, voice message, sticker. It arrives exactly as it looks.
broadcast-kind-wrong = Such a message cannot be sent to many. Send text, a picture, a video, a file, audio, a voice message or a sticker.
broadcast-album = An album cannot be sent to many. Choose one picture or video.
broadcast-file-too-big = The file is too big. 20 MB at most.
broadcast-caption-long = The text below the file is too long. 1024 characters at most.
broadcast-whom = 📣 <b>Who is it for?</b>
broadcast-partners = Partners
broadcast-customers = Their customers
broadcast-reach =
    👥 { $count ->
        [one] <b>{ $count-text }</b> person
       *[other] <b>{ $count-text }</b> people
    }. Blocked the bot: { $lost-text }. Want no news: { $muted-text }. ⏱ About { $seconds-text } s.
broadcast-reach-customers =
    👥 { $count ->
        [one] <b>{ $count-text }</b> customer
       *[other] <b>{ $count-text }</b> customers
    }. Want no news: { $muted-text }. Too late to write to: { $late-text }. ⏱ About { $seconds-text } s.
broadcast-kind-not-there = { $place } does not take such a file, so customers there are not counted and get nothing.
broadcast-too-big-there = { $place } takes such a file up to { $limit }, so customers there are not counted and get nothing.
broadcast-no-address = { $place } fetches files from the server, which has no public address (WEBHOOK_BASE_URL). Customers there are not counted and get nothing.
button-broadcast-show = 👁 Send to me
button-broadcast-next = Next ▶️
button-broadcast-change = ✏️ Who for?
button-broadcast-send = 🔴 Yes, send it
button-broadcast-night = 🔴 Yes, send it now
broadcast-sure = 📣 { $whom }. Recipients: <b>{ $count-text }</b>. Send it?
broadcast-sure-typed = 📣 { $whom }. Recipients: <b>{ $count-text }</b>. To confirm, type this number: <code>{ $count-text }</code>
broadcast-number-wrong = The number does not match. Expected: { $count-text }
broadcast-night = 🌙 It is late in Tashkent, and the message may wake people. Send it anyway?
broadcast-count-changed = The number of recipients has changed. Please look again.
broadcast-nobody = There is nobody like that.
broadcast-busy = Another broadcast is still being sent. Wait for its end, or end it.
broadcast-moved = Another admin was faster. The broadcast has changed.
broadcast-title = 📣 <b>Broadcast</b>: { $state }
broadcast-words = “{ $text }”
broadcast-gathering = making the list
broadcast-running = being sent
broadcast-paused = paused
broadcast-done = done
broadcast-cancelled = cancelled
broadcast-to = 👥 { $whom }. { $who }, { $at }
broadcast-counts =
    ✅ Arrived: <b>{ $sent-text }</b> / { $all-text }
    🚫 Blocked: { $blocked-text }
    ⌛ Too late: { $late-text }
    ❌ Failed: { $failed-text }
    ❓ Unknown: { $unknown-text }
    ⏳ Left: { $left-text }
broadcast-held = ✋ { $who }
broadcast-ended = 🏁 { $at }
broadcast-end-sure = { $count ->
        [one] { $count-text } person
       *[other] { $count-text } people
    } will not get it. End it?
button-broadcast-pause = ⏸ Pause
button-broadcast-go-on = ▶️ Go on
button-broadcast-end = ⏹ End
button-broadcast-end-now = 🔴 Yes, end it
audit-kind-broadcast = 📣 Broadcast
act-broadcast-started = sent a broadcast
act-broadcast-paused = paused a broadcast
act-broadcast-resumed = resumed a broadcast
act-broadcast-cancelled = cancelled a broadcast

# The partner's consent

button-consent = 📣 News to customers
consent-title = 📣 <b>News to your customers</b>

    If you agree, SellerCloudX now and then sends news to customers who wrote to you, through your bot and channels. The message shows in the conversation. You can say no at any time.
consent-given = ✅ You agree.
consent-none = Nobody writes to your customers now.
button-consent-give = ✅ I agree
button-consent-take = ✖️ I do not agree
