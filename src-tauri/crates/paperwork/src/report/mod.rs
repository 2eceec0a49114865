//! The audit report: what a person reads first, and an auditor last.

mod certificate;
mod cover;
mod decision;
mod entry;
mod events;
mod flow;
mod records;
mod recovery;

pub use certificate::{CertificateRecord, DestructionCertificate, destruction_certificate};
pub use recovery::{RecoverySheet, recovery_sheet};

use crate::pack::AuditMatter;
use crate::page::Document;
use flow::{A_FEW_LINES, A_HEADING, Flow};

/// Shipments whose decisions stand in the report itself; more are put into volumes of as many.
const VOLUME: usize = 250;

/// The whole report in one document.
pub fn audit_report(matter: &AuditMatter) -> Document {
    draw(matter, Part::Whole)
}

/// What a paper of the report holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Whole,
    /// Everything but the decisions one by one.
    Summary,
    /// The decisions of these shipments.
    Decisions {
        from: usize,
        to: usize,
    },
}

/// One paper of the report, as a pack holds it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Volume {
    number: usize,
    part: Part,
}

impl Volume {
    /// The papers of a matter: one where that is short enough, else a summary and volumes of decisions.
    pub fn of(matter: &AuditMatter) -> Vec<Self> {
        let count = matter.shipments.len();
        if count <= VOLUME {
            return vec![Self { number: 0, part: Part::Whole }];
        }
        let volumes = (0..count.div_ceil(VOLUME)).map(|n| Self { number: n + 1, part: Part::Decisions { from: n * VOLUME, to: count.min((n + 1) * VOLUME) } });
        std::iter::once(Self { number: 0, part: Part::Summary }).chain(volumes).collect()
    }

    pub fn path(&self) -> String {
        if self.number == 0 { "report.pdf".to_owned() } else { format!("report-decisions-{:03}.pdf", self.number) }
    }

    pub fn draw(&self, matter: &AuditMatter) -> Document {
        draw(matter, self.part)
    }
}

fn draw(matter: &AuditMatter, part: Part) -> Document {
    let mut flow = Flow::new();
    if let Part::Decisions { from, to } = part {
        flow.section(&format!("Decisions on shipments {} to {to} of {}", from + 1, matter.shipments.len()), A_HEADING);
        decision::decisions(&mut flow, matter, from, to);
    } else {
        let gaps = matter.all_gaps();
        cover::cover(&mut flow, matter, &gaps);
        cover::shipments(&mut flow, matter);
        if part == Part::Whole {
            if !matter.shipments.is_empty() {
                flow.section("Decisions", A_HEADING);
                decision::decisions(&mut flow, matter, 0, matter.shipments.len());
            }
        } else {
            flow.section("Decisions", A_FEW_LINES);
            let volumes = matter.shipments.len().div_ceil(VOLUME);
            flow.paragraph(
                &format!(
                    "The decisions on {} shipments stand in {volumes} volumes beside this report: report-decisions-001.pdf and following.",
                    matter.shipments.len()
                ),
                flow::BODY,
            );
        }
        entry::entries(&mut flow, matter);
        records::request(&mut flow, matter);
        records::records(&mut flow, matter);
        records::notes(&mut flow, matter);
        records::history(&mut flow, matter);
        records::gaps(&mut flow, &gaps);
    }
    let title = format!("Audit report: {}", matter.scope);
    let made = format!(
        "{} · made {} · law verified through {} · rulebook {}",
        matter.firm.name,
        matter.generated_at.format("%Y-%m-%d %H:%M UTC"),
        matter.rulebook.verified_through,
        matter.rulebook.version
    );
    let (pages, issues, outline) = flow.finish(&title, [&made, &format!("Journal head {}", matter.journal_head)]);
    Document { title, author: matter.firm.name.clone(), pages, issues, outline, prepared_at: matter.generated_at }
}
