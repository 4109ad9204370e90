// The sandbox's page is served as it is written: the compiler leaves it alone, so it is copied.
import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

cpSync(`${root}/src/sandbox/page`, `${root}/dist/sandbox/page`, { recursive: true });
