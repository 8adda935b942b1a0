import type { FoundDuplicates } from '#capabilities/deconfliction/deconfliction.contract';
import {
  duplicateLimits,
  soughtIn,
  type OtherWork,
  type MatchType,
  type Sought,
} from '#capabilities/deconfliction/sought.model';
import type { Document, OpeningKind, Purpose } from '#kernel';
import { canonicalJson } from '#wire';
import { say } from '#language/console';
import { Refusal } from '../../api/refusal.js';
import { foundDuplicates } from '../../api/gen/readers.js';
import type { Asking } from '../profile.js';
import { asSigned, type Shown as Style } from '../../print/style.js';
import { table, type Column } from '../../print/table.js';

const otherDeskLine = say('sendingDuplicates.otherDeskLine');

export const duplicatesOf = (
  { client }: Asking,
  sought: Sought,
  purpose: Purpose,
): Promise<FoundDuplicates> =>
  client.ask(foundDuplicates, 'POST', '/api/v1/requests/duplicates', {
    purpose,
    sought: Buffer.from(canonicalJson(sought)).toString('base64'),
  });

export const duplicateLines = (
  { duplicates, otherDesk }: FoundDuplicates,
  shown: Style,
): string[] => [
  ...table(
    columns,
    duplicates.map((each) => ({
      cells: [
        shown.id(each.thread),
        shown.when(each.openedAt),
        each.side === 'ASKING' ? say('sendingDuplicates.weAsk') : say('sendingDuplicates.theyAsk'),
        `${each.peer}/${each.peerAuthority}`,
        each.state,
        each.holder === null ? say('sendingDuplicates.nobody') : shown.who(each.holder),
      ],
      notes: [say('sendingDuplicates.same', { by: each.by.map((by) => words[by]).join(', ') })],
    })),
    shown,
  ),
  ...(otherDesk ? [otherDeskLine] : []),
];

const columns: readonly Column[] = [
  { head: say('column.id') },
  { head: say('column.opened') },
  { head: say('column.who'), spare: 1 },
  { head: say('column.with'), least: 12 },
  { head: say('column.status'), least: 8 },
  { head: say('column.inHand'), least: 7 },
];

const words: Readonly<Record<MatchType, string>> = {
  DOCUMENT: say('sendingDuplicates.document'),
  PLATE: say('sendingDuplicates.plate'),
  PHONE: say('sendingDuplicates.phone'),
  VESSEL: say('sendingDuplicates.vessel'),
  PERSON: say('sendingDuplicates.person'),
};

interface Shown {
  readonly lines: readonly string[];
  readonly seen: DuplicatesSeen;
}
export interface DuplicatesSeen {
  readonly duplicatesSeen: readonly string[];
  readonly otherDeskSeen: boolean;
}
export const nothingSeen: DuplicatesSeen = { duplicatesSeen: [], otherDeskSeen: false };

/**
 * Returns lines about other requests on the same subject, without the threads in `besides`. If the hour's duplicate checks
 * are used up, returns one line about that. @throws Refusal, CliError
 */
export async function shownBeforeSending(
  asked: Asking,
  document: Document<OpeningKind>,
  besides: readonly string[],
): Promise<Shown> {
  try {
    const found = await duplicatesOf(asked, soughtIn(document), document.purpose);
    const duplicates = found.duplicates.filter(({ thread }) => !besides.includes(thread));
    const lines = duplicateLines({ ...found, duplicates }, asSigned);
    const { otherDesk: otherDeskSeen } = found;
    const seen = { duplicatesSeen: duplicates.map(({ thread }) => thread), otherDeskSeen };
    return lines.length === 0 ? { lines, seen } : { lines: [about, ...indented(lines)], seen };
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'DUPLICATE_CHECKS_SPENT') throw error;
    const again = error.detail === undefined ? '' : ` (${error.detail})`;
    const spent = say('sendingDuplicates.spent', { again });
    return { lines: [spent], seen: nothingSeen };
  }
}

const about = say('sendingDuplicates.about', { days: duplicateLimits.days });

export function unseenIn(error: unknown): Shown | undefined {
  if (!(error instanceof Refusal) || error.code !== 'DUPLICATE_NOT_SEEN') return undefined;
  const { threads = [], otherDesk: otherDeskSeen = false } = error.facts;
  if (threads.length === 0 && !otherDeskSeen) return undefined;
  const lines = [
    ...threads.map((thread) => say('sendingDuplicates.threadYourAuthority', { thread })),
    ...(otherDeskSeen ? [otherDeskLine] : []),
  ];
  return { lines: [about, ...indented(lines)], seen: { duplicatesSeen: threads, otherDeskSeen } };
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `    ${line}`);

export const likeWord = ({ duplicates, otherDesk }: OtherWork): string =>
  duplicates.length > 0
    ? say('sendingDuplicates.duplicate')
    : otherDesk
      ? say('sendingDuplicates.anotherDesk')
      : '';

export const likeLines = (
  { duplicates, otherDesk, askedAbout }: OtherWork,
  { when, id }: Style,
): string[] => [
  ...duplicates.map((thread) =>
    say('sendingDuplicates.aboutSameThreadYour', { thread: id(thread) }),
  ),
  ...(otherDesk ? [otherDeskLine] : []),
  ...(askedAbout === null
    ? []
    : [say('sendingDuplicates.anotherDeskAskedAbout', { askedAbout: when(askedAbout) })]),
];
