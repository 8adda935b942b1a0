import type { ServerResponse } from 'node:http';
import { Desk } from '../../../../../test/support/desk.js';
import { refuse } from '../../../../../test/support/https-gateway.js';
import { Terminal } from '../../terminal.js';
import { run } from '../../program.js';
import { shortId } from '../../print/short-id.js';

const thread = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const at = '2026-01-31T12:00:00.000Z';
const route = 'GET /api/v1/events';
const event = (n: number, members: object = {}) => ({
  ...{ id: `XA-${n}`, at, code: 'OPENED', side: 'ASKED', thread, document: null },
  ...{ priority: 2, dueAt: null },
  ...members,
});
const written = (each: { readonly id: string }): string =>
  `id: ${each.id}\nevent: thread\ndata: ${JSON.stringify(each)}\n\n`;
const end = (code: string, action = 'refuse'): string =>
  `event: end\ndata: ${JSON.stringify({
    ...{ type: `urn:liaise:error:${code}`, code, status: 401, action },
    ...{ title: 'Title.', remedy: 'Remedy.', instance: '1' },
  })}\n\n`;

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
  await desk.logIn();
});
afterAll(() => desk.close());

function stream(...parts: readonly (string | ((reply: ServerResponse) => unknown))[]): void {
  const left = [...parts];
  desk.server.on(route, (_, reply) => {
    const part = left.shift() ?? end('SESSION_EXPIRED');
    if (typeof part !== 'string') {
      const answer = part(reply);
      return answer === reply ? undefined : answer;
    }
    reply.setHeader('content-type', 'text/event-stream');
    reply.write(part, () => setTimeout(() => reply.destroy(), 20));
    return undefined;
  });
}
const lastIds = (): unknown[] =>
  desk.server.asked
    .filter(({ path }) => path === '/api/v1/events')
    .map(({ headers }) => headers['last-event-id']);
const since = (n: number): unknown[] => lastIds().slice(n);

describe('watch', () => {
  it('prints a line an event of its side, goes on where it was cut, and ends with the session', async () => {
    const before = lastIds().length;
    const life = event(3, { priority: 0, code: 'ESCALATED', dueAt: at });
    stream(
      `retry: 3000\n: alive\nid: XA-1\n\n${written(event(2))}`,
      `${written(life)}${written(event(4, { side: 'ASKING' }))}: alive\nid: XA-9\n\n`,
    );
    const { code, out, err } = await desk.liaise(['inbox', 'watch', '--utc']);
    expect(out.split('\n')).toEqual([
      `2026-01-31 12:00Z  ${shortId(thread)}  new request  normal`,
      `2026-01-31 12:00Z  ${shortId(thread)}  NOBODY HAS IT IN HAND  RISK TO LIFE  due 2026-01-31 12:00Z`,
      '',
    ]);
    expect(since(before)).toEqual([undefined, 'XA-2', 'XA-9']);
    expect(code).toBe(3);
    expect(err).toMatch(/The stream was cut; again in 1 s\.[^]*SESSION_EXPIRED/);
  });

  it('writes one object a line for programs, of the asking side for who asks', async () => {
    stream(written(event(2)) + written(event(3, { side: 'ASKING', code: 'CLOSED' })));
    const { out } = await desk.liaise(['request', 'watch', '--json']);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as object),
    ).toEqual([event(3, { side: 'ASKING', code: 'CLOSED' })]);
  });

  it('says what may have been missed and goes on from now; gives up what was never there', async () => {
    const before = lastIds().length;
    const refused = (code: string) => (reply: ServerResponse) => refuse(reply, 410, code);
    stream(written(event(2)), refused('EVENTS_TOO_OLD'), written(event(7)));
    const { out, err } = await desk.liaise(['inbox', 'watch']);
    expect(out.trim().split('\n')).toHaveLength(2);
    expect(err).toMatch(/Something may have been missed: look at `liaise inbox list`/);
    expect(since(before)).toEqual([undefined, 'XA-2', undefined, 'XA-7']);
    stream((reply) => reply.destroy());
    expect((await desk.liaise(['inbox', 'watch'])).code).toBe(1);
    stream((reply) => refuse(reply, 429, 'EVENTS_READERS'));
    expect(await desk.liaise(['inbox', 'watch'])).toMatchObject({
      code: 3,
      err: expect.stringMatching('EVENTS_READERS') as string,
    });
  });

  it('ends at an id that is no place: a captured gateway puts no words into a header', async () => {
    for (const id of ['XA-1\u0100', 'XA-1 x', 'a'.repeat(9_000)]) {
      stream(`id: ${id}\nevent: thread\ndata: {}\n\n`);
      const { code, err } = await desk.liaise(['inbox', 'watch']);
      expect([code, err]).toEqual([
        expect.any(Number),
        expect.stringMatching('CLI_ANSWER_INVALID'),
      ]);
      expect(lastIds()).not.toContain(id);
    }
  });

  it('waits longer each time, at most half a minute', async () => {
    const waits: number[] = [];
    const cut = (reply: ServerResponse): void => void reply.destroy();
    stream(written(event(1)), ...Array.from({ length: 7 }, () => cut));
    await watch({ pause: (ms) => Promise.resolve(void waits.push(ms)) });
    expect(waits.map((ms) => ms / 1_000)).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
  });

  it('rings at a terminal for a new request and a risk to life, and for nothing else', async () => {
    const lines = [event(1), event(2, { code: 'NOTED' }), event(3, { code: 'NOTED', priority: 0 })];
    stream(lines.map(written).join(''));
    const { err } = await watch({});
    // Three bells; the third is for the end of the stream.
    expect(err.split('\u0007')).toHaveLength(4);
  });

  it('ends well when the person ends it', async () => {
    const asked = new AbortController();
    stream((reply) => {
      reply.write(written(event(1)));
      setTimeout(() => asked.abort(), 50);
    });
    expect(await watch({ whenAsked: () => asked.signal })).toMatchObject({ code: 0 });
  });
});

async function watch(
  context: Partial<Parameters<typeof run>[1]>,
): Promise<{ readonly code: number; readonly err: string }> {
  const err: string[] = [];
  const sink = { write: () => undefined };
  const code = await run(['inbox', 'watch'], {
    terminal: new Terminal(sink, { write: (text) => err.push(text), isTTY: true }),
    env: { LIAISE_PROFILE: desk.file('profile/') },
    now: () => new Date(),
    readInput: () => Promise.resolve(new Uint8Array()),
    untilAsked: () => Promise.resolve(),
    pause: () => Promise.resolve(),
    ...context,
  });
  return { code, err: err.join('') };
}
