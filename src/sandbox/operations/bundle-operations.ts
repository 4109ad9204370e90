import { PlatformRefusal } from '../platform-refusal.js';
import { writePushMessage } from '../queues/push-message.js';
import { optionalText, text, type OperationContext, type Operations } from './operation.js';

/** Bundles that come over HTTP instead of AMQP. */
export const bundleOperations: Operations = {
  Query: {},

  Mutation: {
    stixBundlePush: async (args, context) => {
      const bundle = text(args, 'bundle');
      const count = objectCount(bundle);
      const connector = context.connectors.get(text(args, 'connectorId'));
      if (!connector || count === 0) throw invalidBundle();

      const given = optionalText(args, 'work_id');
      const workId = given || openWork(connector, count, context);
      const body = writePushMessage({
        type: 'bundle',
        applicant_id: context.user.id,
        content: bundle,
        work_id: workId,
        update: true,
      });
      await context.queues.publish({ connectorId: connector.id, body });
      return true;
    },
  },
};

/** What the platform answers to every bundle it can't take, whatever the reason. */
export function invalidBundle(): PlatformRefusal {
  return new PlatformRefusal('UNSUPPORTED_ERROR', 'Invalid bundle');
}

/** A bundle that names no work gets one; of a single object it is known how many are to be expected. */
function openWork(
  connector: { readonly id: string; readonly name: string; readonly type: string },
  count: number,
  { works, user, now }: OperationContext,
): string {
  const { id } = works.add({
    connectorId: connector.id,
    connectorType: connector.type,
    name: `${connector.name} run @ ${now().toISOString()}`,
    userId: user.id,
  });
  if (count === 1) works.expect(id, 1);

  return id;
}

function objectCount(bundle: string): number {
  let parsed: unknown;
  try {
    parsed = JSON.parse(bundle);
  } catch {
    return 0;
  }
  if (typeof parsed !== 'object' || parsed === null) return 0;
  const { type, objects } = parsed as Readonly<Record<string, unknown>>;

  return type === 'bundle' && Array.isArray(objects) ? objects.length : 0;
}
