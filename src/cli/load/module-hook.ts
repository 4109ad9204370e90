import { readFileSync } from 'node:fs';
import type { LoadHook, ResolveHook } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compileTypescript } from './compile-typescript.js';
import { ownModule } from './own-module.js';
import { isTypescript, meantFile } from './typescript-names.js';

/** Finds what an import in TypeScript means. Runs in Node's thread for module hooks. */
export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  try {
    return await nextResolve(specifier, context);
  } catch (error) {
    const found = resolveAsTypescript(specifier, context.parentURL);
    if (!found) throw error;
    return { url: pathToFileURL(found).href, shortCircuit: true };
  }
};

/** Compiles TypeScript to ES modules. Runs in Node's thread for module hooks. */
export const load: LoadHook = async (url, context, nextLoad) => {
  if (!url.startsWith('file:') || !isTypescript(fileURLToPath(url))) return nextLoad(url, context);
  const file = fileURLToPath(url);
  const source = compileTypescript(readFileSync(file, 'utf8'), file, 'es6');

  return { format: 'module', source, shortCircuit: true };
};

function resolveAsTypescript(specifier: string, parent = ''): string | undefined {
  if (!parent.startsWith('file:') || !isTypescript(fileURLToPath(parent))) return undefined;
  if (/^(\.\.?(\/|$)|\/|file:)/.test(specifier)) {
    return meantFile(fileURLToPath(new URL(specifier, parent)));
  }

  return ownModule(specifier);
}
