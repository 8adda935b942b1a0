import { TrustError } from '#chains';
import { commonProtocol, type Sha256, phrase, type Detail } from '#kernel';
import type { EntryBodies } from '#capabilities/directory/directory.schema';
import { canonicalJson, sha256 } from '#wire';
import type { Card } from './card.js';
import { wordsOfHash } from './words.js';

const wordsToCompare = 12;

export interface Ceremony {
  readonly transcriptSha256: Sha256;
  readonly words: readonly string[];
  readonly protocol: number;
}

const bound = ({ state, rootFingerprint, border, linkAuthority, nonce, protocol }: Card) => ({
  state,
  rootFingerprint,
  border,
  linkAuthoritySha256: sha256(Buffer.from(linkAuthority, 'utf8')),
  nonce,
  protocol,
});

/**
 * Computes the transcript hash and comparison words of two cards. Forged cards with equal words cost an attacker 2^132 tries.
 * @throws TrustError CEREMONY_INVALID when the cards do not belong together
 */
export function ceremonyOf(invitation: Card, acceptance: Card): Ceremony {
  const mismatch = (why: Detail): never => {
    throw new TrustError('CEREMONY_INVALID', why);
  };
  if (invitation.typ !== 'liaise-invitation' || acceptance.typ !== 'liaise-acceptance')
    mismatch(phrase`one invitation and one acceptance`);
  if (invitation.linkId !== acceptance.linkId) mismatch('linkId');
  if (invitation.state === acceptance.state) mismatch(phrase`both files are of one State`);
  if (invitation.rootFingerprint === acceptance.rootFingerprint)
    mismatch(phrase`both have one root`);
  if (invitation.border.end === acceptance.border.end) mismatch(phrase`both files are of one end`);
  if (invitation.nonce === acceptance.nonce) mismatch('nonce');
  const protocol = commonProtocol(invitation.protocol, acceptance.protocol);
  if (protocol === undefined) return mismatch(phrase`no common protocol version`);
  const ends = [invitation, acceptance]
    .map(bound)
    .sort((one, other) => one.border.end - other.border.end);
  const transcriptSha256 = sha256(
    canonicalJson({ typ: 'liaise-ceremony', v: 1, linkId: invitation.linkId, ends }),
  );
  const words = wordsOfHash(Buffer.from(transcriptSha256, 'hex'), wordsToCompare);
  return { transcriptSha256, words, protocol };
}

export const peerBody = (
  own: Card,
  peer: Card,
  { transcriptSha256 }: Ceremony,
): EntryBodies['peer'] => ({
  peer: peer.state,
  rootFingerprint: peer.rootFingerprint,
  rootCertificate: peer.rootCertificate,
  linkId: own.linkId,
  end: own.border.end,
  transcriptSha256,
});
