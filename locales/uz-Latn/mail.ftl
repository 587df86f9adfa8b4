# Xatlar

winback-subject = Do‘koningiz botini { $percent-text }% chegirma bilan qayta yoqing
winback-hello = Assalomu alaykum! <b>{ $name }</b> uchun bepul sinov tugadi.
winback-offer = Mijozlaringiz hozir javobsiz qolyapti. Faylingiz va botlaringiz joyida turibdi: tarifni { $percent-text }% chegirma bilan yoqsangiz, bot darhol javob bera boshlaydi. Kupon { $code }, { $until } gacha amal qiladi.
winback-button = Chegirma bilan yoqish
winback-foot-html = Bunday xatlar kerak bo‘lmasa, <a href="{ $stop }">obunani bekor qiling</a>.
winback-foot-text = Bunday xatlar kerak bo‘lmasa, obunani bekor qiling: { $stop }
winback-in-bot =
    🎟 <b>Sizga { $percent-text }% chegirma!</b>
    Kupon <code>{ $code }</code>, { $until } gacha amal qiladi. Tarifni /plan bo‘limida tanlang, u yerda kuponni yozing.
unsubscribe-ask = SellerCloudX xatlaridan voz kechasizmi?
unsubscribe-button = Ha, voz kechaman
unsubscribe-done = Tayyor. Endi xat yubormaymiz.
