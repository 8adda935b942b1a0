import type { OutsideAddress } from '#border';
import type { Settings } from '#config';
import { tlsPem } from './tls-pem.js';

/** A configured witness outside. */
export interface OutsideWitnessLogin {
  readonly name: 'witness1' | 'witness2';
  /** Verifier key. */
  readonly key: string;
  /** Whether it takes second notes alone. */
  readonly takesSecond: boolean;
  /** Address, for the exchange. @throws RuntimeError HOST_SETTINGS_INVALID */
  readonly address: () => OutsideAddress;
}

/** Witnesses outside of the settings: none, one or two. */
export function outsideWitnessesOf(settings: Settings): readonly OutsideWitnessLogin[] {
  const { witness1, witness2 } = settings;
  const all = [['witness1', witness1] as const, ['witness2', witness2] as const];
  return all
    .filter(([, { url }]) => url !== '')
    .map(([name, { url, key, note, tlsCaFile }]) => ({
      ...{ name, key, takesSecond: note === 'SECOND' },
      address: () => ({
        url,
        tlsAuthority: tlsCaFile === '' ? undefined : tlsPem(name, tlsCaFile),
      }),
    }));
}
