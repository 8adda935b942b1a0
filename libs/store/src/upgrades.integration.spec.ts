import { TestPostgres } from '../../../test/support/postgres.js';
import { asAdmin } from './connection.js';
import { migrate } from './migrate.js';
import { migrations } from './migrations/index.js';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await TestPostgres.start();
}, 60_000);
afterAll(() => postgres.stop());

describe('what was there before an upgrade', () => {
  it('is looked at for notices of central authorities in threads that go on, and where there is time yet', async () => {
    const before = migrations.findIndex(({ name }) => name.startsWith('NoticesOwed'));
    const old = await postgres.database(migrations.slice(0, before));
    const of = (n: number): string => `0198c9d2-7c1e-7a51-9d3b-0f6b6a1c200${n}`;
    const found = await asAdmin(old, async (owner) => {
      for (const [n, state, days] of [
        [0, 'IN_PROGRESS', 9],
        [1, 'ANSWERED', 9],
        [2, 'ANSWERED', 0],
        [3, 'WITHDRAWN', 9],
      ] as const)
        await owner.query(
          `with t as (insert into cases.thread (id, authority, compartment, side, request_type, peer, peer_authority, link_id,
             state, priority, key_epoch) values ($1, 'x', 'ENFORCEMENT', 'ASKED', 'INFORMATION', 'XB', 'x', '', $2, 2, 1)
             returning id)
           insert into cases.dispatch (id, thread, authority, compartment, direction, kind, officer, document_sha256,
             composed_at, delivered_at, evidential)
           select id, id, 'x', 'ENFORCEMENT', 'IN', 'evidence-consent-request', 'x', '', now(), now() - $3 * interval '1 day', true
           from t`,
          [of(n), state, days],
        );
      await migrate(old, migrations);
      return owner.query('select id from cases.dispatch where notice_at is not null order by id');
    });
    expect(found).toEqual([{ id: of(0) }, { id: of(2) }]);
  }, 60_000);

  it('counts as by a release where a contact point was shown it in a thread that a forward opened', async () => {
    const before = migrations.findIndex(({ name }) => name.startsWith('CopiesByRelease'));
    const old = await postgres.database(migrations.slice(0, before));
    const of = (n: number): string => `0198c9d2-7c1e-7a51-9d3b-0f6b6a1c300${n}`;
    const found = await asAdmin(old, async (owner) => {
      for (const [n, thread, kind, point] of [
        [0, 0, 'forward', null],
        [1, 0, 'correction', 'point'],
        [2, 2, 'request', 'point'],
        [3, 2, 'response', 'point'],
      ] as const) {
        await owner.query(
          `insert into cases.thread (id, authority, compartment, side, request_type, peer, peer_authority, link_id,
             state, priority, key_epoch) values ($1, 'x', 'ENFORCEMENT', 'ASKED', 'INFORMATION', 'XB', 'x', '', 'IN_PROGRESS', 2, 1)
           on conflict do nothing`,
          [of(thread)],
        );
        await owner.query(
          `insert into cases.dispatch (id, thread, authority, compartment, direction, kind, officer, document_sha256, composed_at)
           values ($1, $2, 'x', 'ENFORCEMENT', 'IN', $3, 'x', '', now())`,
          [of(n), of(thread), kind],
        );
        await owner.query(
          `insert into cases.copy (dispatch, kind, thread, authority, compartment, contact_point)
           values ($1, $3, $2, 'x', 'ENFORCEMENT', $4)`,
          [of(n), of(thread), kind, point],
        );
      }
      await owner.query(
        `insert into cases.forwarded (forward, item, thread, authority, compartment, direction)
         values ($1, $2, $1, 'x', 'ENFORCEMENT', 'IN')`,
        [of(0), of(9)],
      );
      await migrate(old, migrations);
      return owner.query('select dispatch from cases.copy where by_release');
    });
    expect(found).toEqual([{ dispatch: of(1) }]);
  }, 60_000);

  it('has its alarm from when it was heard of, where a delivery was said to be still to come', async () => {
    const before = migrations.findIndex(({ name }) => name.startsWith('ToldBy'));
    const old = await postgres.database(migrations.slice(0, before));
    const of = (n: number): string => `0198c9d2-7c1e-7a51-9d3b-0f6b6a1c300${n}`;
    const found = await asAdmin(old, async (owner) => {
      // Delivered so many hours after this State heard of it.
      for (const [n, hours] of [
        [0, 20],
        [1, 0],
      ] as const)
        await owner.query(
          `with t as (insert into cases.thread (id, authority, compartment, side, request_type, peer, peer_authority, link_id,
             state, priority, key_epoch, watch_at) values ($1, 'x', 'ENFORCEMENT', 'ASKING', 'INFORMATION', 'XB', 'x', '',
             'SUBMITTED', 1, 1, now() + interval '28 hours') returning id),
           r as (insert into mailbox.receipt_in (link_id, rseq, message_id, stage, at, receipt, statement_sha256, verified_at)
             select '', $2::int + n, 'm' || $2, 'DELIVERED', now(), '', '', now() + n * interval '1 hour' from generate_series(0, 10, 10) n)
           insert into cases.dispatch (id, thread, authority, compartment, direction, kind, officer, document_sha256,
             composed_at, delivered_at, clock_act, message_id)
           select id, id, 'x', 'ENFORCEMENT', 'OUT', 'request', 'x', '', now(), now() + $3 * interval '1 hour', 'START', 'm' || $2
           from t`,
          [of(n), n, hours],
        );
      await migrate(old, migrations);
      return owner.query(
        `select extract(epoch from d.delivered_at - d.heard_at)::int / 3600 as ahead, t.watch_at <= clock_timestamp() as look
         from cases.thread t join cases.dispatch d on d.thread = t.id order by t.id`,
      );
    });
    expect(found).toEqual([
      { ahead: 20, look: true },
      { ahead: null, look: false },
    ]);
  }, 60_000);
});
