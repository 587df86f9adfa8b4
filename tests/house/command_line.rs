//! The command line, run as a child as people run it.

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sellercloudx"));
    let folder = std::env::temp_dir();
    command.env_clear().current_dir(folder);
    command
}

fn run(arguments: &[&str], input: &[u8], environment: &[(&str, &str)]) -> Output {
    let mut child = program()
        .args(arguments)
        .envs(environment.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child
        .stdin
        .take()
        .expect("piped")
        .write_all(input)
        .expect("written");
    child.wait_with_output().expect("the program ends")
}

fn text(output: &[u8]) -> String {
    String::from_utf8_lossy(output).into_owned()
}

#[test]
fn a_fresh_secret_key_is_one_that_check_accepts() {
    let key = text(&run(&["secrets", "new"], b"", &[]).stdout);
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("app.db").display());
    let checked = run(
        &["check"],
        b"",
        &[("SECRET_KEY", key.trim()), ("DATABASE_URL", &url)],
    );
    assert!(checked.status.success(), "{}", text(&checked.stdout));
    assert!(!text(&checked.stdout).contains(key.trim()));
}

#[test]
fn a_missing_or_wrong_key_is_a_clear_error() {
    // Whoever turns id and key round has written the key where the id stands.
    for (key, word) in [
        ("", "secrets new"),
        ("c2hvcnQ=", "32 bytes"),
        ("c2hvcnQ=:a", "key 1"),
    ] {
        let checked = run(&["check"], b"", &[("SECRET_KEY", key)]);
        assert!(!checked.status.success());
        let printed = text(&checked.stdout);
        assert!(
            printed.contains("SECRET_KEY") && printed.contains(word),
            "{printed}"
        );
        assert!(!printed.contains("c2hvcnQ"), "{printed}");
    }
}

#[test]
fn languages_are_told_line_by_line() {
    let input =
        "Yetkazib berish bormi?\nНархи қанча?\nСколько стоит доставка?\nHow much is it?\n12 345\n";
    let told = run(&["inspect", "language"], input.as_bytes(), &[]);
    assert_eq!(text(&told.stdout), "uz-Latn\nuz-Cyrl\nru\nen\nund\n");
    let told = text(
        &run(
            &["inspect", "language", "--confidence"],
            input.as_bytes(),
            &[],
        )
        .stdout,
    );
    let last: Vec<&str> = told.lines().collect();
    assert!(last[0].starts_with("uz-Latn\t"), "{told}");
    assert_eq!(last[4], "und\t0.000");
}

#[test]
fn a_file_is_read_as_the_bots_read_it_and_offsets_point_into_that_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("narxlar.csv");
    std::fs::write(&path, "Mahsulot;Narxi\nChoynak;145 000\nPiyola;98 000\n").expect("written");
    let queries = folder.path().join("q.jsonl");
    std::fs::write(
        &queries,
        "{\"id\":\"q1\",\"text\":\"Piyola narxi qancha?\"}\n",
    )
    .expect("written");
    let (path, queries) = (path.display().to_string(), queries.display().to_string());
    let whole: Vec<char> = text(&run(&["inspect", "file", &path], b"", &[]).stdout)
        .chars()
        .collect();
    let found = text(
        &run(
            &["inspect", "search", "--file", &path, "--queries", &queries],
            b"",
            &[],
        )
        .stdout,
    );
    let found: serde_json::Value = serde_json::from_str(&found).expect("JSON");
    let hit = &found["hits"][0];
    let place = |name: &str| usize::try_from(hit[name].as_u64().expect("a number")).expect("small");
    let cut: String = whole[place("start")..place("end")].iter().collect();
    assert_eq!(found["id"], "q1");
    assert_eq!(found["may_answer"], true);
    assert!(
        hit["covered"].as_f64().is_some_and(|share| share > 0.5),
        "{found}"
    );
    assert!(cut.contains("Piyola") && cut.contains("98 000"), "{cut}");
    let report = text(&run(&["inspect", "file", &path, "--json"], b"", &[]).stdout);
    let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    assert_eq!(report["characters"], whole.len());
}

#[test]
fn a_refused_file_is_an_error_and_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("empty.txt");
    std::fs::write(&path, "").expect("written");
    let refused = run(&["inspect", "file", &path.display().to_string()], b"", &[]);
    assert!(!refused.status.success());
    assert!(text(&refused.stderr).contains("empty"));
}

#[test]
fn jobs_can_be_listed_and_an_unknown_one_is_an_error() {
    let key = text(&run(&["secrets", "new"], b"", &[]).stdout);
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("app.db").display());
    let environment = [("SECRET_KEY", key.trim()), ("DATABASE_URL", url.as_str())];
    assert!(run(&["migrate"], b"", &environment).status.success());
    assert!(
        run(&["jobs", "list", "--state", "dead"], b"", &environment)
            .status
            .success()
    );
    for command in ["show", "retry", "cancel"] {
        let refused = run(&["jobs", command, "job_none"], b"", &environment);
        assert!(!refused.status.success());
        assert!(
            text(&refused.stderr).contains("job_none"),
            "{}",
            text(&refused.stderr)
        );
    }
}
