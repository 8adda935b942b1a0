import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Journal } from '#journal';
import { isCoded, parseStateCode } from '#kernel';
import {
  AttachmentReader,
  ObjectReceiver,
  Transfers,
  type ObjectStore,
  type StoredAttachment,
} from '#objects';
import { migrations, type Connection, type Store } from '#store';
import { hashesOf } from '#wire';
import { asOwner, journalOf, storeOf } from '../../../../test/support/journal.js';
import {
  bytesFor,
  openStore,
  storeAttachment,
  unmounted,
} from '../../../../test/support/objects.js';
import { TestPostgres } from '../../../../test/support/postgres.js';
import { aLinkId } from '../../../../test/support/state.js';
import { anId } from '../../../../test/support/hostile.js';
import { AcceptObjects } from './accept-objects.js';

const peer = parseStateCode('XB');
const size = 262_144 + 1;

describe('attachments that a neighbour begins and never finishes', () => {
  const [hostile, honest] = [aLinkId('hostile'), aLinkId('honest')];
  let postgres: TestPostgres;
  let folder: string;
  let store: Store;
  let journal: Journal;
  let sent: ObjectStore;
  let received: ObjectStore;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    folder = await mkdtemp(join(tmpdir(), 'partials-'));
    const database = await postgres.database(migrations);
    store = await postgres.store(database, 'exchange', 4);
    ({ journal } = journalOf('exchange'));
    sent = await openStore(join(folder, 'sent'));
    received = await openStore(join(folder, 'received'), { maxPartials: 100 });
  }, 60_000);
  afterAll(async () => {
    await store.close();
    await postgres.stop();
    await rm(folder, { recursive: true });
  });

  async function begin(accept: AcceptObjects, linkId: typeof honest, seed: number): Promise<void> {
    const { root, ciphertextSize } = await storeAttachment(sent, bytesFor(seed, size));
    await store.transaction({ step: 'test' }, async (tx) => {
      await Promise.resolve();
      new Transfers().expect(tx, [{ linkId, messageId: anId(), root, size: ciphertextSize }]);
    });
    const { bytes, ...chunk } = await new AttachmentReader(sent).readChunk(root, 0);
    await accept.acceptChunks([{ root, ...chunk, ciphertext: bytes }]);
  }

  it('take no room from another neighbour', async () => {
    const receiver = new ObjectReceiver(received);
    const [foe, friend] = [hostile, honest].map(
      (linkId) => new AcceptObjects(store, receiver, journal, { linkId, peer }, () => undefined),
    );
    if (foe === undefined || friend === undefined) throw new Error('no links');
    for (let seed = 1; seed <= 110; seed += 1) await begin(foe, hostile, seed);
    expect(foe.counts).toMatchObject({ stored: 64, postponed: 46 });
    await begin(friend, honest, 1_001);
    expect(friend.counts).toMatchObject({ stored: 1, postponed: 0 });
  }, 120_000);
});

describe('an attachment that has come whole', () => {
  const link = { linkId: aLinkId('whole'), peer };
  const other = { linkId: aLinkId('other'), peer };
  let postgres: TestPostgres;
  let folder: string;
  let database: Connection;
  let store: Store;
  let opener: Store;
  let journal: Journal;
  let sent: ObjectStore;
  let received: ObjectStore;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    folder = await mkdtemp(join(tmpdir(), 'whole-'));
    database = await postgres.database(migrations);
    store = await storeOf(postgres, database, 'exchange');
    opener = await storeOf(postgres, database, 'opener', 1);
    ({ journal } = journalOf('exchange'));
    sent = await openStore(join(folder, 'sent'));
    received = await openStore(join(folder, 'received'));
  }, 60_000);
  afterAll(async () => {
    await store.close();
    await opener.close();
    await postgres.stop();
    await rm(folder, { recursive: true });
  });

  async function announced(seed: number, ...links: readonly (typeof link)[]) {
    const stored = await storeAttachment(sent, bytesFor(seed, size));
    const { root, ciphertextSize } = stored;
    const messageId = anId();
    await opener.transaction({ step: 'test' }, async (tx) => {
      await Promise.resolve();
      const expected = links.map(({ linkId }) => ({ linkId, messageId, root }));
      new Transfers().expect(
        tx,
        expected.map((each) => ({ ...each, size: ciphertextSize })),
      );
    });
    const reader = new AttachmentReader(sent);
    const chunks = await Promise.all([0, 1].map((index) => reader.readChunk(root, index)));
    const sealed = chunks.map(({ bytes, ...chunk }) => ({ root, ...chunk, ciphertext: bytes }));
    return { stored, messageId, chunks: sealed };
  }

  const told: (readonly [string, number])[] = [];
  const acceptOf = (from = link, receiver = new ObjectReceiver(received)): AcceptObjects =>
    new AcceptObjects(store, receiver, journal, from, (error, failures) =>
      told.push([isCoded(error) ? error.code : String(error), failures]),
    );

  async function readArrivals({ root }: StoredAttachment) {
    const rows = await asOwner<{ leaf: Buffer }>(
      database,
      `select leaf from journal.event where typ = 'item.arrived' order by id`,
    );
    return rows
      .map(
        ({ leaf }) =>
          JSON.parse(leaf.toString()) as {
            readonly obj: readonly unknown[];
            readonly data: { readonly root: string; readonly messageId: string };
            readonly prev: { readonly chan: { readonly link: string } };
          },
      )
      .filter(({ data }) => data.root === root);
  }

  it('is told once, by the hashes of the file as it lies there, in whatever order it came', async () => {
    const { stored, messageId, chunks } = await announced(1, link);
    const accept = acceptOf();
    await accept.acceptChunks(chunks.slice(1));
    expect(await readArrivals(stored)).toEqual([]);
    await accept.acceptChunks(chunks.slice(0, 1));
    await accept.acceptChunks(chunks);
    await acceptOf().acceptChunks(chunks);
    const file = await readFile(received.dataPath(stored.root));
    expect(await readArrivals(stored)).toMatchObject([
      {
        obj: [{ role: 'ciphertext', ...hashesOf(file) }],
        data: { root: stored.root, messageId },
        prev: { chan: { link: link.linkId, dir: 'IN', peer } },
      },
    ]);
  });

  it('is told once though the process died between the file and its row', async () => {
    const { stored, chunks } = await announced(2, link);
    const receiver = new ObjectReceiver(received);
    await receiver.expect(stored.root, stored.chunks, stored.ciphertextSize);
    await receiver.acceptChunks(
      chunks.map(({ ciphertext, ...chunk }) => ({ ...chunk, bytes: ciphertext })),
    );
    // Crash after the final name but before row and entry; the sender probes.
    expect(await readArrivals(stored)).toEqual([]);
    await acceptOf().acceptChunks(chunks.slice(1));
    await acceptOf().acceptChunks(chunks.slice(1));
    expect(await readArrivals(stored)).toMatchObject([{ obj: [stored.ciphertext] }]);
  });

  it('is not told of a file that the disk has changed meanwhile: it comes again', async () => {
    const { stored, chunks } = await announced(3, link);
    const receiver = new ObjectReceiver(received);
    await receiver.expect(stored.root, stored.chunks, stored.ciphertextSize);
    await receiver.acceptChunks(
      chunks.map(({ ciphertext, ...chunk }) => ({ ...chunk, bytes: ciphertext })),
    );
    const path = received.dataPath(stored.root);
    const bytes = await readFile(path);
    await writeFile(path, bytes.with(7, (bytes[7] ?? 0) ^ 1));
    told.length = 0;
    await acceptOf().acceptChunks(chunks.slice(1));
    expect(await readArrivals(stored)).toEqual([]);
    expect(told).toEqual([['OBJECT_CORRUPT', 0]]);
    await acceptOf().acceptChunks(chunks);
    expect(await readArrivals(stored)).toMatchObject([{ obj: [stored.ciphertext] }]);
  });

  it('arrives past others that cannot be written; the operator hears of these, once for all', async () => {
    const broken = [await announced(5, link), await announced(6, link)];
    const { stored, chunks } = await announced(7, link);
    // A name that leads to itself: opening it fails for every user, as a broken disk does.
    for (const { stored: each } of broken) {
      const { state } = received.partialPaths(each.root);
      await symlink(state, state);
    }
    told.length = 0;
    const accept = acceptOf();
    const all = [...broken.flatMap((each) => each.chunks), ...chunks];
    for (let times = 0; times < 2; times += 1) await accept.acceptChunks(all);
    expect(await readArrivals(stored)).toHaveLength(1);
    expect(accept.counts).toMatchObject({ stored: 2, postponed: 8 });
    expect(told).toEqual(Array(2 * broken.length).fill(['OBJECT_STORE_FAILED', 0]));
    // Asked for again and failed again.
    await asOwner(database, `update objects.transfer set attempt = 20 where state = 'WAITING'`);
    await acceptOf().acceptChunks(all);
    expect(told.at(-1)).toEqual(['OBJECT_STORE_FAILED', 20]);
  });

  it('arrives once its disk is mounted, which it was not when it came', async () => {
    const { stored, chunks } = await announced(8, link);
    const back = await unmounted(received);
    told.length = 0;
    await acceptOf().acceptChunks(chunks);
    expect(told).toEqual([['OBJECT_STORE_FAILED', 0]]);
    await back();
    await acceptOf().acceptChunks(chunks);
    expect(await readArrivals(stored)).toHaveLength(1);
  });

  it('is told of each link that announced it', async () => {
    const { stored, chunks } = await announced(4, link, other);
    await acceptOf().acceptChunks(chunks);
    await acceptOf(other).acceptChunks(chunks.slice(0, 1));
    const links = (await readArrivals(stored)).map(({ prev }) => prev.chan.link);
    expect(links.sort()).toEqual([link.linkId, other.linkId].sort());
  });
});
