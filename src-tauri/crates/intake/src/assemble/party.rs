//! People and firms on a row.

use super::Assembler;
use super::places::PartyPlaces;
use crate::fold::{clean, fold};
use crate::value::place;
use customs::Party;

impl Assembler<'_> {
    /// Reads a party from a row; `None` where all its cells are empty. `told`: issues and repairs are put on the cells.
    pub(crate) fn party(&mut self, row: usize, places: &PartyPlaces, told: bool) -> Option<Box<Party>> {
        let text = |s: &Self, column: Option<usize>| column.map(|c| s.shared_cell(row, c)).map(|t| clean(t).into_owned()).filter(|t| !t.is_empty());
        let mut party = Party {
            name: text(self, places.name),
            address1: text(self, places.address1),
            address2: text(self, places.address2),
            city: text(self, places.city),
            region: text(self, places.region),
            postal_code: text(self, places.postal_code),
            country: text(self, places.country),
            email: text(self, places.email),
            phone: text(self, places.phone),
        };
        if party.name.is_none() {
            let parts: Vec<String> = [places.first, places.last].into_iter().filter_map(|c| text(self, c)).collect();
            party.name = (!parts.is_empty()).then(|| parts.join(" "));
        }
        if let Some(company) = text(self, places.company) {
            match &party.name {
                None => party.name = Some(company),
                Some(name) if fold(name) == fold(&company) => {}
                // A person at a firm: the person is who receives, the firm is part of where.
                Some(_) => party.address2 = Some(party.address2.map_or_else(|| company.clone(), |a| format!("{company}, {a}"))),
            }
        }
        if let Some(third) = text(self, places.address3) {
            party.address2 = Some(party.address2.map_or_else(|| third.clone(), |a| format!("{a}, {third}")));
        }
        if let (Some(line), Some(column)) = (text(self, places.city_line), places.city_line) {
            match place::city_line(&line) {
                Some((city, region, zip)) => {
                    party.city = party.city.or(Some(city));
                    party.region = party.region.or((!region.is_empty()).then_some(region));
                    party.postal_code = party.postal_code.or((!zip.is_empty()).then_some(zip));
                }
                None => {
                    if told {
                        self.issues.warn(
                            "city-line",
                            row,
                            Some(column),
                            &line,
                            format!("“{line}” does not come apart into city, state and ZIP; write it like “Austin, TX 78701”."),
                        );
                    }
                    party.city = party.city.or(Some(line));
                }
            }
        }
        if party == Party::default() {
            return None;
        }
        if self.layout.no_postal_code.is_some() && party.postal_code == self.layout.no_postal_code {
            party.postal_code = None;
        }
        self.country(row, &mut party, places, told);
        if party.country.as_deref().is_none_or(|c| c == "US") {
            self.american(row, &mut party, places, told);
        }
        Some(Box::new(party))
    }

    fn country(&mut self, row: usize, party: &mut Party, places: &PartyPlaces, told: bool) {
        let Some(text) = party.country.take() else { return };
        match self.country_of(&text) {
            Some(country) => party.country = Some(country.code().to_owned()),
            None => {
                if told {
                    self.issues.warn(
                        "country-unknown",
                        row,
                        places.country,
                        &text,
                        format!("“{text}” is no country that is known; write its name or two-letter code."),
                    );
                }
                party.country = Some(text);
            }
        }
    }

    /// State and ZIP of an address in the United States.
    fn american(&mut self, row: usize, party: &mut Party, places: &PartyPlaces, told: bool) {
        let stated = party.country.is_some();
        if let Some(region) = &party.region
            && let Some(code) = place::state(region)
        {
            party.region = Some(code.to_owned());
        } else if stated
            && told
            && let Some(region) = party.region.clone()
        {
            self.issues.warn(
                "state-unknown",
                row,
                places.region,
                &region,
                format!("“{region}” is no state of the United States; correct the state or the country."),
            );
        }
        let Some(zip) = party.postal_code.clone() else { return };
        // Without a country only what lies in a known state is taken for American.
        let american = stated || party.region.as_deref().is_some_and(|r| place::state(r).is_some()) || (!self.has_country_column && party.region.is_none());
        if !american {
            return;
        }
        let mut now = zip.clone();
        if let Some((whole, code, why)) = place::repaired_zip(&zip) {
            if told && let Some(column) = places.postal_code.or(places.city_line) {
                self.issues.repair(code, row, column, &zip, &whole, why);
            }
            now = whole;
            party.postal_code = Some(now.clone());
        }
        if !told {
            return;
        }
        if !place::is_zip(&now) {
            if stated {
                self.issues.warn("zip-form", row, places.postal_code, &zip, format!("“{zip}” is no ZIP: five digits, or five and four with a dash."));
            }
        } else if let Some(elsewhere) = party.region.as_deref().and_then(|region| place::zip_is_elsewhere(&now, region)) {
            let region = party.region.clone().unwrap_or_default();
            self.issues.warn(
                "zip-elsewhere",
                row,
                places.postal_code,
                &zip,
                format!("ZIP {now} lies in {elsewhere}, the state given is {region}; one of them is wrong."),
            );
        }
    }
}
