//! Who works at this desk. Names and initials say whose act an event is (attribution); they are not a lock: the passphrase is.

use crate::change::{Act, Change};
use crate::{Desk, DeskError, canonical};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

pub(crate) const SCHEMA: &str = "
CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    initials TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (initials <> ''),
    body TEXT NOT NULL
) STRICT;
";

/// What a person may do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Everything but overriding a decision, approving one, and saying who works here and how the desk is protected.
    #[default]
    Clerk,
    /// Everything: the licensed broker, or who answers for one.
    Broker,
}

/// A person of the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct User {
    /// Number; 0 for a new one.
    #[ts(type = "number")]
    pub id: i64,
    /// Full name.
    pub name: String,
    /// What stands in the journal with every event.
    pub initials: String,
    /// What they may do.
    pub role: Role,
    /// Works here. Nobody is ever deleted: the journal speaks of them.
    pub active: bool,
}

/// Longest initials.
const LONGEST: usize = 12;

fn all(conn: &Connection) -> Result<Vec<User>, DeskError> {
    let bodies: Vec<String> = conn.prepare_cached("SELECT body FROM users ORDER BY id")?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    bodies.iter().map(|body| Ok(serde_json::from_str(body)?)).collect()
}

/// Every user's subject and state.
pub(crate) fn states(conn: &Connection, mut each: impl FnMut(String, Value)) -> Result<(), DeskError> {
    let mut statement = conn.prepare("SELECT id, initials, body FROM users ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let mut state = super::json(row, 2);
        if state["initials"] != super::text(row, 1) || state["id"] != id {
            state = Value::Null;
        }
        each(format!("user:{id}"), state);
    }
    Ok(())
}

/// That whoever acts may do what only a broker may. A desk without users is one person's: everything is allowed.
///
/// # Errors
/// Refused, naming who acts and what they wanted.
pub(crate) fn need_broker(change: &Change<'_>, what: &str) -> Result<(), DeskError> {
    check_broker(&all(change.conn())?, &change.act.who, what)
}

fn check_broker(users: &[User], who: &str, what: &str) -> Result<(), DeskError> {
    if users.is_empty() {
        return Ok(());
    }
    match users.iter().find(|u| u.active && u.initials == who) {
        Some(User { role: Role::Broker, .. }) => Ok(()),
        Some(user) => Err(DeskError::refused(format!("{} ({who}) is a clerk at this desk: {what} is for a broker.", user.name))),
        None => Err(DeskError::refused(format!("`{who}` is nobody who works at this desk. Choose who you are in Settings; {what} is for a broker."))),
    }
}

impl Desk {
    /// Everybody who works here or did, in the order they came.
    pub fn users(&self) -> Result<Vec<User>, DeskError> {
        self.read(all)
    }

    /// That whoever acts may do what only a broker may.
    ///
    /// # Errors
    /// Refused, naming who acts and what they wanted.
    pub fn need_broker(&self, what: &str, act: &Act) -> Result<(), DeskError> {
        self.read(|conn| check_broker(&all(conn)?, &act.who, what))
    }

    /// Adds a user (`id` 0) or saves one. Returns the number.
    ///
    /// # Errors
    /// Refused without name or initials, with the initials of somebody else, where a clerk does it, and where no broker would be left.
    pub fn save_user(&self, user: &User, act: &Act) -> Result<i64, DeskError> {
        let mut after = User { name: user.name.trim().into(), initials: user.initials.trim().into(), ..user.clone() };
        if after.name.is_empty() || after.initials.is_empty() {
            return Err(DeskError::refused("A user needs a name, and initials for the journal."));
        }
        if after.initials.chars().count() > LONGEST || after.initials.chars().any(char::is_whitespace) {
            return Err(DeskError::refused(format!("`{}` is too long for initials: at most {LONGEST} letters, no spaces.", after.initials)));
        }
        self.write(act, |change| {
            need_broker(change, "saying who works here")?;
            let everybody = all(change.conn())?;
            let before = match after.id {
                0 => None,
                id => Some(everybody.iter().find(|u| u.id == id).cloned().ok_or_else(|| DeskError::NotFound(format!("user number {id}")))?),
            };
            if let Some(other) = everybody.iter().find(|u| u.id != after.id && u.initials.eq_ignore_ascii_case(&after.initials)) {
                return Err(DeskError::refused(format!("{} are the initials of {}. The journal must tell you apart.", after.initials, other.name)));
            }
            if before.as_ref().is_some_and(|b| b.initials != after.initials) {
                return Err(DeskError::refused("Initials stay as they are: the journal speaks of them. Add a new user instead."));
            }
            let brokers = everybody.iter().filter(|u| u.id != after.id).chain([&after]).filter(|u| u.active && u.role == Role::Broker).count();
            if brokers == 0 {
                return Err(DeskError::refused("The desk needs at least one broker: nobody could override, approve, or say who works here."));
            }
            if before.as_ref() == Some(&after) {
                return Ok(after.id);
            }
            if before.is_none() {
                change.conn().prepare_cached("INSERT INTO users (initials, body) VALUES (?1, '')")?.execute([&after.initials])?;
                after.id = change.conn().last_insert_rowid();
            }
            let state = serde_json::to_value(&after)?;
            change.conn().prepare_cached("UPDATE users SET body = ?2 WHERE id = ?1")?.execute(params![after.id, canonical::text(&state)])?;
            let kind = if before.is_none() { "user-added" } else { "user-saved" };
            let before = before.map(serde_json::to_value).transpose()?;
            change.record_state(kind, &format!("user:{}", after.id), before, Some(state))?;
            Ok(after.id)
        })
    }

    /// The active user with these initials, if there is one.
    pub fn user_called(&self, initials: &str) -> Result<Option<User>, DeskError> {
        self.read(|conn| {
            let body: Option<String> = conn.prepare_cached("SELECT body FROM users WHERE initials = ?1")?.query_row([initials], |row| row.get(0)).optional()?;
            let user: Option<User> = body.map(|b| serde_json::from_str(&b)).transpose()?;
            Ok(user.filter(|u| u.active))
        })
    }
}
