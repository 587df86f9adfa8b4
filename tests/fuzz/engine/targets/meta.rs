#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| scx_fuzz::meta(bytes));
