import { readLinks } from '../../../../src/http/pages/link-header.js';

describe('readLinks', () => {
  it('reads targets and what they lead to', () => {
    const header =
      '<https://a.example/x?page=2>; rel="next", </x?page=9>; title="a, b; c"; rel=last';

    expect(readLinks(header)).toEqual([
      { target: 'https://a.example/x?page=2', rels: ['next'] },
      { target: '/x?page=9', rels: ['last'] },
    ]);
  });

  it('knows links with several relations, in any case', () => {
    expect(readLinks('<x>; REL="Next LAST"')).toEqual([{ target: 'x', rels: ['next', 'last'] }]);
  });

  it('keeps commas and semicolons that are part of an address', () => {
    expect(readLinks('<https://a.example/x;a=1?q=1,2>; rel=next')[0]?.target).toBe(
      'https://a.example/x;a=1?q=1,2',
    );
  });

  it.each([undefined, '', 'x', '<x', '; rel=next', '<x>; title="rel=next"'])(
    'finds no next page in %j',
    header => {
      expect(readLinks(header).filter(({ rels }) => rels.includes('next'))).toEqual([]);
    },
  );

  it('is quick with what is hostile', () => {
    expect(readLinks(`<x>${'; a="b'.repeat(50_000)}`)).toHaveLength(1);
  });
});
