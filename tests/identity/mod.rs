//! Proving an address, and getting an account back, by a code in a letter.

mod confirming;
mod letters;
mod recovering;

use scx_world::{Seller, World};

const ADDRESS: &str = "lola@shop.example";

/// The code in the newest letter to the address of these stories.
fn code(w: &World) -> String {
    code_to(w, ADDRESS)
}

/// The code in the newest letter to an address.
pub(crate) fn code_to(w: &World, address: &str) -> String {
    let letters = w.outside.smtp().mailbox(address);
    let letter = letters.last().expect("a letter");
    let subject = letter.header("Subject").expect("a subject");
    subject.split(' ').next().expect("a code").to_owned()
}

/// A code of the same length that is another one.
fn wrong(code: &str) -> String {
    let digits = code.chars().map(|digit| match digit {
        '1' => '2',
        _ => '1',
    });
    digits.collect()
}

/// Somebody who was asked for the code that confirms an address.
async fn asked(w: &mut World) -> Seller {
    let lola = w.seller("Lola");
    lola.registers(w).await;
    lola.types(w, "/settings").await;
    lola.taps(w, "Email").await;
    lola.types(w, ADDRESS).await;
    lola
}
