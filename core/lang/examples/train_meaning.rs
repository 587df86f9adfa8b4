//! Makes `src/search/meaning/model.bin` anew from the shops in `corpus/shops`,
//! and tells how well shops do that it did not learn from.

fn main() -> std::io::Result<()> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/search/meaning/model.bin");
    let mut told = std::io::stdout().lock();
    std::fs::write(path, scx_lang::search::meaning::train::table(&mut told)?)
}
