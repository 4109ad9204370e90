import type { ConnectorInput } from '../../../../src/sandbox/connectors/connector-record.js';
import { ConnectorRegistry } from '../../../../src/sandbox/connectors/connector-registry.js';
import { PROFILES, type Profile } from '../../../../src/sandbox/profile.js';

const alpha: ConnectorInput = {
  id: 'alpha',
  name: 'Alpha',
  type: 'EXTERNAL_IMPORT',
  scope: ['vulnerability'],
  auto: false,
  autoUpdate: false,
  enrichmentResolution: null,
  onlyContextual: false,
  playbookCompatible: false,
  listenCallbackUri: null,
  xtmOneIntent: null,
  version: null,
  slug: null,
};

function registryOf(profile: Profile = '6.9'): {
  registry: ConnectorRegistry;
  wait: (ms: number) => void;
} {
  let time = Date.parse('2026-01-02T03:04:05.000Z');
  const registry = new ConnectorRegistry(
    PROFILES[profile],
    () => new Date(time),
    () => {},
  );

  return { registry, wait: ms => (time += ms) };
}

describe('connector registry', () => {
  it('has no state for a new connector', () => {
    const { registry } = registryOf();

    expect(registry.register(alpha, 'u')).toMatchObject({ state: null, userId: 'u' });
  });

  it('keeps the state when a connector registers again, and takes its new owner', () => {
    const { registry } = registryOf();
    registry.register(alpha, 'u');
    registry.ping('alpha', '{"page":2}', null);

    const again = registry.register({ ...alpha, name: 'Alpha 2' }, 'v');

    expect(again).toMatchObject({ state: '{"page":2}', name: 'Alpha 2', userId: 'v' });
  });

  it('stores the text "null" as it is', () => {
    const { registry } = registryOf();
    registry.register(alpha, 'u');

    expect(registry.ping('alpha', 'null', null).state).toBe('null');
  });

  it('ignores the state that comes with the first ping after a reset, once', () => {
    const { registry } = registryOf();
    registry.register(alpha, 'u');
    registry.ping('alpha', '{"page":2}', null);
    const reset = registry.reset('alpha');

    const first = registry.ping('alpha', '{"page":2}', null);
    const second = registry.ping('alpha', '{"page":3}', null);

    expect(reset.state).toBe('');
    expect(first.state).toBe('');
    expect(second.state).toBe('{"page":3}');
  });

  it('gives the empty state to a connector that registers after a reset', () => {
    const { registry } = registryOf();
    registry.register(alpha, 'u');
    registry.reset('alpha');

    expect(registry.register(alpha, 'u').state).toBe('');
  });

  it('refuses the ping of an unknown connector as a functional error', () => {
    const { registry } = registryOf();

    expect(() => registry.ping('gone', null, null)).toThrow(
      expect.objectContaining({
        code: 'FUNCTIONAL_ERROR',
        message: 'No connector found with the specified ID',
      }) as Error,
    );
  });

  it('shows a connector as inactive after five minutes without a ping', () => {
    const { registry, wait } = registryOf();
    registry.register(alpha, 'u');
    wait(4 * 60_000);
    const before = registry.isActive(registry.existing('alpha'));

    wait(60_000);

    expect(before).toBe(true);
    expect(registry.isActive(registry.existing('alpha'))).toBe(false);
  });

  it.each([
    ['6.9', false],
    ['7', true],
  ] as const)('counts the ping after a reset as a sign of life in %s: %s', (profile, isActive) => {
    const { registry, wait } = registryOf(profile);
    registry.register(alpha, 'u');
    registry.reset('alpha');
    wait(4 * 60_000);

    registry.ping('alpha', '{}', null);
    wait(2 * 60_000);

    expect(registry.isActive(registry.existing('alpha'))).toBe(isActive);
  });
});
