import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The compiler unpacks its native part into the user's cache, and fails where there is none: in a
 * container with a read-only file system, under a user without a home, or without `HOME`. It then
 * gets a folder of its own that goes with the process.
 */
export function giveCompilerACache(): void {
  if (process.env['SWC_NATIVE_BINDING_CACHE'] || hasUserCache()) return;

  // A fresh folder, and not a well-known one that another account could have made before.
  const folder = mkdtempSync(join(tmpdir(), 'octiflow-compiler-'));
  process.env['SWC_NATIVE_BINDING_CACHE'] = folder;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
}

function hasUserCache(): boolean {
  const { HOME, XDG_CACHE_HOME } = process.env;
  if (!HOME && !XDG_CACHE_HOME) return false;

  try {
    accessSync(XDG_CACHE_HOME ?? homedir(), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
