//! A bare scan of a CSV by the streamed reader, for `benches/sampling`: every row is cut into the fields of
//! the columns named, or of all columns, by as many threads as there are processors, and only counted.

use std::fs::File;
use std::sync::Mutex;

use assay_tables::stream::{Block, CsvStream, find_column};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().expect("scan FILE [COLUMN...]");
    let file = File::open(&path).expect("a file that can be read");
    let stream = CsvStream::open(file).expect("a table").expect("UTF-8");
    let mut columns: Vec<usize> = arguments
        .map(|name| find_column(stream.header(), &name).expect("a column of the file"))
        .collect();
    if columns.is_empty() {
        columns = (0..stream.header().len()).collect();
    }
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let stream = Mutex::new(stream);
    let work = || {
        let (mut block, mut rows, mut bytes) = (Block::default(), 0_u64, 0_usize);
        while stream.lock().expect("no panic").next_block(&mut block).expect("whole records") {
            let seen = block.each(&columns, |_, fields| {
                bytes += fields.iter().map(|field| field.len()).sum::<usize>();
            });
            rows += seen.count;
        }
        (rows, bytes)
    };
    let counts: Vec<(u64, usize)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(|worker| worker.join().expect("no panic")).collect()
    });
    let rows: u64 = counts.iter().map(|(rows, _)| rows).sum();
    let bytes: usize = counts.iter().map(|(_, bytes)| bytes).sum();
    println!("{rows} rows, {bytes} bytes in the columns");
}
