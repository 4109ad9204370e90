// Makes `npx connector-run` work in a clone of this repository, as it does where octiflow is installed.
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const link = `${root}/node_modules/.bin/connector-run`;

chmodSync(`${root}/dist/cli/main.js`, 0o755);
mkdirSync(`${root}/node_modules/.bin`, { recursive: true });
rmSync(link, { force: true });
symlinkSync('../../dist/cli/main.js', link);
