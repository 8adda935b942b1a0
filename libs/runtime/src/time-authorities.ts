import { phrase } from '#kernel';
import type { Settings } from '#config';
import { readStampTrust, StampError, type StampTrust } from '#stamp';
import type { TimeQueryAddress } from '#border';
import { readBounded } from './secret-file.js';
import { tlsPem } from './tls-pem.js';

export interface TimeAuthorityLogin {
  readonly name: 'tsa1' | 'tsa2';
  readonly policy: string;
  /**
   * Reads the certificates and revocation lists from disk at each call, so a new list needs no restart.
   * @throws StampError STAMP_TRUST_INVALID
   */
  readonly trust: () => StampTrust;
  readonly address: () => TimeQueryAddress;
}

export function timeAuthoritiesOf(settings: Settings): readonly TimeAuthorityLogin[] {
  const { tsa1, tsa2 } = settings;
  return [loginOf('tsa1', tsa1), loginOf('tsa2', tsa2)].filter((one) => one !== undefined);
}

function loginOf(
  name: TimeAuthorityLogin['name'],
  { url, caFile, crlFile, policy, tlsCaFile }: Settings['tsa1' | 'tsa2'],
): TimeAuthorityLogin | undefined {
  if (url === '') return undefined;
  return {
    name,
    policy,
    trust: () =>
      readStampTrust(
        pem(`${name}.caFile`, caFile),
        crlFile === '' ? undefined : pem(`${name}.crlFile`, crlFile),
        policy,
      ),
    address: () => ({ url, tlsAuthority: tlsCaFile === '' ? undefined : tlsPem(name, tlsCaFile) }),
  };
}

function pem(key: string, path: string): string {
  try {
    return readBounded(path);
  } catch (cause) {
    throw new StampError('STAMP_TRUST_INVALID', phrase`${key} cannot be read`, cause);
  }
}
