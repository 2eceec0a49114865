//! Duty and fees of a request: base duty, the layers on top, fees; with what was taken for granted.

use crate::amount;
use crate::edition::{Edition, Row};
use crate::fees::{FeeEntry, FeeLine};
use crate::keys::{Digits, OneWord};
use crate::program::{Charged, InForce, LineFacts, charge};
use crate::rate::Rate;
use crate::rounding;
use crate::{Tariff, find};
use chrono::NaiveDate;
use customs::{Citation, Confidence, Country, Decimal, DutyComponent, DutyLine, DutyRequest, DutyRequestLine, DutyResult, HtsNumber};
use std::collections::HashSet;
use std::hash::BuildHasherDefault;

/// No line of an entry is worth a trillion dollars: what claims to be is a slip of the hand.
const GREATEST_VALUE: Decimal = Decimal::from_parts(3_567_587_328, 232, 0, false, 0);

/// A line whose number, origin and value were understood.
struct Checked<'t> {
    edition: &'t Edition,
    row: &'t Row,
    /// Its statistical suffix stands in a note, not in the schedule.
    unprinted: bool,
    number: HtsNumber,
    origin: Country,
    value: Decimal,
    claims: Vec<String>,
}

/// The base rate of a line.
struct Base<'t> {
    rate: Option<&'t Rate>,
    printed: String,
    name: &'static str,
    enjoys: Option<String>,
    column2: bool,
    cites: Vec<Citation>,
}

/// A line, computed.
struct Done<'t> {
    line: DutyLine,
    value: Decimal,
    enjoys: Option<String>,
    number: HtsNumber,
    origin: Country,
    chapter_98: Option<String>,
    edition: &'t Edition,
}

impl Tariff {
    /// Duty and fees of a request. Never panics and never guesses: what cannot be computed has no amount, and `error` says
    /// why; what was taken for granted stands in `assumptions`.
    pub fn duty(&self, request: &DutyRequest) -> DutyResult {
        let mut result = DutyResult { id: request.id.clone(), ..DutyResult::default() };
        if self.fees.on(request.entry_date).is_none() {
            result.error = Some(format!("the entry date {} lies before our data, which begins with 2018-01-01", request.entry_date));
            return result;
        }
        if request.lines.is_empty() {
            result.error = Some("the request has no lines; give at least one with hts, origin and entered_value_usd".into());
            return result;
        }
        let mut errors: Vec<String> = Vec::new();
        let mut editions: Vec<&str> = Vec::new();
        let mut done: Vec<Option<Done<'_>>> = Vec::with_capacity(request.lines.len());
        // the measures of the day, sifted once for each origin of the entry
        let mut in_force: Vec<(Country, Vec<InForce<'_>>)> = Vec::new();
        let claims = request.lines.iter().any(|line| !line.claims.is_empty());
        for (at, line) in request.lines.iter().enumerate() {
            let mut say = Vec::new();
            let computed = self.check(line, request.entry_date).map(|checked| {
                if !in_force.iter().any(|(origin, _)| *origin == checked.origin) {
                    in_force.push((checked.origin, self.programs.of(checked.origin, request.entry_date, claims)));
                }
                let of = in_force.iter().find(|(origin, _)| *origin == checked.origin).map_or(&[][..], |(_, of)| of);
                self.line_duty(request, line, checked, of, &mut say)
            });
            let several = request.lines.len() > 1;
            let placed = |what: String| if several { format!("Line {}: {what}", at + 1) } else { what };
            match computed {
                Ok((computed, missing)) => {
                    errors.extend(missing.into_iter().map(placed));
                    if !editions.contains(&computed.edition.name()) {
                        editions.push(computed.edition.name());
                        say_edition(computed.edition, request.entry_date, &mut result.assumptions);
                    }
                    done.push(Some(computed));
                }
                Err(why) => {
                    errors.push(placed(why));
                    done.push(None);
                }
            }
            // with its line in front, only the same line can have said it before
            let before = if several { result.assumptions.len() } else { 0 };
            for said in say.into_iter().map(placed) {
                if !result.assumptions.iter().skip(before).any(|known| *known == said) {
                    result.assumptions.push(said);
                }
            }
        }
        let mut of_lines = Vec::new();
        if let Some(known) = done.iter().map(Option::as_ref).collect::<Option<Vec<&Done<'_>>>>() {
            let lines = known.iter().map(|d| FeeLine {
                value: d.value,
                enjoys: d.enjoys.as_deref(),
                digits: d.number.digits(),
                origin: d.origin,
                chapter_98: d.chapter_98.as_deref(),
            });
            let entry = FeeEntry {
                date: request.entry_date,
                entry_type: &request.entry_type,
                mode: request.mode,
                preparation: request.preparation,
                lines: lines.collect(),
            };
            result.fees = self.fees.of(&entry, &mut result.assumptions);
            of_lines = self.fees.of_lines(&entry, &result.fees);
            result.total_duty = rounding::sum(known.iter().map(|d| d.line.duty));
            let fees = result.fees.iter().map(|f| f.amount).fold(Decimal::ZERO, Decimal::saturating_add);
            result.total = result.total_duty.and_then(|duty| duty.checked_add(fees));
        }
        result.lines = done
            .into_iter()
            .zip(&request.lines)
            .map(|(done, asked)| done.map_or_else(|| DutyLine { hts: asked.hts.clone(), ..DutyLine::default() }, |d| d.line))
            .collect();
        for (line, fees) in result.lines.iter_mut().zip(of_lines) {
            line.fees = fees;
        }
        result.edition = (!editions.is_empty()).then(|| editions.join("; "));
        result.citations = citations(&result);
        result.error = (!errors.is_empty()).then(|| errors.join("; "));
        result
    }

    /// The number, origin and value of a line; or why there can be no amount.
    fn check(&self, line: &DutyRequestLine, on: NaiveDate) -> Result<Checked<'_>, String> {
        let number: HtsNumber = line.hts.parse()?;
        if matches!(number.chapter(), "98" | "99") {
            return Err(format!("{number} is reported beside a number of chapters 1 to 97: write that one as hts and {number} among the claims"));
        }
        let origin = Country::from_code(line.origin.trim())
            .ok_or_else(|| format!("the origin `{}` is not a country's ISO code of two letters, like CN", line.origin))?;
        if line.entered_value_usd < Decimal::ZERO {
            return Err(format!("the entered value {} is below zero", line.entered_value_usd));
        }
        if line.entered_value_usd >= GREATEST_VALUE {
            return Err(format!("the entered value {} is greater than any entry's", line.entered_value_usd));
        }
        let Some(edition) = self.edition_with(&number, on) else { return Err(self.unknown(&number, on)) };
        let Some((row, unprinted)) = edition.entered(&number) else {
            let mut below: Vec<String> = find::closest(edition, &number);
            below.retain(|n| *n != number.to_string());
            return Err(format!("{number} is a heading, not a line: goods are entered under one of its ten-digit numbers, such as {}", below.join(", ")));
        };
        let claims = line.claims.iter().map(|c| c.parse::<HtsNumber>().map(|n| n.to_string())).collect::<Result<_, _>>()?;
        Ok(Checked { edition, row, unprinted, number, origin, value: rounding::entered_value(line.entered_value_usd), claims })
    }

    fn unknown(&self, number: &HtsNumber, on: NaiveDate) -> String {
        let closest = self.closest(number, on);
        let closest = if closest.is_empty() { String::new() } else { format!("; the closest valid numbers are {}", closest.join(", ")) };
        let official = self.editions.iter().filter(|e| !e.starter).count();
        if let Some(edition) = self.editions.iter().filter(|e| !e.starter && e.covers(on)).max_by_key(|e| e.from) {
            return format!("{number} is not in the {}, which is in force on {on}{closest}", edition.name);
        }
        if official == 0 {
            return format!("{number} is not among the lines of the starter tariff{closest}; import the official edition to compute it");
        }
        format!("{number} is in no edition that is loaded{closest}")
    }

    fn line_duty<'t>(
        &self,
        request: &DutyRequest,
        line: &DutyRequestLine,
        checked: Checked<'t>,
        in_force: &[InForce<'_>],
        say: &mut Vec<String>,
    ) -> (Done<'t>, Vec<String>) {
        let on = request.entry_date;
        let mut missing = Vec::new();
        if checked.unprinted {
            say.push(format!(
                "The schedule prints no ten-digit lines where {} stands: check its statistical suffix in the note of its chapter.",
                checked.number
            ));
        }
        let base = self.base(line, &checked, on, say);
        let chapter_98 = checked.claims.iter().find(|c| c.starts_with("98")).map(String::as_str);
        let base_duty = if let Some(claim) = chapter_98 {
            self.chapter_98(claim, on, say).map_err(|why| missing.push(why)).ok()
        } else {
            match base.rate {
                Some(rate) => amount::duty(rate, checked.value, &line.quantities).map_err(|why| missing.push(format!("{}: {why}", checked.number))).ok(),
                None => {
                    missing.push(format!("{}: the {} prints no rate for it", checked.number, checked.edition.name));
                    None
                }
            }
        };
        let facts = LineFacts {
            number: &checked.number,
            digits: Digits::of(checked.number.digits()),
            on,
            value: checked.value,
            base: base_duty,
            column2: base.column2,
            enjoys: base.enjoys.as_deref(),
            claims: &checked.claims,
            chapter_98,
            loaded_on: request.loaded_on,
            quantities: &line.quantities,
            noted: checked.edition.has_footnotes.then_some(checked.row.noted.as_slice()),
        };
        let mut charged = charge(in_force, &self.lists, &facts, say);
        charged.sort_by_key(|c: &Charged| c.order);
        for claim in checked.claims.iter().filter(|c| c.starts_with("99") && !charged.iter().any(|charged| charged.component.code == **c)) {
            say.push(format!(
                "{claim} was reported, but nothing we know of gives it effect on {on} for goods of {}: it changed nothing.",
                checked.origin.name()
            ));
        }
        let mut components: Vec<DutyComponent> = charged.into_iter().map(|c| c.component).collect();
        if let Some(claim) = chapter_98 {
            components.insert(0, component(claim, "Chapter 98", "Free", base_duty, vec![Citation::new(format!("HTSUS {claim}"), Confidence::Secondary)]));
        }
        for open in components.iter().filter(|c| c.duty.is_none()) {
            missing.push(format!("{}: {} ({}) has no amount", checked.number, open.name, open.code));
        }
        let number = checked.number.to_string();
        let own = if chapter_98.is_some() { Some(rounding::component(Decimal::ZERO)) } else { base_duty };
        components.push(component(&number, base.name, &base.printed, own, base.cites));
        let duty = rounding::sum(components.iter().map(|c| c.duty));
        let line = DutyLine {
            hts: number,
            description: described(checked.edition, checked.row),
            units: checked.row.units.clone(),
            components,
            duty,
            fees: Vec::new(),
        };
        let chapter_98 = chapter_98.map(str::to_owned);
        let Checked { value, number, origin, edition, .. } = checked;
        (Done { line, value, enjoys: base.enjoys, number, origin, chapter_98, edition }, missing)
    }

    /// The column that applies: column 2, a special rate that is claimed and owed, or the general rate.
    fn base<'t>(&self, line: &DutyRequestLine, checked: &Checked<'t>, on: NaiveDate, say: &mut Vec<String>) -> Base<'t> {
        let edition = checked.edition;
        let rated = edition.rated(checked.row);
        let cite = source(edition, &checked.number);
        let at = |column: Option<u32>| column.and_then(|at| edition.rate(at));
        if let Some(law) = self.column2.applies(checked.origin, on) {
            let rate = at(rated.map(|r| r.column2));
            let printed = rate.map_or_else(String::new, |r| r.text.clone());
            return Base { rate, printed, name: "Base duty, column 2", enjoys: None, column2: true, cites: vec![cite, law.clone()] };
        }
        let general = at(rated.map(|r| r.general));
        let special = rated.and_then(|r| edition.specials.get(r.special as usize));
        for claimed in line.programs.iter().map(|p| p.trim().to_ascii_uppercase()).filter(|p| !p.is_empty()) {
            let claimed = claimed.as_str();
            let law = match self.special.may_claim(claimed, checked.origin, on) {
                Ok(law) => law,
                Err(why) => {
                    say.push(format!("{why}: the claim was not applied."));
                    continue;
                }
            };
            let group = special.and_then(|s| s.groups.iter().find(|g| g.programs.iter().any(|p| p == claimed)));
            if let Some(group) = group {
                let printed = format!("{} ({claimed})", group.rate.text);
                return Base {
                    rate: Some(&group.rate),
                    printed,
                    name: "Base duty, special rate",
                    enjoys: Some(claimed.to_owned()),
                    column2: false,
                    cites: vec![cite, law.clone()],
                };
            }
            // a line that is free for everybody lists no programs, and may be claimed all the same
            if let Some(rate) = general.filter(|r| r.plain_percent().is_some_and(|p| p.is_zero())) {
                return Base {
                    rate: Some(rate),
                    printed: format!("{} ({claimed})", rate.text),
                    name: "Base duty",
                    enjoys: Some(claimed.to_owned()),
                    column2: false,
                    cites: vec![cite, law.clone()],
                };
            }
            say.push(format!("{} has no special rate for {claimed}: the claim was not applied.", checked.number));
        }
        let printed = general.map_or_else(String::new, |r| r.text.clone());
        Base { rate: general, printed, name: "Base duty", enjoys: None, column2: false, cites: vec![cite] }
    }

    /// What a chapter 98 number makes of the base duty: nothing where it is free, words where it is not.
    fn chapter_98(&self, claim: &str, on: NaiveDate, say: &mut Vec<String>) -> Result<Decimal, String> {
        let number: HtsNumber = claim.parse()?;
        let edition = self.edition_with(&number, on);
        let rate = edition.and_then(|e| e.general(&number));
        match rate {
            Some(rate) if rate.plain_percent().is_some_and(|p| p.is_zero()) => {
                say.push(format!("{claim} was taken to be rightly claimed: the goods pay no base duty."));
                Ok(rounding::component(Decimal::ZERO))
            }
            Some(rate) => Err(format!("{claim}: its rate is `{}`: a person must state the duty", rate.text)),
            None => Err(format!("{claim} is in no edition that is loaded, so its rate is not known; import the official edition")),
        }
    }
}

/// Between one description and the next further in.
const STEP: &str = " › ";

/// The descriptions on the way down to a row, and its own.
fn described(edition: &Edition, row: &Row) -> String {
    let path = edition.path(row);
    let length: usize = path.iter().map(|above| above.len() + STEP.len()).sum();
    let mut described = String::with_capacity(length + row.description.len());
    for above in path {
        described.push_str(above);
        described.push_str(STEP);
    }
    described.push_str(&row.description);
    described
}

/// Says where an edition's rates are not simply those of the day.
fn say_edition(edition: &Edition, on: NaiveDate, say: &mut Vec<String>) {
    if edition.covers(on) {
        if edition.starter {
            say.push(format!("The rate is the starter tariff's, our own short list; import the {} edition to rest on the official one.", on.format("%Y")));
        }
    } else {
        let time = edition.to.map_or_else(|| format!("from {}", edition.from), |to| format!("from {} until before {to}", edition.from));
        say.push(format!("No loaded edition covers {on}: the rate is that of the nearest, {} (in force {time}), and may have been another.", edition.name));
    }
}

fn source(edition: &Edition, number: &HtsNumber) -> Citation {
    if edition.starter {
        Citation::new(format!("HTSUS {number}, {}", edition.name), Confidence::Secondary)
    } else {
        Citation::new(format!("HTSUS {number}, {}", edition.name), Confidence::Primary)
    }
}

fn component(code: &str, name: &str, rate: &str, duty: Option<Decimal>, citations: Vec<Citation>) -> DutyComponent {
    DutyComponent { code: code.to_owned(), name: name.to_owned(), rate: rate.to_owned(), duty, citations }
}

/// Every citation once, in the order in which it is first used.
fn citations(result: &DutyResult) -> Vec<Citation> {
    let mut seen: HashSet<(&str, Confidence), BuildHasherDefault<OneWord>> = HashSet::with_capacity_and_hasher(64, BuildHasherDefault::default());
    let of_lines = result.lines.iter().flat_map(|l| &l.components).flat_map(|c| &c.citations);
    let all = of_lines.chain(result.fees.iter().flat_map(|f| &f.citations));
    all.filter(|citation| seen.insert((&citation.text, citation.confidence))).cloned().collect()
}
