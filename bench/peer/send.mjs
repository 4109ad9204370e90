import { readFile } from 'node:fs/promises';
import { openConnector } from 'octiflow';
import { IDENTITY, environmentOf } from './environment.mjs';
import { measured, outcome, sinceStart } from './measured.mjs';

/** Registers, opens a work, sends a bundle file as a whole, and closes the work. */
export async function send(options) {
  const connector = await openConnector(IDENTITY, { env: environmentOf(options) });
  const startup_s = sinceStart();

  try {
    const { result, ...cost } = await measured(() => sendFile(connector, options));
    const { sent, bytes } = result;

    return outcome(sent.objects + sent.dropped, cost, {
      objects: sent.objects,
      messages: sent.messages,
      dropped: sent.dropped,
      startup_s,
      in_bytes: bytes,
    });
  } finally {
    await connector.close();
  }
}

async function sendFile(connector, { file, draft, ...options }) {
  const { cleanup, update, entitiesTypes, eventVersion, delivery } = options;
  const bytes = await readFile(file);
  const work = await connector.openWork('bench run');

  try {
    const sent = await connector.send(JSON.parse(bytes.toString('utf8')), {
      ...{ work, cleanup, entitiesTypes, eventVersion, delivery },
      ...(update && { update }),
      ...(draft && { validationMode: 'draft' }),
    });
    await work.done('Bench done');

    return { sent, bytes: bytes.length };
  } catch (error) {
    await work.failed(error);
    throw error;
  }
}
