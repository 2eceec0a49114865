//! The special column: repeated groups of a rate and the programs that enjoy it, `Free (AU,BH,S) 3.2% (JP)`.

use super::Rate;

/// One group of the special column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecialRate {
    /// The rate.
    pub rate: Rate,
    /// The programs that enjoy it, by symbol: `S`, `A+`, `KR`.
    pub programs: Vec<String>,
}

/// Reads a special column. Groups whose parentheses hold no program symbols are left out.
pub fn special_rates(column: &str) -> Vec<SpecialRate> {
    let mut groups = Vec::new();
    let mut rest = column;
    while let Some((rate, after)) = rest.split_once('(') {
        let Some((list, after)) = after.split_once(')') else { break };
        rest = after;
        // symbols broken by a blank or a dot at the end: `E* ,IL`, `SG.`
        let programs: Vec<String> = list.split([',', ';']).map(|s| s.chars().filter(|c| !c.is_whitespace() && *c != '.').collect::<String>()).collect();
        let programs: Vec<String> = programs.into_iter().filter(|p| is_symbol(p)).collect();
        if !programs.is_empty() {
            groups.push(SpecialRate { rate: Rate::parse(rate), programs });
        }
    }
    groups
}

fn is_symbol(text: &str) -> bool {
    let letters = text.trim_end_matches(['+', '*']);
    matches!(letters.len(), 1 | 2) && letters.bytes().all(|b| b.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(column: &str) -> Vec<String> {
        special_rates(column).iter().map(|g| format!("{} for {}", g.rate.text, g.programs.join(" "))).collect()
    }

    #[test]
    fn groups_of_rates_and_programs() {
        assert_eq!(said("Free (A+,AU,BH, S, SG)"), ["Free for A+ AU BH S SG"]);
        assert_eq!(said("Free (AU,S)25% (JP)"), ["Free for AU S", "25% for JP"]);
        assert_eq!(said("Free (AU) See 9822.05.20 (P+) 9.9¢/liter (JP)"), ["Free for AU", "See 9822.05.20 for P+", "9.9¢/liter for JP"]);
        assert_eq!(said(""), Vec::<String>::new());
        assert_eq!(said("Free (see U.S. note 3 of this subchapter)"), Vec::<String>::new());
        assert_eq!(said("Free (AU"), Vec::<String>::new());
    }
}
