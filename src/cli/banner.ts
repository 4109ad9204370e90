import { ConnectorSettings, OpenctiSettings } from '../config/index.js';
import type { BootedConnector } from '../runtime/index.js';
import type { Sandbox } from '../sandbox/index.js';

/** What a person sees first: which connector this is, how it is set, and whom it talks to. */
export function banner({ blueprint, config }: BootedConnector, sandbox?: Sandbox): string {
  const { name, scope, durationPeriod } = config.get(ConnectorSettings);
  const kind = blueprint.kind.toLowerCase().replaceAll('_', ' ');
  const every = durationPeriod ? `  every ${durationPeriod.toString()}` : '';
  const own = config.rows.filter(row => !row.isBuiltIn);
  const settings = own.map(row => `${row.yamlPath ?? row.env}=${row.shown ?? ''}`).join('  ');
  const platform = sandbox ? `sandbox ${sandbox.url}` : config.get(OpenctiSettings).url;

  return [
    `${name}  ${kind}${every}  scope ${scope.join(', ')}`,
    ...(settings === '' ? [] : [`  config    ${settings}`]),
    `  platform  ${platform}`,
    ...(sandbox ? [`  page      ${sandbox.pageUrl}`] : []),
  ].join('\n');
}
