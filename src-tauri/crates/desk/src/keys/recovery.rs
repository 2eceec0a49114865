//! The recovery key: what the printed sheet says, made to be typed from paper.

use super::random;
use crate::DeskError;
use crate::canonical::sha256;
use zeroize::Zeroizing;

/// Crockford's alphabet: no I, L, O or U to misread.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// 155 random bits in 31 letters, and one letter that finds a slip of the pen: `ABCD-EFGH-…`, eight groups of four.
#[derive(Clone)]
pub struct RecoveryKey(Zeroizing<String>);

/// Letters without the last.
const LETTERS: usize = 31;

fn check(letters: &str) -> char {
    char::from(ALPHABET[usize::from(sha256(letters.as_bytes())[0] & 31)])
}

impl RecoveryKey {
    pub(crate) fn random() -> Result<Self, DeskError> {
        let bytes = Zeroizing::new(random::<LETTERS>()?);
        // 256 is a multiple of 32: every letter is as likely as any other.
        let mut letters: String = bytes.iter().map(|b| char::from(ALPHABET[usize::from(b & 31)])).collect();
        letters.push(check(&letters));
        Ok(Self(Zeroizing::new(letters)))
    }

    /// Reads what was typed: dashes and spaces do not matter, nor small letters, nor O for 0 and I or L for 1.
    ///
    /// # Errors
    /// [`DeskError::WrongSecret`] where it cannot be a recovery key, saying what is wrong with it.
    pub fn read(typed: &str) -> Result<Self, DeskError> {
        let mut letters = Zeroizing::new(String::with_capacity(LETTERS + 1));
        for c in typed.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let c = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            if !c.is_ascii() || !ALPHABET.contains(&(c as u8)) {
                return Err(DeskError::WrongSecret(format!("A recovery key has no `{c}` in it. Look at the sheet again.")));
            }
            letters.push(c);
        }
        if letters.len() != LETTERS + 1 {
            return Err(DeskError::WrongSecret(format!("A recovery key has {} letters and digits; these are {}.", LETTERS + 1, letters.len())));
        }
        let (body, last) = letters.split_at(LETTERS);
        if !last.starts_with(check(body)) {
            return Err(DeskError::WrongSecret("There is a slip in the recovery key: its last sign does not fit the others. Look at the sheet again.".into()));
        }
        Ok(Self(letters))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// As it is printed, in groups of four.
    pub fn printed(&self) -> Zeroizing<String> {
        let mut out = Zeroizing::new(String::with_capacity(40));
        for (i, c) in self.0.chars().enumerate() {
            if i > 0 && i % 4 == 0 {
                out.push('-');
            }
            out.push(c);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_back_however_it_is_typed_and_finds_a_slip() {
        let key = RecoveryKey::random().unwrap();
        let printed = key.printed();
        assert_eq!(printed.len(), 39);
        let typed = printed.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        assert_eq!(*RecoveryKey::read(&typed).unwrap().printed(), *printed);
        let said = RecoveryKey::read(&printed[..30]).map(|_| ()).unwrap_err().to_string();
        assert_eq!(said, "A recovery key has 32 letters and digits; these are 24.");
        assert_eq!(RecoveryKey::read("ABCU").map(|_| ()).unwrap_err().to_string(), "A recovery key has no `U` in it. Look at the sheet again.");
        let first = if printed.starts_with('7') { '8' } else { '7' };
        // One letter in 32 slips through the check: try them until one is found, which takes two at most in practice.
        let slips = (0..31usize).filter(|i| {
            let mut letters: Vec<char> = printed.replace('-', "").chars().collect();
            letters[*i] = if letters[*i] == first { '9' } else { first };
            RecoveryKey::read(&letters.into_iter().collect::<String>()).is_err()
        });
        assert!(slips.count() > 20, "nearly every slip is found");
    }
}
