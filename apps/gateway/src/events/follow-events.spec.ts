import {
  bearer,
  build,
  closeAll,
  id,
  ServiceError,
  token,
} from '../../../../test/support/http-gateway.js';
import { aDocumentId } from '../../../../test/support/builders.js';
import { parseThreadId, timestamp } from '#kernel';
import type { EventBatch, ThreadEvent } from '#capabilities/events/events.contract';
import { eventPlace, type EventPlace } from '#capabilities/events/event-place.model';
import { parseStateCode } from '#kernel';
import { readerLimits } from './readers.js';

afterAll(closeAll);

const url = '/api/v1/events';
const place = (entries: number): EventPlace => eventPlace({ state: parseStateCode('XA'), entries });
const sessionEnds = timestamp(new Date(Date.now() + 3_600_000));
const event = (entries: number): ThreadEvent => ({
  ...{ id: place(entries), at: sessionEnds, code: 'OPENED', side: 'ASKED' },
  ...{ thread: parseThreadId(id), document: aDocumentId('d'), priority: 0, dueAt: null },
});
const batch = (next: number, events: readonly ThreadEvent[] = [], more = false): EventBatch => ({
  ...{ events, next: place(next), more, sessionEnds },
});
const ended = new ServiceError('SESSION_EXPIRED', { status: 401 });
const away = new ServiceError('SERVICE_UNAVAILABLE', { status: 503, action: 'retry' });
let entries = 0;
const growing = { 'requests.log-growth': () => ({ entries: (entries += 1), ended: [] }) };

function answers(...all: readonly (EventBatch | Error)[]) {
  const left = [...all];
  return {
    ...growing,
    'requests.events': () => {
      const next = left.shift() ?? ended;
      if (next instanceof Error) throw next;
      return next;
    },
  };
}
const blocks = (body: string): string[][] =>
  body
    .trimEnd()
    .split('\n\n')
    .map((block) => block.split('\n'));
const lastOf = (body: string): unknown =>
  JSON.parse(blocks(body).at(-1)?.at(-1)?.replace('data: ', '') ?? '');

const until = async (is: () => boolean): Promise<void> => {
  while (!is()) await new Promise((done) => setTimeout(done, 10));
};

describe('GET /api/v1/events', () => {
  it('tells what happened since the last id, and that the session has ended', async () => {
    const { app, bus } = await build(answers(batch(8, [event(7)], true), batch(9, [event(9)])));
    const headers = { ...bearer, 'last-event-id': 'XA-5' };
    const { statusCode, headers: said, body } = await app.inject({ url, headers });
    expect([statusCode, said['content-type'], said['cache-control']]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
      'no-store',
    ]);
    expect(blocks(body).map((lines) => lines.slice(0, -1))).toEqual([
      ['retry: 3000', ': alive'],
      ['id: XA-7', 'event: thread'],
      ['id: XA-9', 'event: thread'],
      ['event: end'],
    ]);
    expect(body).toContain(`data: ${JSON.stringify(event(7))}\n\n`);
    expect(lastOf(body)).toMatchObject({ code: 'SESSION_EXPIRED', status: 401, action: 'refuse' });
    expect(bus.callsOf('requests.events').map(({ after }) => after)).toEqual([
      'XA-5',
      'XA-8',
      'XA-9',
    ]);
    expect(bus.callsOf('requests.events').map(({ session }) => session)).toEqual(
      Array.from({ length: 3 }, () => bearer.authorization.slice('Bearer '.length)),
    );
  });

  it('begins with now, and says where that is', async () => {
    const { app, bus } = await build(answers(batch(40)));
    const { body } = await app.inject({ url, headers: bearer });
    expect(blocks(body)[0]).toEqual(['retry: 3000', ': alive', 'id: XA-40']);
    expect(bus.callsOf('requests.events').map(({ after }) => after)).toEqual([null, 'XA-40']);
  });

  it('goes on by itself while a service is away for a moment', async () => {
    const { app } = await build(answers(batch(1), away, away, batch(2, [event(2)])));
    const { body } = await app.inject({ url, headers: bearer });
    const lines = blocks(body).map(([first]) => first);
    expect(lines).toEqual(['retry: 3000', ': alive', ': alive', 'id: XA-2', 'event: end']);
    expect(lastOf(body)).toMatchObject({ code: 'SESSION_EXPIRED' });
  });

  it.each(['', 'XA', '-1', 'XA--1', 'XA-1e3', 'XA-01', `XA-${'9'.repeat(4_000)}`, 'XA-1, XA-2'])(
    'refuses an id that is none before it asks anybody: %s',
    async (last) => {
      const { app, bus } = await build(answers());
      const headers = { ...bearer, 'last-event-id': last };
      const { statusCode, body } = await app.inject({ url, headers });
      // An empty header counts as none: the stream begins at the present.
      expect([statusCode, bus.callsOf('requests.events').length]).toEqual(
        last === '' ? [401, 1] : [422, 0],
      );
      expect(JSON.parse(body)).toMatchObject({
        code: last === '' ? 'SESSION_EXPIRED' : 'VALUE_INVALID',
      });
    },
  );

  it('refuses with a problem document what the service refuses, and members that it does not know', async () => {
    const old = new ServiceError('EVENTS_TOO_OLD', { status: 410 });
    const { app } = await build(answers(old));
    const { statusCode, body } = await app.inject({ url, headers: bearer });
    expect([statusCode, JSON.parse(body)]).toMatchObject([410, { code: 'EVENTS_TOO_OLD' }]);
    const stray = await app.inject({ url: `${url}?after=XA-1`, headers: bearer });
    expect(stray.statusCode).toBe(422);
    expect((await app.inject({ url })).statusCode).toBe(401);
  });

  it('has a few streams of one session; who ends one may open another', async () => {
    const { app, bus } = await build({ ...growing, 'requests.events': () => batch(1) });
    const open = Array.from({ length: readerLimits.perSession }, () =>
      app.inject({ url, headers: bearer }),
    );
    while (bus.callsOf('requests.events').length < open.length)
      await new Promise((done) => setTimeout(done, 10));
    const { statusCode, body } = await app.inject({ url, headers: bearer });
    expect([statusCode, JSON.parse(body)]).toMatchObject([429, { code: 'EVENTS_READERS' }]);
    await app.close();
    for (const stream of await Promise.all(open))
      expect(lastOf(stream.body)).toMatchObject({ code: 'EVENTS_INTERRUPTED' });
  });

  it('waits for the log with one call, however many listen, and asks when it has grown', async () => {
    const [grow, places]: [((entries: number) => void)[], (string | null)[]] = [[], []];
    const { app, bus } = await build({
      'requests.events': ({ after }) => {
        places.push(after ?? null);
        return batch(1);
      },
      'requests.log-growth': () =>
        new Promise((done) => grow.push((entries) => done({ entries, ended: [] }))),
    });
    const streams = [app.inject({ url, headers: bearer }), app.inject({ url, headers: bearer })];
    await until(() => places.length === 2 && grow.length === 1);
    grow[0]?.(5);
    await until(() => places.length === 4 && grow.length === 2);
    const sessions = [token];
    expect(bus.callsOf('requests.log-growth')).toEqual([
      { beyond: 0, sessions },
      { beyond: 5, sessions },
    ]);
    await app.close();
    await Promise.all(streams);
    grow[1]?.(5);
  });

  it('asks in the session that the wait says has ended, and in no other', async () => {
    const waits: ((ended: number[]) => void)[] = [];
    const gone = new Set<string>();
    const { app, bus } = await build({
      'requests.events': ({ session }) => {
        if (gone.has(session)) throw ended;
        return batch(1);
      },
      'requests.log-growth': () =>
        new Promise((done) => waits.push((places) => done({ entries: 0, ended: places }))),
    });
    const other = 'B'.repeat(43);
    const streams = [token, other].map((session) =>
      app.inject({ url, headers: { authorization: `Bearer ${session}` } }),
    );
    const asked = () => bus.callsOf('requests.events').map(({ session }) => session);
    await until(() => asked().length === 2 && waits.length === 1);
    // This wait began before the second session joined, so that session asks once by itself.
    waits[0]?.([]);
    await until(() => asked().length === 3 && waits.length === 2);
    expect(asked()).toEqual([token, other, other]);
    expect(bus.callsOf('requests.log-growth').at(-1)).toEqual({
      beyond: 0,
      sessions: [token, other],
    });
    gone.add(token);
    waits[1]?.([0]);
    expect(lastOf((await streams[0])?.body ?? '')).toMatchObject({ code: 'SESSION_EXPIRED' });
    expect(asked()).toEqual([token, other, other, token]);
    await app.close();
    expect(lastOf((await streams[1])?.body ?? '')).toMatchObject({ code: 'EVENTS_INTERRUPTED' });
    waits[2]?.([]);
  });
});
