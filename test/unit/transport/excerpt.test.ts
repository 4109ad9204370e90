import fc from 'fast-check';
import { excerpt } from '../../../src/transport/excerpt.js';

const of = (text: string) => excerpt(Buffer.from(text));

describe('excerpt', () => {
  it('shows a short message as it is', () => {
    expect(of('{"internal": {]')).toBe('{"internal": {]');
  });

  it('shows no more than 80 characters', () => {
    expect(of('no json '.repeat(1_000))).toBe('no json '.repeat(10));
  });

  it.each([
    ['{"token": "hunter2", "a": 1}', '{"token": "[secret]", "a": 1}'],
    ['{"apiKey":"hunter2', '{"apiKey":"[secret]"'],
    ['{"Password" : "x y"}', '{"Password" : "[secret]"}'],
    ['amqp://guest:hunter2@broker/', 'amqp://[secret]@broker/'],
    ['Bearer 0d4c7c9e-6f0b-4f43-9a52-6d1b0f3a8f11.', 'Bearer […]'],
  ])('leaves out what may be a secret: %s', (text, shown) => {
    expect(of(text)).toBe(shown);
  });

  it('leaves out a secret that is longer than the excerpt', () => {
    expect(of(`x ${'k'.repeat(5_000)}`)).toBe('x […]');
  });

  it('shows no control characters', () => {
    expect(of('a\u0000b\u001b[31m\nc\u202ed')).toBe('a·b·[31m·c·d');
  });

  it('reads any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
        const text = excerpt(Buffer.from(bytes));

        expect([...text].length).toBeLessThanOrEqual(80);
        expect(text).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});
