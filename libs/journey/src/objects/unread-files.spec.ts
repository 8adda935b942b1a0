import { sha256 } from '#wire';
import { UnreadFiles } from './unread-files.js';

const rootOf = (text: string) => sha256(Buffer.from(text));
const [one, two] = [rootOf('one'), rootOf('two')];

function files() {
  const clock = { now: 0 };
  return { clock, unread: new UnreadFiles(() => clock.now) };
}

describe('attachments that could not be read', () => {
  it('wait twice as long after each failure, 30 seconds at most', () => {
    const { clock, unread } = files();
    const pauses = Array.from({ length: 8 }, (_, n) => {
      expect(unread.noteFailure(one)).toBe(n + 1);
      const begun = clock.now;
      while (unread.leftOut().length > 0) clock.now += 500;
      return clock.now - begun;
    });
    expect(pauses).toEqual([1, 2, 4, 8, 16, 30, 30, 30].map((seconds) => seconds * 1_000));
  });

  it('are tried one in a run, the longest waiting first, also where that one is not due at all', () => {
    const { clock, unread } = files();
    unread.noteFailure(one);
    clock.now += 10;
    unread.noteFailure(two);
    clock.now += 5_000;
    expect(unread.leftOut()).toEqual([two]);
    expect(unread.leftOut()).toEqual([one]);
    expect(unread.leftOut()).toEqual([one, two]);
    clock.now += 30_000;
    expect(unread.leftOut()).toHaveLength(1);
  });

  it('are forgotten once read, and an hour after the last failure', () => {
    const { clock, unread } = files();
    for (const root of [one, two]) unread.noteFailure(root);
    unread.forget(one);
    expect(unread.noteFailure(one)).toBe(1);
    clock.now += 3_600_001;
    expect(unread.leftOut()).toEqual([]);
    expect(unread.noteFailure(two)).toBe(1);
  });

  it('are a thousand at most: of more, the one that failed longest ago is tried at once', () => {
    const { unread } = files();
    const roots = Array.from({ length: 1_001 }, (_, n) => rootOf(String(n)));
    for (const root of roots) unread.noteFailure(root);
    expect(unread.leftOut()).toEqual(roots.slice(1));
  });
});
