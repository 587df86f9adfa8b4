# The admin bot

admin-stranger = This is a service bot. What you need is not here.
admin-welcome = ✅ Welcome! You are part of the team now.
admin-no-right = Your role does not allow this.
admin-no-files = This bot takes no files.
admin-invite-wrong = This invitation is too old or was used already.
admin-unknown = There is no such admin.
admin-last-owner = The last owner cannot be changed. Add another one first.
admin-command-start = Start
admin-command-menu = Home
admin-command-requests = Requests that wait
admin-command-partners = Partners
admin-command-audit = Audit log
admin-command-lang = Change the language
admin-command-cancel = Cancel
role-owner = Owner
role-admin = Admin
role-support = Support
desk-title = 🛠 <b>{ $name }</b>, { $role }
desk-pending = 📥 Requests that wait: <b>{ $count-text }</b>
desk-partners = 👥 Partners: <b>{ $all-text }</b> (✅ { $paid-text }, 🎁 { $trial-text })
button-requests = 📥 Requests
button-partners = 👥 Partners
button-prices = 💰 Prices
button-people = 🧑‍💼 Admins
button-audit = 📜 Log
button-newer = ◀️ Newer
button-older = Older ▶️
button-newest = ⏫ Newest
button-yes = ✅ Yes
button-reject = ✖️ Reject
button-partner = 👤 Partner
button-other-reason = ✍️ Another reason
button-send = 📨 Send
button-days = 🎁 Give or take days
button-write-to = ✉️ Write
button-ban = ⛔ Suspend
button-ban-now = ⛔ Yes, suspend
button-unban = ✅ Open again
button-unban-now = ✅ Yes, open again
button-too-late = A minute has passed. Write the reason again.
reason-needed = Write the reason.
number-wrong = Write a whole number, like 30
sum-wrong = Write the sum in so‘m as a whole number, like 450 000
tier-name-wrong = A name has 1 to 24 characters.
days-wrong = Write a number of days from 1 to 3660.
plan-none-to-take = This partner has no plan to take days from.

# Requests

requests-title = 📥 <b>Requests that wait: { $count-text }</b>
requests-none = 📥 No request waits.
requests-line = { $place-text }. <b>{ $name }</b>: { $tier }, { $period }, { $sum } so‘m
request-title = 📥 <b>Request for a plan</b>
request-shop = 🏪 <b>{ $name }</b>
request-contact = 📱 { $phone } { $username }
request-wants = 💳 { $tier }, { $period } ({ $days ->
        [one] { $days-text } day
       *[other] { $days-text } days
    })
request-sum = 💰 <b>{ $sum } so‘m</b>
request-coupon = 🎟 Coupon: { $coupon }
request-earlier = 📜 Earlier requests: { $count-text }
request-at = 🕒 { $at }
request-sure = ❓ <b>{ $period }</b>, { $sum } so‘m, until { $until }. Approve?
request-why = ❓ Why is it rejected?
request-approved = ✅ Approved by <b>{ $who }</b>, { $at }
request-rejected = ✖️ Rejected by <b>{ $who }</b>, { $at }. Reason: { $reason }
request-withdrawn = ↩️ The partner has withdrawn the request.
request-decided = { $who } has answered this request already.
request-approved-toast = ✅ Approved
request-rejected-toast = ✖️ Rejected
reject-ask = ✍️ Write the reason. The partner reads it as it is.
reject-unpaid = No payment arrived
reject-unreachable = Could not be reached
reject-duplicate = Asked twice
reject-terms = Breaks the terms

# Partners

group-all = All
group-trial = 🎁 Trial
group-paid = ✅ Paid
group-free = 🔒 Never paid
group-expired = ⌛ Expired
group-banned = ⛔ Banned
partners-title = 👥 <b>{ $group }: { $count-text }</b>
partners-found = 🔎 <b>{ $text }</b>
partners-line = { $place-text }. { $mark } <b>{ $name }</b> { $phone }
partners-none = Nobody was found.
partners-hint = 🔎 To search, write a phone, an email address, a name or an @name.
file-none = none
file-title = 👤 <b>{ $name }</b>
file-contact = 📱 { $phone } { $username }
file-email = 📧 { $email }
file-since = 📅 Since { $since }, language: { $language }
file-plan = 💳 { $tier }
file-used = 🧠 This month: { $used-text } / { $most }, cost ${ $cost }
file-knowledge = 📄 File: { $file }
file-counts = 💬 Customers: { $customers-text }, requests: { $requests-text }
file-event = • { $at }: { $what }, days { $days }, until { $until }
cause-bought = payment
cause-granted = request
cause-gift = gift
cause-taken = taken
cause-refunded = refund
partner-banned = ⛔ The account is suspended
partner-unbanned = ✅ The account is open again
partner-banned-already = This account is suspended already.
partner-not-banned = This account is not suspended.
partner-has-left = The partner has logged out and cannot be written to.
message-length-wrong = A message has 1 to 2 000 characters.
grant-title = 🎁 <b>{ $name }</b>
grant-what = 💳 { $tier }: <b>days { $days }</b>, until { $until }
grant-reason = ✍️ Reason: { $reason }
grant-ask = ✍️ Choose the days by a button or write them (to take: -10). Then write the reason.
ban-means = ⛔ If <b>{ $name }</b> is suspended, bots that fall silent: { $bots-text }, customers who read “The shop will reply soon”: { $customers-text }.
ban-ask = ✍️ Write the reason. The partner reads it.
ban-sure = ✍️ Reason: { $reason }
unban-means = ✅ When <b>{ $name }</b> is open again, customers get answers at once. Bots: { $bots-text }, customers: { $customers-text }.
unban-ask = ✍️ Write the reason. It stays in the log.
    The button works for one minute.
write-to-ask = ✉️ Write the message for <b>{ $name }</b>.
write-to-sure = ✉️ <b>{ $name }</b> will get this message:

    { $text }
write-to-sent = ✅ Sent

# Prices

prices-title = 💰 <b>Prices, for a month</b>
prices-line = { $mark } { $tier }: { $sum } so‘m
prices-trial = 🎁 { $tier }: free
prices-period = { $mark } { $period }: { $days ->
        [one] { $days-text } day
       *[other] { $days-text } days
    }
prices-ask-days = ✍️ How many days has <b>{ $period }</b>?
button-on-sale = ▶️ Put on sale
button-off-sale = ⏸ Take off sale
tier-title = 💳 <b>{ $tier }</b>
tier-price = 💰 { $period }: { $sum } so‘m
tier-profit = 📈 Share of the profit: { $percent-text }%
tier-channels = 🤖 Bots: { $most }
tier-answers = 🧠 AI answers a month: { $most }
tier-cards = 🗂 Cards a month: { $most }
tier-ai = 💵 AI budget a month: { $most } $
button-tier-name = ✏️ Name
button-profit = 📈 Share
button-channels-most = 🤖 Bots
button-answers-most = 🧠 Answers
button-cards-most = 🗂 Cards
button-ai-most = 💵 AI budget
tier-ask-price = ✍️ Write the price for <b>{ $period }</b> in so‘m.
tier-ask-name = ✍️ Write the new name, up to 24 characters.
tier-ask-profit = ✍️ Write the share of the profit in percent, from 0 to 100.
tier-ask-ai = ✍️ How many dollars a month? Write “-” for no limit.
tier-ask-most = ✍️ How many at most? Write “-” for no limit.

# Admins

people-title = 🧑‍💼 <b>Admins</b>
people-line = • <b>{ $name }</b>: { $role } (added by { $by })
people-link =
    🔗 An invitation for the role <b>{ $role }</b>, good for 24 hours:
    { $link }
    Whoever opens it first joins. The link is not shown again.
button-invite-admin = ➕ Admin
button-invite-support = ➕ Support
button-remove-admin = 🗑 Take off the list

# Audit log

audit-title = 📜 <b>Audit log</b>
audit-none = Nothing here yet.
audit-line = • { $at } <b>{ $who }</b>: { $what } { $rest }
audit-kind-request = 📥 Requests
audit-kind-plan = 🎁 Plan
audit-kind-partner = 👤 Partner
audit-kind-price = 💰 Prices
audit-kind-admin = 🧑‍💼 Admins
act-request-approved = approved a request
act-request-rejected = rejected a request
act-plan-changed = gave or took days
act-partner-banned = suspended an account
act-partner-unbanned = opened an account again
act-partner-written = wrote a message
act-price-changed = changed a price or a plan
act-admin-added = an admin was added
act-admin-changed = changed a role
act-admin-invited = made an invitation
act-admin-removed = took an admin off the list
act-account-recovered = moved to another Telegram account
act-other = something else

# Coupons

button-money-here = ✅ Money received
button-for-free = 🎁 For free
button-coupons = 🎟 Coupons
button-new-coupon = ➕ New coupon
button-coupon-on = ▶️ Switch on
button-coupon-off = ⏸ Switch off
button-coupon-code = ✏️ Code
button-coupon-percent = 📉 Rebate
button-coupon-most = 🔢 How often
button-coupon-days = 📅 How long
button-coupon-make = ✅ Make it
coupons-title = 🎟 <b>Coupons</b>
coupons-none = There is no coupon yet.
coupons-line = { $place-text }. { $mark } <code>{ $code }</code> { $percent-text }%, { $used-text } / { $most-text }, until { $until }
coupon-chosen =
    🎟 <code>{ $code }</code>, plan: { $tier }
    🔗 { $link }
coupon-any-tier = any
coupon-made-up = will be made up
coupon-new =
    🎟 <b>New coupon</b>
    Code: { $code }
    Rebate: { $percent-text }%
    How often: { $most-text }
    Days: { $days-text }
    Plan: { $tier }
coupon-ask-code = ✍️ Write the code, like SAVE10_UZ_2026
coupon-ask-percent = ✍️ Write the rebate in percent, from 1 to 100.
coupon-ask-most = ✍️ How often may it be used?
coupon-ask-days = ✍️ For how many days?
coupon-exists = A coupon with this code exists. Write another one.
coupon-made = 🎟 The coupon is ready: <code>{ $code }</code>
audit-kind-coupon = 🎟 Coupons
act-coupon-made = made a coupon
act-coupon-switched = switched a coupon on or off

# Money

button-money = 💵 Money
button-winback = ✉️ Win-back
button-price-history = 📜 History
button-refund = ↩️ Note a refund
button-refund-now = ↩️ Yes, it went back
button-payer = 👤 Shop
money-title = 💵 <b>Money</b>
money-account = • { $account }: { $sum } so‘m
money-none = No invoices yet.
money-line = { $place-text }. { $mark } { $invoice } <b>{ $name }</b>: { $sum } so‘m, { $day }
account-revenue = revenue
account-discounts = discounts
account-refunds = refunds
account-by-hand = by hand
account-receivable = { $provider } owes us
bill-payer = 👤 <b>{ $name }</b>
bill-erased = erased
bill-sum = 💰 <b>{ $sum } so‘m</b>, { $provider }
bill-posted = • { $at } { $account }: { $sum } ({ $by }, { $reason })
bill-at-provider = ↩️ Give the money back in the cabinet of { $provider }: the plan and the ledger follow by themselves.
bill-ask-reason =
    ↩️ Give the { $sum } so‘m back first ({ $provider }). Noting it here takes back the days of this invoice and tells the shop.
    ✍️ Why? Write the reason.
button-return = ⭐ Give back
button-return-now = ⭐ Yes, give back
bill-returning = ⏳ The Stars are on their way back.
bill-return-reason =
    ⭐ The Stars of this invoice ({ $sum } so‘m, { $provider }) go back to whoever paid, and its days are taken back.
    ✍️ Why? Write the reason.
account-unclaimed = owed to payers
act-stars-returned = gave a payment back
charge-title = ⚠️ <b>Money that pays no invoice</b>
charge-title-kept = ⚠️ <b>Stars could not be given back</b>
charge-stranger = not a shop
charge-stars = ⭐ <b>{ $stars-text }</b>
charge-sum = 💰 <b>{ $sum } so‘m</b>
charge-order = 🧾 “{ $invoice }”, { $at }
charge-id = 🔑 <code>{ $id }</code>
charge-trouble = Telegram says: { $why }
charge-kept = Give it back here, or give the shop its days by hand.
charge-kept-by-card = Give it back in the provider’s cabinet and note it here, or give the shop its days by hand.
charge-reason = pays no invoice
charge-on-its-way = This money is on its way back, or went back already.
invoice-not-paid = This invoice is not paid, or was given back already.
winback-title = ✉️ <b>Win-back letters</b>: at most { $most-text } to one shop, every 54 hours. The last 30 days:
winback-line = • { $outcome }: { $count-text }
winback-sent = sent
winback-unknown = unknown
winback-dead = no such mailbox
winback-refused = refused
winback-skipped = no longer needed
winback-waiting = waiting
winback-ask-cap = ✍️ To change the most, write a number from 0 to { $most-text }; with 0 nobody gets one.
winback-cap-wrong = Write a number from 0 to { $most-text }.
audit-kind-invoice = 💵 Money
act-invoice-refunded = noted a refund
act-winback-capped = changed the number of letters
