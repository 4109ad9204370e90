// Does harm to a running connector, lets it recover, and counts what is missing.
//   node faults/run.mjs [--quick] [--only WORDS] [--json FILE]
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { Sandbox } from 'octiflow/sandbox';
import { BROKER_FAULTS } from './broker-faults.mjs';
import { KILL_POINTS } from './kill-points.mjs';
import { Rig } from './rig.mjs';
import { STREAM_FAULTS, playStreamFault } from './stream.mjs';
import { TWO_REPLICAS } from './two-replicas.mjs';
import { SLOW_FAULTS, WIRE_FAULTS } from './wire-faults.mjs';

const { startPrivateRabbitMq, startRabbitMq } = createRequire(import.meta.url)(
  '../test/rabbitmq/rabbitmq.cjs',
);
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    only: { type: 'string' },
    seed: { type: 'string' },
    json: { type: 'string' },
  },
});

/** Processes at work at a time; more would only wait for a core. A single try waits more than it works. */
const AT_ONCE = values.quick ? 3 : 2;
const KILLS = 20;
const WIRE_TRIES = 5;
const SLOW_TRIES = 2;

const random = seeded(values.seed ? Number(values.seed) : Date.now() % 1_000_000);
const broker = await startRabbitMq();

async function attempt({ fault, arm, play }, seed, broker) {
  const sandbox = await Sandbox.start({ amqp: broker.url });
  const rig = await Rig.start({ sandbox, amqpUrl: broker.url });

  try {
    if (play) await play(rig, seed, broker);
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

/** Counted as unfinished, with the reason beside the table: the other faults go on. */
async function verdictOf(fault, seed, broker) {
  try {
    return await attempt(fault, seed, broker);
  } catch (error) {
    console.error(`${fault.fault}, seed ${seed}: ${error.message}`);
    return { lost: 0, duplicates: 0, openWorks: 0, leaks: 0, isAtEnd: false };
  }
}

async function row({ fault, tries, broker, atOnce }) {
  if (STREAM_FAULTS.includes(fault)) return playStreamFault(fault, values.quick, random);
  const seeds = Array.from({ length: tries }, random);
  const verdicts = await inTurns(seeds, atOnce, seed => verdictOf(fault, seed, broker));
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

async function inTurns(inputs, atOnce, work) {
  const results = [];
  const queue = inputs.entries();
  const worker = async () => {
    for (const [index, input] of queue) results[index] = await work(input);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));

  return results;
}

/** Every second kill point and most wire faults: what a test run can afford. */
const QUICK = [
  ...KILL_POINTS.filter((_, index) => index % 2 === 0),
  ...WIRE_FAULTS.filter((_, index) => index % 2 === 0 && index % 5 !== 3),
  TWO_REPLICAS,
];

const times = (tries, faults, more) => faults.map(fault => ({ fault, tries, ...more }));

/** Faults that can be tried side by side, with how often each is. */
function shared() {
  const more = { broker, atOnce: AT_ONCE };
  if (values.quick) return [...times(1, QUICK, more), ...times(1, STREAM_FAULTS, more)];

  return [
    ...times(KILLS, [...KILL_POINTS, TWO_REPLICAS], more),
    ...times(WIRE_TRIES, WIRE_FAULTS, more),
    ...times(SLOW_TRIES, SLOW_FAULTS, more),
    ...times(1, STREAM_FAULTS, more),
  ];
}

const isWanted = ({ fault }) => !values.only || fault.fault.includes(values.only);
const rows = [];

async function show(given) {
  const result = await row(given);
  rows.push(result);
  print(Object.values(result));
}

print(['fault', 'tried', 'lost', 'duplicates', 'open works', 'leaks', 'unfinished']);
try {
  // In the quick mode each fault is tried once, so that several of them are tried side by side.
  await inTurns(shared().filter(isWanted), values.quick ? AT_ONCE : 1, show);
} finally {
  await broker.stop();
}
const alone = values.quick ? [] : times(SLOW_TRIES, BROKER_FAULTS).filter(isWanted);
if (alone.length > 0) {
  const own = await startPrivateRabbitMq();
  try {
    for (const given of alone) await show({ ...given, broker: own, atOnce: 1 });
  } finally {
    await own.stop();
  }
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
