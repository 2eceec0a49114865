// Written from the Rust command table by `cargo xtask contract`. Never edited by hand.

export type Advisory = { 
/**
 * `agency:FDA`, `near-limit`, `record` …
 */
about: string, 
/**
 * One plain sentence.
 */
because: string, 
/**
 * The law behind it.
 */
citations: Array<Citation>, };

export type AgencyFlag = { 
/**
 * CBP's code, such as `FD2`; empty where the rulebook's own headings speak.
 */
code: string, 
/**
 * The agency.
 */
agency: string, 
/**
 * What about, in words.
 */
about: string, 
/**
 * Whether data must be given; else it may be.
 */
required: boolean, 
/**
 * How sure we are.
 */
confidence: Confidence, };

export type AgencyFlags = { 
/**
 * The day of CBP's report these are from; `null` where none is loaded and the rulebook's own headings speak.
 */
report: string | null, 
/**
 * Whether that report knows the number at all.
 */
known: boolean, 
/**
 * The flags.
 */
flags: Array<AgencyFlag>, };

export type Alike = { 
/**
 * How many.
 */
count: number, 
/**
 * The first rows.
 */
rows: Array<number>, };

export type AlikeArgs = { 
/**
 * The file.
 */
ticket: string, 
/**
 * Column, from 0.
 */
column: number, 
/**
 * What the cells say.
 */
text: string, };

export type ApiError = { 
/**
 * `bad-arguments`, `not-found`, `refused`, `cancelled`, `unreadable-file`, `damaged` …
 */
code: string, 
/**
 * What happened, and what to do.
 */
message: string, 
/**
 * More for somebody who looks into it.
 */
detail?: string, };

export type Arrival = string;

export type AttachArgs = { 
/**
 * What to attach it to: `client:3`, `shipment:77`, `entry:916-5187505-5`.
 */
subject: string, 
/**
 * The file that was offered.
 */
ticket: string, 
/**
 * What it is; absent: what its name suggests.
 */
kind?: DocumentKind | null, };

export type Attention = { 
/**
 * `review`, `stop`, `entry`, `poa`, `law`, `setup`.
 */
kind: string, 
/**
 * A few words.
 */
title: string, 
/**
 * What it is about, with the figures.
 */
sentence: string, 
/**
 * The screen that deals with it.
 */
screen: string, 
/**
 * Routes to filter by there.
 */
routes: Array<Route>, };

export type AuditArgs = { 
/**
 * What it is about.
 */
scope: AuditScope, 
/**
 * Marks instead of people's names.
 */
redacted?: boolean | null, 
/**
 * Locks the pack; absent or empty: it is not locked.
 */
passphrase?: string | null, };

export type AuditScope = { "kind": "client", 
/**
 * The client.
 */
client_id: number, } | { "kind": "entry", 
/**
 * Its number.
 */
number: string, } | { "kind": "shipment", 
/**
 * The desk's number.
 */
id: number, } | { "kind": "person", 
/**
 * The client.
 */
client_id: number, 
/**
 * The person's name, as written on any of the client's parcels.
 */
name: string, } | { "kind": "period", 
/**
 * The client.
 */
client_id: number, 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string, };

export type AuthorityArgs = { 
/**
 * The client.
 */
id: number, 
/**
 * Entry type; `11` where absent.
 */
entry_type?: string | null, 
/**
 * Entry date; today where absent.
 */
day?: string | null, };

export type AuthorityFinding = { 
/**
 * `power`, `importer-number`, `inactive`, `bond`, `agent`, `scope`.
 */
about: string, 
/**
 * No entry can be made while it stands; otherwise it is to be known.
 */
blocks: boolean, 
/**
 * In words.
 */
sentence: string, 
/**
 * The law.
 */
citations: Array<Citation>, 
/**
 * How sure the desk is of it.
 */
confidence: Confidence, };

export type AuthorityRules = { 
/**
 * Years that a partnership's power of attorney lasts; 0 where none are known.
 */
partnership_years: number, 
/**
 * Where that stands.
 */
partnership_law: Array<Citation>, 
/**
 * Days without an entry after which an importer number is held inactive; `None` where no rule is in force.
 */
inactive_days: number | null, 
/**
 * Where that stands.
 */
inactive_law: Array<Citation>, };

export type AuthorityView = { 
/**
 * The last day of its power of attorney, if it ends.
 */
last_day: string | null, 
/**
 * Years that a partnership's power of attorney lasts.
 */
partnership_years: number, 
/**
 * The newest entry filed under its number that the desk knows of.
 */
last_entry: string | null, 
/**
 * What stands in the way of an informal entry, or is to be known.
 */
informal: Array<AuthorityFinding>, 
/**
 * The same for a formal entry.
 */
formal: Array<AuthorityFinding>, };

export type BackupArgs = { 
/**
 * Its name in the folder of backups.
 */
name?: string | null, 
/**
 * Or the ticket of a file.
 */
ticket?: string | null, 
/**
 * The passphrase it was made under, where it needs one.
 */
passphrase?: string | null, 
/**
 * Or the recovery key.
 */
recovery_key?: string | null, };

export type BackupFile = { 
/**
 * Its name.
 */
name: string, 
/**
 * When it was made.
 */
at: string, 
/**
 * The last event in it.
 */
seq: number, 
/**
 * The beginning of that event's hash.
 */
head: string, 
/**
 * Its size in bytes.
 */
size: number, 
/**
 * Made before an upgrade of the desk file: never rotated away.
 */
before_upgrade: boolean, };

export type BackupPreview = { 
/**
 * Its name.
 */
name: string, 
/**
 * When it was made, as far as its name says.
 */
at: string | null, 
/**
 * What it holds and what would be lost.
 */
preview: RestorePreview, 
/**
 * The same in a sentence.
 */
sentence: string, };

export type BackupsView = { 
/**
 * Where they are.
 */
folder: string, 
/**
 * Newest first.
 */
files: Array<BackupFile>, };

export type BadCell = { 
/**
 * Column, from 0.
 */
column: number, 
/**
 * Error or warning.
 */
severity: Severity, };

export type BarredRule = { 
/**
 * The shipper's name; a name that holds all of its words is barred.
 */
shipper: string, 
/**
 * Why, in the firm's words.
 */
reason: string, 
/**
 * First day.
 */
from: string, 
/**
 * Last day; absent where no end is set.
 */
last_day?: string | null, };

export type BlockCheck = { 
/**
 * As it will be kept.
 */
kept: string, 
/**
 * What is wrong with it, in a sentence.
 */
wrong: string | null, };

export type BlockCheckArgs = { 
/**
 * Which field: `bills`, `manufacturer_id`, `port`, `country`, `hts` …
 */
field: string, 
/**
 * What was typed.
 */
text: string, 
/**
 * How the goods travel, which decides what a bill looks like.
 */
mode?: Mode | null, };

export type Bond = { 
/**
 * Continuous, rather than for a single transaction.
 */
continuous: boolean, 
/**
 * The bond's number.
 */
number: string, 
/**
 * Surety code, three digits.
 */
surety: string, 
/**
 * Name of the surety company.
 */
surety_name: string, 
/**
 * Limit of liability, U.S. dollars.
 */
amount: string | null, 
/**
 * First day it covers.
 */
from: string | null, 
/**
 * Last day it covers, once it is ended.
 */
until: string | null, };

export type CatairAnswer = { 
/**
 * Where; absent where there is a reason against it.
 */
path: string | null, 
/**
 * Entries in it.
 */
entries: number, 
/**
 * Records in it.
 */
records: number, 
/**
 * Why it was not written, in the order of the entries.
 */
reasons: Array<CatairReason>, 
/**
 * What was left out, shortened, or rests on unverified sources.
 */
notes: Array<string>, };

export type CatairArgs = { 
/**
 * The entries, in order.
 */
numbers: Array<string>, 
/**
 * Which file.
 */
kind: CatairKind, 
/**
 * Voyage, flight or trip number of all of them.
 */
trip?: string | null, 
/**
 * Packages of each house bill where block 34B is empty.
 */
packages_per_bill?: number | null, 
/**
 * Replaces what was sent before.
 */
replaces: boolean, };

export type CatairKind = "AE" | "SE";

export type CatairReason = { 
/**
 * The entry.
 */
entry: string, 
/**
 * The record, like `50`; empty where it is about the entry.
 */
record: string, 
/**
 * The field, in words.
 */
field: string, 
/**
 * What is wrong, and where to put it right.
 */
because: string, };

export type CellFix = { 
/**
 * Row as the spreadsheet numbers it.
 */
row: number, 
/**
 * Column from 0.
 */
column: number, 
/**
 * The text that takes the cell's place.
 */
value: string, };

export type Certificate = { 
/**
 * The paper.
 */
pdf: string, 
/**
 * The same as data.
 */
json: string, };

export type ChangeCount = { 
/**
 * In the later edition only.
 */
new: number, 
/**
 * In the earlier edition only.
 */
gone: number, 
/**
 * In both, with another general rate.
 */
rates: number, 
/**
 * In both, with other units of quantity.
 */
units: number, };

export type Citation = { 
/**
 * As printed: `19 CFR 10.151`, `90 FR 42418`.
 */
text: string, 
/**
 * How sure we are of what it says.
 */
confidence: Confidence, };

export type CityPart = "city" | "region" | "postal-code";

export type Claim = "commercial" | "gift" | "accompanied";

export type Client = { 
/**
 * The desk's own number; 0 before it is stored.
 */
id: number, 
/**
 * Name.
 */
name: string, 
/**
 * Number CBP knows the client by.
 */
importer_number: ImporterNumber | null, 
/**
 * Address of the importer of record.
 */
address: NamedAddress, 
/**
 * E-mail for questions.
 */
email: string, 
/**
 * Telephone.
 */
phone: string, 
/**
 * Port where the file names none, Schedule D.
 */
default_port: string, 
/**
 * Mode where the file names none.
 */
default_mode: Mode | null, 
/**
 * Country of shipment where the file names none, ISO alpha-2.
 */
default_country_of_shipment: string, 
/**
 * The authority to act for the client.
 */
power_of_attorney: PowerOfAttorney | null, 
/**
 * Anything worth remembering.
 */
notes: string, 
/**
 * What the importer is by law.
 */
legal_form: LegalForm | null, 
/**
 * The bond its formal entries rest on.
 */
bond: Bond | null, 
/**
 * Day of the last entry that CBP has under its number and this desk does not know of.
 */
last_entry_elsewhere: string | null, 
/**
 * What CBP Form 5106 asks beyond name and address.
 */
importer_data: ImporterData, };

export type ClientArgs = { 
/**
 * The client; id 0 for a new one.
 */
client: Client, };

export type ClientIdArgs = { 
/**
 * The client.
 */
client_id: number, };

export type ClientPower = { 
/**
 * The client.
 */
client_id: number, 
/**
 * Its name.
 */
client: string, 
/**
 * The last day it is good, if it ends at all.
 */
last_day: string | null, 
/**
 * What is the matter, in words.
 */
because: string, };

export type ClientRow = { 
/**
 * The client.
 */
client: Client, 
/**
 * Shipments on the desk.
 */
shipments: number, 
/**
 * When a file of theirs was last stored.
 */
last_import: string | null, };

export type ClientRule = { 
/**
 * The desk's own number.
 */
id: number, 
/**
 * The rule.
 */
rule: NewRule, 
/**
 * When it was remembered.
 */
at: string, 
/**
 * Who remembered it.
 */
who: string, };

export type ClientTerm = { 
/**
 * What it is about and how long, in a sentence.
 */
sentence: string, 
/**
 * The law behind it.
 */
citations: Array<Citation>, };

export type Column = { 
/**
 * Place from 0.
 */
index: number, 
/**
 * Letter as the spreadsheet names it.
 */
letter: string, 
/**
 * Header, both rows of it where there are two.
 */
header: string, 
/**
 * The first values, as they stand.
 */
samples: Array<string>, 
/**
 * What it holds.
 */
field: Field | null, 
/**
 * Number of the item, where items stand side by side.
 */
item: number | null, 
/**
 * How sure that is, per cent.
 */
confidence: number, 
/**
 * Why, in words.
 */
reason: string, 
/**
 * Unit of its weights, where it holds some.
 */
unit: WeightUnit | null, 
/**
 * It is none of the file's columns: its values come from elsewhere.
 */
derived: boolean, };

export type ColumnMapping = { 
/**
 * Place of the column, from 0.
 */
index: number, 
/**
 * Its header. A remembered mapping follows the header when the column moves.
 */
header: string, 
/**
 * What it holds; nothing: it is left out.
 */
field: Field | null, 
/**
 * Number of the item, where the items of an order stand side by side.
 */
item: number | null, 
/**
 * Unit of its weights, where the header names none.
 */
unit: WeightUnit | null, };

export type ColumnName = { 
/**
 * Place from 0.
 */
index: number, 
/**
 * Its header; a remembered setting follows it when the column moves.
 */
header: string, };

export type Confidence = "primary" | "secondary" | "unverified";

export type CountryName = { 
/**
 * ISO alpha-2.
 */
code: string, 
/**
 * English name.
 */
name: string, };

export type Counts = { 
/**
 * Clients.
 */
clients: number, 
/**
 * Imports, those taken back too.
 */
imports: number, 
/**
 * Shipments as they stand.
 */
shipments: number, 
/**
 * Decisions ever made.
 */
decisions: number, 
/**
 * Entries, void ones too.
 */
entries: number, 
/**
 * Documents attached.
 */
documents: number, 
/**
 * Events in the journal.
 */
events: number, };

export type DateArgs = { 
/**
 * The day.
 */
on: string, };

export type DateOrder = "mdy" | "dmy" | "ymd";

export type DateOrderFound = { 
/**
 * The order used.
 */
order: DateOrder, 
/**
 * Whether the file, its layout or a person settled it; else it was taken for granted.
 */
settled: boolean, };

export type DecidedAgain = { 
/**
 * Shipments decided.
 */
shipments: number, 
/**
 * Of them and those joined to them, decisions that differ and were added.
 */
differ: number, 
/**
 * Somebody stopped it; what was decided until then stays.
 */
stopped: boolean, 
/**
 * In words.
 */
sentence: string, };

export type DecimalSign = "point" | "comma";

export type Decision = { 
/**
 * The shipment's number.
 */
id: string, 
/**
 * Where it goes.
 */
route: Route, 
/**
 * `true`: free under 19 USC 1321(a)(2), or outside its suspension. `None`: a person must look first.
 */
exempt: boolean | null, 
/**
 * The limb of 19 USC 1321(a)(2) it passes under.
 */
limb: Limb | null, 
/**
 * CBP entry type code: `11`, `01`, `86` …
 */
entry_type: string | null, 
/**
 * The one person whose day was counted.
 */
person: PersonCounted | null, 
/**
 * That person's fair retail value on that day, U.S. dollars.
 */
person_day_total: string | null, 
/**
 * Every test, in order, also those after the one that settled the route.
 */
tests: Array<TestResult>, 
/**
 * Things to know that change no route.
 */
advisories: Array<Advisory>, 
/**
 * Only the suspension of limb (C) stands in the way.
 */
would_have_qualified: boolean, };

export type Derivation = { "kind": "constant", 
/**
 * The text, as it would stand in the cell.
 */
value: string, } | { "kind": "file-name", 
/**
 * The name with `{}` for the part and `*` for whatever else: `manifest_{}_*.xlsx`.
 */
pattern: string, } | { "kind": "piece", 
/**
 * The cell's column.
 */
column: ColumnName, 
/**
 * The cell with `{}` for the part and `*` for whatever else: `HS: {};*`.
 */
pattern: string, } | { "kind": "split", 
/**
 * The cell's column.
 */
column: ColumnName, 
/**
 * What stands between the parts: `,`, `|`, ` / `.
 */
between: string, 
/**
 * Which of them, from 1; from the last one backwards where negative.
 */
part: number, } | { "kind": "city-line", 
/**
 * The cell's column.
 */
column: ColumnName, 
/**
 * Which of the three.
 */
part: CityPart, } | { "kind": "joined", 
/**
 * Their columns.
 */
columns: Array<ColumnName>, 
/**
 * What is put between them.
 */
between: string, };

export type Derived = { 
/**
 * What it holds.
 */
field: Field, 
/**
 * Where it comes from.
 */
from: Derivation, };

export type DeskCard = { 
/**
 * Version of its schema.
 */
format: number, 
/**
 * How much it holds.
 */
counts: Counts, 
/**
 * Place of the journal's last event.
 */
head_seq: number, 
/**
 * Its hash, hexadecimal.
 */
head: string, 
/**
 * When the last event was recorded.
 */
last_event: string | null, };

export type DeskState = { 
/**
 * How it stands.
 */
state: Opened, 
/**
 * Why it is not open, and what to do; nothing where it is.
 */
sentence: string | null, 
/**
 * The desk file.
 */
path: string, 
/**
 * Needs a passphrase.
 */
encrypted: boolean, 
/**
 * What was found when it was opened: work that was cut off, a clock that went back.
 */
notices: Array<string>, 
/**
 * Locks itself after so many minutes without a hand on it; 0 for never.
 */
auto_lock_minutes: number, 
/**
 * An override waits for a second broker.
 */
second_eyes: boolean, 
/**
 * Where backups go.
 */
backup_folder: string, 
/**
 * Everybody who works here or did.
 */
users: Array<User>, 
/**
 * Whose initials go into the journal.
 */
user: string, 
/**
 * The person they belong to, where users are named.
 */
signed_in: User | null, 
/**
 * Whether this computer's own key store holds the key.
 */
kept_here: boolean, 
/**
 * What this computer offers to keep the key in; nothing where there is none.
 */
key_store: string | null, };

export type DetachArgs = { 
/**
 * The document's number.
 */
id: number, 
/**
 * Why, for the journal.
 */
note: string, };

export type Difference = { 
/**
 * What it is: `line 1, HTS number`.
 */
what: string, 
/**
 * On the desk; empty for nothing.
 */
desk: string, 
/**
 * In the file; empty for nothing.
 */
file: string, };

export type DocumentKind = "invoice" | "packing-list" | "waybill" | "power-of-attorney" | "proof-of-payment" | "purchase-order" | "literature" | "classification-basis" | "value-basis" | "agency-paper" | "cbp28" | "cbp29" | "cbp4647" | "cbp-notice" | "correspondence" | "other";

export type DocumentKindArgs = { 
/**
 * The document's number.
 */
id: number, 
/**
 * What it is.
 */
kind: DocumentKind, };

export type DocumentRow = { 
/**
 * Its number.
 */
id: number, 
/**
 * What it is attached to: `client:3`, `shipment:77`, `entry:916-5187505-5`.
 */
subject: string, 
/**
 * What it is.
 */
kind: DocumentKind, 
/**
 * Name of the file as it came.
 */
name: string, 
/**
 * SHA-256 of its bytes, hexadecimal.
 */
sha256: string, 
/**
 * Its size in bytes.
 */
size: number, 
/**
 * When it was attached.
 */
at: string, 
/**
 * Who attached it.
 */
who: string, 
/**
 * It was detached: no longer part of the record it was attached to, but kept.
 */
detached: boolean, };

export type DocumentsView = { 
/**
 * Those attached, oldest first.
 */
documents: Array<DocumentRow>, 
/**
 * Those detached since: kept, no longer part of the record.
 */
detached: Array<DocumentRow>, 
/**
 * What a document can be, in the order in which it is offered.
 */
kinds: Array<KindName>, 
/**
 * The largest that is taken in, in words.
 */
limit: string, };

export type DryRunAnswer = { 
/**
 * Shipments that arrived in the period.
 */
shipments: number, 
/**
 * Of them, those that would go another way.
 */
differ: number, 
/**
 * The first of them, in order of arrival.
 */
rows: Array<DryRunRow>, 
/**
 * In words.
 */
sentence: string, };

export type DryRunArgs = { 
/**
 * The rules to try; nothing is stored.
 */
rules: FirmRules, 
/**
 * First day of arrival.
 */
from: string, 
/**
 * Last day of arrival.
 */
to: string, };

export type DryRunRow = { 
/**
 * The desk's number.
 */
id: number, 
/**
 * House bill.
 */
bill: string, 
/**
 * The client.
 */
client: string, 
/**
 * Day of arrival.
 */
arrival: string | null, 
/**
 * Under the rules in force.
 */
now: Route, 
/**
 * Under the rules tried.
 */
then: Route, 
/**
 * What the firm's rules tried say about it.
 */
because: string, };

export type Due = { 
/**
 * The rule: `entry-summary` …
 */
id: string, 
/**
 * What is due, in words.
 */
name: string, 
/**
 * It is a right that ends, not a duty that is missed.
 */
right: boolean, 
/**
 * The last day.
 */
due: string, 
/**
 * The day it was met, where it was.
 */
met: string | null, 
/**
 * How it was counted, in a sentence.
 */
counted: string, 
/**
 * The law.
 */
citations: Array<Citation>, 
/**
 * How sure we are.
 */
confidence: Confidence, 
/**
 * What else should be known.
 */
note: string, };

export type DueItem = { 
/**
 * What it is about: an entry's number, or what a note is on.
 */
subject: string, 
/**
 * The entry; empty where a note is on something else.
 */
number: string, 
/**
 * Whose it is.
 */
client: string, 
/**
 * Where the entry stands.
 */
state: EntryState | null, 
/**
 * `entry-summary`, `duty` …, or `note`.
 */
id: string, 
/**
 * What is due, in words.
 */
name: string, 
/**
 * It is a right that ends, not a duty that is missed.
 */
right: boolean, 
/**
 * The last day.
 */
due: string, 
/**
 * Days from today; below zero where it has passed.
 */
days: number, 
/**
 * How it was counted, in a sentence; of a note, its words.
 */
counted: string, 
/**
 * How sure we are of the rule.
 */
confidence: Confidence, };

export type DueList = { 
/**
 * Its last day has passed.
 */
overdue: number, 
/**
 * Due today.
 */
today: number, 
/**
 * Due within seven days after today.
 */
week: number, 
/**
 * Due later.
 */
later: number, 
/**
 * What is due; on Today the most urgent only.
 */
items: Array<DueItem>, };

export type DutyComponent = { 
/**
 * The tariff number that carries it, dotted.
 */
code: string, 
/**
 * What the layer is, in a broker's words: `Base duty`, `Section 301 (China), list 3`.
 */
name: string, 
/**
 * The rate as printed.
 */
rate: string, 
/**
 * The duty, in cents' precision; `None` when the rate needs an amount nobody gave.
 */
duty: string | null, 
/**
 * The law behind this layer.
 */
citations: Array<Citation>, };

export type DutyLayer = { 
/**
 * The number that carries it.
 */
code: string, 
/**
 * What it is.
 */
name: string, 
/**
 * Its rate as printed.
 */
rate: string, 
/**
 * Its duty.
 */
duty: string | null, };

export type DutyLine = { 
/**
 * The HTS number, dotted.
 */
hts: string, 
/**
 * The tariff's description, with its path.
 */
description: string, 
/**
 * The unit or units the tariff reports in.
 */
units: Array<string>, 
/**
 * Chapter 99 numbers first, then the number of chapters 1 to 97: the order of printing.
 */
components: Array<DutyComponent>, 
/**
 * Sum of the components, U.S. dollars.
 */
duty: string | null, 
/**
 * Fees that are reckoned line by line, before a fee's least and most for the whole entry: the processing fee of a formal
 * entry, the harbor fee.
 */
fees?: Array<LineFee>, };

export type DutyOverTimeArgs = { 
/**
 * The number.
 */
hts: string, 
/**
 * Country of origin.
 */
origin: string, 
/**
 * Entered value.
 */
value: string, 
/**
 * Quantities, where the rate counts by the piece or the kilogram.
 */
quantities?: Array<Quantity> | null, 
/**
 * The special program that is claimed.
 */
program?: string | null, 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string, };

export type DutyResult = { 
/**
 * The request's number.
 */
id: string, 
/**
 * Lines in the order asked.
 */
lines: Array<DutyLine>, 
/**
 * Sum of all components.
 */
total_duty: string | null, 
/**
 * Merchandise processing and other fees.
 */
fees: Array<FeeAmount>, 
/**
 * Duty and fees.
 */
total: string | null, 
/**
 * The law and the tariff the figures rest on.
 */
citations: Array<Citation>, 
/**
 * What was taken for granted, in words.
 */
assumptions: Array<string>, 
/**
 * The HTS edition used.
 */
edition: string | null, 
/**
 * Why there is no amount, where there is none: in words, with the closest valid numbers.
 */
error: string | null, };

export type DutyStep = { 
/**
 * Its first day.
 */
from: string, 
/**
 * The first day of the next stretch.
 */
to: string, 
/**
 * Duty of these days, without fees; `null` where it cannot be computed.
 */
duty: string | null, 
/**
 * The layers, in the order of reporting.
 */
layers: Array<DutyLayer>, 
/**
 * Whether an official edition that is loaded covers these days; else the rates are those of the nearest one.
 */
own_edition: boolean, 
/**
 * Why there is no amount.
 */
error: string | null, };

export type EditionArgs = { 
/**
 * The edition's name.
 */
name: string, };

export type EditionCheck = { 
/**
 * What was checked.
 */
title: string, 
/**
 * Whether nothing was found that a person should look at.
 */
sound: boolean, 
/**
 * What was found, in a sentence.
 */
sentence: string, 
/**
 * Row by row, where there is something to look at.
 */
rows: Array<string>, };

export type EditionDifferences = { 
/**
 * Name of the earlier edition.
 */
earlier: string, 
/**
 * Name of the later edition.
 */
later: string, 
/**
 * Of the ten-digit numbers of the whole schedule; the headings of chapter 99 are not among them.
 */
whole: ChangeCount, 
/**
 * Different ten-digit numbers in use that were looked at.
 */
looked_at: number, 
/**
 * What changes, and for whom.
 */
changes: Array<UsedChange>, 
/**
 * What stands in lines and is no tariff number.
 */
unread: Array<string>, };

export type EditionDifferencesArgs = { 
/**
 * Name of the earlier edition.
 */
earlier: string, 
/**
 * Name of the later edition.
 */
later: string, 
/**
 * Only what this client uses.
 */
client_id: number | null, };

export type EditionInfo = { 
/**
 * `2026 HTS Revision 10`.
 */
name: string, 
/**
 * Its first day.
 */
from: string, 
/**
 * The first day of the next edition, where we know it.
 */
to: string | null, 
/**
 * How many rows it has.
 */
rows: number, 
/**
 * Whether it is our own starter tariff.
 */
is_starter: boolean, };

export type EditionLoaded = { 
/**
 * The edition.
 */
edition: EditionInfo, 
/**
 * What was checked.
 */
checks: Array<EditionCheck>, 
/**
 * The official edition before it, to compare with.
 */
before: string | null, };

export type EntriesArgs = { 
/**
 * One state only.
 */
state?: EntryState | null, 
/**
 * One client only.
 */
client_id?: number | null, 
/**
 * Part of a number, importer or bill.
 */
text: string, };

export type EntriesExportArgs = { 
/**
 * The entries, in order.
 */
numbers: Array<string>, 
/**
 * Entries or entry lines.
 */
rows: ExportRows, 
/**
 * Columns by id, in order; the usual ones where empty.
 */
columns: Array<string>, 
/**
 * The kind of file.
 */
format: SheetFormat, };

export type EntriesMade = { 
/**
 * The new entries.
 */
made: Array<EntryRow>, 
/**
 * Shipments left out, and why.
 */
refused: Array<Refusal>, };

export type EntriesMakeArgs = { 
/**
 * The shipments.
 */
shipment_ids: Array<number>, 
/**
 * Entry date; absent: each shipment's day of arrival.
 */
entry_date?: string | null, 
/**
 * What goes on one entry; absent: each shipment alone.
 */
grouping?: Grouping | null, 
/**
 * Lines of one tariff number and origin are put together.
 */
merge_lines?: boolean | null, 
/**
 * What passes free gets a type 86 entry, where that was open on its day.
 */
low_value?: boolean | null, 
/**
 * Importing carrier, block 8.
 */
carrier?: string | null, 
/**
 * Master bill, block 12.
 */
master_bill?: string | null, 
/**
 * Packages of each house bill, block 34B; absent: the block stays open.
 */
packages_per_bill?: number | null, 
/**
 * What kind of packages they are: `CTN`; absent: `PKG`.
 */
package_kind?: string | null, 
/**
 * Buyer and seller are related, block 36C; absent: the block stays open.
 */
related?: boolean | null, };

export type EntriesMoved = { 
/**
 * Numbers of the entries that moved, or would.
 */
moved: Array<string>, 
/**
 * Entries that stayed where they are, and why.
 */
stayed: Array<Stayed>, };

export type EntriesPlan = { 
/**
 * One per entry.
 */
entries: Array<PlannedEntry>, 
/**
 * Shipments that cannot be entered, and why.
 */
refused: Array<Refusal>, 
/**
 * What a broker must know about this way of entering them.
 */
warnings: Array<string>, 
/**
 * The same shipments entered one way or another, side by side.
 */
ways: Array<PlanWay>, 
/**
 * The way that was planned, in a sentence.
 */
note: string, };

export type EntriesPlanArgs = { 
/**
 * The shipments.
 */
shipment_ids: Array<number>, 
/**
 * Entry date; absent: each shipment's day of arrival.
 */
entry_date?: string | null, 
/**
 * What goes on one entry; absent: each shipment alone.
 */
grouping?: Grouping | null, 
/**
 * Lines of one tariff number and origin are put together.
 */
merge_lines?: boolean | null, 
/**
 * What passes free gets a type 86 entry, where that was open on its day.
 */
low_value?: boolean | null, 
/**
 * Importing carrier, block 8.
 */
carrier?: string | null, 
/**
 * Master bill, block 12.
 */
master_bill?: string | null, 
/**
 * Packages of each house bill, block 34B; absent: the block stays open.
 */
packages_per_bill?: number | null, 
/**
 * What kind of packages they are: `CTN`; absent: `PKG`.
 */
package_kind?: string | null, 
/**
 * Buyer and seller are related, block 36C; absent: the block stays open.
 */
related?: boolean | null, };

export type EntriesStateArgs = { 
/**
 * The entries.
 */
numbers: Array<string>, 
/**
 * Where they go.
 */
state: EntryState, 
/**
 * The day it happened; absent: today.
 */
on?: string | null, 
/**
 * Why, for the journal.
 */
note: string, 
/**
 * With `filed`: the entry summaries were filed with them.
 */
with_summary?: boolean | null, 
/**
 * Nothing is changed: only what would move is said.
 */
dry_run?: boolean | null, };

export type EntriesTakeBackArgs = { 
/**
 * The entries whose last step is taken back.
 */
numbers: Array<string>, 
/**
 * Where that step brought them; an entry that has gone on since is not taken back, nor are the others.
 */
state: EntryState, 
/**
 * What was wrong with it.
 */
why: string, 
/**
 * The summary that was recorded with it is taken back too.
 */
with_summary: boolean, };

export type EntryDetail = { 
/**
 * What the form shows.
 */
summary: EntrySummary, 
/**
 * Whose it is.
 */
client_id: number, 
/**
 * The client's name.
 */
client: string, 
/**
 * Where it stands.
 */
state: EntryState, 
/**
 * A shipment of it was decided anew since.
 */
stale: boolean, 
/**
 * What the form lacks, block by block.
 */
lacks: Array<Lack>, 
/**
 * The shipments it covers.
 */
shipments: Array<ShipmentName>, 
/**
 * What happened to it.
 */
history: Array<JournalEvent>, 
/**
 * Where it can go from here.
 */
next_states: Array<EntryState>, 
/**
 * The steps it took, oldest first.
 */
steps: Array<EntryStep>, 
/**
 * The entry summary can be recorded as filed.
 */
awaits_summary: boolean, 
/**
 * What is due on it, met or not.
 */
deadlines: Array<Due>, 
/**
 * Notes on it, newest first.
 */
notes: Array<NoteRow>, 
/**
 * The local day.
 */
today: string, };

export type EntryLine = { 
/**
 * [31] Line number.
 */
number: number, 
/**
 * [32] Description.
 */
description: string, 
/**
 * Country of origin, printed `O` + code where block 10 says MULTI.
 */
origin: string, 
/**
 * [34A] Gross weight, kilograms.
 */
gross_weight_kg: string | null, 
/**
 * [34B] Manifest quantity, packages.
 */
manifest_quantity: string, 
/**
 * [36A] Entered value, whole dollars.
 */
entered_value: string, 
/**
 * [36B] Charges, whole dollars.
 */
charges: string | null, 
/**
 * [36C] Whether buyer and seller are related.
 */
related: boolean | null, 
/**
 * [33A,35,37,38] The numbers of the line: chapter 98/99 numbers above the chapter 1-97 number.
 */
rows: Array<EntryTariffRow>, 
/**
 * [33B] Antidumping or countervailing case.
 */
adcvd_case: string, 
/**
 * The shipment the line comes from; of several, the first.
 */
shipment: string, 
/**
 * [13] The line's own manufacturer, where block 13 says MULTI; empty where block 13 names the one.
 */
manufacturer_id: string, 
/**
 * Fees printed on the line below its numbers: merchandise processing and harbor fees of a formal entry. They are shares of
 * what the fee summary says, before a fee's least and most for the whole entry.
 */
fees: Array<LineFee>, 
/**
 * The shipment lines that make it up, where they are more than one: the trail of a merged line.
 */
parts?: Array<LinePart>, 
/**
 * Blocks of the line that a person filled by hand, by number (`13`, `34B`, `35`, `36B`, `36C`): they are kept when the
 * entry is built again.
 */
by_hand?: Array<string>, };

export type EntryNumber = string;

export type EntryRow = { 
/**
 * Entry number.
 */
number: string, 
/**
 * Whose it is.
 */
client_id: number, 
/**
 * The client's name.
 */
client: string, 
/**
 * Where it stands.
 */
state: EntryState, 
/**
 * A shipment on it was decided anew after it was built: build it again before it is used.
 */
stale: boolean, 
/**
 * The note to its last change of state.
 */
note: string, 
/**
 * When its number was drawn.
 */
created: string, 
/**
 * When it was changed last.
 */
changed: string, 
/**
 * `11`.
 */
entry_type: string, 
/**
 * Entry date.
 */
entry_date: string, 
/**
 * Port, Schedule D.
 */
port: string, 
/**
 * Importer of record.
 */
importer: string, 
/**
 * Ultimate consignee.
 */
consignee: string, 
/**
 * Lines.
 */
lines: number, 
/**
 * Shipments on it.
 */
shipments: number, 
/**
 * Total entered value.
 */
entered_value: string, 
/**
 * Duty.
 */
duty: string, 
/**
 * Fees.
 */
other: string, 
/**
 * Duty, tax and fees.
 */
total: string, };

export type EntrySaveArgs = { 
/**
 * The entry.
 */
number: string, 
/**
 * Block 2, after the type: `ABI/A`.
 */
abi_status: string, 
/**
 * Block 4.
 */
surety: string, 
/**
 * Block 5.
 */
bond_type: string, 
/**
 * Block 6.
 */
port: string, 
/**
 * Block 8.
 */
carrier: string, 
/**
 * Block 12, master first.
 */
bills: Array<string>, 
/**
 * Block 13.
 */
manufacturer_id: string, 
/**
 * Block 15.
 */
export_date?: string | null, 
/**
 * Block 16.
 */
it_number: string, 
/**
 * Block 17.
 */
it_date?: string | null, 
/**
 * Block 18.
 */
missing_documents: string, 
/**
 * Block 19.
 */
foreign_port: string, 
/**
 * Block 20.
 */
port_of_unlading: string, 
/**
 * Block 21; absent: as it was.
 */
melt_and_pour?: string | null, 
/**
 * Block 22; absent: as it was.
 */
primary_smelt?: string | null, 
/**
 * Block 23; absent: as it was.
 */
secondary_smelt?: string | null, 
/**
 * Block 24; absent: as it was.
 */
country_of_cast?: string | null, 
/**
 * Block 25.
 */
location: string, 
/**
 * Block 26.
 */
consignee_number: string, 
/**
 * Block 28.
 */
reference_number: string, 
/**
 * Block 29.
 */
consignee: NamedAddress, 
/**
 * Block 47.
 */
file_number: string, 
/**
 * Blocks of single lines; lines that are not named stay as they were.
 */
line_blocks?: Array<LineBlocks> | null, };

export type EntryState = "draft" | "ready" | "filed" | "held" | "exam" | "rejected" | "released" | "paid" | "liquidated" | "closed" | "void";

export type EntryStateArgs = { 
/**
 * The entry.
 */
number: string, 
/**
 * Where it goes.
 */
state: EntryState, 
/**
 * The day it happened; absent: today.
 */
on?: string | null, 
/**
 * Why, for the journal.
 */
note: string, 
/**
 * With `filed`: the entry summary was filed with it, so that no second one is due.
 */
with_summary?: boolean | null, };

export type EntryStep = { 
/**
 * The state it came to; `null` where only the filing of the entry summary was recorded.
 */
state: EntryState | null, 
/**
 * The day it happened, as somebody said.
 */
on: string, 
/**
 * Why, or by what message.
 */
note: string, 
/**
 * When it was recorded, RFC 3339 in UTC.
 */
at: string, 
/**
 * By whom.
 */
who: string, 
/**
 * Why it was taken back, where it had been recorded by mistake; else empty.
 */
taken_back: string, };

export type EntrySummary = { 
/**
 * [1] Entry number.
 */
number: EntryNumber, 
/**
 * [2] Entry type, `11`.
 */
entry_type: string, 
/**
 * [2] ABI status after the type, like `ABI/A`; empty where not filed that way.
 */
abi_status: string, 
/**
 * [3] Summary date.
 */
summary_date: string | null, 
/**
 * [4] Surety number.
 */
surety: string, 
/**
 * [5] Bond type: `0` none, `8` continuous, `9` single.
 */
bond_type: string, 
/**
 * [6] Port of entry, Schedule D.
 */
port: string, 
/**
 * [7] Entry date: fixes the law, the rates and the fees.
 */
entry_date: string, 
/**
 * [8] Importing carrier.
 */
carrier: string, 
/**
 * [9] Mode of transport, two digits.
 */
mode_code: string, 
/**
 * How the goods travel.
 */
mode: Mode | null, 
/**
 * [10] Country of origin, ISO alpha-2 or `MULTI`.
 */
origin: string, 
/**
 * [11] Import date.
 */
import_date: string | null, 
/**
 * [12] Bill of lading or air waybill numbers, master first.
 */
bills: Array<string>, 
/**
 * [13] Manufacturer ID or `MULTI`.
 */
manufacturer_id: string, 
/**
 * [14] Exporting country.
 */
exporting_country: string, 
/**
 * [15] Export date.
 */
export_date: string | null, 
/**
 * [16] I.T. number.
 */
it_number: string, 
/**
 * [17] I.T. date.
 */
it_date: string | null, 
/**
 * [18] Missing documents.
 */
missing_documents: string, 
/**
 * [19] Foreign port of lading, Schedule K.
 */
foreign_port: string, 
/**
 * [20] U.S. port of unlading, Schedule D.
 */
port_of_unlading: string, 
/**
 * [21] Country of melt and pour.
 */
melt_and_pour: string, 
/**
 * [22] Primary country of smelt.
 */
primary_smelt: string, 
/**
 * [23] Secondary country of smelt.
 */
secondary_smelt: string, 
/**
 * [24] Country of cast.
 */
country_of_cast: string, 
/**
 * [25] Location of goods, G.O. number.
 */
location: string, 
/**
 * [26] Consignee number; `SAME` where it is the importer's.
 */
consignee_number: string, 
/**
 * [27] Importer number.
 */
importer_number: string, 
/**
 * [28] Reference number.
 */
reference_number: string, 
/**
 * [29] Ultimate consignee.
 */
consignee: NamedAddress, 
/**
 * [30] Importer of record.
 */
importer: NamedAddress, 
/**
 * [31-38] Lines.
 */
lines: Array<EntryLine>, 
/**
 * [Other fee summary] Fees of the whole entry.
 */
fees: Array<FeeAmount>, 
/**
 * [39] Total entered value, whole dollars.
 */
total_entered_value: string, 
/**
 * [41] Duty.
 */
duty: string, 
/**
 * [42] Internal revenue tax.
 */
tax: string, 
/**
 * [43] Other: the fees.
 */
other: string, 
/**
 * [44] Total.
 */
total: string, 
/**
 * [45] Who declares.
 */
declarant: string, 
/**
 * [45] The declarant's title.
 */
declarant_title: string, 
/**
 * [40] The declarant is the importer of record, rather than owner, purchaser or agent.
 */
declarant_is_importer: boolean, 
/**
 * [40] The goods were obtained by purchase or agreement to purchase.
 */
purchased: boolean, 
/**
 * [46] Broker or filer.
 */
broker: NamedAddress, 
/**
 * [46] Telephone.
 */
broker_phone: string, 
/**
 * [47] Broker's file number.
 */
file_number: string, 
/**
 * What was taken for granted in the figures, in words: shown beside the form, not on it.
 */
assumptions: Array<string>, 
/**
 * The shipments this entry covers.
 */
shipments: Array<string>, 
/**
 * Blocks that a person filled by hand, by number: they are kept when it is built again.
 */
by_hand?: Array<string>, 
/**
 * Shipment lines of one tariff number and origin were put together into one entry line, because somebody asked for it.
 */
lines_merged?: boolean, };

export type EntryTariffRow = { 
/**
 * [33A] HTSUS number, dotted.
 */
hts: string, 
/**
 * [35] Net quantity in tariff units, with the unit: `12 NO`; `X` where none is reported.
 */
net_quantity: string, 
/**
 * [35] The same in the tariff's second and third units, printed below.
 */
further_quantities?: Array<string>, 
/**
 * [35] The units the tariff asks for, as CBP's codes; empty on entries made before they were kept, and for numbers of
 * chapters 98 and 99.
 */
units?: Array<string>, 
/**
 * [37] Rate as printed.
 */
rate: string, 
/**
 * [38] Duty.
 */
duty: string, 
/**
 * What the duty rests on; `None` on entries made before it was kept.
 */
basis?: RowBasis, };

export type ExchangeRate = { 
/**
 * ISO 4217 currency.
 */
currency: string, 
/**
 * U.S. dollars for one unit.
 */
usd_per_unit: string, 
/**
 * First day on which it is valid.
 */
from: string | null, 
/**
 * Last day on which it is valid.
 */
to: string | null, 
/**
 * Where it was published.
 */
source: string, };

export type ExportColumn = { 
/**
 * Stable name, as presets and the command line use it.
 */
id: string, 
/**
 * Heading in the file.
 */
heading: string, 
/**
 * What it holds.
 */
meaning: string, 
/**
 * Part of the usual order.
 */
usual: boolean, };

export type ExportColumns = { 
/**
 * What a row is.
 */
rows: ExportRows, 
/**
 * All of them.
 */
columns: Array<ExportColumn>, };

export type ExportPreset = { 
/**
 * Its name.
 */
name: string, 
/**
 * What a row is.
 */
rows: ExportRows, 
/**
 * Columns by id, in order.
 */
columns: Array<string>, 
/**
 * The kind of file.
 */
format: SheetFormat, };

export type ExportRows = "shipments" | "goods" | "entries" | "entry-lines";

export type FeeAmount = { 
/**
 * CBP accounting class: `311`, `499`, `501` …
 */
class: string, 
/**
 * `Informal MPF` …
 */
name: string, 
/**
 * U.S. dollars and cents.
 */
amount: string, 
/**
 * The law behind it.
 */
citations: Array<Citation>, };

export type FeeRow = { 
/**
 * CBP class code.
 */
class: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * Its amount or rate, in words.
 */
amount: string, 
/**
 * Since when.
 */
since: string, 
/**
 * The law.
 */
citations: Array<Citation>, };

export type Field = "house-bill" | "master-bill" | "order-number" | "invoice-number" | "tracking-number" | "arrival-date" | "export-date" | "mode" | "port" | "country-of-shipment" | "claim" | "goods-sold" | "currency" | "exchange-rate" | "order-status" | "cancelled-at" | "refunded-amount" | "order-subtotal" | "order-total" | "order-shipping" | "order-tax" | "order-discount" | "record-type" | "consignee-name" | "consignee-first-name" | "consignee-last-name" | "consignee-company" | "consignee-address1" | "consignee-address2" | "consignee-address3" | "consignee-city" | "consignee-region" | "consignee-postal-code" | "consignee-country" | "consignee-city-line" | "consignee-email" | "consignee-phone" | "purchaser-name" | "purchaser-first-name" | "purchaser-last-name" | "purchaser-address1" | "purchaser-address2" | "purchaser-city" | "purchaser-region" | "purchaser-postal-code" | "purchaser-country" | "purchaser-email" | "purchaser-phone" | "shipper-name" | "shipper-address1" | "shipper-address2" | "shipper-city" | "shipper-region" | "shipper-postal-code" | "shipper-country" | "shipper-phone" | "description" | "description-local" | "variation" | "quantity" | "unit-value" | "line-value" | "entered-value" | "hts" | "origin" | "weight" | "unit-weight" | "weight-unit" | "sku" | "adcvd-case" | "items-packed";

export type FieldInfo = { 
/**
 * The field.
 */
field: Field, 
/**
 * Its name for people: `HTS number`.
 */
label: string, 
/**
 * The heading it stands under: `Goods`.
 */
group: string, 
/**
 * Whether a shipment cannot be read without it.
 */
needed: boolean, 
/**
 * The fields that serve where no column holds it.
 */
instead: Array<Field>, };

export type FileTicket = { 
/**
 * Names the file in later commands.
 */
ticket: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Its size, bytes.
 */
size: number, 
/**
 * SHA-256 of its bytes.
 */
sha256: string, };

export type FilerCode = string;

export type Firm = { 
/**
 * Name as it is printed.
 */
name: string, 
/**
 * Address as it is printed.
 */
address: NamedAddress, 
/**
 * Telephone as it is printed.
 */
phone: string, 
/**
 * Customs broker licence number.
 */
licence: string, 
/**
 * The three characters CBP gave the firm.
 */
filer_code: FilerCode | null, 
/**
 * The next seven-digit number to be drawn.
 */
next_entry_number: number, 
/**
 * The last number of the range.
 */
last_entry_number: number, 
/**
 * Ranges that follow when this one is used up, in order.
 */
further_ranges: Array<NumberRange>, 
/**
 * The firm wants to be told when fewer numbers than this are left; 0 for the desk's own measure.
 */
warn_below: number, 
/**
 * Who signs.
 */
signer: string, 
/**
 * The signer's title, like `Attorney-in-fact`.
 */
signer_title: string, 
/**
 * Surety code of the firm's bond; `999` where none is required.
 */
surety: string, 
/**
 * Name of the surety company.
 */
surety_name: string, 
/**
 * Port of entry where no other is named, Schedule D.
 */
default_port: string, 
/**
 * Ports the firm files at, Schedule D.
 */
ports: Array<string>, 
/**
 * Where mail goes, if not to `address`.
 */
mailing_address: NamedAddress, 
/**
 * E-mail address for CBP and clients.
 */
email: string, };

export type FirmArgs = { 
/**
 * The brokerage.
 */
firm: Firm, };

export type FirmRules = { 
/**
 * Ceilings below the law's.
 */
limits: Array<LimitRule>, 
/**
 * Words a person looks at.
 */
watches: Array<WatchRule>, 
/**
 * Shippers the firm does not serve.
 */
barred: Array<BarredRule>, };

export type FirmRulesArgs = { 
/**
 * All rules, as they shall be.
 */
rules: FirmRules, };

export type FirmRulesView = { 
/**
 * Row by row.
 */
rules: FirmRules, 
/**
 * The same as the text that decisions are made by; empty where there is no rule.
 */
text: string, 
/**
 * Which law decides, the firm's rules with it.
 */
rulebook: RulebookStamp, };

export type Grouping = "alone" | "recipient" | "consignment";

export type HoldArgs = { 
/**
 * `client:3`, `import:5`, `shipment:77`, `entry:916-5187505-5`.
 */
subject: string, 
/**
 * Who asked for the records, and under what reference.
 */
reason: string, };

export type HoldRow = { 
/**
 * Its number.
 */
id: number, 
/**
 * What is held, with all that belongs to it: `client:3`, `import:5`, `shipment:77`, `entry:916-5187505-5`.
 */
subject: string, 
/**
 * Why: who asked, under what reference.
 */
reason: string, 
/**
 * When it was set.
 */
at: string, 
/**
 * By whom.
 */
who: string, 
/**
 * When it was lifted; it stands while this is absent.
 */
lifted_at: string | null, 
/**
 * By whom.
 */
lifted_by: string, 
/**
 * Why.
 */
lifted_why: string, };

export type IdArgs = { 
/**
 * The number.
 */
id: number, };

export type IdentifierAnswer = { 
/**
 * As it is written properly, where it is right.
 */
proper: string | null, 
/**
 * What is wrong, or what is to be known, in words; empty where there is nothing.
 */
sentence: string, };

export type IdentifierArgs = { 
/**
 * `entry-number`, `importer-number`, `air-waybill`, `ocean-bill`, `house-bill`, `in-bond`, `manufacturer-id`, `port`, `filer-code`, `firms`, `carrier`.
 */
kind: string, 
/**
 * What was typed.
 */
text: string, };

export type ImportArgs = { 
/**
 * The import.
 */
import_id: number, };

export type ImportListArgs = { 
/**
 * From `FileTicket`.
 */
ticket: string, 
/**
 * Which list it is, where the file's name does not tell.
 */
list?: string | null, };

export type ImportRow = { 
/**
 * Its number.
 */
id: number, 
/**
 * Whose file it was.
 */
client_id: number, 
/**
 * The client's name.
 */
client: string, 
/**
 * Name of the file as it came.
 */
file_name: string, 
/**
 * SHA-256 of its bytes, hexadecimal.
 */
sha256: string, 
/**
 * Its size in bytes.
 */
size: number, 
/**
 * Fingerprint of its header row.
 */
fingerprint: string, 
/**
 * What was said about arrival where the file said nothing.
 */
arrival_note: string, 
/**
 * Port of the shipments where the file named none.
 */
port: string, 
/**
 * When it was stored.
 */
at: string, 
/**
 * Who stored it.
 */
who: string, 
/**
 * Shipments it brought.
 */
shipments: number, 
/**
 * It was taken back: its shipments are off the desk, its record is kept.
 */
undone: boolean, };

export type ImporterData = { 
/**
 * Name it trades under.
 */
trade_name: string, 
/**
 * Where it is, if mail goes elsewhere.
 */
physical_address: NamedAddress, 
/**
 * Web site.
 */
website: string, 
/**
 * Fax.
 */
fax: string, 
/**
 * What it does.
 */
business: string, 
/**
 * North American Industry Classification System code, six digits.
 */
naics: string, 
/**
 * D-U-N-S number, nine digits.
 */
duns: string, 
/**
 * Entries it expects to make in a year, in words or figures.
 */
entries_per_year: string, 
/**
 * Year it was established.
 */
established: string, 
/**
 * Its bank and the branch.
 */
bank: string, 
/**
 * Who certifies the form.
 */
certifier: string, 
/**
 * The certifier's title.
 */
certifier_title: string, };

export type ImporterNumber = string;

export type ImporterNumberShown = { 
/**
 * As printed on a form; empty where there is none.
 */
number: string, 
/**
 * `IRS number`, `Social Security number` or `CBP-assigned number`.
 */
kind: string, };

export type InForce = { 
/**
 * The topic of the rulebook.
 */
topic: string, 
/**
 * What it is called.
 */
title: string, 
/**
 * Its value on the day.
 */
value: string, 
/**
 * First moment, Eastern time.
 */
since: string | null, 
/**
 * First moment after it, Eastern time.
 */
until: string | null, 
/**
 * The law.
 */
citations: Array<Citation>, 
/**
 * How sure we are.
 */
confidence: Confidence, };

export type IntakeReadArgs = { 
/**
 * The file.
 */
ticket: string, 
/**
 * The client it came from.
 */
client_id?: number | null, 
/**
 * How to read it, where the guess is not right.
 */
options: ReadOptions, };

export type IntakeView = { 
/**
 * The file.
 */
ticket: FileTicket, 
/**
 * What was guessed or chosen about the file.
 */
source: Source, 
/**
 * Its columns and where they go.
 */
columns: Array<Column>, 
/**
 * What wants a person.
 */
issues: Array<Issue>, 
/**
 * What was put right, by its reason; the cells are in the preview.
 */
repairs: Array<RepairKind>, 
/**
 * Shipments read.
 */
shipments: number, 
/**
 * Shipments without an error.
 */
ready: number, 
/**
 * Whether every shipment has an arrival of its own.
 */
arrival_in_file: boolean, 
/**
 * The options as used.
 */
options: ReadOptions, 
/**
 * The same file was stored before.
 */
known_file: ImportRow | null, 
/**
 * Shipments of the file that are stored already, the first two thousand.
 */
known: Array<KnownShipment>, 
/**
 * How many are stored already.
 */
known_total: number, 
/**
 * The earlier file whose mapping was taken up.
 */
remembered: RememberedNote | null, 
/**
 * What is new against the mapping remembered for this client.
 */
mapping_note: Array<string>, 
/**
 * Fields a column can go to.
 */
fields: Array<FieldInfo>, };

export type Issue = { 
/**
 * Row as the spreadsheet numbers it; 0 where the issue is the file's.
 */
row: number, 
/**
 * Header of the column, or its letter; empty where the issue is the row's.
 */
column: string, 
/**
 * Place of the column from 0.
 */
column_index: number | null, 
/**
 * How much it weighs.
 */
severity: Severity, 
/**
 * Stable name of the kind of issue.
 */
code: string, 
/**
 * What is wrong and what to do.
 */
message: string, 
/**
 * The cell's text.
 */
value: string, };

export type JournalArgs = { 
/**
 * How many events at most.
 */
limit: number, 
/**
 * Only events older than this one.
 */
before?: number | null, };

export type JournalEvent = { 
/**
 * Its place, from 1.
 */
seq: number, 
/**
 * When, RFC 3339 in UTC.
 */
at: string, 
/**
 * Who.
 */
who: string, 
/**
 * What happened: `import-stored`, `shipment-edited` …
 */
kind: string, 
/**
 * To what: `firm`, `client:3`, `import:5`, `shipment:77`, `entry:916-5187505-5`, `desk`.
 */
subject: string, 
/**
 * The details as canonical JSON, `before` and `after` among them.
 */
body: string, 
/**
 * Hash of the event before, hexadecimal.
 */
prev: string, 
/**
 * Its own hash, hexadecimal.
 */
hash: string, };

export type JournalHead = { 
/**
 * Its number; how many events there are.
 */
events: number, 
/**
 * Its hash.
 */
head: string, };

export type JournalVerdict = { 
/**
 * Events checked.
 */
events: number, 
/**
 * The newest hash.
 */
head: string, 
/**
 * Whether all of it holds.
 */
sound: boolean, 
/**
 * In words.
 */
sentence: string, };

export type KindName = { 
/**
 * The kind.
 */
kind: DocumentKind, 
/**
 * What a broker calls it.
 */
title: string, };

export type KnownChoice = "skip" | "take";

export type KnownChoices = { 
/**
 * For all that are not named.
 */
all?: KnownChoice | null, 
/**
 * House bills whose version on the desk stays.
 */
skip: Array<string>, 
/**
 * House bills whose version in the file is taken.
 */
take: Array<string>, };

export type KnownShipment = { 
/**
 * House bill.
 */
bill: string, 
/**
 * The desk's own number.
 */
id: number, 
/**
 * Its rows in this file.
 */
rows: Array<number>, 
/**
 * The file it came in.
 */
file_name: string, 
/**
 * Why its new version cannot be taken; empty where it can.
 */
locked: string, 
/**
 * What differs; empty where nothing does.
 */
differences: Array<Difference>, };

export type Lack = { 
/**
 * The block's number in the 47-block edition; empty where it is no block but a sum.
 */
block: string, 
/**
 * The block's name.
 */
name: string, 
/**
 * What is the matter, and what to do.
 */
sentence: string, 
/**
 * Where it is mended.
 */
place: Place, 
/**
 * Which field to open there (of a shipment: its own, or that of its lines); empty where it is no one field.
 */
field: string, 
/**
 * The bill of the shipment, where it is mended there; else empty.
 */
bill: string, };

export type LandedCost = { 
/**
 * The entry date that was taken: today.
 */
on: string, 
/**
 * Entered value of the goods, whole dollars per line.
 */
goods: string, 
/**
 * The ways to enter it, the lawful ones first and of these the cheapest first.
 */
ways: Array<LandedWay>, 
/**
 * What passing free under Section 321 saves, or would save: duty and fees of the informal entry.
 */
saved: string | null, 
/**
 * The saving in a sentence.
 */
saving: string, 
/**
 * Its lines as they are computed, to look them up.
 */
lines: Array<LandedLine>, 
/**
 * What was taken for granted.
 */
assumptions: Array<string>, 
/**
 * Why there is no sum: in words.
 */
error: string | null, };

export type LandedLine = { 
/**
 * Its place in the shipment, from 0.
 */
index: number, 
/**
 * The merchant's words.
 */
goods: string, 
/**
 * Its number, as stored.
 */
hts: string, 
/**
 * Its country of origin.
 */
origin: string, 
/**
 * Duty of the line, where it can be computed.
 */
duty: string | null, };

export type LandedWay = { 
/**
 * `free`, `alone-informal`, `alone-formal`, `each-alone`, `together`.
 */
id: string, 
/**
 * In words.
 */
title: string, 
/**
 * The shipments it is about.
 */
shipments: Array<ShipmentName>, 
/**
 * How many entries are made.
 */
entries: number, 
/**
 * CBP entry type; none where no entry is made.
 */
entry_type: string | null, 
/**
 * Entered value.
 */
value: string, 
/**
 * Duty.
 */
duty: string | null, 
/**
 * Fees.
 */
fees: string | null, 
/**
 * Value, duty and fees.
 */
landed: string | null, 
/**
 * Whether the law allows it for these goods.
 */
lawful: boolean, 
/**
 * The cheapest of the lawful ways that cover the same goods.
 */
cheapest: boolean, 
/**
 * Why it is not lawful, or what to know about it.
 */
note: string | null, 
/**
 * The law of that.
 */
citations: Array<Citation>, };

export type LegalForm = "individual" | "sole-proprietorship" | "partnership" | "corporation" | "limited-liability" | "government" | "other";

export type LiftArgs = { 
/**
 * The hold's number.
 */
id: number, 
/**
 * Who released the records.
 */
why: string, };

export type Limb = "1321(a)(2)(A)" | "1321(a)(2)(B)" | "1321(a)(2)(C)";

export type LimitRule = { 
/**
 * U.S. dollars, such as `500.00`: for a shipment, and for a person's day.
 */
ceiling: string, 
/**
 * Why, in the firm's words; printed in every decision the rule changes.
 */
reason: string, 
/**
 * First day.
 */
from: string, 
/**
 * Last day; absent where no end is set.
 */
last_day?: string | null, };

export type Line = { 
/**
 * The goods in words, as received.
 */
description: string, 
/**
 * Pieces.
 */
quantity?: string | null, 
/**
 * Fair retail value of the whole line in the country of shipment, in the shipment's currency (19 USC 1321(a)(2)).
 */
value?: string | null, 
/**
 * Customs value of the whole line where it differs (19 USC 1401a).
 */
entered_value?: string | null, 
/**
 * HTS number, as received.
 */
hts?: string | null, 
/**
 * Country of origin, ISO alpha-2.
 */
origin?: string | null, 
/**
 * Gross weight of the line, kilograms.
 */
weight_kg?: string | null, 
/**
 * The merchant's stock number.
 */
sku?: string | null, 
/**
 * Antidumping or countervailing case, like `A-570-909`.
 */
adcvd_case?: string | null, 
/**
 * Under an absolute or tariff-rate quota.
 */
quota: boolean, 
/**
 * Chapter 99 numbers the filer reports.
 */
chapter_99: Array<string>, 
/**
 * Partner-agency data filed or disclaimed.
 */
pga: Array<PgaStatement>, };

export type LineBlocks = { 
/**
 * The line, block 31.
 */
number: number, 
/**
 * The line's own maker, where block 13 says MULTI or nothing.
 */
manufacturer_id: string, 
/**
 * Block 34B: `84 CTN`.
 */
manifest_quantity: string, 
/**
 * Block 35, one for each unit the tariff asks for, in its order.
 */
quantities: Array<string>, 
/**
 * Block 36B, whole dollars; empty: none.
 */
charges: string, 
/**
 * Block 36C.
 */
related?: boolean | null, };

export type LineChange = { 
/**
 * The number, dotted.
 */
number: string, 
/**
 * The description in the later edition, or in the earlier one where it is gone.
 */
description: string, 
/**
 * In words: what changed, or that it is gone.
 */
what: Array<string>, 
/**
 * Where it is gone: the closest numbers of the later edition.
 */
closest: Array<string>, };

export type LineFee = { 
/**
 * CBP accounting class: `499`, `501` …
 */
class: string, 
/**
 * `Merchandise Processing Fee` …
 */
name: string, 
/**
 * The rate as printed: `.3464%`.
 */
rate: string, 
/**
 * U.S. dollars and cents.
 */
amount: string, };

export type LinePart = { 
/**
 * The shipment's house bill.
 */
shipment: string, 
/**
 * Its line, from 1.
 */
line: number, 
/**
 * Description as received.
 */
description: string, 
/**
 * Customs value in U.S. dollars, before rounding.
 */
value: string, 
/**
 * Pieces.
 */
quantity: string | null, 
/**
 * Weight, kilograms.
 */
weight_kg: string | null, };

export type ListColumn = { 
/**
 * Place from 0.
 */
index: number, 
/**
 * Letter as the spreadsheet names it.
 */
letter: string, 
/**
 * Its header.
 */
header: string, 
/**
 * The first values.
 */
samples: Array<string>, 
/**
 * What it holds, by the name of the target; nothing where it is left out.
 */
target: string | null, };

export type ListInfo = { 
/**
 * Its short name, which [`crate::Tariff::add_program_list`] accepts.
 */
id: string, 
/**
 * In words, with the note of chapter 99 that has it.
 */
title: string, 
/**
 * Whether it was imported.
 */
imported: boolean, 
/**
 * Whether it is part of the product.
 */
built_in: boolean, 
/**
 * How many rows were imported or are built in.
 */
rows: number, };

export type ListIssue = { 
/**
 * Row as the spreadsheet numbers it; 0 for the file as a whole.
 */
row: number, 
/**
 * Letter of the column; empty for the row as a whole.
 */
column: string, 
/**
 * What is wrong and what to do.
 */
message: string, };

export type ListReport = { 
/**
 * The list's short name.
 */
list: string, 
/**
 * In words.
 */
title: string, 
/**
 * Rows read.
 */
rows: number, 
/**
 * Different numbers among them.
 */
numbers: number, 
/**
 * Rows that were not understood, with row number and reason.
 */
refused: Array<string>, };

export type ListTarget = { 
/**
 * Its name in data.
 */
id: string, 
/**
 * Its name for people.
 */
label: string, };

export type Lost = { "kind": "nothing" } | { "kind": "events", 
/**
 * How many.
 */
events: number, 
/**
 * Day and how many on it.
 */
days: Array<[string, number]>, } | { "kind": "another-desk" } | { "kind": "unknown" };

export type MakerAnswer = { 
/**
 * The ID; `None` where name or country give none.
 */
id: string | null, 
/**
 * Its parts: what each is taken from.
 */
parts: Array<MakerPart>, 
/**
 * What rests on memory of the rule.
 */
note: string, };

export type MakerArgs = { 
/**
 * Country of origin, ISO alpha-2.
 */
country: string, 
/**
 * Province, for Canada.
 */
region: string, 
/**
 * The maker's name.
 */
name: string, 
/**
 * Street.
 */
street: string, 
/**
 * City.
 */
city: string, };

export type MakerPart = { 
/**
 * `Country`, `Name`, `Street number`, `City`.
 */
what: string, 
/**
 * Its letters or digits.
 */
text: string, };

export type Mode = "air" | "truck" | "rail" | "ocean" | "mail" | "accompanied";

export type NameArgs = { 
/**
 * The name.
 */
name: string, };

export type NamedAddress = { 
/**
 * Name.
 */
name: string, 
/**
 * Street.
 */
street: string, 
/**
 * City.
 */
city: string, 
/**
 * State or province.
 */
state: string, 
/**
 * ZIP or postal code.
 */
postal_code: string, 
/**
 * Country, ISO alpha-2.
 */
country: string, };

export type NewRule = { 
/**
 * In which field, by its name in data: `origin`.
 */
field: string, 
/**
 * What the cell says; empty: nothing, where there are goods.
 */
says: string, 
/**
 * What is read in its place.
 */
means: string, };

export type NoteArgs = { 
/**
 * `client:3`, `shipment:77`, `entry:916-5187505-5`.
 */
subject: string, 
/**
 * What it says.
 */
text: string, 
/**
 * The day on which it wants to be seen again.
 */
due?: string | null, };

export type NoteRow = { 
/**
 * Its number.
 */
id: number, 
/**
 * What it is about: `client:3`, `shipment:77`, `entry:916-5187505-5`.
 */
subject: string, 
/**
 * What it says.
 */
text: string, 
/**
 * The day on which it wants to be seen again.
 */
due: string | null, 
/**
 * Who dealt with it, and when; empty while nobody has.
 */
done: string, 
/**
 * When it was written.
 */
at: string, 
/**
 * By whom.
 */
who: string, };

export type Nothing = Record<symbol, never>;

export type NumberArgs = { 
/**
 * `FFF-NNNNNNN-C`.
 */
number: string, };

export type NumberRange = { 
/**
 * Its first number.
 */
first: number, 
/**
 * Its last number.
 */
last: number, 
/**
 * Where it comes from or what it is for.
 */
note: string, };

export type NumberUse = { 
/**
 * The client.
 */
client: string, 
/**
 * The client's number.
 */
client_id: number, 
/**
 * Shipments with such a line.
 */
shipments: number, 
/**
 * The bill of one of them.
 */
bill: string, 
/**
 * Products of the client's list that carry the number.
 */
products: number, 
/**
 * The stock number of one of them.
 */
sku: string, 
/**
 * How that shipment, or else that product, describes the goods.
 */
goods: string, };

export type NumbersArgs = { 
/**
 * `FFF-NNNNNNN-C` each.
 */
numbers: Array<string>, };

export type NumbersView = { 
/**
 * The number that is drawn next, where one can be.
 */
next: string | null, 
/**
 * How many can still be drawn.
 */
left: number, 
/**
 * How many were ever spent at this desk.
 */
spent: number, 
/**
 * Fewer are left than the firm wants to be told of.
 */
low: boolean, 
/**
 * In words.
 */
sentence: string, 
/**
 * Void entries and numbers set aside, newest first.
 */
without_entry: Array<SpentNumber>, };

export type Opened = "open" | "locked" | "damaged" | "closed";

export type Outcome = "pass" | "fail" | "review" | "not-applicable";

export type Override = { 
/**
 * Its number.
 */
id: number, 
/**
 * The shipment.
 */
shipment_id: number, 
/**
 * Its house bill.
 */
bill: string, 
/**
 * Where it stands.
 */
state: OverrideState, 
/**
 * What the desk decided.
 */
from: Route, 
/**
 * What the broker decided.
 */
route: Route, 
/**
 * CBP's entry type code that goes with it, by the rulebook.
 */
entry_type: string | null, 
/**
 * Why.
 */
reason: string, 
/**
 * Who.
 */
by: string, 
/**
 * When.
 */
at: string, 
/**
 * Who answered it: approved, refused or took it back.
 */
answered_by: string | null, 
/**
 * When.
 */
answered_at: string | null, 
/**
 * What they said.
 */
note: string, 
/**
 * Digest of the decision it was made against.
 */
basis: string, };

export type OverrideAnswerArgs = { 
/**
 * The override.
 */
id: number, 
/**
 * Agreed or not.
 */
approve: boolean, 
/**
 * What there is to say.
 */
note: string, };

export type OverrideAskArgs = { 
/**
 * The shipment.
 */
shipment_id: number, 
/**
 * What is decided instead.
 */
route: Route, 
/**
 * Why.
 */
reason: string, };

export type OverrideState = "pending" | "standing" | "refused" | "withdrawn" | "lapsed";

export type OverrideWithdrawArgs = { 
/**
 * The override.
 */
id: number, 
/**
 * Why.
 */
note: string, };

export type Overview = { 
/**
 * Shipments on the desk.
 */
shipments: number, 
/**
 * A person must look.
 */
to_review: number, 
/**
 * May not enter.
 */
prohibited: number, 
/**
 * Need an entry (informal, postal informal or formal) and are on none.
 */
without_entry: number, 
/**
 * Free of duty and entry.
 */
free: number, 
/**
 * Arriving today.
 */
arriving_today: number, 
/**
 * Without a date of arrival.
 */
without_arrival: number, 
/**
 * Entries in each state that has any.
 */
entries: Array<[EntryState, number]>, 
/**
 * Entries to build again.
 */
stale_entries: number, 
/**
 * Clients.
 */
clients: number, 
/**
 * The newest imports.
 */
recent_imports: Array<ImportRow>, 
/**
 * Clients whose power of attorney is missing, has ended, or ends soon; the soonest first.
 */
powers: Array<ClientPower>, 
/**
 * Entry numbers left in the firm's range.
 */
entry_numbers_left: number, };

export type PackVerdict = { 
/**
 * Every file is there, unchanged, and the journal extract holds.
 */
sound: boolean, 
/**
 * It takes a passphrase, and the one given, if any, does not open it.
 */
locked: boolean, 
/**
 * One sentence each, where not.
 */
findings: Array<string>, 
/**
 * Files checked.
 */
files: number, 
/**
 * What the pack says of itself.
 */
summary: string, };

export type Packed = { 
/**
 * What stands between two items: `;`.
 */
between_items: string, 
/**
 * What stands between the parts of an item: `,`.
 */
between_parts: string, 
/**
 * What the parts are, in their order; a part that is left out is passed over. None at all: each part is known by its look.
 */
parts: Array<Field | null>, };

export type PaletteHit = { 
/**
 * `shipment`, `entry`, `client`, `tariff`.
 */
kind: string, 
/**
 * What it is called.
 */
title: string, 
/**
 * What tells it from others.
 */
detail: string, 
/**
 * The screen that shows it.
 */
screen: string, 
/**
 * What to open there.
 */
id: string, };

export type PaperArgs = { 
/**
 * `7501`, `3461`, `duty` …
 */
kind: string, 
/**
 * The entry.
 */
number?: string | null, 
/**
 * The client, where there is no entry.
 */
client_id: number | null, 
/**
 * The shipments of a manifest worksheet or of invoices, where there is no entry.
 */
shipment_ids: number[] | null, };

export type PaperOffer = { 
/**
 * `7501`, `3461`, `duty` …
 */
kind: string, 
/**
 * `CBP Form 3461, Entry/Immediate Delivery`.
 */
name: string, 
/**
 * Edition of the form or of its drawing.
 */
edition: string, 
/**
 * What is missing before it is complete, block by block.
 */
lacks: Array<string>, 
/**
 * Why it does not suit this entry; `null` where it does.
 */
unsuited: string | null, 
/**
 * What its blocks rest on, where they were not checked against the form itself.
 */
unverified: string | null, };

export type PaperRefusal = { 
/**
 * The entry.
 */
number: string, 
/**
 * The kind.
 */
kind: string, 
/**
 * Why, in a sentence.
 */
why: string, 
/**
 * The kind does not suit the entry at all, like the form for goods free of duty where duty is paid.
 */
unsuited: boolean, };

export type PapersArgs = { 
/**
 * `FFF-NNNNNNN-C`.
 */
number?: string | null, 
/**
 * The client, where there is no entry.
 */
client_id: number | null, 
/**
 * Shipments of one client, where there is no entry.
 */
shipment_ids: number[] | null, };

export type PapersPdfArgs = { 
/**
 * `FFF-NNNNNNN-C` each.
 */
numbers: Array<string>, 
/**
 * `7501`, `3461`, `duty` …
 */
kinds: Array<string>, 
/**
 * A file for each paper.
 */
separate: boolean, 
/**
 * One file with all of them, bookmarked.
 */
merged: boolean, };

export type Parcel = { 
/**
 * The desk's number; absent for another client's.
 */
id: number | null, 
/**
 * House bill; empty for another client's.
 */
bill: string, 
/**
 * The client, or `another client`.
 */
client: string, 
/**
 * Retail value, U.S. dollars.
 */
value_usd: string, 
/**
 * The shipment that is looked at.
 */
this: boolean, 
/**
 * The name as written on that parcel; empty for another client's.
 */
written: string, };

export type Party = { 
/**
 * Name as received.
 */
name?: string | null, 
/**
 * First address line.
 */
address1?: string | null, 
/**
 * Second address line.
 */
address2?: string | null, 
/**
 * City.
 */
city?: string | null, 
/**
 * State, province or region.
 */
region?: string | null, 
/**
 * ZIP or postal code.
 */
postal_code?: string | null, 
/**
 * Country, as received.
 */
country?: string | null, 
/**
 * E-mail address.
 */
email?: string | null, 
/**
 * Telephone.
 */
phone?: string | null, };

export type PassphraseArgs = { 
/**
 * The passphrase.
 */
passphrase: string, };

export type PassphraseChangeArgs = { 
/**
 * The passphrase so far.
 */
passphrase?: string | null, 
/**
 * Or the recovery key.
 */
recovery_key?: string | null, 
/**
 * The new one.
 */
new: string, };

export type PeopleArgs = { 
/**
 * Part of a name.
 */
text: string, 
/**
 * One day only.
 */
day?: string | null, };

export type PeriodArgs = { 
/**
 * First day of arrival; none: from the beginning.
 */
from: string | null, 
/**
 * Last day of arrival; none: to the end.
 */
to: string | null, };

export type PersonCounted = { 
/**
 * Name, as received on the shipment that was decided.
 */
name: string, 
/**
 * Stable over runs: the same person, the same key.
 */
key: string, 
/**
 * The shipments counted on that day, this one included.
 */
shipments: Array<string>, };

export type PersonDay = { 
/**
 * Name.
 */
name: string, 
/**
 * The day.
 */
day: string, 
/**
 * All parcels together, U.S. dollars.
 */
total: string | null, 
/**
 * The ceiling that day, U.S. dollars, where one is in the law.
 */
ceiling: string | null, 
/**
 * The parcels.
 */
parcels: Array<Parcel>, };

export type PersonRow = { 
/**
 * Name, as most often written.
 */
name: string, 
/**
 * Stable key of the person.
 */
key: string, 
/**
 * The day.
 */
day: string, 
/**
 * Parcels.
 */
parcels: number, 
/**
 * Retail value, U.S. dollars.
 */
total: string, 
/**
 * Over the ceiling of that day.
 */
over: boolean, 
/**
 * The names as written.
 */
spellings: Array<string>, 
/**
 * The parcels' numbers.
 */
shipment_ids: Array<number>, };

export type PgaData = "filed" | "disclaimed";

export type PgaReportInfo = { 
/**
 * The file it was loaded from.
 */
file: string, 
/**
 * The day of the tariff it is of.
 */
edition: string, 
/**
 * Tariff numbers in it.
 */
numbers: number, 
/**
 * Of them, those with a flag.
 */
flagged: number, 
/**
 * Every flag that is used, such as `FD2`.
 */
flags: Array<string>, 
/**
 * Decisions follow this one: the newest by its own day.
 */
in_force: boolean, };

export type PgaStatement = { 
/**
 * `FDA`, `USDA`, `CPSC` …
 */
agency: string, 
/**
 * Filed or disclaimed.
 */
data: PgaData, };

export type Place = "blocks" | "shipment" | "client" | "firm";

export type PlanWay = { 
/**
 * What goes on one entry.
 */
grouping: Grouping, 
/**
 * Entries it takes.
 */
entries: number, 
/**
 * Of them, formal ones.
 */
formal: number, 
/**
 * Whole dollars.
 */
entered_value: string, 
/**
 * Dollars and cents.
 */
duty: string, 
/**
 * Dollars and cents.
 */
fees: string, 
/**
 * Dollars and cents.
 */
total: string, };

export type PlannedEntry = { 
/**
 * The shipments it covers.
 */
shipment_ids: Array<number>, 
/**
 * House bill of the first.
 */
bill: string, 
/**
 * Entry type.
 */
entry_type: string, 
/**
 * Why it is of that type, where joining or a limit decided.
 */
because: Array<string>, 
/**
 * The recipient, or how many there are.
 */
recipient: string, 
/**
 * Lines.
 */
lines: number, 
/**
 * Lines of the shipments that make them up.
 */
shipment_lines: number, 
/**
 * Whole dollars.
 */
entered_value: string, 
/**
 * Dollars and cents.
 */
duty: string, 
/**
 * Dollars and cents.
 */
fees: string, 
/**
 * Dollars and cents.
 */
total: string, 
/**
 * What the form lacks, block by block.
 */
lacks: Array<Lack>, 
/**
 * What was taken for granted.
 */
assumptions: Array<string>, };

export type Port = { 
/**
 * Four digits: district and port.
 */
code: string, 
/**
 * Its name.
 */
name: string, 
/**
 * State or territory, two letters.
 */
state: string, 
/**
 * Entered or changed at this desk, rather than from the built-in list.
 */
own: boolean, };

export type PortArgs = { 
/**
 * The port.
 */
port: Port, };

export type PortCodeArgs = { 
/**
 * Its code.
 */
code: string, };

export type PowerKind = "general" | "limited";

export type PowerOfAttorney = { 
/**
 * For all customs business, or for a part of it (19 CFR 141.31).
 */
kind: PowerKind, 
/**
 * What a limited power covers, in words.
 */
scope: string, 
/**
 * Who signed for the client.
 */
signer: string, 
/**
 * In what capacity: `President`, `Partner` …
 */
signer_title: string, 
/**
 * Day it was signed.
 */
signed: string | null, 
/**
 * Last day it is good for; `None` until revoked.
 */
expires: string | null, 
/**
 * Day it was revoked.
 */
revoked: string | null, 
/**
 * The grantor is a partnership, whose power ends after some years (19 CFR 141.34).
 */
partnership: boolean, 
/**
 * Who accepts service of process in the United States for a client that is not resident there.
 */
agent_for_service: string, 
/**
 * SHA-256 of the signed paper's scan among the desk's documents.
 */
document: string | null, };

export type Preview = { 
/**
 * One SVG a page.
 */
pages: Array<string>, 
/**
 * What cannot be printed as it stands.
 */
issues: Array<string>, };

export type PreviewArgs = { 
/**
 * The file.
 */
ticket: string, 
/**
 * First row, as the spreadsheet numbers it, from 1.
 */
from: number, 
/**
 * How many.
 */
count: number, };

export type PreviewLine = { 
/**
 * Its number in the spreadsheet.
 */
row: number, 
/**
 * What the row is.
 */
kind: RowKind, 
/**
 * The cells' text.
 */
cells: Array<string>, 
/**
 * Cells with an issue.
 */
bad: Array<BadCell>, 
/**
 * Cells that were put right, or filled.
 */
repaired: Array<RepairedCell>, 
/**
 * Cells that a person corrected: column, and what the file says.
 */
corrected: Array<[number, string]>, };

export type Product = { 
/**
 * The merchant's stock number, as it is written in the files.
 */
sku: string, 
/**
 * HTS number, digits and dots.
 */
hts: string, 
/**
 * Country of origin, ISO alpha-2.
 */
origin: string, 
/**
 * The goods in words.
 */
description: string, 
/**
 * Value of one piece.
 */
unit_value: string | null, 
/**
 * Currency of the value, ISO 4217; empty: dollars.
 */
currency: string, 
/**
 * Where it comes from: `goods.xlsx, row 12`, `typed`, `learned from 14 lines`.
 */
source: string, };

export type ProductProposal = { 
/**
 * What would be put in.
 */
product: Product, 
/**
 * What the list says now.
 */
held: Product | null, 
/**
 * How many confirmed lines say so; 0 for a row of a sheet.
 */
lines: number, 
/**
 * What other lines of the same stock number say, in words; empty where all agree.
 */
dissent: string, };

export type ProductRow = { 
/**
 * The product.
 */
product: Product, 
/**
 * When it was put in, or changed last.
 */
at: string, 
/**
 * Who did it.
 */
who: string, };

export type ProductsReadArgs = { 
/**
 * Whose list it is.
 */
client_id: number, 
/**
 * The sheet.
 */
ticket: string, 
/**
 * Which column is read as what, where the guess is not right.
 */
mapping: Record<string, string>, };

export type ProductsReading = { 
/**
 * Its columns.
 */
columns: Array<ListColumn>, 
/**
 * What a column may be read as.
 */
targets: Array<ListTarget>, 
/**
 * What the list would say.
 */
proposals: Array<ProductProposal>, 
/**
 * Rows that could not be read.
 */
issues: Array<ListIssue>, };

export type ProductsSaveArgs = { 
/**
 * Whose list it is.
 */
client_id: number, 
/**
 * Products to put in, by stock number.
 */
products: Array<Product>, 
/**
 * Stock numbers to take out.
 */
remove: Array<string>, };

export type Progress = { 
/**
 * Steps done.
 */
done: number, 
/**
 * Steps in all; 0 where not known yet.
 */
total: number, 
/**
 * What is happening.
 */
words: string, };

export type PurgeArgs = { 
/**
 * Whose records.
 */
client_id: number, 
/**
 * As they were previewed.
 */
subjects?: Array<string> | null, 
/**
 * The preview's.
 */
token: string, 
/**
 * The word that was typed.
 */
word: string, };

export type PurgeCounts = { 
/**
 * Shipments, taken-back ones among them.
 */
shipments: number, 
/**
 * What they said, as received and after each edit.
 */
versions: number, 
/**
 * Decisions, and findings no other decision shares.
 */
decisions: number, 
/**
 * Entries.
 */
entries: number, 
/**
 * Files as received.
 */
files: number, 
/**
 * Documents.
 */
documents: number, 
/**
 * Notes and overrides.
 */
notes: number, 
/**
 * Powers of attorney.
 */
powers: number, 
/**
 * Events of the journal whose words go.
 */
events: number, };

export type PurgeDone = { 
/**
 * The purge.
 */
purge: PurgeInfo, 
/**
 * The certificate; absent where it could not be written. It can be written again at any time.
 */
certificate: Certificate | null, 
/**
 * What a person should know now.
 */
sentence: string, };

export type PurgeInfo = { 
/**
 * Its event.
 */
seq: number, 
/**
 * When.
 */
at: string, 
/**
 * Who.
 */
who: string, 
/**
 * Whose records.
 */
client: string, 
/**
 * What went, in a sentence.
 */
sentence: string, };

export type PurgePreview = { 
/**
 * Whose records.
 */
client: string, 
/**
 * The records that go.
 */
records: Array<RetentionRow>, 
/**
 * How much that is.
 */
counts: PurgeCounts, 
/**
 * In words: what goes, what stays, who still has it.
 */
sentences: Array<string>, 
/**
 * To be given back with the confirmation: what is purged is what was seen.
 */
token: string, 
/**
 * The word to be typed.
 */
word: string, };

export type PurgePreviewArgs = { 
/**
 * Whose records: clients' records are kept apart, and go apart.
 */
client_id: number, 
/**
 * Which of them; what goes together is taken along. All that may go where none is named.
 */
subjects?: Array<string> | null, };

export type PurgeSeqArgs = { 
/**
 * The purge's event.
 */
seq: number, };

export type Quantity = { 
/**
 * How many.
 */
amount: string, 
/**
 * The unit as the tariff prints it: `kg`, `No.`, `doz.`
 */
unit: string, };

export type Rate = { 
/**
 * ISO 4217 currency.
 */
currency: string, 
/**
 * What kind of rate it is.
 */
kind: RateKind, 
/**
 * First day of exportation it is for.
 */
from: string, 
/**
 * Last day.
 */
to: string, 
/**
 * U.S. dollars for one unit.
 */
usd_per_unit: string, 
/**
 * Where it was read: the bulletin, the file and row, who typed it.
 */
source: string, };

export type RateDefaults = { 
/**
 * Kind of the rates.
 */
kind?: RateKind | null, 
/**
 * First day.
 */
from?: string | null, 
/**
 * Last day.
 */
to?: string | null, 
/**
 * Where the table is from: `CBP bulletin of 1 October 2026`.
 */
source?: string | null, };

export type RateFor = { 
/**
 * U.S. dollars for one unit; nothing where the desk has no rate.
 */
usd_per_unit: string | null, 
/**
 * Why this one, or what is missing.
 */
because: string, };

export type RateForArgs = { 
/**
 * ISO 4217 currency.
 */
currency: string, 
/**
 * Day of exportation.
 */
on: string, };

export type RateKind = "quarterly" | "daily" | "other";

export type RateRow = { 
/**
 * The desk's own number.
 */
id: number, 
/**
 * The rate.
 */
rate: Rate, 
/**
 * When it was put in.
 */
at: string, 
/**
 * Who put it in.
 */
who: string, };

export type RatesReadArgs = { 
/**
 * The table.
 */
ticket: string, 
/**
 * Which column is read as what, where the guess is not right.
 */
mapping: Record<string, string>, 
/**
 * What the rows do not say.
 */
defaults: RateDefaults, };

export type RatesReading = { 
/**
 * Its columns.
 */
columns: Array<ListColumn>, 
/**
 * What a column may be read as.
 */
targets: Array<ListTarget>, 
/**
 * The rates that could be read.
 */
rates: Array<Rate>, 
/**
 * What could not.
 */
issues: Array<ListIssue>, 
/**
 * How many of the rates are new to the desk, or differ.
 */
fresh: number, };

export type RatesSaveArgs = { 
/**
 * The rates to put in.
 */
rates: Array<Rate>, };

export type RatesView = { 
/**
 * The rates, the newest days first.
 */
rows: Array<RateRow>, 
/**
 * Per cent by which a day's rate must differ to go before the quarter's.
 */
difference_percent: string, 
/**
 * Currencies certified by the quarter.
 */
quarterly: Array<string>, 
/**
 * Where both are from.
 */
citations: Array<Citation>, };

export type ReadOptions = { 
/**
 * Character encoding by its web name: `UTF-8`, `GB18030`, `windows-1252`, `Shift_JIS`, `UTF-16LE`.
 */
encoding: string | null, 
/**
 * The character between two cells.
 */
delimiter: string | null, 
/**
 * Name of the sheet in a workbook.
 */
sheet: string | null, 
/**
 * Row of the header as the spreadsheet numbers it; 0 where the file has none.
 */
header_row: number | null, 
/**
 * Order of day, month and year in dates like 03/04/24.
 */
date_order: DateOrder | null, 
/**
 * Sign before the decimals.
 */
decimal_sign: DecimalSign | null, 
/**
 * What each column holds. Columns that are not named are guessed.
 */
mapping: Array<ColumnMapping> | null, 
/**
 * Fields whose values come from elsewhere than a column of their own.
 */
derived: Array<Derived>, 
/**
 * How several items stand in one cell, where the guess is not right.
 */
packed: Packed | null, 
/**
 * Rules of the client: words that are always read as others.
 */
rules: Array<ValueRule>, 
/**
 * Arrival, where no column has it.
 */
arrival: Arrival | null, 
/**
 * Port of entry, where the file does not name it.
 */
port: string | null, 
/**
 * Mode of transport, where no column has it.
 */
mode: Mode | null, 
/**
 * Country of shipment, ISO alpha-2, where no column has it.
 */
country_of_shipment: string | null, 
/**
 * Currency of the values, where neither a column nor a sign names it.
 */
currency: string | null, 
/**
 * The broker's client, put on every shipment.
 */
client: string | null, 
/**
 * Rates of exchange to use.
 */
exchange_rates: Array<ExchangeRate>, 
/**
 * Cells that a person has corrected.
 */
fixes: Array<CellFix>, };

export type RecoveryOffer = { 
/**
 * The newest backup that is sound.
 */
backup: BackupPreview | null, 
/**
 * All there are.
 */
files: Array<BackupFile>, 
/**
 * What is offered, in a sentence.
 */
sentence: string, };

export type RecoverySheet = { 
/**
 * The key, in groups of four.
 */
recovery_key: string, };

export type Refusal = { 
/**
 * The desk's number.
 */
id: number, 
/**
 * House bill.
 */
bill: string, 
/**
 * The reason, in a sentence.
 */
why: string, };

export type RememberedNote = { 
/**
 * Its import.
 */
import_id: number, 
/**
 * Its name.
 */
file_name: string, 
/**
 * When it was stored.
 */
at: string, 
/**
 * Its header was the very same.
 */
same_header: boolean, };

export type RepairKind = { 
/**
 * Stable name of the kind.
 */
code: string, 
/**
 * Why, of the first such cell.
 */
why: string, 
/**
 * How many cells.
 */
count: number, };

export type RepairedCell = { 
/**
 * Column, from 0.
 */
column: number, 
/**
 * What was read.
 */
now: string, 
/**
 * Why.
 */
why: string, };

export type Replay = { 
/**
 * That law.
 */
rulebook: RulebookStamp, 
/**
 * It comes out as it was decided, test by test and word by word.
 */
same: boolean, 
/**
 * The tests that do not.
 */
differs: Array<string>, 
/**
 * The tests that read otherwise by the law as this program has it today.
 */
today: Array<string>, 
/**
 * In words.
 */
sentence: string, 
/**
 * The decision by the law of then.
 */
decision: Decision, 
/**
 * The decision by the law of today.
 */
now: Decision, };

export type RestorePreview = { 
/**
 * What is in the backup.
 */
card: DeskCard, 
/**
 * What would be lost, as far as it can be known.
 */
lost: Lost, 
/**
 * How often records were purged since: restored, what was purged is there again.
 */
purged_since: number, 
/**
 * The desk file is encrypted and the backup is not: restored, the desk would not be either.
 */
loses_encryption: boolean, };

export type Restored = { 
/**
 * What was done, and where the other file is.
 */
sentence: string, 
/**
 * The desk now.
 */
desk: DeskState, };

export type RetentionArgs = { 
/**
 * Only this client's.
 */
client_id?: number | null, };

export type RetentionRow = { 
/**
 * `entry:9HB-0000417-8`, `import:5`, `client:3`.
 */
subject: string, 
/**
 * What it is, in words.
 */
what: string, 
/**
 * Whose it is.
 */
client: string, 
/**
 * The client's number.
 */
client_id: number, 
/**
 * The day the years are counted from; absent while it is not known, or has not come.
 */
since: string | null, 
/**
 * The last day it must be kept; absent while the years do not run.
 */
until: string | null, 
/**
 * The rule, in a sentence.
 */
rule: string, 
/**
 * The law behind it.
 */
citations: Array<Citation>, 
/**
 * The last day the client itself must keep it, where that is shorter: the client's information, never the broker's rule.
 */
client_until: string | null, 
/**
 * Its day is past.
 */
due: boolean, 
/**
 * It may be purged.
 */
may_go: boolean, 
/**
 * Why it stays although its day is past: a hold, or a record that goes with it and is not due.
 */
stays: string | null, 
/**
 * Records with the same number go together: a file, and every entry its shipments are on.
 */
group: number, 
/**
 * The holds on it, its client or one of its shipments.
 */
holds: Array<HoldRow>, };

export type RetentionView = { 
/**
 * What may go first stands first; what has no end yet, last.
 */
rows: Array<RetentionRow>, 
/**
 * How many are past their day.
 */
due: number, 
/**
 * How many of them may go: not held, and all that goes with them is past its day as well.
 */
may_go: number, 
/**
 * In words.
 */
sentence: string, 
/**
 * Holds that stand.
 */
holds: Array<HoldRow>, 
/**
 * The terms by which a client keeps its own records, where they are shorter: the client's information, never the broker's rule.
 */
client_terms: Array<ClientTerm>, 
/**
 * Purges on record, the newest first.
 */
purges: Array<PurgeInfo>, };

export type Role = "clerk" | "broker";

export type Route = "section-321" | "gift" | "accompanied" | "informational-materials" | "informal" | "formal" | "postal-informal" | "review" | "prohibited";

export type RouteCount = { 
/**
 * The route.
 */
route: Route, 
/**
 * How many.
 */
count: number, };

export type RowBasis = { 
/**
 * What the layer is, in a broker's words: `Base duty`, `Section 301 (China), list 3`.
 */
name: string, 
/**
 * The law behind it.
 */
citations: Array<Citation>, };

export type RowCounts = { 
/**
 * Title rows above the header.
 */
title: number, 
/**
 * Header rows, repeated ones too.
 */
header: number, 
/**
 * Rows with goods.
 */
goods: number, 
/**
 * Rows of a shipment without goods of their own.
 */
order: number, 
/**
 * Rows of sums.
 */
total: number, 
/**
 * Rows under the goods.
 */
trailer: number, 
/**
 * Empty rows.
 */
blank: number, 
/**
 * Rows that could not be read; each has an issue.
 */
unread: number, };

export type RowKind = "title" | "header" | "goods" | "order" | "total" | "trailer" | "blank" | "unread";

export type RuleArgs = { 
/**
 * Whose files.
 */
client_id: number, 
/**
 * The rule.
 */
rule: NewRule, };

export type RulebookStamp = { 
/**
 * Content hash and edition of the rulebook.
 */
version: string, 
/**
 * Somebody checked that nothing changed up to this day.
 */
verified_through: string, };

export type SafetyArgs = { 
/**
 * Minutes until it locks itself; 0 for never.
 */
auto_lock_minutes?: number | null, 
/**
 * Overrides wait for a second broker.
 */
second_eyes?: boolean | null, 
/**
 * Where backups go.
 */
backup_folder?: string | null, 
/**
 * Whether this computer's own key store keeps the key.
 */
keep_key?: boolean | null, };

export type SampleInfo = { 
/**
 * File name.
 */
name: string, 
/**
 * Short title.
 */
title: string, 
/**
 * What it shows.
 */
about: string, };

export type SavedFile = { 
/**
 * Where.
 */
path: string, };

export type SavedPack = { 
/**
 * Where.
 */
path: string, 
/**
 * SHA-256 of the ZIP.
 */
sha256: string, 
/**
 * Files in it.
 */
files: number, 
/**
 * Its size.
 */
bytes: number, };

export type SavedPapers = { 
/**
 * Where.
 */
folder: string, 
/**
 * Their names.
 */
files: Array<string>, 
/**
 * How many papers they hold.
 */
papers: number, 
/**
 * What was left out, and why.
 */
refused: Array<PaperRefusal>, };

export type SavedSheet = { 
/**
 * Where.
 */
path: string, 
/**
 * Its rows, headings left aside.
 */
rows: number, 
/**
 * Its columns.
 */
columns: number, };

export type Sentence = { 
/**
 * The sentence.
 */
sentence: string, };

export type SetAsideArgs = { 
/**
 * First number, seven digits without filer code and check digit.
 */
first: number, 
/**
 * Last number.
 */
last: number, 
/**
 * Why, for the record.
 */
why: string, };

export type SettingsArgs = { 
/**
 * Where documents are written.
 */
output_folder: string, };

export type Severity = "error" | "warning";

export type SheetFormat = "csv" | "xlsx";

export type SheetSaveArgs = { 
/**
 * The key that was just shown.
 */
recovery_key: string, };

export type Shipment = { 
/**
 * The house bill or parcel number, unique in its batch.
 */
id: string, 
/**
 * Date of importation. Absent only until the desk asks for it.
 */
arrival?: Arrival | null, 
/**
 * Date of exportation, which fixes the rate of exchange (19 CFR 159.32).
 */
exported?: string | null, 
/**
 * When a manifest or entry was filed. Decides nothing: the law of arrival does.
 */
filed_at?: string | null, 
/**
 * How it travels.
 */
mode?: Mode | null, 
/**
 * Country the shipment leaves from, ISO alpha-2: the one whose retail prices count.
 */
country_of_shipment?: string | null, 
/**
 * Who sends it.
 */
shipper?: Party | null, 
/**
 * Who receives it.
 */
consignee?: Party | null, 
/**
 * Who bought it, where disclosed.
 */
purchaser?: Party | null, 
/**
 * Who owns it, where disclosed.
 */
owner?: Party | null, 
/**
 * What exemption is claimed.
 */
claim: Claim, 
/**
 * `false`: unsold stock for a warehouse; `true`: bought by the consignee or purchaser.
 */
goods_sold?: boolean | null, 
/**
 * Withdrawn from a foreign-trade zone or a bonded warehouse.
 */
from_ftz: boolean, 
/**
 * The broker's client, as received.
 */
client?: string | null, 
/**
 * The shipper's own order number.
 */
order_number?: string | null, 
/**
 * The shipper's own invoice number.
 */
invoice_number?: string | null, 
/**
 * The carrier's tracking number.
 */
tracking_number?: string | null, 
/**
 * ISO 4217 currency of the values.
 */
currency?: string | null, 
/**
 * U.S. dollars for one unit of `currency`.
 */
exchange_rate?: string | null, 
/**
 * Of another client than the one who will read the decision: it counts, but no sentence may name it or those on it
 * (19 CFR 111.24).
 */
confidential?: boolean, 
/**
 * The goods.
 */
lines: Array<Line>, 
/**
 * Where values come from that the merchant's file does not say: a rate of exchange, the client's product list, a correction.
 */
sources?: Array<ValueSource>, };

export type ShipmentDetail = { 
/**
 * As in the grid.
 */
row: ShipmentRow, 
/**
 * As stored.
 */
shipment: Shipment, 
/**
 * The decision in force.
 */
decision: Decision, 
/**
 * A few words: why it goes where it goes.
 */
headline: string, 
/**
 * One sentence with the figures.
 */
lead: string, 
/**
 * The day whose law decided.
 */
law_day: string | null, 
/**
 * The person's parcels that day.
 */
person_day: PersonDay | null, 
/**
 * Duty and fees if entered informally, where they can be computed.
 */
estimate: DutyResult | null, 
/**
 * Where it came from.
 */
source: SourceNote, 
/**
 * What happened to it.
 */
history: Array<JournalEvent>, 
/**
 * How many decisions there have been.
 */
decisions: number, };

export type ShipmentName = { 
/**
 * The desk's number.
 */
id: number, 
/**
 * House bill.
 */
bill: string, };

export type ShipmentQuery = { 
/**
 * Of one client.
 */
client_id: number | null, 
/**
 * Of one import.
 */
import_id: number | null, 
/**
 * On any of these routes; all where empty.
 */
routes: Array<Route>, 
/**
 * Words that must all be found, each as the beginning of a word: bill, people, order, tracking, HTS and entry numbers, goods.
 */
text: string, 
/**
 * Arriving on this day or later.
 */
arrival_from: string | null, 
/**
 * Arriving on this day or earlier.
 */
arrival_to: string | null, 
/**
 * Not yet on an entry.
 */
without_entry: boolean, 
/**
 * What they are sorted by; ties keep the order they were stored in.
 */
sort: SortKey, 
/**
 * From the last to the first.
 */
descending: boolean, };

export type ShipmentRow = { 
/**
 * The desk's own number.
 */
id: number, 
/**
 * House bill.
 */
bill: string, 
/**
 * Whose it is.
 */
client_id: number, 
/**
 * The client's name.
 */
client: string, 
/**
 * The import that brought it.
 */
import_id: number, 
/**
 * Who receives it.
 */
person: string, 
/**
 * The first line of goods.
 */
goods: string, 
/**
 * The origins of its lines, each once: `CN, VN`.
 */
origin: string, 
/**
 * The first tariff number, as received.
 */
hts: string, 
/**
 * Fair retail value in U.S. dollars, two decimals; `null` where a value or a rate of exchange is missing.
 */
value_usd: string | null, 
/**
 * Lines of goods.
 */
lines: number, 
/**
 * Local day of arrival.
 */
arrival: string | null, 
/**
 * Port, Schedule D.
 */
port: string, 
/**
 * How it travels.
 */
mode: Mode | null, 
/**
 * Where it goes.
 */
route: Route, 
/**
 * CBP entry type code.
 */
entry_type: string | null, 
/**
 * Free, not free, or a person must look.
 */
exempt: boolean | null, 
/**
 * Only the suspension stands in the way.
 */
would_have_qualified: boolean, 
/**
 * The tests that failed or ask for a person.
 */
flagged: Array<string>, 
/**
 * The live entry it is on.
 */
entry_number: string | null, 
/**
 * When it was decided last.
 */
decided_at: string, };

export type ShipmentSaveArgs = { 
/**
 * The desk's number.
 */
id: number, 
/**
 * The shipment as it shall be.
 */
shipment: Shipment, };

export type ShipmentsExportArgs = { 
/**
 * The shipments by number, in order; where absent, all that `query` finds.
 */
shipment_ids?: Array<number> | null, 
/**
 * Which shipments, where none are named.
 */
query?: ShipmentQuery | null, 
/**
 * Shipments or goods.
 */
rows: ExportRows, 
/**
 * Columns by id, in order; the usual ones where empty.
 */
columns: Array<string>, 
/**
 * The kind of file.
 */
format: SheetFormat, };

export type ShipmentsView = { 
/**
 * Names the view in `shipments_window`.
 */
view: string, 
/**
 * Shipments in it.
 */
total: number, 
/**
 * Their retail value, U.S. dollars.
 */
value_usd: string, 
/**
 * Shipments by route, the route filter left aside.
 */
counts: Array<RouteCount>, 
/**
 * The shipments' numbers in order.
 */
ids: Array<number>, };

export type SortKey = "stored" | "bill" | "person" | "goods" | "origin" | "hts" | "value" | "lines" | "arrival" | "port" | "route" | "client" | "entry";

export type Source = { 
/**
 * Name of the file as given.
 */
file_name: string, 
/**
 * Layout: `shopify-orders`, `consolidator-manifest`, `generic` …
 */
kind: string, 
/**
 * The layout in words.
 */
kind_label: string, 
/**
 * Container: `csv`, `tsv`, `xlsx`, `xls`, `ods`, `xlsb`.
 */
format: string, 
/**
 * Character encoding of a text file.
 */
encoding: string | null, 
/**
 * Delimiter of a text file.
 */
delimiter: string | null, 
/**
 * Sheet that was read.
 */
sheet: string | null, 
/**
 * All sheets that can be read.
 */
sheets: Array<string>, 
/**
 * First header row as the spreadsheet numbers it; 0 where there is none.
 */
header_row: number, 
/**
 * Number of header rows, one or two (English above Chinese).
 */
header_rows: number, 
/**
 * All rows up to the last that is not empty.
 */
rows: number, 
/**
 * Those rows by what they are; the counts add up to `rows`.
 */
counts: RowCounts, 
/**
 * Order of day and month in its dates.
 */
date_order: DateOrderFound, 
/**
 * Sign before the decimals.
 */
decimal_sign: DecimalSign, 
/**
 * A stable name of the headers, to know the next file of the same kind.
 */
fingerprint: string, 
/**
 * What the rows above the header say, like the master bill.
 */
titles: Array<TitleFact>, 
/**
 * Master bill from the titles or the only one in its column.
 */
master_bill: string | null, 
/**
 * Port of entry from the options, the titles or the only one in its column.
 */
port: string | null, };

export type SourceNote = { 
/**
 * The merchant's file.
 */
file_name: string, 
/**
 * Its rows.
 */
rows: Array<number>, 
/**
 * The import.
 */
import_id: number, };

export type SpentNumber = { 
/**
 * The number.
 */
number: string, 
/**
 * When it was spent or voided.
 */
at: string, 
/**
 * Why.
 */
why: string, 
/**
 * It was on an entry of this desk, which is void.
 */
void: boolean, };

export type Status = { 
/**
 * The desk file.
 */
desk_path: string, 
/**
 * The brokerage.
 */
firm: Firm, 
/**
 * Which law decides.
 */
rulebook: RulebookStamp, 
/**
 * What "verified through" rests on, and the gap since.
 */
verified_note: string, 
/**
 * The journal's head.
 */
journal: JournalHead, 
/**
 * Stored shipments.
 */
shipments: number, 
/**
 * Version of the program.
 */
app_version: string, 
/**
 * Version of SQLite inside it.
 */
sqlite_version: string, 
/**
 * Where documents are written.
 */
output_folder: string, 
/**
 * Whose initials go into the journal.
 */
user: string, 
/**
 * No client and no shipment yet.
 */
empty: boolean, 
/**
 * The local day.
 */
today: string, 
/**
 * Sample merchant files that ship with the program.
 */
samples: Array<SampleInfo>, };

export type StatusColumns = { 
/**
 * The entry number.
 */
number: string, 
/**
 * The state.
 */
state: string, 
/**
 * The day it was reached; empty: today.
 */
date: string, 
/**
 * A note; empty: none.
 */
note: string, };

export type StatusFileArgs = { 
/**
 * The file.
 */
ticket: string, 
/**
 * Its columns, where the guess is not right.
 */
columns?: StatusColumns | null, };

export type StatusOutcome = "changes" | "same" | "problem";

export type StatusPreview = { 
/**
 * The headings of the file.
 */
headings: Array<string>, 
/**
 * Which column says what.
 */
columns: StatusColumns, 
/**
 * Row by row.
 */
rows: Array<StatusRow>, 
/**
 * Rows that change an entry.
 */
changes: number, 
/**
 * Rows that say what the desk knows.
 */
same: number, 
/**
 * Rows that cannot be done: while there is one, nothing is.
 */
problems: number, 
/**
 * In words.
 */
sentence: string, };

export type StatusRow = { 
/**
 * Row of the file, headings are row 1.
 */
row: number, 
/**
 * The entry number, as it is written properly where it can be.
 */
number: string, 
/**
 * Where the entry stands before this row.
 */
from: EntryState | null, 
/**
 * Where it would go.
 */
to: EntryState | null, 
/**
 * The day.
 */
on: string | null, 
/**
 * The note.
 */
note: string, 
/**
 * What would become of it.
 */
outcome: StatusOutcome, 
/**
 * Why it cannot be done; empty where it can.
 */
because: string, };

export type Stayed = { 
/**
 * Its number.
 */
number: string, 
/**
 * The reason, in a sentence.
 */
why: string, };

export type StoreAnswer = { 
/**
 * The import.
 */
import_id: number, 
/**
 * Shipments stored.
 */
shipments: number, 
/**
 * How they were decided.
 */
counts: Array<RouteCount>, 
/**
 * Shipments stored earlier whose decision this file changed.
 */
redecided: number, 
/**
 * Shipments that were on the desk and took the file's version.
 */
replaced: number, 
/**
 * Shipments that were on the desk and stayed as they were.
 */
skipped: number, };

export type StoreArgs = { 
/**
 * The file.
 */
ticket: string, 
/**
 * The client it came from.
 */
client_id: number, 
/**
 * How to read it.
 */
options: ReadOptions, 
/**
 * Arrival for shipments whose rows name none.
 */
arrival?: Arrival | null, 
/**
 * Port of entry, Schedule D.
 */
port?: string | null, 
/**
 * Mode for shipments whose rows name none.
 */
mode?: Mode | null, 
/**
 * Country of shipment for rows that name none.
 */
country_of_shipment?: string | null, 
/**
 * What becomes of shipments that are on the desk already.
 */
known?: KnownChoices | null, };

export type SubjectArgs = { 
/**
 * `client:3`, `shipment:77`, `entry:916-5187505-5`.
 */
subject: string, };

export type SummaryFiledArgs = { 
/**
 * The entry.
 */
number: string, 
/**
 * The day; absent: today.
 */
on?: string | null, 
/**
 * A statement or message number.
 */
note: string, };

export type TakeBackArgs = { 
/**
 * The entry.
 */
number: string, 
/**
 * What was wrong with its last step.
 */
why: string, };

export type TariffBranch = { 
/**
 * The edition it is from.
 */
edition: string, 
/**
 * Its rows, in the order of the schedule.
 */
nodes: Array<TariffNode>, };

export type TariffBrowseArgs = { 
/**
 * The day whose edition is meant.
 */
on: string, 
/**
 * Two digits.
 */
chapter?: string | null, 
/**
 * A row of that edition; goes before the chapter.
 */
row?: number | null, };

export type TariffFindArgs = { 
/**
 * A number or words.
 */
text: string, 
/**
 * The day.
 */
on: string, 
/**
 * How many at most.
 */
limit: number, };

export type TariffFound = { 
/**
 * The lines, best first.
 */
lines: Array<TariffLine>, 
/**
 * In words, where these are not quite what was asked for: the closest live numbers, or lines that lack a word.
 */
note: string | null, };

export type TariffLine = { 
/**
 * The number, dotted.
 */
number: string, 
/**
 * Its own description.
 */
description: string, 
/**
 * The descriptions above it, outermost first.
 */
path: Array<string>, 
/**
 * Units of quantity.
 */
units: Array<string>, 
/**
 * The general rate as printed.
 */
general: string, 
/**
 * The special rates as printed.
 */
special: string, 
/**
 * The column 2 rate as printed.
 */
column2: string, 
/**
 * The footnotes of the line and of the rows above it, where the edition's file has them.
 */
footnotes: Array<string>, 
/**
 * The edition it is from.
 */
edition: string, 
/**
 * The edition's first day.
 */
from: string, 
/**
 * Whether that is our own starter tariff.
 */
is_starter: boolean, 
/**
 * Whether goods can be entered under it: eight or ten digits, with nothing below.
 */
enterable: boolean, 
/**
 * Its row in the edition, after the rows above it: the way to it in the tree.
 */
branch: Array<number>, };

export type TariffLineAnswer = { 
/**
 * The line.
 */
line: TariffLine, 
/**
 * Duty and fees, where an origin was given.
 */
duty: DutyResult | null, 
/**
 * Which other agencies are concerned with goods of this number.
 */
agencies: AgencyFlags, };

export type TariffLineArgs = { 
/**
 * The number.
 */
hts: string, 
/**
 * The day.
 */
on: string, 
/**
 * Country of origin, for the layers of duty.
 */
origin?: string | null, 
/**
 * Entered value, for the layers of duty.
 */
value: string | null, 
/**
 * Quantities, where the rate counts by the piece or the kilogram.
 */
quantities?: Array<Quantity> | null, 
/**
 * The special program that is claimed.
 */
program?: string | null, };

export type TariffNode = { 
/**
 * Its row in the edition; chapters have none.
 */
row: number | null, 
/**
 * Its chapter, two digits.
 */
chapter: string, 
/**
 * Its number, dotted; rows that only head a group have none.
 */
number: string | null, 
/**
 * Its own description; of a chapter, what it is about, in a few words of ours.
 */
description: string, 
/**
 * The general rate that is printed for it or runs down to it; empty where goods cannot be entered under it.
 */
general: string, 
/**
 * How many rows stand directly under it.
 */
below: number, 
/**
 * Whether goods can be entered under it.
 */
enterable: boolean, 
/**
 * What to know before entering goods here: our words about a chapter, or the footnotes of a row.
 */
notes: Array<Citation>, };

export type TestResult = { 
/**
 * `value-ceiling`, `person-day-aggregate` …
 */
id: string, 
/**
 * How it came out.
 */
outcome: Outcome, 
/**
 * One plain sentence, with the figures.
 */
because: string, 
/**
 * The law the test rests on.
 */
citations: Array<Citation>, 
/**
 * The figures, by name, as text.
 */
facts: { [key in string]: string }, };

export type TextArgs = { 
/**
 * The text.
 */
text: string, };

export type TicketArgs = { 
/**
 * From `FileTicket`.
 */
ticket: string, };

export type TimelinePeriod = { 
/**
 * First moment, Eastern time; `None` where it has always been so.
 */
from: string | null, 
/**
 * First moment after it; `None` while no end is known.
 */
to: string | null, 
/**
 * The value as text: `$800.00`, `suspended` …
 */
value: string, 
/**
 * Where it comes from.
 */
citations: Array<Citation>, 
/**
 * How sure we are.
 */
confidence: Confidence, 
/**
 * What else should be known.
 */
note: string, };

export type TimelineTopic = { 
/**
 * The topic's id.
 */
id: string, 
/**
 * What it is called.
 */
title: string, 
/**
 * What it governs.
 */
governs: string, 
/**
 * Origins or tariff prefixes it is limited to.
 */
scope: Array<string>, 
/**
 * Its periods, in order.
 */
periods: Array<TimelinePeriod>, };

export type TitleFact = { 
/**
 * Its row.
 */
row: number, 
/**
 * The words before the value: `MAWB`.
 */
label: string, 
/**
 * The value.
 */
value: string, 
/**
 * The field it was read as.
 */
field: Field | null, };

export type TodayOverview = { 
/**
 * Figures of the desk.
 */
figures: Overview, 
/**
 * What wants a person, most urgent first.
 */
attention: Array<Attention>, 
/**
 * What is due on entries.
 */
due: DueList, };

export type UnlockArgs = { 
/**
 * The passphrase.
 */
passphrase?: string | null, 
/**
 * The recovery key on its sheet.
 */
recovery_key?: string | null, 
/**
 * Let this computer's own key store keep the key.
 */
keep: boolean, };

export type UsedChange = { 
/**
 * What changes.
 */
change: LineChange, 
/**
 * Where the number is used.
 */
uses: Array<NumberUse>, };

export type User = { 
/**
 * Number; 0 for a new one.
 */
id: number, 
/**
 * Full name.
 */
name: string, 
/**
 * What stands in the journal with every event.
 */
initials: string, 
/**
 * What they may do.
 */
role: Role, 
/**
 * Works here. Nobody is ever deleted: the journal speaks of them.
 */
active: boolean, };

export type UserArgs = { 
/**
 * Name or initials.
 */
name: string, };

export type UserSaveArgs = { 
/**
 * The user; id 0 for a new one.
 */
user: User, };

export type ValueRule = { 
/**
 * In which field.
 */
field: Field, 
/**
 * The cell's text, edge spaces aside; empty: the empty cells of rows with goods.
 */
when: string, 
/**
 * What is read in its place.
 */
value: string, 
/**
 * Where the rule comes from, in words: `client rule of 2026-11-23`.
 */
source: string, };

export type ValueSource = { 
/**
 * The line, from 1; absent for the shipment as a whole.
 */
line?: number | null, 
/**
 * Which value: `hts`, `origin`, `exchange-rate`, `shipment` …
 */
field: string, 
/**
 * Where it comes from, in words.
 */
source: string, };

export type VerifyArgs = { 
/**
 * The pack that was offered.
 */
ticket: string, 
/**
 * Opens a locked one.
 */
passphrase?: string | null, };

export type ViewArgs = { 
/**
 * What to show, in what order.
 */
query: ShipmentQuery, };

export type WatchRule = { 
/**
 * Words or phrases; one of them in a description is enough.
 */
words: Array<string>, 
/**
 * Why, in the firm's words.
 */
reason: string, 
/**
 * First day.
 */
from: string, 
/**
 * Last day; absent where no end is set.
 */
last_day?: string | null, };

export type WeightUnit = "kg" | "g" | "lb" | "oz";

export type WhatIfAnswer = { 
/**
 * As it is.
 */
as_is: Decision, 
/**
 * As changed.
 */
changed: Decision, 
/**
 * Tests that come out differently.
 */
differs: Array<string>, };

export type WhatIfArgs = { 
/**
 * The desk's number.
 */
id: number, 
/**
 * Another arrival.
 */
arrival?: Arrival | null, 
/**
 * Another retail value for the whole shipment, U.S. dollars.
 */
value: string | null, 
/**
 * Another origin for all lines.
 */
origin?: string | null, 
/**
 * Another mode.
 */
mode?: Mode | null, };

export type WindowArgs = { 
/**
 * From `ShipmentsView`.
 */
view: string, 
/**
 * First row, from 0.
 */
from: number, 
/**
 * How many.
 */
count: number, };

export interface Commands {
  status: { args: Nothing; answer: Status };
  overview: { args: Nothing; answer: TodayOverview };
  firm_save: { args: FirmArgs; answer: Firm };
  numbers: { args: Nothing; answer: NumbersView };
  numbers_set_aside: { args: SetAsideArgs; answer: NumbersView };
  manufacturer_id: { args: MakerArgs; answer: MakerAnswer };
  identifier_check: { args: IdentifierArgs; answer: IdentifierAnswer };
  ports: { args: Nothing; answer: Array<Port> };
  port_save: { args: PortArgs; answer: Array<Port> };
  port_remove: { args: PortCodeArgs; answer: Array<Port> };
  settings_save: { args: SettingsArgs; answer: Status };
  palette: { args: TextArgs; answer: Array<PaletteHit> };
  countries: { args: Nothing; answer: Array<CountryName> };
  desk_state: { args: Nothing; answer: DeskState };
  desk_unlock: { args: UnlockArgs; answer: DeskState };
  desk_lock: { args: Nothing; answer: DeskState };
  desk_encrypt: { args: PassphraseArgs; answer: RecoverySheet };
  desk_decrypt: { args: PassphraseArgs; answer: DeskState };
  passphrase_change: { args: PassphraseChangeArgs; answer: Sentence };
  recovery_sheet: { args: PassphraseArgs; answer: RecoverySheet };
  recovery_sheet_save: { args: SheetSaveArgs; answer: SavedFile };
  safety_save: { args: SafetyArgs; answer: DeskState };
  backup: { args: Nothing; answer: SavedFile };
  backups: { args: Nothing; answer: BackupsView };
  backup_preview: { args: BackupArgs; answer: BackupPreview };
  backup_restore: { args: BackupArgs; answer: Restored };
  recovery_offer: { args: UnlockArgs; answer: RecoveryOffer };
  users: { args: Nothing; answer: Array<User> };
  user_save: { args: UserSaveArgs; answer: Array<User> };
  set_user: { args: UserArgs; answer: Status };
  override_ask: { args: OverrideAskArgs; answer: ShipmentDetail };
  override_answer: { args: OverrideAnswerArgs; answer: Override };
  override_withdraw: { args: OverrideWithdrawArgs; answer: Override };
  overrides: { args: IdArgs; answer: Array<Override> };
  overrides_pending: { args: Nothing; answer: Array<Override> };
  clients: { args: Nothing; answer: Array<ClientRow> };
  client_save: { args: ClientArgs; answer: Client };
  client_authority: { args: AuthorityArgs; answer: AuthorityView };
  authority_rules: { args: Nothing; answer: AuthorityRules };
  importer_number_show: { args: IdArgs; answer: ImporterNumberShown };
  sample_client: { args: Nothing; answer: Client };
  sample_offer: { args: NameArgs; answer: FileTicket };
  intake_read: { args: IntakeReadArgs; answer: IntakeView };
  intake_preview: { args: PreviewArgs; answer: Array<PreviewLine> };
  intake_template: { args: Nothing; answer: SavedFile };
  intake_fields: { args: Nothing; answer: Array<FieldInfo> };
  intake_alike: { args: AlikeArgs; answer: Alike };
  imports: { args: Nothing; answer: Array<ImportRow> };
  import_undo: { args: ImportArgs; answer: Nothing };
  client_rules: { args: ClientIdArgs; answer: Array<ClientRule> };
  rule_remember: { args: RuleArgs; answer: Array<ClientRule> };
  rule_remove: { args: IdArgs; answer: Nothing };
  products: { args: ClientIdArgs; answer: Array<ProductRow> };
  products_read: { args: ProductsReadArgs; answer: ProductsReading };
  products_learn: { args: ClientIdArgs; answer: Array<ProductProposal> };
  products_save: { args: ProductsSaveArgs; answer: Array<ProductRow> };
  rates: { args: Nothing; answer: RatesView };
  rates_read: { args: RatesReadArgs; answer: RatesReading };
  rates_save: { args: RatesSaveArgs; answer: RatesView };
  rate_remove: { args: IdArgs; answer: RatesView };
  rate_for: { args: RateForArgs; answer: RateFor };
  shipments_view: { args: ViewArgs; answer: ShipmentsView };
  shipments_window: { args: WindowArgs; answer: Array<ShipmentRow> };
  shipment: { args: IdArgs; answer: ShipmentDetail };
  shipment_save: { args: ShipmentSaveArgs; answer: ShipmentDetail };
  undo: { args: Nothing; answer: Sentence };
  what_if: { args: WhatIfArgs; answer: WhatIfAnswer };
  people: { args: PeopleArgs; answer: Array<PersonRow> };
  entries_plan: { args: EntriesPlanArgs; answer: EntriesPlan };
  entries: { args: EntriesArgs; answer: Array<EntryRow> };
  entry: { args: NumberArgs; answer: EntryDetail };
  entry_save: { args: EntrySaveArgs; answer: EntryDetail };
  entry_preview: { args: NumberArgs; answer: Preview };
  entry_rebuild: { args: NumberArgs; answer: EntryDetail };
  block_check: { args: BlockCheckArgs; answer: BlockCheck };
  entry_state: { args: EntryStateArgs; answer: EntryDetail };
  entries_state: { args: EntriesStateArgs; answer: EntriesMoved };
  entry_summary_filed: { args: SummaryFiledArgs; answer: EntryDetail };
  entry_take_back: { args: TakeBackArgs; answer: EntryDetail };
  entries_take_back: { args: EntriesTakeBackArgs; answer: Sentence };
  deadlines: { args: Nothing; answer: DueList };
  notes: { args: SubjectArgs; answer: Array<NoteRow> };
  note_add: { args: NoteArgs; answer: Array<NoteRow> };
  note_done: { args: IdArgs; answer: Nothing };
  entry_pdf: { args: NumberArgs; answer: SavedFile };
  status_preview: { args: StatusFileArgs; answer: StatusPreview };
  status_apply: { args: StatusFileArgs; answer: Sentence };
  export_columns: { args: Nothing; answer: Array<ExportColumns> };
  export_presets: { args: Nothing; answer: Array<ExportPreset> };
  export_preset_save: { args: ExportPreset; answer: Array<ExportPreset> };
  export_preset_remove: { args: NameArgs; answer: Array<ExportPreset> };
  papers: { args: PapersArgs; answer: Array<PaperOffer> };
  paper_preview: { args: PaperArgs; answer: Preview };
  paper_pdf: { args: PaperArgs; answer: SavedFile };
  decision_replay: { args: IdArgs; answer: Replay };
  audit_verify: { args: VerifyArgs; answer: PackVerdict };
  journal: { args: JournalArgs; answer: Array<JournalEvent> };
  retention: { args: RetentionArgs; answer: RetentionView };
  hold_set: { args: HoldArgs; answer: RetentionView };
  hold_lift: { args: LiftArgs; answer: RetentionView };
  purge_preview: { args: PurgePreviewArgs; answer: PurgePreview };
  purge_certificate: { args: PurgeSeqArgs; answer: Certificate };
  journal_verify: { args: Nothing; answer: JournalVerdict };
  documents: { args: SubjectArgs; answer: DocumentsView };
  document_attach: { args: AttachArgs; answer: DocumentsView };
  document_kind: { args: DocumentKindArgs; answer: DocumentsView };
  document_detach: { args: DetachArgs; answer: DocumentsView };
  document_open: { args: IdArgs; answer: SavedFile };
  rulebook_timeline: { args: Nothing; answer: Array<TimelineTopic> };
  rulebook_in_force: { args: DateArgs; answer: Array<InForce> };
  tariff_find: { args: TariffFindArgs; answer: TariffFound };
  tariff_browse: { args: TariffBrowseArgs; answer: TariffBranch };
  tariff_line: { args: TariffLineArgs; answer: TariffLineAnswer };
  duty_over_time: { args: DutyOverTimeArgs; answer: Array<DutyStep> };
  editions: { args: Nothing; answer: Array<EditionInfo> };
  edition_checks: { args: EditionArgs; answer: Array<EditionCheck> };
  edition_differences: { args: EditionDifferencesArgs; answer: EditionDifferences };
  program_lists: { args: Nothing; answer: Array<ListInfo> };
  pga_reports: { args: Nothing; answer: Array<PgaReportInfo> };
  shipment_landed: { args: IdArgs; answer: LandedCost };
  fees: { args: DateArgs; answer: Array<FeeRow> };
  firm_rules: { args: Nothing; answer: FirmRulesView };
  firm_rules_save: { args: FirmRulesArgs; answer: FirmRulesView };
}

export interface Jobs {
  intake_store: { args: StoreArgs; answer: StoreAnswer };
  entries_make: { args: EntriesMakeArgs; answer: EntriesMade };
  entries_pdf: { args: NumbersArgs; answer: SavedPapers };
  papers_pdf: { args: PapersPdfArgs; answer: SavedPapers };
  shipments_export: { args: ShipmentsExportArgs; answer: SavedSheet };
  catair_export: { args: CatairArgs; answer: CatairAnswer };
  entries_export: { args: EntriesExportArgs; answer: SavedSheet };
  audit_export: { args: AuditArgs; answer: SavedPack };
  records_purge: { args: PurgeArgs; answer: PurgeDone };
  import_edition: { args: TicketArgs; answer: EditionLoaded };
  import_program_list: { args: ImportListArgs; answer: ListReport };
  import_pga: { args: TicketArgs; answer: PgaReportInfo };
  rules_dry_run: { args: DryRunArgs; answer: DryRunAnswer };
  decide_again: { args: PeriodArgs; answer: DecidedAgain };
}

export type JobMessage =
  | ({ kind: "progress" } & Progress)
  | { kind: "finished"; answer: unknown }
  | { kind: "failed"; error: ApiError };
