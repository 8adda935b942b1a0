import * as fc from 'fast-check';
import {
  formallyCosignedTo,
  type FormalWitness,
  type SeenUpTo,
  sufficesForFormalActs,
} from './formal-witnesses.model.js';

const own = { party: 'OWN', name: 'XA' } as const;
const mirror = { party: 'OWN', name: 'mirror' } as const;
const xb = { party: 'NEIGHBOUR', name: 'XB' } as const;
const xc = { party: 'NEIGHBOUR', name: 'XC' } as const;
const outside = { party: 'OUTSIDE', name: 'w1' } as const;
const other = { party: 'OUTSIDE', name: 'w2' } as const;

describe('witnesses of a formal act', () => {
  it.each<[boolean, readonly FormalWitness[]]>([
    [false, []],
    [false, [own]],
    [false, [own, mirror]],
    [false, [xb]],
    [false, [xb, xb]],
    [false, [xb, own, mirror]],
    [false, [outside]],
    [false, [outside, other]],
    [false, [outside, other, own]],
    [true, [xb, outside]],
    [true, [outside, own, xb]],
    [true, [xb, xc]],
  ])('suffice (%s): %j', (suffices, witnesses) => {
    expect(sufficesForFormalActs(witnesses)).toBe(suffices);
  });

  it('have seen the log up to the smaller size of the two', () => {
    const at = (size: number, of: FormalWitness): SeenUpTo => ({ ...of, size });
    expect(formallyCosignedTo([])).toBe(0);
    expect(formallyCosignedTo([at(9, xb), at(99, own)])).toBe(0);
    expect(formallyCosignedTo([at(9, xb), at(7, outside), at(99, own)])).toBe(7);
    expect(formallyCosignedTo([at(7, xb), at(9, outside), at(8, other)])).toBe(7);
    expect(formallyCosignedTo([at(9, xb), at(0, outside)])).toBe(0);
  });

  const all = [own, mirror, xb, xc, outside, other] as const;
  const seen = fc.array(
    fc
      .record({ of: fc.constantFrom(...all), size: fc.nat(50) })
      .map(({ of, size }) => ({ ...of, size })),
    { maxLength: 8 },
  );

  it('gain nothing by the own mirror, and lose nothing by one more', () => {
    fc.assert(
      fc.property(seen, fc.constantFrom(...all), fc.nat(50), (witnesses, more, size) => {
        const to = formallyCosignedTo(witnesses);
        const with_ = formallyCosignedTo([...witnesses, { ...more, size }]);
        expect(with_).toBeGreaterThanOrEqual(to);
        if (more.party === 'OWN') expect(with_).toBe(to);
        expect(formallyCosignedTo(witnesses.filter(({ party }) => party !== 'OWN'))).toBe(to);
      }),
    );
  });

  it('suffice at that size, and at no larger one', () => {
    fc.assert(
      fc.property(seen, (witnesses) => {
        const to = formallyCosignedTo(witnesses);
        const at = (size: number) =>
          sufficesForFormalActs(witnesses.filter((each) => each.size >= size));
        expect(to === 0 || at(to)).toBe(true);
        expect(at(to + 1)).toBe(false);
      }),
    );
  });
});
