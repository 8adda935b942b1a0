import { calls } from './contracts.js';

describe('calls of the bus', () => {
  it('have one name each in a service: Nest would let the later one take the place of the earlier', () => {
    const names = calls.flatMap(({ name, rights }) =>
      Object.keys(rights).map((service) => `${service}.${name}`),
    );
    expect(names.length).toBeGreaterThan(80);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});
