import type { ThreadRow } from '#capabilities/requests/thread-row.contract';
import type { DocumentId } from '#kernel';
import { say } from '#language/console';
import { provenThread } from '../../receipts/proven-thread.js';
import type { Asking } from '../profile.js';
import { dispatchLines } from './story.js';
import { readThread, type Reading } from '../threads.js';
import type { Shown } from '../../print/style.js';

const standing = ({ state, holder }: ThreadRow, { who }: Shown): string => {
  const whose =
    holder === null
      ? say('storySince.nobodysHands')
      : say('storySince.hasIt', { holder: who(holder) });
  return `${state}, ${whose}`;
};

/** Tells how the thread changed since a reply was written: its state, holder and new documents. @throws Refusal, CliError */
export async function sinceLines(
  asked: Asking,
  reading: Reading,
  { then, seen }: { readonly then: ThreadRow; readonly seen: DocumentId },
  shown: Shown,
): Promise<string[]> {
  const { view } = await readThread(asked.client, reading, seen);
  const proven = await provenThread(asked, reading.desk, view, reading.purpose);
  const [before, now] = [standing(then, shown), standing(proven, shown)];
  return [
    say('storySince.yourTextWrittenAgainst', { seen: shown.id(seen) }),
    ...(before === now ? [`  ${now}`] : [`- ${before}`, `+ ${now}`]),
    ...proven.dispatches.flatMap((each) =>
      dispatchLines(each, proven, shown).map((line) => `+ ${line}`),
    ),
    ...(proven.dispatches.length === 0 ? [say('storySince.noDocumentComeSince')] : []),
  ];
}
