import process from 'node:process';
import { StrayErrors } from './stray-errors.js';

describe('errors of `liaise up` that reach nobody', () => {
  it('are said without their contents, and it goes on', () => {
    const said: string[] = [];
    const before = process.listenerCount('uncaughtException');
    const stray = new StrayErrors((line) => said.push(line));
    const letGo = stray.catch();
    expect(process.listenerCount('uncaughtException')).toBe(before + 1);
    stray.note(Object.assign(new Error('write /home/amal'), { code: 'ENOSPC' }));
    letGo();
    expect(process.listenerCount('uncaughtException')).toBe(before);
    expect(said).toEqual([expect.stringMatching(/^liaise up goes on after an error: .*ENOSPC/)]);
    expect(said[0]).not.toMatch('amal');
  });

  it('are endured also when nobody can be told', () => {
    const stray = new StrayErrors(() => {
      throw new Error('the terminal is gone');
    });
    expect(() => stray.note(new Error('x'))).not.toThrow();
  });

  it('end it in order when a hundred come within a minute, and not when they come slowly', async () => {
    let now = 1_000_000;
    const stray = new StrayErrors(
      () => undefined,
      () => now,
    );
    let many = false;
    void stray.tooMany.then(() => {
      many = true;
    });
    for (let i = 0; i < 300; i += 1) {
      now += 1_000;
      stray.note(new Error('x'));
    }
    await Promise.resolve();
    expect(many).toBe(false);
    for (let i = 0; i < 100; i += 1) stray.note(new Error('x'));
    await Promise.resolve();
    expect(many).toBe(true);
  });
});
