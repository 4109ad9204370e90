import { BenchLog } from '../../../src/testing/index.js';

describe('the log of a bench', () => {
  it('keeps what children write, with the facts of their parents', () => {
    const log = new BenchLog();

    log.child({ run: 1 }).child({ page: 2 }).warn('page failed', { retry: 3 });

    expect(log.lines).toEqual([
      { level: 'warn', message: 'page failed', facts: { run: 1, page: 2, retry: 3 } },
    ]);
    expect(log.at('warn')).toEqual(['page failed']);
  });

  it('shows errors with their causes as text, so that nothing hides in them', () => {
    const log = new BenchLog();
    const cause = new Error('the key is hunter2');

    log.error('connector ended', { cause: new Error('refused', { cause }) });

    expect(log.text).toContain('hunter2');
  });

  it('tells when something is written', async () => {
    const log = new BenchLog();
    const listening = log.whenWritten('listening');

    log.child({ work: 1 }).info('listening', { concurrency: 2 });

    await expect(listening).resolves.toMatchObject({ facts: { work: 1, concurrency: 2 } });
    await expect(log.whenWritten('listening')).resolves.toBeDefined();
  });
});
