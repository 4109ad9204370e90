import { randomUUID } from 'node:crypto';
import type { Constructor } from '../../src/injection/index.js';
import type { Profile } from '../../src/sandbox/index.js';
import { ConnectorBench, type BenchOptions } from '../../src/testing/index.js';

/** A way from OpenCTI to a connector and back. */
export interface Road {
  readonly by: 'HTTP' | 'AMQP' | 'RabbitMQ';
  readonly profile: Profile;
}

/** Every road: both lines of OpenCTI, over HTTP, the sandbox's own queues and a real RabbitMQ. */
export const ROADS: readonly Road[] = [
  { by: 'HTTP', profile: '6.9' },
  { by: 'HTTP', profile: '7' },
  { by: 'AMQP', profile: '6.9' },
  { by: 'RabbitMQ', profile: '6.9' },
  { by: 'RabbitMQ', profile: '7' },
];

/** Puts a connector on a road. */
export function roadBench(
  connector: Constructor,
  { by, profile }: Road,
  options: BenchOptions = {},
): Promise<ConnectorBench> {
  const amqp = process.env['AMQP_URL'] ?? '';

  return ConnectorBench.for(connector, {
    ...options,
    profile,
    ...(by === 'HTTP' && { queues: 'http' as const }),
    ...(by === 'RabbitMQ' && { amqp, connectorId: randomUUID() }),
  });
}
