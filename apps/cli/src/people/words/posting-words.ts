import type { PostedSigner, Posting } from '#capabilities/directory/postings.contract';
import { printable } from '../printable.js';

export const postingWords = ({ host, sending, post, standInFor, to }: Posting): string =>
  [
    ...(standInFor === null ? [] : [`stands in for ${standInFor},`]),
    `posted to ${host} by ${sending} (${printable(post)}) until ${to}`,
  ].join(' ');

export const signerWords = ({ document, state, officer, posting }: PostedSigner): string =>
  `${officer} of ${state}, who signed ${document}, ${postingWords(posting)}`;

export const postingRow = (posting: Posting): string =>
  posting.from === posting.to
    ? `    ${posting.standInFor === null ? 'posting' : `standing in for ${posting.standInFor}`} ended at ${posting.to}`
    : `    from ${posting.from} ${postingWords(posting)}`;
