# OpenAI key

settings-key-none = 🔑 OpenAI key: none
settings-key = 🔑 OpenAI key: …{ $last }
settings-key-failed = 🔑 OpenAI key …{ $last } does not work
ask-key =
    🔑 Send your OpenAI key, it starts with { "sk-" }.
    Answers will be written on its account, you pay OpenAI yourself.
    I delete your message with the key at once.
key-testing = ⏳ Testing the key.
key-saved = 🔑 The key works and is saved: …{ $last }. Answers are written with it now.
ai-key-wrong = This does not look like an OpenAI key. Copy all of it.
ai-key-refused = OpenAI did not accept this key. Check it or send a new one.
ai-key-no-quota = There is no money on this key’s account. Top up your OpenAI account and send the key again.
ai-key-unreachable = OpenAI did not answer, the key was not saved. Send it again a little later.
notice-own-key-failed =
    ⚠️ <b>Your OpenAI key does not work.</b>
    Our own AI model answers your customers for now.
    Replace the key in /settings.
