import type { ListeningRequest } from '../../connectors/index.js';
import type { Platform } from '../../platform/index.js';
import type { Job } from './job.js';

/**
 * What a handler sees of every request.
 *
 * @param sharedWith STIX ids of the organizations that the entity is shared with.
 */
export function handlerRequest(job: Job, sharedWith: readonly string[] = []): ListeningRequest {
  const { signal, log } = job;

  return {
    ...{ signal, log },
    context: job.context(sharedWith),
    platform: requestPlatform(job.applicantPlatform, signal),
    note: text => job.note(text),
  };
}

/** OpenCTI for one request: what is asked is aborted with it. */
function requestPlatform(platform: Platform, signal: AbortSignal): ListeningRequest['platform'] {
  return Object.freeze({
    entities: Object.freeze({ toStix: (id: string) => platform.entities.toStix(id, { signal }) }),
    files: Object.freeze({ read: (file: string) => platform.files.read(file, { signal }) }),
    query: <T>(document: string, variables?: Readonly<Record<string, unknown>>) =>
      platform.query<T>(document, variables, { signal }),
  });
}
