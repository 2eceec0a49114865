//! A pack whose people have marks instead of names.
//!
//! A mark is the beginning of `SHA-256(0x05 ‖ secret ‖ name)`, the name in lower case with single spaces, each field with its
//! length before it. The secret is one pack's own and is not in it: the same name has the same mark throughout a pack and
//! another in any other, and nobody who lacks the secret can try a list of names against it. Whoever made the pack keeps the
//! secret and can say who is who.

use super::hex;
use super::matter::{About, AuditMatter};
use customs::{NamedAddress, Party, Shipment};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What every redacted pack says about itself.
pub(crate) const HONESTLY: &str = "In this pack people have marks instead of names, and no street, city, e-mail, telephone or tracking number; their ZIP codes are \
    cut to three digits. A person has the same mark throughout this pack and another in any other. Marks are not anonymity: bills, dates, goods and values are as they were and \
    may point to somebody; and whoever has both the secret kept at the broker's desk and a list of names can find the marks out. Files as received, documents, CBP forms and the \
    wording of notes and events name people and are left out; the SHA-256 of the files and the chain of the journal are here.";

/// The mark of a name under a secret.
pub fn mark(secret: &[u8], name: &str) -> String {
    let mut hasher = Sha256::new_with_prefix([5]);
    for part in [secret, folded(name).as_bytes()] {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    format!("person-{}", hex(&hasher.finalize()).get(..12).unwrap_or_default())
}

fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Names and their marks, the longest first, so that no name is cut by a shorter one inside it.
struct Marks<'a> {
    secret: &'a [u8],
    names: Vec<(String, String)>,
}

impl<'a> Marks<'a> {
    fn of(matter: &AuditMatter, secret: &'a [u8]) -> Self {
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        let mut note = |name: &str| {
            for written in [name.trim().to_owned(), name.split_whitespace().collect::<Vec<_>>().join(" ")] {
                if !written.is_empty() {
                    names.entry(written).or_insert_with_key(|written| mark(secret, written));
                }
            }
        };
        for shipment in matter.shipments.iter() {
            people(&shipment.shipment).filter_map(|party| party.name.as_deref()).for_each(&mut note);
            shipment.decision.iter().filter_map(|d| d.person.as_ref()).for_each(|person| note(&person.name));
        }
        for entry in &matter.entries {
            if entry.consignee != entry.importer {
                note(&entry.consignee.name);
            }
        }
        let mut names: Vec<(String, String)> = names.into_iter().collect();
        names.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        Self { secret, names }
    }

    fn name(&self, name: &mut String) {
        if !name.trim().is_empty() {
            *name = mark(self.secret, name);
        }
    }

    /// A sentence with every name in it replaced.
    fn text(&self, text: &mut String) {
        for (name, mark) in &self.names {
            if text.contains(name.as_str()) {
                *text = text.replace(name.as_str(), mark);
            }
        }
    }

    fn party(&self, party: &mut Party) {
        if let Some(name) = &mut party.name {
            self.name(name);
        }
        party.postal_code = party.postal_code.as_deref().map(|zip| zip.chars().take(3).collect());
        (party.address1, party.address2, party.city, party.email, party.phone) = (None, None, None, None, None);
    }

    fn address(&self, address: &mut NamedAddress) {
        self.name(&mut address.name);
        address.postal_code = address.postal_code.chars().take(3).collect();
        (address.street, address.city) = (String::new(), String::new());
    }
}

fn people(shipment: &Shipment) -> impl Iterator<Item = &Party> {
    [&shipment.consignee, &shipment.purchaser, &shipment.owner].into_iter().filter_map(|party| party.as_deref())
}

impl AuditMatter {
    /// The same matter with marks instead of people's names; see the module for what a mark is.
    #[must_use]
    pub fn redacted(mut self, secret: &[u8]) -> Self {
        let marks = Marks::of(&self, secret);
        for audited in &mut self.shipments {
            let shipment = &mut audited.shipment;
            shipment.tracking_number = None;
            for party in [&mut shipment.consignee, &mut shipment.purchaser, &mut shipment.owner].into_iter().flatten() {
                marks.party(party);
            }
            for line in &mut shipment.lines {
                marks.text(&mut line.description);
            }
            marks.text(&mut audited.source_file);
            let Some(decision) = &mut audited.decision else { continue };
            if let Some(person) = &mut decision.person {
                marks.name(&mut person.name);
                // The key of a person is made from name and address: it could be tried against a list.
                person.key.clone_from(&person.name);
            }
            for test in &mut decision.tests {
                marks.text(&mut test.because);
                test.facts.values_mut().for_each(|fact| marks.text(fact));
            }
            decision.advisories.iter_mut().for_each(|advisory| marks.text(&mut advisory.because));
        }
        for entry in &mut self.entries {
            if entry.consignee != entry.importer {
                marks.address(&mut entry.consignee);
            }
            for line in &mut entry.lines {
                marks.text(&mut line.description);
                line.parts.iter_mut().for_each(|part| marks.text(&mut part.description));
            }
            entry.assumptions.iter_mut().for_each(|assumption| marks.text(assumption));
        }
        for file in &mut self.originals {
            marks.text(&mut file.name);
            file.bytes.clear();
        }
        for document in &mut self.documents {
            marks.text(&mut document.name);
            if let About::Import(file) = &mut document.about {
                marks.text(file);
            }
            document.bytes = None;
        }
        for note in &mut self.notes {
            // Free words may name anybody in any spelling: they go altogether, and with them who wrote them.
            note.text.clear();
            note.who.clear();
            if !note.done.is_empty() {
                "yes".clone_into(&mut note.done);
            }
            if let About::Import(file) = &mut note.about {
                marks.text(file);
            }
        }
        self.journal = std::mem::take(&mut self.journal).into_iter().filter_map(digest_only).collect();
        marks.text(&mut self.scope);
        self.gaps.iter_mut().for_each(|gap| marks.text(gap));
        self.names.clear();
        self.redacted = true;
        self
    }
}

/// A link of the chain without what it says. An event outside a chain says nothing without its words and is left out.
fn digest_only(link: Value) -> Option<Value> {
    link.get("content")?;
    Some(json!({"seq": link.get("seq"), "at": link.get("at"), "content": link.get("content"), "hash": link.get("hash"), "event": null}))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_follows_the_name_and_the_secret_and_nothing_else() {
        assert_eq!(mark(b"one", "Mariela  Ñandú"), mark(b"one", "mariela ñandú"));
        assert_ne!(mark(b"one", "Mariela Ñandú"), mark(b"two", "Mariela Ñandú"));
        assert_ne!(mark(b"one", "Mariela Ñandú"), mark(b"one", "Mariela Nandu"));
        assert_eq!(mark(b"one", "x").len(), "person-".len() + 12);
    }
}
