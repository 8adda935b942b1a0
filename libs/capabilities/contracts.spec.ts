import { callPatterns } from './contracts.js';

describe('calls of the bus', () => {
  it('have one name each in a service: Nest would let the later one take the place of the earlier', () => {
    expect(callPatterns.length).toBeGreaterThan(80);
    expect(callPatterns.filter((name, at) => callPatterns.indexOf(name) !== at)).toEqual([]);
  });
});
