import { KernelError } from '#kernel';
import { ObjectsError } from '#objects';
import { StoreError } from '#store';
import { isStuck, lastingOf } from './lasting-alarms.js';

describe('a step that fails again and again', () => {
  const program = new TypeError('x');
  const slow = [new StoreError('STORE_TIMEOUT'), new StoreError('STORE_CONFLICT')];
  const broken = new ObjectsError('OBJECT_STORE_FAILED');

  it('is stuck at the twentieth failure in a row, and said again at every twentieth', () => {
    for (const error of [program, ...slow, broken])
      expect(Array.from({ length: 61 }, (_, n) => n).filter((n) => isStuck(error, n))).toEqual([
        20, 40, 60,
      ]);
    for (const code of ['STEP_STUCK', 'OBJECT_NOT_REMOVED'])
      expect(lastingOf(code)).toBe('STEP_STUCK');
  });

  it('is not stuck while it waits for what comes back by itself', () => {
    const away = new StoreError('STORE_UNAVAILABLE');
    expect([away.action, isStuck(away, 20)]).toEqual(['retry', false]);
    const refused = new KernelError('VALUE_INVALID');
    expect([refused.action, isStuck(refused, 20)]).toEqual(['refuse', true]);
  });
});
