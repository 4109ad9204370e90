import { labelColor, Labels, where } from '../../../src/platform/index.js';
import { refused, ScriptedQueries, type QueryScript } from '../../support/scripted-queries.js';

const labelsWith = (script: QueryScript) => {
  const queries = new ScriptedQueries(script);

  return { queries, labels: new Labels(queries) };
};
const held =
  (...values: string[]): QueryScript =>
  ({ operation, variables }) => {
    const { input } = variables as { input?: { value: string; color: string } };
    if (operation === 'LabelAdd') return { labelAdd: { id: 'new', ...input } };

    const nodes = values.map(value => ({ node: { id: `id-${value}`, value, color: '#123456' } }));
    return { labels: { edges: nodes } };
  };

describe('Labels', () => {
  it('reads one by its value', async () => {
    const { queries, labels } = labelsWith(held('botnet'));

    await expect(labels.read('  BotNet ')).resolves.toEqual({
      id: 'id-botnet',
      value: 'botnet',
      color: '#123456',
    });
    expect(queries.asked[0]?.variables).toMatchObject({ filters: where('value', 'botnet') });
  });

  it('takes no other label for it', async () => {
    const { labels } = labelsWith(held('botnets', 'bot'));

    await expect(labels.read('botnet')).resolves.toBeUndefined();
  });

  it('creates one with the colour that follows from its value', async () => {
    const { queries, labels } = labelsWith(held());

    const label = await labels.create('Botnet');

    expect(label).toEqual({ id: 'new', value: 'Botnet', color: labelColor('botnet') });
    expect(queries.asked[0]?.options).toMatchObject({ isIdempotent: true });
  });

  it('creates one with the colour that is asked for', async () => {
    const { labels } = labelsWith(held());

    await expect(labels.create('x', '#ff8c00')).resolves.toMatchObject({ color: '#ff8c00' });
  });

  it('creates none where there is one', async () => {
    const { queries, labels } = labelsWith(held('botnet'));

    await labels.readOrCreate('botnet');

    expect(queries.operations).toEqual(['Labels']);
  });

  it('creates what is missing', async () => {
    const { queries, labels } = labelsWith(held());

    await labels.readOrCreate('botnet');

    expect(queries.operations).toEqual(['Labels', 'LabelAdd']);
  });

  it('says so when it may not', async () => {
    const { labels } = labelsWith(() => {
      throw refused('FUNCTIONAL_ERROR', 'no');
    });

    await expect(labels.create('')).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
  });

  it.each([[{}], [{ labelAdd: null }], [{ labelAdd: { id: 'x', value: '' } }]])(
    'fails on the answer %j',
    async answer => {
      const { labels } = labelsWith(() => answer);

      await expect(labels.create('x')).rejects.toMatchObject({ code: 'PLATFORM_ANSWER' });
    },
  );
});

describe('labelColor', () => {
  it('gives a label the same colour always, capitals and blanks aside', () => {
    expect(labelColor('botnet')).toBe(labelColor(' BOTNET'));
    expect(labelColor('botnet')).toBe('#39c342');
  });

  it.each(['', '💥', '\u0000', '__proto__', 'x'.repeat(1_000_000)])('has one for %j', value => {
    expect(labelColor(value)).toMatch(/^#[0-9a-f]{6}$/);
  });

  it('tells most labels apart', () => {
    const colors = Array.from({ length: 100 }, (_, index) => labelColor(`label ${index}`));

    expect(new Set(colors).size).toBeGreaterThan(90);
  });
});
