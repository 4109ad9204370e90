import { Parser } from 'htmlparser2';

/** Elements whose text nobody reads. */
const HIDDEN = new Set(['script', 'style', 'template', 'noscript', 'head']);
/** Elements that stand within a word or a line. */
const INLINE = new Set(
  'a abbr b bdi code em font i kbd mark s samp small span strong sub sup tt u wbr'.split(' '),
);

/** What a reader of an HTML page sees of it, as it arrives. */
export async function* htmlText(html: AsyncIterable<string>): AsyncGenerator<string> {
  let text = '';
  let hidden = 0;
  const parser = new Parser({
    onopentagname: name => {
      if (HIDDEN.has(name)) hidden += 1;
      if (!INLINE.has(name)) text += '\n';
    },
    ontext: data => {
      if (hidden === 0) text += data;
    },
    onclosetag: name => {
      if (HIDDEN.has(name)) hidden -= 1;
      if (!INLINE.has(name)) text += '\n';
    },
  });
  for await (const piece of html) {
    parser.write(piece);
    yield text;
    text = '';
  }
  parser.end();
  yield text;
}
