import { ListenQueue } from '../../../../src/sandbox/queues/listen-queue.js';

function texts(queue: ListenQueue): string[] {
  return queue.waiting().map(body => body.toString());
}

describe('listen queue', () => {
  it('hands out one message at a time, in order', async () => {
    const queue = new ListenQueue();
    const seen: string[] = [];
    let open = 0;
    let most = 0;
    const whenDone = new Promise<void>(resolve =>
      queue.consume(async body => {
        open += 1;
        most = Math.max(most, open);
        await Promise.resolve();
        seen.push(body.toString());
        open -= 1;
        if (seen.length === 3) resolve();
        return 'done';
      }),
    );

    for (const text of ['a', 'b', 'c']) queue.push(Buffer.from(text));
    await whenDone;

    expect(seen).toEqual(['a', 'b', 'c']);
    expect(most).toBe(1);
  });

  it('keeps a message that is not taken, and gives it to the next consumer first', async () => {
    const queue = new ListenQueue();
    const tried = new Promise<void>(resolve => {
      queue.consume(async () => {
        resolve();
        return 'requeue';
      });
    });
    queue.push(Buffer.from('a'));
    queue.push(Buffer.from('b'));
    await tried;

    const seen: string[] = [];
    await new Promise<void>(resolve => {
      queue.consume(async body => {
        seen.push(body.toString());
        if (seen.length === 2) resolve();
        return 'done';
      });
    });

    expect(seen).toEqual(['a', 'b']);
  });

  it('delivers nothing after it is closed', () => {
    const queue = new ListenQueue();
    const seen: string[] = [];
    queue.consume(async body => {
      seen.push(body.toString());
      return 'done';
    });
    queue.close();

    queue.push(Buffer.from('a'));

    expect(seen).toEqual([]);
    expect(texts(queue)).toEqual(['a']);
  });

  it('forgets what waits when it is emptied', () => {
    const queue = new ListenQueue();
    queue.push(Buffer.from('a'));

    queue.purge();

    expect(texts(queue)).toEqual([]);
  });
});
