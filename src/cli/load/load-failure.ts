import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConnectorError, DeclarationError } from '../../errors/index.js';
import { shownPath } from './shown-path.js';
import { SYNTAX_ERROR } from './syntax-error-code.js';

/** Where octiflow itself lies: of no interest to an author. */
const OWN_FOLDER = dirname(dirname(__dirname));

/** What an author can act on, made of whatever was thrown while a file was loaded. */
export function loadFailure(entry: string, thrown: unknown): ConnectorError {
  if (thrown instanceof ConnectorError) return thrown;
  const file = shownPath(entry);
  const error = thrown instanceof Error ? (thrown as NodeJS.ErrnoException) : undefined;
  const reason = error ? error.message : String(thrown);

  const frame = error?.code === SYNTAX_ERROR ? reason : nodeFrame(error);
  if (frame !== undefined) {
    return new DeclarationError('DECLARATION_FILE_SYNTAX', { frame }, { cause: thrown });
  }
  const missing = missingModule(error);
  if (missing) {
    return new DeclarationError(
      'DECLARATION_MODULE_MISSING',
      { file, ...missing },
      { cause: thrown },
    );
  }

  const facts = { file, reason, at: placeOf(error) };
  return new DeclarationError('DECLARATION_FILE_FAILED', facts, { cause: thrown });
}

/** The place in JavaScript, as Node draws it above the stack when a file can't be parsed or linked. */
function nodeFrame(error: Error | undefined): string | undefined {
  if (!(error instanceof SyntaxError)) return undefined;
  const [head = ''] = (error.stack ?? '').split(/\n\s+at /);

  return /^\s*\^+\s*$/m.test(head) ? head : undefined;
}

function missingModule(
  error: NodeJS.ErrnoException | undefined,
): { wanted: string; from: string | undefined } | undefined {
  if (error?.code !== 'MODULE_NOT_FOUND' && error?.code !== 'ERR_MODULE_NOT_FOUND')
    return undefined;
  const [, wanted = 'a module'] = /'([^']+)'/.exec(error.message) ?? [];
  const { requireStack } = error as { requireStack?: unknown };
  const [, importer] = / imported from (.+)$/m.exec(error.message) ?? [];
  const from = Array.isArray(requireStack) ? String(requireStack[0]) : importer;

  return { wanted: shownModule(wanted), from: from === undefined ? undefined : shownModule(from) };
}

function shownModule(name: string): string {
  const path = name.startsWith('file:') ? fileURLToPath(name) : name;

  return path.startsWith('/') ? shownPath(path) : path;
}

/** The innermost line of the author's own code in a stack. */
function placeOf(error: Error | undefined): string | undefined {
  const lines = error?.stack?.split('\n').filter(line => /^\s+at /.test(line)) ?? [];
  const places = lines
    .filter(line => !/node:|node_modules/.test(line) && !line.includes(OWN_FOLDER))
    .map(line => /\(?((?:file:\/\/)?\/[^()]+:\d+:\d+)\)?$/.exec(line)?.[1])
    .filter(place => place !== undefined);

  return places[0] === undefined ? undefined : shownPlace(places[0]);
}

function shownPlace(place: string): string {
  const [, file = '', position = ''] = /^(.*?)(:\d+:\d+)$/.exec(place) ?? [];

  return shownModule(file) + position;
}
