//! The verdict on one shipment: every test, and where it goes. Codes and figures only; sentences come later.

use crate::digest::{Digest, Standing, flag, problem};
use crate::groups::{Groups, PersonDay, Run};
use crate::identity::Role;
use crate::scan::Strength;
use customs::{Limb, Outcome, Route};
use rulebook::{Micros, Param, Rulebook, Status};

/// The tests, in the order of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum Test {
    RequiredData,
    Description,
    ValueCeiling,
    PersonDay,
    SingleOrder,
    Restricted,
    PartnerAgency,
    Quota,
    Antidumping,
    Zone,
    GiftCeiling,
    GiftConditions,
    AccompaniedCeiling,
    InForce,
    InformalCeiling,
    ChapterNinetyNine,
    Postal,
    Importer,
    NumberAndWords,
    Identity,
    Repeats,
    Firm,
}

impl Test {
    pub const ALL: [Self; 22] = [
        Self::RequiredData,
        Self::Description,
        Self::ValueCeiling,
        Self::PersonDay,
        Self::SingleOrder,
        Self::Restricted,
        Self::PartnerAgency,
        Self::Quota,
        Self::Antidumping,
        Self::Zone,
        Self::GiftCeiling,
        Self::GiftConditions,
        Self::AccompaniedCeiling,
        Self::InForce,
        Self::InformalCeiling,
        Self::ChapterNinetyNine,
        Self::Postal,
        Self::Importer,
        Self::NumberAndWords,
        Self::Identity,
        Self::Repeats,
        Self::Firm,
    ];

    pub fn id(self) -> &'static str {
        match self {
            Self::RequiredData => "required-data",
            Self::Description => "description",
            Self::ValueCeiling => "value-ceiling",
            Self::PersonDay => "person-day-aggregate",
            Self::SingleOrder => "single-order-split",
            Self::Restricted => "restricted-goods",
            Self::PartnerAgency => "partner-agency",
            Self::Quota => "quota",
            Self::Antidumping => "antidumping-countervailing",
            Self::Zone => "ftz-or-warehouse-withdrawal",
            Self::GiftCeiling => "gift-ceiling",
            Self::GiftConditions => "gift-conditions",
            Self::AccompaniedCeiling => "accompanied-ceiling",
            Self::InForce => "exemption-in-force",
            Self::InformalCeiling => "informal-ceiling",
            Self::ChapterNinetyNine => "chapter-99-informal-ceiling",
            Self::Postal => "postal-conditions",
            Self::Importer => "importer-of-record",
            Self::NumberAndWords => "number-and-words",
            Self::Identity => "consignee-identity",
            Self::Repeats => "repeated-shipments",
            Self::Firm => "firm-rules",
        }
    }
}

/// The verdict on one shipment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub outcomes: [Outcome; Test::ALL.len()],
    pub route: Route,
    pub exempt: Option<bool>,
    pub limb: Option<Limb>,
    /// Purpose of the entry, as the book names it.
    pub entry: Option<Purpose>,
    pub would_have_qualified: bool,
    /// What counts toward limb (C) on the person's day.
    pub counted: Micros,
    /// The person's day with everybody it may be one with.
    pub with_near: Micros,
    /// Points of the run of shipments.
    pub score: u32,
}

impl Verdict {
    pub fn of(&self, test: Test) -> Outcome {
        self.outcomes.get(test as usize).copied().unwrap_or(Outcome::NotApplicable)
    }
}

/// Ways in that are not free of entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    LowValue,
    Informal,
    Formal,
    Quota,
    Antidumping,
    AntidumpingQuota,
    Zone,
    Mail,
}

impl Purpose {
    pub fn id(self) -> &'static str {
        match self {
            Self::LowValue => "low-value",
            Self::Informal => "informal",
            Self::Formal => "formal",
            Self::Quota => "quota",
            Self::Antidumping => "antidumping",
            Self::AntidumpingQuota => "antidumping-quota",
            Self::Zone => "zone",
            Self::Mail => "mail",
        }
    }
}

/// What the persons' days hold under limbs (A) and (B), found before limb (C) is counted.
pub(crate) struct Days {
    free: Vec<Micros>,
}

const fn rank(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Fail => 2,
        Outcome::Review => 1,
        Outcome::Pass | Outcome::NotApplicable => 0,
    }
}

fn worst(outcomes: &[Outcome]) -> Outcome {
    outcomes.iter().copied().max_by_key(|o| rank(*o)).map_or(Outcome::Pass, |o| if o == Outcome::NotApplicable { Outcome::Pass } else { o })
}

fn when(fails: bool, asks: bool) -> Outcome {
    if fails {
        Outcome::Fail
    } else if asks {
        Outcome::Review
    } else {
        Outcome::Pass
    }
}

fn strength(found: Option<Strength>) -> Outcome {
    when(found == Some(Strength::Fail), found == Some(Strength::Ask))
}

/// Limb (A): ceiling and conditions.
fn gift(d: &Digest, person: &PersonDay, book: &Rulebook) -> (Outcome, Outcome) {
    if !d.is(flag::GIFT_CLAIM) {
        return (Outcome::NotApplicable, Outcome::NotApplicable);
    }
    let param = if d.is(flag::INSULAR) { Param::GiftInsular } else { Param::Gift };
    let ceiling = match book.period(param, d.epoch).and_then(|p| p.micros) {
        Some(ceiling) => when(person.gifts > ceiling, !person.valued),
        None => Outcome::Review,
    };
    let fails = d.is(flag::SOLD | flag::CARRIED | flag::GIFT_GOODS_BARRED | flag::QUOTA | flag::SELF_GIFT);
    let asks = d.is(flag::FIRM_GIFT) && (d.order != 0 || d.invoice != 0);
    (ceiling, when(fails, asks))
}

/// Limb (B).
fn carried(d: &Digest, person: &PersonDay, book: &Rulebook) -> Outcome {
    if !d.is(flag::CARRIED_CLAIM) {
        return Outcome::NotApplicable;
    }
    let travels = d.is(flag::CARRIED | flag::MODE_UNKNOWN);
    match book.period(Param::Accompanied, d.epoch).and_then(|p| p.micros) {
        Some(ceiling) => when(person.carried > ceiling, !person.valued || !travels),
        None => Outcome::Review,
    }
}

/// What stands in the way of any limb.
fn hard(d: &Digest, book: &Rulebook) -> [Outcome; 5] {
    let restricted = when(d.restricted == Some(Strength::Fail) || d.is(flag::EMBARGO), d.restricted == Some(Strength::Ask));
    let mut agency = strength(d.agency);
    // Goods with an agency's data pass free on a type 86 entry only; before there was one, they could not.
    let lane = book.period(Param::TypeEightySix, d.epoch).and_then(rulebook::Period::status) == Some(Status::InForce);
    if agency == Outcome::Pass && d.is(flag::AGENCY_DATA) && d.standing == Standing::InForce && !lane && !personal(d) {
        agency = Outcome::Fail;
    }
    [restricted, agency, when(d.is(flag::QUOTA), false), when(d.is(flag::ADCVD), false), when(d.is(flag::FROM_FTZ), false)]
}

fn personal(d: &Digest) -> bool {
    d.is(flag::GIFT_CLAIM | flag::CARRIED_CLAIM)
}

/// Finds what passes under limbs (A) and (B), which limb (C) does not count.
pub(crate) fn days(digests: &[Digest], groups: &Groups, book: &Rulebook) -> Days {
    let mut free = vec![Micros(0); groups.persons.len()];
    for (d, p) in digests.iter().zip(&groups.person_of) {
        let Some(person) = groups.persons.get(*p as usize) else { continue };
        if personal(d)
            && limb_ab(d, person, book) == Outcome::Pass
            && let Some(sum) = free.get_mut(*p as usize)
        {
            *sum = sum.plus(d.frv);
        }
    }
    Days { free }
}

fn limb_ab(d: &Digest, person: &PersonDay, book: &Rulebook) -> Outcome {
    let (ceiling, conditions) = gift(d, person, book);
    let [a, b, c, e, f] = hard(d, book);
    let unread = when(false, d.problems & !problem::FOR_ENTRY != 0);
    let asks = when(false, d.is(flag::VAGUE | flag::DISAGREE | flag::FICTITIOUS));
    worst(&[ceiling, conditions, carried(d, person, book), a, b, c, e, f, unread, asks])
}

/// Judges one shipment.
pub(crate) fn judge(i: u32, d: &Digest, groups: &Groups, days: &Days, book: &Rulebook) -> Verdict {
    use Outcome::{Fail, NotApplicable, Pass, Review};
    let nobody = PersonDay::default();
    let p = groups.person_of.get(i as usize).copied().unwrap_or(crate::groups::NONE);
    let person = groups.persons.get(p as usize).unwrap_or(&nobody);
    let free = |p: u32| days.free.get(p as usize).copied().unwrap_or_default();
    let lawless = d.lacks(problem::NO_ARRIVAL | problem::TOO_EARLY);
    let ceiling = book.period(Param::Commercial, d.epoch).and_then(|p| p.micros);

    let data = when(false, d.problems & !problem::FOR_ENTRY != 0);
    let description = when(false, d.is(flag::VAGUE));
    let (gift_ceiling, gift_conditions) = gift(d, person, book);
    let accompanied = carried(d, person, book);
    let [restricted, agency, quota, antidumping, zone] = hard(d, book);
    let own_limb = if personal(d) { limb_ab(d, person, book) } else { Fail };
    let own_limb = if lawless && own_limb == Pass { Review } else { own_limb };

    let counted = person.total.minus(free(p));
    let with_near = person.near.iter().fold(counted, |sum, q| sum.plus(groups.persons.get(*q as usize).map_or(Micros(0), |o| o.total.minus(free(*q)))));
    let by_ceiling = |over: bool, asks: bool| {
        if lawless {
            Review
        } else if ceiling.is_none() {
            NotApplicable
        } else {
            when(over, asks)
        }
    };
    let above = |amount: Micros| ceiling.is_some_and(|c| amount > c);
    let value = by_ceiling(above(d.frv), !d.valued());
    let aggregate =
        if own_limb == Pass { NotApplicable } else { by_ceiling(above(counted), !person.valued || d.lacks(problem::NO_CONSIGNEE) || above(with_near)) };
    let shares = groups.shares.get(&i).map_or(&[][..], Vec::as_slice);
    let lot_of = |s: &crate::groups::LotShare| groups.lots.get(s.lot as usize);
    let single_order = if d.order == 0 && d.invoice == 0 {
        NotApplicable
    } else {
        by_ceiling(shares.iter().any(|s| s.count > 1 && above(s.total)), shares.iter().any(|s| lot_of(s).is_some_and(|l| above(l.total) || !l.valued)))
    };
    let standing = if lawless {
        Review
    } else {
        match d.standing {
            Standing::InForce | Standing::Outside => Pass,
            Standing::Uncertain => Review,
            Standing::Suspended | Standing::Repealed => Fail,
        }
    };
    // While its own limb carries the shipment, or may, it does not matter that limb (C) is suspended.
    let in_force = if own_limb == Pass || (own_limb == Review && standing == Fail) { NotApplicable } else { standing };
    let number_and_words = when(false, d.is(flag::DISAGREE));
    let crowd = person.crowd.is_some_and(|c| above(c.total));
    let identity = when(false, d.is(flag::FICTITIOUS) || crowd);
    let score = groups.runs.get(&i).map_or(0, |run| points(run, book));
    let window = groups.runs.get(&i).is_some_and(|run| above(run.total));
    let repeats = when(false, window && score >= book.screening().review_at);
    let firm = when(false, d.is(flag::FIRM_WATCH | flag::FIRM_BAR) || over_firm_limit(d, counted, book));

    let others = [data, description, value, aggregate, single_order, restricted, agency, quota, antidumping, zone, number_and_words, identity, repeats, firm];
    let limb_c = worst(&[worst(&others), standing]);
    let may_c = if ceiling.is_none() && !lawless { Fail } else { limb_c };
    let own_limb_all = worst(&[own_limb, firm]);

    let mut limb = None;
    let mut route = if d.is(flag::EMBARGO) {
        Route::Prohibited
    } else if d.is(flag::FIRM_BAR) || d.lacks(problem::UNDECIDABLE) {
        Route::Review
    } else if own_limb_all == Pass {
        if d.is(flag::GIFT_CLAIM) { Route::Gift } else { Route::Accompanied }
    } else if own_limb != Fail && may_c != Pass {
        Route::Review
    } else {
        match may_c {
            Pass if d.standing == Standing::Outside => Route::InformationalMaterials,
            Pass => Route::Section321,
            Fail => Route::Informal,
            _ => Route::Review,
        }
    };
    match route {
        Route::Gift => limb = Some(Limb::A),
        Route::Accompanied => limb = Some(Limb::B),
        Route::Section321 => limb = Some(Limb::C),
        _ => {}
    }
    let needs_entry = route == Route::Informal;
    let data = when(false, data == Review || (needs_entry && d.lacks(problem::FOR_ENTRY)));
    let informal_limit = book.period(Param::Informal, d.epoch).and_then(|p| p.micros);
    let informal = match informal_limit {
        _ if !needs_entry => NotApplicable,
        Some(limit) => when(d.entered > limit, false),
        None => Review,
    };
    let limit_99 = book.period(Param::ChapterNinetyNine, d.epoch).and_then(|p| p.micros);
    let chapter_99 = if needs_entry && d.is(flag::CHAPTER_99) { when(limit_99.is_some_and(|l| d.chapter_99 > l), false) } else { NotApplicable };
    let importer = if needs_entry && book.period(Param::ImporterOfRecord, d.epoch).and_then(rulebook::Period::status) == Some(Status::InForce) {
        when(false, d.is(flag::FOREIGN_PARTY))
    } else {
        NotApplicable
    };
    let mut postal = NotApplicable;
    let mut entry = None;
    if d.is(flag::MAIL) {
        postal = match route {
            Route::Informal => when(postal_barred(d, book, informal), false),
            Route::Review | Route::Prohibited => NotApplicable,
            _ => Pass,
        };
    }
    if needs_entry {
        let (way, purpose) = enter(d, book, &[informal, chapter_99, postal]);
        route = way;
        entry = purpose;
    } else if route == Route::Section321
        && d.is(flag::AGENCY_STATED)
        && book.period(Param::TypeEightySix, d.epoch).and_then(rulebook::Period::status) == Some(Status::InForce)
    {
        entry = Some(Purpose::LowValue);
    }
    Verdict {
        outcomes: [
            data,
            description,
            value,
            aggregate,
            single_order,
            restricted,
            agency,
            quota,
            antidumping,
            zone,
            gift_ceiling,
            gift_conditions,
            accompanied,
            in_force,
            informal,
            chapter_99,
            postal,
            importer,
            number_and_words,
            identity,
            repeats,
            firm,
        ],
        route,
        exempt: match route {
            Route::Review => None,
            Route::Section321 | Route::Gift | Route::Accompanied | Route::InformationalMaterials => Some(true),
            Route::Informal | Route::Formal | Route::PostalInformal | Route::Prohibited => Some(false),
        },
        limb,
        entry,
        would_have_qualified: in_force == Fail && d.standing == Standing::Suspended && worst(&others) == Pass,
        counted,
        with_near,
        score,
    }
}

/// The lane the mail is in, as the book names it.
pub(crate) fn lane<'b>(d: &Digest, book: &'b Rulebook) -> &'b str {
    book.period(Param::PostalLane, d.epoch).map_or("", |p| p.text.as_str())
}

fn postal_barred(d: &Digest, book: &Rulebook, informal: Outcome) -> bool {
    let lane = lane(d, book);
    d.is(flag::ADCVD | flag::QUOTA) || informal == Outcome::Fail || (lane.starts_with("postal-informal") && d.is(flag::POSTAL_BARRED))
}

/// Which entry it takes.
fn enter(d: &Digest, book: &Rulebook, limits: &[Outcome]) -> (Route, Option<Purpose>) {
    let formal = |purpose| (Route::Formal, Some(purpose));
    match (d.is(flag::FROM_FTZ), d.is(flag::ADCVD), d.is(flag::QUOTA)) {
        (true, _, _) => return formal(Purpose::Zone),
        (_, true, true) => return formal(Purpose::AntidumpingQuota),
        (_, true, false) => return formal(Purpose::Antidumping),
        (_, false, true) => return formal(Purpose::Quota),
        _ => {}
    }
    if d.is(flag::FORMAL_GOODS) || limits.contains(&Outcome::Fail) {
        return formal(Purpose::Formal);
    }
    if !d.is(flag::MAIL) {
        return (Route::Informal, Some(Purpose::Informal));
    }
    let needs_13 = d.is(flag::AGENCY_DATA | flag::CHAPTER_99);
    match lane(d, book) {
        "postal-informal-or-13" | "postal-informal-13-for-agencies" if needs_13 => (Route::PostalInformal, Some(Purpose::Mail)),
        "carrier-collects" | "postal-informal" | "postal-informal-or-13" | "postal-informal-13-for-agencies" => (Route::PostalInformal, None),
        _ => (Route::Informal, Some(Purpose::Informal)),
    }
}

/// Points of a run of shipments.
pub(crate) fn points(run: &Run, book: &Rulebook) -> u32 {
    let s = book.screening();
    let near = match run.near_limit {
        0 | 1 => 0,
        2 => s.near_limit_two,
        _ => s.near_limit_three,
    };
    near + if run.sequential { s.sequential_tracking } else { 0 } + if run.identical >= 3 { s.identical_goods_three } else { 0 }
}

/// Whether the firm's own ceiling is passed where the law's is not.
pub(crate) fn over_firm_limit(d: &Digest, counted: Micros, book: &Rulebook) -> bool {
    book.overlay().and_then(|o| o.limit(d.at)).is_some_and(|l| !personal(d) && (d.frv > l.ceiling || counted > l.ceiling))
}

/// How the person is called in a sentence.
pub(crate) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Consignee => "the consignee",
        Role::Warehouse => "the warehouse that holds the unsold goods",
        Role::Owner => "the disclosed owner of the unsold goods",
        Role::Purchaser => "the disclosed purchaser",
        Role::Recipient => "the recipient of the gift",
    }
}
