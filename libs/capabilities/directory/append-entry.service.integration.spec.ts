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
