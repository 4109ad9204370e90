import type { Inbox } from '../../transport/index.js';
import type { ActivityMeter } from './activity-meter.js';

/** An inbox whose connector is seen to be running while it works on a request. */
export function meteredInbox(inbox: Inbox, activity: ActivityMeter): Inbox {
  return {
    protocol: inbox.protocol,
    start: handle =>
      inbox.start((message, signal) => activity.during(() => handle(message, signal))),
    stop: signal => inbox.stop(signal),
  };
}
