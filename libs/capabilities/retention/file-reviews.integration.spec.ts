import { join } from 'node:path';
import { leafData, newHold, TestArchive } from '../../../test/support/archive.js';
import { TestFolder } from '../../../test/support/nats.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { monthsAfter } from './schedule.model.js';
import { timestamp } from '#kernel';

let postgres: TestPostgres;
let folder: TestFolder;
let archive: TestArchive;

beforeAll(async () => {
  postgres = await TestPostgres.start();
  folder = await TestFolder.create();
  archive = await TestArchive.create(postgres, join(folder.path, 'reviews'), 20);
});
afterAll(async () => {
  await archive.close();
  await postgres.stop();
  await folder.remove();
});

const basis = 'LED_ART_16_2';
const ben = () => archive.session('ben');
const watch = async (): Promise<void> => {
  while (await archive.watch.run());
};
const passed = async (): Promise<void> => {
  await watch();
  while (await archive.erase.run());
};
const inMonths = (count: number) => timestamp(monthsAfter(new Date(), count));

describe('the review of files', () => {
  it('has a file reviewed at six months, in the log, in a list and in the figures, until somebody has decided', async () => {
    const [one, two] = [await archive.thread(), await archive.thread()];
    await archive.ended(one, 7);
    await archive.ended(two, 6, 'IN_PROGRESS');
    const young = await archive.thread();
    await archive.ended(young, 5);
    await watch();
    await watch();
    expect((await archive.events('retention.due')).map(leafData)).toMatchObject([
      { side: 'ASKED', basis: 'STANDARD_RULE' },
      { side: 'ASKED', basis: 'STANDARD_RULE' },
    ]);
    expect(archive.openReviews).toMatchObject({ count: 2, overstayed: 0 });
    const first = await archive.reviews.listReviews(
      ben(),
      { limit: 1, after: null },
      'INVESTIGATION',
    );
    const rest = await archive.reviews.listReviews(
      ben(),
      { limit: 9, after: first.next },
      'INVESTIGATION',
    );
    expect([...first.files, ...rest.files].map(({ thread }) => thread).sort()).toEqual(
      [one, two].sort(),
    );
    expect(rest.next).toBeNull();
    const until = inMonths(3);
    for (const [thread, day, code] of [
      [young, until, 'REVIEW_NOT_DUE'],
      [one, inMonths(7), 'REVIEW_TOO_LONG'],
      // The documents state twelve months, of which seven are over.
      [one, inMonths(6), 'REVIEW_TOO_LONG'],
      [one, timestamp(new Date()), 'REVIEW_TOO_LONG'],
    ] as const)
      await expect(
        archive.reviews.keepFile(ben(), thread, 'PROCEEDINGS', day),
      ).rejects.toMatchObject({
        code,
      });
    await archive.reviews.keepFile(ben(), one, 'PROCEEDINGS', until);
    await archive.reviews.wantErased(ben(), two);
    await watch();
    const { files } = await archive.reviews.listReviews(
      ben(),
      { limit: 9, after: null },
      'INVESTIGATION',
    );
    expect(files).toMatchObject([{ thread: two, held: false, endedAt: null, eraseAt: null }]);
    expect(files[0]?.erasureWantedAt).not.toBeNull();
    expect((await archive.events('retention.reviewed')).map(leafData)).toEqual([
      { until },
      { until: null },
    ]);
    // Due again and recorded again on its date; the requested erasure needs two administrators.
    await archive.sql(
      `update cases.thread set kept_until = clock_timestamp(), retention_rule = -1 where id = $1`,
      [one],
    );
    await watch();
    expect(await archive.events('retention.due')).toHaveLength(3);
    await archive.order('erase', { thread: two, basis });
    while (await archive.erase.run());
    await watch();
    expect(archive.openReviews).toMatchObject({ count: 1 });
    const { hold, ...order } = { hold: newHold(), thread: one, reason: 'COURT', basis };
    await archive.order('hold', { hold, ...order }, ['dora']);
    await expect(archive.reviews.wantErased(ben(), one)).rejects.toMatchObject({
      code: 'RETENTION_HELD',
    });
    // A held file stays past its erasure day, and its review can still be decided.
    await archive.ended(one, 13);
    await passed();
    await archive.reviews.keepFile(ben(), one, 'PROCEEDINGS', until);
    await passed();
    expect(archive.openReviews).toMatchObject({ count: 0, overstayed: 1 });
    expect(await archive.left(one)).toBeGreaterThan(0);
    await archive.order('hold-lifted', { hold, thread: one, basis });
    await passed();
    expect(await archive.left(one)).toBe(0);
  });
});
