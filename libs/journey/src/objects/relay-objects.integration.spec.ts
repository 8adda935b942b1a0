import { mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isCoded, type Sha256 } from '#kernel';
import { AttachmentReader, type ObjectStore } from '#objects';
import { asAdmin, migrations, type Connection, type Row, type Store } from '#store';
import { decodeBatch } from '#wire';
import { anId } from '../../../../test/support/hostile.js';
import {
  bytesFor,
  openStore,
  storeAttachment,
  unmounted,
} from '../../../../test/support/objects.js';
import { TestPostgres } from '../../../../test/support/postgres.js';
import { insertRow } from '../../../../test/support/rows.js';
import { aLinkId } from '../../../../test/support/state.js';
import { RelayObjects } from './relay-objects.js';

const linkId = aLinkId('relay');

describe('attachments that leave', () => {
  let postgres: TestPostgres;
  let folder: string;
  let database: Connection;
  let store: Store;
  let objects: ObjectStore;
  let relay: RelayObjects;
  let seed = 0;
  let now = 0;
  const broker = { takes: true };
  const sent: Sha256[] = [];
  const told: (readonly [string, number])[] = [];

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    folder = await mkdtemp(join(tmpdir(), 'relay-'));
    database = await postgres.database(migrations);
    store = await postgres.store(database, 'exchange');
    objects = await openStore(folder);
  }, 60_000);
  afterAll(async () => {
    await store.close();
    await postgres.stop();
    await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    await sql('delete from objects.transfer');
    for (const list of [sent, told]) list.length = 0;
    relay = new RelayObjects(
      store,
      new AttachmentReader(objects),
      {
        publish: (_link, _end, bytes) => {
          if (!broker.takes) return Promise.reject(new Error('no broker'));
          sent.push(...decodeBatch(bytes).chunks.map(({ root }) => root));
          return Promise.resolve('stored');
        },
      },
      { linkId, side: 'listen' },
      (error, failures) => told.push([isCoded(error) ? error.code : String(error), failures]),
      () => now,
    );
  });

  const sql = (text: string, params: readonly unknown[] = []): Promise<readonly Row[]> =>
    asAdmin(database, (admin) => admin.query(text, [...params]));

  // Each begins after all earlier ones, so it stands behind them in the queue.
  async function leaving(): Promise<Sha256> {
    const { root, chunks, ciphertextSize } = await storeAttachment(
      objects,
      bytesFor((seed += 1), 100),
    );
    await insertRow(database, 'objects.transfer', {
      ...{ root, link_id: linkId, direction: 'OUT', message_id: anId() },
      ...{ chunks, ciphertext_size: ciphertextSize, state: 'ACTIVE' },
    });
    return root;
  }

  // A name that leads to itself: opening it fails for every user, as a broken disk does.
  async function unreadable(): Promise<{ root: Sha256; mend: () => Promise<void> }> {
    const root = await leaving();
    const path = objects.dataPath(root);
    await rename(path, `${path}.away`);
    await symlink(path, path);
    return { root, mend: () => rename(`${path}.away`, path) };
  }

  it('leave past one that cannot be read, which is tried again after a pause', async () => {
    const { root, mend } = await unreadable();
    const others = [await leaving(), await leaving()];
    expect(await relay.run()).toBe(2);
    expect(sent).toEqual(others);
    expect(told).toEqual([['OBJECT_STORE_FAILED', 1]]);
    // Not looked at before its pause ends.
    expect(await relay.run()).toBe(0);
    expect(told).toHaveLength(1);
    await mend();
    now += 1_000;
    expect(await relay.run()).toBe(1);
    expect(sent).toEqual([...others, root]);
    expect(told).toHaveLength(1);
  });

  it('leave though more of them cannot be read than one run looks at', async () => {
    for (let n = 0; n < 5; n += 1) await unreadable();
    const last = await leaving();
    expect([await relay.run(), await relay.run()]).toEqual([0, 1]);
    expect(sent).toEqual([last]);
    expect(told).toHaveLength(5);
  });

  it('leave while others fail again and again, of which one is tried in a run', async () => {
    const broken = [await unreadable(), await unreadable(), await unreadable()];
    await relay.run();
    const sound: Sha256[] = [];
    for (let n = 1; n <= 3; n += 1) {
      now += 40_000;
      sound.push(await leaving());
      expect([await relay.run(), told.length]).toEqual([1, 3 + n]);
    }
    expect(sent).toEqual(sound);
    expect(told.map(([, failures]) => failures)).toEqual([1, 1, 1, 2, 2, 2]);
    for (const { mend } of broken) await mend();
    now += 40_000;
    for (let n = 0; n < 3; n += 1) expect(await relay.run()).toBe(1);
    expect(new Set(sent.slice(3))).toEqual(new Set(broken.map(({ root }) => root)));
  });

  it('are told of also where the broker takes none', async () => {
    await unreadable();
    await leaving();
    broker.takes = false;
    await expect(relay.run()).rejects.toThrow('no broker');
    expect(told).toEqual([['OBJECT_STORE_FAILED', 1]]);
    broker.takes = true;
    expect(await relay.run()).toBe(1);
    expect(told).toHaveLength(1);
  });

  it('wait where their disk is not mounted, and leave once it is', async () => {
    const root = await leaving();
    const back = await unmounted(objects);
    expect(await relay.run()).toBe(0);
    expect(told).toEqual([['OBJECT_STORE_FAILED', 1]]);
    await back();
    now += 1_000;
    expect(await relay.run()).toBe(1);
    expect(sent).toEqual([root]);
  });

  it('end where the disk has changed one, and the operator hears of it', async () => {
    const root = await leaving();
    await writeFile(objects.dataPath(root), bytesFor(999, 116));
    const other = await leaving();
    expect(await relay.run()).toBe(1);
    expect(sent).toEqual([other]);
    expect(told).toEqual([['OBJECT_CORRUPT', 0]]);
    expect(await sql('select state from objects.transfer where root = $1', [root])).toEqual([
      { state: 'CORRUPT' },
    ]);
  });
});
