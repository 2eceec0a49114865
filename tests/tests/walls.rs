//! The walls of the architecture: who may name what, which way dependencies point, and no float near money.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Members in the order of the root `Cargo.toml`: each may depend only on those before it.
const ORDER: &[&str] = &["customs", "rulebook", "eligibility", "tariff", "intake", "desk", "paperwork", "workbench", "cli", "devhost", "entrydesk"];

/// Libraries that stay behind one crate.
const BEHIND: &[(&str, &str)] = &[
    ("rusqlite", "desk"),
    ("printpdf", "paperwork"),
    ("subsetter", "paperwork"),
    ("lopdf", "paperwork"),
    ("calamine", "intake"),
    ("chardetng", "intake"),
    ("tauri", "entrydesk"),
    ("tauri-plugin-dialog", "entrydesk"),
    ("axum", "devhost"),
    ("clap", "cli devhost"),
];

/// What the product was decided to stand on, and the crate each does its work in.
const FOUNDATIONS: &[(&str, &str)] = &[
    ("tauri", "entrydesk"),
    ("serde", "customs"),
    ("serde_json", "workbench"),
    ("rusqlite", "desk"),
    ("rust_decimal", "customs"),
    ("chrono", "customs"),
    ("csv", "tariff"),
    ("printpdf", "paperwork"),
];

/// Crates without I/O, clock or randomness.
const PURE: &[&str] = &["customs", "rulebook", "eligibility", "tariff"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn packages() -> BTreeMap<String, serde_json::Value> {
    let out = Command::new(env!("CARGO")).args(["metadata", "--no-deps", "--format-version", "1", "--offline"]).current_dir(root()).output().unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    metadata["packages"].as_array().unwrap().iter().map(|p| (p["name"].as_str().unwrap().to_owned(), p.clone())).collect()
}

/// What a package needs to run, dev-dependencies left aside.
fn needs(package: &serde_json::Value) -> BTreeSet<String> {
    package["dependencies"].as_array().unwrap().iter().filter(|d| d["kind"] != "dev").map(|d| d["name"].as_str().unwrap().to_owned()).collect()
}

fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
    found.sort();
    found
}

/// Source without comments and without its tests.
fn code(text: &str) -> String {
    let end = text.find("#[cfg(test)]").unwrap_or(text.len());
    text[..end].lines().map(|l| l.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

#[test]
fn dependencies_point_one_way() {
    let packages = packages();
    for (place, name) in ORDER.iter().enumerate() {
        let allowed: BTreeSet<&str> = ORDER[..place].iter().copied().collect();
        for need in needs(&packages[*name]).iter().filter(|n| ORDER.contains(&n.as_str())) {
            assert!(allowed.contains(need.as_str()), "{name} depends on {need}, which stands above it");
        }
    }
}

#[test]
fn the_product_stands_on_the_libraries_it_was_decided_to() {
    let packages = packages();
    for (library, package) in FOUNDATIONS {
        assert!(needs(&packages[*package]).contains(*library), "{package} no longer uses {library}");
    }
}

#[test]
fn libraries_stay_behind_their_crate() {
    for (name, package) in packages() {
        for (library, owners) in BEHIND {
            let allowed = owners.split(' ').any(|o| o == name);
            assert!(allowed || !needs(&package).contains(*library), "{name} names {library}, which belongs to {owners}");
        }
    }
}

#[test]
fn shells_call_the_workbench_alone() {
    let packages = packages();
    for shell in ["cli", "devhost", "entrydesk"] {
        let own: Vec<_> = needs(&packages[shell]).into_iter().filter(|n| ORDER.contains(&n.as_str())).collect();
        assert_eq!(own, ["workbench"], "{shell}");
    }
}

#[test]
fn only_the_host_of_the_ui_knows_tauri() {
    let mut stack = vec![root().join("ui/src")];
    let mut seen = 0;
    while let Some(dir) = stack.pop() {
        for entry in std::fs::read_dir(&dir).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                stack.push(path);
            } else if path.extension().is_some_and(|e| e == "ts" || e == "svelte") {
                seen += 1;
                let text = std::fs::read_to_string(&path).unwrap();
                assert!(!text.contains("@tauri-apps/") || path.ends_with("host/tauri.ts"), "{} names @tauri-apps", path.display());
            }
        }
    }
    assert!(seen > 20, "the UI was not found");
}

#[test]
fn no_float_in_crates_that_handle_money() {
    for name in ["customs", "rulebook", "eligibility", "tariff", "desk", "workbench"] {
        for (path, text) in sources(&root().join("src-tauri/crates").join(name).join("src")) {
            for (n, line) in code(&text).lines().enumerate() {
                let float = ["f32", "f64"].iter().any(|t| line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|w| w == *t));
                // The one place that meets a float does so to refuse it.
                let refused = line.contains("visit_f64");
                // A likeness of two names is not money.
                let likeness = line.contains("likeness");
                assert!(!float || refused || likeness, "{}:{}: a float: {}", path.display(), n + 1, line.trim());
            }
        }
    }
}

#[test]
fn pure_crates_touch_neither_disk_nor_clock() {
    for name in PURE {
        for (path, text) in sources(&root().join("src-tauri/crates").join(name).join("src")) {
            let code = code(&text);
            for word in ["std::fs", "std::net", "std::env", "std::time", "SystemTime", "Utc::now", "Local::now", "println!", "thread_rng"] {
                assert!(!code.contains(word), "{} uses {word}", path.display());
            }
        }
    }
}

#[test]
fn the_window_has_no_network_and_one_capability() {
    let conf: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(root().join("src-tauri/tauri.conf.json")).unwrap()).unwrap();
    assert_eq!(conf["app"]["security"]["capabilities"], serde_json::json!(["main"]));
    assert_eq!(conf["app"]["withGlobalTauri"], false);
    let csp = conf["app"]["security"]["csp"].as_str().unwrap();
    for wanted in ["default-src 'self'", "object-src 'none'", "frame-src 'none'", "base-uri 'none'", "connect-src 'self' ipc: http://ipc.localhost;"] {
        assert!(csp.contains(wanted), "the CSP lacks {wanted}");
    }
    assert!(!csp.contains("unsafe") && !csp.contains("https:"), "{csp}");
    let grants = std::fs::read_to_string(root().join("src-tauri/capabilities/main.json")).unwrap();
    for never in ["fs:", "shell:", "http:", "core:default", "\"*\""] {
        assert!(!grants.contains(never), "the window is granted {never}");
    }
    let manifest = std::fs::read_to_string(root().join("src-tauri/Cargo.toml")).unwrap();
    for never in ["tauri-plugin-fs", "tauri-plugin-shell", "tauri-plugin-http", "reqwest"] {
        assert!(!manifest.contains(never), "the window depends on {never}");
    }
}

#[test]
fn modules_stay_small_enough_to_hold_in_the_head() {
    for (path, text) in sources(&root().join("src-tauri")) {
        let lines = code(&text).lines().filter(|l| !l.trim().is_empty()).count();
        assert!(lines <= 700, "{} has {lines} lines of code; part it", path.display());
    }
}
