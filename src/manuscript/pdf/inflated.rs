//! How much each part of a PDF comes to once it is unpacked, found out without holding it.
//!
//! The library unpacks a part as a whole, however large: a few bytes may stand for more than there
//! is memory.

use std::io::Read as _;

use flate2::bufread::ZlibDecoder;

use crate::manuscript::ManuscriptErrorKind as Kind;

/// The most bytes of one part: a picture of a sheet of A3 at 600 dots an inch has 200 MiB.
const MOST_BYTES: u64 = 256 << 20;
/// What stands before the bytes of a part.
const START: &[u8] = b"stream";

/// Refuses a file with a part that unpacks to more than [`MOST_BYTES`].
pub(super) fn check(bytes: &[u8]) -> Result<(), Kind> {
    check_within(bytes, MOST_BYTES)
}

fn check_within(bytes: &[u8], most: u64) -> Result<(), Kind> {
    let mut buffer = vec![0; 64 << 10];
    let mut rest = bytes;
    while let Some(found) = rest.windows(START.len()).position(|window| window == START) {
        rest = &rest[found + START.len()..];
        let packed = rest.strip_prefix(b"\r").unwrap_or(rest);
        let packed = packed.strip_prefix(b"\n").unwrap_or(packed);
        if !is_packed(packed) {
            continue;
        }
        let mut unpacked = ZlibDecoder::new(packed);
        let mut count = 0;
        // Damaged parts end early, and are found out by the reader.
        while let Ok(more @ 1..) = unpacked.read(&mut buffer) {
            count += more as u64;
            if count > most {
                return Err(Kind::TooLarge {
                    part: "stream".to_owned(),
                    limit: most >> 20,
                });
            }
        }
    }
    Ok(())
}

/// Whether bytes begin as packed ones do.
fn is_packed(bytes: &[u8]) -> bool {
    matches!(bytes, [first, second, ..]
        if first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    #[test]
    fn a_part_that_unpacks_to_too_much_is_refused() {
        let packed = |size: usize| {
            let start = b"1 0 obj <<>> stream\r\n".to_vec();
            let mut packer = ZlibEncoder::new(start, Compression::fast());
            packer.write_all(&vec![0; size]).unwrap();
            packer.finish().unwrap()
        };
        let most = 2 << 20;
        assert_eq!(check_within(&packed(2 << 20), most), Ok(()));
        let refused = check_within(&packed((2 << 20) + 1), most);
        assert!(matches!(refused, Err(Kind::TooLarge { limit: 2, .. })));
        // A part that ends too early is no reason to refuse the file as too large.
        assert_eq!(check_within(&packed(3 << 20)[..60], most), Ok(()));
    }
}
