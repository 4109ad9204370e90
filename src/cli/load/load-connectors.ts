import { pathToFileURL } from 'node:url';
import type { Constructor } from '../../injection/index.js';
import { findEntry } from './entry-file.js';
import { exportedConnectors } from './exported-connectors.js';
import { loadFailure } from './load-failure.js';
import { isTypescript } from './typescript-names.js';

/** What a path given to `connector-run` has led to. */
export interface LoadedConnectors {
  /** The file that was loaded, absolute. */
  readonly file: string;
  /** The connector's own folder, absolute: where its `.env` and `config.yml` are looked for. */
  readonly folder: string;
  /** The connector classes that the file exports; at least one. */
  readonly connectors: readonly Constructor[];
}

/**
 * Loads the connectors of a file or folder, TypeScript or built JavaScript, CommonJS or ES modules.
 * TypeScript is compiled file by file as it is met, with decorator metadata and regardless of any
 * tsconfig; types are not checked. The compiler is only loaded when there is TypeScript.
 *
 * In a folder, the first of these is taken: `src/index.ts`, `index.ts`, `src/index.mts`, the only
 * `*.connector.ts` of the folder or its `src`, `main` of `package.json`, `index.js`,
 * `dist/index.js`, the only `*.connector.js` of the folder or its `dist`.
 *
 * @param path what the user gave, relative to the working directory.
 * @throws UsageError USAGE_PATH when there is nothing to load at the path.
 * @throws DeclarationError DECLARATION_FILE_SYNTAX, DECLARATION_FILE_FAILED or
 * DECLARATION_MODULE_MISSING when the file can't be loaded; DECLARATION_NO_CONNECTOR,
 * DECLARATION_NO_METADATA or DECLARATION_SECOND_COPY when its exports are of no use.
 */
export async function loadConnectors(path: string): Promise<LoadedConnectors> {
  const { file, folder } = findEntry(path);
  // Stack traces name the lines that the author wrote.
  process.setSourceMapsEnabled(true);

  const exported = await loadFile(file);

  return { file, folder, connectors: exportedConnectors(file, exported) };
}

async function loadFile(file: string): Promise<unknown> {
  try {
    if (!isTypescript(file)) return await import(pathToFileURL(file).href);
    const { loadTypescript } = await import('./load-typescript.js');
    return await loadTypescript(file);
  } catch (error) {
    throw loadFailure(file, error);
  }
}
