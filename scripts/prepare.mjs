// Builds when there is something to build: npm runs `prepare` after `npm ci`, and again when `npx`
// links the package of a clone.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = statSync(join(root, 'dist/cli/main.js'), { throwIfNoEntry: false });
const newest = Math.max(
  ...readdirSync(join(root, 'src'), { recursive: true }).map(
    name => statSync(join(root, 'src', name)).mtimeMs,
  ),
);

if (!built || built.mtimeMs < newest) {
  const { status } = spawnSync('npm', ['run', 'build'], { cwd: root, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
