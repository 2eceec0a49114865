//! From what a person types to what the index is asked.

/// The text to index: each part, and for every word with a dot or dash inside also the word without them,
/// so that `6109.10.0012`, `6109100012` and `0012` all find it.
pub(crate) fn indexed<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for part in parts {
        for word in part.split_whitespace() {
            out.push_str(word);
            out.push(' ');
            if word.trim_matches(|c: char| !c.is_alphanumeric()).contains(|c: char| !c.is_alphanumeric()) {
                out.extend(word.chars().filter(|c| c.is_alphanumeric()));
                out.push(' ');
            }
        }
    }
    out
}

/// The index's question for what a person typed: every word must begin some word of the shipment.
/// Letters and digits alone are kept, so no operator of the query language can be typed by accident.
/// `None` where nothing to look for is left.
pub(crate) fn question(typed: &str) -> Option<String> {
    let typed = typed.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|'));
    let words = typed.map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>()).filter(|word| !word.is_empty());
    let question = words.map(|word| format!("\"{word}\"*")).collect::<Vec<_>>().join(" ");
    (!question.is_empty()).then_some(question)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_indexed_with_and_without_their_dress() {
        assert_eq!(indexed(["6109.10.0012", "cotton tee,"].into_iter()), "6109.10.0012 6109100012 cotton tee, ");
    }

    #[test]
    fn operators_are_words_like_any_other() {
        assert_eq!(question("NEAR(\"a\" OR b*").as_deref(), Some("\"NEARa\"* \"OR\"* \"b\"*"));
        assert_eq!(question("916-5187505-5").as_deref(), Some("\"91651875055\"*"));
        assert_eq!(question(" -- \" "), None);
    }
}
