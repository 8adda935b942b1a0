import { logSigner, TestHead } from '../../../test/support/custody-log.js';
import {
  anyServiceSigns,
  asOwner,
  journalOf,
  storeOf,
  threadOf,
  viewed,
} from '../../../test/support/journal.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { insertRow, insertRows, minutesAgo } from '../../../test/support/rows.js';
import { aState } from '../../../test/support/state.js';
import { serveAudit, type Handlers } from '../../../test/support/service-calls.js';
import { rightOf, type Calls, type Pattern } from '../../../test/support/calls.js';
import { RecordRefusals } from '#capabilities/sessions/record-refusals.jobs';
import { parseEventId, type EventId } from '#kernel';
import { SequenceJournal } from '#journey/03-sequence';
import { openSession } from '#access';
import { parseLeaf } from '#journal';
import { type Connection, migrations, type Store } from '#store';
import { leafHash, openCheckpoint, verifyLogProof } from '#tlog';
import { TrustStore } from '#trust';
import { canonicalJson, sha256 } from '#wire';

const code = (ask: () => Promise<unknown>): Promise<string> =>
  Promise.resolve()
    .then(ask)
    .then(
      () => 'done',
      (error: unknown) => String((error as { code?: string }).code),
    );

const origin = 'https://gateway.example';
const purpose = 'INVESTIGATION';
const id = '01900000-0000-7000-8000-0000000000aa';
const thread = threadOf(1);
const page = { limit: 50, after: null };

const limits = { sessionMinutes: 480, idleMinutes: 15 };
let postgres: TestPostgres;
let database: Connection;
let store: Store;
let head: TestHead;
let desk: Handlers;
let refusals: RecordRefusals;
let event: EventId;
let auditor: string;
let stranger: string;
let administrator: string;
const { journal } = journalOf('audit');

async function ask<P extends Pattern>(pattern: P, input: Calls[P]['in']): Promise<Calls[P]['out']> {
  const answer = desk.get(pattern);
  if (answer === undefined) throw new Error(`nobody answers ${pattern}`);
  return (await answer(input)) as Calls[P]['out'];
}

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
  database = await anyServiceSigns(await postgres.database(migrations));
  store = await storeOf(postgres, database, 'audit');
  head = new TestHead();
  const state = await aState('XA').build();
  const trust = new TrustStore(state.state, state.rootFingerprint);
  const requests = await storeOf(postgres, database, 'requests', 1);
  await requests.transaction({ step: 'test' }, (tx) => state.install(tx));
  const open = async (name: string): Promise<string> => {
    const login = await state.login(name, origin, { at: state.at });
    return requests.transaction({ step: 'test' }, async (tx) => {
      await trust.refresh(tx);
      await openSession(tx, trust, { ...login, origin, now: new Date() }, limits);
      return login.token;
    });
  };
  auditor = await open('cleo');
  stranger = await open('ana');
  administrator = await open('dora');
  await requests.close();
  const own = new TrustStore(state.state, state.rootFingerprint);
  refusals = new RecordRefusals(store, journal);
  ({ handlers: desk } = await serveAudit({ store, trust: own, journal, limits }, refusals));
  const inbox = await storeOf(postgres, database, 'inbox', 1);
  event = await inbox.transaction({ step: 'test' }, async (tx) => {
    const recorded = await journalOf('inbox').journal.recordEvent(tx, viewed(1));
    return recorded.id;
  });
  await inbox.close();
  await insertRow(database, 'mailbox.quarantine', {
    ...{ id, code: 'SEAL_BAD_SIGNATURE' },
    ...{ evidence: Buffer.from('x'), evidence_sha256: sha256(Buffer.from('x')) },
  });
});

afterAll(async () => {
  await store.close();
  head.remove();
  await postgres.stop();
});

describe('an auditor', () => {
  it('reads timeline, proof, checkpoint and quarantine; every question is an event', async () => {
    await since();
    const session = auditor;
    const { events: found } = await ask('audit.timeline', { session, thread, ...page, purpose });
    expect(found).toMatchObject([{ event, typ: 'item.viewed', index: 0 }]);
    const { leaf, proof, index } = await ask('audit.proof', { session, purpose, event });
    const verified = verifyLogProof(Buffer.from(proof), leafHash(leaf), logSigner.verifier);
    expect(verified.index).toBe(index);
    const { note, size } = await ask('audit.checkpoint', { session });
    expect(openCheckpoint(Buffer.from(note), logSigner.verifier).size).toBe(size);
    const first = await ask('audit.quarantine-list', { session, purpose, limit: 50, after: null });
    expect(first.rows).toMatchObject([{ id, code: 'SEAL_BAD_SIGNATURE', size: 1 }]);
    const second = await ask('audit.quarantine-list', { session, purpose, limit: 50, after: id });
    expect(second.rows).toEqual([]);
    const item = await ask('audit.quarantine-show', { session, id, purpose: 'DETECTION' });
    expect(item.evidence).toEqual(Buffer.from('x'));
    const asked = [
      { query: 'audit.timeline', purpose, asked: { thread, ...page } },
      { query: 'audit.proof', purpose, asked: { event } },
      { query: 'audit.checkpoint', asked: {} },
      { query: 'audit.quarantine-list', purpose, asked: { limit: 50, after: null } },
      { query: 'audit.quarantine-list', purpose, asked: { limit: 50, after: id } },
      { query: 'audit.quarantine-show', purpose: 'DETECTION', asked: { id } },
    ];
    expect(await since()).toEqual(
      asked.map(({ asked: what, ...data }) => [
        'audit.query',
        { ...data, querySha256: sha256(canonicalJson(what)) },
      ]),
    );
  });

  it('gets no answer that could not be logged', async () => {
    await asOwner(database, 'revoke insert on journal.event from liaise_audit');
    const refused = await code(() =>
      ask('audit.timeline', { session: auditor, thread, ...page, purpose }),
    );
    await asOwner(database, 'grant insert on journal.event to liaise_audit');
    expect(refused).toBe('STORE_DENIED');
  });

  it('is told what is wrong with a question', async () => {
    const session = auditor;
    const other = threadOf(4);
    const asks: [string, () => Promise<unknown>][] = [
      ['VALUE_INVALID', () => ask('audit.proof', { session, purpose, event: 'x' as EventId })],
      ['EVENT_UNKNOWN', () => ask('audit.proof', { session, purpose, event: parseEventId(other) })],
      [
        'VALUE_INVALID',
        () => ask('audit.quarantine-list', { session, purpose, limit: 0, after: null }),
      ],
      [
        'VALUE_INVALID',
        () => ask('audit.quarantine-list', { session, purpose, limit: 5, after: "' or 1=1" }),
      ],
      ['VALUE_INVALID', () => ask('audit.quarantine-show', { session, id: 'x', purpose })],
      ['NOT_FOUND', () => ask('audit.quarantine-show', { session, id: other, purpose })],
    ];
    for (const [expected, ask] of asks) expect(await code(ask)).toBe(expected);
  });
});

describe('anyone else', () => {
  it('is refused, whatever other roles, and the refusal is an event', async () => {
    await since();
    const session = stranger;
    const asks: [string, string, () => Promise<unknown>][] = [
      [
        'audit.timeline',
        'PERMISSION_DENIED',
        () => ask('audit.timeline', { session, thread, ...page, purpose }),
      ],
      ['audit.proof', 'PERMISSION_DENIED', () => ask('audit.proof', { session, purpose, event })],
      ['audit.checkpoint', 'PERMISSION_DENIED', () => ask('audit.checkpoint', { session })],
      [
        'audit.quarantine-list',
        'PERMISSION_DENIED',
        () => ask('audit.quarantine-list', { session: stranger, purpose, limit: 5, after: null }),
      ],
      [
        'audit.quarantine-show',
        'PERMISSION_DENIED',
        () => ask('audit.quarantine-show', { session: administrator, id, purpose }),
      ],
      [
        'audit.timeline',
        'PURPOSE_MISSING',
        () =>
          ask('audit.timeline', {
            session: auditor,
            thread,
            ...page,
            purpose: 'CURIOSITY' as typeof purpose,
          }),
      ],
    ];
    for (const [, expected, ask] of asks) expect(await code(ask)).toBe(expected);
    expect(await since()).toEqual(asks.map(([rule]) => ['access.denied', { rule, count: 1 }]));
    expect(await code(() => ask('audit.checkpoint', { session: administrator }))).toBe('done');
  });

  it('without a session is refused, counted, and entered once a minute', async () => {
    await since();
    for (let i = 0; i < 40; i += 1) {
      const error: unknown = await ask('audit.proof', {
        session: 'x'.repeat(43),
        purpose,
        event,
      }).catch((e: unknown) => e);
      expect(error).toMatchObject({ code: 'SESSION_UNKNOWN' });
    }
    refusals.note(
      { pattern: 'audit.proof', right: rightOf('audit.proof') },
      new Error('something else'),
    );
    expect(await refusals.run(new Date(Date.now() + 60_000))).toBeLessThanOrEqual(2);
    expect(await refusals.run(new Date(Date.now() + 120_000))).toBe(0);
    const entries = await since();
    expect(entries.map(([typ]) => typ)).toEqual(entries.map(() => 'access.denied'));
    expect(entries.reduce((sum, [, data]) => sum + Number(data['count']), 0)).toBe(40);
  });
});

describe('the state of the services', () => {
  it('is what they said, and silence is not readiness', async () => {
    await insertRows(database, 'ops.service', [
      { service: 'inbox', ready: true, beat_at: minutesAgo(0) },
      { service: 'sealer', ready: true, beat_at: minutesAgo(1) },
    ]);
    const { services } = await ask('audit.status', {});
    expect(services).toMatchObject([
      { service: 'inbox', ready: true, degraded: [], metrics: {} },
      { service: 'sealer', ready: false, degraded: ['SILENT'] },
    ]);
  });
});
