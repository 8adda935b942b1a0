import { createHash } from 'node:crypto';
import { parseSha256, type Sha256, phrase } from '#kernel';
import { chainHolds } from '#stamp';
import { CmsError } from './errors.js';
import { rootOfChain } from './open-signature.js';
import type { Sealer } from './sealer.js';

export interface SealNames {
  readonly certificate: Sha256;
  readonly authority: Sha256;
}

const sha256 = (bytes: Uint8Array): Sha256 =>
  parseSha256(createHash('sha256').update(bytes).digest('hex'));

export function cmsSealOf({ chain }: Pick<Sealer, 'chain'>): SealNames {
  const [own] = chain;
  const root = rootOfChain(chain);
  if (own === undefined || root === undefined || !chainHolds(chain, []))
    throw new CmsError(
      'X509_KEY_UNFIT',
      phrase`the chain does not lead to a self-signed authority`,
    );
  return { certificate: sha256(own), authority: sha256(root) };
}
