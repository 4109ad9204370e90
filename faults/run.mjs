// Does harm to a running connector, lets it recover, and counts what is missing.
//   node faults/run.mjs [--quick] [--only WORDS] [--json FILE]
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { Sandbox } from 'octiflow/sandbox';
import { KILL_POINTS } from './kill-points.mjs';
import { Rig } from './rig.mjs';
import { STREAM_FAULTS, playStreamFault } from './stream.mjs';
import { TWO_REPLICAS } from './two-replicas.mjs';
import { SLOW_FAULTS, WIRE_FAULTS } from './wire-faults.mjs';

const { startRabbitMq } = createRequire(import.meta.url)('../test/rabbitmq/rabbitmq.cjs');
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    only: { type: 'string' },
    seed: { type: 'string' },
    json: { type: 'string' },
  },
});

/** Two processes are at work at a time: one more would only wait for a core. */
const AT_ONCE = 2;
const TRIES = values.quick ? 1 : 20;
const SLOW_TRIES = 2;

const random = seeded(values.seed ? Number(values.seed) : Date.now() % 1_000_000);
const broker = await startRabbitMq();

async function attempt({ fault, arm, play }, seed) {
  const sandbox = await Sandbox.start({ amqp: broker.url });
  const rig = await Rig.start({ sandbox, amqpUrl: broker.url });

  try {
    if (play) await play(rig, seed);
    else {
      arm(rig, seed);
      await rig.launch().ended;
    }
    if (!rig.struck) throw new Error(`${fault} did not strike`);
    await rig.recover();

    return await rig.verdict();
  } finally {
    await rig.stop();
    await sandbox.stop();
  }
}

async function row(fault, tries) {
  if (STREAM_FAULTS.includes(fault)) return playStreamFault(fault, values.quick, random);
  const seeds = Array.from({ length: tries }, random);
  const verdicts = await inTurns(seeds, seed => attempt(fault, seed));
  const sum = key => verdicts.reduce((total, verdict) => total + verdict[key], 0);

  return {
    fault: fault.fault,
    tried: tries,
    lost: sum('lost'),
    duplicates: sum('duplicates'),
    openWorks: sum('openWorks'),
    leaks: sum('leaks'),
    unfinished: verdicts.filter(({ isAtEnd }) => !isAtEnd).length,
  };
}

async function inTurns(inputs, work) {
  const results = [];
  const queue = inputs.entries();
  const worker = async () => {
    for (const [index, input] of queue) results[index] = await work(input);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));

  return results;
}

/** Every second kill point and most wire faults: what a test run can afford. */
const QUICK = [...KILL_POINTS.filter((_, index) => index % 2 === 0), ...WIRE_FAULTS.slice(3)];

const faults = [
  ...[...(values.quick ? QUICK : [...KILL_POINTS, ...WIRE_FAULTS]), TWO_REPLICAS].map(fault => [
    fault,
    TRIES,
  ]),
  ...(values.quick ? [] : SLOW_FAULTS.map(fault => [fault, SLOW_TRIES])),
  ...STREAM_FAULTS.map(fault => [fault, 1]),
].filter(([{ fault }]) => !values.only || fault.includes(values.only));

const rows = [];
print(['fault', 'tried', 'lost', 'duplicates', 'open works', 'leaks', 'unfinished']);
try {
  // In the quick mode each fault is tried once, so that several of them are tried side by side.
  await inTurns(values.quick ? faults : [faults], async given => {
    for (const [fault, tries] of values.quick ? [given] : given) {
      const result = await row(fault, tries);
      rows.push(result);
      print(Object.values(result));
    }
  });
} finally {
  await broker.stop();
}

const bad = rows.filter(result => {
  const { lost, duplicates, openWorks, leaks, unfinished } = result;
  return lost + duplicates + openWorks + leaks + unfinished > 0;
});
console.log(
  `${rows.length} faults, ${rows.reduce((sum, { tried }) => sum + tried, 0)} tries, ${bad.length} with losses`,
);
if (values.json) await writeFile(values.json, `${JSON.stringify(rows, undefined, 2)}\n`);
process.exitCode = bad.length > 0 ? 1 : 0;

function print([fault, ...numbers]) {
  console.log(fault.padEnd(48) + numbers.map(number => String(number).padStart(11)).join(''));
}

function seeded(seed) {
  console.log(`seed ${seed}`);
  let state = seed >>> 0;
  // mulberry32: small, and the same on every machine.
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
