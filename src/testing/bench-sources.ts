import {
  Duration,
  Secret,
  snakeCase,
  type ConfigSources,
  type YamlValue,
} from '../config/index.js';
import type { BenchSettings } from './bench-options.js';

/** Turns settings of a test into what a `config.yml` of the same content would be read as. */
export function benchSources(
  settings: BenchSettings,
  environment: Readonly<Record<string, string>>,
): ConfigSources {
  const sections = new Map(
    Object.entries(settings).map(([section, values]) => [section, valuesOf(values)]),
  );

  return { environment, yamlFile: { path: 'the settings of the bench', sections } };
}

function valuesOf(values: Readonly<Record<string, unknown>>): ReadonlyMap<string, YamlValue> {
  return new Map(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [snakeCase(name), { value: plain(value), spelling: spelt(value) }]),
  );
}

/** Values of settings classes are given as what an operator would write. */
function plain(value: unknown): unknown {
  if (value instanceof Secret) return value.reveal();
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Duration) return value.toString();

  return value;
}

function spelt(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spelt);

  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : plain(value);
}
