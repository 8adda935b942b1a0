import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ThreadId } from '#model';
import { eventually } from '../support/nats.js';
import { TwoStates } from '../support/two-states.js';

const minute = 60_000;

describe('an officer is suspended while messages are under way', () => {
  let two: TwoStates;

  beforeEach(async () => {
    two = await TwoStates.start();
  }, 60_000);
  afterEach(() => two.stop());

  /** Signed, logged and sealed at XA; XB does not have it yet. */
  async function underWay(): Promise<ThreadId> {
    await two.a.stopExchange();
    const { thread } = await two.a.submit.run(two.a.session('ana'), await two.request());
    await eventually(async () => {
      const [row] = await two.a.sql<{ state: string }>(
        'select state from mailbox.outbox where thread = $1',
        [thread],
      );
      return row?.state === 'SEALED';
    });
    return thread;
  }

  /** Both States know of the suspension before the message arrives. */
  async function suspend(effective: Date): Promise<void> {
    const { a, b, linkId } = two;
    await a.state.suspension('ana', effective);
    await a.install();
    await b.introduce(await a.state.directoryStatement(b.state.state, linkId));
    await a.startExchange(two.borders[0], two.neighbour('solicit'));
  }

  const reached = (thread: ThreadId, stage: string) =>
    eventually(async () => (await two.stages(thread)).some((s) => s.stage === stage));

  it('what the log took before the effective date is opened and filed', async () => {
    const thread = await underWay();
    await suspend(new Date());
    await reached(thread, 'OPENED');
    const inbox = await two.b.asked.list(two.b.session('ben'), { limit: 10, before: null });
    expect(inbox.map((row) => row.thread)).toEqual([thread]);
  }, 60_000);

  it('what it took after that date is quarantined and rejected', async () => {
    const thread = await underWay();
    await suspend(new Date(Date.now() - minute));
    await reached(thread, 'REJECTED');
    expect((await two.stages(thread)).find((s) => s.stage === 'REJECTED')?.code).toBe(
      'OFFICER_SUSPENDED',
    );
    expect(await two.b.sql('select 1 from cases.thread')).toEqual([]);
  }, 60_000);
});
