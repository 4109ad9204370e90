import {
  LineCounter,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  type Document,
} from 'yaml';
import { ConfigError } from '../errors/index.js';

/** A value of `config.yml`. */
export interface YamlValue {
  /** The value, in YAML's own types. */
  readonly value: unknown;
  /** The same as it is spelt, so that `0123` stays `0123` where text is wanted. */
  readonly spelling: unknown;
  /** Line that it stands on, where known. */
  readonly line?: number;
}

/** A `config.yml`: sections by name, each a map of values, or undefined where it is no map. */
export interface YamlFile {
  readonly path: string;
  readonly sections: ReadonlyMap<string, ReadonlyMap<string, YamlValue> | undefined>;
}

/** Keys that reach for an object's prototype; no setting is called like that. */
const HOSTILE_KEYS = new Set(['__proto__', 'prototype', 'constructor']);
/** How many aliases, and how many repetitions by them, a file may have; more are an attack. */
const MAX_ALIASES = 100;

/**
 * Reads `config.yml`.
 *
 * @throws ConfigError `CONFIG_FILE` with the line: not YAML, not a map, several documents, unknown
 * tags, keys given twice, aliases that lead nowhere or blow up. The content is never quoted, since
 * it may be secret.
 */
export function parseYamlFile(text: string, path: string): YamlFile {
  const lines = new LineCounter();
  const refuse = (reason: string, offset?: number): never => {
    const line = offset === undefined ? {} : { line: lines.linePos(offset).line };
    throw new ConfigError('CONFIG_FILE', { path, ...line, reason });
  };
  // Its own check for keys given twice takes minutes on a hostile file; ours is below.
  const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: false, merge: true };
  const document = parseDocument(text, options);
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) refuse(`it is not valid YAML (${words(problem.code)})`, problem.pos[0]);
  refuseHostileNodes(document, refuse);

  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    return { path, sections: new Map() };
  }
  if (!isMap(contents)) return refuse('it is not a map of sections', contents.range?.[0]);
  const root = plain(document, refuse);
  const nodes = nodesByKey(contents);

  return {
    path,
    sections: new Map(
      [...root].map(([name, section]) => [
        String(name),
        section === null ? new Map() : sectionOf(section, nodes.get(name), lines),
      ]),
    ),
  };
}

type Refuse = (reason: string, offset?: number) => never;

function refuseHostileNodes(document: Document.Parsed, refuse: Refuse): void {
  let aliases = 0;

  visit(document, {
    Map(_key, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const offset = key.range?.[0];
        if (HOSTILE_KEYS.has(String(key.value)))
          refuse('a key of this name is not allowed', offset);
        if (seen.has(key.value)) refuse('a key is given twice', offset);
        seen.add(key.value);
      }
    },
    Alias(_key, alias, path) {
      const offset = alias.range?.[0];
      aliases += 1;
      // Each is looked up through the whole file, so they are counted first.
      if (aliases > MAX_ALIASES) refuse('it has too many aliases', offset);
      const target = alias.resolve(document);
      if (!target) refuse('an alias leads nowhere', offset);
      if (path.some(node => node === target)) refuse('an alias leads into itself', offset);
    },
  });
}

function plain(document: Document.Parsed, refuse: Refuse): Map<unknown, unknown> {
  try {
    return document.toJS({ mapAsMap: true, maxAliasCount: MAX_ALIASES }) as Map<unknown, unknown>;
  } catch {
    return refuse('its aliases repeat too much');
  }
}

function sectionOf(
  section: unknown,
  sectionNode: unknown,
  lines: LineCounter,
): Map<string, YamlValue> | undefined {
  if (!(section instanceof Map)) return undefined;
  const nodes = nodesByKey(sectionNode);

  return new Map(
    [...(section as Map<unknown, unknown>)].map(([key, inner]) => {
      const node = nodes.get(key);
      const value = withObjects(inner);
      const spelling = spellingOf(node, value);
      const offset = isNode(node) ? node.range?.[0] : undefined;
      const line = offset === undefined ? {} : { line: lines.linePos(offset).line };

      return [String(key), { value, spelling, ...line }];
    }),
  );
}

/** What the keys of a map lead to. What an alias or a merge brings in has no place of its own. */
function nodesByKey(map: unknown): Map<unknown, unknown> {
  if (!isMap(map)) return new Map();

  return new Map(map.items.map(({ key, value }) => [isScalar(key) ? key.value : key, value]));
}

function spellingOf(node: unknown, value: unknown): unknown {
  if (isScalar(node) && typeof node.value !== 'string' && node.value !== null) {
    return node.source ?? value;
  }
  if (!isSeq(node) || node.items.some(isAlias) || !Array.isArray(value)) return value;

  return node.items.map((item, index) => spellingOf(item, value[index]));
}

function withObjects(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withObjects);
  if (!(value instanceof Map)) return value;
  const entries = [...(value as Map<unknown, unknown>)];

  return Object.fromEntries(entries.map(([key, inner]) => [String(key), withObjects(inner)]));
}

function words(code: string): string {
  return code.toLowerCase().replaceAll('_', ' ');
}
