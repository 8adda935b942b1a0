import { packageBounds } from './packages.lists.js';
import {
  type AskFacts,
  askRefusal,
  handRefusal,
  stayRefusal,
  tellRefusal,
  timeRefusal,
} from './packages.rules.js';

const good: AskFacts = {
  ...{ compartment: 'ENFORCEMENT', waiting: packageBounds.waiting - 1 },
  ...{ isUnderWay: false, today: packageBounds.ofOfficer - 1 },
  ofThread: packageBounds.ofThread - 1,
  superseding: { isMade: true, by: 0 },
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
    [
      'in the place of none of the thread',
      'PACKAGE_NOT_SUPERSEDED',
      { superseding: { isMade: false, by: 0 } },
    ],
    [
      'in the place of one that has its successor',
      'PACKAGE_NOT_SUPERSEDED',
      { superseding: { isMade: true, by: 1 } },
    ],
    ['beside another of the thread', 'PACKAGES_SPENT', { isUnderWay: true }],
    ['beside many', 'PACKAGES_SPENT', { waiting: packageBounds.waiting }],
    ['of one who has asked much', 'PACKAGES_SPENT', { today: packageBounds.ofOfficer }],
  ])('%s is refused', (_, code, change) => {
    expect(askRefusal({ ...good, ...change })).toMatchObject({ code });
  });
});

describe('the word that a recipient was told', () => {
  it('is taken of all that there is, and of something new', () => {
    expect(tellRefusal({ concerns: 2, notifiedConcerns: 1, seen: 2 })).toBeUndefined();
  });

  it.each([
    ['before something else came', { concerns: 3, notifiedConcerns: 1, seen: 2 }],
    ['of more than there is', { concerns: 1, notifiedConcerns: 0, seen: 2 }],
    ['again', { concerns: 2, notifiedConcerns: 2, seen: 2 }],
    ['of nothing', { concerns: 0, notifiedConcerns: 0, seen: 0 }],
  ])('%s is refused', (_, facts) => {
    expect(tellRefusal(facts)).toMatchObject({ code: 'PACKAGE_CONCERNS_DIFFER' });
  });
});

describe('the time of what an officer states', () => {
  const at = (ms: number): Date => new Date(1_800_000_000_000 + ms);
  const between = { after: [at(-9), at(0)], now: at(50) };

  it('is taken from the last of what came before on, and a little ahead of the clock', () => {
    expect(timeRefusal(at(0), between)).toBeUndefined();
    expect(timeRefusal(at(50 + packageBounds.aheadMs), between)).toBeUndefined();
  });

  it.each([
    ['before the last of it', at(-1)],
    ['far ahead of the clock', at(51 + packageBounds.aheadMs)],
  ])('%s is refused', (_, when) => {
    expect(timeRefusal(when, between)).toMatchObject({ code: 'VALUE_INVALID', detail: 'at' });
  });
});

describe('a hand-over', () => {
  it('is recorded within the bound of one package', () => {
    expect(handRefusal(packageBounds.handed - 1)).toBeUndefined();
    expect(handRefusal(packageBounds.handed)).toMatchObject({ code: 'PACKAGE_IMPOSSIBLE' });
  });
});

describe('that a package stayed', () => {
  it('is recorded of one that was fetched, while nobody is on record who has it', () => {
    expect(stayRefusal({ handed: 0, isOut: true })).toBeUndefined();
  });

  it.each([
    ['was handed over', { handed: 1, isOut: true }],
    ['nobody has fetched since that was last said', { handed: 0, isOut: false }],
  ])('is refused of one that %s', (_, facts) => {
    expect(stayRefusal(facts)).toMatchObject({ code: 'PACKAGE_IMPOSSIBLE' });
  });
});
