//! Makes `src/identify/model.bin` and `src/letters/table.bin` anew from the texts
//! in `corpus`.

fn main() -> std::io::Result<()> {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let model = scx_lang::identify::train::table();
    std::fs::write(format!("{source}/identify/model.bin"), model)?;
    let letters = scx_lang::letters::train::table();
    std::fs::write(format!("{source}/letters/table.bin"), letters)
}
