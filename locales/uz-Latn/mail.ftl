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
mail-confirm-subject = { $code } – SellerCloudX kodingiz
mail-confirm-text =
    Assalomu alaykum! Kodingiz: <b>{ $code }</b>.

    Uni Telegram botga yozing, shunda bu manzil <b>{ $name }</b> uchun tasdiqlanadi. Kod 15 daqiqa amal qiladi.

    Kodni siz so‘ramagan bo‘lsangiz, hech narsa qilmang.
mail-recover-subject = { $code } – do‘konni o‘tkazish kodi
mail-recover-text =
    Assalomu alaykum! <b>{ $name }</b> do‘konini boshqa Telegram hisobiga o‘tkazmoqchi bo‘lishdi. Kod: <b>{ $code }</b>, u 15 daqiqa amal qiladi.

    Bu siz bo‘lsangiz, kodni Telegram botga yozing. Siz bo‘lmasangiz, hech narsa qilmang va kodni hech kimga aytmang: kodni bilgan odam do‘koningizni olib qo‘yadi.
mail-receipt-subject = Chek: { $invoice }
mail-receipt-text =
    Rahmat! <b>{ $name }</b> uchun { $sum } so‘m to‘lov keldi.

    { $invoice }: { $tier }. Tarif { $until } gacha amal qiladi. Hisob xatga ilova qilingan.
