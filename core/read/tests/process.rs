//! The child process and its parent. This program has no test harness: started
//! with the hidden sub-command it is the child, as the product's binary is.

#![expect(clippy::unwrap_used, reason = "a test, though one without a harness")]

use std::fs::{self, Permissions};
use std::future;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::panic;
use std::process::{Command, ExitCode, ExitStatus, Stdio};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_extract::{Document as PdfDocument, Object, Stream, dictionary};
use scx_read::samples;
use scx_read::{Document, Error, Fault, Kind, Limits, Progress, Reader, Refusal, Warning, child};
use tokio::runtime::Runtime;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    if arguments
        .next()
        .is_some_and(|first| first == child::COMMAND)
    {
        return child::main(arguments);
    }
    let filter = std::env::args()
        .nth(1)
        .filter(|argument| !argument.starts_with('-'));
    let chosen = |name: &str| {
        filter
            .as_ref()
            .is_none_or(|filter| name.contains(filter.as_str()))
    };
    let mut has_failed = false;
    for (name, test) in TESTS.iter().filter(|(name, _)| chosen(name)) {
        let is_ok = panic::catch_unwind(test).is_ok();
        has_failed |= !is_ok;
        let result = if is_ok { "ok" } else { "FAILED" };
        let _ = writeln!(std::io::stdout(), "test {name} ... {result}");
    }
    ExitCode::from(u8::from(has_failed))
}

type Test = (&'static str, fn());

const TESTS: &[Test] = &[
    (
        "every_kind_is_read_by_a_child",
        every_kind_is_read_by_a_child,
    ),
    ("refusals_come_back_whole", refusals_come_back_whole),
    (
        "memory_beyond_the_limit_ends_the_child",
        memory_beyond_the_limit_ends_the_child,
    ),
    (
        "processor_time_beyond_the_limit_ends_the_child",
        processor_time_beyond_the_limit_ends_the_child,
    ),
    (
        "a_pdf_that_unpacks_in_the_index_ends_the_child",
        a_pdf_that_unpacks_in_the_index_ends_the_child,
    ),
    (
        "a_page_that_does_not_end_is_left",
        a_page_that_does_not_end_is_left,
    ),
    (
        "the_second_library_reads_what_the_first_is_slow_with",
        the_second_library_reads_what_the_first_is_slow_with,
    ),
    (
        "a_page_that_fails_costs_only_itself",
        a_page_that_fails_costs_only_itself,
    ),
    (
        "progress_is_heard_and_is_no_answer",
        progress_is_heard_and_is_no_answer,
    ),
    ("a_deadline_kills_the_child", a_deadline_kills_the_child),
    (
        "signals_of_limits_and_of_people_are_told_apart",
        signals_of_limits_and_of_people_are_told_apart,
    ),
    (
        "the_child_sees_no_environment",
        the_child_sees_no_environment,
    ),
    (
        "a_program_that_is_no_reader_is_a_fault",
        a_program_that_is_no_reader_is_a_fault,
    ),
    (
        "a_child_that_says_too_much_is_stopped",
        a_child_that_says_too_much_is_stopped,
    ),
    (
        "the_child_answers_one_line_and_refuses_strange_orders",
        the_child_answers_one_line,
    ),
];

fn reader() -> Reader {
    Reader::new(std::env::current_exe().unwrap())
}

fn limited(limits: Limits) -> Reader {
    Reader { limits, ..reader() }
}

fn read(reader: &Reader, file_name: &str, bytes: &[u8]) -> Result<Document, Error> {
    let reading = reader.read(file_name, bytes.to_vec(), future::pending(), |_| {});
    Runtime::new().unwrap().block_on(reading)
}

fn refusal(reader: &Reader, file_name: &str, bytes: &[u8]) -> Refusal {
    match read(reader, file_name, bytes) {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

fn every_kind_is_read_by_a_child() {
    let reader = reader();
    let cell = samples::paragraph("Salom, дунё");
    let files: [(&str, Vec<u8>, Kind); 4] = [
        ("a.pdf", samples::pdf(&[&["Salom, дунё"]]), Kind::Pdf),
        ("a.docx", samples::docx(&cell), Kind::Docx),
        ("a.csv", "Salom, дунё".into(), Kind::Csv),
        ("a.txt", "Salom, дунё".into(), Kind::Txt),
    ];
    for (name, bytes, kind) in files {
        let document = read(&reader, name, &bytes).unwrap();
        assert_eq!(document.kind, kind);
        assert!(document.text.starts_with("Salom"), "{document:?}");
        assert!(document.text.ends_with("дунё"), "{document:?}");
    }
    // Longer than any pipe holds, and quick even for a reader that nobody optimised.
    let big = "qator \"matn\"\n".repeat(100_000);
    assert_eq!(
        read(&reader, "big.txt", big.as_bytes()).unwrap().text,
        big.trim_end()
    );
}

fn refusals_come_back_whole() {
    let reader = reader();
    assert_eq!(refusal(&reader, "a.txt", b""), Refusal::Empty);
    assert_eq!(
        refusal(&reader, "a.pdf", &samples::scanned_pdf(2)),
        Refusal::Scanned { pages: 2 }
    );
    assert_eq!(
        refusal(&reader, "a.pdf", b"%PDF-1.7 and no more"),
        Refusal::Corrupt
    );
    let sheet = samples::zip(&[("xl/workbook.xml", "")]);
    assert_eq!(refusal(&reader, "a.xlsx", &sheet), Refusal::Corrupt);
    let small = limited(Limits {
        file_bytes: 3,
        ..Limits::default()
    });
    assert_eq!(
        refusal(&small, "a.txt", b"four"),
        Refusal::TooLarge { bytes: 4, limit: 3 }
    );
}

fn memory_beyond_the_limit_ends_the_child() {
    let text = "so'z ".repeat(2_000_000);
    let small = limited(Limits {
        memory_bytes: 100 * 1024 * 1024,
        ..Limits::default()
    });
    assert_eq!(
        refusal(&small, "a.txt", text.as_bytes()),
        Refusal::TooComplex
    );
    assert!(read(&reader(), "a.txt", text.as_bytes()).is_ok());
}

/// A page that draws a form a hundred times, which draws another a hundred
/// times, and so on: small, but without end.
fn endless_pdf() -> Vec<u8> {
    let mut document = PdfDocument::load_mem(&samples::pdf_of_contents(&[b""], "")).unwrap();
    let mut inner: Option<Object> = None;
    for _ in 0..6 {
        let (content, resources) = match inner.take() {
            Some(form) => (
                b"/Inner Do ".repeat(100),
                dictionary! { "XObject" => dictionary! { "Inner" => form } },
            ),
            None => (Vec::new(), dictionary! {}),
        };
        let entries = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()],
            "Resources" => resources,
        };
        inner = Some(Object::Reference(
            document.add_object(Stream::new(entries, content)),
        ));
    }
    let page = document.get_pages()[&1];
    let forms = dictionary! { "Inner" => inner.unwrap() };
    let drawing = document.add_object(Stream::new(dictionary! {}, b"/Inner Do ".repeat(100)));
    let page = document
        .get_object_mut(page)
        .and_then(Object::as_dict_mut)
        .unwrap();
    page.set("Resources", dictionary! { "XObject" => forms });
    page.set("Contents", drawing);
    let mut file = Vec::new();
    document.save_to(&mut file).unwrap();
    file
}

fn processor_time_beyond_the_limit_ends_the_child() {
    const SIGXCPU: i32 = 24;
    let file = endless_pdf();
    assert!(file.len() < 20_000);
    let limits = Limits {
        pdf_cpu_seconds: 1,
        ..Limits::default()
    };
    let limits = serde_json::to_string(&limits).unwrap();
    let (status, answer) = ask(&["--kind", "pdf", "--limits", &limits], &file);
    assert_eq!((status.signal(), answer.as_str()), (Some(SIGXCPU), ""));
}

fn a_pdf_that_unpacks_in_the_index_ends_the_child() {
    // Object streams are unpacked while the file is opened, before anything
    // can be counted: only the memory limit is left.
    let packed = deflated(&vec![b' '; 1_000_000_000]);
    let entries = "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode";
    let file = samples::pdf_of_contents(&[&packed], entries);
    let limits = Limits {
        memory_bytes: 400 * 1024 * 1024,
        ..Limits::default()
    };
    assert_eq!(
        refusal(&limited(limits), "a.pdf", &file),
        Refusal::TooComplex
    );
}

fn a_page_that_does_not_end_is_left() {
    let limits = Limits {
        page_seconds: 1,
        second_page_seconds: 1,
        ..Limits::default()
    };
    assert_eq!(
        refusal(&limited(limits), "a.pdf", &endless_pdf()),
        Refusal::TooComplex
    );
}

fn the_second_library_reads_what_the_first_is_slow_with() {
    let hasty = limited(Limits {
        page_seconds: 0,
        second_page_seconds: 60,
        ..Limits::default()
    });
    let file = samples::pdf(&[&["Salom, дунё"], &["ikkinchi sahifa"]]);
    let document = read(&hasty, "a.pdf", &file).unwrap();
    assert_eq!(document.text, "Salom, дунё\n\nikkinchi sahifa");
    assert_eq!(document.page_starts, [0, 13]);
}

fn a_page_that_fails_costs_only_itself() {
    // A font that is not there makes the second library panic.
    let good: &[u8] = b"BT /F1 12 Tf 50 700 Td <00430068006F0079> Tj ET";
    let bad: &[u8] = b"BT /F9 12 Tf 50 700 Td <0043> Tj ET";
    let hasty = limited(Limits {
        page_seconds: 0,
        second_page_seconds: 60,
        ..Limits::default()
    });
    let document = read(
        &hasty,
        "a.pdf",
        &samples::pdf_of_contents(&[bad, good, bad], ""),
    )
    .unwrap();
    assert_eq!(document.text, "Choy");
    assert_eq!(document.pages, Some(3));
    assert_eq!(document.page_starts, [0, 0, 4]);
    assert_eq!(document.warnings, [Warning::UnreadPages { pages: 2 }]);
    let file = samples::pdf_of_contents(&[bad], "");
    assert_eq!(refusal(&hasty, "a.pdf", &file), Refusal::Corrupt);
}

fn progress_is_heard_and_is_no_answer() {
    let say = |done: u32| format!(r#"echo '{{"progress":{{"done":{done},"pages":3}}}}'"#);
    let script = format!("{}\n{}", say(1), say(2));
    let mut heard = Vec::new();
    let refused = r#"echo '{"refused":"encrypted"}'"#;
    let result = read_by_script_with(&format!("{script}\n{refused}"), future::pending(), |p| {
        heard.push((p.done, p.pages));
    });
    assert!(
        matches!(result, Err(Error::Refused(Refusal::Encrypted))),
        "{result:?}"
    );
    assert_eq!(heard, [(1, 3), (2, 3)]);
    let result = read_by_script(&script, future::pending());
    assert!(
        matches!(result, Err(Error::Fault(Fault::Ended { .. }))),
        "{result:?}"
    );
}

/// A program that is no reader, to see what the parent makes of it.
fn read_by_script(script: &str, deadline: impl Future<Output = ()>) -> Result<Document, Error> {
    read_by_script_with(script, deadline, |_| {})
}

fn read_by_script_with(
    script: &str,
    deadline: impl Future<Output = ()>,
    on_progress: impl FnMut(Progress),
) -> Result<Document, Error> {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("reader");
    fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&program, Permissions::from_mode(0o700)).unwrap();
    let limits = Limits {
        text_bytes: 100,
        ..Limits::default()
    };
    let reader = Reader { program, limits };
    let reading = reader.read("a.txt", b"salom".to_vec(), deadline, on_progress);
    Runtime::new().unwrap().block_on(reading)
}

fn a_deadline_kills_the_child() {
    let result = read_by_script("exec /bin/sleep 1000", future::ready(()));
    assert!(
        matches!(result, Err(Error::Refused(Refusal::TooComplex))),
        "{result:?}"
    );
}

fn signals_of_limits_and_of_people_are_told_apart() {
    for signal in ["KILL", "ABRT", "XCPU", "SEGV"] {
        let result = read_by_script(&format!("kill -{signal} $$"), future::pending());
        assert!(
            matches!(result, Err(Error::Refused(Refusal::TooComplex))),
            "{result:?}"
        );
    }
    for signal in ["TERM", "INT"] {
        let result = read_by_script(&format!("kill -{signal} $$"), future::pending());
        assert!(
            matches!(result, Err(Error::Fault(Fault::Ended { .. }))),
            "{result:?}"
        );
    }
}

fn the_child_sees_no_environment() {
    let result = read_by_script(
        r#"[ -z "$CARGO_MANIFEST_DIR$HOME" ] && echo '{"refused":"encrypted"}'"#,
        future::pending(),
    );
    assert!(std::env::var_os("CARGO_MANIFEST_DIR").is_some());
    assert!(
        matches!(result, Err(Error::Refused(Refusal::Encrypted))),
        "{result:?}"
    );
}

fn a_program_that_is_no_reader_is_a_fault() {
    let result = read(&Reader::new("/no/such/program"), "a.txt", b"salom");
    assert!(
        matches!(result, Err(Error::Fault(Fault::Spawn(_)))),
        "{result:?}"
    );
    for program in ["/bin/true", "/bin/false"] {
        let result = read(&Reader::new(program), "a.txt", b"salom");
        assert!(
            matches!(result, Err(Error::Fault(Fault::Ended { .. }))),
            "{result:?}"
        );
    }
}

fn a_child_that_says_too_much_is_stopped() {
    let result = read_by_script("exec /usr/bin/yes", future::pending());
    assert!(
        matches!(result, Err(Error::Refused(Refusal::TooComplex))),
        "{result:?}"
    );
}

/// Talks to a child without the parent's code.
fn ask(arguments: &[&str], file: &[u8]) -> (ExitStatus, String) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .arg(child::COMMAND)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // A child that refuses its orders does not read its input.
    let _ = child.stdin.take().unwrap().write_all(file);
    let output = child.wait_with_output().unwrap();
    (output.status, String::from_utf8(output.stdout).unwrap())
}

fn the_child_answers_one_line() {
    let line = r#"{"ok":{"kind":"txt","text":"a\nb","pages":null,"page_starts":[],"chars":3,"warnings":[]}}"#;
    let (status, answer) = ask(&["--kind", "txt"], b"a\nb");
    assert_eq!((status.code(), answer), (Some(0), format!("{line}\n")));
    assert_eq!(
        ask(&["--kind", "docx"], b"a\nb").1,
        "{\"refused\":\"corrupt\"}\n"
    );
    for strange in [
        &["--kind", "exe"] as &[&str],
        &["--kind"],
        &[],
        &["--limits", "{}"],
    ] {
        let (status, answer) = ask(strange, b"");
        assert_eq!((status.code(), answer.as_str()), (Some(64), ""));
    }
}

fn deflated(content: &[u8]) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(content).unwrap();
    packed.finish().unwrap()
}
