/**
 * The moments of a run at which its process is killed, from the fetch of a page to its bookmark,
 * seen from the wire. `seed` is a number from 0 to 1 that chooses which of the pages it hits.
 */
const PAGES = 5;
const page = seed => 1 + Math.floor(seed * PAGES);

const atSource = (name, act) => ({
  fault: `killed ${name}`,
  arm: (rig, seed) => {
    rig.source.onRequest = request => request.count === page(seed) && act(rig, request);
  },
});

const atPlatform = (when, operation, words, count = () => 1) => ({
  fault: `killed ${when} ${words}`,
  arm: (rig, seed) => {
    rig.platform[when] = call => {
      if (call.operation !== operation || call.count !== count(seed)) return false;
      rig.kill();
      return true;
    };
  },
});

/** Cuts the connection so many bytes after the messages of a page are declared, and kills. */
const atBroker = (direction, words, bytes) => ({
  fault: `killed ${words}`,
  arm: (rig, seed) => {
    rig.platform.before = ({ operation, count }) => {
      if (operation !== 'addExpectations' || count !== page(seed)) return false;
      rig.broker.cutAfter(bytes((seed * 97) % 1), direction);
      // The cut is seen at once by both sides; the process dies with its connection.
      if (rig.broker.open > 0) void rig.broker.whenIdle().then(() => rig.kill());
      else
        void rig.broker
          .whenConnections(1)
          .then(() => rig.broker.whenIdle())
          .then(() => rig.kill());
      return false;
    };
  },
});

export const KILL_POINTS = [
  atSource('when a page is asked for', rig => {
    rig.kill();
    return true;
  }),
  atSource('in the middle of a page', (rig, { response, body }) => {
    response.writeHead(200, { 'content-length': Buffer.byteLength(body) });
    response.write(body.slice(0, body.length / 2), () => rig.kill());
    return true;
  }),
  atSource('when a page has arrived', (rig, { response, body }) => {
    response.end(body, () => rig.kill());
    return true;
  }),
  atPlatform('before', 'register', 'it is registered'),
  atPlatform('after', 'register', 'it is registered'),
  atPlatform('before', 'workAdd', 'its work is opened'),
  atPlatform('after', 'workAdd', 'its work is opened'),
  atPlatform('before', 'addExpectations', 'the messages are declared', page),
  atPlatform('after', 'addExpectations', 'the messages are declared', page),
  atBroker('up', 'while it publishes', share => 1 + Math.floor(share * 30_000)),
  atBroker('down', 'while it is confirmed', share => 1 + Math.floor(share * 20)),
  atPlatform('before', 'save', 'the bookmark is saved', page),
  atPlatform('after', 'save', 'the bookmark is saved', page),
  atPlatform('before', 'toProcessed', 'its work is closed'),
  atPlatform('after', 'toProcessed', 'its work is closed'),
];
