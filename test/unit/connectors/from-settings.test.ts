import { fromSettings, type SettingsReader } from '../../../src/connectors/index.js';

class KevConfig {
  readonly tlp: string = 'TLP:GREEN';
}

const settings: SettingsReader = { get: config => new (config as new () => never)() };

describe('fromSettings', () => {
  it('gives a constant as it is', () => {
    const constant = { type: 'identity', id: 'identity--1' };

    expect(fromSettings(constant, settings)).toBe(constant);
  });

  it('lets a function look up the settings it needs', () => {
    const made = fromSettings(from => ({ tlp: from.get(KevConfig).tlp }), settings);

    expect(made).toEqual({ tlp: 'TLP:GREEN' });
  });
});
