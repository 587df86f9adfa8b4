# Inviting friends

button-invite = 🤝 Invite a friend
button-share = 📤 Share
referral-title = 🤝 <b>Invite friends</b>
referral-how = When a friend comes by your link and pays in the bot for the first time, free days for you: { $inviter-text }, for the friend: { $friend-text }.
referral-most = For at most { $most ->
        [one] { $most-text } friend
       *[other] { $most-text } friends
    } a month.
referral-link = 🔗 { $link }
referral-counts = 👥 Came: { $came-text }, paid: { $paid-text }, days for you: { $days-text }
referral-share = The SellerCloudX AI assistant answers my shop’s customers. Try it for free:
referral-blocked = ⛔ Your invitations are suspended: no more days are added. If you have questions, write to us: /help
referral-came = 🤝 A friend has invited you: your first payment in the bot brings { $days ->
        [one] { $days-text } more day
       *[other] { $days-text } more days
    } for free.
referral-reward =
    🎁 <b>The friend you invited has paid: { $days ->
        [one] { $days-text } day
       *[other] { $days-text } days
    } for you!</b>
    The plan is valid until { $until }.
referral-gift =
    🎁 <b>You came by a friend’s invitation: { $days ->
        [one] { $days-text } day
       *[other] { $days-text } days
    } for you!</b>
    The plan is valid until { $until }.
referral-reward-taken = ↩️ Your friend’s payment was given back, and so { $days ->
        [one] { $days-text } day is
       *[other] { $days-text } days are
    } taken back. The plan is valid until { $until }.
referral-gift-taken = ↩️ Your payment was given back, and so { $days ->
        [one] { $days-text } day
       *[other] { $days-text } days
    } of the invitation went with it. The plan is valid until { $until }.

# The admin bot

button-referrals = 🤝 Referrals
button-referral-terms = ⚙️ Days and limit
button-inviter = 👤 Inviter
button-invited = 👤 Invited
button-block = ⛔ Block the inviter
button-block-now = ⛔ Yes, block
button-unblock = ✅ Unblock the inviter
button-unblock-now = ✅ Yes, unblock
button-term-inviter = 🎁 For the inviter
button-term-friend = 🎁 For who came
button-term-most = 🔢 Limit a month
referrals-title = 🤝 <b>Referrals</b>
referrals-none = Nobody has come by an invitation yet.
referrals-line = { $place-text }. { $mark } <b>{ $inviter }</b> → { $partner }, { $day }
referral-chosen =
    🤝 <b>{ $inviter }</b> → <b>{ $partner }</b>
    { $state }
    Days: for the inviter { $earns-text }, for who came { $gets-text }
referral-because = { $state } ({ $why })
referral-state-came = ⏳ Came, has not paid yet
referral-state-paid = ✅ Has paid
referral-state-refused = ✖️ Does not count
referral-state-taken-back = ↩️ The payment went back, and the days with it
referral-why-own = the inviter’s own Telegram account
referral-why-chat = the chat in which the link was first shown
referral-why-phone = the number had an account before
referral-why-partner = was a partner before
referral-why-blocked = the inviter is blocked
referral-why-month = the inviter’s month is full
referral-why-gone = the inviter has closed the account
referral-is-blocked = ⛔ The inviter is blocked
block-means = ⛔ If <b>{ $name }</b> is blocked, nobody who comes counts, and no days are earned. So far came: { $came-text }, paid: { $paid-text }.
unblock-means = ✅ <b>{ $name }</b> can invite again. So far came: { $came-text }, paid: { $paid-text }.
inviter-blocked = ⛔ The inviter is blocked
inviter-unblocked = ✅ The inviter can invite again
referral-blocked-already = This inviter is blocked already.
referral-not-blocked = This inviter is not blocked.
referral-terms =
    ⚙️ <b>What an invitation gives</b>
    Days for the inviter: { $inviter-text }
    Days for who came: { $friend-text }
    Rewards a month at most: { $most-text }
    Whoever has come already keeps the days of that day.
referral-ask-term = ✍️ { $what }: write a number from 0 to { $most-text }; 0 gives nothing.
referral-term-wrong = Write a whole number from 0 to { $most-text }.
file-invited-by = 🤝 Invited by: { $name }
cause-referral = referral
audit-kind-referral = 🤝 Referrals
act-referral-blocked = blocked an inviter
act-referral-unblocked = unblocked an inviter
act-referral-terms = changed what an invitation gives
