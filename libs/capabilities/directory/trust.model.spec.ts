import { describe, expect, it } from '@jest/globals';
import {
  aFingerprint,
  aState,
  aYear,
  anAuthority,
  anEntry,
  anOfficer,
  at,
  base64Of,
  days,
} from '../../../test/support/builders.js';
import type { Entry, EntryBodies } from './directory.schema.js';
import { type Fingerprint, commonProtocol, ownProtocol, type Protocol } from '#kernel';
import { Directory } from './trust.model.js';

const root = aFingerprint('root XA');
const one = aFingerprint('r.one');
const two = aFingerprint('r.two');
const officerKey = aFingerprint('officer');
const police = anAuthority();
const guard = anAuthority('coast-guard');

const registrar = (name: string, body: Partial<EntryBodies['registrar']> = {}) =>
  anEntry('registrar', { registrar: anOfficer(name), fingerprint: aFingerprint(name), ...body });

function aDirectory(): Directory {
  const directory = new Directory(aState('XA'), root);
  for (const entry of [
    anEntry('root'),
    anEntry('authority'),
    anEntry('authority', { authority: guard }),
    registrar('r.one'),
    registrar('r.two'),
  ])
    directory.apply(entry, [root]);
  return directory;
}

function refuses(
  directory: Directory,
  entry: Entry,
  signers: readonly Fingerprint[],
  why: string,
): void {
  const before = JSON.stringify(directory);
  expect(() => directory.apply(entry, signers)).toThrow(
    expect.objectContaining({ code: 'ENTRY_NOT_ALLOWED', detail: why }),
  );
  expect(JSON.stringify(directory)).toBe(before);
}

const needsTwo = 'two registrars of the authority must sign';

describe('the root', () => {
  it('stands first, once, signed by itself, and is the one pinned', () => {
    const directory = new Directory(aState('XA'), root);
    refuses(directory, registrar('r.one'), [root], 'the root entry stands first, once');
    refuses(directory, anEntry('root'), [], 'the root must sign itself');
    refuses(directory, anEntry('root'), [one], 'the root must sign itself');
    const other = anEntry('root', { fingerprint: one });
    refuses(directory, other, [root, one], 'another root than the one pinned');
    directory.apply(anEntry('root'), [root]);
    expect(directory.rootEntry()).toEqual(anEntry('root').body);
    refuses(directory, anEntry('root'), [root], 'the root entry stands first, once');
    expect(directory.version).toBe(1);
  });

  it.each(['state-key', 'note-key', 'event-key', 'authority', 'registrar'] as const)(
    'alone makes the entry %s',
    (kind) => {
      const directory = aDirectory();
      refuses(directory, anEntry(kind), [], 'the root must sign');
      refuses(directory, anEntry(kind), [one, two], 'the root must sign');
      directory.apply(anEntry(kind), [root, aFingerprint('a stranger')]);
      expect(directory.version).toBe(6);
    },
  );

  it('cannot make an officer', () => {
    refuses(aDirectory(), anEntry('officer'), [root], needsTwo);
  });
});

describe('entries', () => {
  it('of another State or chain are refused whoever signed them', () => {
    const directory = aDirectory();
    const foreign = anEntry('authority', {}, { state: aState('XB') });
    refuses(directory, foreign, [root], 'entry of another State');
    refuses(
      directory,
      anEntry('authority', {}, { chain: 'peers' }),
      [root],
      'entry of another chain',
    );
    for (const kind of ['peer', 'peer-removed', 'broker-accepted'] as const) {
      const entry = anEntry(kind, {}, { chain: 'directory' });
      refuses(directory, entry, [root, one, two], 'not an entry of the directory');
    }
  });

  it('count up the version', () => {
    const directory = aDirectory();
    expect(directory.version).toBe(5);
    directory.apply(anEntry('officer'), [one, two]);
    expect(directory.version).toBe(6);
    expect(directory.officers()).toEqual([{ ...anEntry('officer').body, version: 5 }]);
  });
});

it.each([
  ['state-key', { purpose: 'receipts' }],
  ['note-key', {}],
  ['event-key', {}],
] as const)('a %s that was ended by a word comes back under no name', (kind, other) => {
  const directory = aDirectory();
  const ended = { from: at(), to: at() };
  directory.apply(anEntry(kind), [root]);
  directory.apply(anEntry(kind, ended), [root]);
  const why = 'the key was ended, and no key comes back';
  refuses(directory, anEntry(kind), [root], why);
  refuses(directory, anEntry(kind, other), [root], why);
  directory.apply(anEntry(kind, ended), [root]);
});

describe('registrars', () => {
  it('are certified for twelve months at most', () => {
    const directory = aDirectory();
    const long = registrar('r.three', { from: at(), to: at(days(366) + 1) });
    refuses(directory, long, [root], 'a registrar is certified for twelve months at most');
    directory.apply(registrar('r.three', { from: at(), to: at(days(366)) }), [root]);
    expect(directory.registrars()).toHaveLength(3);
  });

  it('are two to grant: one, one twice, or one and a stranger are not enough', () => {
    const directory = aDirectory();
    for (const signers of [[], [one], [one, one], [one, aFingerprint('a stranger')], [one, root]])
      refuses(directory, anEntry('officer'), signers, needsTwo);
    directory.apply(anEntry('officer'), [one, two]);
    expect(directory.activeOfficer(officerKey, at())?.officer).toBe(anOfficer());
  });

  it('one person with two keys counts once', () => {
    const directory = aDirectory();
    const second = aFingerprint('second key of r.one');
    directory.apply(registrar('r.one', { fingerprint: second }), [root]);
    refuses(directory, anEntry('officer'), [one, second], needsTwo);
    directory.apply(anEntry('officer'), [second, two]);
  });

  it('two persons with one key cannot be', () => {
    const shared = registrar('r.three', { fingerprint: one });
    refuses(aDirectory(), shared, [root], 'the key belongs to another registrar');
  });

  it('act only for the authorities they were certified for', () => {
    const directory = aDirectory();
    const grant = anEntry('officer', { authority: guard });
    refuses(directory, grant, [one, two], needsTwo);
    const three = aFingerprint('r.three');
    directory.apply(registrar('r.three', { authorities: [guard] }), [root]);
    refuses(directory, grant, [one, two, three], needsTwo);
    directory.apply(registrar('r.one', { authorities: [police, guard] }), [root]);
    directory.apply(grant, [one, three]);
  });

  it('act only while certified', () => {
    const directory = aDirectory();
    const on = (issuedAt: ReturnType<typeof at>) => anEntry('officer', {}, { issuedAt });
    refuses(directory, on(at(-days(2))), [one], needsTwo);
    refuses(directory, on(aYear.to), [one, two], needsTwo);
    directory.apply(on(at(days(300) - 1)), [one, two]);
  });

  it('not yet certified do not count', () => {
    const directory = aDirectory();
    directory.apply(registrar('r.three', { from: at(10) }), [root]);
    const signers = [one, aFingerprint('r.three')];
    refuses(directory, anEntry('officer', {}, { issuedAt: at(9) }), signers, needsTwo);
    directory.apply(anEntry('officer', {}, { issuedAt: at(10) }), signers);
  });

  it('end at once when the root says so, and cannot write themselves back before it', () => {
    const directory = aDirectory();
    const ended = { from: at(60), to: at(60) };
    directory.apply({ ...registrar('r.two', ended), issuedAt: at(60) }, [root]);
    for (const issuedAt of [at(0), at(59), at(60), at(61)])
      refuses(directory, anEntry('officer', {}, { issuedAt }), [one, two], needsTwo);
  });

  it('may sign out of order while they are still certified', () => {
    const directory = aDirectory();
    directory.apply(anEntry('officer', {}, { issuedAt: at(5) }), [one, two]);
    directory.apply(anEntry('officer', {}, { issuedAt: at(4) }), [one, two]);
  });

  it('grant only in an authority that exists then', () => {
    const directory = aDirectory();
    const none = anAuthority('navy');
    for (const name of ['r.one', 'r.two'])
      directory.apply(registrar(name, { authorities: [none] }), [root]);
    refuses(directory, anEntry('officer', { authority: none }), [one, two], 'unknown authority');
  });

  it('cannot give a key of one officer to another', () => {
    const directory = aDirectory();
    directory.apply(anEntry('officer'), [one, two]);
    const other = anEntry('officer', { officer: anOfficer('b.other') });
    refuses(directory, other, [one, two], 'the key belongs to another officer');
  });
});

describe('officers', () => {
  const granted = (): Directory => {
    const directory = aDirectory();
    directory.apply(anEntry('officer', { roles: ['AUDITOR', 'DUTY_OFFICER'] }), [one, two]);
    return directory;
  };

  it('act from the first moment of their mandate to before its end', () => {
    const directory = granted();
    const active = (time: ReturnType<typeof at>) => directory.activeOfficer(officerKey, time);
    expect(active(at(-days(1) - 1))).toBeUndefined();
    expect(active(aYear.from)).toBeDefined();
    expect(active(at(days(300) - 1))).toBeDefined();
    expect(active(aYear.to)).toBeUndefined();
    expect(directory.activeOfficer(aFingerprint('a stranger'), at())).toBeUndefined();
  });

  it('have the roles of the newest grant that has begun, and no other', () => {
    const directory = granted();
    const roles = (minutes: number) => directory.activeOfficer(officerKey, at(minutes))?.roles;
    directory.apply(anEntry('officer', { roles: ['AUDITOR'], from: at(10), to: at(20) }), [
      one,
      two,
    ]);
    expect(roles(9)).toEqual(['AUDITOR', 'DUTY_OFFICER']);
    expect(roles(10)).toEqual(['AUDITOR']);
    expect(roles(20)).toBeUndefined();
    expect(directory.hasRole(officerKey, 'AUDITOR', at(10))).toBe(true);
    expect(directory.hasRole(officerKey, 'DUTY_OFFICER', at(10))).toBe(false);
  });

  it('are suspended by one registrar of their authority, from the effective time on', () => {
    const directory = granted();
    const suspend = anEntry('officer-suspended');
    refuses(directory, suspend, [], 'a registrar of the authority must sign');
    refuses(directory, suspend, [root], 'a registrar of the authority must sign');
    directory.apply(registrar('r.guard', { authorities: [guard] }), [root]);
    const stranger = aFingerprint('r.guard');
    refuses(directory, suspend, [stranger], 'a registrar of the authority must sign');
    directory.apply(suspend, [two]);
    expect(directory.activeOfficer(officerKey, at(9))).toBeDefined();
    expect(directory.activeOfficer(officerKey, at(10))).toBeUndefined();
    expect(directory.hasRole(officerKey, 'AUDITOR', at(10))).toBe(false);
    expect(directory.grantOf(officerKey, at(10))).toBeDefined();
  });

  it('are suspended from the earliest of several effective times', () => {
    const directory = granted();
    for (const minutes of [10, 5, 20])
      directory.apply(anEntry('officer-suspended', { effective: at(minutes) }), [one]);
    expect(directory.activeOfficer(officerKey, at(4))).toBeDefined();
    expect(directory.activeOfficer(officerKey, at(5))).toBeUndefined();
  });

  it('unknown cannot be suspended', () => {
    refuses(aDirectory(), anEntry('officer-suspended'), [one, two], 'unknown officer');
  });

  it('act again only by a new grant of two registrars, and not for the time between', () => {
    const directory = granted();
    directory.apply(anEntry('officer-suspended'), [one]);
    const again = anEntry('officer', { from: at(30) });
    refuses(directory, again, [one], needsTwo);
    directory.apply(again, [one, two]);
    expect(directory.activeOfficer(officerKey, at(9))).toBeDefined();
    expect(directory.activeOfficer(officerKey, at(20))).toBeUndefined();
    expect(directory.activeOfficer(officerKey, at(30))).toBeDefined();
    directory.apply(anEntry('officer-suspended', { effective: at(40) }), [one]);
    expect(directory.activeOfficer(officerKey, at(40))).toBeUndefined();
  });

  it('do not act again by a grant that was signed before the suspension and kept', () => {
    const directory = granted();
    directory.apply(anEntry('officer-suspended', {}, { issuedAt: at(10) }), [one]);
    const kept = anEntry('officer', { from: at(30) }, { issuedAt: at(9) });
    refuses(directory, kept, [one, two], 'issued before the officer was suspended');
    directory.apply(anEntry('officer', { from: at(30) }, { issuedAt: at(11) }), [one, two]);
    expect(directory.activeOfficer(officerKey, at(30))).toBeDefined();
  });

  it('a suspension stops every key and authority of the person', () => {
    const directory = granted();
    const second = aFingerprint('second key');
    directory.apply(anEntry('officer', { fingerprint: second }), [one, two]);
    directory.apply(anEntry('officer-suspended'), [one]);
    for (const key of [officerKey, second])
      expect(directory.activeOfficer(key, at(10))).toBeUndefined();
  });
});

describe('keys', () => {
  it('old and new overlap during a rotation; the newest is used', () => {
    const directory = aDirectory();
    const next = aFingerprint('next signing');
    directory.apply(anEntry('state-key'), [root]);
    directory.apply(anEntry('state-key', { fingerprint: next, from: at(10) }), [root]);
    const all = (minutes: number) =>
      directory.allStateKeys('signing', at(minutes)).map((key) => key.fingerprint);
    expect(all(9)).toEqual([aFingerprint('signing XA')]);
    expect(all(10)).toEqual([aFingerprint('signing XA'), next]);
    expect(directory.stateKey('signing', at(9))?.fingerprint).toBe(aFingerprint('signing XA'));
    expect(directory.stateKey('signing', at(10))?.fingerprint).toBe(next);
    expect(directory.stateKey('receipts', at(10))).toBeUndefined();
  });

  it('of a purpose eight count, the newest: whoever certifies more makes nobody try them all', () => {
    const directory = aDirectory();
    const names = Array.from({ length: 2_000 }, (_, i) => aFingerprint(`signing ${i}`));
    for (const fingerprint of names) directory.apply(anEntry('state-key', { fingerprint }), [root]);
    directory.apply(anEntry('state-key', { purpose: 'receipts' }), [root]);
    const all = () => directory.allStateKeys('signing', at(1)).map((key) => key.fingerprint);
    expect(all()).toEqual(names.slice(-8));
    expect(directory.allStateKeys('receipts', at(1))).toHaveLength(1);
    // An ended limit takes no place.
    const last = { fingerprint: names.at(-1) as Fingerprint, from: at(1), to: at(1) };
    directory.apply(anEntry('state-key', last), [root]);
    expect(all()).toEqual(names.slice(-9, -1));
  });

  it('a later entry about the same key ends it before its time', () => {
    const directory = aDirectory();
    const ended = { from: at(20), to: at(20) };
    for (const kind of ['state-key', 'note-key', 'event-key', 'authority'] as const) {
      directory.apply(anEntry(kind), [root]);
      directory.apply(anEntry(kind, ended), [root]);
    }
    const found = (minutes: number) => [
      directory.stateKey('signing', at(minutes)),
      directory.logKeys.noteKey('log', at(minutes)),
      directory.logKeys.eventKey('sealer', at(minutes)),
      directory.authority(police, at(minutes)),
    ];
    expect(found(19)).not.toContain(undefined);
    expect(found(20)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('of an authority are found by compartment', () => {
    const directory = aDirectory();
    const protection = aFingerprint('protection');
    const keys = [
      ...anEntry('authority').body.keys,
      {
        compartment: 'PROTECTION',
        fingerprint: protection,
        certificate: base64Of('protection'),
      } as const,
    ];
    expect(directory.encryptionKey(police, 'PROTECTION', at())).toBeUndefined();
    directory.apply(anEntry('authority', { keys, from: at(5) }), [root]);
    expect(directory.encryptionKey(police, 'PROTECTION', at(4))).toBeUndefined();
    expect(directory.encryptionKey(police, 'PROTECTION', at(5))?.fingerprint).toBe(protection);
    expect(directory.authorities(at(5)).map((a) => a.authority)).toEqual([guard, police]);
  });
});

describe('the versions that a State speaks', () => {
  const speaks = (members: Partial<Protocol>) =>
    anEntry('protocol', { ...ownProtocol, ...members });

  it('are those of the newest entry, which the root signs; without one those of this program', () => {
    const directory = aDirectory();
    expect(directory.protocol()).toEqual(ownProtocol);
    refuses(directory, speaks({ max: 2 }), [one, two], 'the root must sign');
    refuses(
      directory,
      speaks({ min: 3, max: 2 }),
      [root],
      'the lowest version is above the highest',
    );
    directory.apply(speaks({ max: 2 }), [root]);
    directory.apply(speaks({ min: 2, max: 3 }), [root]);
    expect(directory.protocol()).toEqual({ ...ownProtocol, min: 2, max: 3 });
  });

  it.each([
    [[1, 1], [1, 1], 1],
    [[1, 3], [2, 5], 3],
    [[2, 5], [1, 2], 2],
    [[1, 1], [2, 2], undefined],
    [[3, 4], [1, 2], undefined],
  ] as const)('%j and %j have in common: %j', ([min, max], [low, high], common) => {
    expect(commonProtocol({ min, max }, { min: low, max: high })).toBe(common);
    expect(commonProtocol({ min: low, max: high }, { min, max })).toBe(common);
  });
});
