import { ended } from './court.js';

describe('the output of a program that the court runs', () => {
  it('is in English under any language, because it is searched for words', async () => {
    const result = await ended([process.execPath, '-p', 'process.env.LC_ALL'], '.');
    expect(result).toEqual({ exit: 0, out: 'C\n' });
  });
});
