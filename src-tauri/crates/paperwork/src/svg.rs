//! The screen preview: a page as SVG, from the same drawing as the paper.

use crate::fonts::{Fonts, Weight};
use crate::page::{Colour, Item, PlacedPage};
use std::fmt::Write;

/// The family the window gives the embedded faces to.
const FAMILY: &str = "Entrydesk Form";

impl PlacedPage {
    /// The page as a self-contained SVG picture, in points. Presentation attributes only, no style and no script, so
    /// that it may be shown under a strict content policy. Every text carries its width on paper.
    pub fn to_svg(&self) -> String {
        let fonts = Fonts::built_in();
        let mut svg = String::with_capacity(self.items.len() * 160);
        let (w, h) = (self.width, self.height);
        // Writing to a string cannot fail.
        let _ = write!(
            svg,
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" font-family="{FAMILY}" xml:space="preserve">"#
        );
        let _ = write!(svg, r##"<rect x="0" y="0" width="{w}" height="{h}" fill="#ffffff"/>"##);
        for item in &self.items {
            match item {
                Item::Fill { rect: [x, y, w, h], colour } => {
                    let _ = write!(svg, r#"<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="{}"/>"#, hex(*colour));
                }
                Item::Rule { from, to, weight, colour } => {
                    let _ = write!(
                        svg,
                        r#"<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{weight}" stroke-linecap="square"/>"#,
                        from.0,
                        from.1,
                        to.0,
                        to.1,
                        hex(*colour)
                    );
                }
                Item::Text(run) => {
                    let bold = if run.weight == Weight::Bold { r#" font-weight="bold""# } else { "" };
                    let width = fonts.width(&run.text, run.weight, run.size);
                    let _ = write!(
                        svg,
                        r#"<text x="{}" y="{}" font-size="{}"{bold} fill="{}" textLength="{width}" lengthAdjust="spacingAndGlyphs">{}</text>"#,
                        run.x,
                        run.y,
                        run.size,
                        hex(run.colour),
                        escaped(&run.text)
                    );
                }
            }
        }
        svg.push_str("</svg>");
        svg
    }
}

fn hex(Colour(r, g, b): Colour) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Pen, Style};
    use crate::units::pt;

    #[test]
    fn a_name_cannot_become_markup() {
        let mut page = PlacedPage::letter();
        Pen::new().put(&mut page, (pt(10), pt(20)), Style::new(pt(9)), "<script>alert(\"&\")</script>");
        let svg = page.to_svg();
        assert!(svg.contains("&lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;"));
        assert!(!svg.contains("<script") && !svg.contains("style="));
        assert!(svg.starts_with(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 612 792""#));
    }
}
