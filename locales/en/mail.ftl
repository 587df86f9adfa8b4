# Letters

winback-subject = Switch your shop’s bot on again with { $percent-text }% off
winback-hello = Hello! The free trial of <b>{ $name }</b> has ended.
winback-offer = Your customers get no answers now. Your file and your bots are still here: start a plan with { $percent-text }% off, and the bot answers at once. The coupon { $code } is good until { $until }.
winback-button = Switch it on
winback-foot-html = If you do not want such letters, <a href="{ $stop }">unsubscribe</a>.
winback-foot-text = If you do not want such letters, unsubscribe: { $stop }
winback-in-bot =
    🎟 <b>{ $percent-text }% off for you!</b>
    The coupon <code>{ $code }</code> is good until { $until }. Choose a plan in /plan and write the coupon there.
unsubscribe-ask = Unsubscribe from the letters of SellerCloudX?
unsubscribe-button = Yes, unsubscribe
unsubscribe-done = Done. You will get no more letters.
mail-confirm-subject = { $code } is your SellerCloudX code
mail-confirm-text =
    Hello! Your code is <b>{ $code }</b>.

    Write it in the Telegram bot to confirm this address for <b>{ $name }</b>. The code is good for 15 minutes.

    If you did not ask for it, do nothing.
mail-recover-subject = { $code } is the code that moves your shop
mail-recover-text =
    Hello! Somebody wants to move the shop <b>{ $name }</b> to another Telegram account. The code is <b>{ $code }</b>, good for 15 minutes.

    If that is you, write it in the Telegram bot. If not, do nothing and tell the code to nobody: whoever has it gets your shop.
mail-receipt-subject = Receipt: { $invoice }
mail-receipt-text =
    Thank you! We have received { $sum } so‘m for <b>{ $name }</b>.

    { $invoice }: { $tier }. The plan runs until { $until }. The invoice is attached.
