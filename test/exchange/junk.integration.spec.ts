import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { decodeBatch, encodeBatch, type Frame } from '#wire';
import { anId } from '../support/hostile.js';
import { eventually, TestFolder } from '../support/nats.js';
import { TestPostgres } from '../support/postgres.js';
import { ReceivingEnd } from '../support/receiving-end.js';
import { attempt } from '../instruments/rights/try-rights.js';
import type { Parties, Vector } from '../vectors/messages/make/vector.js';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../vectors/messages/${name}`, import.meta.url), 'utf8'));
const parties = read('parties.json') as Parties;
const [good] = (read('control.json') as Vector).steps;
const goodBatch = Buffer.from(good?.batch ?? '', 'base64');
const goodId = good?.opened[0];

const bound = { count: 5, bytes: 1_000_000 };
let postgres: TestPostgres;
let keys: TestFolder;
let end: ReceivingEnd;

beforeAll(async () => {
  postgres = await TestPostgres.start();
  keys = await TestFolder.create();
  end = await ReceivingEnd.create(parties, postgres, keys.path, bound);
}, 60_000);
afterAll(async () => {
  await end.close();
  await postgres.stop();
  await keys.remove();
});

const takes = (batch: Uint8Array): Promise<void> => end.takes(batch, parties.link);
const junk = (count: number, statement = false, size = 20): Promise<void> => {
  const frames = Array.from({ length: count }, (): Frame => ({
    ...{ messageId: anId(), part: 0, parts: 1, ciphertext: randomBytes(size), statement },
  }));
  return takes(encodeBatch({ frames, chunks: [] }));
};

async function rowsOfAll(): Promise<Record<string, number>> {
  const tables = await end.rows<{ name: string }>(
    `select schemaname || '.' || tablename as name from pg_tables
     where schemaname in ('mailbox', 'journal', 'cases', 'trust', 'objects', 'ops') order by 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await end.rows<{ n: number }>(`select count(*)::int as n from ${name}`);
    if (name !== 'mailbox.refusals') counts[name] = row?.n ?? 0;
  }
  return counts;
}
const count = async (sql: string, params: readonly unknown[] = []): Promise<number> =>
  (await end.rows(sql, params)).length;
const event = (typ: string): Promise<number> =>
  count('select 1 as one from journal.event where typ = $1', [typ]);
const counts = () =>
  end.rows<object>(`select kind, kept, counted::int, told::int from mailbox.refusals
    where day = (now() at time zone 'UTC')::date order by kind`);
const alarms = () =>
  end.rows<{ data: object }>(
    `select convert_from(leaf, 'UTF8')::jsonb -> 'data' as data from journal.event where typ = 'link.alarm' order by id`,
  );

describe('a neighbour that sends junk', () => {
  it('has its first of the day kept as evidence; what was acknowledged by then keeps its entry and its receipt', async () => {
    await junk(8);
    expect(await count(`select 1 from mailbox.quarantine where length(evidence) = 20`)).toBe(5);
    expect(await count(`select 1 from mailbox.quarantine where length(evidence) = 0`)).toBe(3);
    expect([await event('msg.received'), await event('msg.rejected')]).toEqual([8, 8]);
    expect(
      await count(`select 1 from mailbox.receipt_due where stage in ('DELIVERED', 'REJECTED')`),
    ).toBe(16);
    // The hash stays; the bytes are not kept.
    expect(
      await count(
        `select 1 from mailbox.quarantine q join mailbox.delivery d using (link_id, message_id)
         where q.evidence_sha256 = d.ciphertext_sha256`,
      ),
    ).toBe(8);
    expect(await counts()).toEqual([{ kind: 'SEALED', kept: 5, counted: 3, told: 3 }]);
    expect(await alarms()).toMatchObject([
      { data: { refused: { kind: 'SEALED', kept: 5, counted: 3, countedBytes: 60 } } },
    ]);
  });

  it('leaves nothing but a number by all the rest: messages, statements, publishes', async () => {
    const before = await rowsOfAll();
    for (let i = 0; i < 4; i += 1) await junk(100);
    await junk(100, true);
    for (let i = 0; i < 10; i += 1) await takes(randomBytes(20));
    expect(await rowsOfAll()).toEqual(before);
    expect(await counts()).toEqual([{ kind: 'SEALED', kept: 5, counted: 513, told: 3 }]);
  }, 60_000);

  it('is listened to all the same: what is good is filed, recorded and acknowledged', async () => {
    const [received, accepted] = [await event('msg.received'), await event('msg.accepted')];
    await takes(goodBatch);
    expect([await event('msg.received'), await event('msg.accepted')]).toEqual([
      received + 1,
      accepted + 1,
    ]);
    const stages = await end.rows<{ stage: string; same: boolean }>(
      `select r.stage, r.event = d.event as same from mailbox.receipt_due r
       join mailbox.delivery d using (link_id, message_id)
       where d.message_id = $1 and d.state = 'OPENED' order by r.stage`,
      [goodId],
    );
    expect(stages).toEqual([
      { stage: 'DELIVERED', same: true },
      { stage: 'OPENED', same: false },
    ]);
    // Sent again, as after lost receipts: nothing is stored twice.
    const before = await rowsOfAll();
    await takes(goodBatch);
    expect(await rowsOfAll()).toEqual(before);
  });

  it('has another message under a known id refused: that one is opened, so it counts for itself', async () => {
    const known = decodeBatch(goodBatch).frames.map((frame) => ({
      ...frame,
      ciphertext: randomBytes(20),
    }));
    const before = await rowsOfAll();
    await takes(encodeBatch({ frames: known, chunks: [] }));
    expect(await rowsOfAll()).toEqual(before);
    expect(await counts()).toEqual([{ kind: 'SEALED', kept: 5, counted: 514, told: 3 }]);
  });

  it('has the number told by the log once an hour', async () => {
    expect(await end.tells()).toEqual({ kept: 5, counted: 514, neighbours: 1 });
    expect(await alarms()).toHaveLength(1);
    await end.rows(`update mailbox.refusals set told_at = told_at - interval '61 minutes'`);
    await end.tells();
    await end.tells();
    expect(await alarms()).toMatchObject([{}, { data: { refused: { kept: 5, counted: 514 } } }]);
    expect(await counts()).toEqual([{ kind: 'SEALED', kept: 5, counted: 514, told: 514 }]);
  });

  it('has it kept again on the next day, and large ones only up to the bytes of a day', async () => {
    await end.rows(`update mailbox.refusals set day = day - 1`);
    const before = await event('msg.rejected');
    for (let i = 0; i < 3; i += 1) await junk(1, false, 400_000);
    await junk(1, false, 400_000);
    expect(await counts()).toEqual([{ kind: 'SEALED', kept: 3, counted: 1, told: 1 }]);
    expect(await event('msg.rejected')).toBe(before + 3);
    expect(await end.tells()).toEqual({ kept: 3, counted: 1, neighbours: 1 });
  });

  it('cannot have it removed by whoever took over the opener, who would let go of its entry or its state first', async () => {
    const all = `select state, event from mailbox.delivery order by serial`;
    const before = await end.rows(all);
    const step = `set local liaise.step = 'any'`;
    const tries = [
      'update mailbox.delivery set event = null where event is not null',
      'update mailbox.delivery set event = gen_random_uuid() where event is not null',
      `update mailbox.delivery set state = 'RECEIVED' where state = 'OPENED'`,
      `update mailbox.delivery set state = 'RECEIVED' where state = 'QUARANTINED'`,
      'delete from mailbox.delivery',
    ];
    await end.asOpener(postgres, async (role) => {
      for (const sql of tries)
        expect([sql, await attempt(role, `${step}; ${sql}`)]).toEqual([sql, 'STORE_DENIED']);
    });
    expect(await end.rows(all)).toEqual(before);
  });

  it('cannot have anything removed that was recorded', async () => {
    for (const state of ['RECEIVED', 'QUARANTINED', 'OPENED'])
      await expect(
        end
          .rows(
            `with one as (update mailbox.delivery set state = $1 where event is not null returning 1)
           select * from one`,
            [state],
          )
          .then(() => end.rows('delete from mailbox.delivery where event is not null')),
      ).rejects.toThrow();
    expect(await count('select 1 from mailbox.delivery where event is not null')).toBeGreaterThan(
      8,
    );
  });

  it('makes the border wait for the counts before it locks the log, as the opener does', async () => {
    await end.rows(`update mailbox.refusals set day = day - 7`);
    await junk(1);
    const [frame] = decodeBatch(goodBatch).frames;
    if (frame === undefined) throw new Error('no frame');
    const fresh = { ...frame, messageId: anId(), ciphertext: randomBytes(20) };
    const other = { ...frame, ciphertext: randomBytes(20) };
    await end.admin(async (holder) => {
      await holder.query('begin');
      await holder.query('select 1 from mailbox.refusals for update');
      const taken = takes(encodeBatch({ frames: [fresh, other], chunks: [] }));
      await eventually(async () => {
        const waiting = await end.rows(
          `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%mailbox.refusals%'`,
        );
        return waiting.length > 0;
      });
      await holder.query(`select 1 from journal.head where kind = 'chan' for update nowait`);
      await holder.query('rollback');
      await taken;
    });
  }, 60_000);
});
