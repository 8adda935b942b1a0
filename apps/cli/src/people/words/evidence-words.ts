import type { DispatchRow } from '#capabilities/requests/dispatches.contract';
import type { ThreadRow } from '#capabilities/requests/thread-row.contract';
import type { OwedView } from '#capabilities/evidence/evidence.contract';
import { say } from '#language/console';
import { sayCount } from '#language/count';
import type { Shown } from '../../print/style.js';
import { table, type Column, type Row } from '../../print/table.js';

const whats = {
  EVIDENCE_CONSENT: say('evidenceWords.evidenceConsent'),
  CENTRAL_AUTHORITY_NOTICE: say('evidenceWords.centralAuthorityNotice'),
  EXCULPATORY_NOTICE: say('evidenceWords.exculpatoryNotice'),
} as const;

const columns: readonly Column[] = [
  { head: say('column.thread') },
  { head: say('column.document') },
  { head: say('column.by'), least: 2 },
  { head: say('column.since'), spare: 1 },
  { head: say('column.due') },
];

function owedRow(
  { since, by, what, about, thread, dueAt }: OwedView,
  shown: Shown,
  now: Date,
): Row {
  const isOverdue = dueAt !== null && Date.parse(dueAt) < now.getTime();
  const due = dueAt === null ? '-' : shown.when(dueAt);
  return {
    cells: [
      shown.id(thread),
      shown.id(about),
      by,
      shown.when(since),
      isOverdue ? say('evidenceWords.overdue', { due }) : due,
    ],
    notes: [say('evidenceWords.owes', { whats: whats[what] })],
  };
}

export const owedLines = (owed: readonly OwedView[], shown: Shown, now: Date): string[] =>
  table(
    columns,
    owed.map((each) => owedRow(each, shown, now)),
    shown,
  );

const many = (n: number): string => sayCount('evidenceWords.many', { n });

export const openEvidenceLines = ({
  evidence: { owed, awaited },
}: Pick<ThreadRow, 'evidence'>): string[] => [
  ...(owed === 0 ? [] : [say('evidenceWords.yourStateOwesAbout', { owed: many(owed) })]),
  ...(awaited === 0
    ? []
    : [say('evidenceWords.neighbourOwesAboutEvidence', { awaited: many(awaited) })]),
];

export const exculpatoryLines = ({ exculpatory }: Pick<DispatchRow, 'exculpatory'>): string[] =>
  exculpatory ? [say('evidenceWords.markedSpeaksAccusedPerson')] : [];
