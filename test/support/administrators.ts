import { Directory } from '#capabilities/directory/trust.model';
import type { Fingerprint } from '#kernel';
import { aFingerprint, anEntry, anOfficer, aState } from './builders.js';

export const root = aFingerprint('root XA');
export const registrars = [aFingerprint('r.one'), aFingerprint('r.two')];
export const [adam, anna, clerk] = ['adam', 'anna', 'clerk'].map(aFingerprint) as [
  Fingerprint,
  Fingerprint,
  Fingerprint,
];

/** A directory with two administrators and an officer who is none. */
export function aDirectory(): Directory {
  const directory = new Directory(aState('XA'), root);
  directory.apply(anEntry('root'), [root]);
  directory.apply(anEntry('authority'), [root]);
  for (const name of ['r.one', 'r.two'])
    directory.apply(
      anEntry('registrar', { registrar: anOfficer(name), fingerprint: aFingerprint(name) }),
      [root],
    );
  for (const name of ['adam', 'anna', 'clerk'])
    directory.apply(
      anEntry('officer', {
        officer: anOfficer(name),
        fingerprint: aFingerprint(name),
        roles: [name === 'clerk' ? 'LIAISON_OFFICER' : 'ADMINISTRATOR'],
      }),
      registrars,
    );
  return directory;
}
