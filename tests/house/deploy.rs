//! What the files for deployment say of the product is true.

use std::path::Path;

use scx_kit::Need;
use sellercloudx::all_keys;
use yaml_rust2::{Yaml, YamlLoader};

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect(path)
}

fn is_key(name: &str) -> bool {
    all_keys().iter().any(|key| key.name == name)
}

#[test]
fn render_is_told_of_keys_that_exist_and_of_all_that_are_required() {
    let blueprint = YamlLoader::load_from_str(&read("render.yaml")).expect("YAML");
    let service = &blueprint[0]["services"][0];
    assert_eq!(service["type"].as_str(), Some("web"));
    assert_eq!(service["runtime"].as_str(), Some("docker"));
    assert_eq!(service["healthCheckPath"].as_str(), Some("/health/ready"));
    let given = service["envVars"].as_vec().expect("a list");
    let names: Vec<&str> = given.iter().filter_map(|it| it["key"].as_str()).collect();
    assert_eq!(names.len(), given.len());
    for variable in given {
        let name = variable["key"].as_str().expect("a name");
        assert!(is_key(name), "{name} is no key of the product");
        let sources = ["sync", "value", "generateValue"];
        let sources = sources.iter().filter(|it| variable[**it] != Yaml::BadValue);
        assert_eq!(sources.count(), 1, "{name} has one source");
        let key = all_keys().into_iter().find(|key| key.name == name);
        let is_written_down = key.is_some_and(|key| key.is_secret) && name != "DATABASE_URL";
        assert!(
            !is_written_down || variable["value"] == Yaml::BadValue,
            "{name} is a secret"
        );
    }
    for key in all_keys().iter().filter(|key| key.need == Need::Required) {
        assert!(names.contains(&key.name), "{} is missing", key.name);
    }
    // The file must lie on the disk, or the next version starts with nothing.
    let folder = service["disk"]["mountPath"].as_str().expect("a disk");
    let database = given
        .iter()
        .find(|it| it["key"].as_str() == Some("DATABASE_URL"));
    let database = database
        .and_then(|it| it["value"].as_str())
        .expect("an address");
    assert!(
        database.starts_with(&format!("sqlite:///{folder}/")),
        "{database}"
    );
}

#[test]
fn the_image_and_the_unit_set_keys_that_exist() {
    let dockerfile = read("Dockerfile");
    let of_image = dockerfile
        .lines()
        .filter_map(|line| line.strip_prefix("ENV "));
    let unit = read("examples/deploy/sellercloudx.service");
    let of_unit = unit
        .lines()
        .filter_map(|line| line.strip_prefix("Environment="));
    let pairs: Vec<&str> = of_image
        .chain(of_unit)
        .flat_map(str::split_whitespace)
        .collect();
    assert!(pairs.len() >= 3, "{pairs:?}");
    for pair in pairs {
        let (name, _) = pair.split_once('=').expect("a pair");
        assert!(is_key(name), "{name} is no key of the product");
    }
}

#[test]
fn the_unit_lets_the_product_have_what_it_needs_and_little_else() {
    let unit = read("examples/deploy/sellercloudx.service");
    let says = |line: &str| unit.lines().any(|it| it == line);
    for line in [
        "ExecStart=/usr/local/bin/sellercloudx serve",
        "ProtectSystem=strict",
        "NoNewPrivileges=yes",
        "StateDirectory=sellercloudx",
        "Restart=on-failure",
    ] {
        assert!(says(line), "{line}");
    }
    // The product drains for 25 seconds; a shorter patience would kill it in its work.
    let patience = unit
        .lines()
        .find_map(|line| line.strip_prefix("TimeoutStopSec="));
    let patience: i64 = patience.and_then(|it| it.parse().ok()).expect("seconds");
    let drain = scx_jobs::EngineSettings::default().drain;
    assert!(patience * 1_000 > drain.0 + 5_000);
}
