//! What the rows above the header say: the master bill, the port, the date of arrival.

use super::Assembler;
use crate::field::{Catalogue, Field};
use crate::fold::{clean, fold};
use crate::reading::{RowKind, Source, TitleFact};
use crate::value::{date, money};
use customs::{Arrival, Country};

impl Assembler<'_> {
    /// Classifies the rows up to the header and takes what they say.
    pub(crate) fn titles(&mut self, source: &mut Source) {
        let start = self.header.row.unwrap_or(0);
        for row in 0..start {
            let mut label: Option<String> = None;
            let mut filled = false;
            for column in 0..self.grid.row_len(row) {
                let text = clean(self.grid.cell(row, column)).into_owned();
                if text.is_empty() {
                    continue;
                }
                filled = true;
                if let Some((name, value)) = text.split_once([':', '：']).filter(|(_, v)| !v.trim().is_empty() && !v.starts_with("//")) {
                    self.fact(source, row, column, name, value.trim());
                    label = None;
                } else if let Some(name) = label.take() {
                    self.fact(source, row, column, &name, &text);
                } else {
                    label = Some(text.trim_end_matches([':', '：']).trim().to_owned());
                }
            }
            self.kinds.push(if filled { RowKind::Title } else { RowKind::Blank });
        }
        for _ in 0..self.header.rows {
            self.kinds.push(RowKind::Header);
        }
        source.port = self.options.port.clone().or(source.port.take());
    }

    fn fact(&mut self, source: &mut Source, row: usize, column: usize, label: &str, value: &str) {
        let field = Catalogue::get().field_of(&fold(label));
        source.titles.push(TitleFact { row: row as u32 + 1, label: label.trim().to_owned(), value: value.to_owned(), field });
        match field {
            Some(Field::MasterBill) => {
                let digits = value.chars().filter(char::is_ascii_digit).count();
                match customs::bill::air_waybill(value) {
                    Ok(bill) => source.master_bill = Some(bill),
                    Err(why) => {
                        source.master_bill = Some(value.to_owned());
                        if digits == 11 {
                            self.issues.warn("master-bill", row, Some(column), value, format!("Master bill {why}."));
                        }
                    }
                }
            }
            Some(Field::Port) => source.port = Some(value.to_owned()),
            Some(Field::ArrivalDate) if self.default_arrival.is_none() => match date::date(value, self.date_order, false) {
                Some(when) => self.default_arrival = Some(when.at.map_or(Arrival::Day(when.day), Arrival::Instant)),
                None => self.issues.warn("date-unclear", row, Some(column), value, format!("“{value}” is no date of arrival; write it like 2024-06-03.")),
            },
            Some(Field::Currency) if self.default_currency.is_none() => self.default_currency = money::currency(value).map(str::to_owned),
            Some(Field::ShipperName) => self.default_shipper.get_or_insert_default().name = Some(value.to_owned()),
            Some(Field::ShipperAddress1) => self.default_shipper.get_or_insert_default().address1 = Some(value.to_owned()),
            Some(Field::ShipperCity) => self.default_shipper.get_or_insert_default().city = Some(value.to_owned()),
            Some(Field::ShipperCountry) => {
                let country = Country::parse(value).map_or_else(|| value.to_owned(), |c| c.code().to_owned());
                self.default_shipper.get_or_insert_default().country = Some(country);
            }
            Some(Field::CountryOfShipment) => self.default_country = Country::parse(value).map(|c| c.code().to_owned()).or(self.default_country.take()),
            Some(Field::Mode) => self.default_mode = crate::value::words::mode(value).or(self.default_mode),
            _ => {}
        }
    }
}
