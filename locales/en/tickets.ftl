# Help and feedback

command-support = Ask our team
command-feedback = Feedback and wishes
button-ask-team = 🛟 Ask our team
button-feedback = 💡 Give feedback
team-support =
    🛟 <b>Help</b>
    Write your question or what does not work. A screenshot or a file is welcome too. Our team answers right here.
    Another way to reach us: { $support }
team-feedback =
    💡 <b>Feedback and wishes</b>
    What do you like, what is missing? Write to us: we read every message.
    Another way to reach us: { $support }
team-open = 📨 Open ticket: <b>№ { $number }</b>
team-taken = ✅ Received: № { $number }. We answer right here.
team-file-taken = 📎 I have the file and am passing it on to the team.
team-answer = 🛟 <b>Answer to your ticket № { $number }</b> ({ $name })
team-closed = 🔒 Your ticket № { $number } is closed. If anything is left, write to us: /support
team-thanks = Thank you! The ticket is closed.
button-team-again = ✍️ Write again
button-team-solved = ✅ Solved
ticket-many-wait = We have your messages and answer soon. Please wait for our answer.
ticket-closed-already = This ticket is closed already.
ticket-text-only = Send text, a picture or a file.
ticket-file-too-big = A file may have up to 20 MB. Send a smaller one.
ticket-file-lost = I could not get the file from Telegram. Please send it again.

# The admin bot

admin-command-tickets = Tickets
desk-tickets = 🛟 Tickets that wait: <b>{ $count-text }</b>
button-tickets = 🛟 Tickets
tickets-title = 🛟 <b>Tickets</b>
tickets-none = There are no such tickets.
tickets-line = • № { $number } { $sort }: { $name }, { $at }
button-tickets-waiting = Waiting
button-tickets-answered = Answered
button-tickets-closed = Closed
ticket-support = 🛟 help
ticket-feedback = 💡 feedback
ticket-card = <b>№ { $number }</b> { $sort }, <b>{ $name }</b>
ticket-answered-by = ✅ <b>{ $name }</b> answered, { $at }:
ticket-is-closed = 🔒 The ticket is closed.
ticket-closed = The ticket is closed.
ticket-type-answer = ✍️ What you write goes to the partner. A picture or a file works too.
ticket-answer-sent = ✅ The answer is sent.
ticket-file-coming = 📎 I am passing the file on to the partner.
button-ticket-close = 🔒 Close
button-ticket-whole = 📜 Whole ticket
audit-kind-ticket = 🛟 Tickets
act-ticket-answered = answered a ticket
act-ticket-closed = closed a ticket
