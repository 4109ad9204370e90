// Serves events to the bench that forked it, until it is killed.
import { startEventServer } from './event-server.mjs';

const server = await startEventServer(Number(process.argv[2]));
process.send(server.url);
process.once('disconnect', () => process.exit(0));
