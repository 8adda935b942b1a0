import { openSession, type Session } from '#access';
import { isCoded } from '#kernel';
import { callOf, rightOf, type Pattern } from '../../../test/support/calls.js';
import { journalOf, storeOf } from '../../../test/support/journal.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { copyRows } from '../../../test/support/rows.js';
import { aState, type TestState } from '../../../test/support/state.js';
import { AppendEntry } from '#capabilities/directory/append-entry.service';
import { Heartbeat } from '#service-runtime';
import { RecordRefusals } from './record-refusals.jobs.js';
import { OpenSession, Sessions } from './sessions.service.js';
import { asAdmin, migrations, type Connection, type Store } from '#store';
import { newToken, tokenHash, TrustStore } from '#trust';

const limits = { sessionMinutes: 480, idleMinutes: 15, attachmentBytes: 7_000 };
const origin = 'https://gateway.example';

let postgres: TestPostgres;
let database: Connection;
let store: Store;
let state: TestState;
let refusals: RecordRefusals;
let sessions: Sessions;
let token: string;

beforeAll(async () => {
  postgres = await TestPostgres.start();
  database = await postgres.database(migrations);
  store = await storeOf(postgres, database, 'requests', 2);
  state = await aState('XA').build();
  const trust = new TrustStore(state.state, state.rootFingerprint);
  const { journal } = journalOf('requests');
  refusals = new RecordRefusals(store, journal);
  sessions = new Sessions(store, trust, limits, journal, refusals);
  const login = await state.login('ana', origin);
  token = login.token;
  await store.transaction({ step: 'test' }, async (tx) => {
    await state.install(tx);
    await trust.refresh(tx);
    await openSession(tx, trust, { ...login, origin, now: new Date() }, limits);
  });
}, 60_000);
afterAll(async () => {
  await store.close();
  await postgres.stop();
});

function come<T>(
  pattern: Pattern,
  session: unknown,
  run: (officer: Session | undefined) => Promise<T>,
  asked: object = {},
): Promise<T> {
  const [call, right] = [callOf(pattern), rightOf(pattern)];
  const context: Parameters<Sessions['admitCall']>[0] = { pattern, call, right, token: session };
  return sessions.admitCall(context, asked, () => run(context.officer as Session | undefined));
}

const answerOrCode = (answer: Promise<string | undefined>): Promise<string | undefined> =>
  answer.catch((error: unknown) => (isCoded(error) ? error.code : String(error)));
const ask = (session: string, pattern: Pattern = 'requests.session') =>
  answerOrCode(come(pattern, session, (officer) => Promise.resolve(officer?.officer)));
const admin = <T>(sql: string, params: readonly unknown[] = []): Promise<T[]> =>
  asAdmin(database, (query) => query.query(sql, [...params])) as Promise<T[]>;

const denied = async () => {
  const rows = await admin<{ leaf: Buffer; officer: string | null }>(
    `select leaf, officer from journal.event where typ = 'access.denied' order by id`,
  );
  return rows.map(({ leaf, officer }) => {
    const { data, reason } = JSON.parse(leaf.toString()) as {
      data: { rule: string; count: number };
      reason: string;
    };
    return [data.rule, data.count, reason, officer];
  });
};

it('is read in the transaction in which the call then acts, but for calls that work on files first', async () => {
  const open = async (): Promise<number | undefined> => {
    const rows = await admin<{ count: number }>(
      `select count(*)::int as count from pg_stat_activity
       where application_name = 'liaise-requests' and state = 'idle in transaction'`,
    );
    return rows[0]?.count;
  };
  const acts = (pattern: Pattern) =>
    come(
      pattern,
      token,
      async () => {
        const before = await open();
        await store.transaction({ step: 'test' }, (tx) => tx.query('select 1'));
        return [before, await open()];
      },
      { purpose: 'INVESTIGATION' },
    );
  expect(await acts('requests.list')).toEqual([1, 0]);
  expect(await acts('requests.upload-begin')).toEqual([0, 0]);
});

it('a session that an administrator wrote by hand is refused and counted (T-52)', async () => {
  const mine = newToken();
  await copyRows(database, 'access.session', { token_sha256: tokenHash(token) }, [
    { token_sha256: tokenHash(mine) },
  ]);
  expect(await ask(token)).toBe('ana');
  for (let i = 0; i < 3; i += 1) expect(await ask(mine)).toBe('SESSION_FORGED');
  expect(await ask(newToken(), 'requests.show')).toBe('SESSION_UNKNOWN');
  expect(await refusals.run(new Date(Date.now() + 120_000))).toBeGreaterThanOrEqual(2);
  const counted = new Map((await denied()).map(([rule, count, reason]) => [reason, [rule, count]]));
  expect(counted.get('SESSION_FORGED')).toEqual(['requests.session', 3]);
  expect(counted.get('SESSION_UNKNOWN')).toEqual(['requests.show', 1]);
});

it('what is tried without a session is counted: tokens of enrolment, logins, entries nobody signed', async () => {
  const trust = new TrustStore(state.state, state.rootFingerprint);
  const { journal } = journalOf('requests');
  const opening = new OpenSession(store, trust, journal, origin, limits);
  const append = new AppendEntry(store, trust, journal);
  const login = await state.login('ana', origin, { at: new Date() });
  const { certificate } = state.officer('ana').key;
  const guess = (): Promise<unknown> => opening.enrol({ ...login, token: newToken(), certificate });
  const body = { officer: state.officer('ana').officer, effective: state.validity.from };
  const forged = await state.entry('officer-suspended', body, [state.officer('ben').key]);
  const calls: [Pattern, () => Promise<unknown>][] = [
    ['requests.enrol', guess],
    ['requests.enrol', guess],
    ['requests.open-session', () => opening.open({ ...login, token: newToken() })],
    ['requests.append-entry', () => append.appendEntry({ chain: 'directory', ...forged })],
  ];
  for (const [pattern, call] of calls)
    await expect(come(pattern, undefined, call)).rejects.toThrow();
  const before = (await denied()).length;
  await refusals.run(new Date(Date.now() + 120_000));
  const counted = (await denied()).slice(before).sort();
  expect(counted).toEqual([
    ['requests.append-entry', 1, 'TRUST_SIGNER_UNKNOWN', null],
    ['requests.enrol', 2, 'ENROLMENT_REFUSED', null],
    ['requests.open-session', 1, 'LOGIN_REFUSED', null],
  ]);
});

it('says beside the officer how large a file may be, before one is sent', async () => {
  const trust = new TrustStore(state.state, state.rootFingerprint);
  const { journal } = journalOf('requests');
  const opening = new OpenSession(store, trust, journal, origin, limits);
  expect(await opening.show(token)).toMatchObject({ officer: 'ana', attachmentBytes: 7_000 });
});

it('what no role of an officer allows is an entry that names the officer', async () => {
  const before = (await denied()).length;
  expect(await ask(token, 'inbox.list')).toBe('PERMISSION_DENIED');
  expect((await denied()).slice(before)).toEqual([['inbox.list', 1, 'PERMISSION_DENIED', 'ana']]);
});

it('a handler that asks nothing is reached by nobody without the right', async () => {
  const ran: string[] = [];
  const serve = (pattern: Pattern, session: unknown) =>
    answerOrCode(
      come(pattern, session, () => {
        ran.push(pattern);
        return Promise.resolve('served');
      }),
    );
  const before = (await denied()).length;
  expect(await serve('inbox.claim', token)).toBe('PERMISSION_DENIED');
  expect(await serve('requests.list', token)).toBe('PURPOSE_MISSING');
  expect(await serve('requests.submit', newToken())).toBe('SESSION_UNKNOWN');
  expect(await serve('requests.submit', undefined)).not.toBe('served');
  expect(ran).toEqual([]);
  expect((await denied()).slice(before)).toEqual([
    ['inbox.claim', 1, 'PERMISSION_DENIED', 'ana'],
    ['requests.list', 1, 'PURPOSE_MISSING', 'ana'],
  ]);
  expect(await serve('requests.submit', token)).toBe('served');
  expect(await serve('requests.enrol', undefined)).toBe('served');
  expect(ran).toEqual(['requests.submit', 'requests.enrol']);
});

it('what was judged for one call is not taken for another', async () => {
  const within = come('requests.submit', token, async (officer) => [
    officer?.officer,
    await ask(token, 'inbox.claim'),
  ]);
  expect(await within).toEqual(['ana', 'PERMISSION_DENIED']);
});

it('tells with its sign of life what its parts counted', async () => {
  const beat = new Heartbeat(store, { service: 'requests', version: '0', config: '' }, () =>
    Promise.resolve({ ready: true, degraded: [] }),
  );
  const counts = { stored: 1, refused: 0 };
  beat.measure('chunks', counts);
  counts.stored = 5;
  beat.noteFailure();
  await beat.writeBeat();
  const [row] = await admin<{ metrics: unknown }>('select metrics from ops.service');
  expect(row?.metrics).toMatchObject({ failures: 1, 'chunks.stored': 5, 'chunks.refused': 0 });
});
