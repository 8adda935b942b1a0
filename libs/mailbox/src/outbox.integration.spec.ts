import {
  asOwner,
  linkOf,
  messageOf,
  nothingWaits,
  storeOf,
} from '../../../test/support/journal.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { insertRow } from '../../../test/support/rows.js';
import { type Connection, migrations, type Store } from '#store';
import { Outbox } from './outbox.js';
import type { Waiting } from './queue-waits.js';

let postgres: TestPostgres;
let database: Connection;
let sealer: Store;
const outbox = new Outbox();
const link = linkOf(1);
const idOf = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

async function queue(n: number, bytes: number, priority = 2): Promise<void> {
  const id = idOf(n);
  await insertRow(database, 'cases.thread', { id, side: 'ASKING', link_id: link, state: 'SENT' });
  await insertRow(database, 'cases.dispatch', {
    ...{ id, thread: id, direction: 'OUT', content: Buffer.alloc(bytes) },
  });
  await insertRow(database, 'mailbox.outbox', {
    ...{ link_id: link, state: 'QUEUED', priority, dispatch: id, thread: id },
  });
}

const claim = (waiting = nothingWaits, again?: boolean) =>
  sealer.transaction({ step: 'test' }, async (tx) => {
    const { rows, more } = await outbox.claimQueued(tx, waiting, again);
    return { taken: rows.map(({ dispatch }) => Number(dispatch.slice(-12))), more };
  });

beforeAll(async () => {
  postgres = await TestPostgres.start();
  database = await postgres.database(migrations);
  sealer = await storeOf(postgres, database, 'sealer', 2);
}, 60_000);

afterAll(async () => {
  await sealer.close();
  await postgres.stop();
});

describe('what is sealed at once', () => {
  it('is bounded by bytes, the most urgent first, and one is taken however large it is', async () => {
    expect(await claim()).toEqual({ taken: [], more: false });
    for (const n of [1, 2, 3]) await queue(n, 200_000);
    expect(await claim()).toEqual({ taken: [1, 2, 3], more: false });
    await queue(4, 1_000_000, 0);
    expect(await claim()).toEqual({ taken: [4], more: true });
  });

  it('is bounded by rows', async () => {
    for (let n = 5; n < 40; n += 1) await queue(n, 10, 1);
    await asOwner(database, 'delete from mailbox.outbox where priority <> 1');
    const { taken, more } = await claim();
    expect([taken.length, more]).toEqual([32, true]);
  });
});

describe('what failed before', () => {
  const failed = [51, 52, 53, 55, 56, 58];
  const waits = async (): Promise<string[]> => {
    const rows = await asOwner<{ why: string }>(
      database,
      `select concat(right(dispatch::text, 2), ' ', waits_for) as why from mailbox.outbox order by id`,
    );
    return rows.map(({ why }) => why);
  };

  it('is claimed by itself, once it is due; each row says its own reason until it has none', async () => {
    await asOwner(database, 'delete from mailbox.outbox');
    for (let n = 51; n < 60; n += 1) await queue(n, 10);
    const rows = await asOwner<{ id: string; n: number }>(
      database,
      `select id, right(dispatch::text, 2)::int as n from mailbox.outbox`,
    );
    const ids = new Map(rows.map(({ id, n }) => [n, Number(id)] as const));
    const idsOf = (ns: readonly number[]) => ns.flatMap((n) => ids.get(n) ?? []);
    const reason = (i: number): string => (i < 3 ? 'SEAL_FAILED' : 'KEY_MISSING');
    const aside = {
      codes: new Map(idsOf(failed).map((id, i) => [id, reason(i)])),
      due: idsOf([58, 52, 53]),
    };
    const waiting = { ...nothingWaits, aside };
    expect(await claim(waiting)).toEqual({ taken: [54, 57, 59], more: false });
    expect(await claim(waiting, true)).toEqual({ taken: [52, 53, 58], more: false });
    expect(await claim(nothingWaits, true)).toEqual({ taken: [], more: false });
    const note = (of: Waiting) =>
      sealer.transaction({ step: 'test' }, (tx) => outbox.noteWaits(tx, of));
    await note(waiting);
    expect(await waits()).toEqual([
      ...['51 SEAL_FAILED', '52 SEAL_FAILED', '53 SEAL_FAILED', '54 ', '55 KEY_MISSING'],
      ...['56 KEY_MISSING', '57 ', '58 KEY_MISSING', '59 '],
    ]);
    await note(nothingWaits);
    expect(new Set((await waits()).map((each) => each.slice(3)))).toEqual(new Set(['']));
    await asOwner(database, 'delete from mailbox.outbox');
  });
});

describe('what waits for the relay', () => {
  const relays = linkOf(2);
  let exchange: Store;
  beforeAll(async () => {
    exchange = await storeOf(postgres, database, 'exchange', 2);
    const event = idOf(900);
    await insertRow(database, 'journal.leaf', { index: 0, event });
    await asOwner(database, 'update journal.released set size = 1');
  });
  afterAll(() => exchange.close());

  const sealed = (n: number, thread: number, members: object = {}): Promise<unknown> =>
    insertRow(database, 'mailbox.outbox', {
      ...{ link_id: relays, state: 'SEALED', priority: 2, ciphertext: Buffer.alloc(1) },
      ...{ dispatch: idOf(n), thread: idOf(thread), message_id: messageOf(n) },
      ...{ intent_event: idOf(900), ...members },
    });
  const leaving = (): Promise<number[]> =>
    exchange.transaction({ step: 'test' }, async (tx) => {
      const rows = await outbox.due(tx, relays, 16);
      return rows.map(({ messageId }) => parseInt(messageId, 16));
    });
  const set = (n: number, to: string): Promise<unknown> =>
    asOwner(database, `update mailbox.outbox set ${to} where dispatch = $1`, [idOf(n)]);

  it('leaves of each thread in its order: what follows waits until its receipt is there', async () => {
    await sealed(201, 201);
    await sealed(202, 201);
    await sealed(203, 203);
    expect(await leaving()).toEqual([201, 203]);
    await set(201, `state = 'RELAYED', next_attempt_at = clock_timestamp() + interval '1 hour'`);
    expect(await leaving()).toEqual([203]);
    await set(201, `state = 'CLOSED'`);
    expect(await leaving()).toEqual([202, 203]);
  });

  it('leaves the most urgent first, past its own thread, but not past what opened that', async () => {
    await sealed(204, 204, { priority: 0 });
    await sealed(205, 201, { priority: 1 });
    await sealed(206, 203, { priority: 0 });
    expect(await leaving()).toEqual([204, 205, 202, 203]);
    await set(203, `state = 'CLOSED'`);
    expect(await leaving()).toEqual([204, 206, 205, 202]);
  });

  it('does not wait for a formal act that is held in its thread', async () => {
    const held = { state: 'QUEUED', formal_until: new Date(Date.now() + 3_600_000) };
    await asOwner(database, 'delete from mailbox.outbox where link_id = $1', [relays]);
    await sealed(207, 200, held);
    await sealed(208, 200);
    expect(await leaving()).toEqual([208]);
    await set(207, 'formal_until = null');
    expect(await leaving()).toEqual([]);
  });
});

describe('what a receipt closes', () => {
  it('wakes the relay only when more of its thread has not left', async () => {
    const opener = await storeOf(postgres, database, 'opener', 2);
    const thread = idOf(100);
    const row = (message: number, state: string): Promise<unknown> =>
      insertRow(database, 'mailbox.outbox', {
        ...{ link_id: link, state, thread, dispatch: idOf(message) },
        ...{ message_id: messageOf(message), ciphertext: Buffer.alloc(1) },
      });
    const close = (message: number): Promise<unknown> =>
      opener.transaction({ step: 'test' }, async (tx) => {
        const woken: string[] = [];
        const closing = { messageId: messageOf(message), outcome: 'OPENED', code: null } as const;
        const wake = (step: string): unknown => woken.push(step);
        const closed = await outbox.close({ ...tx, wake }, [closing]);
        expect(closed).toEqual([{ messageId: messageOf(message), hasAttachments: false }]);
        return woken;
      });
    await row(101, 'RELAYED');
    await row(102, 'SEALED');
    await row(103, 'RELAYED');
    expect(await close(101)).toEqual(['relay']);
    expect(await close(103)).toEqual([]);
    expect(await close(102)).toEqual([]);
    await row(104, 'RELAYED');
    await row(105, 'QUEUED');
    expect(await close(104)).toEqual(['relay']);
    await opener.close();
  });
});
