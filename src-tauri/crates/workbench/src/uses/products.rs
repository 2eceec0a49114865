//! A client's product list: from a sheet, typed, learned from stored lines; and the client's rules.

use crate::contract::*;
use crate::{ApiError, Workbench};
use customs::{Country, HtsNumber, Product, Route};
use desk::ShipmentQuery;
use std::collections::BTreeMap;

pub fn products(bench: &Workbench, args: ClientIdArgs) -> Result<Vec<desk::ProductRow>, ApiError> {
    Ok(bench.desk.products(args.client_id)?)
}

/// Reads a sheet of products; nothing is stored.
pub fn products_read(bench: &Workbench, args: ProductsReadArgs) -> Result<ProductsReading, ApiError> {
    let file = bench.offered(&args.ticket)?;
    let sheet = intake::product_sheet(&file.ticket.name, &file.bytes, &args.mapping)?;
    let held = held(bench, args.client_id)?;
    let day = bench.today();
    let proposals = sheet.products.into_iter().filter_map(|product| {
        let product = Product { source: format!("{}, imported {day}", product.source), ..product };
        let now = held.get(&Product::key(&product.sku)).cloned();
        (!now.as_ref().is_some_and(|now| says_the_same(now, &product))).then_some(ProductProposal { product, held: now, lines: 0, dissent: String::new() })
    });
    Ok(ProductsReading { columns: sheet.columns, targets: sheet.targets, proposals: proposals.collect(), issues: sheet.issues })
}

/// What lines say of one stock number, by tariff number and origin: how many say so, and the words of the first.
type Variants = BTreeMap<(String, String), (u32, String)>;

/// What the client's stored lines teach: stock numbers with a tariff number and an origin, each as most lines have it.
/// Shipments on which a person must still look, or that may not enter, teach nothing.
pub fn products_learn(bench: &Workbench, args: ClientIdArgs) -> Result<Vec<ProductProposal>, ApiError> {
    let held = held(bench, args.client_id)?;
    let routes = Route::ALL.iter().copied().filter(|r| !matches!(r, Route::Review | Route::Prohibited)).collect();
    let ids = bench.desk.shipment_ids(&ShipmentQuery { client_id: Some(args.client_id), routes, ..ShipmentQuery::default() })?;
    let mut said: BTreeMap<String, (String, Variants)> = BTreeMap::new();
    for (_, _, shipment) in bench.desk.bare_shipments(&ids)? {
        for line in shipment.lines {
            let (Some(sku), Some(hts), Some(origin)) = (line.sku, line.hts, line.origin) else { continue };
            let of_sku = said.entry(Product::key(&sku)).or_insert_with(|| (sku, Variants::new()));
            let variant = of_sku.1.entry((digits(&hts), origin)).or_insert_with(|| (0, line.description));
            variant.0 += 1;
        }
    }
    let mut proposals = Vec::new();
    for (key, (sku, variants)) in said {
        // Most lines first; of as many the one that stands first in the order of numbers.
        let mut variants: Vec<_> = variants.into_iter().collect();
        variants.sort_by_key(|(_, (lines, _))| std::cmp::Reverse(*lines));
        let Some((((hts, origin), (lines, description)), rest)) = variants.split_first().map(|(first, rest)| (first.clone(), rest)) else { continue };
        let dissent = rest
            .iter()
            .map(|((hts, origin), (n, _))| format!("{hts} from {origin} on {n} line{}", if *n == 1 { "" } else { "s" }))
            .collect::<Vec<_>>()
            .join("; ");
        let now = held.get(&key).cloned();
        let source = format!("learned from {lines} line{} on {}", if lines == 1 { "" } else { "s" }, bench.today());
        let product = match &now {
            Some(now) => Product { hts, origin, source, ..now.clone() },
            None => Product { sku, hts, origin, description, source, ..Product::default() },
        };
        if !now.as_ref().is_some_and(|now| says_the_same(now, &product)) {
            proposals.push(ProductProposal { product, held: now, lines, dissent });
        }
    }
    Ok(proposals)
}

pub fn products_save(bench: &Workbench, args: ProductsSaveArgs) -> Result<Vec<desk::ProductRow>, ApiError> {
    let mut products = args.products;
    for product in &mut products {
        tidy(product)?;
    }
    bench.desk.save_products(args.client_id, &products, &args.remove, &bench.act())?;
    Ok(bench.desk.products(args.client_id)?)
}

/// A product as it may be stored.
fn tidy(product: &mut Product) -> Result<(), ApiError> {
    for text in [&mut product.sku, &mut product.hts, &mut product.origin, &mut product.description, &mut product.currency] {
        *text = text.trim().to_owned();
    }
    let sku = &product.sku;
    if !product.hts.is_empty() {
        let number = digits(&product.hts);
        if number.len() < 6 || product.hts.parse::<HtsNumber>().is_err() {
            return Err(ApiError::refused(format!("{sku}: `{}` is no HTS number; write eight or ten digits.", product.hts)));
        }
    }
    if !product.origin.is_empty() {
        let Some(country) = Country::parse(&product.origin) else {
            return Err(ApiError::refused(format!("{sku}: `{}` is no country; write its name or two-letter code.", product.origin)));
        };
        country.code().clone_into(&mut product.origin);
    }
    product.currency = product.currency.to_uppercase();
    if product.currency == "USD" {
        product.currency.clear();
    }
    if product.unit_value.is_some_and(|v| v <= customs::Decimal::ZERO) {
        return Err(ApiError::refused(format!("{sku}: the value of one piece is not above zero.")));
    }
    if product.source.trim().is_empty() {
        "typed".clone_into(&mut product.source);
    }
    Ok(())
}

fn held(bench: &Workbench, client_id: i64) -> Result<BTreeMap<String, Product>, ApiError> {
    Ok(bench.desk.products(client_id)?.into_iter().map(|row| (Product::key(&row.product.sku), row.product)).collect())
}

fn says_the_same(a: &Product, b: &Product) -> bool {
    digits(&a.hts) == digits(&b.hts) && a.origin == b.origin && a.description == b.description && a.unit_value == b.unit_value && a.currency == b.currency
}

fn digits(hts: &str) -> String {
    hts.chars().filter(char::is_ascii_digit).collect()
}

pub fn client_rules(bench: &Workbench, args: ClientIdArgs) -> Result<Vec<desk::ClientRule>, ApiError> {
    Ok(bench.desk.client_rules(args.client_id)?)
}

/// Remembers a correction for all files of the client.
pub fn rule_remember(bench: &Workbench, args: RuleArgs) -> Result<Vec<desk::ClientRule>, ApiError> {
    let rule = desk::NewRule { says: args.rule.says.trim().to_owned(), means: args.rule.means.trim().to_owned(), ..args.rule };
    let Some(field) = intake::fields().into_iter().find(|f| f.field.key() == rule.field) else {
        return Err(ApiError::refused(format!("`{}` is no field a rule could be about.", rule.field)));
    };
    if rule.means == rule.says {
        return Err(ApiError::refused("The rule would change nothing."));
    }
    if rule.says.is_empty() && field.field.is_of_shipment() {
        return Err(ApiError::refused(format!(
            "{} may be empty on rows that belong to the shipment above; derive it in the columns instead of a rule for empty cells.",
            field.label
        )));
    }
    bench.desk.remember_rule(args.client_id, &rule, &bench.act())?;
    Ok(bench.desk.client_rules(args.client_id)?)
}

pub fn rule_remove(bench: &Workbench, args: IdArgs) -> Result<Nothing, ApiError> {
    bench.desk.remove_rule(args.id, &bench.act())?;
    Ok(Nothing {})
}
