import { createRequire } from 'node:module';
import type { Options } from '@swc/core';
import { giveCompilerACache } from './compiler-cache.js';
import { SYNTAX_ERROR } from './syntax-error-code.js';

/** What the compiled code is to be: a function body for `require`, or an ES module. */
export type CompiledAs = 'commonjs' | 'es6';

/**
 * Compiles one TypeScript file, with decorator metadata and an inline source map.
 *
 * @throws SyntaxError with code SYNTAX_ERROR and the compiler's drawing of the place.
 */
export function compileTypescript(source: string, file: string, as: CompiledAs): string {
  const { transformSync } = loadCompiler();

  try {
    return softenMetadata(transformSync(source, optionsFor(file, as)).code);
  } catch (error) {
    const drawing = error instanceof Error ? error.message : String(error);
    throw Object.assign(new SyntaxError(frameOf(drawing)), { code: SYNTAX_ERROR });
  }
}

/** Loaded at the first file, since a built connector never needs it. */
function loadCompiler(): typeof import('@swc/core') {
  giveCompilerACache();

  return createRequire(__filename)('@swc/core') as typeof import('@swc/core');
}

/** Fixed, whatever the user's own configuration says: decorators and their metadata depend on it. */
function optionsFor(filename: string, as: CompiledAs): Options {
  return {
    filename,
    swcrc: false,
    configFile: false,
    sourceMaps: 'inline',
    isModule: true,
    module:
      as === 'es6'
        ? { type: 'es6' }
        : { type: 'commonjs', importInterop: 'node', ignoreDynamic: true },
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: { syntax: 'typescript', decorators: true, tsx: filename.endsWith('x') },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        useDefineForClassFields: false,
      },
    },
  };
}

/** `typeof X === "undefined" ? Object : X`, as the compiler writes a type into metadata. */
const WRITTEN_TYPE =
  /(^\s+|_ts_metadata\("design:\w+", )((?:typeof [\w$.]+ === "undefined"(?: \|\| )?)+ \? Object : [\w$.]+)(?=,?$|\))/gm;

/**
 * A class of a file that is still being loaded, in a circle of imports, throws when it is looked at.
 * It then becomes undefined, which the check of constructors can tell from an erased type.
 */
function softenMetadata(code: string): string {
  return code.replace(
    WRITTEN_TYPE,
    (_, before: string, type: string) => `${before}(()=>{try{return ${type}}catch{}})()`,
  );
}

/** The drawing without the compiler's own stack, which says nothing. */
function frameOf(drawing: string): string {
  const [frame = ''] = drawing.split(/\n\s*\n?(?:Caused by:|Stack backtrace:)/);

  return frame.trimEnd();
}
