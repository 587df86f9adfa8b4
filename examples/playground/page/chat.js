// Reads the chat as the fake messenger tells it into what a phone draws.

export function readChat(chat, nowMs, ownName) {
  const byId = new Map(chat.messages.map((message) => [message.id, message]));
  const toast = chat.toasts.at(-1);
  return {
    messages: chat.messages.map((message) => readMessage(message, byId, ownName)),
    is_typing: chat.typing_until_ms !== null && chat.typing_until_ms > nowMs,
    keys: chat.keyboard,
    // The list only grows, so its length tells a new notice from the last one.
    toast: toast ? { seq: chat.toasts.length, text: toast.text, is_alert: toast.alert } : null,
    commands: chat.commands,
  };
}

function readMessage(message, byId, ownName) {
  const answered = byId.get(message.reply_to);
  const plain = ["text", "document", "contact"].includes(message.kind);
  return {
    id: message.id,
    is_mine: !message.from_bot,
    at_ms: message.at_ms,
    text: message.text,
    html: message.html,
    is_edited: message.edited,
    buttons: message.buttons,
    document: message.document && { name: message.document.file_name, bytes: message.document.bytes_len },
    contact: message.contact ? { phone: message.contact, name: message.from_bot ? "" : ownName } : null,
    kind: plain ? null : message.kind,
    quote: answered?.text && !message.contact ? { id: answered.id, text: answered.text.slice(0, 120) } : null,
    reaction: message.reaction,
  };
}
