//! What is written from the command table is as the table stands; `cargo xtask contract` writes it anew.

use std::path::Path;
use workbench::{table, typescript};

/// Commands of the window alone: they need its dialogs, its file manager or raw bytes.
const OF_THE_WINDOW: &[&str] = &["cancel", "choose_folder", "offer", "open", "reveal"];

fn holds(path: &str, wanted: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..").join(path);
    if std::env::var_os("ENTRYDESK_WRITE_CONTRACT").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, wanted).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(found == wanted, "{} is not as the command table stands; run `cargo xtask contract`", path.display());
}

fn names() -> Vec<&'static str> {
    let mut names: Vec<_> = table::COMMANDS.iter().chain(table::JOBS).chain(OF_THE_WINDOW).copied().collect();
    names.sort_unstable();
    names
}

#[test]
fn the_typescript_types_are_current() {
    holds("ui/src/contract/index.ts", &typescript::contract());
}

#[test]
fn the_window_may_call_the_table_and_nothing_else() {
    holds("src-tauri/commands.txt", &(names().join("\n") + "\n"));
    let grants: Vec<String> = names().iter().map(|n| format!("    \"allow-{}\"", n.replace('_', "-"))).collect();
    let capability = format!(
        "{{\n  \"identifier\": \"main\",\n  \"description\": \"What the one window may call: the command table, and its own four.\",\n  \"windows\": [\"main\"],\n  \"permissions\": [\n{}\n  ]\n}}\n",
        grants.join(",\n")
    );
    holds("src-tauri/capabilities/main.json", &capability);
}
