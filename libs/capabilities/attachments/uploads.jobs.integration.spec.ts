import { randomBytes } from 'node:crypto';
import { mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Session } from '#access';
import { Uploads, uploadHours, uploadRowHours } from './uploads.rows.js';
import {
  parseAuthorityId,
  parseFingerprint,
  parseOfficerId,
  parseStateCode,
  timestamp,
  type AttachmentEntry,
  type DocumentId,
} from '#kernel';
import { aDocumentId } from '../../../test/support/builders.js';
import { journalOf } from '../../../test/support/journal.js';
import { openStore } from '../../../test/support/objects.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { officerContext } from '#capabilities/requests/read-thread.queries';
import { SweepUploads } from './uploads.jobs.js';
import { UploadAttachment } from './upload-attachment.service.js';
import type { ObjectStore } from '#objects';
import { Scanner } from '#scan';
import { asAdmin, migrations, type Connection, type Store } from '#store';
import { keyFile, KeyRing } from '#trust';

const session = (authority: string): Session => ({
  state: parseStateCode('XA'),
  officer: parseOfficerId('ana'),
  authority: parseAuthorityId(authority),
  fingerprint: parseFingerprint('A'.repeat(40)),
  roles: ['LIAISON_OFFICER'],
  compartments: ['ENFORCEMENT'],
  expiresAt: timestamp(new Date()),
});
const { journal } = journalOf('requests');
const [police, guard] = [session('border-police'), session('coast-guard')];

describe('the sweep of uploads', () => {
  let postgres: TestPostgres;
  let folder: string;
  let database: Connection;
  let store: Store;
  let objects: ObjectStore;
  let uploads: Uploads;
  let sweep: SweepUploads;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    folder = await mkdtemp(join(tmpdir(), 'sweep-'));
    const keys = join(folder, 'keys', 'requests');
    mkdirSync(keys, { recursive: true, mode: 0o700 });
    writeFileSync(join(keys, keyFile.storage('ENFORCEMENT', 1)), randomBytes(32), { mode: 0o600 });
    uploads = new Uploads(new KeyRing(join(folder, 'keys'), 'requests'));
  }, 60_000);
  beforeEach(async () => {
    database = await postgres.database(migrations);
    store = await postgres.store(await postgres.role(database, 'liaise_requests'), 'requests', 4);
    objects = await openStore(await mkdtemp(join(folder, 'objects-')));
    sweep = new SweepUploads(store, uploads, objects, journal);
  }, 60_000);
  afterEach(() => store.close());
  afterAll(async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  });

  interface StoredUpload {
    readonly id: string;
    readonly root: Parameters<ObjectStore['find']>[0];
    readonly entry: AttachmentEntry;
  }

  const sql = <T extends object>(text: string, params: readonly unknown[] = []): Promise<T[]> =>
    asAdmin(database, (admin) => admin.query<T>(text, params));

  async function upload(by: Session, hoursAgo: number): Promise<StoredUpload> {
    const flow = new UploadAttachment(store, uploads, objects, journal, new Scanner(''));
    const { upload: id } = await flow.begin(by, 1_000);
    await flow.chunk(by, id, 0, randomBytes(1_000));
    const { size, sha256, sha512 } = await flow.finish(by, id);
    const [row] = await sql<{ root: StoredUpload['root'] }>(
      `update cases.upload set uploaded_at = clock_timestamp() - $2 * interval '1 hour' where id = $1 returning root`,
      [id, hoursAgo],
    );
    if (row === undefined) throw new Error('no row');
    const name = { name: 'a.bin', mediaType: 'application/octet-stream' };
    return { id, root: row.root, entry: { ...name, size, sha256, sha512 } };
  }

  const take = (by: Session, { id, entry }: StoredUpload, dispatch: DocumentId) =>
    store.transaction(officerContext(by, 'test'), (tx) =>
      uploads.assignUploads(tx, [id], [entry], dispatch),
    );

  const rows = async (): Promise<string[]> =>
    (await sql<{ id: string }>('select id from cases.upload order by id')).map(({ id }) => id);

  it('removes chunks and keys of what no document named for a day, of every authority', async () => {
    const old = [await upload(police, uploadHours + 1), await upload(guard, uploadHours + 1)];
    const young = await upload(police, uploadHours - 1);
    expect(await sweep.run()).toBe(false);
    expect(await rows()).toEqual([young.id]);
    for (const { root } of old) expect(await objects.find(root)).toBeUndefined();
    expect(await objects.find(young.root)).toBeDefined();
    const dispatch = aDocumentId('late');
    for (const each of old)
      await expect(take(police, each, dispatch)).rejects.toMatchObject({ code: 'UPLOAD_UNKNOWN' });
    expect(await take(police, young, dispatch)).toMatchObject([{ root: young.root }]);
  }, 30_000);

  it('removes all others where the chunks of one cannot be removed, and says so until they are', async () => {
    const old: StoredUpload[] = [];
    for (const hours of [3, 2, 1]) old.push(await upload(police, uploadHours + hours));
    const [first] = old as [StoredUpload];
    // A folder with a file's name.
    const place = objects.partialPaths(first.root).state;
    mkdirSync(place);
    for (let times = 0; times < 2; times += 1) {
      await expect(sweep.run()).rejects.toThrow();
      expect(await rows()).toEqual([first.id]);
    }
    rmdirSync(place);
    expect(await sweep.run()).toBe(false);
    expect(await rows()).toEqual([]);
    for (const { root } of old) expect(await objects.find(root)).toBeUndefined();
  }, 30_000);

  it('removes all others also where more than one run looks at cannot be removed', async () => {
    const old: StoredUpload[] = [];
    for (let n = 0; n < 101; n += 1) old.push(await upload(police, uploadHours + 102 - n));
    const last = old.at(-1);
    const broken = new Set(old.slice(0, 100).map(({ root }) => root));
    const failing = Object.create(objects) as ObjectStore;
    failing.remove = (root) =>
      broken.has(root) ? Promise.reject(new Error('the disk')) : objects.remove(root);
    const job = new SweepUploads(store, uploads, failing, journal);
    await expect(job.run()).rejects.toThrow('the disk');
    expect(await rows()).toHaveLength(101);
    expect(await job.run()).toBe(false);
    expect(await rows()).not.toContain(last?.id);
    await expect(job.run()).rejects.toThrow('the disk');
    broken.clear();
    while (await job.run());
    await job.run();
    expect(await rows()).toEqual([]);
  }, 60_000);

  it('never removes chunks of what a document took; its row goes when it cannot come again', async () => {
    const fresh = await upload(police, uploadHours - 1);
    const sent = await upload(police, uploadRowHours - 1);
    const gone = await upload(police, uploadHours - 1);
    for (const each of [fresh, sent, gone]) await take(police, each, aDocumentId(each.id));
    await sql(
      `update cases.upload set uploaded_at = clock_timestamp() - $2 * interval '1 hour' where id = $1`,
      [gone.id, uploadRowHours + 1],
    );
    await sweep.run();
    expect(await rows()).toEqual([fresh.id, sent.id].sort());
    for (const { root } of [fresh, sent, gone]) expect(await objects.find(root)).toBeDefined();
    // Until then the same document may be resubmitted.
    await take(police, sent, aDocumentId(sent.id));
  }, 30_000);

  it('goes on where it was interrupted, and nobody can take what it began to remove', async () => {
    const old = await upload(police, uploadHours + 1);
    const failing = Object.create(objects) as ObjectStore;
    failing.remove = () => Promise.reject(new Error('the disk is away'));
    const interrupted = new SweepUploads(store, uploads, failing, journal);
    await expect(interrupted.run()).rejects.toThrow('the disk is away');
    expect(await objects.find(old.root)).toBeDefined();
    await expect(take(police, old, aDocumentId('late'))).rejects.toMatchObject({
      code: 'UPLOAD_UNKNOWN',
    });
    await sweep.run();
    expect(await objects.find(old.root)).toBeUndefined();
    expect(await rows()).toEqual([]);
  }, 30_000);

  it('is the only step that sees uploads of all authorities', async () => {
    await upload(guard, 1);
    const count = (context: Parameters<Store['transaction']>[0]) =>
      store.transaction(
        context,
        async (tx) => (await tx.query('select id from cases.upload')).length,
      );
    expect(await count({ step: 'submit-dispatch' })).toBe(0);
    expect(await count(officerContext(police, 'submit-dispatch'))).toBe(0);
    expect(await count({ step: 'sweep-uploads' })).toBe(1);
  });
});
