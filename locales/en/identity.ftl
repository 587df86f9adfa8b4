# Proving an address and an account

email-code =
    📧 We sent a code to <b>{ $address }</b>.
    Write its 6 digits here. The code is good for 15 minutes.
email-proven = ✅ Your email address is confirmed.
button-code-again = 🔁 Send a new code
button-email-other = ✏️ Another address
code-resent = ✅ A new code is on its way.
code-wrong = The code is not right. Tries left: { $left-text }.
code-over = This code is no longer good. Ask for a new one.
code-too-often = We have sent too many codes. Try again in a few hours.
recover-ask =
    🔐 The number { $phone } is registered with another Telegram account.
    If the shop is yours, you can move it to this account: we send a code to <b>{ $address }</b>.
recover-code =
    📧 We sent a code to <b>{ $address }</b>.
    Write its 8 digits here. The code is good for 15 minutes.
button-recover = 📨 Send the code
recovered = ✅ The shop is now on this Telegram account. The other one has no access any more.
recover-gone =
    🔐 Your shop was moved to another Telegram account with a code from your email.
    If that was not you, write to { $support } at once.
email-dead = 📭 There is no mailbox { $address }: our letter came back. Check the address in /settings.
