import {
  aFingerprint,
  anAuthority,
  anEntry,
  anOfficer,
  aProfile,
  aState,
  at,
} from '../../../test/support/builders.js';
import { isOutsideCompetence, parseProfile } from './authority-profile.schema.js';
import type { Fingerprint } from '#kernel';
import { Directory } from './trust.model.js';

const root = aFingerprint('root XA');
const [one, two] = [aFingerprint('r.one'), aFingerprint('r.two')];
const police = anAuthority();
const guard = anAuthority('coast-guard');
const describes = (members: Parameters<typeof aProfile>[0], authority = police) =>
  anEntry('authority-profile', { authority, ...aProfile(members) }, { issuedAt: at(1) });

function aDirectory(): Directory {
  const directory = new Directory(aState('XA'), root);
  for (const entry of [
    anEntry('root'),
    anEntry('authority'),
    anEntry('authority', { authority: guard }),
    ...['r.one', 'r.two'].map((name) =>
      anEntry('registrar', { registrar: anOfficer(name), fingerprint: aFingerprint(name) }),
    ),
  ])
    directory.apply(entry, [root]);
  return directory;
}

describe('the profile of an authority', () => {
  it('is what two of its registrars said last, and what travels with a copy of the directory', () => {
    const directory = aDirectory();
    expect(directory.profile(police)).toBeUndefined();
    directory.apply(describes({ languages: ['hr'] }), [one, two]);
    const before = directory.copy();
    directory.apply(describes({ languages: ['en'] }), [two, one]);
    expect(directory.profile(police)).toEqual(aProfile({ languages: ['en'] }));
    expect(before.profile(police)).toEqual(aProfile({ languages: ['hr'] }));
    expect(directory.profile(guard)).toBeUndefined();
  });

  it.each<[string, readonly Fingerprint[], typeof police]>([
    ['one registrar', [one], police],
    ['one registrar, twice', [one, one], police],
    ['the root', [root], police],
    ['registrars of another authority', [one, two], guard],
    ['nobody', [], police],
  ])('is refused when signed by %s, and changes nothing', (_, signers, authority) => {
    const directory = aDirectory();
    const version = directory.version;
    expect(() => directory.apply(describes({}, authority), signers)).toThrow(
      expect.objectContaining({ code: 'ENTRY_NOT_ALLOWED' }) as Error,
    );
    expect([directory.version, directory.profile(authority)]).toEqual([version, undefined]);
  });

  it('is not put back by one that was signed before it and kept', () => {
    const directory = aDirectory();
    const kept = describes({ languages: ['hr'] });
    directory.apply({ ...describes({ languages: ['en'] }), issuedAt: at(2) }, [one, two]);
    expect(() => directory.apply(kept, [one, two])).toThrow(
      expect.objectContaining({ code: 'ENTRY_NOT_ALLOWED' }) as Error,
    );
    expect(directory.profile(police)?.languages).toEqual(['en']);
  });

  it('takes codes that only the neighbour knows, and nothing that could be more than a code', () => {
    expect(parseProfile(aProfile({ competences: ['NEW_TYPE'] })).competences).toEqual(['NEW_TYPE']);
    for (const members of [
      { bodies: ['spoc'] },
      { languages: [] },
      { languages: ['english'] },
      { phone: 'call us' },
      { email: 'duty@border.example <script>' },
      { lawLinks: ['javascript:alert(1)'] },
      { lawLinks: ['https://law.example/a b'] },
      { functions: ['FIREARMS', 'FIREARMS'] },
      { more: true },
    ])
      expect(() => parseProfile({ ...aProfile(), ...members })).toThrow(
        expect.objectContaining({ code: 'VALUE_INVALID' }) as Error,
      );
    expect(parseProfile(aProfile({ phone: '', email: '' })).phone).toBe('');
  });

  it('says what an authority does not answer, when it says anything', () => {
    const profile = aProfile({ competences: ['INFORMATION'] });
    expect(isOutsideCompetence(profile, 'VESSEL')).toBe(true);
    expect(isOutsideCompetence(profile, 'INFORMATION')).toBe(false);
    expect(isOutsideCompetence(aProfile({ competences: [] }), 'VESSEL')).toBe(false);
    expect(isOutsideCompetence(null, 'VESSEL')).toBe(false);
  });
});
