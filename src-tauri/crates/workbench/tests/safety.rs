//! Lock and key, backups and recovery, users and overrides: the use cases, as a shell calls them.

use chrono::{DateTime, Duration, FixedOffset};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use workbench::{ApiError, KeyStore, Setup, Workbench, table};

const WORDS: &str = "fair retail value";

/// A clock that a test can turn.
#[derive(Clone)]
struct Clock(Arc<Mutex<DateTime<FixedOffset>>>);

impl Clock {
    fn new() -> Self {
        Self(Arc::new(Mutex::new("2026-11-23T09:00:00-05:00".parse().unwrap())))
    }

    fn forward(&self, minutes: i64) {
        *self.0.lock().unwrap() += Duration::minutes(minutes);
    }
}

/// A key store of a computer, in memory.
#[derive(Clone, Default)]
struct Keyring(Arc<Mutex<BTreeMap<String, String>>>);

impl KeyStore for Keyring {
    fn name(&self) -> &str {
        "the keyring of this test"
    }
    fn get(&self, id: &str) -> Result<Option<String>, ApiError> {
        Ok(self.0.lock().unwrap().get(id).cloned())
    }
    fn put(&self, id: &str, key: &str) -> Result<(), ApiError> {
        self.0.lock().unwrap().insert(id.into(), key.into());
        Ok(())
    }
    fn forget(&self, id: &str) -> Result<(), ApiError> {
        self.0.lock().unwrap().remove(id);
        Ok(())
    }
}

struct Office {
    folder: TempDir,
    clock: Clock,
    keyring: Keyring,
}

impl Office {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), clock: Clock::new(), keyring: Keyring::default() }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("d.entrydesk")
    }

    /// Starts the window's side of the desk.
    fn start(&self) -> Workbench {
        let clock = self.clock.clone();
        let clock = Box::new(move || *clock.0.lock().unwrap());
        let setup = Setup { desk: self.file(), output_folder: self.folder.path().join("documents"), clock, user: "DH".into() };
        Workbench::stand_by(setup, Some(Box::new(self.keyring.clone()))).unwrap()
    }

    /// A desk with the sample client and its manifest's forty shipments.
    fn stocked(&self) -> Workbench {
        let bench = self.start();
        call(&bench, "sample_client", json!({}));
        bench
    }
}

fn call(bench: &Workbench, name: &str, args: Value) -> Value {
    table::call(bench, name, args).unwrap_or_else(|e| panic!("{name}: {e}"))
}

#[track_caller]
fn refused(bench: &Workbench, name: &str, args: Value) -> (String, String) {
    let error = table::call(bench, name, args).unwrap_err();
    (error.code, error.message)
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_locked_desk_refuses_every_command_but_those_that_help() {
    let office = Office::new();
    let bench = office.stocked();
    assert_eq!(refused(&bench, "desk_lock", json!({})).1, "This desk has no passphrase, so there is nothing to lock it with. Set one in Settings.");
    let key = call(&bench, "desk_encrypt", json!({ "passphrase": WORDS }))["recovery_key"].as_str().unwrap().to_owned();
    assert_eq!(call(&bench, "desk_lock", json!({}))["state"], "locked");
    for name in table::COMMANDS
        .iter()
        .filter(|n| !["desk_state", "desk_unlock", "desk_lock", "recovery_offer", "backups", "backup_preview", "backup_restore"].contains(n))
    {
        let (code, said) = refused(&bench, name, json!({}));
        assert_eq!((code.as_str(), said.as_str()), ("desk-locked", "The desk is locked. Give its passphrase, or the recovery key from its sheet."), "{name}");
    }
    assert_eq!(refused(&bench, "desk_unlock", json!({ "passphrase": "fair value" })).1, "That is not the passphrase of this desk.");
    assert_eq!(call(&bench, "desk_unlock", json!({ "recovery_key": key }))["state"], "open");
    assert_eq!(call(&bench, "clients", json!({})).as_array().unwrap().len(), 1);
    let sheet = call(&bench, "recovery_sheet_save", json!({ "recovery_key": key }))["path"].as_str().unwrap().to_owned();
    assert!(std::fs::read(sheet).unwrap().starts_with(b"%PDF"));
    assert_eq!(refused(&bench, "recovery_sheet_save", json!({ "recovery_key": "ABCD" })).0, "wrong-secret");
}

#[test]
fn it_locks_itself_when_nobody_has_touched_it() {
    let office = Office::new();
    let bench = office.stocked();
    assert!(refused(&bench, "safety_save", json!({ "auto_lock_minutes": 5 })).1.starts_with("The desk has no passphrase, so it cannot lock itself."));
    call(&bench, "desk_encrypt", json!({ "passphrase": WORDS }));
    call(&bench, "safety_save", json!({ "auto_lock_minutes": 5 }));
    for _ in 0..3 {
        office.clock.forward(4);
        call(&bench, "clients", json!({}));
    }
    office.clock.forward(5);
    assert_eq!(refused(&bench, "clients", json!({})).0, "desk-locked");
    assert_eq!(call(&bench, "desk_unlock", json!({ "passphrase": WORDS }))["auto_lock_minutes"], 5);
    // Asking how the desk stands is not a hand on it.
    for _ in 0..3 {
        office.clock.forward(2);
        call(&bench, "desk_state", json!({}));
    }
    assert_eq!(call(&bench, "desk_state", json!({}))["state"], "locked");
}

#[test]
fn the_computer_s_key_store_opens_the_desk_until_it_is_told_to_forget() {
    let office = Office::new();
    let bench = office.stocked();
    assert!(refused(&bench, "safety_save", json!({ "keep_key": true })).1.starts_with("The desk has no passphrase"));
    call(&bench, "desk_encrypt", json!({ "passphrase": WORDS }));
    assert_eq!(call(&bench, "safety_save", json!({ "keep_key": true }))["kept_here"], true);
    bench.close().unwrap();
    drop(bench);
    let bench = office.start();
    assert_eq!(call(&bench, "desk_state", json!({}))["state"], "open");
    // Locked by hand, the store does not open it: whoever locks a desk wants the passphrase asked for.
    assert_eq!(call(&bench, "desk_lock", json!({}))["state"], "locked");
    call(&bench, "desk_unlock", json!({ "passphrase": WORDS }));
    call(&bench, "safety_save", json!({ "keep_key": false }));
    drop(bench);
    let bench = office.start();
    let state = call(&bench, "desk_state", json!({}));
    assert_eq!(
        (state["state"].as_str(), state["encrypted"].as_bool(), state["key_store"].as_str()),
        (Some("locked"), Some(true), Some("the keyring of this test"))
    );
}

#[test]
fn closing_makes_one_backup_where_something_was_done_and_leaves_one_file() {
    let office = Office::new();
    let bench = office.stocked();
    let made = bench.close().unwrap().unwrap();
    assert!(made.contains("backups"), "{made}");
    assert_eq!(refused(&bench, "clients", json!({})).1, "The desk is closed.");
    drop(bench);
    assert_eq!(files(office.folder.path()), ["d.entrydesk", "d.entrydesk.lock", "documents"]);
    let bench = office.start();
    assert_eq!(bench.close().unwrap(), None, "nothing was done, no second one");
    let bench = office.start();
    call(&bench, "set_user", json!({ "name": "MO" }));
    office.clock.forward(24 * 60);
    bench.close().unwrap().unwrap();
    assert_eq!(files(&office.folder.path().join("documents/backups")).len(), 2);
}

#[test]
fn work_that_is_in_no_backup_for_a_week_is_spoken_of() {
    let office = Office::new();
    let bench = office.stocked();
    let said = |bench: &Workbench| {
        let overview = call(bench, "overview", json!({}));
        overview["attention"].as_array().unwrap().iter().filter_map(|a| a["title"].as_str()).find(|t| t.starts_with("No backup")).map(str::to_owned)
    };
    office.clock.forward(6 * 24 * 60);
    assert_eq!(said(&bench), None);
    office.clock.forward(3 * 24 * 60);
    assert_eq!(said(&bench).as_deref(), Some("No backup for 9 days"));
    call(&bench, "backup", json!({}));
    office.clock.forward(30 * 24 * 60);
    assert_eq!(said(&bench), None, "nothing was recorded since");
    call(&bench, "set_user", json!({ "name": "MO" }));
    assert_eq!(said(&bench).as_deref(), Some("No backup for 30 days"));
}

#[test]
fn a_damaged_desk_offers_its_newest_good_backup_and_goes_on_from_it() {
    let office = Office::new();
    let bench = office.stocked();
    // To a folder of the broker's own choice: a damaged file can often still say which.
    let backups = office.folder.path().join("on the other disk");
    call(&bench, "safety_save", json!({ "backup_folder": backups }));
    bench.close().unwrap().unwrap();
    let mut bytes = std::fs::read(office.file()).unwrap();
    // A page of the journal goes bad; the page of the settings does not.
    let page = bytes.windows(12).position(|window| window == b"desk-created").unwrap() / 4096;
    bytes[4096 * page..4096 * (page + 1)].fill(0xee);
    std::fs::write(office.file(), &bytes).unwrap();

    let bench = office.start();
    let state = call(&bench, "desk_state", json!({}));
    assert_eq!(state["state"], "damaged");
    assert_eq!(refused(&bench, "clients", json!({})).0, "desk-damaged");
    let offer = call(&bench, "recovery_offer", json!({}));
    let sentence = offer["backup"]["sentence"].as_str().unwrap();
    assert!(sentence.starts_with("It holds 1 client, 0 shipments and 0 entries, up to 23 Nov 2026, 14:00 UTC."), "{sentence}");
    let done = call(&bench, "backup_restore", json!({ "name": offer["backup"]["name"] }));
    assert!(done["sentence"].as_str().unwrap().contains("The file that was there is kept as "), "{done}");
    assert_eq!((done["desk"]["state"].as_str(), call(&bench, "clients", json!({})).as_array().unwrap().len()), (Some("open"), 1));
    assert_eq!(call(&bench, "journal_verify", json!({}))["sound"], true);
    let (_, said) = refused(&bench, "backup_preview", json!({ "name": "../d.entrydesk" }));
    assert!(said.starts_with("There is no backup `../d.entrydesk` in"), "{said}");
}

#[test]
fn a_backup_from_another_computer_is_taken_as_a_file_and_what_it_would_replace_is_said() {
    let there = Office::new();
    there.clock.forward(-60);
    let bench = there.stocked();
    call(&bench, "desk_encrypt", json!({ "passphrase": WORDS }));
    let path = call(&bench, "backup", json!({}))["path"].as_str().unwrap().to_owned();
    let here = Office::new();
    let bench = here.start();
    let ticket = bench.offer("from-the-old-computer.entrydesk", std::fs::read(path).unwrap()).ticket;
    assert_eq!(refused(&bench, "backup_preview", json!({ "ticket": ticket })).0, "desk-locked");
    let seen = call(&bench, "backup_preview", json!({ "ticket": ticket, "passphrase": WORDS }));
    assert!(seen["sentence"].as_str().unwrap().ends_with("nothing of this one is in it."), "{seen}");
    call(&bench, "backup_restore", json!({ "ticket": ticket, "passphrase": WORDS }));
    assert_eq!(call(&bench, "desk_state", json!({}))["encrypted"], true);
    assert_eq!(call(&bench, "clients", json!({}))[0]["client"]["name"], "Nordlicht Keramik GmbH");
}

#[test]
fn whoever_names_the_first_user_is_that_user_and_others_must_be_named_first() {
    let office = Office::new();
    let bench = office.stocked();
    let user = |initials: &str, name: &str, role: &str| json!({ "user": { "id": 0, "name": name, "initials": initials, "role": role, "active": true } });
    call(&bench, "user_save", user("MO", "Mara Okafor", "broker"));
    assert_eq!(call(&bench, "desk_state", json!({}))["signed_in"]["name"], "Mara Okafor");
    assert_eq!(refused(&bench, "set_user", json!({ "name": "ZZ" })).1, "`ZZ` is nobody who works at this desk. A broker adds users in Settings.");
    assert!(refused(&bench, "safety_save", json!({ "second_eyes": true })).1.starts_with("A second pair of eyes needs two brokers"));
    call(&bench, "user_save", user("TP", "Theo Park", "clerk"));
    call(&bench, "set_user", json!({ "name": "TP" }));
    for (name, args, what) in [
        ("desk_encrypt", json!({ "passphrase": WORDS }), "encrypting the desk"),
        ("safety_save", json!({ "second_eyes": false }), "saying whether overrides need a second person"),
        ("user_save", user("XX", "Somebody", "clerk"), "saying who works here"),
    ] {
        assert_eq!(refused(&bench, name, args).1, format!("Theo Park (TP) is a clerk at this desk: {what} is for a broker."), "{name}");
    }
    assert_eq!(call(&bench, "journal", json!({ "limit": 1 }))[0]["who"], "MO", "what was refused is not recorded, and nothing is recorded as another's");
}
