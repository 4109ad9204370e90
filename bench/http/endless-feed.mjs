// A source on loopback, in a process of its own, that makes what it sends while it sends it.
//   node endless-feed.mjs  ->  prints its port; GET /csv?bytes=N or /json?bytes=N
import { createServer } from 'node:http';
import { Readable } from 'node:stream';

const ROWS_A_CHUNK = 500;

const shapes = {
  '/csv': {
    head: 'id,added,url,status,threat,tags,link,reporter\n',
    row: n =>
      `"${n}","2026-01-01 00:00:00","http://198.51.100.${n % 256}/a/${n}?q=""x""","online","malware_download","elf,mozi","https://feed.example/url/${n}/","someone"\n`,
    tail: '',
  },
  '/json': {
    head: '{"total":1,"data":{"vulnerabilities":[',
    row: n =>
      `${n === 0 ? '' : ','}{"id":"CVE-2026-${n}","published":"2026-01-01T00:00:00.000","descriptions":[{"lang":"en","value":"A \\"buffer\\" overflow in part ${n}."}],"metrics":{"cvssMetricV31":[{"baseScore":7.5}]},"references":[{"url":"https://a.example/${n}"}]}`,
    tail: ']}}',
  },
};

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  const shape = shapes[pathname];
  if (!shape) return response.writeHead(404).end();

  return Readable.from(chunksOf(shape, Number(searchParams.get('bytes')))).pipe(response);
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));

function* chunksOf({ head, row, tail }, bytes) {
  yield Buffer.from(head);
  for (let sent = 0, n = 0; sent < bytes;) {
    let text = '';
    for (const end = n + ROWS_A_CHUNK; n < end; n++) text += row(n);
    sent += text.length;
    yield Buffer.from(text);
  }
  yield Buffer.from(tail);
}
