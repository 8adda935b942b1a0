import { beforeAll, describe, expect, it } from '@jest/globals';
import { draftProfile } from '#admissibility';
import type { BuildPackages } from '#capabilities/packages/making/build-packages.jobs';
import { Waivers } from '#capabilities/waivers/waivers.service';
import type { DocumentId, ThreadId } from '#kernel';
import { sha256 } from '#wire';
import type { TwoStates } from '../../support/two-states.js';
import type { Packing } from '../fixtures/packing.js';
import { answeredThread, packingStates } from './packing.js';

describe('an evidence package of which something is taken back while it is made', () => {
  let two: TwoStates;
  let a: Packing;
  let build: BuildPackages;
  const same = () => Promise.resolve(build);
  beforeAll(async () => {
    ({ two, a } = await packingStates());
    build = await a.builder();
    a.failures.splice(0);
  }, 120_000);

  const recalled = async (place: { thread: ThreadId; inReplyTo: DocumentId }): Promise<void> => {
    const body = {
      what: 'RECALL',
      items: [place.inReplyTo],
      reason: 'Sent by mistake.',
    } as const;
    const recall = await two.reply('ana', place, 'recall', body);
    await two.a.submit.submitDocument(two.a.session('ana'), recall);
  };

  it('is not made, and the next one shows that', async () => {
    const { thread: other, request } = await answeredThread(two);
    await a.stampLog();
    await a.ask(other);
    await a.until(same, 'SEALING');
    await recalled({ thread: other, inReplyTo: request });
    await a.until(same, 'FAILED');
    expect(await a.row()).toMatchObject({ failure: 'PACKAGE_WITHDRAWN', root: null });
    expect(a.failures.splice(0)).toEqual([expect.stringMatching(`ITEM_RECALLED`)]);
    await a.ask(other);
    await a.until(same, 'BUILT');
    // On a slow machine the recall may not have its receipt yet.
    expect([0, 2]).toContain((await a.row()).exit);
  }, 120_000);

  it('is not made with a waiver that was taken back, and is made once it shows that', async () => {
    const { thread: other } = await answeredThread(two);
    const [ana, of] = [two.a.session('ana'), { thread: other, profile: sha256(draftProfile) }];
    const waivers = two.a.requests.get(Waivers);
    await waivers.waive(ana, { ...of, rule: 'CUS-06', reason: 'OUT_OF_REACH' });
    await a.stampLog();
    await a.ask(other);
    await a.until(same, 'SEALING');
    await waivers.withdraw(ana, { ...of, rule: 'CUS-06', reason: 'MISTAKEN' });
    await a.until(same, 'FAILED');
    expect(await a.row()).toMatchObject({ failure: 'PACKAGE_WITHDRAWN', root: null });
    expect(a.failures.splice(0)).toEqual([expect.stringMatching('WAIVER_WITHDRAWN CUS-06')]);
    await a.ask(other);
    await a.until(same, 'BUILT');
  }, 120_000);

  it('is called made before, or not at all', async () => {
    const { thread: other, request } = await answeredThread(two);
    await a.stampLog();
    await a.ask(other);
    await a.until(same, 'SEALING');
    await Promise.all([
      a.until(same, 'BUILT', 'FAILED'),
      recalled({ thread: other, inReplyTo: request }),
    ]);
    const chain = await two.a.sql<{ typ: string }>(
      `select typ from journal.event where thread = '${other}' and typ in ('pkg.built', 'item.recalled') order by id`,
    );
    const { state, failure } = await a.row();
    expect([
      ['BUILT', null, 'pkg.built', 'item.recalled'],
      ['FAILED', 'PACKAGE_WITHDRAWN', 'item.recalled'],
    ]).toContainEqual([state, failure, ...chain.map(({ typ }) => typ)]);
    a.failures.splice(0);
  }, 120_000);
});
