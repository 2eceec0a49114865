//! Blocks that a person fills by hand: held against their rules, marked, and kept when the entry is built again.

use super::quantities::typed;
use crate::contract::{EntrySaveArgs, LineBlocks};
use customs::{Decimal, EntryLine, EntrySummary, blocks};

/// Takes a block of one summary over into another.
type Take = fn(&mut EntrySummary, &EntrySummary);
/// Whether a block differs between two summaries.
type Differs = fn(&EntrySummary, &EntrySummary) -> bool;

macro_rules! hand_blocks {
    ($($number:literal $field:ident),* $(,)?) => {
        /// The blocks of an entry that are filled by hand, in their order.
        const BLOCKS: &[(&str, Differs, Take)] = &[$(($number, |a, b| a.$field != b.$field, |to, from| to.$field.clone_from(&from.$field))),*];
    };
}

hand_blocks! {
    "2" abi_status, "4" surety, "5" bond_type, "6" port, "8" carrier, "12" bills, "13" manufacturer_id, "15" export_date, "16" it_number,
    "17" it_date, "18" missing_documents, "19" foreign_port, "20" port_of_unlading, "21" melt_and_pour, "22" primary_smelt,
    "23" secondary_smelt, "24" country_of_cast, "25" location, "26" consignee_number, "28" reference_number, "29" consignee,
    "47" file_number,
}

/// The summary with what a person typed, each changed block marked.
///
/// # Errors
/// Everything that is wrong with what was typed, a sentence each.
pub fn saved(before: &EntrySummary, args: EntrySaveArgs) -> Result<EntrySummary, Vec<String>> {
    let mut wrong = Vec::new();
    let mut summary = before.clone();
    let mut kept = |field: &str, text: &str| {
        blocks::check(field, text, before.mode).unwrap_or_else(|why| {
            wrong.push(why);
            String::new()
        })
    };
    summary.abi_status = args.abi_status.trim().to_uppercase();
    summary.surety = kept("surety", &args.surety);
    summary.bond_type = kept("bond_type", &args.bond_type);
    summary.port = kept("port", &args.port);
    summary.carrier = kept("carrier", &args.carrier);
    summary.bills = args.bills.iter().map(|b| kept("bills", b)).filter(|b| !b.is_empty()).collect();
    summary.manufacturer_id = kept("manufacturer_id", &args.manufacturer_id);
    summary.export_date = args.export_date;
    summary.it_number = kept("it_number", &args.it_number);
    summary.it_date = args.it_date;
    summary.missing_documents = kept("missing_documents", &args.missing_documents);
    summary.foreign_port = kept("foreign_port", &args.foreign_port);
    summary.port_of_unlading = kept("port_of_unlading", &args.port_of_unlading);
    let metals = [
        (&mut summary.melt_and_pour, "melt_and_pour", args.melt_and_pour),
        (&mut summary.primary_smelt, "primary_smelt", args.primary_smelt),
        (&mut summary.secondary_smelt, "secondary_smelt", args.secondary_smelt),
        (&mut summary.country_of_cast, "country_of_cast", args.country_of_cast),
    ];
    for (block, field, typed) in metals {
        if let Some(typed) = typed {
            *block = kept(field, &typed);
        }
    }
    summary.location = kept("location", &args.location);
    summary.consignee_number = kept("consignee_number", &args.consignee_number);
    summary.reference_number = kept("reference_number", &args.reference_number);
    summary.consignee = args.consignee;
    summary.file_number = args.file_number.trim().to_owned();
    for typed in args.line_blocks.unwrap_or_default() {
        match summary.lines.iter_mut().find(|line| line.number == typed.number) {
            Some(line) => wrong.extend(fill_line(line, &typed)),
            None => wrong.push(format!("The entry has no line {:03}", typed.number)),
        }
    }
    name_the_maker(&mut summary, before);
    if !wrong.is_empty() {
        return Err(wrong);
    }
    for (block, differs, _) in BLOCKS {
        if differs(before, &summary) && !summary.by_hand.iter().any(|b| b == block) {
            summary.by_hand.push((*block).to_owned());
        }
    }
    summary.by_hand.sort_by_key(|b| b.parse::<u32>().unwrap_or(u32::MAX));
    Ok(summary)
}

/// Block 13 and the lines say the same: one maker typed there is that of every line; makers of the lines make it one or MULTI.
fn name_the_maker(summary: &mut EntrySummary, before: &EntrySummary) {
    let several = summary.manufacturer_id.is_empty() || summary.manufacturer_id == super::form::MULTI;
    if !several {
        if summary.manufacturer_id != before.manufacturer_id {
            for line in &mut summary.lines {
                line.manufacturer_id.clear();
                line.by_hand.retain(|block| block != "13");
            }
        }
        return;
    }
    let makers: Vec<&str> = summary.lines.iter().map(|line| line.manufacturer_id.as_str()).collect();
    if makers.iter().any(|maker| !maker.is_empty()) {
        summary.manufacturer_id = super::form::one_or_multi(&makers);
    }
}

/// Fills a line; what is wrong with what was typed comes back, a sentence each.
fn fill_line(line: &mut EntryLine, typed_blocks: &LineBlocks) -> Vec<String> {
    let (before, place) = (line.clone(), format!("Line {:03}", line.number));
    let mut wrong = Vec::new();
    let mut say = |why: String| wrong.push(format!("{place}: {why}"));
    let mut kept = |field: &str, text: &str| {
        blocks::check(field, text, None).unwrap_or_else(|why| {
            say(why);
            String::new()
        })
    };
    line.manufacturer_id = kept("manufacturer_id", &typed_blocks.manufacturer_id);
    line.manifest_quantity = kept("manifest_quantity", &typed_blocks.manifest_quantity);
    line.charges = kept("charges", &typed_blocks.charges).parse::<Decimal>().ok();
    line.related = typed_blocks.related;
    if let Some(goods) = line.rows.last_mut().filter(|goods| !goods.units.is_empty()) {
        let mut quantities = Vec::new();
        for (place, unit) in goods.units.iter().enumerate() {
            let text = typed_blocks.quantities.get(place).map(String::as_str).unwrap_or_default();
            quantities.push(typed(text, unit).unwrap_or_else(|why| {
                say(why);
                String::new()
            }));
        }
        let mut quantities = quantities.into_iter();
        goods.net_quantity = quantities.next().unwrap_or_default();
        goods.further_quantities = quantities.collect();
    }
    let changed = [
        ("13", line.manufacturer_id != before.manufacturer_id),
        ("34B", line.manifest_quantity != before.manifest_quantity),
        ("35", quantities(line) != quantities(&before)),
        ("36B", line.charges != before.charges),
        ("36C", line.related != before.related),
    ];
    for (block, _) in changed.iter().filter(|(_, changed)| *changed) {
        if !line.by_hand.iter().any(|b| b == block) {
            line.by_hand.push((*block).to_owned());
        }
    }
    wrong
}

/// Block 35 of a line.
fn quantities(line: &EntryLine) -> Option<(&String, &Vec<String>)> {
    line.goods().map(|goods| (&goods.net_quantity, &goods.further_quantities))
}

/// What a person typed stays when an entry is built again: the entry's blocks, and those of each line that is still there.
pub fn keep(new: &mut EntrySummary, old: &EntrySummary) {
    for (block, _, take) in BLOCKS {
        if old.by_hand.iter().any(|b| b == block) {
            take(new, old);
        }
    }
    new.by_hand.clone_from(&old.by_hand);
    let mut taken = vec![false; new.lines.len()];
    for line in old.lines.iter().filter(|line| !line.by_hand.is_empty()) {
        let same = |other: &EntryLine| {
            other.shipment == line.shipment && other.origin == line.origin && hts(other) == hts(line) && other.description == line.description
        };
        let found = new.lines.iter_mut().zip(&mut taken).find(|(other, taken)| !**taken && same(other));
        if let Some((other, taken)) = found {
            *taken = true;
            keep_line(other, line);
        }
    }
    // One maker for all may have become several by what was typed on a line, and the other way round.
    if !new.by_hand.iter().any(|block| block == "13") && new.lines.iter().any(|line| line.by_hand.iter().any(|b| b == "13")) {
        let one = new.manufacturer_id.clone();
        let fallback = if one == super::form::MULTI { String::new() } else { one };
        let makers: Vec<String> =
            new.lines.iter().map(|line| if line.manufacturer_id.is_empty() { fallback.clone() } else { line.manufacturer_id.clone() }).collect();
        new.manufacturer_id = super::form::one_or_multi(&makers);
        for (line, maker) in new.lines.iter_mut().zip(makers) {
            line.manufacturer_id = maker;
        }
    }
}

fn hts(line: &EntryLine) -> Option<&str> {
    line.goods().map(|goods| goods.hts.as_str())
}

fn keep_line(new: &mut EntryLine, old: &EntryLine) {
    for block in &old.by_hand {
        match block.as_str() {
            "13" => new.manufacturer_id.clone_from(&old.manufacturer_id),
            "34B" => new.manifest_quantity.clone_from(&old.manifest_quantity),
            "35" => {
                if let (Some(to), Some(from)) = (new.rows.last_mut(), old.goods())
                    && to.units == from.units
                {
                    to.net_quantity.clone_from(&from.net_quantity);
                    to.further_quantities.clone_from(&from.further_quantities);
                }
            }
            "36B" => new.charges = old.charges,
            "36C" => new.related = old.related,
            _ => {}
        }
    }
    new.by_hand.clone_from(&old.by_hand);
}
