import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ThreadId } from '#kernel';
import type { TestGateway } from '../../support/gateway.js';
import { eventually } from '../../support/nats.js';
import type { TwoStates } from '../../support/two-states.js';
import { sharedStates } from './states.js';

const aWhile = () => new Promise((resolve) => setTimeout(resolve, 2_500));

describe('the protocol version of a link', () => {
  let two: TwoStates;

  beforeAll(async () => {
    two = await sharedStates();
  }, 60_000);

  const submit = async (): Promise<ThreadId> =>
    (await two.a.submit.submitDocument(two.a.session('ana'), await two.request())).thread;
  const used = (at: TestGateway) => at.sql('select protocol from mailbox.link');
  const spoke2 = (at: TestGateway) => at.sql('update mailbox.link set protocol = 2');
  async function confirmAnew(at: TestGateway, other: TestGateway, end: 1 | 2): Promise<void> {
    await at.state.confirm(other.state, two.linkId, end);
    await at.install();
  }

  it('is the highest that both speak, and noted', async () => {
    const thread = await submit();
    await two.a.reached(thread, 'OPENED');
    for (const each of [two.a, two.b]) expect(await used(each)).toEqual([{ protocol: 1 }]);
  }, 60_000);

  it('never goes below: what is to leave waits, says why, and leaves when two administrators confirm anew', async () => {
    await spoke2(two.a);
    const thread = await submit();
    await eventually(async () => (await two.stages(thread))[0]?.code === 'PROTOCOL_BELOW_FLOOR');
    await aWhile();
    expect(await two.stages(thread)).toEqual([{ stage: 'QUEUED', code: 'PROTOCOL_BELOW_FLOOR' }]);
    expect(await used(two.a)).toEqual([{ protocol: 2 }]);
    await confirmAnew(two.a, two.b, 2);
    await two.a.reached(thread, 'OPENED');
    expect(await used(two.a)).toEqual([{ protocol: 1 }]);
  }, 60_000);

  it('never goes below: what comes waits unopened, until two administrators confirm anew', async () => {
    await spoke2(two.b);
    const thread = await submit();
    await two.a.reached(thread, 'RELAYED');
    await aWhile();
    const row = 'select waits_for as waits from mailbox.delivery where not statement';
    expect(await two.b.sql(`${row} and state = 'WAITING'`)).toHaveLength(1);
    expect(await two.b.sql('select 1 from cases.thread where id = $1', [thread])).toEqual([]);
    await confirmAnew(two.b, two.a, 1);
    await two.a.reached(thread, 'OPENED');
  }, 60_000);
});
