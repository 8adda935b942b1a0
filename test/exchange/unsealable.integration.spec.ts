import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { ThreadId } from '#kernel';
import { eventually } from '../support/nats.js';
import { TwoStates } from '../support/two-states.js';

const seconds = 30_000;

// Three threads have a document for the sealer, and one cannot be sealed.
describe('what cannot be sealed', () => {
  let two: TwoStates;
  beforeAll(async () => {
    two = await TwoStates.start();
    // Polls for due retries as often as under other work.
    two.a.steps.hurry('seal');
  }, 60_000);
  afterAll(() => two.stop());
  beforeEach(() => {
    two.a.errors.length = 0;
    two.a.setAside.length = 0;
  });

  const submit = async (): Promise<ThreadId> =>
    (await two.a.submit.submitDocument(two.a.session('ana'), await two.request())).thread;
  async function three(
    harm: (thread: ThreadId) => Promise<unknown>,
    harmed = 1,
  ): Promise<ThreadId[]> {
    await two.a.steps.hold('seal');
    const threads = [await submit(), await submit(), await submit()];
    await eventually(async () => {
      const [row] = await two.a.sql<{ all: boolean }>(
        `select bool_and(l.index < (select size from journal.released)) as all
         from mailbox.outbox o left join journal.leaf l on l.event = o.signed_event where o.state = 'QUEUED'`,
      );
      return row?.all === true;
    });
    await harm(threads[harmed] as ThreadId);
    two.a.steps.resume('seal');
    return threads;
  }
  const fate = async (thread: ThreadId): Promise<string> => {
    const rows = await two.a.sql<{ fate: string }>(
      `select concat_ws(' ', state, case state when 'QUEUED' then waits_for else coalesce(code, outcome) end) as fate
       from mailbox.outbox where dispatch = $1`,
      [thread],
    );
    return rows.map((row) => row.fate).join();
  };
  const becomes = (thread: ThreadId, what: string): Promise<void> =>
    eventually(async () => (await fate(thread)) === what, seconds);
  const firstStage = async (thread: ThreadId) => (await two.stages(thread))[0];
  const abandoned = async (thread: ThreadId): Promise<string[]> => {
    const rows = await two.a.sql<{ reason: string }>(
      `select d ->> 'reason' as reason from journal.event, lateral (select convert_from(leaf, 'UTF8')::jsonb as d) e
       where typ = 'msg.send.abandoned' and d #>> '{data,document}' = $1`,
      [thread],
    );
    return rows.map(({ reason }) => reason);
  };

  it('by its values: the others leave, it waits and says so, and is kept back once it is to blame', async () => {
    const [first, second, poison] = (await three(
      (thread) =>
        two.a.sql(
          `alter table mailbox.outbox add constraint unsealable check (state <> 'SEALED' or dispatch <> '${thread}')`,
        ),
      2,
    )) as [ThreadId, ThreadId, ThreadId];
    await becomes(first, 'CLOSED OPENED');
    await becomes(second, 'CLOSED OPENED');
    await becomes(poison, 'QUEUED SEAL_FAILED');
    expect(await firstStage(poison)).toMatchObject({ stage: 'QUEUED', code: 'SEAL_FAILED' });
    expect(two.a.setAside).toEqual([
      expect.objectContaining({ code: 'STORE_CONSTRAINT', detail: 'unsealable' }),
    ]);
    // Without other traffic the link or the log could still be the cause.
    await eventually(() => Promise.resolve(two.a.setAside.length > 1), seconds);
    expect(await fate(poison)).toBe('QUEUED SEAL_FAILED');
    expect(await abandoned(poison)).toEqual([]);
    await becomes(await submit(), 'CLOSED OPENED');
    await becomes(poison, 'VOID SEAL_FAILED');
    expect(await abandoned(poison)).toEqual(['SEAL_FAILED']);
    expect(await firstStage(poison)).toMatchObject({ stage: 'QUEUED', code: 'SEAL_FAILED' });
    expect(two.a.errors).toEqual([]);
  }, 90_000);

  it('because it was changed where it is stored: it is kept back at once', async () => {
    const [first, poison, last] = (await three((thread) =>
      two.a.sql(
        `update cases.dispatch set content = overlay(content placing '\\x00000000' from 40) where id = $1`,
        [thread],
      ),
    )) as [ThreadId, ThreadId, ThreadId];
    await becomes(poison, 'VOID STORAGE_CORRUPT');
    expect(await abandoned(poison)).toEqual(['STORAGE_CORRUPT']);
    await becomes(first, 'CLOSED OPENED');
    await becomes(last, 'CLOSED OPENED');
    expect(two.a.errors).toEqual([]);
  }, 60_000);

  it('by a number that no reader takes: no table has one, and the others would leave all the same', async () => {
    const write = (thread: ThreadId): Promise<unknown> =>
      two.a.sql(
        `insert into cases.attachment (dispatch, position, authority, compartment, root, ciphertext_size)
         select id, 0, authority, compartment, repeat('0', 64), 1::bigint << 60 from cases.dispatch where id = $1`,
        [thread],
      );
    const [first, poison, last] = (await three(async (thread) => {
      await expect(write(thread)).rejects.toMatchObject({
        constraint: 'attachment_ciphertext_size_check',
      });
      await two.a.sql(
        'alter table cases.attachment drop constraint attachment_ciphertext_size_check',
      );
      await write(thread);
    })) as [ThreadId, ThreadId, ThreadId];
    await becomes(first, 'CLOSED OPENED');
    await becomes(last, 'CLOSED OPENED');
    await becomes(poison, 'VOID SEAL_FAILED');
    expect(await abandoned(poison)).toEqual(['SEAL_FAILED']);
    expect(two.a.setAside).toContainEqual(expect.objectContaining({ code: 'STORE_FAILED' }));
    expect(two.a.errors).toEqual([]);
  }, 90_000);

  it('for a fault that may be the database’s: the others leave, and nothing is kept back', async () => {
    await two.a.sql(
      `create function mailbox.fail() returns boolean language plpgsql as $$ begin raise 'no'; end $$`,
    );
    await two.a.sql('grant execute on function mailbox.fail() to public');
    const [first, faulty, last] = (await three((thread) =>
      two.a.sql(
        `alter table mailbox.outbox add constraint failing
         check (state <> 'SEALED' or dispatch is distinct from '${thread}' or mailbox.fail())`,
      ),
    )) as [ThreadId, ThreadId, ThreadId];
    await becomes(first, 'CLOSED OPENED');
    await becomes(last, 'CLOSED OPENED');
    await becomes(faulty, 'QUEUED SEAL_FAILED');
    await eventually(() => Promise.resolve(two.a.setAside.length > 1), seconds);
    expect(two.a.setAside).toContainEqual(expect.objectContaining({ detail: 'P0001' }));
    expect(await fate(faulty)).toBe('QUEUED SEAL_FAILED');
    expect(await abandoned(faulty)).toEqual([]);
    await two.a.sql('alter table mailbox.outbox drop constraint failing');
    await becomes(faulty, 'CLOSED OPENED');
    expect(two.a.errors).toEqual([]);
  }, 90_000);

  it('for want of a key: nothing is kept back, and all leave once the key is there', async () => {
    const key = join(two.a.folder, 'keys/sealer/storage-ENFORCEMENT-1.key');
    const threads = await three(() => rename(key, `${key}.away`));
    for (const thread of threads) await becomes(thread, 'QUEUED KEY_MISSING');
    expect(await firstStage(threads[0] as ThreadId)).toMatchObject({ code: 'KEY_MISSING' });
    expect(two.a.setAside).toContainEqual(expect.objectContaining({ code: 'KEY_MISSING' }));
    await rename(`${key}.away`, key);
    for (const thread of threads) await becomes(thread, 'CLOSED OPENED');
    expect(two.a.errors).toEqual([]);
  }, 90_000);

  it('for a fault of its link: nothing is kept back, however often it fails', async () => {
    const rule = 'add constraint no_more check (direction <> $$OUT$$) not valid';
    const threads = await three(() => two.a.sql(`alter table mailbox.chain ${rule}`));
    for (const thread of threads) await becomes(thread, 'QUEUED SEAL_FAILED');
    const before = two.a.setAside.length;
    await eventually(() => Promise.resolve(two.a.setAside.length >= before + 3), seconds);
    for (const thread of threads) expect(await fate(thread)).toBe('QUEUED SEAL_FAILED');
    await two.a.sql('alter table mailbox.chain drop constraint no_more');
    for (const thread of threads) await becomes(thread, 'CLOSED OPENED');
    expect(two.a.errors).toEqual([]);
  }, 120_000);

  it('however much of it there is: what is new leaves, and each says why it waits', async () => {
    const many = 600;
    await two.a.steps.hold('seal');
    const first = await submit();
    // The same with an unknown storage key: never kept back.
    await two.a.sql(
      `with ids as (select gen_random_uuid() as id from generate_series(1, ${many})),
         threads as (
           insert into cases.thread select r.* from ids cross join cases.thread t cross join lateral
             jsonb_populate_record(t, jsonb_build_object('id', ids.id, 'key_epoch', 99)) r where t.id = $1),
         dispatches as (
           insert into cases.dispatch select r.* from ids cross join cases.dispatch d cross join lateral
             jsonb_populate_record(d, jsonb_build_object('id', ids.id, 'thread', ids.id)) r where d.id = $1)
       insert into mailbox.outbox (link_id, peer, statement, state, thread, dispatch, priority)
       select link_id, peer, statement, state, ids.id, ids.id, priority
       from ids cross join mailbox.outbox where dispatch = $1`,
      [first],
    );
    const good = await submit();
    two.a.steps.resume('seal');
    await becomes(first, 'CLOSED OPENED');
    await becomes(good, 'CLOSED OPENED');
    const [waiting] = await two.a.sql<{ count: number }>(
      `select count(*)::int as count from mailbox.outbox where state = 'QUEUED' and waits_for = 'KEY_MISSING'`,
    );
    expect(waiting?.count).toBe(many);
    await becomes(await submit(), 'CLOSED OPENED');
    expect(two.a.errors).toEqual([]);
  }, 120_000);
});
