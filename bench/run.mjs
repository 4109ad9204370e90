// Measures octiflow against what limits it and against pycti, when that is installed.
//   npm run bench -- [--quick] [--only NAME] [--json FILE]
// Every bench/*.bench.mjs exports `benches`: a list of { name, run({ quick }) }, where run gives
// { name, n, ours, peer?, limit?, ratioToPeer?, ratioToLimit?, rssMb? }, rates in units per second.
import { readdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { printRow, printTitle } from './table.mjs';

const USAGE = 64;

process.exitCode = await main();

async function main() {
  const options = readArguments();
  if (options === undefined) return USAGE;
  const benches = (await loadBenches()).filter(({ name }) => name.includes(options.only ?? ''));
  if (benches.length === 0) return refuse(`no bench is called "${options.only}"`);

  printTitle();
  const results = [];
  let failed = 0;
  for (const bench of benches) {
    try {
      const result = await bench.run({ quick: options.quick });
      results.push(result);
      printRow(result);
    } catch (error) {
      failed += 1;
      console.error(`${bench.name}: ${error.message}`);
    }
  }
  if (options.json) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);

  return failed === 0 ? 0 : 1;
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        quick: { type: 'boolean', default: false },
        only: { type: 'string' },
        json: { type: 'string' },
      },
    });

    return values;
  } catch (error) {
    refuse(error.message);
    return undefined;
  }
}

function refuse(problem) {
  console.error(`${problem}\nUsage: npm run bench -- [--quick] [--only NAME] [--json FILE]`);

  return USAGE;
}

async function loadBenches() {
  const files = readdirSync(import.meta.dirname).filter(name => name.endsWith('.bench.mjs'));
  const modules = await Promise.all(files.sort().map(name => import(`./${name}`)));

  return modules.flatMap(({ benches }) => benches);
}
