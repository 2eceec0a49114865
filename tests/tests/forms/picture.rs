//! Pages as small grey pictures, to see that a form still looks as it looked.

use std::process::{Command, Stdio};

/// Points to an inch: enough to see every rule and word, small enough to keep.
const RESOLUTION: &str = "50";
/// Two shades further apart than this look different; anti-aliasing differs a little between versions.
const TOLERANCE: u8 = 64;

/// Paints PDFs with poppler.
pub struct Painter;

/// A grey picture.
pub struct Picture {
    width: usize,
    points: Vec<u8>,
}

impl Painter {
    /// `None` where `pdftoppm` is not installed.
    pub fn find() -> Option<Self> {
        Command::new("pdftoppm").arg("-v").stderr(Stdio::null()).status().ok().map(|_| Self)
    }

    /// Every page of a PDF.
    pub fn paint(&self, pdf: &[u8]) -> Vec<Picture> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("paper.pdf");
        std::fs::write(&file, pdf).unwrap();
        let painted = Command::new("pdftoppm").args(["-r", RESOLUTION, "-gray"]).arg(&file).arg(folder.path().join("page")).status().unwrap();
        assert!(painted.success());
        let mut pages: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "pgm")).collect();
        pages.sort();
        pages.iter().map(|page| Picture::from_pgm(&std::fs::read(page).unwrap())).collect()
    }
}

impl Picture {
    /// `P5 <width> <height> 255 <points>`.
    fn from_pgm(bytes: &[u8]) -> Self {
        let mut at = 0;
        let mut fields = Vec::new();
        while fields.len() < 4 {
            let end = at + bytes[at..].iter().position(u8::is_ascii_whitespace).unwrap();
            fields.push(std::str::from_utf8(&bytes[at..end]).unwrap().to_owned());
            at = end + 1;
        }
        assert_eq!(fields[0], "P5");
        Self { width: fields[1].parse().unwrap(), points: bytes[at..].to_vec() }
    }

    /// Sixteen shades, equal neighbours counted together: a page takes a few kilobytes.
    pub fn packed(&self) -> Vec<u8> {
        let mut out = u16::try_from(self.width).unwrap().to_be_bytes().to_vec();
        let mut runs: Vec<(u8, u8)> = Vec::new();
        for shade in self.points.iter().map(|p| p >> 4) {
            match runs.last_mut() {
                Some((last, count)) if *last == shade && *count < 255 => *count += 1,
                _ => runs.push((shade, 1)),
            }
        }
        for (shade, count) in runs {
            // Short runs take one byte.
            if count < 15 { out.push(shade << 4 | count) } else { out.extend([shade << 4 | 15, count]) }
        }
        out
    }

    /// Reads [`Self::packed`] back; `None` where there is nothing to read.
    pub fn unpacked(bytes: &[u8]) -> Option<Self> {
        let (width, mut rest) = bytes.split_first_chunk::<2>()?;
        let mut points = Vec::new();
        while let [head, tail @ ..] = rest {
            let (shade, count) = (head >> 4, head & 15);
            let (count, tail) = if count == 15 { tail.split_first().map(|(c, t)| (*c, t))? } else { (count, tail) };
            points.resize(points.len() + usize::from(count), shade << 4 | shade);
            rest = tail;
        }
        Some(Self { width: usize::from(u16::from_be_bytes(*width)), points })
    }

    /// How many points of a thousand look different; all of them where the sizes differ.
    pub fn per_mille_different(&self, other: &Self) -> usize {
        if self.width != other.width || self.points.len() != other.points.len() {
            return 1000;
        }
        let different = self.points.iter().zip(&other.points).filter(|(a, b)| a.abs_diff(**b) > TOLERANCE).count();
        different * 1000 / self.points.len().max(1)
    }
}

#[test]
fn a_packed_picture_comes_back() {
    let picture = Picture { width: 100, points: (0..2000u32).map(|n| if n % 7 < 5 { 255 } else { (n % 256) as u8 }).collect() };
    let back = Picture::unpacked(&picture.packed()).unwrap();
    assert_eq!(picture.per_mille_different(&back), 0);
    let blank = Picture { width: 100, points: vec![255; 2000] };
    assert!(blank.per_mille_different(&back) > 200);
}
