import { packageBounds } from './packages.lists.js';
import { type AskFacts, askRefusal } from './packages.rules.js';

const good: AskFacts = {
  ...{ compartment: 'ENFORCEMENT', waiting: packageBounds.waiting - 1 },
  ...{ isUnderWay: false, today: packageBounds.ofOfficer - 1 },
  ofThread: packageBounds.ofThread - 1,
};

describe('an ask for a package', () => {
  it('is taken within all bounds', () => {
    expect(askRefusal(good)).toBeUndefined();
  });

  it.each<[string, string, Partial<AskFacts>]>([
    ['of protection', 'PACKAGE_IMPOSSIBLE', { compartment: 'PROTECTION' }],
    ['about a data subject', 'PACKAGE_IMPOSSIBLE', { compartment: 'DATA_PROTECTION' }],
    [
      'of a thread with all it may have',
      'PACKAGE_IMPOSSIBLE',
      { ofThread: packageBounds.ofThread },
    ],
    ['beside another of the thread', 'PACKAGES_SPENT', { isUnderWay: true }],
    ['beside many', 'PACKAGES_SPENT', { waiting: packageBounds.waiting }],
    ['of one who has asked much', 'PACKAGES_SPENT', { today: packageBounds.ofOfficer }],
  ])('%s is refused', (_, code, change) => {
    expect(askRefusal({ ...good, ...change })).toMatchObject({ code });
  });
});
