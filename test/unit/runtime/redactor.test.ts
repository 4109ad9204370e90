import { redactor } from '../../../src/runtime/log/redactor.js';

describe('the redactor', () => {
  it('replaces every occurrence of every secret', () => {
    const redact = redactor(['token-0000', 'pass/word!']);

    expect(redact('a token-0000 b token-0000 c pass/word!')).toBe(
      'a [secret] b [secret] c [secret]',
    );
  });

  it('finds a secret that a URL has encoded', () => {
    expect(redactor(['pass/word!'])('amqp://u:pass%2Fword!@host')).toBe('amqp://u:[secret]@host');
  });

  it('takes a secret that contains another as a whole', () => {
    expect(redactor(['secret', 'secret-long'])('secret-long')).toBe('[secret]');
  });

  it('leaves short secrets alone, which would hide half of the text', () => {
    expect(redactor(['a', ''])('banana')).toBe('banana');
  });
});
