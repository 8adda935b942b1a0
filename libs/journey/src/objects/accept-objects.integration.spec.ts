import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AttachmentReader, ObjectReceiver, Transfers, type ObjectStore } from '#objects';
import { migrations, type Store } from '#store';
import { bytesFor, openStore, storeAttachment } from '../../../../test/support/objects.js';
import { TestPostgres } from '../../../../test/support/postgres.js';
import { aLinkId } from '../../../../test/support/state.js';
import { anId } from '../../../../test/support/hostile.js';
import { AcceptObjects } from './accept-objects.js';

/** Two chunks each: one of them is sent, so none is ever complete. */
const size = 262_144 + 1;

describe('attachments that a neighbour begins and never finishes', () => {
  const [hostile, honest] = [aLinkId('hostile'), aLinkId('honest')];
  let postgres: TestPostgres;
  let folder: string;
  let store: Store;
  let sent: ObjectStore;
  let received: ObjectStore;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    folder = await mkdtemp(join(tmpdir(), 'partials-'));
    const database = await postgres.database(migrations);
    store = await postgres.store(database, 'exchange', 4);
    sent = await openStore(join(folder, 'sent'));
    received = await openStore(join(folder, 'received'), { maxPartials: 100 });
  }, 60_000);
  afterAll(async () => {
    await store.close();
    await postgres.stop();
    await rm(folder, { recursive: true });
  });

  /** Announces an object on a link and has its first chunk come. */
  async function begin(accept: AcceptObjects, linkId: typeof honest, seed: number): Promise<void> {
    const { root, ciphertextSize } = await storeAttachment(sent, bytesFor(seed, size));
    await store.transaction({ step: 'test' }, async (tx) => {
      await Promise.resolve();
      new Transfers().expect(tx, [{ linkId, messageId: anId(), root, size: ciphertextSize }]);
    });
    const { bytes, ...chunk } = await new AttachmentReader(sent).readChunk(root, 0);
    await accept.run([{ root: root, ...chunk, ciphertext: bytes }]);
  }

  it('take no room from another neighbour', async () => {
    const receiver = new ObjectReceiver(received);
    const [foe, friend] = [hostile, honest].map(
      (linkId) => new AcceptObjects(store, receiver, { linkId, side: 'listen' }),
    );
    if (foe === undefined || friend === undefined) throw new Error('no links');
    for (let seed = 1; seed <= 110; seed += 1) await begin(foe, hostile, seed);
    expect(foe.counts).toMatchObject({ stored: 64, postponed: 46 });
    await begin(friend, honest, 1_001);
    expect(friend.counts).toMatchObject({ stored: 1, postponed: 0 });
  }, 120_000);
});
