//! Sample files that ship with the program.

/// A sample merchant file: name, title, what it shows, bytes.
pub struct SampleFile {
    /// File name.
    pub name: &'static str,
    /// Short title.
    pub title: &'static str,
    /// What it shows.
    pub about: &'static str,
    /// Its bytes.
    pub bytes: &'static [u8],
}

/// The samples, the most telling first.
pub const SAMPLES: &[SampleFile] = &[
    SampleFile {
        name: "nordlicht-keramik-manifest.xlsx",
        title: "A consolidator's manifest",
        about: "Parcels from a ceramics shop: title rows, totals, a person who ordered twice, a bottle of wine, a vague description.",
        bytes: include_bytes!("../../../../assets/samples/nordlicht-keramik-manifest.xlsx"),
    },
    SampleFile {
        name: "hearthside-shopify-orders.csv",
        title: "A Shopify orders export",
        about: "Orders whose later lines leave the order columns empty, with no origin and no tariff number.",
        bytes: include_bytes!("../../../../assets/samples/hearthside-shopify-orders.csv"),
    },
];
