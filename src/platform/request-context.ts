import { checkedHeader } from './custom-headers.js';

/**
 * On whose behalf and in what place OpenCTI carries out one request. It belongs to the request:
 * nothing of it outlives the call, so requests that run side by side never see each other's.
 *
 * @see OpenCTI `opencti-graphql/src/http/httpAuthenticatedContext.js`
 */
export interface RequestContext {
  /** Internal id of the user to act as. OpenCTI obeys only if the token's user has BYPASS. */
  readonly applicantId?: string;
  /**
   * The draft to work in. Null, or left out, means in no draft, and is said: OpenCTI would else
   * take the draft that the token's user happens to have open.
   */
  readonly draftId?: string | null;
  /** From OpenCTI 7 on the request is refused once this work is gone. */
  readonly workId?: string;
  readonly playbookId?: string;
  readonly eventId?: string;
}

/**
 * The headers that carry a context.
 *
 * @throws PlatformError `PLATFORM_HEADER` for a value that is no header
 */
export function contextHeaders(context: RequestContext = {}): Record<string, string> {
  const { applicantId, draftId, workId, playbookId, eventId } = context;
  const all: readonly (readonly [string, string | undefined])[] = [
    ['opencti-applicant-id', applicantId],
    ['opencti-draft-id', draftId ?? ''],
    ['opencti-work-id', workId],
    ['opencti-playbook-id', playbookId],
    ['opencti-event-id', eventId],
  ];
  const headers: Record<string, string> = {};
  for (const [name, value] of all) {
    if (value !== undefined) headers[name] = checkedHeader(name, value);
  }

  return headers;
}
