import {
  aFingerprint,
  anAuthority,
  anEntry,
  anOfficer,
  aState,
  at,
} from '../../../test/support/builders.js';
import type { Fingerprint, Timestamp } from '#kernel';
import type { Entry, EntryBodies } from './directory.schema.js';
import { Directory } from './trust.model.js';

const root = aFingerprint('root XA');
const both = [aFingerprint('r.one'), aFingerprint('r.two')];
const one = both.slice(0, 1);
const police = anAuthority();
const [ana, ben] = [anOfficer('ana'), anOfficer('ben')];
const key = { ana: aFingerprint('ana'), ben: aFingerprint('ben') };

const grants = (name: 'ana' | 'ben', members: Partial<EntryBodies['officer']> = {}, issued = 2) =>
  anEntry(
    'officer',
    { officer: anOfficer(name), fingerprint: key[name], from: at(0), to: at(200), ...members },
    { issuedAt: at(issued) },
  );
const posts = (members: Partial<EntryBodies['posting']> = {}, issued = 3) =>
  anEntry('posting', { officer: ana, ...members }, { issuedAt: at(issued) });
const standsIn = (members: Partial<EntryBodies['posting']> = {}, issued = 4) =>
  posts({ officer: ben, standInFor: ana, from: at(25), to: at(30), ...members }, issued);

function aDirectory(...entries: readonly Entry[]): Directory {
  const directory = new Directory(aState('XA'), root);
  directory.apply(anEntry('root'), [root]);
  directory.apply(anEntry('authority'), [root]);
  for (const name of ['r.one', 'r.two'])
    directory.apply(
      anEntry('registrar', { registrar: anOfficer(name), fingerprint: aFingerprint(name) }),
      [root],
    );
  for (const entry of [grants('ana'), grants('ben'), ...entries]) directory.apply(entry, both);
  return directory;
}

const refused = (directory: Directory, entry: Entry, signers: readonly Fingerprint[] = both) => {
  const { version } = directory;
  expect(() => directory.apply(entry, signers)).toThrow(
    expect.objectContaining({ code: 'ENTRY_NOT_ALLOWED' }) as Error,
  );
  expect(directory.version).toBe(version);
};
const active = (directory: Directory, who: 'ana' | 'ben', when: Timestamp): boolean =>
  directory.activeOfficer(key[who], when) !== undefined;

describe('a posting', () => {
  it('ends the rights of its officer, until a new grant, and says where the officer acted', () => {
    const directory = aDirectory(posts());
    expect([10, 20, 39, 40, 100].map((day) => active(directory, 'ana', at(day)))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(active(directory, 'ben', at(100))).toBe(true);
    expect(directory.posting(ana, police, at(10))).toBeUndefined();
    expect(directory.posting(ana, police, at(20))).toMatchObject({ host: 'XB', standInFor: null });
    expect(directory.posting(ana, police, at(40))).toBeUndefined();
    const before = directory.copy();
    directory.apply(grants('ana', {}, 41), both);
    expect([active(directory, 'ana', at(50)), active(before, 'ana', at(50))]).toEqual([
      true,
      false,
    ]);
  });

  it('is prolonged by another, and ended at once by one registrar', () => {
    const directory = aDirectory(posts(), posts({ from: at(30), to: at(60) }, 29));
    expect(active(directory, 'ana', at(50))).toBe(true);
    const end = posts({ from: at(35), to: at(35) }, 35);
    directory.apply(end, one);
    const [grant] = directory.officers();
    expect(grant && directory.suspendedFrom(grant)).toBe(at(35));
    expect([34, 35].map((day) => active(directory, 'ana', at(day)))).toEqual([true, false]);
    expect(directory.posting(ana, police, at(36))).toBeUndefined();
    // Entries from before the end restore nothing.
    refused(directory, posts({ from: at(36), to: at(60) }, 33));
    refused(directory, posts({ from: at(36), to: at(36) }, 36), one);
  });

  it('is ended now also where an end was said that is still to come', () => {
    const directory = aDirectory(posts(), posts({ from: at(38), to: at(38) }, 21));
    expect(active(directory, 'ana', at(37))).toBe(true);
    directory.apply(posts({ from: at(30), to: at(30) }, 30), one);
    expect([29, 30].map((day) => active(directory, 'ana', at(day)))).toEqual([true, false]);
    expect(directory.posting(ana, police, at(31))).toBeUndefined();
    refused(directory, posts({ from: at(31), to: at(31) }, 31), one);
  });

  it('is called off before it has begun, and takes no rights then', () => {
    const directory = aDirectory(posts());
    directory.apply(posts({ from: at(10), to: at(10) }, 10), one);
    expect([5, 11, 25, 50].map((day) => active(directory, 'ana', at(day)))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(directory.posting(ana, police, at(25))).toBeUndefined();
  });

  it('lets another stand in within it, shown by whoever signs, at the directory of the day', () => {
    const directory = aDirectory(posts(), standsIn());
    const before = directory.copy();
    const shown = [24, 25, 29, 30].map((day) => directory.posting(ben, police, at(day)));
    expect(shown.map((posting) => posting?.standInFor)).toEqual([undefined, ana, ana, undefined]);
    expect(active(directory, 'ben', at(31))).toBe(true);
    directory.apply(standsIn({ from: at(27), to: at(27) }, 27), one);
    expect(directory.posting(ben, police, at(26))?.standInFor).toBe(ana);
    expect(directory.posting(ben, police, at(28))).toBeUndefined();
    expect(active(directory, 'ben', at(28))).toBe(true);
    expect(before.posting(ben, police, at(28))?.standInFor).toBe(ana);
    refused(directory, standsIn({ from: at(28), to: at(29) }, 26));
  });

  it.each<[string, Entry, readonly Fingerprint[]]>([
    ['signed by one registrar', posts(), one],
    ['signed by the root', posts(), [root]],
    ['longer than the mandate', posts({ to: at(201) }), both],
    ['of nobody', posts({ officer: anOfficer('nobody') }), both],
    ['begun before it was said', posts({ from: at(1) }), both],
    ['between two other States', posts({ host: aState('XB'), sending: aState('XC') }), both],
    ['at home', posts({ host: aState('XA') }), both],
    ['backwards', posts({ from: at(30), to: at(20) }), both],
    ['ended though there is none', posts({ from: at(20), to: at(20) }), both],
    ['in for nobody posted', standsIn(), both],
    ['in for oneself', standsIn({ standInFor: ben }), both],
  ])('is refused when %s', (_, entry, signers) => {
    refused(aDirectory(), entry, signers);
  });

  it.each<[string, Partial<EntryBodies['posting']>]>([
    ['at another post', { post: 'Mission of XA to XC' }],
    ['in another State', { host: aState('XC') }],
    ['for longer than it lasts', { to: at(41) }],
  ])('lets nobody stand in %s', (_, members) => {
    refused(aDirectory(posts()), standsIn(members));
  });
});
