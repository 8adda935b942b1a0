import { createHash } from 'node:crypto';
import { parseSha256, type Sha256 } from '#kernel';
import { chainHolds } from '#stamp';
import { CmsError } from './errors.js';
import { rootOfChain } from './open-signature.js';
import type { Sealer } from './sealer.js';

/** SHA-256 (DER) of the certificate of a seal, and of the self-signed one that its chain ends in. */
export interface SealNames {
  readonly certificate: Sha256;
  readonly authority: Sha256;
}

const sha256 = (bytes: Uint8Array): Sha256 =>
  parseSha256(createHash('sha256').update(bytes).digest('hex'));

/** Names of a seal whose chain is whole: each certificate certifies the one before it. @throws CmsError X509_KEY_UNFIT */
export function cmsSealOf({ chain }: Pick<Sealer, 'chain'>): SealNames {
  const [own] = chain;
  const root = rootOfChain(chain);
  if (own === undefined || root === undefined || !chainHolds(chain, []))
    throw new CmsError('X509_KEY_UNFIT', 'the chain does not lead to a self-signed authority');
  return { certificate: sha256(own), authority: sha256(root) };
}
