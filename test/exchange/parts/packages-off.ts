import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import { WatchPackages } from '#capabilities/packages/life/watch-packages.jobs';
import { packageBounds } from '#capabilities/packages/packages.lists';
import { insertRow, insertRows } from '../../support/rows.js';
import type { TwoStates } from '../../support/two-states.js';
import { packingStates } from './packing.js';

describe('many packages of a State that was off for long', () => {
  let two: TwoStates;
  const packages = Array.from({ length: 5 }, (_, i) => ({
    ...{ id: randomUUID(), exhibit: `border-police-1999-${i + 1}` },
    ...{ state: 'BUILT', state_at: new Date(0) },
  }));

  beforeAll(async () => {
    ({ two } = await packingStates());
    const { id: thread } = await insertRow(two.a, 'cases.thread');
    const stays = 'trigger cases_package_stays';
    await two.a.sql(`alter table cases.package disable ${stays}`);
    await insertRows(
      two.a,
      'cases.package',
      packages.map((each) => ({ ...each, thread })),
    );
    await two.a.sql(`alter table cases.package enable ${stays}`);
    for (const { id } of packages) {
      const consents = Array.from({ length: packageBounds.concerns }, () => ({
        ...{ package: id, kind: 'CONSENT', document: v7(), until: new Date(1) },
      }));
      await insertRows(two.a, 'cases.package_rest', consents);
    }
  }, 120_000);

  it('are touched by every consent that ended meanwhile', async () => {
    const { store, trust, journal } = await two.a.parts('sealer');
    const watch = new WatchPackages(store, trust, journal, () => undefined);
    while (await watch.run());
    const concerns = await two.a.sql<{ n: number }>(
      `select count(*)::int as n from cases.package_concern where package = any ($1::uuid[])
       group by package`,
      [packages.map(({ id }) => id)],
    );
    expect(concerns.map(({ n }) => n)).toEqual(packages.map(() => packageBounds.concerns));
  }, 60_000);
});
