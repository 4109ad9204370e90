import { register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { NEEDS_MODULES, requireTypescript } from './require-typescript.js';

let isHooked = false;

/**
 * Loads a TypeScript file and all TypeScript that it imports. `require` comes first: it takes the
 * spellings of imports that projects really use, whatever their package type. What can only run as
 * ES modules (`await` outside of functions, packages that offer nothing else) runs again as such.
 *
 * @param file absolute path.
 * @returns what the file exports.
 */
export async function loadTypescript(file: string): Promise<unknown> {
  try {
    return requireTypescript(file);
  } catch (error) {
    if (!NEEDS_MODULES.has((error as NodeJS.ErrnoException | null)?.code ?? '')) throw error;
  }

  if (!isHooked) register(pathToFileURL(require.resolve('./module-hook.js')));
  isHooked = true;

  return import(pathToFileURL(file).href);
}
