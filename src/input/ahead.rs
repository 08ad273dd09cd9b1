//! A stream that is read on a thread of its own, so that undoing gzip and using what
//! comes out of it go on at the same time.

use std::io::{self, BufRead, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Bytes handed on at a time, and blocks that may wait: what it costs in memory.
const BLOCK: usize = 1 << 18;
const WAITING: usize = 4;

/// What a thread reads ahead of whoever takes it from here.
pub(super) struct Ahead {
    blocks: Receiver<io::Result<Vec<u8>>>,
    block: Vec<u8>,
    /// Bytes of the block that were taken.
    used: usize,
    is_at_end: bool,
}

impl Ahead {
    pub(super) fn new(input: impl Read + Send + 'static) -> Ahead {
        let (sender, blocks) = sync_channel(WAITING);
        thread::spawn(move || read(input, &sender));
        Ahead {
            blocks,
            block: Vec::new(),
            used: 0,
            is_at_end: false,
        }
    }
}

/// Reads to the first error, until nobody takes any more, or to the end, of which an
/// empty block tells: a thread that is gone without one has not read all.
fn read(mut input: impl Read, sender: &SyncSender<io::Result<Vec<u8>>>) {
    loop {
        let mut block = Vec::with_capacity(BLOCK);
        let read = input.by_ref().take(BLOCK as u64).read_to_end(&mut block);
        // What came before an error is still good.
        let sent = match read {
            Ok(0) => return drop(sender.send(Ok(block))),
            Ok(_) => sender.send(Ok(block)),
            Err(error) if block.is_empty() => return drop(sender.send(Err(error))),
            Err(error) => sender
                .send(Ok(block))
                .and_then(|()| sender.send(Err(error))),
        };
        if sent.is_err() {
            return;
        }
    }
}

impl BufRead for Ahead {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.used == self.block.len() && !self.is_at_end {
            self.block = self
                .blocks
                .recv()
                .map_err(|_| io::Error::other("reading ended before the end of the stream"))??;
            self.used = 0;
            self.is_at_end = self.block.is_empty();
        }
        Ok(&self.block[self.used..])
    }

    fn consume(&mut self, used: usize) {
        self.used += used;
    }
}

impl Read for Ahead {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Ahead, BLOCK, WAITING};
    use std::io::{self, Read};

    #[test]
    fn all_bytes_come_in_their_order() {
        let bytes: Vec<u8> = (0..BLOCK * 2 + 7).map(|n| (n % 251) as u8).collect();
        let mut read = Vec::new();
        Ahead::new(io::Cursor::new(bytes.clone()))
            .read_to_end(&mut read)
            .unwrap();
        assert!(read == bytes);
    }

    #[test]
    fn an_error_comes_after_what_was_read_before_it() {
        struct Torn;
        impl Read for Torn {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::from(io::ErrorKind::UnexpectedEof))
            }
        }
        // Also where it falls between two blocks.
        for length in [0, 5, BLOCK] {
            let mut read = Vec::new();
            let torn = io::repeat(b'x').take(length as u64).chain(Torn);
            let end = Ahead::new(torn).read_to_end(&mut read);
            assert_eq!(read.len(), length);
            assert_eq!(end.unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
        }
    }

    #[test]
    fn a_stream_that_is_left_alone_ends() {
        let endless = io::repeat(b'x');
        let (sender, dropped) = std::sync::mpsc::channel::<()>();
        struct Told<R>(R, #[allow(dead_code)] std::sync::mpsc::Sender<()>);
        impl<R: Read> Read for Told<R> {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                self.0.read(buffer)
            }
        }
        let mut ahead = Ahead::new(Told(endless, sender));
        ahead
            .read_exact(&mut vec![0; BLOCK * (WAITING + 2)])
            .unwrap();
        drop(ahead);
        // The thread has dropped its end.
        assert!(dropped.recv().is_err());
    }
}
