import { timestamp } from '#kernel';
import { journalOf } from '../../../test/support/journal.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { aState, type TestState } from '../../../test/support/state.js';
import { AppendEntry } from './append-entry.service.js';
import { asAdmin, migrations, type Connection, type Store } from '#store';
import { TrustStore } from '#trust';
import type { SignedEntry } from '#wire';

let postgres: TestPostgres;
let admin: Connection;
let store: Store;
let state: TestState;
let trust: TrustStore;
let step: AppendEntry;

beforeAll(async () => {
  postgres = await TestPostgres.start();
  admin = await postgres.database(migrations);
  store = await postgres.store(await postgres.role(admin, 'liaise_requests'));
  state = await aState('XA').build();
  await store.transaction({ step: 'test' }, (tx) => state.install(tx));
  trust = new TrustStore(state.state, state.rootFingerprint);
  step = new AppendEntry(store, trust, journalOf('requests').journal);
}, 60_000);
afterAll(async () => {
  await store.close();
  await postgres.stop();
});

const submit = (signed: SignedEntry) => step.appendEntry({ chain: 'directory', ...signed });
const rowsOf = (table: string): Promise<number> =>
  asAdmin(admin, async (query) => {
    const [row] = await query.query<{ n: number }>(`select count(*)::int as n from ${table}`);
    return row?.n ?? 0;
  });
const isActive = async (): Promise<boolean> => {
  await store.transaction({ step: 'test' }, (tx) => trust.refresh(tx));
  const { fingerprint } = state.officer('ana').key;
  return trust.own().activeOfficer(fingerprint, timestamp(state.at)) !== undefined;
};

describe('an entry', () => {
  it('handed in again changes nothing, so that a lost answer can be asked for', async () => {
    const before = state.directory.length;
    const suspension = await state.suspension('ana', state.at);
    const first = await submit(suspension);
    const events = await rowsOf('journal.event');
    expect(await submit(suspension)).toEqual(first);
    expect([await rowsOf('trust.entry'), await rowsOf('journal.event')]).toEqual([
      before + 1,
      events,
    ]);
  });

  it('of before a suspension does not undo it, whoever kept it and hands it in', async () => {
    const grant = state.directory.at(-2);
    if (grant === undefined) throw new Error('no grant');
    expect(await isActive()).toBe(false);
    const rows = await rowsOf('trust.entry');
    const { version } = await submit(grant);
    expect([version, await rowsOf('trust.entry')]).toEqual([state.directory.length - 1, rows]);
    expect(await isActive()).toBe(false);
  });
});

describe('the display name of an officer', () => {
  it('is signed by an administrator, stays in the chain at home, and is in the custody log', async () => {
    const { officer, key } = state.officer('ana');
    const named = async (name: string, by = state.officer('dora').key) => {
      const signed = await state.entry('officer-name', { officer, name }, [by]);
      return step.appendEntry({ chain: 'peers', ...signed });
    };
    const shown = async (): Promise<string | undefined> => {
      await store.transaction({ step: 'test' }, (tx) => trust.refresh(tx));
      return trust.peers().displayNames().get(officer);
    };
    await expect(named('Ana', key)).rejects.toMatchObject({ code: 'TRUST_SIGNER_UNKNOWN' });
    await expect(named('Ana \u202Ekavo')).rejects.toThrow(/ENTRY_NOT_ALLOWED: .*no letter/);
    expect(await shown()).toBeUndefined();
    await named('أمل بن يوسف');
    expect(await shown()).toBe('أمل بن يوسف');
    await named('Ana Novák', state.officer('eli').key);
    expect(await shown()).toBe('Ana Novák');
    const changes = await asAdmin(admin, (query) =>
      query.query<{ change: string }>(
        `select convert_from(leaf, 'UTF8')::jsonb -> 'data' ->> 'change' as change
         from journal.event where typ = 'admin.change' order by id desc limit 2`,
      ),
    );
    expect(changes.map(({ change }) => change)).toEqual(Array(2).fill('directory:officer-name'));
    const travelling = await asAdmin(admin, (query) =>
      query.query(
        `select 1 as one from trust.entry where chain = 'directory' and convert_from(entry, 'UTF8') like '%officer-name%'`,
      ),
    );
    expect(travelling).toEqual([]);
  });
});
