import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import { isConfigClass, settingsOf, type ConfigClass } from '../config/index.js';
import { explore } from '../connectors/index.js';
import { asConnectorError } from '../errors/index.js';
import { constructorGraph, type Constructor } from '../injection/index.js';
import { bundle, validateBundle } from '../stix/index.js';
import type { BenchOptions } from './bench-options.js';
import { ConnectorBench } from './connector-bench.js';

/** What a test framework lends; jest's globals fit. */
export interface SuiteFramework {
  /** Defines a group of tests. */
  readonly describe: (name: string, define: () => void) => unknown;
  /** Defines a test. */
  readonly it: (name: string, run: () => Promise<void> | void) => unknown;
}

/** How the standard suite puts a connector to work. */
export interface StandardSuiteOptions extends BenchOptions {
  /** Makes the source of a bench answer. Default: it answers nothing. */
  readonly source?: (bench: ConnectorBench) => void;
  /**
   * Makes the connector do something that sends objects, or handles events. Default: `bench.run()`
   * for imports, `bench.follow()` for streams.
   */
  readonly exercise?: (bench: ConnectorBench) => Promise<unknown>;
  /** Default: the globals of the test framework. */
  readonly framework?: SuiteFramework;
}

/**
 * Defines the tests that every connector has to pass: it is declared well, its settings are described,
 * what it sends is valid and has the same ids each time, no secret shows in its log, and an OpenCTI
 * that refuses it ends it with a code and a fix.
 *
 * ```ts
 * standardSuite(AlphaFeed, {
 *   settings: ({ source }) => ({ alpha: { baseUrl: source.url, apiKey: 'a-key-for-tests' } }),
 *   source: ({ source }) => source.get('/v1/iocs', reply.json(fixture)),
 * });
 * ```
 */
export function standardSuite(connector: Constructor, options: StandardSuiteOptions = {}): void {
  const { describe, it } = options.framework ?? (globalThis as unknown as SuiteFramework);
  const benched = (test: (bench: ConnectorBench) => Promise<void>) => async (): Promise<void> => {
    const bench = await ConnectorBench.for(connector, options);
    try {
      options.source?.(bench);
      await test(bench);
    } finally {
      await bench.close();
    }
  };
  const exercise = async (bench: ConnectorBench): Promise<void> => {
    const isStream = explore(connector).kind === 'STREAM';
    const usual = (): Promise<unknown> => (isStream ? bench.follow() : bench.run());
    await (options.exercise ? options.exercise(bench) : usual());
    if (isStream)
      ok((bench.report?.events?.handled ?? 0) > 0, 'no event was handled: is there one?');
    else ok(bench.objects.length > 0, 'the connector sent nothing: is its source scripted?');
  };

  describe(`${connector.name}, as every connector,`, () => {
    it('is declared well, with every setting described', () => {
      const { target } = explore(connector);
      const provided = new Set([...(options.provide ?? [])].map(([token]) => token));
      const graph = constructorGraph(target, token => provided.has(token));
      const settings = graph.filter(isConfigClass).flatMap(cls => settingsOf(cls as ConfigClass));
      const bare = settings.filter(({ description }) => description.trim() === '');

      deepEqual(bare, []);
    });

    it(
      'sends bundles that are valid',
      benched(async bench => {
        await exercise(bench);

        deepEqual(problemsOf(bench), []);
      }),
    );

    it('gives the same things the same ids each time', async () => {
      const idsOfTry = async (): Promise<readonly string[]> => {
        let ids: readonly string[] = [];
        await benched(async bench => {
          await exercise(bench);
          ids = bench.objects.map(({ id }) => id).sort();
        })();
        return ids;
      };

      deepEqual(await idsOfTry(), await idsOfTry());
    });

    it(
      'shows no secret in its log',
      benched(async bench => {
        await exercise(bench);
        const { text } = bench.log;

        for (const secret of bench.secrets) ok(!text.includes(secret), 'a secret is in the log');
      }),
    );

    it(
      'ends with a code and a fix when OpenCTI refuses its token',
      benched(async bench => {
        bench.sandbox.refuseToken();

        const error = asConnectorError(await bench.failure());

        equal(error.code, 'PLATFORM_TOKEN_REFUSED');
        notEqual(error.fix, '');
      }),
    );
  });
}

/** A reference may lead to what was sent in another bundle, as with the pages of an import. */
function problemsOf({ bundles, objects }: ConnectorBench): readonly unknown[] {
  const isMissing = ({ code }: { readonly code: string }): boolean => code === 'REF_MISSING';
  const alone = bundles.flatMap(({ bundle: each }) => validateBundle(each));

  return [
    ...alone.filter(problem => !isMissing(problem)),
    ...validateBundle(bundle(objects)).filter(isMissing),
  ];
}
