//! Makes `src/identify/model.bin` anew from the texts in `corpus`.

fn main() -> std::io::Result<()> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/identify/model.bin");
    std::fs::write(path, scx_lang::identify::train::table())
}
