import { DeclarationError } from '../../errors/index.js';
import type { Constructor } from '../../injection/index.js';
import { entitiesOf } from '../../stix/index.js';
import { exploreHandlers, type HandlerBlueprint } from '../explore-handlers.js';
import { readHandlers } from '../handler-declaration.js';
import { isPositiveDuration } from '../is-positive-duration.js';
import type { EnrichmentBlueprint } from '../listening-blueprint.js';
import { OptionReader } from '../option-reader.js';
import { hasMethod } from '../require-method.js';
import { exploreListening, exploreMaxTlp, refuseScope } from '../requests/explore-listening.js';

const RESOLUTIONS = ['none', 'stix_bundle'] as const;
const EXPECTED = "an entity of OpenCTI, spelt as in 'IPv4-Addr'";

/** Reads and checks what `@Enrichment` and `@Enrich` say about a class. */
export function exploreEnrichment(target: Constructor, options: unknown): EnrichmentBlueprint {
  const read = new OptionReader(target.name, options);
  const handlers = handlersOf(target, read);

  return {
    kind: 'INTERNAL_ENRICHMENT',
    ...exploreListening(target, read),
    scope: Object.freeze(handlers.map(({ of }) => of)),
    handlers,
    auto: read.boolean('auto', false),
    autoUpdate: read.boolean('autoUpdate', false),
    enrichmentResolution: resolution(read),
    playbookCompatible: read.boolean('playbookCompatible', true),
    cacheTtl: cacheTtl(read),
    maxTlp: exploreMaxTlp(read),
  };
}

function handlersOf(target: Constructor, read: OptionReader): readonly HandlerBlueprint[] {
  const marked = readHandlers(target);
  if (marked.length === 0) return wholeScope(target, read);

  refuseScope(read, '@Enrich');
  const isUnmarked = marked.every(({ method }) => method !== 'enrich');
  if (isUnmarked && hasMethod(target, 'enrich')) {
    const facts = { className: target.name, method: 'enrich', decorator: '@Enrich' };
    throw new DeclarationError('DECLARATION_TWO_WAYS', facts);
  }

  return exploreHandlers(target, { decorator: '@Enrich', expected: EXPECTED, namesOf });
}

/** One method for all that the scope names. */
function wholeScope(target: Constructor, read: OptionReader): readonly HandlerBlueprint[] {
  const className = target.name;
  if (!hasMethod(target, 'enrich')) {
    throw new DeclarationError('DECLARATION_NO_HANDLER', {
      className,
      decorator: '@Enrichment',
      fix: "add enrich() and a scope, or mark a method with @Enrich('IPv4-Addr')",
    });
  }
  const given = read.value('scope') ?? [];
  const names: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (names.length === 0) throw new DeclarationError('DECLARATION_NO_SCOPE', { className });
  if (names.some(name => namesOf(name).length === 0)) {
    return read.refuse('scope', "entities of OpenCTI, spelt as in 'IPv4-Addr'");
  }
  const entities = new Set(names.flatMap(namesOf));

  return Object.freeze([...entities].map(of => Object.freeze({ of, method: 'enrich' })));
}

function namesOf(given: unknown): readonly string[] {
  return typeof given === 'string' ? entitiesOf(given) : [];
}

function resolution(read: OptionReader): (typeof RESOLUTIONS)[number] {
  const given = read.text('enrichmentResolution') ?? 'none';
  const known = RESOLUTIONS.find(name => name === given);

  return known ?? read.refuse('enrichmentResolution', "'none' or 'stix_bundle'");
}

function cacheTtl(read: OptionReader): string | undefined {
  const given = read.value('cacheTtl');
  if (given === undefined || isPositiveDuration(given)) return given;

  return read.refuse('cacheTtl', "an ISO 8601 duration above zero, such as 'PT1H'");
}
