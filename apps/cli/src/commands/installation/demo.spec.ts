import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../../context.js';
import type { WrittenSummary } from '../../demo/summary.js';
import { Terminal } from '../../terminal.js';
import { demonstrate } from './demo.js';

const made = {
  file: 'summary.json',
  summary: { seconds: 41, states: [], thread: 'thread' },
} as unknown as WrittenSummary;

const bases: string[] = [];
afterEach(() => {
  for (const base of bases.splice(0)) rmSync(base, { recursive: true });
});

// A demo whose States are not there: only how it ends is of interest.
function demoOf(shown: Promise<WrittenSummary>) {
  const base = mkdtempSync(join(tmpdir(), 'liaise-shown-'));
  bases.push(base);
  // Else it would be refused, since the database's user could not enter.
  chmodSync(base, 0o711);
  const dir = join(base, 'demo');
  let [said, stops] = ['', 0];
  let ask = (): void => undefined;
  const asked = new Promise<void>((done) => (ask = done));
  let tellStays = (): void => undefined;
  const stays = new Promise<void>((done) => (tellStays = done));
  const sink = {
    write: (text: string) => {
      said += text;
      if (text.includes('Both States stay up')) tellStays();
    },
  };
  const context: Context = {
    terminal: new Terminal(sink, sink),
    env: {},
    now: () => new Date(),
    readInput: () => Promise.resolve(Buffer.alloc(0)),
    untilAsked: () => asked,
  };
  const stop = (): Promise<void> => {
    stops += 1;
    return Promise.resolve();
  };
  return {
    ask,
    dir,
    stays,
    said: () => said,
    stops: () => stops,
    showIt: (once: boolean) =>
      demonstrate(context, { once, dir }, false, () => ({ showDemo: () => shown, stop })),
  };
}

describe('liaise demo', () => {
  it('with --once ends by itself, and says how both States start again', async () => {
    const demo = demoOf(Promise.resolve(made));
    await demo.showIt(true);
    expect(demo.stops()).toBe(1);
    expect(demo.said()).toMatch('All of it happened, in 41.0 s');
    expect(demo.said()).toMatch('Each starts again');
    expect(demo.said()).not.toMatch('Both States stay up');
    expect(readdirSync(demo.dir)).toEqual([]);
  });

  it('stays up without --once until it is told to end', async () => {
    const demo = demoOf(Promise.resolve(made));
    const ended = demo.showIt(false);
    await Promise.race([demo.stays, ended]);
    expect(demo.stops()).toBe(0);
    demo.ask();
    await ended;
    expect(demo.stops()).toBe(1);
  });

  it('calls an early end no success, and keeps a folder that was named', async () => {
    const demo = demoOf(new Promise(() => undefined));
    const ended = demo.showIt(true);
    demo.ask();
    await expect(ended).rejects.toMatchObject({ code: 'CLI_ENDED_EARLY' });
    expect(demo.stops()).toBe(1);
    expect(existsSync(demo.dir)).toBe(true);
  });
});
