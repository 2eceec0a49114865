//! Encryption: what opens a desk, what does not, and that it stays one file.

use crate::kit::*;
use customs::Route;
use desk::{Desk, DeskError, RecoveryKey, ShipmentQuery, Unlock};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const WORDS: &str = "entered value, not invoice";

fn pass(words: &str) -> Unlock {
    Unlock::passphrase(words)
}

/// A desk with forty shipments, encrypted, still open.
fn sealed() -> (Office, RecoveryKey) {
    let office = Office::open();
    office.store(&shipments(40, Route::Informal));
    let key = office.desk.encrypt(&pass(WORDS), &act()).unwrap();
    (office, key)
}

fn names(folder: &TempDir) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Whether any of the words stands in a file as it is.
fn says(file: &Path, words: &[&str]) -> bool {
    let bytes = fs::read(file).unwrap();
    words.iter().any(|word| bytes.windows(word.len()).any(|w| w == word.as_bytes()))
}

#[test]
fn an_encrypted_desk_goes_on_working_and_says_nothing_to_others() {
    let (office, _) = sealed();
    office.store(&[new_shipment(900, Route::Informal)]);
    assert_eq!(office.desk.shipment_ids(&ShipmentQuery { text: "WT-000007".into(), ..Default::default() }).unwrap(), [8]);
    assert_eq!(office.desk.verify().unwrap().broken, None);
    assert_eq!(office.desk.journal(None, None, 2).unwrap()[1].kind, "desk-encrypted");
    let (file, folder) = office.close();
    assert_eq!(names(&folder), ["test.entrydesk", "test.entrydesk.lock"], "closed, it is one file with the envelope of its key in it");
    assert!(!says(&file, &["Zoë", "Akron", "WT-0000", "Cotton", "CREATE TABLE", "SQLite format"]));
    let said = refusal(Desk::open(&file, &act()).map(|_| ()));
    assert_eq!(said, "The desk is locked. Give its passphrase, or the recovery key from its sheet.");
    let desk = Desk::open_with(&file, Some(&pass(WORDS)), &act()).unwrap();
    assert_eq!((desk.counts().unwrap().shipments, desk.verify().unwrap().broken), (41, None));
}

#[test]
fn the_recovery_key_opens_it_and_a_wrong_passphrase_does_not() {
    let (office, key) = sealed();
    let (file, folder) = office.close();
    let before = fs::read(&file).unwrap();
    assert_eq!(refusal(Desk::open_with(&file, Some(&pass("entered value")), &act()).map(|_| ())), "That is not the passphrase of this desk.");
    assert_eq!(fs::read(&file).unwrap(), before, "a wrong passphrase changes nothing");
    assert_eq!(names(&folder), ["test.entrydesk", "test.entrydesk.lock"]);
    let typed = key.printed().to_lowercase();
    assert_eq!(Desk::open_with(&file, Some(&Unlock::recovery(&typed).unwrap()), &act()).unwrap().counts().unwrap().shipments, 40);
    let short = Unlock::recovery(&typed[..20]).map(|_| ());
    assert_eq!(refusal(short), "A recovery key has 32 letters and digits; these are 16.");
}

#[test]
fn a_new_passphrase_replaces_the_old_one_and_a_new_sheet_the_old_sheet() {
    let (office, old_sheet) = sealed();
    assert!(refusal(office.desk.change_passphrase(&pass("wrong one"), &pass("something long enough"), &act())).contains("not the passphrase"));
    assert!(refusal(office.desk.change_passphrase(&pass(WORDS), &pass("short"), &act())).starts_with("A passphrase needs at least 10 letters."));
    office.desk.change_passphrase(&pass(WORDS), &pass("something long enough"), &act()).unwrap();
    let new_sheet = office.desk.new_recovery_key(&pass("something long enough"), &act()).unwrap();
    let kinds: Vec<String> = office.desk.journal(None, None, 2).unwrap().into_iter().map(|e| e.kind).collect();
    assert_eq!(kinds, ["recovery-key-made", "passphrase-changed"]);
    let (file, _folder) = office.close();
    for (unlock, opens) in [
        (pass(WORDS), false),
        (pass("something long enough"), true),
        (Unlock::recovery(&old_sheet.printed()).unwrap(), false),
        (Unlock::recovery(&new_sheet.printed()).unwrap(), true),
    ] {
        assert_eq!(Desk::open_with(&file, Some(&unlock), &act()).is_ok(), opens);
    }
}

#[test]
fn locked_it_answers_nothing_and_unlocked_everything() {
    let (office, _) = sealed();
    let kept = office.desk.key_to_keep().unwrap();
    office.desk.lock().unwrap();
    assert_eq!(office.desk.closed(), Some(DeskError::Locked));
    for said in [
        refusal(office.desk.clients()),
        refusal(office.desk.set_setting("user", "XX", &act())),
        refusal(office.desk.verify()),
        refusal(office.desk.backup(&office.folder.path().join("b.entrydesk"))),
        refusal(office.desk.journal_head()),
    ] {
        assert_eq!(said, DeskError::Locked.to_string());
    }
    assert!(office.desk.key_to_keep().is_none());
    office.desk.enter(Some(&pass(WORDS)), &act()).unwrap();
    assert_eq!(office.desk.counts().unwrap().shipments, 40);
    office.desk.lock().unwrap();
    office.desk.enter(Some(&Unlock::kept(&kept).unwrap()), &act()).unwrap();
    let other = "00".repeat(32);
    office.desk.lock().unwrap();
    assert!(refusal(office.desk.enter(Some(&Unlock::kept(&other).unwrap()), &act())).starts_with("The key that this computer keeps is not the one"));
    assert!(refusal(Office::open().desk.lock()).starts_with("This desk has no passphrase"));
}

#[test]
fn a_backup_is_encrypted_with_the_same_key_and_is_one_file_that_moves_the_desk() {
    let (office, _) = sealed();
    let backup = office.folder.path().join(office.desk.backup_name(&act()).unwrap());
    office.desk.backup(&backup).unwrap();
    assert!(!says(&backup, &["Zoë", "Akron", "CREATE TABLE"]));
    // Nothing but that file reaches the other computer.
    let elsewhere = tempfile::tempdir().unwrap();
    let there = elsewhere.path().join("desk.entrydesk");
    let usb = elsewhere.path().join("stick.entrydesk");
    fs::copy(&backup, &usb).unwrap();
    assert!(matches!(Desk::restore(&usb, &there, &act()), Err(DeskError::Locked)));
    assert_eq!(Desk::restore_with(&usb, &there, Some(&pass(WORDS)), &act()).unwrap(), None);
    let desk = Desk::open_with(&there, Some(&pass(WORDS)), &act()).unwrap();
    assert_eq!((desk.counts().unwrap().shipments, desk.verify().unwrap().broken), (40, None));
    assert_eq!(desk.journal(None, None, 1).unwrap()[0].kind, "desk-restored");
    // And the desk file itself, closed, does as well.
    let (file, _folder) = office.close();
    let copied = elsewhere.path().join("copied.entrydesk");
    fs::copy(&file, &copied).unwrap();
    assert_eq!(Desk::open_with(&copied, Some(&pass(WORDS)), &act()).unwrap().counts().unwrap().shipments, 40);
}

#[test]
fn the_encryption_comes_off_again() {
    let (office, _) = sealed();
    assert!(refusal(office.desk.decrypt(&pass("not this one"), &act())).contains("not the passphrase"));
    office.desk.decrypt(&pass(WORDS), &act()).unwrap();
    assert!(!office.desk.is_encrypted());
    assert!(refusal(office.desk.decrypt(&pass(WORDS), &act())).contains("not encrypted"));
    let (file, folder) = office.close();
    assert_eq!(names(&folder), ["test.entrydesk", "test.entrydesk.lock"]);
    assert!(fs::read(&file).unwrap().starts_with(b"SQLite format 3"));
    let desk = Desk::open(&file, &act()).unwrap();
    assert_eq!((desk.counts().unwrap().shipments, desk.verify().unwrap().broken), (40, None));
    assert_eq!(desk.shipment_ids(&ShipmentQuery { text: "cotton".into(), ..Default::default() }).unwrap().len(), 40);
}

#[test]
fn an_encrypted_file_without_its_envelope_is_left_alone_and_damage_to_it_is_found() {
    let (office, _) = sealed();
    let (file, folder) = office.close();
    let whole = fs::read(&file).unwrap();
    let bare: PathBuf = folder.path().join("bare.entrydesk");
    fs::write(&bare, &whole[..whole.len() - 100]).unwrap();
    assert!(refusal(Desk::open_with(&bare, Some(&pass(WORDS)), &act()).map(|_| ())).contains("is not an Entrydesk desk file"));
    let mut torn = whole;
    torn[4096 * 5 + 9] ^= 1;
    fs::write(&file, torn).unwrap();
    let said = refusal(Desk::inspect_with(&file, Some(&pass(WORDS))));
    assert!(said.starts_with("The desk file is damaged"), "{said}");
}
