import { Secret, type LoadedConfig } from '../config/index.js';
import { UsageError } from '../errors/index.js';
import { TrafficRecorder, TrafficReplayer, type HttpTraffic } from '../http/index.js';
import { secretsOf } from '../runtime/index.js';
import type { Given } from './command.js';

/**
 * What `--record DIR` or `--replay DIR` puts between the connector and its sources; undefined without
 * either.
 *
 * @throws UsageError `USAGE_ARGUMENTS` when both are given
 */
export function sourceTraffic(given: Given): ((config: LoadedConfig) => HttpTraffic) | undefined {
  const record = given.text('record');
  const replay = given.text('replay');
  if (record !== undefined && replay !== undefined) {
    const problem = '--record and --replay exclude each other';
    throw new UsageError('USAGE_ARGUMENTS', { problem, command: 'run' });
  }
  const secrets = (config: LoadedConfig): Secret[] =>
    secretsOf(config).map(text => new Secret(text));
  if (record !== undefined) {
    return config => new TrafficRecorder(record, { secrets: secrets(config) });
  }

  return replay === undefined
    ? undefined
    : config => new TrafficReplayer(replay, { secrets: secrets(config) });
}
