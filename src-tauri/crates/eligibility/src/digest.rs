//! A shipment as the deciders carry it: figures and codes, no text.

use crate::identity::{Identity, Role, Scratch, hash, person};
use crate::scan::{Around, Finding, Number, Room, Strength, line as scan_line};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use customs::{Arrival, Claim, Country, Decimal, Mode, Shipment};
use rulebook::{Epoch, Micros, Param, Rulebook, Status};

/// What is missing or wrong in the data, as bits.
pub(crate) mod problem {
    pub const NO_ARRIVAL: u32 = 1;
    pub const NO_LINES: u32 = 1 << 1;
    pub const NO_DESCRIPTION: u32 = 1 << 2;
    pub const NO_VALUE: u32 = 1 << 3;
    pub const NEGATIVE: u32 = 1 << 4;
    pub const ZERO: u32 = 1 << 5;
    pub const NO_RATE: u32 = 1 << 6;
    pub const NO_ORIGIN: u32 = 1 << 7;
    pub const BAD_ORIGIN: u32 = 1 << 8;
    pub const NO_CONSIGNEE: u32 = 1 << 9;
    pub const NO_ADDRESS: u32 = 1 << 10;
    pub const NO_SHIPPER: u32 = 1 << 11;
    pub const BAD_HTS: u32 = 1 << 12;
    pub const SHORT_HTS: u32 = 1 << 13;
    pub const HUGE: u32 = 1 << 14;
    pub const SAME_ID: u32 = 1 << 15;
    pub const TOO_EARLY: u32 = 1 << 16;
    pub const NO_ID: u32 = 1 << 17;
    /// Without these not even the kind of entry can be told.
    pub const UNDECIDABLE: u32 = NO_ARRIVAL | NO_LINES | NO_VALUE | NEGATIVE | NO_RATE | HUGE | SAME_ID | TOO_EARLY;
    /// A number is needed only for an entry.
    pub const FOR_ENTRY: u32 = SHORT_HTS;
}

/// Yes-or-no facts, as bits.
pub(crate) mod flag {
    pub const FROM_FTZ: u32 = 1;
    pub const QUOTA: u32 = 1 << 1;
    pub const ADCVD: u32 = 1 << 2;
    pub const MAIL: u32 = 1 << 3;
    pub const CARRIED: u32 = 1 << 4;
    pub const GIFT_CLAIM: u32 = 1 << 5;
    pub const CARRIED_CLAIM: u32 = 1 << 6;
    pub const SOLD: u32 = 1 << 7;
    pub const INSULAR: u32 = 1 << 8;
    pub const GIFT_GOODS_BARRED: u32 = 1 << 9;
    pub const POSTAL_BARRED: u32 = 1 << 10;
    pub const FORMAL_GOODS: u32 = 1 << 11;
    pub const AGENCY_STATED: u32 = 1 << 12;
    pub const AGENCY_DATA: u32 = 1 << 13;
    pub const VAGUE: u32 = 1 << 14;
    pub const DISAGREE: u32 = 1 << 15;
    pub const FICTITIOUS: u32 = 1 << 16;
    pub const EMBARGO: u32 = 1 << 17;
    pub const CHAPTER_99: u32 = 1 << 18;
    pub const SELF_GIFT: u32 = 1 << 19;
    pub const FIRM_GIFT: u32 = 1 << 20;
    pub const FIRM_WATCH: u32 = 1 << 21;
    pub const FIRM_BAR: u32 = 1 << 22;
    pub const FOREIGN_PARTY: u32 = 1 << 23;
    pub const MODE_UNKNOWN: u32 = 1 << 24;
    pub const OWNER_COUNTS: u32 = 1 << 25;
}

/// Whether limb (C) can be used for the goods at the moment of arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    InForce,
    Outside,
    Uncertain,
    Suspended,
    Repealed,
}

/// One shipment in figures.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Digest {
    pub day: Option<NaiveDate>,
    /// The moment whose law applies: the end of the span.
    pub at: NaiveDateTime,
    pub epoch: Epoch,
    pub frv: Micros,
    pub entered: Micros,
    pub chapter_99: Micros,
    pub problems: u32,
    pub flags: u32,
    pub standing: Standing,
    pub restricted: Option<Strength>,
    pub agency: Option<Strength>,
    pub role: Role,
    pub who: Identity,
    pub shipper: u64,
    pub order: u64,
    pub invoice: u64,
    /// Descriptions, stock numbers and quantities, without values.
    pub goods: u64,
    /// Beginning and number of the tracking number.
    pub tracking: (u64, u64),
}

impl Digest {
    pub fn is(&self, bit: u32) -> bool {
        self.flags & bit != 0
    }

    pub fn lacks(&self, bits: u32) -> bool {
        self.problems & bits != 0
    }

    /// The values are whole: no line without one.
    pub fn valued(&self) -> bool {
        !self.lacks(problem::NO_VALUE | problem::NEGATIVE | problem::NO_RATE | problem::HUGE | problem::NO_LINES)
    }
}

/// Room kept between shipments.
#[derive(Default)]
pub(crate) struct Bench {
    scratch: Scratch,
    room: Room,
    text: Vec<u8>,
}

/// The first and last moment at which the goods may have arrived, Eastern time. A day stated without its hour is read
/// as the day in Eastern time from 00:01, the minute at which the switches of the law fall, to its end.
pub(crate) fn span(arrival: Arrival) -> (NaiveDateTime, NaiveDateTime) {
    let (first, last) = arrival.eastern_span();
    if matches!(arrival, Arrival::Day(_)) { (first.checked_add_signed(TimeDelta::minutes(1)).unwrap_or(first), last) } else { (first, last) }
}

/// Strictest of the statuses that apply to an origin in an epoch.
pub(crate) fn status_for(book: &Rulebook, epoch: Epoch, origin: Option<&str>) -> Standing {
    let of = |param| match book.period(param, epoch).and_then(rulebook::Period::status) {
        Some(Status::InForce) => Standing::InForce,
        Some(Status::Uncertain) | None => Standing::Uncertain,
        Some(Status::Suspended | Status::Closed) => Standing::Suspended,
        Some(Status::Repealed) => Standing::Repealed,
    };
    let general = of(Param::General);
    match origin {
        Some(code) if book.scope(Param::China).iter().any(|o| o == code) => general.max(of(Param::China)),
        Some(_) => general,
        // An unknown origin is as free as the freest only when that is all there is.
        None if general == Standing::InForce && of(Param::China) != Standing::InForce => Standing::Uncertain,
        None => general,
    }
}

/// U.S. dollars for one unit of the shipment's currency, however `USD` is written; a rate must be above zero.
pub(crate) fn rate(shipment: &Shipment) -> Option<Decimal> {
    match shipment.currency.as_deref().map(str::trim) {
        None | Some("") => Some(Decimal::ONE),
        Some(code) if code.eq_ignore_ascii_case("USD") => Some(Decimal::ONE),
        Some(_) => shipment.exchange_rate.filter(|r| *r > Decimal::ZERO),
    }
}

fn in_dollars(value: Decimal, rate: Decimal) -> Option<Micros> {
    if rate == Decimal::ONE { Micros::from_decimal(value) } else { value.checked_mul(rate).and_then(Micros::from_decimal) }
}

/// The origin of a line as an alpha-2 code.
pub(crate) fn origin(text: Option<&str>) -> Result<Option<Country>, ()> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(t) => Country::from_code(t).or_else(|| Country::parse(t)).map(Some).ok_or(()),
    }
}

/// Reads one shipment.
pub(crate) fn digest(s: &Shipment, book: &Rulebook, bench: &mut Bench) -> Digest {
    let Bench { scratch, room, text } = bench;
    let mut problems = 0;
    let mut flags = 0;
    let set = |flags: &mut u32, on: bool, bit: u32| {
        if on {
            *flags |= bit;
        }
    };
    set(&mut problems, s.id.trim().is_empty(), problem::NO_ID);
    let (first, at) = s.arrival.map_or_else(Default::default, span);
    let epoch = book.epoch(at);
    let first_epoch = if first == at { epoch } else { book.epoch(first) };
    set(&mut problems, s.arrival.is_none(), problem::NO_ARRIVAL);
    set(&mut problems, s.arrival.is_some() && book.period(Param::Commercial, epoch).is_none(), problem::TOO_EARLY);
    set(&mut flags, s.from_ftz, flag::FROM_FTZ);
    set(&mut flags, s.mode == Some(Mode::Mail), flag::MAIL);
    set(&mut flags, s.mode == Some(Mode::Accompanied), flag::CARRIED);
    set(&mut flags, s.mode.is_none(), flag::MODE_UNKNOWN);
    set(&mut flags, s.claim == Claim::Gift, flag::GIFT_CLAIM);
    set(&mut flags, s.claim == Claim::Accompanied, flag::CARRIED_CLAIM);
    set(&mut flags, s.goods_sold == Some(true), flag::SOLD);
    let from = s.country_of_shipment.as_deref().map(str::trim).unwrap_or_default();
    set(&mut flags, book.scope(Param::GiftInsular).iter().any(|o| o.eq_ignore_ascii_case(from)), flag::INSULAR);

    let (mut frv, mut entered, mut chapter_99) = (Micros(0), Micros(0), Micros(0));
    let dollars = rate(s);
    set(&mut problems, dollars.is_none(), problem::NO_RATE);
    set(&mut problems, s.lines.is_empty(), problem::NO_LINES);
    for line in &s.lines {
        let rate = dollars.unwrap_or(Decimal::ONE);
        let mut amount = |value: Option<Decimal>| match value {
            Some(v) if v.is_sign_negative() && !v.is_zero() => {
                problems |= problem::NEGATIVE;
                Micros(0)
            }
            Some(v) => in_dollars(v, rate).unwrap_or_else(|| {
                problems |= problem::HUGE;
                Micros(i64::MAX)
            }),
            None => {
                problems |= problem::NO_VALUE;
                Micros(0)
            }
        };
        let value = amount(line.value);
        let customs_value = if line.entered_value.is_some() { amount(line.entered_value) } else { value };
        set(&mut problems, line.value.is_some_and(|v| v.is_zero()), problem::ZERO);
        frv = frv.plus(value);
        entered = entered.plus(customs_value);
        let reports_99 = line.chapter_99.iter().any(|n| in_chapter_99(book, n));
        if reports_99 {
            flags |= flag::CHAPTER_99;
            chapter_99 = chapter_99.plus(customs_value);
        }
    }
    let around = Around { at, frv, personal: s.claim != Claim::Commercial };
    let (mut restricted, mut agency) = (None, None);
    let mut standing = None;
    text.clear();
    for line in &s.lines {
        set(&mut problems, line.description.trim().is_empty(), problem::NO_DESCRIPTION);
        set(&mut flags, line.quota, flag::QUOTA);
        set(&mut flags, line.adcvd_case.as_deref().is_some_and(|c| !c.trim().is_empty()), flag::ADCVD);
        let number = Number::of(line).unwrap_or_else(|()| {
            problems |= problem::BAD_HTS;
            None
        });
        set(&mut problems, number.is_none_or(|n| n.as_str().len() < 10), problem::SHORT_HTS);
        let origin = origin(line.origin.as_deref()).unwrap_or_else(|()| {
            problems |= problem::BAD_ORIGIN;
            None
        });
        set(&mut problems, origin.is_none(), problem::NO_ORIGIN);
        set(&mut flags, origin.is_some_and(|o| embargo(book, o, at).is_some()), flag::EMBARGO);
        let mut outside = false;
        scan_line(line, number, around, book, room, |finding| match finding {
            Finding::Restricted { rule, outcome, .. } => {
                restricted = restricted.max(Some(outcome));
                if outcome == Strength::Fail {
                    set(&mut flags, rule.formal, flag::FORMAL_GOODS);
                    set(&mut flags, rule.postal_excluded, flag::POSTAL_BARRED);
                }
                set(&mut flags, rule.gift_excluded && (outcome == Strength::Fail || rule.ask_only), flag::GIFT_GOODS_BARRED);
            }
            Finding::Agency { outcome, stated, requires, .. } => {
                agency = agency.max(Some(outcome));
                set(&mut flags, stated, flag::AGENCY_STATED);
                set(&mut flags, requires == rulebook::Requires::Data, flag::AGENCY_DATA);
            }
            Finding::Outside { rule } => outside |= is_outside(book, rule, at),
            Finding::Disagree { .. } => flags |= flag::DISAGREE,
            Finding::Vague { .. } => flags |= flag::VAGUE,
        });
        set(&mut flags, !line.pga.is_empty(), flag::AGENCY_STATED);
        if let Some(overlay) = book.overlay() {
            set(&mut flags, !overlay.watches_in(&rulebook::words::Words::of(&line.description), at).is_empty(), flag::FIRM_WATCH);
        }
        let code = origin.as_ref().map(Country::code);
        let mut own = status_for(book, epoch, code);
        if first_epoch != epoch && status_for(book, first_epoch, code) != own {
            own = Standing::Uncertain;
        }
        if outside && own != Standing::InForce && own != Standing::Repealed {
            own = Standing::Outside;
        }
        standing = standing.max(Some(own));
        text.extend_from_slice(line.description.as_bytes());
        text.push(0);
        text.extend_from_slice(line.sku.as_deref().unwrap_or_default().as_bytes());
        text.push(0);
        if let Some(quantity) = line.quantity {
            text.extend_from_slice(&quantity.normalize().serialize());
        }
    }
    set(&mut flags, book.period(Param::DisclosedOwner, epoch).and_then(rulebook::Period::status) == Some(Status::InForce), flag::OWNER_COUNTS);
    let (role, party) = person(s, flags & flag::OWNER_COUNTS != 0);
    let who = scratch.identity(party);
    set(&mut flags, book.is_fictitious(&scratch.folded), flag::FICTITIOUS);
    set(&mut problems, blank(party.and_then(|p| p.name.as_deref())), problem::NO_CONSIGNEE);
    let placed = s.consignee.as_deref().is_some_and(|p| !blank(p.address1.as_deref()) || !blank(p.city.as_deref()) || !blank(p.postal_code.as_deref()));
    set(&mut problems, !placed, problem::NO_ADDRESS);
    set(&mut problems, blank(s.shipper.as_deref().and_then(|p| p.name.as_deref())), problem::NO_SHIPPER);
    let shipper = scratch.shipper(s.shipper.as_deref());
    if s.claim == Claim::Gift {
        let sender = scratch.identity(s.shipper.as_deref()).keys;
        set(&mut flags, sender.name != 0 && sender.name == who.keys.name, flag::SELF_GIFT);
        let firm = s.shipper.as_deref().and_then(|p| p.name.as_deref()).is_some_and(crate::identity::name::looks_like_firm);
        set(&mut flags, firm, flag::FIRM_GIFT);
    }
    if let Some(overlay) = book.overlay() {
        set(&mut flags, s.shipper.as_deref().and_then(|p| p.name.as_deref()).is_some_and(|n| overlay.bars(n, at).is_some()), flag::FIRM_BAR);
    }
    let importer = if s.goods_sold == Some(false) {
        s.owner.as_deref().or(s.consignee.as_deref())
    } else {
        s.purchaser.as_deref().or(s.owner.as_deref()).or(s.consignee.as_deref())
    };
    set(&mut flags, importer.and_then(crate::identity::address::country).is_some_and(|c| c.code() != "US"), flag::FOREIGN_PARTY);
    Digest {
        day: s.arrival.map(Arrival::local_day),
        at,
        epoch,
        frv,
        entered,
        chapter_99,
        problems,
        flags,
        standing: standing.unwrap_or_else(|| status_for(book, epoch, None)),
        restricted,
        agency,
        role,
        who,
        shipper,
        order: scratch.number(b'o', shipper, s.order_number.as_deref()),
        invoice: scratch.number(b'i', shipper, s.invoice_number.as_deref()),
        goods: hash(b'g', text),
        tracking: tracking(s.tracking_number.as_deref()),
    }
}

fn blank(text: Option<&str>) -> bool {
    text.is_none_or(|t| t.trim().is_empty())
}

/// Whether a reported number is one of the subchapters the limit is about.
pub(crate) fn in_chapter_99(book: &Rulebook, number: &str) -> bool {
    let digits = |n: usize| number.bytes().filter(u8::is_ascii_digit).take(n);
    book.scope(Param::ChapterNinetyNine).iter().any(|prefix| digits(prefix.len()).eq(prefix.bytes()))
}

/// The embargo on an origin at a moment.
pub(crate) fn embargo(book: &Rulebook, origin: Country, at: NaiveDateTime) -> Option<&rulebook::goods::Embargo> {
    book.goods().embargoes().iter().find(|e| e.origin == origin && e.from <= at && e.to.is_none_or(|t| at < t))
}

/// Whether a rule on goods outside the suspension runs at a moment.
pub(crate) fn is_outside(book: &Rulebook, rule: u16, at: NaiveDateTime) -> bool {
    book.goods().outside().get(usize::from(rule)).is_some_and(|o| o.from <= at && o.to.is_none_or(|t| at < t))
}

/// Splits a tracking number into what comes before its last digits, hashed, and those digits.
fn tracking(text: Option<&str>) -> (u64, u64) {
    let text = text.unwrap_or_default().trim().as_bytes();
    let digits = text.iter().rev().take(15).take_while(|b| b.is_ascii_digit()).count();
    if digits < 5 {
        return (0, 0);
    }
    let (head, tail) = text.split_at(text.len() - digits);
    (hash(b't', head), tail.iter().fold(0, |n, b| n * 10 + u64::from(b - b'0')))
}
