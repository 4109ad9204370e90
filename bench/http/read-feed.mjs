// Reads a feed to its end in a process of its own, so that its memory is that of the reading.
//   node read-feed.mjs URL  ->  prints {"items","seconds","rssMb"}
import 'reflect-metadata';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { NetworkSettings } = require('../../dist/config/index.js');
const { Http } = require('../../dist/http/index.js');
const { SystemClock } = require('../../dist/runtime/clock.js');

const silentLog = { debug() {}, info() {}, warn() {}, error() {} };
const url = process.argv[2];
const http = new Http(new SystemClock(), silentLog, new NetworkSettings());
const began = performance.now();
const body = await http.stream(url);
const items = url.includes('/csv') ? body.csv() : body.jsonItems('data.vulnerabilities');

let count = 0;
for await (const item of items) if (item) count += 1;
const seconds = (performance.now() - began) / 1_000;
await http.close();

const rssMb = Math.round(process.resourceUsage().maxRSS / 1_000);
console.log(JSON.stringify({ items: count, seconds, rssMb }));
