import { assert, property, string } from 'fast-check';
import { FakeClock } from '../../../../src/testing/index.js';
import { CopyNames } from '../../../../src/transport/copies/copy-names.js';

const START = '2026-03-04T05:06:07.890Z';
const namesOf = (name: string, random = () => 0): CopyNames =>
  new CopyNames(name, new FakeClock(START), random);

describe('the names of copies', () => {
  it('begin with the name of the connector in small letters, as pycti writes it', () => {
    expect(namesOf('CISA Known Exploited').next()).toMatch(
      /^cisa_known_exploited-\d{8}-\d{6}-1772600767\.890000\.json$/,
    );
  });

  it('tell the local time', () => {
    const local = new Date(START);
    const digits = (value: number): string => String(value).padStart(2, '0');
    const time = [local.getHours(), local.getMinutes(), local.getSeconds()].map(digits).join('');

    expect(namesOf('a').next()).toContain(`-${time}-`);
  });

  it('are never the same, however fast they come', () => {
    const names = namesOf('a', () => 0.999);

    const all = Array.from({ length: 5_000 }, () => names.next());

    expect(new Set(all).size).toBe(5_000);
    expect([...all].sort()).toEqual(all);
  });

  it('differ between replicas that write at the same moment', () => {
    expect(namesOf('a', () => 0.1).next()).not.toBe(namesOf('a', () => 0.2).next());
  });

  it('name a file in any folder, whatever the connector is called', () => {
    assert(
      property(string({ unit: 'binary' }), connectorName => {
        const names = namesOf(connectorName);
        const name = names.next();

        expect(name).not.toMatch(/[/\\]|^\./);
        expect([...name].every(character => character >= ' ')).toBe(true);
        expect(Buffer.byteLength(`${name}.tmp`, 'utf8')).toBeLessThanOrEqual(255);
        expect(names.isOwn(name)).toBe(true);
      }),
    );
  });

  it.each([
    ['alpha-20260101-000000-1767225600.123456.json', true],
    ['alpha-20260101-000000-1767225600.json', true],
    ['alpha-20260101-000000-6d1b0f3a-0d4c-4f43-9a52-7c9e6f0b8f11.json', true],
    ['alpha-beta-20260101-000000-1767225600.1.json', false],
    ['alpha-20260101-000000-1767225600.1.json.bak', false],
    ['alpha-report.json', false],
    ['alpha-.json', false],
    ['alph-20260101-000000-1767225600.1.json', false],
  ])('know %s for their own: %s', (name, isOwn) => {
    expect(namesOf('alpha').isOwn(name)).toBe(isOwn);
  });

  it.each(['', '...', '/'])('exist for a connector called %j', connectorName => {
    expect(namesOf(connectorName).prefix).toMatch(/^(connector|_)-$/);
  });
});
