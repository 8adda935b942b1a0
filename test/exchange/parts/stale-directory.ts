import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ThreadId } from '#kernel';
import type { Reached, TestGateway } from '../../support/gateway.js';
import { eventually } from '../../support/nats.js';
import type { TwoStates } from '../../support/two-states.js';
import { sharedStates } from './states.js';

describe('a neighbour has not said for a day that its directory is the newest', () => {
  let two: TwoStates;

  beforeAll(async () => {
    two = await sharedStates();
  }, 60_000);

  const submit = async (): Promise<ThreadId> =>
    (await two.a.submit.submitDocument(two.a.session('ana'), await two.request())).thread;
  async function reached(thread: ThreadId, stage: Reached): Promise<void> {
    try {
      await two.a.reached(thread, stage, 60_000);
    } catch {
      const seen = {
        stages: await two.stages(thread),
        a: await carried(two.a),
        b: await carried(two.b),
      };
      throw new Error(`${stage} was not reached: ${JSON.stringify(seen)}`);
    }
  }

  const carried = (gateway: TestGateway) =>
    gateway.sql(`select l.*, statement_timestamp() as now,
      (select jsonb_agg(jsonb_build_array(d.statement, d.state, d.waits_for, d.received_at, d.opened_at) order by d.serial)
       from (select * from mailbox.delivery order by serial desc limit 12) d) as came,
      (select jsonb_agg(jsonb_build_array(o.statement, o.state, o.attempt, o.next_attempt_at) order by o.id)
       from (select * from mailbox.outbox order by id desc limit 12) o) as goes
      from mailbox.link l`);

  // Of a gateway whose exchange stands still.
  async function lapse(at: TestGateway, other: TestGateway): Promise<void> {
    // What it has accepted may hold a newer word on the directory, which must not come after this.
    await eventually(async () => {
      const due = await at.sql(`select 1 from mailbox.delivery where state = 'RECEIVED'`);
      return due.length === 0;
    }, 20_000);
    await at.sql('delete from trust.freshness');
    const statement = await other.state.directoryStatement(at.state.state, two.linkId, {
      hours: 0,
    });
    await at.introduce(statement);
  }

  it('what goes to it waits, says why, and leaves by itself when its directory has come', async () => {
    await two.a.stopExchange();
    await lapse(two.a, two.b);
    const thread = await submit();
    const now = async (): Promise<string | null | undefined> => {
      const stages = await two.stages(thread);
      return stages.length > 1 ? 'sealed' : stages[0]?.code;
    };
    await eventually(async () => typeof (await now()) === 'string');
    expect(await now()).toBe('DIRECTORY_STALE');
    // Longer than a sealer needs: it was not sealed and will not be.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await two.stages(thread)).toEqual([{ stage: 'QUEUED', code: 'DIRECTORY_STALE' }]);
    await two.a.startExchange(two.borders[0], two.neighbour('solicit'));
    await reached(thread, 'OPENED');
    expect((await two.stages(thread))[0]).toEqual({ stage: 'QUEUED', code: null });
  }, 200_000);

  it('what came from it waits unopened, and is opened by itself when its directory has come', async () => {
    // Holds back XA's directory: nobody asks or answers on this link.
    await two.a.sql(`create function mailbox.hold() returns trigger language plpgsql as $$
      begin if new.statement then new.next_attempt_at := now() + interval '1 day'; end if; return new; end $$;
      create trigger hold before insert on mailbox.outbox for each row execute function mailbox.hold()`);
    // One that is under way would undo the lapse.
    await eventually(async () => {
      const [newest] = await two.a.sql<{ id: string; sent: boolean }>(
        `select message_id as id, state = 'CLOSED' as sent from mailbox.outbox
         where statement and next_attempt_at < now() + interval '1 hour'
         order by state = 'SEALED' desc, relayed_at desc limit 1`,
      );
      if (newest?.sent !== true) return false;
      const here = 'select 1 from mailbox.delivery where message_id = $1';
      return (await two.b.sql(here, [newest.id])).length > 0;
    }, 60_000);
    await two.b.stopExchange();
    const thread = await submit();
    await reached(thread, 'RELAYED');
    await lapse(two.b, two.a);
    await two.b.startExchange(two.borders[1], two.neighbour('listen'));
    const waits = () =>
      two.b.sql<{ waits: string | null }>(
        `select waits_for as waits from mailbox.delivery where not statement and state = 'WAITING'`,
      );
    const opened = () => two.b.sql('select 1 from cases.thread where id = $1', [thread]);
    await eventually(
      async () => (await waits())[0]?.waits === 'DIRECTORY' || (await opened()).length > 0,
      20_000,
    );
    expect(await opened()).toEqual([]);
    await two.a.sql(`drop trigger hold on mailbox.outbox;
      update mailbox.outbox set next_attempt_at = now() where statement and state = 'SEALED'`);
    await reached(thread, 'OPENED');
  }, 200_000);
});
