//! What a shop's bot knows: files from their arrival to their answers.

mod arrival;
mod bad_files;
mod isolation;
mod neighbours;
mod versions;

/// What customers ask.
const QUESTION: &str = "Choynak qancha turadi?";

/// A price list whose teapot costs this.
fn price_list(price: &str) -> String {
    format!(
        "Mahsulot;Narxi;Izoh\nChoynak 2 litr;{price} so'm;oq\nPiyola to'plami;98 000 so'm;6 dona\n\
         Lagan katta;210 000 so'm;qo'lda ishlangan\n"
    )
}
