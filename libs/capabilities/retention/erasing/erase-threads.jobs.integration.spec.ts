import { rmSync, truncateSync, writeFileSync, readFileSync, statSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { leafData, newHold, TestArchive } from '../../../../test/support/archive.js';
import { TestFolder } from '../../../../test/support/nats.js';
import { bytesFor, storeAttachment } from '../../../../test/support/objects.js';
import { TestPostgres } from '../../../../test/support/postgres.js';
import { insertRows } from '../../../../test/support/rows.js';
import type { ThreadId } from '#kernel';
import { destroyed } from '#journal';
import { sha256 } from '#wire';

let postgres: TestPostgres;
let folder: TestFolder;
let archive: TestArchive;
let count = 0;

beforeAll(async () => {
  postgres = await TestPostgres.start();
  folder = await TestFolder.create();
});
afterAll(async () => {
  await postgres.stop();
  await folder.remove();
});
beforeEach(async () => {
  count += 1;
  archive = await TestArchive.create(postgres, join(folder.path, String(count)));
});
afterEach(() => archive.close());

const basis = 'LED_ART_16_2';
const page = { limit: 100, after: null };
const ben = () => archive.session('ben');

const erase = async (thread: ThreadId): Promise<void> => {
  await archive.order('erase', { thread, basis });
  while (await archive.erase.run());
};

const left = (thread: ThreadId) => archive.left(thread);
const events = (typ: string) => archive.events(typ);
const dataOf = leafData;

describe('an order of two administrators', () => {
  it('destroys everything that gives content, and says what by hash; reads say so, lists show it', async () => {
    const stored = await storeAttachment(archive.objects, bytesFor(1, 4_000));
    const attachment = {
      ...{ root: stored.root, ciphertextSize: stored.ciphertextSize },
      key: randomBytes(32),
    };
    const thread = await archive.thread([attachment]);
    const other = await archive.thread();
    expect(await left(thread)).toBeGreaterThan(5);
    const digests = await archive.sql<{ digest: string }>(
      'select digest from journal.disclosure d join journal.event e on e.id = d.event where e.thread = $1',
      [thread],
    );
    await erase(thread);
    expect(await left(thread)).toBe(0);
    expect(await left(other)).toBeGreaterThan(3);
    expect(await archive.objects.find(stored.root)).toBeUndefined();
    const [done] = (await events('erasure.done')).map(dataOf);
    expect(done).toMatchObject({
      ...{ authority: 'border-police', basis, n: 1, again: false },
      digests: destroyed(digests.map(({ digest }) => digest)),
      keys: { count: 2 },
    });
    for (const read of [
      archive.asked.show(ben(), thread, 'INVESTIGATION', page),
      archive.askedDocuments.page(ben(), thread, 'INVESTIGATION', page),
    ])
      await expect(read).rejects.toMatchObject({ code: 'CONTENT_ERASED' });
    const { threads: listed } = await archive.asked.page(ben(), {
      ...{ limit: 10, after: null, purpose: 'INVESTIGATION' },
    });
    expect(listed.map((row) => [row.thread, row.erased, row.subjectLine !== ''])).toEqual(
      expect.arrayContaining([
        [thread, true, false],
        [other, false, true],
      ]),
    );
  });

  it('keeps an attachment that another thread refers to', async () => {
    const stored = await storeAttachment(archive.objects, bytesFor(2, 4_000));
    const same = { root: stored.root, ciphertextSize: stored.ciphertextSize, key: randomBytes(32) };
    const [one, two] = [await archive.thread([same]), await archive.thread([same])];
    await erase(one);
    expect(await archive.objects.find(stored.root)).toBeDefined();
    await erase(two);
    expect(await archive.objects.find(stored.root)).toBeUndefined();
  });

  it('is not taken for a thread that is not there, nor twice, nor from one administrator or an officer', async () => {
    const thread = await archive.thread();
    const body = { thread, basis };
    const unknown = archive.order('erase', {
      thread: (await archive.thread()).replace(/^./, 'f') as ThreadId,
      basis,
    });
    await expect(unknown).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const names of [['dora'], ['dora', 'dora'], ['dora', 'ben']])
      await expect(archive.order('erase', body, names)).rejects.toMatchObject({
        code: expect.stringMatching(/ENTRY_NOT_ALLOWED|TRUST_SIGNER/) as string,
      });
    expect(await left(thread)).toBeGreaterThan(3);
    await erase(thread);
    await expect(archive.order('erase', body)).rejects.toMatchObject({ code: 'ENTRY_NOT_ALLOWED' });
  });

  it('is refused while a hold stands, and void when a hold comes first: after lifting it needs a new order', async () => {
    const thread = await archive.thread();
    const hold = newHold();
    await archive.order('erase', { thread, basis });
    await archive.order('hold', { hold, thread, reason: 'COURT_ORDER', basis: 'CPC_ART_12' }, [
      'dora',
    ]);
    expect(await archive.erase.run()).toBe(false);
    await expect(archive.order('erase', { thread, basis })).rejects.toMatchObject({
      code: 'RETENTION_HELD',
      status: 409,
    });
    const lift = { hold, thread, basis: 'CPC_ART_14' };
    await expect(archive.order('hold-lifted', lift, ['dora'])).rejects.toMatchObject({
      code: 'ENTRY_NOT_ALLOWED',
    });
    await archive.order('hold-lifted', lift);
    expect(await archive.erase.run()).toBe(false);
    expect(await left(thread)).toBeGreaterThan(3);
    await erase(thread);
    expect(await left(thread)).toBe(0);
    expect((await events('hold.set')).map(dataOf)).toMatchObject([{ hold, basis: 'CPC_ART_12' }]);
    expect((await events('hold.lifted')).map(dataOf)).toMatchObject([{ hold }]);
  });

  it('the database lets no key and no disclosure go without its erasure on record, and takes none back', async () => {
    const thread = await archive.thread();
    const gone = await archive.thread();
    await erase(gone);
    const sealer = await archive.store('sealer');
    const tries = [
      [`update cases.thread set key_wrapped = null where id = $1`, thread],
      [`update cases.thread set key_wrapped = '\\x01' where id = $1`, gone],
      [
        `delete from journal.disclosure d using journal.event e where e.id = d.event and e.thread = $1`,
        thread,
      ],
      [`delete from journal.erasure where thread = $1`, gone],
    ] as const;
    for (const [text, id] of tries) {
      const tried = sealer.transaction({ step: 'erase-threads' }, (tx) => tx.query(text, [id]));
      await expect(tried).rejects.toThrow();
      // Not even to the owner of the tables.
      await expect(archive.sql(text, [id])).rejects.toMatchObject({ code: 'STORE_DENIED' });
    }
    const opener = archive.opener.store.transaction({ step: 'erase-threads' }, (tx) =>
      tx.query(tries[2][0], [gone]),
    );
    await expect(opener).rejects.toMatchObject({ code: 'STORE_DENIED' });
  });
});

describe('the file outside the database', () => {
  it('is cut off, changed or gone: noticed by the log, and nothing is read or erased', async () => {
    const path = join(archive.folder, 'erasures');
    for (const thread of [await archive.thread(), await archive.thread()]) await erase(thread);
    const whole = readFileSync(path);
    const firstLine = whole.indexOf(10) + 1;
    const ready = () =>
      archive.inbox.store.transaction({ step: 'until-erased' }, (tx) =>
        archive.inbox.journal.erasures.assertApplied(tx, archive.file),
      );
    await ready();
    const damaged = Buffer.from(whole);
    damaged.write('X', firstLine + 20);
    const cases = [
      [whole.subarray(0, firstLine), 'ERASURE_FILE_SHORT'],
      [whole.subarray(firstLine), 'ERASURE_FILE_INVALID'],
      [damaged, 'ERASURE_FILE_INVALID'],
      [undefined, 'ERASURE_FILE_SHORT'],
    ] as const;
    for (const [bytes, code] of cases) {
      if (bytes === undefined) rmSync(path);
      else writeFileSync(path, bytes);
      await expect(ready()).rejects.toMatchObject({ code });
      const sealer = archive.erasing(await archive.store('sealer'));
      await expect(sealer.applyAgain()).rejects.toMatchObject({ code });
      await expect(sealer.run()).rejects.toMatchObject({ code });
    }
    // Even after the counting rows are deleted, the log still names the erasures.
    await archive.sql('alter table journal.erasure disable trigger user');
    await archive.sql('delete from journal.erasure');
    await expect(ready()).rejects.toMatchObject({ code: 'ERASURE_FILE_SHORT' });
    writeFileSync(path, whole);
    const sealer = archive.erasing(await archive.store('sealer'));
    expect(await sealer.applyAgain()).toBe(2);
    await ready();
  });

  it('nobody who can only write files has a thread destroyed', async () => {
    const thread = await archive.thread();
    const stranger = await TestArchive.create(postgres, join(folder.path, `${count}-stranger`));
    const forged = stranger.file.next(
      {
        thread,
        compartment: 'ENFORCEMENT',
        basis,
        order: { entry: Buffer.from('{}'), signatures: [] },
      },
      stranger.keys('sealer').ed25519('event'),
      new Date(),
    );
    await stranger.close();
    archive.file.append(forged);
    await expect(archive.erase.applyAgain()).rejects.toMatchObject({
      code: 'ERASURE_FILE_INVALID',
      detail: 'signature of line 1',
    });
    expect(await left(thread)).toBeGreaterThan(3);
  });

  it('an interruption at any point loses neither the order nor the erasure', async () => {
    const path = join(archive.folder, 'erasures');
    const stored = await storeAttachment(archive.objects, bytesFor(3, 1_000));
    const attachment = {
      root: stored.root,
      ciphertextSize: stored.ciphertextSize,
      key: randomBytes(32),
    };
    const thread = await archive.thread([attachment]);
    await archive.order('erase', { thread, basis });
    // Half a line, as after a full disk.
    writeFileSync(path, '{"basis":"LED');
    const cut = archive.erasing(await archive.store('sealer'), archive.cutAfterLine());
    await expect(cut.run()).rejects.toThrow('the power failed');
    // The line is durable and the transaction is not: the thread is unreadable, and the next start completes the
    // erasure.
    expect(statSync(path).size).toBeGreaterThan(400);
    expect(await left(thread)).toBeGreaterThan(3);
    await expect(archive.asked.show(ben(), thread, 'INVESTIGATION', page)).rejects.toMatchObject({
      code: 'CONTENT_ERASED',
    });
    while (await archive.erase.run());
    expect(await left(thread)).toBe(0);
    expect(await archive.objects.find(stored.root)).toBeUndefined();
    expect((await events('erasure.done')).map(dataOf)).toMatchObject([{ n: 1, again: true }]);
    truncateSync(path, statSync(path).size);
  });
});

describe('what was refused at the border', () => {
  const watch = async (): Promise<void> => {
    while (await archive.watch.run());
  };

  it('is kept of a neighbour while a file of an exchange with it is held', async () => {
    const [theirs, others] = ['b'.repeat(32), 'c'.repeat(32)];
    await insertRows(archive, 'mailbox.link', [
      { link_id: theirs, peer: 'XA' },
      { link_id: others, peer: 'XC' },
    ]);
    const thread = await archive.thread();
    const ids = [await archive.quarantined(9, theirs), await archive.quarantined(8, others)];
    const left = async () => {
      const rows = await archive.sql<{ size: number }>(
        'select octet_length(evidence) as size from mailbox.quarantine where id = any ($1::uuid[]) order by at',
        [ids],
      );
      return rows.map(({ size }) => size);
    };
    const hold = { hold: newHold(), thread, reason: 'COURT', basis: 'CPC_ART_12' };
    await archive.order('hold', hold, ['dora']);
    await watch();
    expect(await left()).toEqual([2, 0]);
    await archive.order('hold-lifted', { hold: hold.hold, thread, basis });
    await watch();
    expect(await left()).toEqual([0, 0]);
    expect(await events('quarantine.discarded')).toHaveLength(2);
  });

  it('goes by the rule, and nothing of it younger than a month', async () => {
    const [old, young] = [await archive.quarantined(6), await archive.quarantined(5)];
    await watch();
    const bytes = await archive.sql<{ id: string; size: number }>(
      'select id, octet_length(evidence) as size from mailbox.quarantine order by at',
    );
    expect(bytes).toEqual([
      { id: old, size: 0 },
      { id: young, size: 2 },
    ]);
    expect((await events('quarantine.discarded')).map(dataOf)).toEqual([
      {
        quarantine: old,
        evidenceSha256: sha256(Buffer.from([1, 2])),
        basis: 'STANDARD_RULE',
      },
    ]);
    const fresh = await archive.quarantined(0);
    for (const text of [
      `update mailbox.quarantine set evidence = '' where id = '${fresh}'`,
      `update mailbox.quarantine set code = 'X' where id = '${old}'`,
      `delete from mailbox.quarantine where id = '${old}'`,
    ])
      await expect(archive.sql(text)).rejects.toMatchObject({ code: 'STORE_DENIED' });
  });
});
