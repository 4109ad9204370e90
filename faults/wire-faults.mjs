/** Faults that a running connector has to get over by itself, or to end with in order. */
const html = ({ response }) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end('<html>Gateway</html>');
};
const status =
  (code, headers = {}) =>
  ({ response }) => {
    response.writeHead(code, { 'content-type': 'text/plain', ...headers });
    response.end('no');
  };
const graphqlError = ({ response }) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const error = {
    message: 'Execution timeout',
    name: 'LOCK_ERROR',
    extensions: { code: 'LOCK_ERROR' },
  };
  response.end(JSON.stringify({ errors: [error], data: null }));
};
const reset = ({ response }) => response.socket.destroy();

/** The platform answers the n-th call of an operation in its own way. */
const platformAnswers = (words, operation, answer) => ({
  fault: `platform ${words}`,
  arm: (rig, seed) => {
    // A work is opened and ended once; pages are declared and saved five times.
    const hit = operation.startsWith('add') || operation === 'save' ? 1 + Math.floor(seed * 5) : 1;
    rig.platform.before = call => {
      if (call.operation !== operation || call.count !== hit) return false;
      rig.strike();
      answer(call);
      return true;
    };
  },
});

const sourceAnswers = (words, answer) => ({
  fault: `source ${words}`,
  arm: (rig, seed) => {
    const hit = 1 + Math.floor(seed * 5);
    rig.source.onRequest = request => {
      if (request.count !== hit) return false;
      rig.strike();
      answer(request);
      return true;
    };
  },
});

const brokerDoes = (words, act) => ({
  fault: `broker ${words}`,
  arm: (rig, seed) => {
    rig.platform.before = ({ operation, count }) => {
      if (operation !== 'addExpectations' || count !== 1 + Math.floor(seed * 5)) return false;
      rig.strike();
      act(rig);
      return false;
    };
  },
});

const later = (ms, act) => setTimeout(act, ms).unref();

export const WIRE_FAULTS = [
  platformAnswers('answers 500 to a save', 'save', status(500)),
  platformAnswers('answers 429 to a work', 'workAdd', status(429, { 'retry-after': '0' })),
  platformAnswers('answers HTML to a declaration', 'addExpectations', html),
  platformAnswers('answers a GraphQL error to a work', 'workAdd', graphqlError),
  platformAnswers('drops the connection of a save', 'save', reset),
  sourceAnswers('answers 503', status(503)),
  sourceAnswers('answers 429', status(429, { 'retry-after': '0' })),
  sourceAnswers('cuts its body', ({ response, body }) => {
    response.writeHead(200, { 'content-length': Buffer.byteLength(body) });
    response.write(body.slice(0, 10), () => response.socket.destroy());
  }),
  sourceAnswers('answers what is not JSON', ({ response }) => response.end('<html>')),
  brokerDoes('cuts the connection', rig => rig.broker.cut()),
  brokerDoes('is gone for a second', rig => {
    rig.broker.refuse();
    rig.broker.cut();
    later(1_000, () => rig.broker.accepting());
  }),
  brokerDoes('stalls for two seconds', rig => {
    rig.broker.stall();
    later(2_000, () => rig.broker.resume());
  }),
  brokerDoes('sends a broken frame', rig => rig.broker.corrupt('down')),
  platformAnswers('answers 500 to the end of a work', 'toProcessed', status(500)),
  {
    fault: 'state is reset during the run',
    arm: (rig, seed) => {
      const hit = 1 + Math.floor(seed * 4);
      rig.platform.after = ({ operation, count }) => {
        if (operation !== 'save' || count !== hit) return false;
        rig.strike();
        void rig.sandbox.resetState(rig.id);
        return false;
      };
    },
  },
];

/** Those that last longer. */
export const SLOW_FAULTS = [
  platformAnswers('does not answer a save', 'save', () => undefined),
  brokerDoes('is gone for 30 seconds', rig => {
    rig.broker.refuse();
    rig.broker.cut();
    later(30_000, () => rig.broker.accepting());
  }),
  brokerDoes('is half-open until its heartbeat is missed', rig => {
    rig.broker.stall();
    later(35_000, () => rig.broker.resume());
  }),
];
