import { mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isCoded, type Sha256 } from '#kernel';
import { AttachmentReader, Transfers, type ObjectStore } from '#objects';
import { asAdmin, migrations, type Connection, type Row, type Store } from '#store';
import { decodeBatch } from '#wire';
import { anId } from '../../../../test/support/hostile.js';
import { bytesFor, openStore, storeAttachment } from '../../../../test/support/objects.js';
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
          sent.push(...decodeBatch(bytes).chunks.map(({ root }) => root));
          return Promise.resolve('stored');
        },
      },
      { linkId, side: 'listen' },
      (error, failures) => told.push([isCoded(error) ? error.code : String(error), failures]),
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

  const pass = (seconds: number): Promise<unknown> =>
    sql(`update objects.transfer set report_after = report_after - $1 * interval '1 second'`, [
      seconds,
    ]);

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
    await pass(1);
    expect(await relay.run()).toBe(1);
    expect(sent).toEqual([...others, root]);
    expect(told).toHaveLength(1);
    expect(await sql('select attempt from objects.transfer where root = $1', [root])).toEqual([
      { attempt: 0 },
    ]);
  });

  it('leave though more of them cannot be read than one run looks at', async () => {
    for (let n = 0; n < 5; n += 1) await unreadable();
    const last = await leaving();
    expect([await relay.run(), await relay.run()]).toEqual([0, 1]);
    expect(sent).toEqual([last]);
    expect(told).toHaveLength(5);
  });

  it('tell the operator of each failure of one, by its number, with pauses of up to 30 seconds', async () => {
    await unreadable();
    const pauses: unknown[] = [];
    for (let failures = 1; failures <= 8; failures += 1) {
      expect(await relay.run()).toBe(0);
      expect(told.at(-1)).toEqual(['OBJECT_STORE_FAILED', failures]);
      const [row] = await sql(
        `select round(extract(epoch from report_after - updated_at))::integer as pause from objects.transfer`,
      );
      pauses.push(row?.['pause']);
      await pass(30);
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
  });

  it('wait no shorter, and fail no fewer times, because the neighbour reports', async () => {
    const { root } = await unreadable();
    await relay.run();
    const opener = await postgres.store(database, 'opener', 1);
    await opener.transaction({ step: 'test' }, (tx) =>
      new Transfers().reported(tx, linkId, [{ root, state: 'PARTIAL', missing: [[0, 1]] }]),
    );
    await opener.close();
    await relay.run();
    expect(told).toHaveLength(1);
    await pass(1);
    await relay.run();
    expect(told.at(-1)).toEqual(['OBJECT_STORE_FAILED', 2]);
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
