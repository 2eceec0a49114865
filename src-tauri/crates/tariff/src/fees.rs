//! Customs user fees by fiscal year: figures are data, with source and confidence for each.

use crate::dates::{day, day_option};
use crate::error::TariffError;
use crate::rounding;
use chrono::NaiveDate;
use customs::{Citation, Confidence, Country, Decimal, FeeAmount, LineFee, Mode, Preparation};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// CBP's accounting classes of the fees that stand on lines.
const FORMAL: &str = "499";
const HARBOR: &str = "501";

const FEES: &str = include_str!("../../../../assets/tariff/fees.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    year: Vec<RawYear>,
    percent: RawPercent,
    mpf_exempt: RawExempt,
    entry_types: RawEntryTypes,
    excise: RawExcise,
    harbor_low_value: RawNote,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawYear {
    year: u16,
    #[serde(deserialize_with = "day")]
    from: NaiveDate,
    #[serde(default, deserialize_with = "day_option")]
    to: Option<NaiveDate>,
    cite: String,
    formal_minimum: (String, Confidence),
    formal_maximum: (String, Confidence),
    informal_automated: (String, Confidence),
    informal_manual: (String, Confidence),
    informal_by_cbp: (String, Confidence),
    manual_surcharge: (String, Confidence),
    dutiable_mail: (String, Confidence),
    express_bill: (String, Confidence),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPercent {
    formal: String,
    formal_cite: String,
    harbor: String,
    harbor_cite: String,
    confidence: Confidence,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExempt {
    programs: Vec<String>,
    origins: Vec<String>,
    chapter_98_except: Vec<String>,
    cite: String,
    confidence: Confidence,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntryTypes {
    informal: Vec<String>,
    formal: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExcise {
    prefixes: Vec<String>,
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNote {
    note: String,
}

/// One figure with its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FeeFigure {
    /// U.S. dollars and cents.
    #[serde(with = "customs::money::exact")]
    #[ts(type = "string")]
    pub amount: Decimal,
    /// Where it comes from; `unverified` for figures derived from the base amount and the year's factor.
    pub citation: Citation,
}

/// The fees of one fiscal year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FeeSchedule {
    /// The fiscal year: 2027 begins on 2026-10-01.
    pub fiscal_year: u16,
    /// Its first day.
    pub from: NaiveDate,
    /// The first day of the next, where we know it.
    pub to: Option<NaiveDate>,
    /// Merchandise processing fee of a formal entry, percent of the value (class 499).
    #[serde(with = "customs::money::exact")]
    #[ts(type = "string")]
    pub formal_percent: Decimal,
    /// Least fee of a formal entry.
    pub formal_minimum: FeeFigure,
    /// Greatest fee of a formal entry.
    pub formal_maximum: FeeFigure,
    /// Informal entry filed electronically, not prepared by CBP (class 311).
    pub informal_automated: FeeFigure,
    /// Informal entry on paper, not prepared by CBP.
    pub informal_manual: FeeFigure,
    /// Informal entry prepared by CBP.
    pub informal_by_cbp: FeeFigure,
    /// Surcharge of a formal entry filed on paper (class 500).
    pub manual_surcharge: FeeFigure,
    /// Dutiable mail for which CBP prepares the entry (class 496).
    pub dutiable_mail: FeeFigure,
    /// Express consignments and hubs, for each bill.
    pub express_bill: FeeFigure,
    /// Harbor maintenance fee, percent of the value, goods that come by vessel (class 501).
    #[serde(with = "customs::money::exact")]
    #[ts(type = "string")]
    pub harbor_percent: Decimal,
    /// Law of the percentages.
    pub citations: Vec<Citation>,
}

/// All fees.
#[derive(Clone, Debug)]
pub(crate) struct Fees {
    years: Vec<FeeSchedule>,
    exempt: Exempt,
    formal_cite: Citation,
    harbor_cite: Citation,
    informal: Vec<String>,
    formal: Vec<String>,
    excise: Excise,
    harbor_note: String,
}

/// Who owes no merchandise processing fee.
#[derive(Clone, Debug)]
struct Exempt {
    programs: Vec<String>,
    origins: Vec<Country>,
    /// Chapter 98 frees from it but for these numbers.
    chapter_98_except: Vec<String>,
    cite: Citation,
}

impl Exempt {
    fn frees(&self, line: &FeeLine<'_>) -> bool {
        line.enjoys.is_some_and(|p| self.programs.iter().any(|e| e == p))
            || self.origins.contains(&line.origin)
            || line.chapter_98.is_some_and(|claim| !self.chapter_98_except.iter().any(|e| claim.starts_with(e.as_str())))
    }
}

#[derive(Clone, Debug)]
struct Excise {
    prefixes: Vec<String>,
    note: String,
}

/// One line as the fees see it.
pub(crate) struct FeeLine<'a> {
    /// Whole dollars.
    pub value: Decimal,
    /// The special program the goods enjoy.
    pub enjoys: Option<&'a str>,
    /// Digits of the number.
    pub digits: &'a str,
    /// Where the goods come from.
    pub origin: Country,
    /// The chapter 98 number they are entered under, dotted.
    pub chapter_98: Option<&'a str>,
}

/// One entry as the fees see it.
pub(crate) struct FeeEntry<'a> {
    pub date: NaiveDate,
    pub entry_type: &'a str,
    pub mode: Option<Mode>,
    pub preparation: Preparation,
    pub lines: Vec<FeeLine<'a>>,
}

impl Fees {
    pub(crate) fn built_in() -> Result<Self, TariffError> {
        let wrong = |what: String| TariffError::built("fees.toml", what);
        let file: File = toml::from_str(FEES).map_err(|e| wrong(e.to_string()))?;
        let number = |text: &str| text.parse::<Decimal>().map_err(|_| wrong(format!("`{text}` is not an amount")));
        let (formal_percent, harbor_percent) = (number(&file.percent.formal)?, number(&file.percent.harbor)?);
        let formal_cite = Citation::new(file.percent.formal_cite, file.percent.confidence);
        let harbor_cite = Citation::new(file.percent.harbor_cite, file.percent.confidence);
        let mut years = Vec::new();
        for year in file.year {
            let figure = |(amount, confidence): &(String, Confidence)| -> Result<FeeFigure, TariffError> {
                Ok(FeeFigure { amount: number(amount)?, citation: Citation::new(year.cite.as_str(), *confidence) })
            };
            years.push(FeeSchedule {
                fiscal_year: year.year,
                from: year.from,
                to: year.to,
                formal_percent,
                formal_minimum: figure(&year.formal_minimum)?,
                formal_maximum: figure(&year.formal_maximum)?,
                informal_automated: figure(&year.informal_automated)?,
                informal_manual: figure(&year.informal_manual)?,
                informal_by_cbp: figure(&year.informal_by_cbp)?,
                manual_surcharge: figure(&year.manual_surcharge)?,
                dutiable_mail: figure(&year.dutiable_mail)?,
                express_bill: figure(&year.express_bill)?,
                harbor_percent,
                citations: vec![formal_cite.clone(), harbor_cite.clone()],
            });
        }
        if years.windows(2).any(|w| matches!(w, [a, b] if a.to != Some(b.from))) {
            return Err(wrong("the fiscal years leave a gap, or overlap".into()));
        }
        Ok(Self {
            years,
            exempt: Exempt {
                origins: crate::program::countries_of(&file.mpf_exempt.origins).map_err(wrong)?,
                programs: file.mpf_exempt.programs,
                chapter_98_except: file.mpf_exempt.chapter_98_except,
                cite: Citation::new(file.mpf_exempt.cite, file.mpf_exempt.confidence),
            },
            formal_cite,
            harbor_cite,
            informal: file.entry_types.informal,
            formal: file.entry_types.formal,
            excise: Excise { prefixes: file.excise.prefixes, note: file.excise.note },
            harbor_note: file.harbor_low_value.note,
        })
    }

    /// The first day of each year.
    pub(crate) fn starts(&self) -> impl Iterator<Item = NaiveDate> {
        self.years.iter().map(|y| y.from)
    }

    /// The schedule of a day.
    pub(crate) fn on(&self, date: NaiveDate) -> Option<&FeeSchedule> {
        self.years.iter().find(|y| y.from <= date && y.to.is_none_or(|to| date < to))
    }

    /// The fees that stand on the lines of an entry, line by line: the processing fee of a formal entry before its least and
    /// most, and the harbor fee, whose shares make the fee of the entry.
    pub(crate) fn of_lines(&self, entry: &FeeEntry<'_>, fees: &[FeeAmount]) -> Vec<Vec<LineFee>> {
        let Some(year) = self.on(entry.date) else { return Vec::new() };
        let values: Vec<Decimal> = entry.lines.iter().map(|l| l.value).collect();
        let of_entry = |class: &str| fees.iter().find(|f| f.class == class);
        let harbor = of_entry(HARBOR).map(|fee| (fee, customs::money::parted(fee.amount, &values)));
        let on_line = |fee: &FeeAmount, percent: Decimal, amount: Decimal| LineFee {
            class: fee.class.clone(),
            name: fee.name.clone(),
            rate: format!("{}%", percent.normalize().to_string().trim_start_matches('0')),
            amount: rounding::component(amount),
        };
        let lines = entry.lines.iter().enumerate().map(|(place, line)| {
            let processing = of_entry(FORMAL).filter(|_| !self.exempt.frees(line)).and_then(|fee| {
                let amount = percent_of(line.value, year.formal_percent)?;
                Some(on_line(fee, year.formal_percent, amount))
            });
            let harbor = harbor.as_ref().and_then(|(fee, shares)| Some(on_line(fee, year.harbor_percent, *shares.get(place)?)));
            processing.into_iter().chain(harbor).collect()
        });
        lines.collect()
    }

    /// The fees of one entry.
    pub(crate) fn of(&self, entry: &FeeEntry<'_>, say: &mut Vec<String>) -> Vec<FeeAmount> {
        let Some(year) = self.on(entry.date) else { return Vec::new() };
        let FeeEntry { entry_type, mode, lines, .. } = entry;
        let mut fees = Vec::new();
        let owing: Vec<&FeeLine<'_>> = lines.iter().filter(|l| !self.exempt.frees(l)).collect();
        let informal = self.informal.iter().any(|t| t == entry_type);
        if owing.is_empty() && !lines.is_empty() {
            say.push(format!("No merchandise processing fee: every line is free of it by its program, origin or chapter 98 ({}).", self.exempt.cite.text));
        } else if informal {
            fees.push(informal_fee(year, entry.preparation, *mode, say));
        } else if self.formal.iter().any(|t| t == entry_type) {
            let sum =
                owing.iter().filter_map(|l| percent_of(l.value, year.formal_percent)).map(rounding::component).fold(Decimal::ZERO, Decimal::saturating_add);
            let (minimum, maximum) = (&year.formal_minimum, &year.formal_maximum);
            let (amount, source) = if sum < minimum.amount {
                (minimum.amount, Some(&minimum.citation))
            } else if sum > maximum.amount {
                (maximum.amount, Some(&maximum.citation))
            } else {
                (sum, None)
            };
            let citations = std::iter::once(&self.formal_cite).chain(source).cloned().collect();
            fees.push(FeeAmount { class: FORMAL.into(), name: "Formal MPF".into(), amount: rounding::component(amount), citations });
            if entry.preparation == Preparation::Manual {
                fees.push(fee("500", "Manual entry surcharge", &year.manual_surcharge));
            }
        } else {
            say.push(format!("No merchandise processing fee was computed for entry type `{entry_type}`."));
        }
        match mode {
            Some(Mode::Ocean) => {
                let value = lines.iter().map(|l| l.value).fold(Decimal::ZERO, Decimal::saturating_add);
                if let Some(amount) = percent_of(value, year.harbor_percent) {
                    fees.push(FeeAmount {
                        class: HARBOR.into(),
                        name: "Harbor maintenance fee".into(),
                        amount: rounding::component(amount),
                        citations: vec![self.harbor_cite.clone()],
                    });
                }
                if informal {
                    say.push(self.harbor_note.clone());
                }
            }
            None => say.push("How the goods travel is not given: no harbor maintenance fee was computed.".into()),
            Some(_) => {}
        }
        if lines.iter().any(|l| self.excise.prefixes.iter().any(|p| l.digits.starts_with(p.as_str()))) {
            say.push(self.excise.note.clone());
        }
        fees
    }
}

/// So many percent of a value, before rounding.
fn percent_of(value: Decimal, percent: Decimal) -> Option<Decimal> {
    value.checked_mul(percent)?.checked_mul(Decimal::new(1, 2))
}

/// The fee of an informal entry, by who prepares it and how.
fn informal_fee(year: &FeeSchedule, preparation: Preparation, mode: Option<Mode>, say: &mut Vec<String>) -> FeeAmount {
    match preparation {
        Preparation::Manual => fee("311", "Informal MPF, on paper", &year.informal_manual),
        Preparation::ByCbp if mode == Some(Mode::Mail) => fee("496", "Dutiable mail", &year.dutiable_mail),
        Preparation::ByCbp => fee("311", "Informal MPF, prepared by CBP", &year.informal_by_cbp),
        Preparation::ExpressHub => {
            say.push("The fee of an express hub is for one bill; the hub's operator pays it for each.".into());
            fee("", "Express hub, each bill", &year.express_bill)
        }
        Preparation::Automated => {
            let mail = if mode == Some(Mode::Mail) {
                format!(", and {} (class 496) where CBP prepares the mail entry", customs::money::dollars(year.dutiable_mail.amount))
            } else {
                String::new()
            };
            say.push(format!(
                "The informal fee is that of an entry filed electronically and not prepared by CBP; at an express hub {} for each bill takes its place{mail}.",
                customs::money::dollars(year.express_bill.amount),
            ));
            fee("311", "Informal MPF", &year.informal_automated)
        }
    }
}

fn fee(class: &str, name: &str, figure: &FeeFigure) -> FeeAmount {
    FeeAmount { class: class.into(), name: name.into(), amount: rounding::component(figure.amount), citations: vec![figure.citation.clone()] }
}
