//! A workbench to test with. Not every test uses all of it.
#![allow(dead_code, missing_docs)]

use chrono::{DateTime, FixedOffset};
use serde_json::{Value, json};
use std::sync::atomic::AtomicBool;
use tempfile::TempDir;
use workbench::{ApiError, Reporter, Setup, Workbench, table};

/// A desk in a folder of its own, at a fixed moment.
pub struct Bench {
    pub bench: Workbench,
    pub folder: TempDir,
}

fn open(folder: &TempDir) -> Workbench {
    let now: DateTime<FixedOffset> = "2026-11-23T09:00:00-05:00".parse().unwrap();
    let (desk, output_folder) = (folder.path().join("d.entrydesk"), folder.path().join("documents"));
    Workbench::open(Setup { desk, output_folder, clock: Box::new(move || now), user: "DH".into() }).unwrap()
}

impl Bench {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { bench: open(&folder), folder }
    }

    /// The same desk file, opened anew.
    pub fn again(self) -> Self {
        let Self { bench, folder } = self;
        drop(bench);
        Self { bench: open(&folder), folder }
    }

    pub fn call(&self, name: &str, args: Value) -> Value {
        self.try_call(name, args).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    pub fn try_call(&self, name: &str, args: Value) -> Result<Value, ApiError> {
        table::call(&self.bench, name, args)
    }

    /// What is said where it may not be done.
    pub fn refused(&self, name: &str, args: Value) -> String {
        self.try_call(name, args).expect_err(name).message
    }

    pub fn try_run(&self, name: &str, args: Value, cancelled: bool) -> Result<Value, ApiError> {
        table::run(&self.bench, name, args, &Reporter::new(&|_| {}, &AtomicBool::new(cancelled)))
    }

    pub fn run(&self, name: &str, args: Value) -> Value {
        self.try_run(name, args, false).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// A client with authority from 2020 on.
    pub fn client(&self, name: &str) -> i64 {
        let poa = json!({ "signer": "Greta Sample", "signed": "2020-01-02", "partnership": false });
        let client = json!({ "id": 0, "name": name, "importer_number": "98-7654321", "default_port": "4701", "default_mode": "air", "default_country_of_shipment": "DE",
            "address": { "name": name, "street": "5 Market St", "city": "Hamburg", "country": "DE" }, "power_of_attorney": poa });
        self.call("client_save", json!({ "client": client }))["id"].as_i64().unwrap()
    }

    /// Stores a file of parcels: bill, consignee, street, order, value.
    pub fn store(&self, client: i64, name: &str, arrival: &str, parcels: &[(&str, &str, &str, &str, &str)]) -> Value {
        let mut csv = String::from("House bill,Consignee,Address,City,State,ZIP,Country,Order number,Description,HTS,Origin,Quantity,Value,Currency\n");
        for (bill, person, street, order, value) in parcels {
            csv.push_str(&format!(
                "{bill},\"{person}\",{street},Springfield,IL,62704,US,{order},stainless steel electric kettle,8516.79.0000,DE,1,{value},USD\n"
            ));
        }
        self.run("intake_store", json!({ "ticket": self.offer(name, csv), "client_id": client, "arrival": arrival }))
    }

    /// A file that was picked; its ticket.
    pub fn offer(&self, name: &str, bytes: impl Into<Vec<u8>>) -> String {
        self.bench.offer(name, bytes.into()).ticket
    }

    pub fn ids(&self, text: &str) -> Vec<i64> {
        let query = json!({ "text": text, "routes": [], "sort": "bill" });
        serde_json::from_value(self.call("shipments_view", json!({ "query": query }))["ids"].clone()).unwrap()
    }

    pub fn detail(&self, bill: &str) -> Value {
        self.call("shipment", json!({ "id": self.ids(bill)[0] }))
    }
}
