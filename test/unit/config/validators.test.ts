import { validateSync } from 'class-validator';
import { Duration, IsDuration, IsPositiveDuration, IsTlp } from '../../../src/config/index.js';

function messageFor(decorator: PropertyDecorator, value: unknown): string | undefined {
  class Holder {
    readonly it = value;
  }
  decorator(Holder.prototype, 'it');
  const [error] = validateSync(new Holder());

  return Object.values(error?.constraints ?? {})[0];
}

describe('IsTlp', () => {
  it.each(['CLEAR', 'WHITE', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'])('accepts TLP:%s', level => {
    expect(messageFor(IsTlp(), `TLP:${level}`)).toBeUndefined();
  });

  it.each(['clear', 'TLP:BLUE', 'tlp:red', '', null, undefined, 7, ['TLP:RED']])(
    'refuses %j',
    level => {
      expect(messageFor(IsTlp(), level)).toContain('it must be one of TLP:CLEAR, TLP:WHITE');
    },
  );

  it('looks at each item of a list', () => {
    expect(messageFor(IsTlp({ each: true }), ['TLP:RED'])).toBeUndefined();
    expect(messageFor(IsTlp({ each: true }), ['red'])).toContain('each value in it');
  });
});

describe('IsDuration', () => {
  it('accepts durations and nothing else', () => {
    expect(messageFor(IsDuration(), Duration.parse('-PT1S'))).toBeUndefined();
    expect(messageFor(IsDuration(), 'PT1S')).toBe('it must be a duration');
  });
});

describe('IsPositiveDuration', () => {
  it.each(['PT0S', '-PT1S'])('refuses %s', text => {
    const message = messageFor(IsPositiveDuration(), Duration.parse(text));

    expect(message).toBe('it must be longer than zero');
  });

  it('accepts what is longer than zero', () => {
    expect(messageFor(IsPositiveDuration(), Duration.parse('PT0.001S'))).toBeUndefined();
  });

  it('asks for a least length, and lets zero pass, when told to', () => {
    const period = IsPositiveDuration({ atLeast: 'PT1S', orZero: true });

    expect(messageFor(period, Duration.parse('PT0.5S'))).toBe('it must be at least PT1S, or zero');
    expect(messageFor(period, Duration.parse('0'))).toBeUndefined();
    expect(messageFor(period, Duration.parse('PT1S'))).toBeUndefined();
  });

  it('refuses what is no duration', () => {
    expect(messageFor(IsPositiveDuration(), 5)).toBe('it must be longer than zero');
  });
});
