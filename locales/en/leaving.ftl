# Logging out

button-logout = 🚪 Log out
logout-ask =
    🚪 <b>Log out?</b>
    Your phone number and bots ({ $bots-text }) are unlinked from this Telegram account, customers get no more answers.
    Files ({ $files-text }), customers ({ $customers-text }) and messages are kept.
    To come back, send the same number here and connect your bot again.
logged-out = 🚪 You are logged out, your bots are disconnected. To come back, send the same number.
account-back =
    👋 <b>Welcome back!</b>
    Your files and messages are in place. Connect your bot again.
trial-spent =
    👋 <b>Welcome back!</b>
    Each number has one free trial, it goes on from where it was.

# Closing the account

button-close = 🗑 Close account
button-close-no = ◀️ No, keep it
button-close-yes = 🗑 Yes, close it
close-ask =
    🗑 <b>Close your account?</b>
    Your bots ({ $bots-text }) are disconnected at once.
    After 7 days customers ({ $customers-text }), messages ({ $messages-text }), files ({ $files-text }) and open questions ({ $questions-text }) are erased for good.
    Send the same number within those 7 days and the account opens again.
    Of your number only a secret code stays, so that the trial is not given twice.
close-sure =
    ⚠️ <b>Really close the account?</b>
    Your customers get no answers from this minute on.
account-closed =
    🗑 <b>Your account is closed.</b>
    To open it again, send the same number before { $until }. After that everything is erased.
account-restored =
    ✅ <b>Your account is open again.</b>
    Your files and messages are in place. Connect your bot again.
phone-share = This number has an account. To enter, do not type the number, share it with the button below.
phone-erasing = The account with this number is being erased now. Try again in a few hours.
