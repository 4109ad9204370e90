import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { promisify } from 'node:util';

const GIGABYTE = 1_000_000_000;
/** Whatever the size of a feed, reading it takes less. */
const MAX_RSS_MB = 150;

const run = promisify(execFile);
const programs = path.join(import.meta.dirname, 'http');

/** Bytes per second that are read from a feed of 1 GB, item by item, and the most memory it took. */
export const benches = ['csv', 'json'].map(format => ({
  name: `http read 1 GB of ${format.toUpperCase()} (bytes)`,
  run: ({ quick = false }) => benchFeed(format, quick ? GIGABYTE / 5 : GIGABYTE),
}));

async function benchFeed(format, bytes) {
  const feed = spawn(process.execPath, [path.join(programs, 'endless-feed.mjs')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [port] = await once(feed.stdout, 'data');
    const url = `http://127.0.0.1:${String(port).trim()}/${format}?bytes=${bytes}`;
    const { stdout } = await run(process.execPath, [path.join(programs, 'read-feed.mjs'), url]);
    const { items, seconds, rssMb } = JSON.parse(stdout);
    if (items < bytes / 1_000) throw new Error(`only ${items} items were read`);
    if (rssMb > MAX_RSS_MB) throw new Error(`${rssMb} MB of memory, more than ${MAX_RSS_MB} MB`);

    const name = `http read ${bytes / GIGABYTE} GB of ${format.toUpperCase()} (bytes)`;
    return { name, n: bytes, ours: Math.round(bytes / seconds), rssMb };
  } finally {
    feed.kill();
  }
}
