//! Overrides: a broker's decision in the place of the desk's own, with the reason, and a second pair of eyes where the firm wants it.
//!
//! An override is tied to the decision it was made against: what was decided, and how every test came out. Where that changes, it
//! lapses, on record, and the desk's own decision stands again.

use crate::change::{Act, Change};
use crate::tables::{decisions, users};
use crate::{Desk, DeskError, canonical};
use chrono::{DateTime, Utc};
use customs::decision::RulebookStamp;
use customs::{Decision, Outcome, Route};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

pub(crate) const SCHEMA: &str = "
CREATE TABLE overrides (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    shipment_id INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'standing', 'refused', 'withdrawn', 'lapsed')),
    body TEXT NOT NULL
) STRICT;
CREATE INDEX overrides_of_shipment ON overrides (shipment_id, state);
";

/// The test by which a decision says that it was overridden.
pub const OVERRIDE_TEST: &str = "override";

/// The setting by which a firm asks for a second pair of eyes: `yes`.
pub const SECOND_EYES: &str = "second-eyes";

/// Where an override stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum OverrideState {
    /// It waits for a second broker; the desk's own decision stands meanwhile.
    Pending,
    /// It stands.
    Standing,
    /// The second broker did not agree.
    Refused,
    /// It was taken back.
    Withdrawn,
    /// What it was made against has changed.
    Lapsed,
}

impl OverrideState {
    fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Standing => "standing",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Lapsed => "lapsed",
        }
    }
}

/// A broker's decision in the place of the desk's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Override {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// The shipment.
    #[ts(type = "number")]
    pub shipment_id: i64,
    /// Its house bill.
    pub bill: String,
    /// Where it stands.
    pub state: OverrideState,
    /// What the desk decided.
    pub from: Route,
    /// What the broker decided.
    pub route: Route,
    /// CBP's entry type code that goes with it, by the rulebook.
    pub entry_type: Option<String>,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Who answered it: approved, refused or took it back.
    pub answered_by: Option<String>,
    /// When.
    pub answered_at: Option<DateTime<Utc>>,
    /// What they said.
    pub note: String,
    /// Digest of the decision it was made against.
    pub basis: String,
}

/// Digest of what was decided and how each test came out, but for the override itself.
pub(crate) fn basis(route: Route, decision: &Decision) -> String {
    let tests: Vec<Value> = decision.tests.iter().filter(|t| t.id != OVERRIDE_TEST).map(|t| serde_json::json!([t.id, t.outcome])).collect();
    canonical::hex(&canonical::sha256(canonical::text(&serde_json::json!([route, tests])).as_bytes())[..16])
}

/// The desk's own route under an override, as the override's test keeps it.
fn own_route(decision: &Decision) -> Route {
    let kept = decision.tests.iter().find(|t| t.id == OVERRIDE_TEST).and_then(|t| t.facts.get("own_route"));
    kept.and_then(|code| Route::ALL.into_iter().find(|r| r.code() == code)).unwrap_or(decision.route)
}

/// Whether an override made against one decision still holds against another.
pub(crate) fn holds(over: &Override, decision: &Decision) -> bool {
    over.basis == basis(own_route(decision), decision)
}

/// Every override's subject and state.
pub(crate) fn states(conn: &Connection, mut each: impl FnMut(String, Value)) -> Result<(), DeskError> {
    let mut statement = conn.prepare("SELECT id, shipment_id, state, body FROM overrides ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, shipment): (i64, i64) = (row.get(0)?, row.get(1)?);
        let mut state = super::json(row, 3);
        if state["id"] != id || state["shipment_id"] != shipment || state["state"] != super::text(row, 2) {
            state = Value::Null;
        }
        each(format!("override:{id}"), state);
    }
    Ok(())
}

fn read(conn: &Connection, condition: &str, with: &[&dyn rusqlite::ToSql]) -> Result<Vec<Override>, DeskError> {
    let bodies: Vec<String> = conn
        .prepare_cached(&format!("SELECT body FROM overrides WHERE {condition} ORDER BY id"))?
        .query_map(with, |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    bodies.iter().map(|body| Ok(serde_json::from_str(body)?)).collect()
}

fn need(conn: &Connection, id: i64) -> Result<Override, DeskError> {
    read(conn, "id = ?1", &[&id])?.pop().ok_or_else(|| DeskError::NotFound(format!("override number {id}")))
}

fn save(change: &mut Change<'_>, kind: &str, before: Option<&Override>, after: &Override) -> Result<(), DeskError> {
    let state = serde_json::to_value(after)?;
    change.conn().prepare_cached("UPDATE overrides SET state = ?2, body = ?3 WHERE id = ?1")?.execute(params![
        after.id,
        after.state.code(),
        canonical::text(&state)
    ])?;
    let before = before.map(serde_json::to_value).transpose()?;
    change.record_state(kind, &format!("override:{}", after.id), before, Some(state))?;
    Ok(())
}

/// After a decision was appended and its event recorded: what was made against the earlier one and no longer holds, lapses.
pub(crate) fn lapse(change: &mut Change<'_>, shipment_id: i64, decision: &Decision) -> Result<(), DeskError> {
    for before in read(change.conn(), "shipment_id = ?1 AND state IN ('pending', 'standing')", &[&shipment_id])? {
        let stands = decision.outcome(OVERRIDE_TEST).is_some();
        if !holds(&before, decision) || (before.state == OverrideState::Standing && !stands) {
            let note = "The shipment was decided anew and came out differently.".to_string();
            let after = Override { state: OverrideState::Lapsed, note, ..before.clone() };
            save(change, "override-lapsed", Some(&before), &after)?;
        }
    }
    Ok(())
}

/// Whether a person may put this route in the place of the desk's own.
///
/// # Errors
/// Refused with the reason: a failed test of the law is not overridden to free.
pub(crate) fn may(decision: &Decision, to: Route) -> Result<(), DeskError> {
    use Route::*;
    let own = own_route(decision);
    if to == own {
        return Err(DeskError::refused("That is what the desk decided itself; there is nothing to override."));
    }
    let free = matches!(to, Section321 | Gift | Accompanied | InformationalMaterials);
    if let Some(failed) = decision.tests.iter().find(|t| free && t.outcome == Outcome::Fail) {
        return Err(DeskError::refused(format!(
            "What the law refuses is not made free by an override. {} Where a fact behind it is wrong, put the shipment right; it is decided anew.",
            failed.because
        )));
    }
    Ok(())
}

impl Desk {
    /// Puts a broker's decision in the place of the desk's, or asks a second broker to where the firm wants one.
    ///
    /// # Errors
    /// Refused to a clerk; without a reason; to free where a test of the law failed; where one is under way already; once it was filed.
    pub fn override_decision(&self, id: i64, route: Route, entry_type: Option<String>, reason: &str, act: &Act) -> Result<Override, DeskError> {
        let reason = reason.trim();
        if reason.chars().count() < 10 {
            return Err(DeskError::refused("An override needs its reason in a sentence: it is printed where the decision is, and read years later."));
        }
        self.write(act, |change| {
            users::need_broker(change, "overriding a decision")?;
            let stored = crate::tables::shipments::stored(change.conn(), id)?;
            may(&stored.decision, route)?;
            not_filed(change, &stored)?;
            if let Some(open) = read(change.conn(), "shipment_id = ?1 AND state IN ('pending', 'standing')", &[&id])?.first() {
                return Err(DeskError::refused(format!("{} overrode this shipment already. Take that back first.", open.by)));
            }
            change.conn().prepare_cached("INSERT INTO overrides (shipment_id, state, body) VALUES (?1, 'pending', '')")?.execute([id])?;
            let over = Override {
                id: change.conn().last_insert_rowid(),
                shipment_id: id,
                bill: stored.row.bill.clone(),
                state: OverrideState::Pending,
                from: stored.decision.route,
                route,
                entry_type,
                reason: reason.into(),
                by: act.who.clone(),
                at: change.stamp.parse().unwrap_or(act.at),
                answered_by: None,
                answered_at: None,
                note: String::new(),
                basis: basis(stored.decision.route, &stored.decision),
            };
            save(change, "override-asked", None, &over)?;
            let second_eyes: Option<String> =
                change.conn().query_row("SELECT value FROM settings WHERE key = ?1", [SECOND_EYES], |row| row.get(0)).optional()?;
            if second_eyes.as_deref() == Some("yes") { Ok(over) } else { stand(change, over, &stored.decision, stored.rulebook.as_ref(), "") }
        })
    }

    /// A second broker's answer to an override that waits.
    ///
    /// # Errors
    /// Refused to a clerk, and to whoever asked for it.
    pub fn answer_override(&self, id: i64, approve: bool, note: &str, act: &Act) -> Result<Override, DeskError> {
        self.write(act, |change| {
            users::need_broker(change, "answering an override")?;
            let before = need(change.conn(), id)?;
            if before.state != OverrideState::Pending {
                return Err(DeskError::refused(format!("That override is {} already.", before.state.code())));
            }
            if before.by == act.who {
                return Err(DeskError::refused(format!("{} asked for this override: a second person answers it.", act.who)));
            }
            let stored = crate::tables::shipments::stored(change.conn(), before.shipment_id)?;
            if approve {
                return stand(change, before, &stored.decision, stored.rulebook.as_ref(), note);
            }
            let after = answered(&before, OverrideState::Refused, note, change);
            save(change, "override-refused", Some(&before), &after)?;
            Ok(after)
        })
    }

    /// Takes an override back: the desk's own decision stands again.
    pub fn withdraw_override(&self, id: i64, note: &str, act: &Act) -> Result<Override, DeskError> {
        self.write(act, |change| {
            let before = need(change.conn(), id)?;
            if before.by != act.who {
                users::need_broker(change, "taking back somebody else's override")?;
            }
            match before.state {
                OverrideState::Pending | OverrideState::Standing => {}
                other => return Err(DeskError::refused(format!("That override is {} already.", other.code()))),
            }
            let after = answered(&before, OverrideState::Withdrawn, note, change);
            if before.state == OverrideState::Standing {
                let stored = crate::tables::shipments::stored(change.conn(), before.shipment_id)?;
                not_filed(change, &stored)?;
                let own = own_decision(change.conn(), before.shipment_id)?;
                save(change, "override-withdrawn", Some(&before), &after)?;
                decide(change, before.shipment_id, &own, stored.rulebook.as_ref())?;
            } else {
                save(change, "override-withdrawn", Some(&before), &after)?;
            }
            Ok(after)
        })
    }

    /// The last decision on a shipment that was the desk's own, whatever a person decided since.
    pub fn own_decision(&self, shipment_id: i64) -> Result<Decision, DeskError> {
        self.read(|conn| own_decision(conn, shipment_id))
    }

    /// Every override of a shipment, oldest first.
    pub fn overrides_of(&self, shipment_id: i64) -> Result<Vec<Override>, DeskError> {
        self.read(|conn| read(conn, "shipment_id = ?1", &[&shipment_id]))
    }

    /// Overrides that wait for a second broker, oldest first.
    pub fn pending_overrides(&self) -> Result<Vec<Override>, DeskError> {
        self.read(|conn| read(conn, "state = 'pending'", &[]))
    }

    /// A new decision as it reads under the override that stands on the shipment, where that still holds.
    pub fn under_override(&self, shipment_id: i64, decision: Decision) -> Result<Decision, DeskError> {
        let standing = self.read(|conn| read(conn, "shipment_id = ?1 AND state = 'standing'", &[&shipment_id]))?;
        Ok(match standing.first() {
            Some(over) if holds(over, &decision) => over.applied_to(&decision),
            _ => decision,
        })
    }
}

impl Override {
    /// A decision as it reads under this override: the broker's route, every test of the law as it came out, and one more that says
    /// who decided otherwise and why.
    pub fn applied_to(&self, decision: &Decision) -> Decision {
        use Route::*;
        let mut over = decision.clone();
        over.tests.retain(|t| t.id != OVERRIDE_TEST);
        let approved = self.answered_by.as_ref().map(|who| format!(", approved by {who}")).unwrap_or_default();
        let day = self.at.format("%Y-%m-%d");
        over.tests.push(customs::TestResult {
            id: OVERRIDE_TEST.into(),
            outcome: Outcome::Pass,
            because: format!("Overridden by {} on {day}{approved}: {}", self.by, self.reason),
            citations: Vec::new(),
            facts: [
                ("own_route".to_string(), self.from.code().to_string()),
                ("by".to_string(), self.by.clone()),
                ("approved_by".to_string(), self.answered_by.clone().unwrap_or_default()),
            ]
            .into(),
        });
        over.route = self.route;
        over.exempt = match self.route {
            Section321 | Gift | Accompanied | InformationalMaterials => Some(true),
            Informal | PostalInformal | Formal | Prohibited => Some(false),
            Review => None,
        };
        over.limb = match self.route {
            Section321 => Some(customs::Limb::C),
            Gift => Some(customs::Limb::A),
            Accompanied => Some(customs::Limb::B),
            _ => None,
        };
        over.entry_type = self.entry_type.clone();
        over
    }
}

fn answered(before: &Override, state: OverrideState, note: &str, change: &Change<'_>) -> Override {
    let (who, at) = (change.act.who.clone(), change.stamp.parse().unwrap_or(change.act.at));
    Override { state, answered_by: Some(who), answered_at: Some(at), note: note.trim().into(), ..before.clone() }
}

/// The last decision that was the desk's own.
fn own_decision(conn: &Connection, shipment_id: i64) -> Result<Decision, DeskError> {
    let mut statement = conn.prepare_cached("SELECT body FROM decisions WHERE shipment_id = ?1 ORDER BY id DESC")?;
    let mut rows = statement.query([shipment_id])?;
    while let Some(row) = rows.next()? {
        let decision = decisions::read(conn, &row.get::<_, String>(0)?)?;
        if decision.outcome(OVERRIDE_TEST).is_none() {
            return Ok(decision);
        }
    }
    Err(DeskError::Damaged(format!("shipment number {shipment_id} has no decision of the desk's own")))
}

fn not_filed(change: &Change<'_>, stored: &crate::StoredShipment) -> Result<(), DeskError> {
    let Some(number) = &stored.row.entry_number else { return Ok(()) };
    let state: String = change.conn().prepare_cached("SELECT state FROM entries WHERE number = ?1")?.query_row([number], |row| row.get(0))?;
    if matches!(state.as_str(), "draft" | "ready" | "rejected") {
        Ok(())
    } else {
        Err(DeskError::refused(format!("{} is on entry {number}, which is {state}: what was filed is not decided otherwise.", stored.row.bill)))
    }
}

/// Lets an override stand: its decision is appended.
fn stand(change: &mut Change<'_>, before: Override, decision: &Decision, rulebook: Option<&RulebookStamp>, note: &str) -> Result<Override, DeskError> {
    if !holds(&before, decision) {
        return Err(DeskError::refused("The shipment was decided anew since this override was asked for, and came out differently. Ask again."));
    }
    let mut after = before.clone();
    if before.by != change.act.who {
        after = answered(&before, OverrideState::Standing, note, change);
    }
    after.state = OverrideState::Standing;
    save(change, "override-stands", Some(&before), &after)?;
    decide(change, before.shipment_id, &after.applied_to(decision), rulebook)?;
    Ok(after)
}

fn decide(change: &mut Change<'_>, shipment_id: i64, decision: &Decision, rulebook: Option<&RulebookStamp>) -> Result<(), DeskError> {
    let rulebook = rulebook.ok_or_else(|| DeskError::Damaged(format!("shipment number {shipment_id} does not say by which law it was decided")))?;
    crate::deciding::append(change, &[(shipment_id, decision.clone())], rulebook)
}
