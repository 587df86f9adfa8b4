#![no_main]

libfuzzer_sys::fuzz_target!(
    // A panic of the library is caught where it may be; only one that is
    // caught nowhere ends the run.
    init: std::panic::set_hook(Box::new(|_| {})),
    |bytes: &[u8]| scx_fuzz::workbook(bytes)
);
