//! The goods of an entry: what is asked of the tariff, and the shipment lines behind each entry line.

use chrono::NaiveDate;
use customs::money::whole_dollars;
use customs::{Country, Decimal, DutyRequest, DutyRequestLine, HtsNumber, LinePart, Quantity, Shipment};
use std::collections::BTreeMap;

/// The lines of an entry.
#[derive(Clone, Debug)]
pub struct Goods {
    /// The question put to the tariff, a line for each entry line.
    pub request: DutyRequest,
    /// The entry lines, as the shipments tell of them.
    pub lines: Vec<GoodsLine>,
}

/// An entry line, as the shipments tell of it.
#[derive(Clone, Debug)]
pub struct GoodsLine {
    /// Description; of several different ones, each once.
    pub description: String,
    /// Pieces, where every part says.
    pub quantity: Option<Decimal>,
    /// Weight in kilograms, where every part says.
    pub weight_kg: Option<Decimal>,
    /// Antidumping or countervailing case.
    pub adcvd_case: String,
    /// The shipment lines it is made of, with the place of their shipment.
    pub parts: Vec<(usize, LinePart)>,
    /// Customs value before rounding.
    value: Decimal,
    hts: HtsNumber,
    origin: String,
    claims: Vec<String>,
}

/// What must be the same for lines to be put together.
type Sameness = (String, String, Vec<String>, String);

impl Goods {
    /// The goods of shipments that go on one entry; `merged`: lines of one tariff number and origin are put together.
    ///
    /// # Errors
    /// A sentence that names the shipment and line that cannot be asked about.
    pub fn of(shipments: &[&Shipment], entry_date: NaiveDate, entry_type: &str, merged: bool) -> Result<Self, String> {
        let mut lines: Vec<GoodsLine> = Vec::new();
        let mut known: BTreeMap<Sameness, usize> = BTreeMap::new();
        for (place, shipment) in shipments.iter().enumerate() {
            for line in read(shipment, place).map_err(|why| if shipments.len() > 1 { format!("{}: {why}", shipment.id) } else { why })? {
                let sameness = (line.hts.to_string(), line.origin.clone(), line.claims.clone(), line.adcvd_case.clone());
                match known.get(&sameness).filter(|_| merged).and_then(|at| lines.get_mut(*at)) {
                    Some(first) => first.take_in(line),
                    None => {
                        known.insert(sameness, lines.len());
                        lines.push(line);
                    }
                }
            }
        }
        let request = DutyRequest {
            id: shipments.first().map(|s| s.id.clone()).unwrap_or_default(),
            entry_date,
            entry_type: entry_type.to_owned(),
            mode: shipments.first().and_then(|s| s.mode),
            // The latest loading of all: what is in transit is so for every part of it.
            loaded_on: shipments.iter().map(|s| s.exported).collect::<Option<Vec<_>>>().and_then(|days| days.into_iter().max()),
            preparation: Default::default(),
            lines: lines.iter().map(GoodsLine::asked).collect(),
        };
        Ok(Self { request, lines })
    }

    /// The same goods on an entry of another type.
    pub fn as_type(&self, entry_type: &str) -> Self {
        Self { request: DutyRequest { entry_type: entry_type.to_owned(), ..self.request.clone() }, lines: self.lines.clone() }
    }

    /// What they are entered at, line by line.
    pub fn values(&self) -> Vec<Decimal> {
        self.request.lines.iter().map(|l| l.entered_value_usd).collect()
    }
}

impl GoodsLine {
    fn asked(&self) -> DutyRequestLine {
        let mut quantities = Vec::new();
        if let Some(weight) = self.weight_kg {
            quantities.push(Quantity { amount: weight, unit: "kg".into() });
        }
        if let Some(pieces) = self.quantity {
            quantities.push(Quantity { amount: pieces, unit: "No.".into() });
            // Goods sold by the pair are counted by the pair; where block 35 rests on this, the entry says so.
            quantities.push(Quantity { amount: pieces, unit: "prs.".into() });
        }
        DutyRequestLine {
            hts: self.hts.to_string(),
            origin: self.origin.clone(),
            entered_value_usd: entered_value(self.value),
            quantities,
            programs: Vec::new(),
            claims: self.claims.clone(),
        }
    }

    fn take_in(&mut self, other: Self) {
        let sum = |a: Option<Decimal>, b: Option<Decimal>| a.zip(b).and_then(|(a, b)| a.checked_add(b));
        self.quantity = sum(self.quantity, other.quantity);
        self.weight_kg = sum(self.weight_kg, other.weight_kg);
        self.value = self.value.saturating_add(other.value);
        if !self.parts.iter().any(|(_, p)| p.description.eq_ignore_ascii_case(&other.description)) {
            self.description = format!("{}; {}", self.description, other.description);
        }
        self.parts.extend(other.parts);
    }
}

/// The lines of one shipment.
fn read(shipment: &Shipment, place: usize) -> Result<Vec<GoodsLine>, String> {
    let rate = shipment.usd_per_unit().ok_or_else(|| format!("there is no exchange rate for {}", shipment.currency.as_deref().unwrap_or("its currency")))?;
    let mut lines = Vec::with_capacity(shipment.lines.len());
    for (i, line) in shipment.lines.iter().enumerate() {
        let n = i + 1;
        let missing = |what: &str| format!("line {n} ({}) has no {what}", line.description);
        let hts: HtsNumber = line.hts.as_deref().ok_or_else(|| missing("HTS number"))?.parse().map_err(|e| format!("line {n}: {e}"))?;
        let origin = line.origin.as_deref().and_then(Country::parse).ok_or_else(|| missing("country of origin"))?;
        let value =
            line.customs_value().ok_or_else(|| missing("value"))?.checked_mul(rate).ok_or_else(|| format!("line {n} is worth more than can be entered"))?;
        let part = LinePart {
            shipment: shipment.id.clone(),
            line: u32::try_from(n).unwrap_or(u32::MAX),
            description: line.description.clone(),
            value,
            quantity: line.quantity,
            weight_kg: line.weight_kg,
        };
        lines.push(GoodsLine {
            description: line.description.clone(),
            quantity: line.quantity,
            weight_kg: line.weight_kg,
            adcvd_case: line.adcvd_case.clone().unwrap_or_default(),
            parts: vec![(place, part)],
            value,
            hts,
            origin: origin.code().to_owned(),
            claims: line.chapter_99.clone(),
        });
    }
    Ok(lines)
}

/// The question put to the tariff for a shipment of its own. An error names the line that cannot be asked.
pub fn duty_request(shipment: &Shipment, entry_date: NaiveDate, entry_type: &str) -> Result<DutyRequest, String> {
    Goods::of(&[shipment], entry_date, entry_type, false).map(|goods| goods.request)
}

/// Whole dollars, and one dollar where a line would vanish (19 CFR 159.3).
fn entered_value(usd: Decimal) -> Decimal {
    let rounded = whole_dollars(usd);
    if rounded.is_zero() && usd > Decimal::ZERO { Decimal::ONE } else { rounded }
}
