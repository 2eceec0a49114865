//! An old decision explained again by the very law it was made by, which the desk file keeps, beside the law of today.

use crate::contract::*;
use crate::uses::deciding;
use crate::{ApiError, Workbench, law};
use customs::Decision;
use rulebook::Rulebook;
use std::sync::Arc;

pub fn decision_replay(bench: &Workbench, args: IdArgs) -> Result<Replay, ApiError> {
    let stored = bench.desk.shipment(args.id)?;
    let Some(stamp) = stored.rulebook.clone() else {
        return Err(ApiError::refused(format!("{} does not say by which rulebook it was decided.", stored.shipment.id)));
    };
    let Some(book) = law::kept(&bench.desk, &stamp)? else {
        return Err(ApiError::refused(format!(
            "The rulebook {} that decided {} is not in this desk file; the decision itself is, with its tests, sentences and law.",
            stamp.version, stored.shipment.id
        )));
    };
    let history = deciding::history(bench, &stored)?;
    let decide = |book: &Arc<Rulebook>| {
        let answer = eligibility::what_if(&stored.shipment, &eligibility::Change::default(), &history, book);
        answer.map(|answer| answer.now).ok_or_else(|| ApiError::new("internal", "the shipment could not be decided"))
    };
    let (then, now) = (decide(&Arc::new(book))?, decide(&bench.rulebook())?);
    let own = bench.desk.own_decision(args.id)?;
    let (differs, today) = (differing(&own, &then), differing(&then, &now));
    let by = format!("the rulebook {}, verified through {}", stamp.version, stamp.verified_through.format("%-d %b %Y"));
    let again = if differs.is_empty() {
        format!("By {by}, it comes out again as it was decided, all {} tests of it.", then.tests.len())
    } else {
        format!("By {by}, {} of {} tests read otherwise now: parcels that count with it have come, gone or changed since.", differs.len(), then.tests.len())
    };
    let now_words =
        if today.is_empty() { " The law as this program has it today says the same." } else { " The law as this program has it today reads otherwise." };
    Ok(Replay { rulebook: stamp, same: differs.is_empty(), differs, today, sentence: format!("{again}{now_words}"), decision: then, now })
}

/// The tests that read differently in two decisions, and the route where it does.
fn differing(a: &Decision, b: &Decision) -> Vec<String> {
    let mut found: Vec<String> = (a.route != b.route).then(|| "route".to_owned()).into_iter().collect();
    let ids = a.tests.iter().chain(&b.tests).map(|t| &t.id);
    for id in ids {
        let of = |d: &Decision| d.tests.iter().find(|t| t.id == *id).cloned();
        if of(a) != of(b) && !found.contains(id) {
            found.push(id.clone());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Reporter, Setup, table};
    use serde_json::json;
    use std::sync::atomic::AtomicBool;

    /// A desk with one parcel of $750, which passes free by the book of today.
    fn one_parcel() -> (Workbench, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let now: chrono::DateTime<chrono::FixedOffset> = "2026-11-23T09:00:00-05:00".parse().unwrap();
        let setup =
            Setup { desk: folder.path().join("d.entrydesk"), output_folder: folder.path().join("out"), clock: Box::new(move || now), user: "DH".into() };
        let bench = Workbench::open(setup).unwrap();
        table::call(&bench, "sample_client", json!({})).unwrap();
        let csv = "House bill,Consignee,Address,City,State,ZIP,Country,Order number,Description,HTS,Origin,Quantity,Value,Currency\n\
                   NK-1,Ada Quill,1 Elm Street,Springfield,IL,62704,US,O-1,stainless steel kettle,8516.79.0000,DE,1,750.00,USD\n";
        let ticket = bench.offer("orders.csv", csv.as_bytes().to_vec());
        let args = json!({ "ticket": ticket.ticket, "client_id": 1, "arrival": "2024-06-03" });
        table::run(&bench, "intake_store", args, &Reporter::new(&|_| {}, &AtomicBool::new(false))).unwrap();
        (bench, folder)
    }

    #[test]
    fn a_decision_of_today_comes_out_again_by_the_book_kept_with_it() {
        let (bench, _folder) = one_parcel();
        let again = decision_replay(&bench, IdArgs { id: 1 }).unwrap();
        assert_eq!((again.same, again.differs.len(), again.today.len()), (true, 0, 0));
        assert!(again.sentence.contains("it comes out again as it was decided") && again.sentence.ends_with("says the same."), "{}", again.sentence);
        // Kept once, however often it decides.
        assert_eq!(bench.desk.reference_files("rulebook").unwrap().len(), 1);
    }

    #[test]
    fn an_old_decision_is_explained_by_its_own_law_after_the_law_has_changed() {
        let (bench, _folder) = one_parcel();
        // The book of an earlier program, in which the ceiling was another.
        let earlier: Vec<(&str, String)> = rulebook::BUILT_IN
            .iter()
            .map(|(name, text)| (*name, if *name == "commercial-ceiling.toml" { text.replace("\"800.00\"", "\"700.00\"") } else { (*text).to_owned() }))
            .collect();
        let files: Vec<(&str, &str)> = earlier.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let book = Rulebook::load(&files).unwrap();
        assert_ne!(book.stamp(), bench.rulebook().stamp(), "it is another law");
        bench.desk.keep_reference_file("rulebook", &book.stamp().version, &serde_json::to_vec(&earlier).unwrap(), &bench.act()).unwrap();
        let stored = bench.desk.shipment(1).unwrap();
        let by_it = eligibility::what_if(&stored.shipment, &eligibility::Change::default(), &[], &book).unwrap().now;
        bench.desk.append_decisions(&[(1, by_it)], &book.stamp(), &bench.act()).unwrap();

        let again = decision_replay(&bench, IdArgs { id: 1 }).unwrap();
        assert_eq!(again.rulebook, book.stamp());
        assert!(again.same, "{:?}", again.differs);
        let ceiling = |decision: &Decision| decision.tests.iter().find(|t| t.id == "value-ceiling").unwrap().because.clone();
        assert!(ceiling(&again.decision).contains("$700.00") && ceiling(&again.now).contains("$800.00"), "{}", ceiling(&again.decision));
        assert!(again.today.iter().any(|test| test == "value-ceiling") && again.today.iter().any(|test| test == "route"));
        assert!(again.sentence.ends_with("The law as this program has it today reads otherwise."), "{}", again.sentence);
    }

    #[test]
    fn a_law_that_is_not_in_the_file_is_said_to_be_missing() {
        let (bench, _folder) = one_parcel();
        let stored = bench.desk.shipment(1).unwrap();
        let stamp = customs::decision::RulebookStamp { version: "2019.1 0000".into(), ..stored.rulebook.unwrap() };
        bench.desk.append_decisions(&[(1, stored.decision)], &stamp, &bench.act()).unwrap();
        assert_eq!(
            decision_replay(&bench, IdArgs { id: 1 }).unwrap_err().message,
            "The rulebook 2019.1 0000 that decided NK-1 is not in this desk file; the decision itself is, with its tests, sentences and law."
        );
    }
}
