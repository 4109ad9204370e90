import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, isAbsolute, resolve } from 'node:path';
import { compileFunction } from 'node:vm';
import { compileTypescript } from './compile-typescript.js';
import { ownModule } from './own-module.js';
import { TYPESCRIPT_ENDINGS, isTypescript, meantFile } from './typescript-names.js';

/** The parts of Node's `require` that every TypeScript loader hooks into; Node keeps them stable. */
interface RequireInternals {
  readonly _extensions: Record<string, (module: CompiledModule, file: string) => void>;
  _resolveFilename(
    this: void,
    request: string,
    parent: Asker | undefined,
    ...rest: unknown[]
  ): string;
}

interface CompiledModule {
  _compile(code: string, file: string): void;
}

/** The module that asks for another. */
interface Asker {
  readonly filename?: string | null;
}

const TOP_LEVEL_AWAIT = 'OCTIFLOW_TOP_LEVEL_AWAIT';

/** Codes of the errors that say: this would work as ES modules. */
export const NEEDS_MODULES: ReadonlySet<string> = new Set([
  TOP_LEVEL_AWAIT,
  'ERR_REQUIRE_ESM',
  'ERR_REQUIRE_ASYNC_MODULE',
  'ERR_PACKAGE_PATH_NOT_EXPORTED',
]);

/** Loads a TypeScript file with `require`, and all that it imports. */
export function requireTypescript(file: string): unknown {
  install();

  return createRequire(file)(file);
}

let isInstalled = false;

function install(): void {
  if (isInstalled) return;
  isInstalled = true;

  const internals = Module as unknown as RequireInternals;
  for (const ending of TYPESCRIPT_ENDINGS) {
    internals._extensions[ending] = (module, file) => module._compile(compiled(file), file);
  }

  const resolveAsNode = internals._resolveFilename;
  internals._resolveFilename = (request, parent, ...rest) => {
    try {
      return resolveAsNode(request, parent, ...rest);
    } catch (error) {
      const found = resolveAsTypescript(request, parent?.filename ?? '');
      if (!found) throw error;
      return found;
    }
  };
}

function compiled(file: string): string {
  const code = compileTypescript(readFileSync(file, 'utf8'), file, 'commonjs');
  if (/\bawait\b/.test(code)) refuseTopLevelAwait(code, file);

  return code;
}

/** Left to itself, Node would retry such code as an ES module and hide what the matter is. */
function refuseTopLevelAwait(code: string, filename: string): void {
  try {
    compileFunction(code, ['exports', 'require', 'module', '__filename', '__dirname'], {
      filename,
    });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw Object.assign(new Error('await outside of a function'), { code: TOP_LEVEL_AWAIT });
  }
}

function resolveAsTypescript(request: string, parent: string): string | undefined {
  if (!isTypescript(parent)) return undefined;
  if (isAbsolute(request) || /^\.\.?(\/|$)/.test(request)) {
    return meantFile(resolve(dirname(parent), request));
  }

  return ownModule(request);
}
