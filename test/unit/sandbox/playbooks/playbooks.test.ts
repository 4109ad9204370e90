import { Playbooks } from '../../../../src/sandbox/playbooks/playbooks.js';
import { NOW } from '../platform-rig.js';

function playbooks(): Playbooks {
  return new Playbooks(
    () => new Date(NOW),
    () => {},
  );
}

const bundle = { type: 'bundle', id: 'bundle--1', objects: [{ type: 'x', id: 'a' }] } as const;

describe('playbooks', () => {
  it('keep what came back for a step, united with what was sent', () => {
    const all = playbooks();
    const place = all.newPlace('a');
    all.ask(place, 'connector', bundle);

    const isKnown = all.execute({
      executionId: place.executionId,
      stepId: place.stepId,
      startedAt: NOW,
      previousBundle: JSON.stringify(bundle),
      bundle: JSON.stringify({ ...bundle, objects: [{ type: 'x', id: 'b' }] }),
    });

    expect(isKnown).toBe(true);
    expect(all.all()).toMatchObject([
      { status: 'executed', execution: { result: { objects: [{ id: 'b' }, { id: 'a' }] } } },
    ]);
  });

  it('know nothing of a step that nobody asked for', () => {
    const text = JSON.stringify(bundle);
    const input = {
      executionId: 'e',
      stepId: 's',
      startedAt: NOW,
      previousBundle: text,
      bundle: text,
    };

    expect(playbooks().execute(input)).toBe(false);
  });

  it.each(['', '{', 'null', '5', '{"objects":{}}', '{"objects":[5]}', '{"objects":[null]}'])(
    'refuse %j as a bundle',
    text => {
      const input = {
        executionId: 'e',
        stepId: 's',
        startedAt: NOW,
        previousBundle: text,
        bundle: text,
      };

      expect(() => playbooks().execute(input)).toThrow(
        expect.objectContaining({ code: 'UNSUPPORTED_ERROR' }) as Error,
      );
    },
  );
});
