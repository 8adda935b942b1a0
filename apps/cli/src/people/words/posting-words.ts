import type { PostedSigner, Posting } from '#capabilities/directory/postings.contract';
import { printable } from '../printable.js';

/** Where an officer acts, and for whom. Pure. */
export const postingWords = ({ host, sending, post, standInFor, to }: Posting): string =>
  [
    ...(standInFor === null ? [] : [`stands in for ${standInFor},`]),
    `posted to ${host} by ${sending} (${printable(post)}) until ${to}`,
  ].join(' ');

/** Of what stands inside another document. Pure. */
export const signerWords = ({ document, state, officer, posting }: PostedSigner): string =>
  `${officer} of ${state}, who signed ${document}, ${postingWords(posting)}`;

/** As a row of a list has it, where one that begins and ends at once is the end of the one before. Pure. */
export const postingRow = (posting: Posting): string =>
  posting.from === posting.to
    ? `    ${posting.standInFor === null ? 'posting' : `standing in for ${posting.standInFor}`} ended at ${posting.to}`
    : `    from ${posting.from} ${postingWords(posting)}`;
