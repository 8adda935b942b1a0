import type { PostedSigner, Posting } from '#capabilities/directory/postings.contract';
import { say } from '#language/console';
import { printable } from '../printable.js';
import type { Shown } from '../../print/style.js';

export const postingWords = (
  { host, sending, post, standInFor, to }: Posting,
  { when }: Pick<Shown, 'when'>,
): string =>
  [
    ...(standInFor === null ? [] : [say('postingWords.standsInFor', { standInFor })]),
    say('postingWords.postedUntil', { host, sending, post: printable(post), to: when(to) }),
  ].join(' ');

export const signerWords = (
  { document, state, officer, posting }: PostedSigner,
  shown: Pick<Shown, 'when' | 'id'>,
): string =>
  say('postingWords.signerWords', {
    officer,
    state,
    document: shown.id(document),
    posting: postingWords(posting, shown),
  });

export const postingRow = (posting: Posting, shown: Shown): string =>
  posting.from === posting.to
    ? say('postingWords.endedAt', {
        standInFor:
          posting.standInFor === null
            ? say('postingWords.posting')
            : say('postingWords.standingInFor', { standInFor: posting.standInFor }),
        to: shown.when(posting.to),
      })
    : say('postingWords.from', {
        from: shown.when(posting.from),
        posting: postingWords(posting, shown),
      });
