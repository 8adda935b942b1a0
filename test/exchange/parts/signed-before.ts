import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ThreadId } from '#kernel';
import { eventually } from '../../support/nats.js';
import type { TwoStates } from '../../support/two-states.js';
import { sharedStates } from './states.js';

const minute = 60_000;

describe('an officer is suspended while messages are under way', () => {
  let two: TwoStates;

  beforeAll(async () => {
    two = await sharedStates();
  }, 60_000);

  async function underWay(officer: string): Promise<ThreadId> {
    const { a, b } = two;
    await a.stopExchange();
    const sent = await two.compose(a.state, b.state, officer, {});
    const { thread } = await a.submit.submitDocument(a.session(officer), sent);
    await eventually(async () => {
      const [row] = await a.sql<{ state: string }>(
        'select state from mailbox.outbox where thread = $1',
        [thread],
      );
      return row?.state === 'SEALED';
    });
    return thread;
  }

  async function suspend(officer: string, effective: Date): Promise<void> {
    const { a, b, linkId } = two;
    await a.state.suspension(officer, effective);
    await a.install();
    await b.introduce(await a.state.directoryStatement(b.state.state, linkId));
    await a.startExchange(two.borders[0], two.neighbour('solicit'));
  }

  const inbox = async (): Promise<ThreadId[]> => {
    const rows = await two.b.asked.listThreads(
      two.b.session('ben'),
      { limit: 50, before: null },
      'INVESTIGATION',
    );
    return rows.map(({ thread }) => thread);
  };

  it('what the log took before the effective date is opened and filed', async () => {
    const before = await inbox();
    const thread = await underWay('abe');
    await suspend('abe', new Date());
    await two.a.reached(thread, 'OPENED');
    expect(await inbox()).toEqual([thread, ...before]);
  }, 60_000);

  it('what it took after that date is quarantined and rejected', async () => {
    const thread = await underWay('ada');
    await suspend('ada', new Date(Date.now() - minute));
    await two.a.reached(thread, 'REJECTED');
    expect((await two.stages(thread, 'ada')).find((s) => s.stage === 'REJECTED')?.code).toBe(
      'OFFICER_SUSPENDED',
    );
    expect(await two.b.sql('select 1 from cases.thread where id = $1', [thread])).toEqual([]);
  }, 60_000);

  it('what waits to be sealed does not leave, although an officer who might sign it has', async () => {
    const { a, b } = two;
    await a.steps.hold('seal');
    const sent = await two.compose(a.state, b.state, 'ali', {});
    const { thread } = await a.submit.submitDocument(a.session('ali'), sent);
    await a.state.suspension('ali', new Date(Date.now() - minute));
    await a.install();
    a.steps.resume('seal');
    const fate = () => a.sql('select state, code from mailbox.outbox where thread = $1', [thread]);
    await eventually(
      async () => JSON.stringify(await fate()) !== '[{"state":"QUEUED","code":null}]',
    );
    expect(await fate()).toEqual([{ state: 'VOID', code: 'OFFICER_SUSPENDED' }]);
  }, 60_000);
});
