import { logSigner, TestHead } from '../../../test/support/custody-log.js';
import {
  asOwner,
  journalOf,
  officer,
  storeOf,
  threadOf,
  viewed,
} from '../../../test/support/journal.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { parseLeaf } from '#journal';
import { type Connection, migrations, type Store } from '#store';
import { leafHash, openCheckpoint, verifyLogProof } from '#tlog';
import { canonicalJson, sha256 } from '#wire';
import { type Auditor, ReadLog } from './read-log.js';
import { ReadServices } from './read-services.js';
import { SequenceJournal } from './sequence-journal.js';

const code = (ask: () => Promise<unknown>): Promise<string> =>
  Promise.resolve()
    .then(ask)
    .then(
      () => 'done',
      (error: unknown) => String((error as { code?: string }).code),
    );

let postgres: TestPostgres;
let database: Connection;
let store: Store;
let head: TestHead;
let log: ReadLog;
let recordedEvent: string;
const auditor: Auditor = { officer, roles: ['AUDITOR'] };
const stranger: Auditor = { officer, roles: ['LIAISON_OFFICER', 'ADMINISTRATOR'] };
const id = '01900000-0000-7000-8000-0000000000aa';

/** Types and data of the events since the last call. */
async function since(): Promise<[string, Readonly<Record<string, unknown>>][]> {
  const rows = await asOwner<{ leaf: Buffer }>(
    database,
    `select e.leaf from journal.event e join journal.pending p on p.event = e.id order by p.position`,
  );
  await new SequenceJournal(store, head.file, logSigner, () => undefined).run();
  return rows.map(({ leaf }) => [parseLeaf(leaf).typ, parseLeaf(leaf).data]);
}

beforeAll(async () => {
  postgres = await TestPostgres.start();
  database = await postgres.database(migrations);
  store = await storeOf(postgres, database, 'audit');
  head = new TestHead();
  const { journal } = journalOf('audit');
  log = new ReadLog(store, journal);
  const inbox = await storeOf(postgres, database, 'inbox', 1);
  recordedEvent = await inbox.transaction({ step: 'test' }, async (tx) => {
    const recorded = await journalOf('inbox').journal.record(tx, viewed(1));
    return recorded.id;
  });
  await inbox.close();
  await asOwner(
    database,
    `insert into mailbox.quarantine (id, link_id, message_id, statement, code, detail, evidence, evidence_sha256, event)
       values ($1, repeat('a', 32), repeat('b', 32), false, 'SEAL_BAD_SIGNATURE', null, 'x', $2, gen_random_uuid())`,
    [id, sha256(Buffer.from('x'))],
  );
});

afterAll(async () => {
  await store.close();
  head.remove();
  await postgres.stop();
});

describe('an auditor', () => {
  it('reads timeline, proof, checkpoint and quarantine; every question is an event', async () => {
    await since();
    const events = await log.timeline(auditor, threadOf(1), 'INVESTIGATION');
    expect(events).toMatchObject([{ event: recordedEvent, typ: 'item.viewed', index: 0 }]);
    const { leaf, proof, index } = await log.proof(auditor, recordedEvent);
    expect(verifyLogProof(Buffer.from(proof), leafHash(leaf), logSigner.verifier).index).toBe(
      index,
    );
    const { note, size } = await log.checkpoint(auditor);
    expect(openCheckpoint(Buffer.from(note), logSigner.verifier).size).toBe(size);
    expect(await log.quarantined(auditor, 50, null)).toMatchObject([
      { id, code: 'SEAL_BAD_SIGNATURE', size: 1 },
    ]);
    expect(await log.quarantined(auditor, 50, id)).toEqual([]);
    expect((await log.quarantinedItem(auditor, id, 'DETECTION')).evidence).toEqual(
      Buffer.from('x'),
    );
    const hash = (asked: object): string => sha256(canonicalJson(asked));
    expect(await since()).toEqual(
      [
        {
          query: 'timeline',
          purpose: 'INVESTIGATION',
          asked: { thread: threadOf(1), purpose: 'INVESTIGATION' },
        },
        { query: 'proof', asked: { event: recordedEvent } },
        { query: 'checkpoint', asked: {} },
        { query: 'quarantine-list', asked: { limit: 50, before: null } },
        { query: 'quarantine-list', asked: { limit: 50, before: id } },
        { query: 'quarantine-show', purpose: 'DETECTION', asked: { id, purpose: 'DETECTION' } },
      ].map(({ asked, ...data }) => ['audit.query', { ...data, querySha256: hash(asked) }]),
    );
  });

  it('gets no answer that could not be logged', async () => {
    await asOwner(database, 'revoke insert on journal.event from liaise_audit');
    const refused = await code(() => log.timeline(auditor, threadOf(1), 'DETECTION'));
    await asOwner(database, 'grant insert on journal.event to liaise_audit');
    expect(refused).toBe('STORE_DENIED');
  });

  it('is told what is wrong with a question', async () => {
    expect(await code(() => log.proof(auditor, 'x'))).toBe('VALUE_INVALID');
    expect(await code(() => log.proof(auditor, threadOf(4)))).toBe('EVENT_UNKNOWN');
    expect(await code(() => log.quarantined(auditor, 0, null))).toBe('VALUE_INVALID');
    expect(await code(() => log.quarantined(auditor, 5, "' or 1=1"))).toBe('VALUE_INVALID');
    expect(await code(() => log.quarantinedItem(auditor, 'x', 'DETECTION'))).toBe('VALUE_INVALID');
    expect(await code(() => log.quarantinedItem(auditor, threadOf(4), 'DETECTION'))).toBe(
      'EVENT_UNKNOWN',
    );
  });
});

describe('anyone else', () => {
  it('is refused, whatever other roles, and the refusal is an event', async () => {
    await since();
    const asks: (() => Promise<unknown>)[] = [
      () => log.timeline(stranger, threadOf(1), 'INVESTIGATION'),
      () => log.proof(stranger, recordedEvent),
      () => log.checkpoint(stranger),
      () => log.quarantined(stranger, 5, null),
      () => log.quarantinedItem({ officer, roles: [] }, id, 'DETECTION'),
    ];
    for (const ask of asks) expect(await code(ask)).toBe('AUDITOR_ONLY');
    expect(await since()).toEqual(
      ['timeline', 'proof', 'checkpoint', 'quarantine-list', 'quarantine-show'].map((query) => [
        'access.denied',
        { rule: `audit.${query}`, count: 1 },
      ]),
    );
  });
});

describe('the state of the services', () => {
  it('is what they said, and silence is not readiness', async () => {
    await asOwner(
      database,
      `insert into ops.service (service, pid, version, started_at, beat_at, ready) values
         ('inbox', 1, '0.1.0', now(), now(), true),
         ('sealer', 2, '0.1.0', now(), now() - interval '1 min', true)`,
    );
    const { services } = await new ReadServices(store).run();
    expect(services).toMatchObject([
      { service: 'inbox', ready: true, degraded: [], metrics: {} },
      { service: 'sealer', ready: false, degraded: ['SILENT'] },
    ]);
  });
});
