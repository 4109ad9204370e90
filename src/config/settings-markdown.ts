import type { ConfigClass } from './config.js';
import { MASK } from './secret.js';
import { settingsOf, type SettingRecord } from './setting-record.js';
import { plainValue } from './shown-value.js';

const HEAD = [
  '| variable | `config.yml` | default | what it is for |',
  '| --- | --- | --- | --- |',
];

/** A table of settings in Markdown, a heading and a table for each class. */
export function settingsMarkdown(classes: readonly ConfigClass[]): string {
  return classes
    .map(cls => settingsOf(cls))
    .filter(records => records.length > 0)
    .map(records => [`## ${records[0]?.section}`, '', ...HEAD, ...records.map(rowOf)].join('\n'))
    .join('\n\n');
}

function rowOf(record: SettingRecord): string {
  const { env, otherEnv, yamlPath, formerly, rules, deprecated } = record;
  const notes = [
    record.description,
    ...(rules.allowed ? [`One of ${rules.allowed.map(code).join(', ')}.`] : []),
    ...(otherEnv.length > 0 ? [`Also read: ${otherEnv.map(code).join(', ')}.`] : []),
    ...(formerly.length > 0 ? [`Old name: ${formerly.map(code).join(', ')}.`] : []),
    ...(deprecated ? [`Deprecated${deprecated.use ? `; use ${code(deprecated.use)}` : ''}.`] : []),
  ];
  const cells = [code(env), yamlPath ? code(yamlPath) : '–', defaultOf(record), notes.join(' ')];

  return `| ${cells.map(cell => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

function defaultOf(record: SettingRecord): string {
  if (record.isRequired) return '**required**';
  if (record.default === undefined || record.default === '') return '–';

  return record.isSecret ? MASK : code(plainValue(record.default));
}

function code(value: unknown): string {
  return `\`${String(value)}\``;
}
