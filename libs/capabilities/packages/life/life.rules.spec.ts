import {
  aDocumentId,
  aFingerprint,
  anEntry,
  anOfficer,
  aState,
  aThreadId,
  at,
} from '../../../../test/support/builders.js';
import { Directory } from '#capabilities/directory/trust.model';
import { parseTimestamp } from '#kernel';
import { packageBounds } from '../packages.lists.js';
import {
  causeKey,
  type EndedKey,
  type LivingPackage,
  type Rest,
  type Standing,
} from './life.facts.js';
import { changedSince, concernsOf, endedIn } from './life.rules.js';

const [item, consent, other, recall] = ['item', 'consent', 'other', 'recall'].map(aDocumentId) as [
  ReturnType<typeof aDocumentId>,
  ReturnType<typeof aDocumentId>,
  ReturnType<typeof aDocumentId>,
  ReturnType<typeof aDocumentId>,
];
const signer = aFingerprint('ana');
const day = (n: number): Date => new Date(Date.UTC(2026, 0, n));
const rests: readonly Rest[] = [
  { kind: 'ITEM', document: item, signer, signedAt: day(2) },
  { kind: 'ITEM', document: consent, signer: aFingerprint('judge'), signedAt: day(3) },
  { kind: 'CONSENT', document: consent, until: day(20) },
];
const machine = 'e'.repeat(64);
const keys = [{ key: machine, until: day(5), shownEnd: null }];
const standing: Standing = { rests, keys, recalls: [], now: day(10) };
const living: LivingPackage = {
  ...{ ...standing, id: 'p', exhibit: 'border-police-2026-1', thread: aThreadId('one') },
  ...{ supersededBy: [], known: new Set(), handed: 1 },
};
const ended = (from: Date, to: Date | null = null, key: string = signer): EndedKey[] => [
  {
    ...{ key, state: aState('XA') },
    from: parseTimestamp(from.toISOString()),
    to: to && parseTimestamp(to.toISOString()),
  },
];

describe('a package that is about to be made', () => {
  it('is made while all that it shows stands', () => {
    expect(changedSince(standing, [])).toBeUndefined();
    const elsewhere = { document: recall, act: 'RECALL', items: [other] } as const;
    expect(changedSince({ ...standing, recalls: [elsewhere] }, [])).toBeUndefined();
  });

  it('is not made once a consent was withdrawn or has ended since, or an item taken back', () => {
    const withdrawn = { document: recall, act: 'RECALL', items: [consent] } as const;
    expect(changedSince({ ...standing, recalls: [withdrawn] }, [])).toEqual({
      code: 'CONSENT_WITHDRAWN',
      cause: recall,
    });
    expect(changedSince({ ...standing, now: day(20) }, [])).toEqual({
      code: 'CONSENT_EXPIRED',
      cause: consent,
    });
    for (const [act, code] of [
      ['RECALL', 'ITEM_RECALLED'],
      ['NARROW', 'ITEM_NARROWED'],
      ['CORRECT', 'ITEM_CORRECTED'],
    ] as const) {
      const recalls = [{ document: recall, act, items: [item] }];
      expect(changedSince({ ...standing, recalls }, [])).toEqual({ code, cause: recall });
    }
  });

  it('is not made once a consent that it shows was narrowed or corrected', () => {
    const recalls = [{ document: recall, act: 'CORRECT', items: [consent] } as const];
    expect(changedSince({ ...standing, recalls }, [])).toEqual({
      code: 'ITEM_CORRECTED',
      cause: recall,
    });
    const hidden = rests.filter(({ kind, document }) => kind !== 'ITEM' || document !== consent);
    expect(changedSince({ ...standing, recalls, rests: hidden }, [])).toBeUndefined();
  });

  it('is made with a recall that it shows itself', () => {
    const recalls = [{ document: recall, act: 'RECALL', items: [item] } as const];
    const shown = [...rests, { kind: 'RECALL', document: recall } as const];
    expect(changedSince({ ...standing, recalls, rests: shown }, [])).toBeUndefined();
  });
});

describe('a package that a key under it lets nobody make', () => {
  it('is one that shows a document whose key was ended before it signed', () => {
    expect(changedSince(standing, ended(day(2)))).toEqual({ code: 'KEY_REVOKED', cause: signer });
    expect(changedSince(standing, ended(day(3)))).toBeUndefined();
  });
});

describe('a package that was made', () => {
  it('has no concern while nothing became of it', () => {
    expect(concernsOf(living, ended(day(3)))).toEqual([]);
  });

  it('is touched by a key that was ended before it signed, not while another entry let it act', () => {
    const found = [{ code: 'KEY_REVOKED', cause: signer }];
    expect(concernsOf(living, ended(day(2)))).toEqual(found);
    expect(concernsOf(living, ended(day(1), day(3)))).toEqual(found);
    expect(concernsOf(living, ended(day(1), day(2)))).toEqual([]);
  });

  it('is touched by a key of a machine that ended before an outside time shows what it signed', () => {
    const by = (from: Date) => ended(from, null, machine);
    const found = [{ code: 'KEY_REVOKED', cause: machine }];
    expect(concernsOf(living, by(day(5)))).toEqual(found);
    expect(concernsOf(living, by(new Date(day(5).getTime() + 1)))).toEqual([]);
    expect(changedSince(standing, by(day(4)))).toEqual(found[0]);
    expect(concernsOf(living, ended(day(4), null, 'f'.repeat(64)))).toEqual([]);
  });

  it('is touched by an end of a machine key that is earlier than the one that it shows', () => {
    const shown = { ...living, keys: [{ key: machine, until: day(5), shownEnd: day(4) }] };
    const by = (from: Date) => concernsOf(shown, ended(from, null, machine));
    expect([by(day(4)), by(day(5))]).toEqual([[], []]);
    expect(by(day(3))).toEqual([{ code: 'KEY_REVOKED', cause: machine }]);
    const both = [...ended(day(4), null, machine), ...ended(day(2), null, machine)];
    expect(concernsOf(shown, both)).toHaveLength(1);
  });

  it('has room for every other concern, however many keys one State has ended', () => {
    const many = Array.from({ length: packageBounds.concerns }, (_, i) => `key ${i}`);
    const touched = {
      ...{ ...living, recalls: [{ document: recall, act: 'RECALL', items: [item] } as const] },
      keys: [...many, 'own'].map((key) => ({ key, until: day(5), shownEnd: null })),
    };
    const theirs = many.flatMap((key) =>
      ended(day(1), null, key).map((each) => ({ ...each, state: aState('XB') })),
    );
    const all = [...theirs, ...ended(day(1), null, 'own')];
    const found = concernsOf(touched, all);
    expect(found).toHaveLength(packageBounds.keyConcerns + 2);
    expect(found).toEqual(
      expect.arrayContaining([
        { code: 'ITEM_RECALLED', cause: recall },
        { code: 'KEY_REVOKED', cause: 'own' },
      ]),
    );
    const known = new Set(found.map(causeKey));
    expect(concernsOf({ ...touched, known }, all)).toEqual([]);
  });

  it('is touched by the one that takes its place, and by each cause once', () => {
    const by = 'border-police-2026-2';
    const newer = { ...living, supersededBy: [by] };
    expect(concernsOf(newer, [])).toEqual([{ code: 'SUPERSEDED', cause: by }]);
    expect(concernsOf({ ...newer, known: new Set([`SUPERSEDED ${by}`]) }, [])).toEqual([]);
  });

  it('has so many concerns at most', () => {
    const known = new Set(Array.from({ length: packageBounds.concerns - 1 }, (_, i) => `${i}`));
    const supersededBy = ['a-1', 'a-2'];
    expect(concernsOf({ ...living, supersededBy, known }, [])).toHaveLength(1);
  });
});

describe('keys of officers that an entry ended', () => {
  const root = aFingerprint('root XA');
  const both = [aFingerprint('r.one'), aFingerprint('r.two')];
  const grants = (from: number, to: number) =>
    anEntry(
      'officer',
      { officer: anOfficer('ana'), fingerprint: signer, from: at(from), to: at(to) },
      { issuedAt: at(from) },
    );
  const directory = new Directory(aState('XA'), root);
  directory.apply(anEntry('root'), [root]);
  directory.apply(anEntry('authority'), [root]);
  for (const name of ['r.one', 'r.two'])
    directory.apply(
      anEntry('registrar', { registrar: anOfficer(name), fingerprint: aFingerprint(name) }),
      [root],
    );

  it('are none while each grant stands', () => {
    directory.apply(grants(2, 200), both);
    expect(endedIn(directory)).toEqual([]);
  });

  it('have ended for good with the end of their grant, and until a new one lets them act again', () => {
    directory.apply(grants(20, 20), both);
    expect(endedIn(directory)).toEqual([{ key: signer, from: at(20), to: null }]);
    directory.apply(grants(30, 200), both);
    expect(endedIn(directory)).toEqual([{ key: signer, from: at(20), to: at(30) }]);
  });
});
