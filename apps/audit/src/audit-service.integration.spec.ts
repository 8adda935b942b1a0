import { ConsoleLogger } from '@nestjs/common';
import { logSigner, TestHead, verifyLog } from '../../../test/support/custody-log.js';
import { journalOf, storeOf, threadOf, viewed } from '../../../test/support/journal.js';
import { eventually, TestBus, TestFolder } from '../../../test/support/nats.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { testKey } from '../../../test/support/tlog.js';
import { aState } from '../../../test/support/state.js';
import { openSession } from '#access';
import { DuePoll } from '#service-runtime';
import type { Calls } from '../../../test/support/calls.js';
import { type Connection, migrations, type Store } from '#store';
import { Mailbox } from '#mailbox';
import { leafHash, makeSigner, verifyLogProof } from '#tlog';
import { BusClient } from '#bus';
import { TrustStore } from '#trust';
import { startAudit } from './audit-service.js';

const limits = { sessionMinutes: 480, idleMinutes: 15 };
let postgres: TestPostgres;
let folder: TestFolder;
let bus: TestBus;
let database: Connection;
let store: Store;
let requests: Store;
let head: TestHead;
let gateway: BusClient;
let close: () => Promise<void>;
let due: DuePoll;
let token: string;
const problems: unknown[] = [];

beforeAll(async () => {
  postgres = await TestPostgres.start();
  folder = await TestFolder.create();
  bus = await TestBus.start(folder);
  database = await postgres.database(migrations);
  store = await storeOf(postgres, database, 'audit');
  requests = await storeOf(postgres, database, 'requests', 2);
  head = new TestHead();
  const state = await aState('XA').build();
  const trust = new TrustStore(state.state, state.rootFingerprint);
  await requests.transaction({ step: 'test' }, (tx) => state.install(tx));
  const origin = 'https://gateway.example';
  const login = await state.login('cleo', origin, { at: state.at });
  token = await requests.transaction({ step: 'test' }, async (tx) => {
    await trust.refresh(tx);
    await openSession(tx, trust, { ...login, origin, now: new Date() }, limits);
    return login.token;
  });
  const own = new TrustStore(state.state, state.rootFingerprint);
  due = new DuePoll(store, own, (error) => problems.push(error));
  close = await startAudit({
    ...{ store, trust: own, due },
    journal: journalOf('audit').journal,
    limits,
    head: head.file,
    logSigner,
    mailbox: new Mailbox(),
    witness: makeSigner('xa.example/witness', testKey(Buffer.alloc(32, 22)), 'cosignature'),
    bus: bus.login('audit'),
    logger: new ConsoleLogger({ logLevels: ['error'] }),
    timeAuthorities: [],
    policy: undefined,
    outside: [],
    onLog: () => undefined,
    onReading: () => undefined,
    onTime: () => undefined,
    onProblem: (_, error) => problems.push(error),
  });
  gateway = await BusClient.connect(bus.login('gateway'));
});

afterAll(async () => {
  await gateway.close();
  await close();
  await due.stop();
  await store.close();
  await requests.close();
  await bus.stop();
  await folder.remove();
  head.remove();
  await postgres.stop();
});

const ask = <P extends keyof Calls>(pattern: P, input: Calls[P]['in']): Promise<Calls[P]['out']> =>
  gateway.request<Calls[P]['out']>(pattern, input);

describe('the audit service', () => {
  it('gives an event its place and proves it to an auditor over the bus', async () => {
    const event = await requests.transaction({ step: 'test' }, async (tx) => {
      const recorded = await journalOf('requests').journal.recordEvent(tx, viewed(1));
      return recorded.id;
    });
    const session = token;
    await eventually(async () => {
      const page = { limit: 50, after: null };
      const input = { session, thread: threadOf(1), purpose: 'INVESTIGATION', ...page } as const;
      const { events } = await ask('audit.timeline', input);
      return events[0]?.index === 0;
    });
    const { leaf, proof, index } = await ask('audit.proof', {
      session,
      purpose: 'INVESTIGATION',
      event,
    });
    const verified = verifyLogProof(Buffer.from(proof), leafHash(leaf), logSigner.verifier);
    expect(verified.index).toBe(index);
    expect(await ask('audit.status', {})).toEqual({ services: [] });
    const stray = { more: 1 };
    for (const asked of [
      ask('audit.status', { ...stray }),
      ask('audit.checkpoint', { session, ...stray }),
      ask('audit.notes', { session, above: -1 }),
    ])
      await expect(asked).rejects.toMatchObject({ code: 'VALUE_INVALID' });
    expect(
      (
        await ask('audit.quarantine-list', {
          session,
          purpose: 'DETECTION',
          limit: 5,
          after: null,
        })
      ).rows,
    ).toEqual([]);
    await expect(ask('audit.checkpoint', { session: 'nobody' })).rejects.toMatchObject({
      code: 'SESSION_UNKNOWN',
    });
    // Questions are recorded too, shortly after they were asked.
    await eventually(async () => {
      const [row] = await store.transaction({ step: 'test' }, (tx) =>
        tx.query<{ waiting: number }>('select count(*) as waiting from journal.pending'),
      );
      return row?.waiting === 0;
    });
    await eventually(() =>
      verifyLog(database, head.file).then(
        (size) => size >= 4,
        () => false,
      ),
    );
    expect(problems).toEqual([]);
  });
});
