import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** The package under test: its root, with `dist` built. */
export const PACKAGE = resolve(__dirname, '../..');

/** What the driver says of one path. */
export interface Loaded {
  readonly file?: string;
  readonly folder?: string;
  readonly connectors?: readonly { readonly name: string; readonly holds: readonly string[] }[];
  readonly error?: {
    readonly name: string;
    readonly code: string;
    readonly message: string;
    readonly fix: string;
    readonly exitCode: number;
    readonly stack: string;
  };
}

/** What the driver says of all paths, and of the process after the last. */
export interface DriverReport {
  readonly results: readonly Loaded[];
  /** Whether the TypeScript compiler was loaded. */
  readonly compiler: boolean;
  readonly stderr: string;
}

/** A user's project in a folder of its own, with octiflow installed as npm would. */
export class LoaderProject {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'octiflow-load-')));

  /** @param files contents by path; objects are written as JSON. */
  constructor(files: Readonly<Record<string, unknown>>) {
    for (const [path, content] of Object.entries(files)) {
      const file = join(this.folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    }
  }

  /** Puts the package under test, and what connectors import beside it, into `node_modules`. */
  install(): this {
    const modules = join(this.folder, 'node_modules');
    mkdirSync(modules, { recursive: true });
    symlinkSync(PACKAGE, join(modules, 'octiflow'));
    for (const name of ['rxjs', 'class-validator', 'class-transformer']) {
      symlinkSync(realpathSync(join(PACKAGE, 'node_modules', name)), join(modules, name));
    }

    return this;
  }

  /** Loads paths of the project, one after another in one process whose working directory it is. */
  async load(...paths: string[]): Promise<DriverReport> {
    const driver = join(__dirname, 'load-driver.cjs');
    const args = [driver, join(PACKAGE, 'dist'), ...paths];
    const { stdout, stderr } = await run(process.execPath, args, this.folder);

    return { ...(JSON.parse(stdout) as Omit<DriverReport, 'stderr'>), stderr };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function run(
  file: string,
  args: string[],
  cwd: string,
): Promise<{ stdout: string; stderr: string }> {
  return new Promise((settle, fail) => {
    execFile(file, args, { cwd, timeout: 60_000 }, (error, stdout, stderr) => {
      if (error) fail(new Error(`${error.message}\n${stderr}`));
      else settle({ stdout, stderr });
    });
  });
}
