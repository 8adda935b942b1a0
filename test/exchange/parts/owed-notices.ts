import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WatchNotices } from '#capabilities/evidence/notices.jobs';
import type { ThreadId } from '#kernel';
import { unmatched } from '../../instruments/entries/entries.js';
import { EvidenceCase } from '../fixtures/evidence-case.js';
import { FaultInjector } from '../../instruments/cuts/fault-injector.js';
import { assertSeenOf } from '../../instruments/seen-counts.js';

describe('notices of the central authority that do not come', () => {
  const injector = new FaultInjector();
  let at: EvidenceCase;
  beforeAll(async () => {
    at = await EvidenceCase.begin(injector.newStore);
  }, 60_000);
  afterAll(() => at.two.stop());

  it('are recorded with their alerts wherever the connection ends, of three threads at once, each once', async () => {
    const { b } = at.two;
    await b.steps.hold('notices');
    const threads: ThreadId[] = [];
    for (let i = 0; i < 3; i += 1) {
      const { thread, response } = await at.answered();
      const body = await at.asking(response);
      await at.tell('a', 'ana', thread, response, 'evidence-consent-request', body);
      threads.push(thread);
    }
    const shifted = await b.sql(
      `update cases.dispatch set delivered_at = delivered_at - interval '25 hours'
       where evidential and thread = any ($1::uuid[]) returning id`,
      [threads],
    );
    expect(shifted).toHaveLength(threads.length);
    const due = `update cases.dispatch set notice_at = clock_timestamp() where evidential and thread = any ($1::uuid[])`;
    await b.sql(due, [threads]);
    const alerts = async (): Promise<ThreadId[]> => {
      const rows = await b.sql<{ thread: ThreadId }>(
        `select thread from cases.alert where alert = 'NOTICE_OWED' and thread = any ($1::uuid[])`,
        [threads],
      );
      return rows.map(({ thread }) => thread).sort();
    };
    const { store, trust, cases, journal } = await b.parts('sealer');
    const look = () => new WatchNotices(store, trust, cases, journal).run();
    const matched = async (): Promise<void> =>
      expect(await unmatched((sql) => b.sql(sql), /central authority is owed/)).toEqual({});
    const cuts = await injector.atEach(look, async () => {
      expect(await alerts()).toEqual([]);
      await matched();
    });
    assertSeenOf('cuts of one look', { notices: cuts });
    expect(await alerts()).toEqual([...threads].sort());
    await b.sql(due, [threads]);
    await Promise.all([look(), look()]);
    expect(await alerts()).toEqual([...threads].sort());
    await matched();
  }, 90_000);
});
