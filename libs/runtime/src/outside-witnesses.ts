import type { OutsideAddress } from '#border';
import type { Settings } from '#config';
import { tlsPem } from './tls-pem.js';

export interface OutsideWitnessLogin {
  readonly name: 'witness1' | 'witness2';
  readonly key: string;
  readonly takesSecond: boolean;
  readonly address: () => OutsideAddress;
}

export function outsideWitnessesOf(settings: Settings): readonly OutsideWitnessLogin[] {
  const { witness1, witness2 } = settings;
  const both = [loginOf('witness1', witness1), loginOf('witness2', witness2)];
  return both.filter((one) => one !== undefined);
}

function loginOf(
  name: OutsideWitnessLogin['name'],
  { url, key, note, tlsCaFile }: Settings['witness1' | 'witness2'],
): OutsideWitnessLogin | undefined {
  if (url === '') return undefined;
  const tlsAuthority = (): string | undefined =>
    tlsCaFile === '' ? undefined : tlsPem(name, tlsCaFile);
  return {
    ...{ name, key, takesSecond: note === 'SECOND' },
    address: () => ({ url, tlsAuthority: tlsAuthority() }),
  };
}
