//! What partners ask the house, and what its people answer.

mod files;
mod story;
mod topics;

use scx_world::{Chief, Seller, World};

/// The owner at work, and a partner who has registered.
async fn owner_and_lola(w: &mut World) -> (Chief, Seller) {
    let owner = w.owner();
    owner.enters(w).await;
    let lola = w.seller("Lola");
    lola.registers(w).await;
    (owner, lola)
}

/// Writes to the house as a partner does.
async fn asks(w: &mut World, who: &Seller, command: &str, text: &str) {
    who.types(w, command).await;
    who.types(w, text).await;
}

/// The newest message of the bot that holds these words, with its buttons.
fn card(messages: &[scx_fakes::telegram::views::MessageView], words: &str) -> String {
    let mut newest = messages.iter().rev();
    let found = newest.find(|one| one.from_bot && one.text.contains(words));
    let found =
        found.unwrap_or_else(|| panic!("no {words:?} in:\n{}", scx_world::screen_text(messages)));
    scx_world::screen_text(std::slice::from_ref(found))
}
