import { describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/nats.js';
import { aState } from '../../support/state.js';
import { answeredThread, packingStates } from './packing.js';

describe('an evidence package of a thread from before the neighbour had another root', () => {
  it('is refused with a code of its own, before anything is said of it in the log', async () => {
    const { two, a } = await packingStates();
    const { thread } = await answeredThread(two);
    a.failures.splice(0);
    const renewed = await aState('XB').before(1).build();
    expect(renewed.rootFingerprint).not.toBe(two.b.state.rootFingerprint);
    // Two administrators of XA confirm XB anew, and its new directory arrives.
    await two.a.state.confirm(renewed, two.linkId, 2);
    await two.a.install();
    const now = { issuedAt: new Date() };
    await two.a.introduce(await renewed.directoryStatement(two.a.state.state, two.linkId, now));
    const { exhibit } = await a.ask(thread);
    const build = await a.builder();
    await a.until(() => Promise.resolve(build), 'FAILED');
    expect(await a.row()).toMatchObject({
      exhibit,
      failure: 'PACKAGE_ROOT_CHANGED',
      thread_key: null,
    });
    expect(a.failures.splice(0).join()).toContain(exhibit);
    const said = await two.a.sql(
      `select 1 as one from journal.event where thread = '${thread}' and typ like 'pkg.%'`,
    );
    expect(said).toEqual([]);
    // Packages from before rest on the root that readers are not told any more.
    two.a.steps.wake('packages');
    const root = two.b.state.rootFingerprint;
    await eventually(async () => {
      const [row] = await two.a.sql<{ rest: string; told: string }>(
        `select (select count(*) from cases.package_key y join cases.package p on p.id = y.package
             where p.state = 'BUILT' and y.key = '${root}') as rest,
           (select count(*) from cases.package_concern where code = 'KEY_REVOKED' and cause = '${root}') as told`,
      );
      return row !== undefined && row.rest === row.told;
    });
  }, 120_000);
});
