import {
  BUILT_IN_SETTINGS,
  configJsonSchema,
  isConfigClass,
  settingsMarkdown,
  settingsOf,
} from '../../config/index.js';
import { explore } from '../../connectors/index.js';
import { UsageError, type ExitCode } from '../../errors/index.js';
import { constructorGraph } from '../../injection/index.js';
import type { Command, Given } from '../command.js';
import { loadConnectors } from '../load/index.js';

/** `connector-run describe <path>`: what a connector is and how it is set. */
export const describeCommand: Command = {
  name: 'describe',
  argument: '<path>',
  summary: 'print what a connector is and every setting that it has',
  options: {
    markdown: { type: 'boolean', summary: 'as a Markdown table, for a README' },
    'json-schema': {
      type: 'boolean',
      summary: "as JSON Schema, in the shape of OpenCTI's catalogue",
    },
    all: { type: 'boolean', summary: 'with the settings that every connector has' },
  },
  run: given => describe(given),
};

async function describe(given: Given): Promise<ExitCode> {
  const [path] = given.positionals;
  if (path === undefined) {
    const problem = 'a path to a connector is missing';
    throw new UsageError('USAGE_ARGUMENTS', { problem, command: 'describe' });
  }

  const { connectors } = await loadConnectors(path);
  const texts = connectors.map(target => {
    const blueprint = explore(target);
    const own = constructorGraph(target, token => isConfigClass(token)).filter(isConfigClass);
    const classes = given.flag('all') ? [...own, ...BUILT_IN_SETTINGS] : own;
    if (given.flag('json-schema')) {
      return JSON.stringify(
        configJsonSchema([...own, ...BUILT_IN_SETTINGS], blueprint.name),
        undefined,
        2,
      );
    }
    if (given.flag('markdown')) return settingsMarkdown(classes);

    const { name, kind, scope } = blueprint;
    const durationPeriod = kind === 'EXTERNAL_IMPORT' && blueprint.durationPeriod;
    const rows = classes
      .flatMap(settingsOf)
      .map(row => `  ${row.env.padEnd(40)} ${row.description}`);
    return [
      `${name}  ${kind.toLowerCase().replaceAll('_', ' ')}  scope ${scope.join(', ')}`,
      ...(durationPeriod ? [`every ${durationPeriod}, by default`] : []),
      '',
      ...rows,
    ].join('\n');
  });
  process.stdout.write(`${texts.join('\n\n')}\n`);

  return 0;
}
