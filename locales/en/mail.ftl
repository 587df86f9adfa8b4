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
