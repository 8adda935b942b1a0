import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { logSigner, TestHead, verifyLog } from '../../../../test/support/custody-log.js';
import {
  anyServiceSigns,
  asOwner,
  denied,
  intent,
  journalOf,
  origin,
  storeOf,
  threadOf,
  viewed,
} from '../../../../test/support/journal.js';
import { TestPostgres } from '../../../../test/support/postgres.js';
import { insertRow, insertRows } from '../../../../test/support/rows.js';
import { type EventId, type LogPoint, parseEventId } from '#kernel';
import { asAdmin, type Connection, migrations, type Store, type Tx } from '#store';
import {
  appendLeaves,
  emptyEdge,
  emptyRoot,
  leafHash,
  openCheckpoint,
  signCheckpoint,
  type TreeEdge,
  verifyInclusion,
  verifyLogProof,
} from '#tlog';
import { type CheckpointPoint, latestPointSql } from '../journal.js';
import { LogRows, MAX_SEQUENCED } from './log-rows.js';
import { isReleased, leafProofs, releasedCheckpoint, releasedSize } from './proofs.js';
import { reconcile } from './reconcile.js';
import { timeline } from '../timeline.js';

const code = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: unknown) => String((error as { code?: string }).code),
  );

let postgres: TestPostgres;
let database: Connection;
let audit: Store;
let requests: Store;
let head: TestHead;
const rows = new LogRows();
const { journal } = journalOf('requests');
const inTx = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => audit.transaction({ step: 'test' }, fn);

const latestPoint = async (tx: Tx): Promise<LogPoint | null> => {
  const [row] = await tx.query<{ latest: CheckpointPoint | null }>(
    `select ${latestPointSql} as latest`,
  );
  return journal.pointOf(row?.latest ?? null);
};

const commitBatch = (): Promise<number> =>
  inTx(async (tx) => {
    const edge = await reconcile(tx, rows, head.file, logSigner);
    const { taken, events } = await rows.takePending(tx);
    const grown = appendLeaves(
      edge,
      events.map((event) => event.leafHash),
    );
    if (events.length > 0)
      await rows.append(tx, {
        ...grown,
        events,
        note: signCheckpoint({ ...grown, origin }, logSigner),
      });
    return taken;
  });
const release = (): Promise<unknown> => inTx((tx) => reconcile(tx, rows, head.file, logSigner));

beforeAll(async () => {
  postgres = await TestPostgres.start();
  database = await anyServiceSigns(await postgres.database(migrations));
  audit = await storeOf(postgres, database, 'audit');
  requests = await storeOf(postgres, database, 'requests');
  head = new TestHead();
});

afterAll(async () => {
  await audit.close();
  await requests.close();
  head.remove();
  await postgres.stop();
});

const all = { limit: 1_000, after: null };

describe('what is not released', () => {
  let event: EventId;
  it('is used by nobody: no index in a timeline, no proof, no checkpoint', async () => {
    const recorded = await requests.transaction({ step: 'test' }, (tx) =>
      journal.recordEvent(tx, viewed(1)),
    );
    event = recorded.id;
    const nothing = async (): Promise<void> => {
      expect(await inTx(releasedSize)).toBe(0);
      expect(await inTx((tx) => isReleased(tx, [event]))).toBe(false);
      expect(await code(inTx((tx) => journal.proofFor(tx, event)))).toBe('EVENT_NOT_RELEASED');
      expect(await code(inTx((tx) => releasedCheckpoint(tx)))).toBe('EVENT_NOT_RELEASED');
      expect(await inTx(latestPoint)).toBeNull();
      const [row] = await inTx((tx) => timeline(tx, threadOf(1), all));
      expect(row).toMatchObject({ id: event, index: null, typ: 'item.viewed' });
    };
    await nothing();
    // Indexed and signed, but the head file is not there yet.
    await commitBatch();
    await nothing();
    expect(await code(inTx((tx) => leafProofs(tx, [event], 1)))).toBe('EVENT_NOT_RELEASED');
  });

  it('is usable once head file and release have followed', async () => {
    await release();
    expect(await inTx((tx) => isReleased(tx, [event]))).toBe(true);
    expect((await inTx((tx) => journal.proofFor(tx, event))).index).toBe(0);
    const [row] = await inTx((tx) => timeline(tx, threadOf(1), all));
    expect(row?.index).toBe(0);
    expect(await inTx(latestPoint)).toMatchObject({ origin, size: 1 });
  });
});

describe('proofs', () => {
  const ids: EventId[] = [];
  beforeAll(async () => {
    for (const count of [700, 1_000, 301]) {
      const drafts = Array.from({ length: count }, (_, i) =>
        i % 3 === 0 ? viewed(i % 5) : intent(i),
      );
      const done = await requests.transaction({ step: 'test' }, (tx) =>
        journal.recordAll(tx, drafts),
      );
      ids.push(...done.map(({ id }) => id));
      await commitBatch();
      await release();
    }
  });

  it('of 64 leaves at a time verify against one note, and read each tile once', async () => {
    const wanted = Array.from({ length: 64 }, (_, i) => ids[(i * 31) % ids.length]).filter(
      (id) => id !== undefined,
    );
    const statements: string[] = [];
    const { checkpoint, leaves } = await inTx((tx) =>
      leafProofs(
        {
          ...tx,
          query: (sql, params) => {
            statements.push(sql);
            return tx.query(sql, params);
          },
        },
        wanted,
      ),
    );
    expect(statements).toHaveLength(2);
    const signed = openCheckpoint(checkpoint.note, logSigner.verifier);
    expect(signed.size).toBe(2_002);
    expect(leaves.map(({ event }) => event)).toEqual(wanted);
    for (const { leaf, index, hashes } of leaves)
      verifyInclusion(leafHash(leaf), index, signed, hashes);
  });

  it('against an older checkpoint, too', async () => {
    const [first] = ids;
    if (first === undefined) throw new Error('none');
    const { checkpoint, leaves } = await inTx((tx) => leafProofs(tx, [first], 701));
    expect(checkpoint.size).toBe(701);
    const note = await inTx((tx) => journal.checkpointNote(tx, 701));
    expect(note).toBe(checkpoint.note.toString());
    expect(await code(inTx((tx) => journal.checkpointNote(tx, 702)))).toBe('EVENT_NOT_RELEASED');
    for (const { leaf, index, hashes } of leaves)
      verifyInclusion(leafHash(leaf), index, checkpoint, hashes);
    expect(await code(inTx((tx) => leafProofs(tx, [first], 702)))).toBe('EVENT_NOT_RELEASED');
  });

  it('as a file stand alone', async () => {
    const id = ids.at(-1);
    if (id === undefined) throw new Error('none');
    const { leaf, index, proof } = await inTx((tx) => journal.proofFor(tx, id));
    const opened = verifyLogProof(Buffer.from(proof), leafHash(leaf), logSigner.verifier);
    expect(opened).toMatchObject({ index, size: 2_002, origin });
    expect(index).toBe(2_001);
  });

  it('of an event that is not there, or of too many, are refused', async () => {
    const none = parseEventId('01900000-0000-7000-8000-000000000001');
    expect(await code(inTx((tx) => journal.proofFor(tx, none)))).toBe('EVENT_UNKNOWN');
    const many = new Array<EventId>(257).fill(none);
    expect(await code(inTx((tx) => leafProofs(tx, many)))).toBe('EVENT_INVALID');
  });

  it('and timelines: all of a thread in order, page after page', async () => {
    const drafts = Array.from({ length: 1_020 }, () => viewed(99));
    const done = await requests.transaction({ step: 'test' }, (tx) =>
      journal.recordAll(tx, drafts),
    );
    const first = await inTx((tx) => timeline(tx, threadOf(99), all));
    const last = first.at(-1);
    if (last === undefined) throw new Error('none');
    const rest = await inTx((tx) => timeline(tx, threadOf(99), { ...all, after: last.id }));
    expect([...first, ...rest].map(({ id }) => id)).toEqual(done.map(({ id }) => id));
    expect(rest).toHaveLength(20);
    expect(await commitBatch()).toBe(1_020);
    await release();
    expect(await verifyLog(database, head.file)).toBe(3_022);
  });
});

describe('the waiting list', () => {
  it('gives at most 1,024 events at a time, and ignores entries that are no waiting event', async () => {
    const [known] = await asOwner<{ event: string }>(
      database,
      'select event from journal.leaf limit 1',
    );
    await requests.transaction({ step: 'test' }, async (tx) => {
      await insertRows(tx, 'journal.pending', [{ event: known?.event }, {}]);
      await journal.recordAll(tx, new Array<ReturnType<typeof denied>>(1_024).fill(denied('x')));
    });
    expect(await commitBatch()).toBe(MAX_SEQUENCED);
    await release();
    expect(await commitBatch()).toBe(2);
    await release();
    expect(await verifyLog(database, head.file)).toBe(3_022 + 1_024);
  });

  it('gives no place twice: a batch upon an older tree is refused by its unique keys', async () => {
    await requests.transaction({ step: 'test' }, (tx) => journal.recordEvent(tx, viewed(1)));
    const upon = (edge: TreeEdge): Promise<unknown> =>
      inTx(async (tx) => {
        const { events } = await rows.takePending(tx);
        expect(events).toHaveLength(1);
        const leaves = events.map((event) => event.leafHash);
        const grown = appendLeaves(edge, leaves);
        const note = signCheckpoint({ ...grown, origin }, logSigner);
        await rows.append(tx, { ...grown, events, note });
      });
    expect(await code(upon(emptyEdge()))).toBe('STORE_DUPLICATE');
    expect(await commitBatch()).toBe(1);
    await release();
    expect(await verifyLog(database, head.file)).toBe(3_022 + 1_024 + 1);
  });

  it('takes and releases nothing while another process holds the lock', async () => {
    await requests.transaction({ step: 'test' }, (tx) => journal.recordEvent(tx, viewed(1)));
    await inTx(async (tx) => {
      await rows.lock(tx);
      expect(await code(inTx((other) => rows.takePending(other)))).toBe('LOG_BUSY');
      expect(await code(inTx((other) => rows.lockAndRelease(other, 9_999)))).toBe('LOG_BUSY');
    });
    expect(await inTx(releasedSize)).toBe(3_022 + 1_024 + 1);
    expect(await commitBatch()).toBe(1);
    await release();
  });

  it('tells of events that are 60 s old without a place, waiting or not', async () => {
    const old = async (waiting: boolean): Promise<void> => {
      await asAdmin(database, async (owner) => {
        await owner.query('alter table journal.event disable trigger journal_event_time');
        const { id } = await insertRow<{ id: string }>(owner, 'journal.event', {
          ...{ service: 'x', recorded_at: new Date(Date.now() - 61_000) },
        });
        if (waiting) await insertRow(owner, 'journal.pending', { event: id });
        await owner.query('alter table journal.event enable trigger journal_event_time');
      });
    };
    const forgotten = (): Promise<number> => inTx((tx) => rows.forgotten(tx, 300));
    expect(await forgotten()).toBe(0);
    await old(true);
    expect(await forgotten()).toBe(1);
    await old(false);
    expect(await forgotten()).toBe(2);
  });
});

describe('the head file', () => {
  const note = (size: number, root = emptyRoot()) =>
    signCheckpoint({ origin, size, root }, logSigner);
  const at = (size: number, root = emptyRoot()) => ({ origin, size, root });

  it('moves only from the head it holds, forward, and only to what the log signed', async () => {
    const own = new TestHead();
    const { file } = own;
    expect(await file.read()).toBeUndefined();
    expect(await code(file.advance(at(0), note(3)))).toBe('LOG_HEAD_MISSING');
    await file.create(note(0));
    expect(await code(file.create(note(0)))).toBe('LOG_HEAD_MOVED');
    await file.advance(at(0), note(3));
    await file.advance(at(0), note(3));
    expect(await code(file.advance(at(0), note(4)))).toBe('LOG_HEAD_MOVED');
    expect(await code(file.advance(at(3, leafHash(Buffer.from('x'))), note(4)))).toBe(
      'LOG_HEAD_MOVED',
    );
    expect(await code(file.advance(at(3), note(2)))).toBe('LOG_ROLLED_BACK');
    expect(await code(file.advance(at(3), note(3, leafHash(Buffer.from('x')))))).toBe(
      'LOG_ROLLED_BACK',
    );
    const unsigned = Buffer.from(note(9)).toString().replace('\n9\n', '\n8\n');
    expect(await code(file.advance(at(3), Buffer.from(unsigned)))).toBe('LOG_HEAD_INVALID');
    expect((await file.read())?.size).toBe(3);
    own.remove();
  });

  it('is not misled by a write that a crash cut off, and refuses a changed file', async () => {
    const own = new TestHead();
    await own.file.create(note(0));
    writeFileSync(`${own.file.path}.next`, 'half a no');
    expect((await own.file.read())?.size).toBe(0);
    await own.file.advance(at(0), note(5));
    expect((await own.file.read())?.size).toBe(5);
    expect(existsSync(`${own.file.path}.next`)).toBe(false);
    const bytes = readFileSync(own.file.path);
    writeFileSync(own.file.path, bytes.toString().replace('\n5\n', '\n4\n'));
    expect(await code(own.file.read())).toBe('LOG_HEAD_INVALID');
    writeFileSync(own.file.path, '');
    expect(await code(own.file.read())).toBe('LOG_HEAD_INVALID');
    own.remove();
  });
});
