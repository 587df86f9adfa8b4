# Personal data

button-data = 📦 My data
button-export = 📦 Get the ZIP
button-again = 🔄 Try again
export-ask =
    📦 <b>My data</b>
    We send a ZIP file with everything we hold about you here: account, customers, messages, questions and your files.
    Tokens and keys are not in it.
    You can get it once an hour.
export-making = ⏳ Collecting your data. I will send it here when it is ready.
export-ready = ⏳ Your data is ready ({ $size }), sending it.
export-handed = ✅ Your data was sent ({ $size }).
export-failed = ❌ Your data could not be collected. Try again.
export-running = Your data is being collected. Please wait a little.
export-too-soon = You can get your data once an hour. Next time: { $when }
export-file-name = my-data-{ $part }{ ".zip" }
export-caption =
    📦 Your data, file { $part } of { $parts }.
    CSV tables open in Excel, JSON files are for programs.
