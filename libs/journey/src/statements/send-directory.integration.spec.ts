import { aLinkId, aState, type TestState } from '../../../../test/support/state.js';
import { TestPostgres } from '../../../../test/support/postgres.js';
import { parseStateCode } from '#kernel';
import { ExchangeError } from '#threads';
import { LinkTurns } from '../links/link-turns.js';
import { SendDirectory } from './send-directory.js';
import { StatementSender } from './statement-sender.js';
import { Mailbox } from '#mailbox';
import { asAdmin, migrations, type Connection, type Store } from '#store';
import { TrustStore } from '#trust';

let postgres: TestPostgres;
let database: Connection;
let store: Store;
let xa: TestState;
const reportedErrors: unknown[] = [];

beforeAll(async () => {
  postgres = await TestPostgres.start();
  database = await postgres.database(migrations);
  xa = await aState('XA').build();
  const [xb, xc] = [await aState('XB').build(), await aState('XC').build()];
  // XC is first in every list and has no directory here, so no key exists to seal to.
  await xa.confirm(xc, aLinkId('c'), 2);
  await xa.confirm(xb, aLinkId('b'), 2);
  const admin = await postgres.store(database, 'install', 1);
  await admin.transaction({ step: 'install' }, (tx) => xa.install(tx));
  const trust = new TrustStore(xa.state, xa.rootFingerprint);
  await admin.transaction({ step: 'install' }, async (tx) => {
    await trust.refresh(tx);
    await trust.introduce(tx, xb.state, xb.directory);
  });
  await admin.close();
  store = await postgres.store(await postgres.role(database, 'liaise_sealer'), 'sealer', 2);
}, 60_000);

afterAll(async () => {
  await store.close();
  await postgres.stop();
});

describe('the directory of a State with a neighbour that cannot be told', () => {
  it('reaches the other neighbour: a suspension waits for nobody', async () => {
    const trust = new TrustStore(xa.state, xa.rootFingerprint);
    const { signing, receipts } = xa.keys;
    const keys = { signing: signing.unlocked, receipts: receipts.unlocked };
    const mailbox = new Mailbox();
    const sender = new StatementSender(trust, mailbox, keys);
    const turns = new LinkTurns((error) => reportedErrors.push(error));
    const step = new SendDirectory(store, trust, mailbox, sender, turns);
    expect(await step.run()).toBe(1);
    expect(reportedErrors).toHaveLength(1);
    expect(reportedErrors[0]).toBeInstanceOf(ExchangeError);
    expect(reportedErrors[0]).toMatchObject({ code: 'STATE_KEY_UNKNOWN' });
    const rows = await asAdmin(database, (admin) =>
      admin.query<{ peer: string }>('select peer from mailbox.outbox where statement'),
    );
    expect(rows).toEqual([{ peer: parseStateCode('XB') }]);
    // Sent once: nothing new, and the unreachable neighbour is skipped for a while.
    expect(await step.run()).toBe(0);
    expect(reportedErrors).toHaveLength(1);
  });
});
