import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ThreadId } from '#kernel';
import { formatVerifierKey, makeSigner, parsePolicy, type Policy } from '#tlog';
import type { TestGateway } from '../../support/gateway.js';
import { eventually } from '../../support/nats.js';
import { insertRow, insertRows } from '../../support/rows.js';
import { testKey } from '../../support/tlog.js';
import { type Composed, TwoStates } from '../../support/two-states.js';

// Alarms of the custody log, as shown by `liaise status` and `/readyz`.
describe('a custody log that somebody should look at', () => {
  let two: TwoStates;
  beforeAll(async () => {
    two = await TwoStates.start();
    const sent = await two.request();
    const { thread } = await two.a.submit.submitDocument(two.a.session('ana'), sent);
    await two.a.reached(thread, 'OPENED');
  }, 60_000);
  afterAll(() => two.stop());

  const past = async (table: string, sql: string): Promise<void> => {
    await two.a.sql(`alter table ${table} disable trigger all`);
    await two.a.sql(sql);
    await two.a.sql(`alter table ${table} enable trigger all`);
  };
  const standing = async (policy?: Policy): Promise<readonly string[]> => {
    const { alarms } = await two.a.witness.watch(policy);
    expect(two.a.alarms.splice(0)).toEqual(alarms.map((code) => expect.stringMatching(code)));
    return alarms;
  };
  const cosigned = async (): Promise<void> => {
    const sizes = (): Promise<{ same: boolean }[]> =>
      two.a.sql(
        `select coalesce((select max(size) from journal.cosignature), 0) = size
           and not exists (select from journal.pending) as same from journal.released`,
      );
    await eventually(async () => {
      await two.a.witness.offer();
      return (await sizes())[0]?.same === true;
    });
  };
  const untilNothingStands = (policy?: Policy): Promise<void> =>
    eventually(async () => {
      await cosigned();
      return (await standing(policy)).length === 0;
    });
  const keyOf = ({ state }: TestGateway, purpose: 'log' | 'witness'): string => {
    const key = state.noteKeys.get(purpose);
    if (key === undefined) throw new Error('no key');
    const use = purpose === 'log' ? 'note' : 'cosignature';
    const name = `${state.state.toLowerCase()}.example/${purpose}`;
    return formatVerifierKey(makeSigner(name, key, use).verifier);
  };
  const policyOf = (quorum: 'any' | 'all'): Policy => {
    const third = makeSigner('neutral', testKey(Buffer.alloc(32, 9)), 'cosignature').verifier;
    return parsePolicy(
      `log ${keyOf(two.a, 'log')}\nwitness xb ${keyOf(two.b, 'witness')}\n` +
        `witness neutral ${formatVerifierKey(third)}\ngroup q ${quorum} xb neutral\nquorum q\n`,
    );
  };

  it('is without cosignatures for a minute, until the neighbour gives them', async () => {
    expect(await standing()).toEqual([]);
    await past(
      'journal.checkpoint',
      `update journal.checkpoint set at = at - interval '61 seconds'`,
    );
    expect(await standing()).toEqual(['UNCOSIGNED']);
    expect(await standing(policyOf('any'))).toEqual(['UNCOSIGNED']);
    await untilNothingStands();
  }, 60_000);

  it('is cosigned as the policy wants it, and not by fewer', async () => {
    await past(
      'journal.checkpoint',
      `update journal.checkpoint set at = at - interval '61 seconds'`,
    );
    await untilNothingStands(policyOf('any'));
    expect(await standing(policyOf('all'))).toEqual(['UNCOSIGNED']);
    const { numbers } = await two.a.witness.watch(policyOf('all'));
    expect(numbers).toMatchObject({ witnesses: 2, cosignedSize: 0 });
    two.a.alarms.splice(0);
  }, 60_000);

  it('has days that nobody signed: only those before which something passed', async () => {
    await past('mailbox.chain', `update mailbox.chain set noted_at = noted_at - interval '3 days'`);
    expect(await standing()).toEqual(['RECONCILIATION_OVERDUE']);
    const [row] = await two.a.sql<{ day: string }>(
      `select to_char((clock_timestamp() at time zone 'UTC')::date - 1, 'YYYY-MM-DD') as day`,
    );
    expect(await two.b.witness.compare(row?.day ?? '')).toBe(1);
    await eventually(async () => (await two.a.witness.watch()).numbers['overdueReports'] === 0);
    two.a.alarms.splice(0);
    expect(await standing()).toEqual([]);
  }, 60_000);

  it('holds events without a place, proof of two histories, and an order to stop', async () => {
    await insertRows(two.a, 'journal.evidence', [
      { peer: 'XB', code: 'UNPROVEN' },
      { peer: 'XC', code: 'FORK' },
    ]);
    // Waiting for a proof does not prove a fork, and statements of a non-neighbour do not count.
    expect(await standing()).toEqual([]);
    await insertRow(two.a, 'journal.evidence', { peer: 'XB', code: 'FORK' });
    expect(await standing()).toEqual(['LOG_FORK_EVIDENCE']);
    await insertRow(two.a, 'journal.halt', { code: 'FORK' });
    expect(await standing()).toEqual(['LOG_HALTED', 'LOG_FORK_EVIDENCE']);
    await two.request().then((sent) => two.a.submit.submitDocument(two.a.session('ana'), sent));
    await past(
      'journal.event',
      `update journal.event set recorded_at = recorded_at - interval '61 seconds'`,
    );
    expect(await standing()).toEqual(['LOG_HALTED', 'LOG_FORK_EVIDENCE', 'EVENTS_WAITING']);
  }, 60_000);

  it('D-40: takes no new document once it has stood still for four hours, but still what stops one', async () => {
    const submit = (sent: Composed): Promise<unknown> =>
      two.a.submit.submitDocument(two.a.session('ana'), sent);
    const before = await two.request();
    await past(
      'journal.event',
      `update journal.event set recorded_at = recorded_at - interval '4 hours'`,
    );
    // An event has waited that long, but the log was signed a moment ago.
    await submit(before);
    await past('journal.checkpoint', `update journal.checkpoint set at = at - interval '4 hours'`);
    const refused = { code: 'LOG_STANDS_STILL' };
    await expect(submit(await two.request())).rejects.toMatchObject(refused);
    await submit(before);
    const body = { reason: 'It would come too late.' };
    const place = { thread: before.id as unknown as ThreadId, inReplyTo: before.id };
    await submit(await two.request({ kind: 'withdrawal', ...place, body }));
    // A log without waiting events is only quiet.
    await past('journal.pending', 'delete from journal.pending');
    await submit(await two.request());
  }, 60_000);
});
