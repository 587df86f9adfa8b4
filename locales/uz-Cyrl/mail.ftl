# Xatlar

winback-subject = Дўконингиз ботини { $percent-text }% чегирма билан қайта ёқинг
winback-hello = Ассалому алайкум! <b>{ $name }</b> учун бепул синов тугади.
winback-offer = Мижозларингиз ҳозир жавобсиз қоляпти. Файлингиз ва ботларингиз жойида турибди: тарифни { $percent-text }% чегирма билан ёқсангиз, бот дарҳол жавоб бера бошлайди. Купон { $code }, { $until } гача амал қилади.
winback-button = Чегирма билан ёқиш
winback-foot-html = Бундай хатлар керак бўлмаса, <a href="{ $stop }">обунани бекор қилинг</a>.
winback-foot-text = Бундай хатлар керак бўлмаса, обунани бекор қилинг: { $stop }
winback-in-bot =
    🎟 <b>Сизга { $percent-text }% чегирма!</b>
    Купон <code>{ $code }</code>, { $until } гача амал қилади. Тарифни /plan бўлимида танланг, у ерда купонни ёзинг.
unsubscribe-ask = SellerCloudX хатларидан воз кечасизми?
unsubscribe-button = Ҳа, воз кечаман
unsubscribe-done = Тайёр. Энди хат юбормаймиз.
