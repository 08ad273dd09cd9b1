//! Numbers and names as few bytes: LEB128 of zigzag, and names with their length before them.

pub(super) fn put(bytes: &mut Vec<u8>, number: i64) {
    let mut rest = (number as u64) << 1 ^ (number >> 63) as u64;
    while rest >= 0x80 {
        bytes.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    bytes.push(rest as u8);
}

/// As [`put`], of any size: a number that is not too large for it is the same bytes.
pub(super) fn put_wide(bytes: &mut Vec<u8>, number: i128) {
    if let Ok(number) = i64::try_from(number) {
        return put(bytes, number);
    }
    let mut rest = (number as u128) << 1 ^ (number >> 127) as u128;
    while rest >= 0x80 {
        bytes.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    bytes.push(rest as u8);
}

pub(super) fn put_name(bytes: &mut Vec<u8>, name: &[u8]) {
    put(bytes, name.len() as i64);
    bytes.extend_from_slice(name);
}

/// Takes a number off the front; `None` where the bytes end early.
pub(super) fn take(bytes: &mut &[u8]) -> Option<i64> {
    let mut number = 0_u64;
    for (place, byte) in bytes.iter().enumerate().take(10) {
        number |= u64::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            *bytes = &bytes[place + 1..];
            return Some((number >> 1) as i64 ^ -((number & 1) as i64));
        }
    }
    None
}

/// Takes a number of any size off the front; `None` where the bytes end early.
pub(super) fn take_wide(bytes: &mut &[u8]) -> Option<i128> {
    let before = *bytes;
    if let Some(number) = take(bytes).filter(|_| before.len() - bytes.len() < 10) {
        return Some(i128::from(number));
    }
    let mut number = 0_u128;
    for (place, byte) in before.iter().enumerate().take(19) {
        number |= u128::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            *bytes = &before[place + 1..];
            return Some((number >> 1) as i128 ^ -((number & 1) as i128));
        }
    }
    None
}

pub(super) fn take_name<'b>(bytes: &mut &'b [u8]) -> Option<&'b [u8]> {
    let length = usize::try_from(take(bytes)?).ok()?;
    let (name, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(name)
}

pub(super) fn take_text<'b>(bytes: &mut &'b [u8]) -> Option<&'b str> {
    std::str::from_utf8(take_name(bytes)?).ok()
}

pub(super) fn take_array<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (array, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*array)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_given_back() {
        for number in [0, 1, -1, 63, 64, -64, -65, 1 << 40, i64::MAX, i64::MIN] {
            let mut bytes = Vec::new();
            put(&mut bytes, number);
            assert_eq!(take(&mut bytes.as_slice()), Some(number));
            let wide = Some(i128::from(number));
            assert_eq!(take_wide(&mut bytes.as_slice()), wide);
            bytes.pop();
            assert_eq!(take(&mut bytes.as_slice()), None);
        }
    }

    #[test]
    fn so_is_every_wide_number() {
        let large = i128::from(i64::MAX);
        for number in [
            0,
            -1,
            large + 1,
            -large - 2,
            large * large,
            i128::MIN,
            i128::MAX,
        ] {
            let mut bytes = Vec::new();
            put_wide(&mut bytes, number);
            let mut rest = bytes.as_slice();
            assert_eq!(take_wide(&mut rest), Some(number));
            assert_eq!(rest, b"");
            bytes.pop();
            assert_eq!(take_wide(&mut bytes.as_slice()), None);
        }
    }
}
