import 'reflect-metadata';
import { inject } from 'tsyringe';

// octiflow reads what tsyringe's decorators write down; these are the places that it reads.
describe('tsyringe', () => {
  it("keeps tokens under its own 'injectionTokens' key, by position", () => {
    class Asker {
      constructor(_first: unknown, _second: unknown) {}
    }
    inject('name')(Asker, undefined, 1);

    expect(Reflect.getOwnMetadata('injectionTokens', Asker)).toEqual({
      1: { token: 'name', multiple: false, isOptional: undefined },
    });
  });
});
