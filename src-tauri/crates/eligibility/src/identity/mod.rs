//! Who is the one person: the party counted for a shipment, and the keys under which it is known.
//!
//! Two shipments of one local day are the same person's when they share a key of [`match_keys`] and their names agree
//! (equal, a letter apart, an initial); e-mail and telephone join a name at two addresses. Shipments that share only a
//! key of [`near_keys`] may be put to a person as a question.

pub(crate) mod address;
pub(crate) mod name;

use customs::{Claim, Party, Shipment};

/// Which party of a shipment is the one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The consignee.
    Consignee,
    /// The warehouse that holds unsold stock.
    Warehouse,
    /// The disclosed owner of unsold stock.
    Owner,
    /// The disclosed purchaser.
    Purchaser,
    /// Whoever receives a gift.
    Recipient,
}

/// The keys of the person counted; 0 where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Keys {
    /// Name and address.
    pub na: u64,
    /// E-mail.
    pub em: u64,
    /// Telephone.
    pub ph: u64,
    /// Address without the name.
    pub at: u64,
    /// Name and ZIP, postal code or town.
    pub nz: u64,
    /// Name alone.
    pub name: u64,
}

/// A text of bounded length, held in place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Short<const N: usize>
where
    [u8; N]: Default,
{
    bytes: [u8; N],
    len: u8,
}

impl<const N: usize> Short<N>
where
    [u8; N]: Default,
{
    /// The beginning of a text, cut at a character.
    pub fn of(text: &str) -> Self {
        let mut end = text.len().min(N);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let mut short = Self::default();
        for (to, from) in short.bytes.iter_mut().zip(text.as_bytes().iter().take(end)) {
            *to = *from;
        }
        short.len = u8::try_from(end).unwrap_or(0);
        short
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        self.bytes.get(..usize::from(self.len)).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default()
    }
}

/// A person as the deciders carry it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Identity {
    pub keys: Keys,
    pub name: Short<32>,
    pub street: Short<32>,
}

/// Room for folding, kept between shipments.
#[derive(Default)]
pub(crate) struct Scratch {
    a: String,
    /// The name last folded into an identity, in its own order.
    pub folded: String,
    name: String,
    street: String,
    place: String,
    all: String,
}

impl Scratch {
    /// Folds a party into its identity.
    pub fn identity(&mut self, party: Option<&Party>) -> Identity {
        self.folded.clear();
        let Some(party) = party else { return Identity::default() };
        self.name.clear();
        self.street.clear();
        self.place.clear();
        name::name_key(party.name.as_deref().unwrap_or_default(), &mut self.folded, &mut self.name);
        address::street(party, &mut self.a, &mut self.street);
        address::place(party, &mut self.place);
        let named = !self.name.is_empty();
        let mut keys = Keys::default();
        if named {
            keys.name = self.join(b'n', &[0]);
            keys.na = self.join(b'a', &[0, 1, 2]);
            if self.place.len() > 3 {
                keys.nz = self.join(b'z', &[0, 2]);
            }
        }
        if !self.street.is_empty() {
            keys.at = self.join(b's', &[1, 2]);
        }
        self.all.clear();
        if party.email.as_deref().is_some_and(|t| address::email(t, &mut self.all)) {
            keys.em = hash(b'e', self.all.as_bytes());
        }
        self.all.clear();
        if party.phone.as_deref().is_some_and(|t| address::phone(t, &mut self.all)) {
            keys.ph = hash(b'p', self.all.as_bytes());
        }
        Identity { keys, name: Short::of(&self.name), street: Short::of(&self.street) }
    }

    fn join(&mut self, kind: u8, parts: &[u8]) -> u64 {
        self.all.clear();
        for part in parts {
            let text = match part {
                0 => &self.name,
                1 => &self.street,
                _ => &self.place,
            };
            self.all.push_str(text);
            self.all.push('|');
        }
        hash(kind, self.all.as_bytes())
    }

    /// The key of a shipper: its folded name and country.
    pub fn shipper(&mut self, party: Option<&Party>) -> u64 {
        let Some(name) = party.and_then(|p| p.name.as_deref()) else { return 0 };
        self.name.clear();
        name::name_key(name, &mut self.a, &mut self.name);
        if self.name.is_empty() { 0 } else { hash(b'h', self.name.as_bytes()) }
    }

    /// The key of an order or invoice of a shipper; 0 where there is none.
    pub fn number(&mut self, kind: u8, shipper: u64, number: Option<&str>) -> u64 {
        let Some(number) = number else { return 0 };
        if shipper == 0 {
            return 0;
        }
        self.a.clear();
        if number.is_ascii() {
            self.a.extend(number.bytes().filter(u8::is_ascii_alphanumeric).map(|b| char::from(b.to_ascii_uppercase())));
        } else {
            self.a.extend(number.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase));
        }
        if self.a.is_empty() || matches!(self.a.as_str(), "NA" | "NONE" | "NULL" | "NIL" | "TBD" | "TBA" | "UNKNOWN") || self.a.bytes().all(|b| b == b'0') {
            return 0;
        }
        hash(kind, self.a.as_bytes()) ^ shipper.rotate_left(17)
    }
}

/// A 64-bit hash that is the same on every machine and in every run: keys are stored.
pub(crate) fn hash(kind: u8, bytes: &[u8]) -> u64 {
    const A: u64 = 0xa076_1d64_78bd_642f;
    const B: u64 = 0xe703_7ed1_a0b4_28db;
    let fold = |x: u64, y: u64| {
        let wide = u128::from(x) * u128::from(y);
        (wide as u64) ^ ((wide >> 64) as u64)
    };
    let mut state = A ^ u64::from(kind).wrapping_mul(B) ^ (bytes.len() as u64);
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        state = fold(state ^ u64::from_le_bytes(*word), B);
    }
    let mut last = [0u8; 8];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    state = fold(state ^ u64::from_le_bytes(last), A);
    fold(state ^ B, A).max(1)
}

/// The one person of a shipment: the recipient of a gift; the owner or, failing that, the warehouse of unsold stock;
/// the purchaser where disclosed; else the consignee (HQ H290219; CSMS of 31 July 2020; CBP, February 2021).
/// `owner_counts` says whether a disclosed owner could already be the person on the day of arrival.
pub fn person(shipment: &Shipment, owner_counts: bool) -> (Role, Option<&Party>) {
    let named = |party: &'_ Option<Box<Party>>| party.as_ref().is_some_and(|p| p.name.as_deref().is_some_and(|n| !n.trim().is_empty()));
    if shipment.claim == Claim::Gift {
        return (Role::Recipient, shipment.consignee.as_deref());
    }
    if shipment.goods_sold == Some(false) {
        if owner_counts && named(&shipment.owner) {
            return (Role::Owner, shipment.owner.as_deref());
        }
        return (Role::Warehouse, shipment.consignee.as_deref());
    }
    if named(&shipment.purchaser) {
        return (Role::Purchaser, shipment.purchaser.as_deref());
    }
    (Role::Consignee, shipment.consignee.as_deref())
}

/// Both parties that can be the person, whatever the day: with and without a disclosed owner.
fn possible(shipment: &Shipment, scratch: &mut Scratch) -> Vec<Identity> {
    let (one, other) = (person(shipment, true).1, person(shipment, false).1);
    let mut all = vec![scratch.identity(one)];
    if one.map(std::ptr::from_ref) != other.map(std::ptr::from_ref) {
        let other = scratch.identity(other);
        if all.first() != Some(&other) {
            all.push(other);
        }
    }
    all
}

/// Everything by which a shipment is found to belong with others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShipmentKeys {
    /// See [`match_keys`].
    pub person: Vec<String>,
    /// See [`near_keys`].
    pub near: Vec<String>,
    /// See [`lot_keys`].
    pub lots: Vec<String>,
    /// See [`run_key`].
    pub run: Option<String>,
}

/// All keys of a shipment; its parties are looked at once.
pub fn keys(shipment: &Shipment) -> ShipmentKeys {
    let mut scratch = Scratch::default();
    let found = possible(shipment, &mut scratch);
    let shipper = scratch.shipper(shipment.shipper.as_deref());
    ShipmentKeys { person: match_keys_of(&found), near: near_keys_of(&found), lots: lots_of(shipment, shipper, &mut scratch), run: run_of(shipper, &found) }
}

fn written(keys: impl Iterator<Item = (&'static str, u64)>) -> Vec<String> {
    let mut keys: Vec<String> = keys.filter(|(_, key)| *key != 0).map(|(kind, key)| format!("{kind}:{key:016x}")).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The stable keys of the person counted: two shipments of one local day that are joined at once share at least one.
pub fn match_keys(shipment: &Shipment) -> Vec<String> {
    match_keys_of(&possible(shipment, &mut Scratch::default()))
}

fn match_keys_of(found: &[Identity]) -> Vec<String> {
    written(found.iter().flat_map(|i| [("na", i.keys.na), ("em", i.keys.em), ("ph", i.keys.ph)]))
}

/// Whether one of [`match_keys`] is that of a name at an address, under which runs of shipments over days are looked for.
pub fn is_of_name_and_address(key: &str) -> bool {
    key.starts_with("na:")
}

/// Coarser keys: shipments put to a person as possibly one share at least one of these, or one of [`match_keys`].
pub fn near_keys(shipment: &Shipment) -> Vec<String> {
    near_keys_of(&possible(shipment, &mut Scratch::default()))
}

fn near_keys_of(found: &[Identity]) -> Vec<String> {
    written(found.iter().flat_map(|i| [("at", i.keys.at), ("nz", i.keys.nz), ("em", i.keys.em), ("ph", i.keys.ph)]))
}

/// The keys under which lots of one order are found: shipper and order, shipper and invoice.
pub fn lot_keys(shipment: &Shipment) -> Vec<String> {
    let mut scratch = Scratch::default();
    let shipper = scratch.shipper(shipment.shipper.as_deref());
    lots_of(shipment, shipper, &mut scratch)
}

fn lots_of(shipment: &Shipment, shipper: u64, scratch: &mut Scratch) -> Vec<String> {
    let order = scratch.number(b'o', shipper, shipment.order_number.as_deref());
    let invoice = scratch.number(b'i', shipper, shipment.invoice_number.as_deref());
    [("order", order), ("invoice", invoice)].into_iter().filter(|(_, k)| *k != 0).map(|(kind, key)| format!("{kind}:{key:016x}")).collect()
}

/// The key of a shipper and the person it sends to, under which a run of repeated shipments is found.
pub fn run_key(shipment: &Shipment) -> Option<String> {
    let mut scratch = Scratch::default();
    let shipper = scratch.shipper(shipment.shipper.as_deref());
    run_of(shipper, &[scratch.identity(person(shipment, true).1)])
}

fn run_of(shipper: u64, found: &[Identity]) -> Option<String> {
    let to = found.first().map_or(0, |identity| identity.keys.na);
    (shipper != 0 && to != 0).then(|| format!("run:{:016x}", shipper.rotate_left(17) ^ to))
}
