import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../..');

/** How a run of the built command line ended. */
export interface Spawned {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running command line. */
export interface RunningCli {
  /** Resolves when standard output has a match. */
  until(pattern: RegExp): Promise<RegExpMatchArray>;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<Spawned>;
}

/** Starts the built command line, with nothing of our own environment that would configure it. */
export function startCli(args: readonly string[], env: Record<string, string> = {}): RunningCli {
  const child = spawn(process.execPath, [join(root, 'dist/cli/main.js'), ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
    for (const look of waiting) look();
  });
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  const ended = new Promise<Spawned>(resolve =>
    child.once('close', code => resolve({ code, stdout, stderr })),
  );

  return {
    ended,
    kill: signal => child.kill(signal),
    until: pattern =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(stdout);
          if (!match) return;
          waiting.delete(look);
          resolve(match);
        };
        waiting.add(look);
        look();
        void ended.then(() =>
          reject(new Error(`ended without ${String(pattern)}:\n${stdout}${stderr}`)),
        );
      }),
  };
}

/** Runs the built command line to its end. */
export function runCli(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Spawned> {
  return startCli(args, env).ended;
}
