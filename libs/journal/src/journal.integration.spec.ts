import { setTimeout as pause } from 'node:timers/promises';
import {
  anyServiceSigns,
  asOwner,
  denied,
  intent,
  journalOf,
  officer,
  origin,
  storeOf,
  testConfig,
  threadOf,
  viewed,
} from '../../../test/support/journal.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { insertRow, insertRows, minutesAgo } from '../../../test/support/rows.js';
import { type Connection, migrations, type Store, StoreError, type Tx } from '#store';
import { eventSigners } from '#capabilities/events/event-signers.lists';
import { leafHash } from '#tlog';
import { openDisclosure } from './leaf/disclosure.js';
import type { Draft } from './leaf/draft.js';
import { parseLeaf, verifyLeaf } from './leaf/leaf.js';

const services = ['requests', 'inbox', 'sealer', 'opener', 'exchange', 'audit'] as const;
const code = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: unknown) => String((error as { code?: string }).code),
  );

let postgres: TestPostgres;
let database: Connection;
let strict: Connection;
let store: Store;
const { journal, publicKey } = journalOf('requests');

beforeAll(async () => {
  postgres = await TestPostgres.start();
  strict = await postgres.database(migrations);
  database = await anyServiceSigns(await postgres.database(migrations));
  store = await storeOf(postgres, database, 'requests', 10);
});

afterAll(async () => {
  await store.close();
  await postgres.stop();
});

describe('recording', () => {
  it('keeps the exact leaf, its hash, its chain and the baton, in the transaction of the caller', async () => {
    const drafts = [viewed(1), denied('login'), viewed(2), viewed(1), intent(1), intent(2)];
    const done = await store.transaction({ step: 'test' }, (tx) => journal.recordAll(tx, drafts));
    const rows = await asOwner<{ leaf: Buffer; leaf_hash: Buffer; thread: string | null }>(
      database,
      `select e.* from journal.event e join journal.pending p on p.event = e.id order by p.position`,
    );
    expect(rows.map((row) => row.leaf)).toEqual(done.map((event) => event.leaf));
    expect(rows.map((row) => row.leaf_hash.toString('hex'))).toEqual(
      done.map((event) => Buffer.from(leafHash(event.leaf)).toString('hex')),
    );
    expect(rows.map((row) => row.thread)).toEqual([
      threadOf(1),
      null,
      threadOf(2),
      threadOf(1),
      null,
      null,
    ]);
    const hashes = done.map((event) => event.leafHash.toString('hex'));
    expect(done.map((event) => verifyLeaf(event.leaf, publicKey).prev)).toEqual([
      { case: null },
      { src: null },
      { case: null },
      { case: hashes[0] },
      { chan: { link: expect.any(String) as string, peer: 'XB', dir: 'OUT', seq: 1, leaf: null } },
      {
        chan: {
          link: expect.any(String) as string,
          peer: 'XB',
          dir: 'OUT',
          seq: 2,
          leaf: hashes[4],
        },
      },
    ]);
    const ids = done.map((event) => event.id);
    expect([...ids].sort()).toEqual(ids);
    const [next] = await store.transaction({ step: 'test' }, (tx) =>
      journal.recordAll(tx, [viewed(1)]),
    );
    expect(next && parseLeaf(next.leaf).prev).toEqual({ case: hashes[3] });
  });

  it('leaves nothing when the fact is rolled back, and goes on with the old chain', async () => {
    const before = await asOwner(database, 'select * from journal.head order by 1, 2');
    await store
      .transaction({ step: 'test' }, async (tx) => {
        await journal.recordEvent(tx, viewed(1));
        throw new Error('the fact failed');
      })
      .catch(() => undefined);
    expect(await asOwner(database, 'select * from journal.head order by 1, 2')).toEqual(before);
  });

  it('says in every leaf what the service ran with, and what the last outside clock said of this one', async () => {
    const leafNow = async () => {
      const { leaf } = await store.transaction({ step: 'test' }, (tx) =>
        journal.recordEvent(tx, denied('clock')),
      );
      return parseLeaf(leaf);
    };
    expect((await leafNow()).t).toMatchObject({ clk: 'database', offsetMs: null });
    await insertRows(database, 'journal.clock', [
      { source: 'tsa1', kind: 'stamp', low_ms: 900, high_ms: 990, read_at: minutesAgo(60) },
      { source: 'tsa2', kind: 'stamp', low_ms: -20, high_ms: 35, read_at: minutesAgo(0) },
    ]);
    const { t, src } = await leafNow();
    expect(t.offsetMs).toEqual([-20, 35]);
    expect(src.config).toBe(testConfig);
    await asOwner(database, 'delete from journal.clock');
  });

  it('names nobody and no case in leaves; what the peer may see holds digests only', async () => {
    const draft = {
      ...intent(77),
      case: { thread: threadOf(9), compartment: 'ENFORCEMENT' as const },
      actor: { officer, role: 'LIAISON_OFFICER' as const },
      disclose: [{ name: 'note', value: 'two persons in a van' }],
    };
    const content = Buffer.from('under the thread key');
    const [own, sent] = await store.transaction({ step: 'test' }, (tx) =>
      journal.recordAll(tx, [viewed(9), draft], (place) => (place === 1 ? content : undefined)),
    );
    if (own === undefined || sent === undefined) throw new Error('not recorded');
    for (const leaf of [own.leaf, sent.leaf])
      for (const word of [officer, threadOf(9), ' van']) expect(leaf.includes(word)).toBe(false);
    const seen = parseLeaf(sent.leaf);
    expect(seen.case).toBeUndefined();
    expect(seen.actor).toBeUndefined();
    expect(parseLeaf(own.leaf)).toMatchObject({
      case: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    const opened = sent.disclosures.map(({ encoded }) => openDisclosure(encoded, seen.sd));
    expect(opened.map(({ name, value }) => [name, value])).toEqual([
      ['note', 'two persons in a van'],
      ['case', threadOf(9)],
      ['actor', { officer, role: 'LIAISON_OFFICER' }],
    ]);
    // Writers need no right to read the disclosures of others; only the erasing service has it.
    const sealer = await storeOf(postgres, database, 'sealer', 1);
    await sealer.transaction({ step: 'test' }, async (tx) => {
      const digests = (await journal.disclosures(tx, sent.id)).map(({ digest }) => digest);
      expect(digests.sort()).toEqual([...seen.sd].sort());
      expect(await journal.disclosures(tx, own.id)).toEqual([]);
    });
    await sealer.close();
  });

  // A machine that stands still for 5 s ends waits for a lock (SQLSTATE 55P03). Each worker may try again once, all of them
  // within 5 s: one such standstill is meant.
  const again = new Set<number>();
  let first: number | undefined;
  async function untilUnlocked(worker: number, work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => {
      const sqlstate = error instanceof StoreError && (error.cause as { code?: string }).code;
      first ??= performance.now();
      const isLater = performance.now() - first > 5_000;
      if (again.has(worker) || isLater || sqlstate !== '55P03') throw error;
      again.add(worker);
      return work();
    });
  }

  it('from eight connections at once forms unbroken chains and loses none', async () => {
    const fresh = await anyServiceSigns(await postgres.database(migrations));
    const stores: Store[] = [];
    for (const s of services) stores.push(await storeOf(postgres, fresh, s, 2));
    const authors = services.map((s) => journalOf(s));
    const work = Array.from({ length: 8 }, async (_, worker) => {
      const at = worker % services.length;
      for (let i = 0; i < 15; i += 1)
        await untilUnlocked(worker, async () => {
          await stores[at]?.transaction({ step: 'test' }, async (tx) => {
            await authors[at]?.journal.recordAll(tx, [
              viewed(i % 3),
              intent(i, worker % 2),
              denied('x'),
              viewed((i + 1) % 3),
            ]);
          });
        });
    });
    await Promise.all(work);
    const rows = await asOwner<{ leaf: Buffer; leaf_hash: Buffer }>(
      fresh,
      'select e.leaf, e.leaf_hash from journal.event e join journal.pending p on p.event = e.id',
    );
    expect(rows).toHaveLength(8 * 15 * 4);
    const previous = rows.map(({ leaf }) => {
      const { prev, src, case: known } = parseLeaf(leaf);
      const chan = prev['chan'] as { link: string; leaf: string | null } | undefined;
      if (chan !== undefined) return `${chan.link} ${String(chan.leaf)}`;
      return known === undefined
        ? `${src.service} ${String(prev['src'])}`
        : `${known} ${String(prev['case'])}`;
    });
    // No two events of one chain follow the same one, and every chain has one beginning.
    expect(new Set(previous).size).toBe(rows.length);
    await Promise.all(stores.map((s) => s.close()));
  });

  it('wakes the sequencer after the commit, at once only for what a next step waits for', async () => {
    const bells: string[] = [];
    const stop = store.listen('sequence', (haste) => {
      bells.push(haste);
    });
    const bellsFor = async (draft: Draft, isLife = false): Promise<string[]> => {
      await new Promise((done) => setTimeout(done, 100));
      bells.length = 0;
      await store.transaction({ step: 'test' }, (tx) => {
        if (isLife) tx.hurry();
        return journal.recordEvent(tx, draft);
      });
      for (let i = 0; i < 100 && bells.length === 0; i += 1)
        await new Promise((done) => setTimeout(done, 20));
      return [...new Set(bells)];
    };
    expect(await bellsFor(denied('wake'))).toEqual(['SOON']);
    expect(await bellsFor(intent(3))).toEqual(['NOW']);
    expect(await bellsFor(intent(4), true)).toEqual(['LIFE']);
    stop();
  });

  it('is done again when the machine stood still for more than five seconds in the middle', async () => {
    let tries = 0;
    const { at } = await store.transaction({ step: 'test' }, (tx) => {
      tries += 1;
      const stalled: Tx = Object.assign(Object.create(tx) as Tx, {
        query: async (...asked: Parameters<Tx['query']>) => {
          const rows = await tx.query(...asked);
          if (tries === 1) await pause(5_200);
          return rows;
        },
        send: (...said: Parameters<Tx['send']>) => {
          tx.send(...said);
        },
      });
      return journal.recordEvent(stalled, denied('stood-still'));
    });
    const kept = await asOwner<{ at: Date }>(
      database,
      `select at from journal.event where convert_from(leaf, 'UTF8') like '%stood-still%'`,
    );
    expect([tries, kept]).toEqual([2, [{ at: new Date(at) }]]);
  }, 15_000);
});

describe('the database defends the log', () => {
  const insert = (service: string, offset: string): string =>
    `insert into journal.event (id, typ, service, leaf, leaf_hash, at) values
       (overlay(gen_random_uuid()::text placing '7' from 15)::uuid, 'x', '${service}', 'x', sha256('\\x00'::bytea || 'x'), clock_timestamp() + interval '${offset}')`;

  it.each([...services, 'evidence' as const])(
    'lets %s sign its own types, whatever the row says',
    async (service) => {
      const own = await storeOf(postgres, strict, service, 1);
      const record = (typ: string, said: string): Promise<string> =>
        code(
          own.transaction({ step: 'test' }, (tx) =>
            tx.query(
              `insert into journal.event (id, typ, service, leaf, leaf_hash, at) select
               overlay(gen_random_uuid()::text placing '7' from 15)::uuid, '${typ}', '${service}', leaf,
               sha256('\\x00'::bytea || leaf), clock_timestamp()
             from (values (convert_to('{"t":{},"typ":"${said}","v":1}', 'UTF8'))) as v (leaf)`,
            ),
          ),
        );
      const types = Object.entries<readonly string[]>(eventSigners);
      const mine = types.find(([, signers]) => signers.includes(service))?.[0] ?? '';
      for (const [typ, signers] of types) {
        const done = signers.includes(service) ? 'done' : 'STORE_DENIED';
        expect([typ, await record(typ, typ)]).toEqual([typ, done]);
        expect([typ, await record(mine, typ)]).toEqual([
          typ,
          typ === mine ? 'done' : 'STORE_DENIED',
        ]);
        expect([typ, await record('of.later', typ)]).toEqual([typ, 'STORE_DENIED']);
      }
      await own.close();
    },
  );

  it.each(services)(
    'as %s: no change, no removal, no leaf time more than 5 s off',
    async (service) => {
      const own = await storeOf(postgres, database, service, 1);
      const run = (sql: string): Promise<string> =>
        code(own.transaction({ step: 'test' }, (tx) => tx.query(sql)));
      for (const table of ['event', 'leaf', 'checkpoint', 'tile', 'released', 'pending'])
        expect([table, await run(`truncate journal.${table}`)]).toEqual([table, 'STORE_DENIED']);
      for (const table of ['event', 'leaf', 'checkpoint', 'tile', 'released', 'head'])
        expect([table, await run(`delete from journal.${table}`)]).toEqual([table, 'STORE_DENIED']);
      for (const table of ['event', 'leaf']) {
        const column = table === 'event' ? 'typ' : 'leaf_hash';
        expect(await run(`update journal.${table} set ${column} = ${column}`)).toBe('STORE_DENIED');
      }
      expect(await run('update journal.checkpoint set note = note')).toBe('STORE_DENIED');
      expect(await run(insert(service, '6 s'))).toBe('STORE_CONFLICT');
      expect(await run(insert(service, '-6 s'))).toBe('STORE_CONFLICT');
      expect(await run(insert(service, '4 s'))).toBe('done');
      if (service !== 'audit') {
        expect(await run('insert into journal.leaf values (0, gen_random_uuid(), $$x$$)')).toBe(
          'STORE_DENIED',
        );
        expect(await run('update journal.released set size = 9')).toBe('STORE_DENIED');
        expect(await run('delete from journal.pending')).toBe('STORE_DENIED');
      }
      await own.close();
    },
  );

  it('also against the owner of the tables', async () => {
    await insertRow(database, 'journal.tile', {
      ...{ level: 0, index: 0, hashes: Buffer.from('ab'.repeat(32)) },
    });
    await asOwner(database, `update journal.tile set hashes = hashes || repeat('cd', 16)::bytea`);
    for (const sql of [
      `update journal.event set typ = 'other'`,
      'delete from journal.event',
      'truncate journal.event cascade',
      'truncate journal.pending',
      `update journal.tile set hashes = repeat('cd', 64)::bytea`,
      `update journal.tile set hashes = substring(hashes for 32)`,
      'delete from journal.tile',
      'update journal.released set size = -1',
      'delete from journal.released',
    ])
      expect([sql, await code(asOwner(database, sql))]).toEqual([sql, 'STORE_DENIED']);
  });

  it('keeps the origin of the log in every leaf', async () => {
    const rows = await asOwner<{ leaf: Buffer }>(
      database,
      `select leaf from journal.event where service = 'requests' and typ <> 'x'`,
    );
    for (const { leaf } of rows) expect(parseLeaf(leaf).log).toBe(origin);
  });
});
