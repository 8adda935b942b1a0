import { describe, expect, it } from '@jest/globals';
import { extendingKinds } from '#capabilities/kinds';
import { documentKinds, kinds, type Kind } from '#kernel';

describe('kinds that name a later end', () => {
  it('are those with a clock act of their own', () => {
    const withClock = documentKinds.filter(
      (kind) => (kinds[kind] as Kind<unknown>).clock !== undefined,
    );
    expect(extendingKinds).toEqual(withClock);
  });
});
