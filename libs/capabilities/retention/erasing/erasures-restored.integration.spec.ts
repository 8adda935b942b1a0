import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { newHold, TestArchive } from '../../../../test/support/archive.js';
import { TestFolder } from '../../../../test/support/nats.js';
import { TestPostgres } from '../../../../test/support/postgres.js';
import type { ThreadId } from '#kernel';

let postgres: TestPostgres;
let folder: TestFolder;
let archive: TestArchive;
const page = { limit: 100, after: null };

beforeAll(async () => {
  postgres = await TestPostgres.start();
  folder = await TestFolder.create();
  archive = await TestArchive.create(postgres, join(folder.path, 'b'));
});
afterAll(async () => {
  await archive.close();
  await postgres.stop();
  await folder.remove();
});

const copyOf = (name: string): string => `${postgres.cluster.dir}-${name}`;

async function whileStopped(act: () => void): Promise<void> {
  await archive.close();
  await postgres.cluster.stop();
  act();
  await postgres.cluster.start();
  await archive.open();
}

const erased = async (thread: ThreadId): Promise<unknown[]> => {
  const session = archive.session('ben');
  const tried = [
    archive.asked.show(session, thread, 'INVESTIGATION', page),
    archive.askedDocuments.page(session, thread, 'INVESTIGATION', page),
  ];
  const settled = await Promise.allSettled(tried);
  return settled.map((each) =>
    each.status === 'rejected' ? (each.reason as { code: unknown }).code : 'READ',
  );
};
const applied = () =>
  archive.inbox.store.transaction({ step: 'until-erased' }, (tx) =>
    archive.inbox.journal.erasures.assertApplied(tx, archive.file),
  );

describe('a database restored from an older copy', () => {
  it('is made to forget again what was erased since, before anyone may read; an event says so', async () => {
    const [gone, kept] = [await archive.thread(), await archive.thread()];
    await archive.sequence();
    await whileStopped(() => {
      execFileSync('cp', ['-a', postgres.cluster.dir, copyOf('old')]);
    });
    const later = await archive.thread();
    for (const thread of [gone, later])
      await archive.order('erase', { thread, basis: 'LED_ART_16_2' });
    while (await archive.erase.run());
    await applied();
    await whileStopped(() => {
      rmSync(postgres.cluster.dir, { recursive: true });
      execFileSync('mv', [copyOf('old'), postgres.cluster.dir]);
    });
    // The old copy still has the key and no order.
    const [row] = await archive.sql<{ key: Buffer | null; orders: number }>(
      `select key_wrapped as key, (select count(*) from trust.entry where chain = 'retention') as orders
       from cases.thread where id = $1`,
      [gone],
    );
    expect([row?.key === null, row?.orders]).toEqual([false, 0]);
    // Before erasures are repeated no service is ready, and none that kept running reads the content.
    await expect(applied()).rejects.toMatchObject({ code: 'ERASURES_NOT_APPLIED' });
    expect(await erased(gone)).toEqual(['CONTENT_ERASED', 'CONTENT_ERASED']);
    const list = await archive.asked.listThreads(
      archive.session('ben'),
      { limit: 10, before: null },
      'INVESTIGATION',
    );
    expect(list.find(({ thread }) => thread === gone)).toMatchObject({
      erased: true,
      subjectLine: '',
    });
    expect(await archive.erase.applyAgain()).toBe(2);
    await applied();
    expect(await erased(gone)).toEqual(['CONTENT_ERASED', 'CONTENT_ERASED']);
    expect(await erased(kept)).toEqual(['READ', 'READ']);
    const [after] = await archive.sql<{ key: Buffer | null }>(
      'select key_wrapped as key from cases.thread where id = $1',
      [gone],
    );
    expect(after?.key).toBeNull();
    const events = await archive.sql<{ leaf: Buffer; thread: string }>(
      `select leaf, thread from journal.event where typ = 'erasure.done' order by at, id`,
    );
    const said = events.map(({ leaf, thread }) => {
      const { data } = JSON.parse(leaf.toString()) as { data: { n: number; again: boolean } };
      return [thread, data.n, data.again];
    });
    expect(said).toEqual([
      [gone, 1, true],
      [later, 2, true],
    ]);
    // A thread unknown to this copy cannot return under its id.
    const opening = archive.opener.store.transaction({ step: 'open-delivery' }, (tx) =>
      archive.opener.cases.open(tx, { thread: later, body: {} } as never, 'ASKED'),
    );
    await expect(opening).rejects.toMatchObject({ code: 'CONTENT_ERASED' });
    expect(await archive.erase.applyAgain()).toBe(0);
    // The next erasure takes the next line of the file.
    await archive.order(
      'hold',
      { hold: newHold(), thread: kept, reason: 'COURT_ORDER', basis: 'CPC' },
      ['eli'],
    );
    const next = await archive.thread();
    await archive.order('erase', { thread: next, basis: 'LED_ART_16_2' });
    while (await archive.erase.run());
    expect(archive.file.records().map(({ thread }) => thread)).toEqual([gone, later, next]);
  }, 120_000);
});
