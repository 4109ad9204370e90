import { queueDetails } from '../../../src/platform/index.js';
import { away, refused, ScriptedQueries } from '../../support/scripted-queries.js';

describe('queueDetails', () => {
  it('tells messages and bytes', async () => {
    const details = { messages_number: 12, messages_size: 3_400_000.5 };
    const queries = new ScriptedQueries(() => ({
      connector: { connector_queue_details: details },
    }));

    await expect(queueDetails(queries, 'c1')).resolves.toEqual({
      messages: 12,
      bytes: 3_400_000.5,
    });
    expect(queries.asked[0]).toMatchObject({ operation: 'GetConnector', variables: { id: 'c1' } });
  });

  it.each([
    [{}],
    [{ connector: null }],
    [{ connector: { connector_queue_details: null } }],
    [{ connector: { connector_queue_details: { messages_number: -1, messages_size: 0 } } }],
    [{ connector: { connector_queue_details: { messages_number: 'many', messages_size: 0 } } }],
    ['x'],
  ])('does not know from %j', async answer => {
    await expect(queueDetails(new ScriptedQueries(() => answer), 'c1')).resolves.toBeUndefined();
  });

  it.each([
    ['away', away()],
    ['forbidden', refused('FORBIDDEN_ACCESS', 'no')],
  ])('does not know, and says why, when it is %s', async (_what, error) => {
    const heard: unknown[] = [];
    const queries = new ScriptedQueries(() => {
      throw error;
    });

    await expect(queueDetails(queries, 'c1', why => heard.push(why))).resolves.toBeUndefined();
    expect(heard).toEqual([error]);
  });

  it('does not hide that it was given up', async () => {
    const queries = new ScriptedQueries(() => {
      throw new Error('stopped');
    });

    await expect(queueDetails(queries, 'c1')).rejects.toThrow('stopped');
  });
});
