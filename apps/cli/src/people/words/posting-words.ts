import type { PostedSigner, Posting } from '#capabilities/directory/postings.contract';
import { printable } from '../printable.js';
import type { Shown } from '../../print/style.js';

export const postingWords = (
  { host, sending, post, standInFor, to }: Posting,
  { when }: Pick<Shown, 'when'>,
): string =>
  [
    ...(standInFor === null ? [] : [`stands in for ${standInFor},`]),
    `posted to ${host} by ${sending} (${printable(post)}) until ${when(to)}`,
  ].join(' ');

export const signerWords = (
  { document, state, officer, posting }: PostedSigner,
  shown: Pick<Shown, 'when' | 'id'>,
): string =>
  `${officer} of ${state}, who signed ${shown.id(document)}, ${postingWords(posting, shown)}`;

export const postingRow = (posting: Posting, shown: Shown): string =>
  posting.from === posting.to
    ? `${posting.standInFor === null ? 'posting' : `standing in for ${posting.standInFor}`} ended at ${shown.when(posting.to)}`
    : `from ${shown.when(posting.from)} ${postingWords(posting, shown)}`;
