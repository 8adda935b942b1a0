import { timestamp } from '#kernel';
import { migrations, type Connection, type Store, type Tx } from '#store';
import { TestPostgres } from '../../../test/support/postgres.js';
import { aState, type TestState } from '../../../test/support/state.js';
import { TrustStore } from './trust-store.js';

const hour = 3_600_000;

let postgres: TestPostgres;
let admin: Connection;
let store: Store;
let own: TestState;
beforeAll(async () => {
  postgres = await TestPostgres.start();
  admin = await postgres.database(migrations);
  own = await aState('XA').build();
  const owner = await postgres.store(admin, 'install', 1);
  await owner.transaction({ step: 'install' }, (tx) => own.install(tx));
  await owner.close();
});
afterAll(async () => {
  await store.close();
  await postgres.stop();
});

it('the own directory tells what was known at a moment, whatever is dated back since', async () => {
  store = await postgres.store(await postgres.role(admin, 'liaise_requests'), 'test', 2);
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> =>
    store.transaction({ step: 'test' }, fn);
  const trust = new TrustStore(own.state, own.rootFingerprint);
  const time = async (): Promise<Date> => {
    const [row] = await run((tx) => tx.query<{ now: Date }>('select clock_timestamp() as now'));
    return row?.now ?? own.at;
  };
  const { fingerprint } = own.officer('ana').key;
  const before = await time();
  const suspension = await own.suspension('ana', new Date(own.at.getTime() - hour));
  await run(async (tx) => {
    await trust.refresh(tx);
    await trust.append(tx, 'directory', suspension, own.at);
  });
  // Entries are timed to the microsecond, a date to the millisecond.
  const after = new Date((await time()).getTime() + 1);
  const [then, since] = [
    await run((tx) => trust.ownBy(tx, before)),
    await run((tx) => trust.ownBy(tx, after)),
  ];
  const at = timestamp(own.at);
  expect([then.version, since.version]).toEqual([own.directory.length - 1, own.directory.length]);
  expect(then.activeOfficer(fingerprint, at)).toBeDefined();
  expect(since.activeOfficer(fingerprint, at)).toBeUndefined();
});
