//! The words of the command line.

use chrono::NaiveDate;
use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// Decides low-value shipments by the law of their arrival date, and prepares informal entries. Offline.
#[derive(Parser)]
#[command(name = "entrydesk-cli", version)]
pub struct Args {
    /// File whose first line is the passphrase of an encrypted desk or a locked pack
    #[arg(long, global = true)]
    pub passphrase_file: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Decide every shipment of a batch; no desk file needed
    Decide {
        /// A batch in JSON: {"shipments": […], "history": […]}; - for standard input
        batch: PathBuf,
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
    /// Read a merchant's spreadsheet into shipments and issues; nothing is stored
    Read {
        /// CSV, TSV, XLSX, XLS or ODS
        sheet: PathBuf,
        /// How to read it: read options in JSON
        #[arg(long)]
        mapping: Option<PathBuf>,
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
    /// Duty and fees for the requests on standard input
    Duty {
        /// Use the editions of this desk
        #[arg(long)]
        desk: Option<PathBuf>,
        /// An official tariff export, JSON or CSV, plain or gzip
        #[arg(long)]
        edition: Vec<PathBuf>,
        /// A product list of an additional-duty program, CSV; its name says which: 301-china.csv
        #[arg(long)]
        list: Vec<PathBuf>,
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
    /// Write the sample merchant files, and set up the invented firm and client they belong to
    Sample {
        /// The desk to set up
        #[arg(long)]
        desk: Option<PathBuf>,
        /// Folder for the files
        #[arg(long)]
        out: PathBuf,
    },
    /// Write the template a client fills in: a workbook with drop-downs
    Template {
        /// The file to write, ending in .xlsx
        #[arg(long)]
        out: PathBuf,
    },
    /// Read, store and decide a merchant's spreadsheet, all or nothing
    Import {
        #[arg(long)]
        desk: PathBuf,
        sheet: PathBuf,
        /// The client's name, as in the desk
        #[arg(long)]
        client: String,
        /// Arrival of shipments whose rows name none
        #[arg(long)]
        arrival: Option<String>,
        /// Port of entry, Schedule D
        #[arg(long)]
        port: Option<String>,
        #[arg(long)]
        json: bool,
    },
    /// List entries; with --make, build them first from decided shipments; with --state, move them on
    Entries {
        #[arg(long)]
        desk: PathBuf,
        /// Of this client only
        #[arg(long)]
        client: Option<String>,
        /// Make the entries of all shipments that need one, informal or formal
        #[arg(long)]
        make: bool,
        /// What goes on one entry: by "recipient", or by "consignment" (one importer, port, conveyance and arrival); otherwise each shipment alone
        #[arg(long, requires = "make", num_args = 0..=1, default_missing_value = "consignment", value_parser = ["recipient", "consignment"])]
        consolidate: Option<String>,
        /// Put lines of one tariff number and origin together
        #[arg(long, requires = "make")]
        merge_lines: bool,
        /// Move these entries on: a state, with --entry; e.g. --state released --entry 916-5187505-5 --on 2026-05-04
        #[arg(long, conflicts_with = "make", requires = "entry")]
        state: Option<String>,
        /// The entries to move, with commas between them
        #[arg(long, value_delimiter = ',', requires = "state")]
        entry: Vec<String>,
        /// The day of the step; otherwise today
        #[arg(long, requires = "state")]
        on: Option<NaiveDate>,
        /// Why, for the journal
        #[arg(long, requires = "state")]
        note: Option<String>,
        /// List what is due on entries instead
        #[arg(long, conflicts_with_all = ["make", "state"])]
        due: bool,
        /// Entry date; otherwise each shipment's day of arrival
        #[arg(long)]
        entry_date: Option<NaiveDate>,
        /// Importing carrier, block 8
        #[arg(long)]
        carrier: Option<String>,
        /// Master bill, block 12
        #[arg(long, requires = "make")]
        master_bill: Option<String>,
        /// Packages of each house bill, block 34B
        #[arg(long, requires = "make")]
        packages_per_bill: Option<u32>,
        /// Kind of those packages, like CTN; PKG where nothing is said
        #[arg(long, requires = "packages_per_bill")]
        package_kind: Option<String>,
        /// Buyer and seller are related, block 36C: true or false; left open where nothing is said
        #[arg(long, requires = "make")]
        related: Option<bool>,
        #[arg(long)]
        json: bool,
    },
    /// Read a status file (CSV) of filing software: says what it would change; --yes does it, all of it or nothing
    Status {
        #[arg(long)]
        desk: PathBuf,
        /// The file
        file: PathBuf,
        /// Do it
        #[arg(long)]
        yes: bool,
        #[arg(long)]
        json: bool,
    },
    /// Write an entry's documents as PDF
    Paperwork {
        #[arg(long)]
        desk: PathBuf,
        /// Entry number, or "all"
        #[arg(long)]
        entry: String,
        /// Kinds of paper, separated by commas: 7501, 7501-2022, 3461, duty, invoice, manifest, 7523, cover, 5291, 5106; or "all"
        #[arg(long, default_value = "7501", value_delimiter = ',')]
        form: Vec<String>,
        /// One file with all papers, bookmarked, instead of a file each
        #[arg(long)]
        merged: bool,
        #[arg(long)]
        out: PathBuf,
    },
    /// Write shipments or entries as a table, CSV or XLSX
    Export {
        #[arg(long)]
        desk: PathBuf,
        /// What a row is: shipments, goods, entries or entry-lines
        #[arg(long, default_value = "entries")]
        rows: String,
        /// Of this client only
        #[arg(long)]
        client: Option<String>,
        /// Columns by name, in order, with commas between them
        #[arg(long, value_delimiter = ',')]
        columns: Vec<String>,
        /// A column order kept at the desk
        #[arg(long, conflicts_with = "columns")]
        preset: Option<String>,
        /// The file; its ending says which kind it is
        #[arg(long, required_unless_present = "list")]
        out: Option<PathBuf>,
        /// List the columns instead
        #[arg(long)]
        list: bool,
    },
    /// Write entries as a file for the filing software: AE entry summaries or SE cargo releases
    Catair {
        #[arg(long)]
        desk: PathBuf,
        /// AE or SE
        #[arg(long, default_value = "AE")]
        kind: String,
        /// Entry number; every ready entry where none is named
        #[arg(long)]
        entry: Vec<String>,
        /// Voyage, flight or trip number
        #[arg(long)]
        trip: Option<String>,
        /// Packages of each house bill where block 34B is empty
        #[arg(long)]
        packages_per_bill: Option<u32>,
        /// Replace what was sent before
        #[arg(long)]
        replace: bool,
        #[arg(long)]
        out: PathBuf,
    },
    /// Write an audit pack
    AuditPack {
        #[arg(long)]
        desk: PathBuf,
        #[arg(long)]
        client: Option<String>,
        #[arg(long)]
        entry: Option<String>,
        /// What the client sent to this person
        #[arg(long)]
        person: Option<String>,
        #[arg(long)]
        from: Option<NaiveDate>,
        #[arg(long)]
        to: Option<NaiveDate>,
        /// Marks instead of people's names
        #[arg(long)]
        redacted: bool,
        /// Lock the pack with the first line of this file as its passphrase
        #[arg(long)]
        lock_with: Option<PathBuf>,
        #[arg(long)]
        out: PathBuf,
    },
    /// Check an audit pack, a desk file or a backup; the file is not changed
    Verify {
        /// A pack, a desk file or a backup
        #[arg(required_unless_present = "desk")]
        file: Option<PathBuf>,
        /// A desk file
        #[arg(long, conflicts_with = "file")]
        desk: Option<PathBuf>,
    },
    /// Official reference files in the desk
    Reference {
        #[command(subcommand)]
        what: Reference,
    },
    /// Rates of exchange in the desk
    Rates {
        #[command(subcommand)]
        what: Rates,
    },
    /// A client's product list
    Products {
        #[command(subcommand)]
        what: Products,
    },
    /// A consistent copy of the desk, also while it is open
    Backup {
        #[arg(long)]
        desk: PathBuf,
        #[arg(long)]
        out: PathBuf,
    },
    /// Put a backup in the place of a desk, which is moved aside; without --yes only say what that would bring and take
    Restore {
        #[arg(long)]
        desk: PathBuf,
        /// The backup
        backup: PathBuf,
        /// Do it
        #[arg(long)]
        yes: bool,
    },
    /// Encrypt a desk with the passphrase of --passphrase-file; prints its recovery key
    Encrypt {
        #[arg(long)]
        desk: PathBuf,
    },
    /// Take the encryption of a desk away
    Decrypt {
        #[arg(long)]
        desk: PathBuf,
    },
    /// Until when each record is kept, by which rule, and what may go
    Retention {
        #[arg(long)]
        desk: PathBuf,
        /// Only this client's
        #[arg(long)]
        client: Option<String>,
        #[arg(long)]
        json: bool,
    },
    /// The legal holds that stand; with --on, set one; with --lift, lift one
    Hold {
        #[arg(long)]
        desk: PathBuf,
        /// What to hold, as `retention` names it: client:3, import:5, entry:9HB-0000417-8, or shipment:77
        #[arg(long, conflicts_with = "lift")]
        on: Option<String>,
        /// The number of the hold to lift
        #[arg(long)]
        lift: Option<i64>,
        /// Why
        #[arg(long)]
        reason: Option<String>,
    },
    /// Take a client's records out that need not be kept any longer; without --yes only say which
    Purge {
        #[arg(long)]
        desk: PathBuf,
        #[arg(long)]
        client: String,
        /// Which, as `retention` names them; all that may go where none is named
        records: Vec<String>,
        /// Do it
        #[arg(long)]
        yes: bool,
    },
    /// List who works at a desk; with --add, add somebody
    Users {
        #[arg(long)]
        desk: PathBuf,
        /// Full name of a new user
        #[arg(long, requires = "initials")]
        add: Option<String>,
        /// Their initials, for the journal
        #[arg(long)]
        initials: Option<String>,
        /// broker or clerk
        #[arg(long, default_value = "clerk")]
        role: String,
    },
}

#[derive(Subcommand)]
pub enum Reference {
    /// Load an official tariff edition
    ImportHts {
        #[arg(long)]
        desk: PathBuf,
        file: PathBuf,
    },
    /// Load CBP's report of partner-agency flags by tariff number (CSV)
    ImportPga {
        #[arg(long)]
        desk: PathBuf,
        file: PathBuf,
    },
    /// Load a product list of an additional-duty program (CSV)
    ImportList {
        #[arg(long)]
        desk: PathBuf,
        file: PathBuf,
        /// Which list it is, where the file's name does not tell: 301-china, 122-exempt …
        #[arg(long = "as")]
        list: Option<String>,
    },
    /// Which editions are loaded
    List {
        #[arg(long)]
        desk: PathBuf,
    },
    /// Which product lists of programs there are, and which are loaded
    Lists {
        #[arg(long)]
        desk: PathBuf,
    },
    /// What two loaded editions change for the tariff numbers the desk uses
    Diff {
        #[arg(long)]
        desk: PathBuf,
        /// The earlier edition's name, or a part of it that no other has
        earlier: String,
        /// The later edition's name, or a part of it that no other has
        later: String,
        /// Only what this client uses
        #[arg(long)]
        client: Option<String>,
        #[arg(long)]
        json: bool,
    },
    /// Check an official export without loading it: rows, tree, units, how many rates are understood
    Check {
        file: PathBuf,
        #[arg(long)]
        json: bool,
    },
}

#[derive(Subcommand)]
pub enum Rates {
    /// Put the rates of a table in (CSV or XLSX), all or none
    Import {
        #[arg(long)]
        desk: PathBuf,
        file: PathBuf,
        /// quarterly, daily or other, where a row does not say
        #[arg(long)]
        kind: Option<String>,
        /// First day the table is for, where a row does not say
        #[arg(long)]
        from: Option<NaiveDate>,
        /// Last day
        #[arg(long)]
        to: Option<NaiveDate>,
        /// Where the table is from
        #[arg(long)]
        source: Option<String>,
    },
    /// The rates in the desk
    List {
        #[arg(long)]
        desk: PathBuf,
        #[arg(long)]
        json: bool,
    },
}

#[derive(Subcommand)]
pub enum Products {
    /// Put the products of a sheet into a client's list (CSV or XLSX), all or none
    Import {
        #[arg(long)]
        desk: PathBuf,
        /// The client's name, as in the desk
        #[arg(long)]
        client: String,
        file: PathBuf,
    },
    /// A client's product list
    List {
        #[arg(long)]
        desk: PathBuf,
        /// The client's name, as in the desk
        #[arg(long)]
        client: String,
        #[arg(long)]
        json: bool,
    },
}
