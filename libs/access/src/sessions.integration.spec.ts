import { asAdmin, migrations, type Connection, type Store, type Tx } from '#store';
import { newToken, tokenHash, TrustStore } from '#trust';
import { vectorCertificate } from '../../../test/support/openpgp-tools.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { copyRows, insertRow } from '../../../test/support/rows.js';
import { aState, type TestState } from '../../../test/support/state.js';
import { enrol } from './enrolment.js';
import { SessionProofs } from './session-proofs.js';
import {
  closeSession,
  openSession,
  sessionOf,
  idleEnd,
  touchSession,
  type OpenedSession,
} from './sessions.js';

const limits = { sessionMinutes: 480, idleMinutes: 15 };
const origin = 'https://gateway.example';
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

let postgres: TestPostgres;
let admin: Connection;
let store: Store;
let state: TestState;
let trust: TrustStore;
let proofs: SessionProofs;

const later = (ms: number): Date => new Date(state.at.getTime() + ms);
const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> =>
  store.transaction({ step: 'test' }, async (tx) => {
    await trust.refresh(tx);
    return fn(tx);
  });
const code = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: unknown) =>
      error instanceof Error ? (error.message.split(':')[0] ?? '') : String(error),
  );
const open = async (name = 'ana', now = state.at): Promise<OpenedSession & { token: string }> => {
  const login = await state.login(name, origin, { at: now });
  const session = await run((tx) => openSession(tx, trust, { ...login, origin, now }, limits));
  return { ...session, token: login.token };
};
const look = (token: string, now = state.at, lives = limits) =>
  run((tx) => sessionOf(tx, token, now, { trust, limits: lives, proofs }));

beforeAll(async () => {
  postgres = await TestPostgres.start();
});
afterAll(() => postgres.stop());

beforeEach(async () => {
  admin = await postgres.database(migrations);
  // The database rights of the service that opens sessions, and no others.
  store = await postgres.store(await postgres.role(admin, 'liaise_requests'));
  state = await aState('XA').officer('fay', ['LIAISON_OFFICER', 'AUDITOR']).build();
  trust = new TrustStore(state.state, state.rootFingerprint);
  proofs = new SessionProofs();
  await store.transaction({ step: 'test' }, (tx) => state.install(tx));
});
afterEach(() => store.close());

describe('a session', () => {
  it('belongs to the holder of the key, with the roles of the signed directory', async () => {
    const { token, ended, ...session } = await open('fay');
    expect(ended).toEqual([]);
    expect(session).toEqual({
      state: 'XA',
      officer: 'fay',
      authority: 'border-police',
      fingerprint: state.officer('fay').key.fingerprint,
      roles: ['LIAISON_OFFICER', 'AUDITOR'],
      compartments: ['ENFORCEMENT'],
      expiresAt: later(8 * hour).toISOString(),
    });
    expect(await look(token)).toEqual({ ...session, seenAt: state.at });
    const rows = await run((tx) => tx.query('select * from access.session'));
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('is stored by the hash of its token, and nowhere by the token', async () => {
    const { token } = await open();
    const rows = await asAdmin(admin, (query) =>
      query.query<{ row: string }>('select s::text as row from access.session s'),
    );
    const stored = rows.map(({ row }) => row).join();
    expect(stored).toContain(tokenHash(token) ?? 'no hash');
    const bytes = Buffer.from(token, 'base64url');
    for (const form of [token, bytes.toString('hex'), bytes.toString('base64')])
      expect(stored).not.toContain(form);
  });

  it('is not known by any other token', async () => {
    const { token } = await open();
    expect(await code(look(newToken()))).toBe('SESSION_UNKNOWN');
    expect(await code(look(''))).toBe('SESSION_UNKNOWN');
    expect(await code(look(`${token}A`))).toBe('SESSION_UNKNOWN');
    expect(await code(look("' or true --"))).toBe('SESSION_UNKNOWN');
  });

  it('ends after the minutes without use, after its life in any case, and when it is closed (T-61)', async () => {
    const { token } = await open();
    expect(await code(look(token, later(15 * minute - 1)))).toBe('done');
    expect(await code(look(token, later(15 * minute)))).toBe('SESSION_EXPIRED');
    for (let at = 10 * minute; at < 8 * hour; at += 10 * minute)
      await run((tx) => touchSession(tx, token, later(at)));
    expect(await code(look(token, later(8 * hour - 1)))).toBe('done');
    expect(await code(look(token, later(8 * hour)))).toBe('SESSION_EXPIRED');
    const { token: other } = await open();
    await run((tx) => closeSession(tx, other, state.at));
    await run((tx) => touchSession(tx, other, later(minute)));
    expect(await code(look(other))).toBe('SESSION_EXPIRED');
  });

  it('counts its idle time from a use, written at most once a minute', async () => {
    const { token } = await open();
    const touch = (ms: number) => run((tx) => touchSession(tx, token, later(ms)));
    expect([await touch(minute), await touch(minute + 1)]).toEqual([false, true]);
    expect((await look(token, later(2 * minute))).seenAt).toEqual(later(minute + 1));
    expect(idleEnd(later(minute + 1), limits)).toBe(later(16 * minute + 1).toISOString());
  });

  it('obeys limits that were changed after it was opened, and never lives longer than it was opened for', async () => {
    const { token } = await open();
    const at = later(10 * minute);
    expect(await code(look(token, at, { ...limits, idleMinutes: 10 }))).toBe('SESSION_EXPIRED');
    expect(await code(look(token, at, { ...limits, idleMinutes: 11 }))).toBe('done');
    expect(await code(look(token, at, { ...limits, sessionMinutes: 10 }))).toBe('SESSION_EXPIRED');
    const shorter = await look(token, at, { ...limits, sessionMinutes: 11 });
    expect(shorter.expiresAt).toBe(later(11 * minute).toISOString());
    const longer = await look(token, at, { ...limits, sessionMinutes: 720 });
    expect(longer.expiresAt).toBe(later(8 * hour).toISOString());
  });

  it('is lost at the next use once its officer is suspended', async () => {
    const { token } = await open();
    const other = new TrustStore(state.state, state.rootFingerprint);
    const suspension = await state.suspension('ana', later(minute));
    await store.transaction({ step: 'test' }, (tx) =>
      other.append(tx, 'directory', suspension, state.at),
    );
    expect(await code(look(token, later(minute - 1)))).toBe('done');
    expect(await code(look(token, later(minute)))).toBe('OFFICER_SUSPENDED');
    expect(await code(open('ana', later(minute)))).toBe('OFFICER_SUSPENDED');
  });

  it('has the new roles at once when a new grant changes them', async () => {
    const { token } = await open('fay');
    const { authority, key } = state.officer('fay');
    await state.grant('fay', ['AUDITOR'], authority, key);
    await store.transaction({ step: 'test' }, (tx) => state.install(tx));
    expect((await look(token)).roles).toEqual(['AUDITOR']);
  });

  it('gives no right by a changed row', async () => {
    const { token } = await open();
    const { authority } = state.officer('ana');
    const change = (sql: string): Promise<unknown> =>
      asAdmin(admin, (query) => query.query(`update access.session set ${sql}`));
    await change(`officer = 'dora'`);
    expect(await code(look(token))).toBe('SESSION_FORGED');
    await change(`officer = 'ana', authority = 'customs'`);
    expect(await code(look(token))).toBe('SESSION_EXPIRED');
    await change(`authority = '${authority}', fingerprint = '${'A'.repeat(40)}'`);
    expect(await code(look(token))).toBe('SESSION_UNKNOWN');
  });

  it('inserted by hand is refused, whatever of a good one was copied (T-52)', async () => {
    const mine = newToken();
    const { token: good } = await open('ana');
    const copy = (name: string): Promise<string> =>
      copyRows(admin, 'access.session', { token_sha256: tokenHash(good) }, [
        {
          ...{ token_sha256: tokenHash(mine), officer: name },
          fingerprint: state.officer(name).key.fingerprint,
        },
      ]).then(() => code(look(mine)));
    expect(await copy('ana')).toBe('SESSION_FORGED');
    const forget = `delete from access.session where token_sha256 = '${tokenHash(mine) ?? ''}'`;
    await asAdmin(admin, (query) => query.query(forget));
    expect(await copy('dora')).toBe('SESSION_FORGED');
    await asAdmin(admin, (query) => query.query(forget));
    // A login with another key's signature, or with none.
    const dora = await state.login('dora', origin, { token: mine });
    const write = (login: Uint8Array, signature: Uint8Array): Promise<string> =>
      asAdmin(admin, async (query) => {
        await query.query(forget);
        await insertRow(query, 'access.session', {
          ...{ token_sha256: tokenHash(mine), officer: 'ana', authority: 'border-police' },
          fingerprint: state.officer('ana').key.fingerprint,
          ...{ login, signature, expires_at: later(hour) },
          ...{ opened_at: state.at, seen_at: state.at },
        });
      }).then(() => code(look(mine)));
    const ana = await state.login('ana', origin, { token: mine });
    expect(await write(ana.login, ana.signature)).toBe('done');
    expect(await write(dora.login, dora.signature)).toBe('SESSION_FORGED');
    expect(await write(ana.login, dora.signature)).toBe('SESSION_FORGED');
    expect(await write(Buffer.from('nothing'), ana.signature)).toBe('SESSION_FORGED');
    const other = await aState('XB').build();
    const abroad = await other.login('ana', origin, { token: mine });
    expect(await write(abroad.login, abroad.signature)).toBe('SESSION_FORGED');
    expect(await code(look(good))).toBe('done');
  });

  it('cannot be opened again later, nor for longer, by who may write rows', async () => {
    const { token } = await open();
    const change = (sql: string): Promise<unknown> =>
      asAdmin(admin, (query) => query.query(`update access.session set ${sql}`));
    const day = later(24 * hour);
    await change(
      `opened_at = '${day.toISOString()}', seen_at = '${day.toISOString()}', expires_at = '2100-01-01'`,
    );
    expect(await code(look(token, day))).toBe('SESSION_FORGED');
    await change(`opened_at = '${state.at.toISOString()}'`);
    expect(await code(look(token, day))).toBe('SESSION_EXPIRED');
  });

  it('is verified once and remembered, within a bound', async () => {
    const { token } = await open();
    for (let i = 0; i < 3; i += 1) await look(token);
    expect(proofs.size).toBe(1);
    await open('fay').then((session) => look(session.token));
    expect(proofs.size).toBe(2);
  });

  it('pushes out the oldest beyond eight of one key', async () => {
    const tokens: string[] = [];
    for (let i = 0; i < 9; i += 1) tokens.push((await open('ana', later(i))).token);
    const codes = await Promise.all(tokens.map((token) => code(look(token, later(10)))));
    expect(codes).toEqual(['SESSION_EXPIRED', ...Array<string>(8).fill('done')]);
  });
});

describe('a login statement', () => {
  const attempt = (
    login: { login: Uint8Array; signature: Uint8Array; token: string },
    now = state.at,
    at = origin,
  ) => code(run((tx) => openSession(tx, trust, { ...login, origin: at, now }, limits)));

  it('opens one session, once, also when it is sent twice at the same moment', async () => {
    const login = await state.login('ana', origin);
    const both = await Promise.all([attempt(login), attempt(login)]);
    expect(both.sort()).toEqual(['LOGIN_REPLAYED', 'done']);
    expect(await attempt(login, later(2 * minute))).toBe('LOGIN_REPLAYED');
  });

  it('opens the session of the token it was signed for, no other', async () => {
    const login = await state.login('ana', origin);
    expect(await attempt({ ...login, token: newToken() })).toBe('LOGIN_REFUSED');
    expect(await attempt({ ...login, token: 'short' })).toBe('LOGIN_REFUSED');
    expect(await attempt(login)).toBe('done');
  });

  it('is for this State and origin only', async () => {
    expect(await attempt(await state.login('ana', 'https://evil.example'))).toBe(
      'LOGIN_OTHER_PLACE',
    );
    const other = await aState('XB').build();
    expect(await attempt(await other.login('ana', origin))).toBe('LOGIN_OTHER_PLACE');
  });

  it('lives 120 seconds and allows clocks to be a minute off, not more', async () => {
    const now = state.at;
    const at = (ms: number, seconds = 120) =>
      state.login('ana', origin, { at: later(ms), seconds });
    expect(await attempt(await at(60 * second), now)).toBe('done');
    expect(await attempt(await at(61 * second), now)).toBe('LOGIN_TIME');
    expect(await attempt(await at(-179 * second), now)).toBe('done');
    expect(await attempt(await at(-180 * second), now)).toBe('LOGIN_TIME');
    expect(await attempt(await at(0, 121), now)).toBe('LOGIN_TIME');
    expect(await attempt(await at(0, 0), now)).toBe('LOGIN_TIME');
  });

  it('says nothing about why a key is refused', async () => {
    const [ana, ben] = [await state.login('ana', origin), await state.login('ben', origin)];
    expect(await attempt({ ...ana, signature: ben.signature })).toBe('LOGIN_REFUSED');
    const changed = Uint8Array.from(ana.signature);
    changed[changed.length - 3] = (changed[changed.length - 3] ?? 0) ^ 1;
    expect(await attempt({ ...ana, signature: changed })).toBe('LOGIN_REFUSED');
    await state.grant('gil', ['AUDITOR'], state.officer('ana').authority);
    expect(await attempt(await state.login('gil', origin))).toBe('LOGIN_REFUSED');
    expect(await attempt(ana)).toBe('done');
  });

  it('is never a document, nor a document a login', async () => {
    const good = await state.login('ana', origin);
    const login = Buffer.from('{"typ":"liaise-document"}');
    expect(await attempt({ ...good, login })).toBe('WIRE_MALFORMED');
  });
});

describe('enrolment', () => {
  const request = async (name: string) => ({
    ...(await state.login(name, origin)),
    token: state.officer(name).token,
    certificate: state.officer(name).key.certificate,
    origin,
    now: state.at,
  });
  const attempt = (given: Parameters<typeof enrol>[2]) =>
    code(run((tx) => enrol(tx, trust, given)));

  beforeEach(async () => {
    await state.grant('gil', ['AUDITOR'], state.officer('ana').authority);
    const entry = state.directory.at(-1);
    if (entry === undefined) throw new Error('no entry');
    await run((tx) => trust.append(tx, 'directory', entry, state.at));
  });

  it('binds the key that the registrars named, once, and opens the way to a session', async () => {
    expect(await code(open('gil'))).toBe('LOGIN_REFUSED');
    const grant = await run(async (tx) => enrol(tx, trust, await request('gil')));
    expect(grant.officer).toBe('gil');
    expect((await open('gil')).roles).toEqual(['AUDITOR']);
    expect(await attempt(await request('gil'))).toBe('ENROLMENT_REFUSED');
  });

  it('refuses another token, another key, and a key that is not in hand', async () => {
    const gil = await request('gil');
    const ana = await request('ana');
    expect(await attempt({ ...gil, token: newToken() })).toBe('ENROLMENT_REFUSED');
    expect(await attempt({ ...gil, token: '' })).toBe('ENROLMENT_REFUSED');
    expect(await attempt({ ...ana, token: gil.token })).toBe('ENROLMENT_REFUSED');
    expect(await attempt({ ...gil, certificate: ana.certificate })).toBe('LOGIN_REFUSED');
    expect(await attempt({ ...gil, signature: ana.signature })).toBe('LOGIN_REFUSED');
    for (const bad of ['number-of-no-bits', 'small-order-key', 'certificate-cut-off'])
      expect(await attempt({ ...gil, certificate: vectorCertificate(bad) })).toMatch(/^SEAL_/);
    expect(await attempt(gil)).toBe('done');
  });

  it('uses no token up for another root, and says of one that was used for which key', async () => {
    const gil = await request('gil');
    const other = 'A'.repeat(state.rootFingerprint.length);
    expect(await attempt({ ...gil, root: other })).toBe('ENROLMENT_OTHER_ROOT');
    // The refused attempt did not even use up the nonce.
    expect(await attempt({ ...gil, root: state.rootFingerprint })).toBe('done');
    const again = await request('gil');
    await expect(run((tx) => enrol(tx, trust, again))).rejects.toMatchObject({
      code: 'ENROLMENT_REFUSED',
      detail: 'used for this key already',
    });
    // A login that was refused for enrolment still opens a session.
    const login = await state.login('gil', origin);
    await attempt({ ...again, ...login, token: again.token });
    const session = { ...login, origin, now: state.at };
    expect(await code(run((tx) => openSession(tx, trust, session, limits)))).toBe('done');
  });

  it('comes too late for a suspended officer', async () => {
    const suspension = await state.suspension('gil', state.at);
    await run((tx) => trust.append(tx, 'directory', suspension, state.at));
    expect(await attempt(await request('gil'))).toBe('OFFICER_SUSPENDED');
  });
});
