/** Faults of the broker itself, which has to be one that nobody else uses: they are tried one by one. */
const atPage = (rig, seed, act) => {
  const hit = 1 + Math.floor(seed * 5);
  rig.platform.before = ({ operation, count }) => {
    if (operation !== 'addExpectations' || count !== hit) return false;
    rig.strike();
    act();
    return false;
  };
};

/** Below what any message takes. Each channel reads it once, when it is opened. */
const MAX_MESSAGE = 'application:set_env(rabbit, max_message_size, 1).';
const USUAL_MESSAGE = 'application:set_env(rabbit, max_message_size, 16777216).';

export const BROKER_FAULTS = [
  {
    fault: 'broker is restarted during a send',
    async play(rig, seed, broker) {
      let restarted;
      atPage(rig, seed, () => {
        // The messages are published while it goes down.
        restarted = broker.restart();
      });
      await rig.launch().ended;
      await restarted;
    },
  },
  {
    fault: 'broker finds a message too large',
    async play(rig, _seed, broker) {
      await broker.control('eval', MAX_MESSAGE);
      try {
        const { code, output } = await rig.launch().ended;
        rig.strike();
        if (code === 0 || !output.includes('TRANSPORT_MESSAGE_TOO_LARGE')) {
          throw new Error(`it was not refused:\n${output}`);
        }
      } finally {
        await broker.control('eval', USUAL_MESSAGE);
      }
    },
  },
  {
    fault: 'broker refuses access to the exchange',
    async play(rig, _seed, broker) {
      await broker.control('add_user', 'reader', 'reader');
      try {
        await broker.control('set_permissions', 'reader', '^$', '^$', '.*');
        const { code, output } = await rig.launch({
          env: { MQ_USER: 'reader', MQ_PASS: 'reader' },
        }).ended;
        rig.strike();
        if (code === 0 || !output.includes('TRANSPORT_ACCESS_REFUSED')) {
          throw new Error(`it was not refused:\n${output}`);
        }
      } finally {
        await broker.control('delete_user', 'reader');
      }
    },
  },
];
