//! What is open at some point of a record: brackets and strings.

use crate::input::lines::LONGEST;

/// Follows the text of one record, byte by byte.
#[derive(Default)]
pub(super) struct Scan {
    /// What closes each bracket that is open.
    open: Vec<u8>,
    /// How many of them are objects.
    objects: usize,
    in_string: bool,
    is_escaped: bool,
    /// The last byte that is no space, of a string its first one.
    last: u8,
}

impl Scan {
    /// At a point where objects are open, and nothing else.
    pub(super) fn in_object() -> Scan {
        let mut scan = Scan::default();
        scan.take(b'{');
        scan
    }

    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    pub(super) fn in_string(&self) -> bool {
        self.in_string
    }

    /// How many of these bytes go on with a string and decide nothing.
    pub(super) fn words(&self, bytes: &[u8]) -> usize {
        if !self.in_string || self.is_escaped {
            return 0;
        }
        let end = bytes
            .iter()
            .position(|byte| matches!(byte, b'"' | b'\\' | b'\n'));
        end.unwrap_or(bytes.len())
    }

    /// Whether an object can begin here. It cannot after a whole value, nor in the
    /// place of a key. After a bracket it may: that is one bracket too many.
    pub(super) fn expects_object(&self) -> bool {
        match self.open.last() {
            Some(b'}') => matches!(self.last, b':' | b'{'),
            Some(_) => matches!(self.last, b'[' | b','),
            None => false,
        }
    }

    pub(super) fn take(&mut self, byte: u8) {
        if self.in_string {
            return self.take_in_string(byte);
        }
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => return,
            b'"' => self.in_string = true,
            b'{' => self.open(b'}'),
            b'[' => self.open(b']'),
            b'}' | b']' => self.close(byte),
            // A key: the bracket before it is missing.
            b':' if self.open.is_empty() && self.last == b'"' => self.open(b'}'),
            _ => {}
        }
        self.last = byte;
    }

    fn take_in_string(&mut self, byte: u8) {
        match byte {
            // A string holds no line end: its last quote is missing.
            b'\n' => (self.in_string, self.is_escaped) = (false, false),
            _ if self.is_escaped => self.is_escaped = false,
            b'\\' => self.is_escaped = true,
            b'"' => self.in_string = false,
            _ => {}
        }
    }

    fn open(&mut self, closer: u8) {
        if self.open.len() < LONGEST {
            self.open.push(closer);
            self.objects += usize::from(closer == b'}');
        }
    }

    /// Brackets that should have been closed before are closed too; one that closes
    /// nothing is passed over.
    fn close(&mut self, closer: u8) {
        let of_its_kind = match closer {
            b'}' => self.objects,
            _ => self.open.len() - self.objects,
        };
        if of_its_kind == 0 {
            return;
        }
        while let Some(closed) = self.open.pop() {
            self.objects -= usize::from(closed == b'}');
            if closed == closer {
                break;
            }
        }
    }
}
