# The plan

button-plan = 💳 Plan
button-ask-access = 🔓 Ask for access
button-renew = 🔄 Renew
button-larger-plan = 💳 Get a larger plan
button-withdraw = ✖️ Withdraw request
button-send-request = 📨 Send request
button-ai-with = 🧠 AI: +{ $sum } so‘m
button-ai-without = 🧠 Without the AI add-on
command-plan = Plan and payment
period-month = Month
period-quarter = Quarter
period-year = Year
home-paid = ✅ Plan until { $until }
home-spent = ⏸ This month’s AI answers are used up. New ones start on { $until }.
plan-title = 💳 <b>Plan</b>
plan-held = ✅ <b>{ $tier }</b>: until { $until }
plan-used = 🧠 AI answers this month: { $used-text } / { $most-text }
plan-used-unlimited = 🧠 AI answers this month: { $used-text }, no limit
plan-request-line = ⏳ Your request is being looked at: <b>{ $tier }</b>, { $period }, { $sum } so‘m
plan-list = <b>Plans, for a month</b>
plan-list-line = • { $tier }: { $sum } so‘m
plan-list-line-profit = • { $tier }: { $sum } so‘m and { $percent-text }% of the profit
offer-title = 💳 <b>{ $tier }</b>
offer-channels = 🤖 Up to { $most-text } bots, and as many WhatsApp and Instagram accounts
offer-channels-unlimited = 🤖 Bots, WhatsApp and Instagram: no limit
offer-answers = 🧠 AI answers: { $most-text } a month
offer-answers-unlimited = 🧠 AI answers: no limit
offer-cards = 🗂 Product cards: { $most-text } a month
offer-cards-unlimited = 🗂 Product cards: no limit
offer-profit = 📈 Share of the profit: { $percent-text }%
offer-period = 📅 Period: <b>{ $period }</b> ({ $days ->
        [one] { $days-text } day
       *[other] { $days-text } days
    })
offer-price = 💰 Price: <b>{ $sum } so‘m</b>
offer-until = 🗓 Valid until { $until }
plan-request-sent = ✅ Request sent. The answer will come here.
plan-request-withdrawn = The request is withdrawn.
plan-request-waits = Your request is being looked at. Withdraw it before you send another.
plan-request-decided = This request has been answered already.
plan-not-offered = This plan is no longer sold. Choose another from the list.
plan-channels-full = Your plan allows no more than { $most-text }. Disconnect one or get a larger plan.
plan-answers-spent =
    ⏸ <b>This month’s AI answers are used up.</b>
    Customers now read “The shop will reply soon”, and their questions come to you.
    The new month starts on { $until }. You can get a larger plan in /plan.
plan-ai-spent =
    ⏸ <b>This month’s AI budget is used up.</b>
    Until { $until } the bot quotes your file word for word.
    You can get a larger plan in /plan or connect your own OpenAI key in the settings.
trial-ended =
    🔒 <b>The free trial has ended.</b>
    Your customers now only read “The shop will reply soon”.
    Your file and your bots are still here. Ask for access to continue.
plan-ends-soon =
    ⏰ <b>Your plan ends on { $until }.</b>
    { $days ->
        [one] { $days-text } day is left.
       *[other] { $days-text } days are left.
    } If you renew now, they are not lost.
plan-ended =
    🔒 <b>Your plan has ended.</b>
    Your customers now only read “The shop will reply soon”.
    Renew it, and everything goes on as before.
plan-approved =
    ✅ <b>Your request is approved!</b>
    The plan is valid until { $until }.
plan-rejected =
    ✖️ <b>Your request was rejected.</b>
    Reason: { $reason }
plan-rejected-unpaid =
    ✖️ <b>Your request was rejected.</b>
    No payment arrived. If you have paid, send us the receipt: /help
plan-rejected-unreachable =
    ✖️ <b>Your request was rejected.</b>
    We could not reach you. Write to us: /help
plan-rejected-duplicate =
    ✖️ <b>Your request was rejected.</b>
    The same request was fulfilled already. You see your plan in /plan.
plan-rejected-terms =
    ✖️ <b>Your request was rejected.</b>
    Your shop breaks the terms of use. If you have questions, write to us: /help
plan-given =
    🎁 <b>You were given { $days ->
        [one] { $days-text } day
       *[other] { $days-text } days
    }!</b>
    The plan is valid until { $until }.
plan-taken = ℹ️ The end of your plan has changed: { $until }. If you have questions, write to us: /help
account-banned =
    🔒 <b>Your account is suspended.</b>
    Reason: { $reason }
    If you have questions, write to us: /help
account-unbanned = ✅ Your account works again.
house-message =
    ✉️ <b>SellerCloudX</b>
    { $text }

# Payment

button-pay = 💳 { $name }
button-coupon = 🎟 Coupon
offer-price-coupon = 💰 Price: <s>{ $list }</s> <b>{ $sum } so‘m</b> (🎟 { $coupon })
coupon-ask = 🎟 Write the coupon’s code.
coupon-accepted = 🎟 <b>{ $code }</b> is accepted: { $percent-text }% off. We take it into account in your next payment.
coupon-code-wrong = A coupon’s code has Latin letters, digits and _, 4 to 24 characters. Write it again.
coupon-unknown = There is no such coupon. Check the code and write it again.
coupon-expired = This coupon has expired.
coupon-used-by-you = You have used this coupon already.
coupon-used-up = This coupon is used up.
payment-not-connected = This way to pay is not connected yet.
payment-sum-too-large = This sum cannot be paid this way. Choose another one.
payment-receipt =
    ✅ <b>Payment received!</b>
    🧾 { $invoice }: { $tier }, <b>{ $sum } so‘m</b>
    🗓 The plan is valid until { $until }.
payment-refunded = ↩️ { $sum } so‘m were given back for { $invoice }. The days that it gave are taken back.
payment-returned = ↩️ { $sum } so‘m were given back for { $invoice }. The plan stays as it is.
payment-page-later = The payment page could not be opened now. Try again a little later.
invoice-title = 🧾 <b>Invoice { $name }</b>
invoice-what = 💳 { $tier }, { $period } ({ $days ->
        [one] { $days-text } day
       *[other] { $days-text } days
    })
invoice-coupon = 🎟 { $coupon }: { $discount } so‘m off { $list } so‘m
invoice-sum = 💰 <b>{ $sum } so‘m</b>
invoice-open = ⏳ Pay until { $until }. The plan starts by itself as soon as the payment arrives.
invoice-terminal = 🏧 Or at a terminal or in the app of { $provider }: type <b>{ $name }</b>.
invoice-paid = ✅ Paid on { $at }
invoice-closed = ✖️ The invoice is closed
invoice-refunded = ↩️ The money was given back
invoice-in-payment = This invoice is being paid and cannot be cancelled now.
invoice-stars = ⭐ { $stars-text } Telegram Stars
invoice-about = { $period }, { $days ->
        [one] { $days-text } day
       *[other] { $days-text } days
    }. Invoice { $name }
invoice-not-taken = Telegram did not take this invoice. Choose another way to pay in /plan.
payment-kept-aside =
    ℹ️ <b>Your money for { $invoice } has arrived, but there is nothing to pay with it.</b>
    It is safe with us. We give it back or write to you. Questions: /paysupport
checkout-unknown = There is no such invoice. Make a new one in /plan.
checkout-not-yours = This invoice belongs to another shop. Make your own in /plan.
checkout-other-sum = The sum of the invoice is a different one. Make a new invoice in /plan.
checkout-held = This invoice is being paid already. Try again in 5 minutes.
checkout-paid = This invoice is paid already.
checkout-closed = This invoice is closed. Make a new one in /plan.
checkout-failed = Something went wrong on our side and no money was taken. Try again in a minute.
command-paysupport = Help with payments
command-terms = Terms of payment
pay-support =
    💳 <b>Help with payments</b>
    Write to { $support } and name the invoice, like SCX-000417. We look into the payment, and give the days or the money back where something went wrong.
    Telegram’s own support cannot help with what you buy here.
terms =
    📄 <b>Terms of payment</b>
    • You buy a SellerCloudX plan for the days written on the invoice. It starts as soon as the payment arrives and is not renewed by itself.
    • An invoice can be paid for 3 days, and its price does not change meanwhile.
    • To get your money back, write to { $support }. The days that it gave are then taken back.
    • You buy from SellerCloudX, not from Telegram.
button-paper = 📄 PDF
paper-title = Invoice { $name }
paper-date = Date
paper-day = { $day }
paper-buyer = For
paper-words = { $words }
paper-plan = Plan
paper-period = Period
paper-days = { $period }, { $days-text } days
paper-list = Price
paper-money = { $sum } so‘m
paper-discount = Discount
paper-discount-of = { $sum } so‘m ({ $coupon })
paper-by = Paid through
paper-state = State
paper-open = To be paid by { $until }
paper-paid = Paid on { $at }
paper-closed = Cancelled
paper-refunded = The money was returned
paper-sum = Total: { $sum } so‘m
paper-renew = Renew the plan
