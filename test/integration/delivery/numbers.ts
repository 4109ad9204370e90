import {
  ExternalImport,
  type ExternalImportOptions,
  type Importer,
} from '../../../src/connectors/index.js';
import type { Constructor } from '../../../src/injection/index.js';
import { Stix, type StixObject } from '../../../src/stix/index.js';

/** A source of numbers, which a test changes between runs. */
export interface NumberSource {
  numbers: number[];
  /** Ids that the connector was told of. */
  readonly vanished: string[];
}

/** An import that makes a malware, a tool and a relationship of each number; every run is whole. */
export function numbersImport(
  source: NumberSource,
  options: ExternalImportOptions = {},
): Constructor {
  class Numbers implements Importer<number> {
    fetch() {
      return [{ items: source.numbers, bookmark: undefined }];
    }

    convert(n: number): StixObject[] {
      const malware = Stix.malware({ name: `number ${n}`, is_family: false });
      const tool = Stix.tool({ name: `number ${n}` });

      return [malware, tool, Stix.relationship(malware, 'uses', tool)];
    }
  }
  if (options.skipUnchanged) {
    Object.assign(Numbers.prototype, {
      onVanished: (ids: readonly string[]) => void source.vanished.push(...ids),
    });
  }
  ExternalImport({ name: 'Numbers', durationPeriod: 'PT1H', ...options })(Numbers);

  return Numbers;
}
