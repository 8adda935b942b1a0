import { TrustError } from '#chains';
import { commonProtocol, type Sha256 } from '#kernel';
import type { EntryBodies } from '#capabilities/directory/directory.schema';
import { canonicalJson, sha256 } from '#wire';
import type { Card } from './card.js';
import { wordsOfHash } from './words.js';

/** 12 words of 11 bits: 132 bits of the transcript. */
const wordsToCompare = 12;

export interface Ceremony {
  /** SHA-256 of what the words stand for; goes into the signed `peer` entry of both sides. */
  readonly transcriptSha256: Sha256;
  /** Read aloud and compared by two persons who know each other's voice. */
  readonly words: readonly string[];
  /** Highest version both sides speak. */
  readonly protocol: number;
}

/** Everything of a card that decides whom the link connects to whom, and how. */
const bound = ({ state, rootFingerprint, border, linkAuthority, nonce, protocol }: Card) => ({
  state,
  rootFingerprint,
  border,
  linkAuthoritySha256: sha256(Buffer.from(linkAuthority, 'utf8')),
  nonce,
  protocol,
});

/**
 * Words that both sides compute from the two files, whichever way round: the transcript is the canonical JSON of
 * {ends, linkId, typ, v}, `ends` in the order of their numbers. The accepting side draws its nonce after it has read
 * the invitation: whoever stands in between has then fixed one transcript before it can look for another with the same
 * words, which takes 2^132 tries and not the square root of that.
 * @throws TrustError CEREMONY_INVALID when the files do not belong together
 */
export function ceremonyOf(invitation: Card, acceptance: Card): Ceremony {
  const mismatch = (why: string): never => {
    throw new TrustError('CEREMONY_INVALID', why);
  };
  if (invitation.typ !== 'liaise-invitation' || acceptance.typ !== 'liaise-acceptance')
    mismatch('one invitation and one acceptance');
  if (invitation.linkId !== acceptance.linkId) mismatch('linkId');
  if (invitation.state === acceptance.state) mismatch('both files are of one State');
  if (invitation.rootFingerprint === acceptance.rootFingerprint) mismatch('both have one root');
  if (invitation.border.end === acceptance.border.end) mismatch('both files are of one end');
  if (invitation.nonce === acceptance.nonce) mismatch('nonce');
  const protocol = commonProtocol(invitation.protocol, acceptance.protocol);
  if (protocol === undefined) return mismatch('no common protocol version');
  const ends = [invitation, acceptance]
    .map(bound)
    .sort((one, other) => one.border.end - other.border.end);
  const transcriptSha256 = sha256(
    canonicalJson({ typ: 'liaise-ceremony', v: 1, linkId: invitation.linkId, ends }),
  );
  const words = wordsOfHash(Buffer.from(transcriptSha256, 'hex'), wordsToCompare);
  return { transcriptSha256, words, protocol };
}

/** Body that two administrators sign about the neighbour once the words were the same. `end` is this State's own. */
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
