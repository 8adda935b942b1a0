import type { DispatchRow } from '#capabilities/requests/dispatches.contract';
import type { ThreadRow } from '#capabilities/requests/thread-row.contract';
import type { OwedView } from '#capabilities/evidence/evidence.contract';
import type { Shown } from '../../print/style.js';
import { table, type Column, type Row } from '../../print/table.js';

const whats = {
  EVIDENCE_CONSENT: 'an answer to the request for consent',
  CENTRAL_AUTHORITY_NOTICE: 'the notice that its central authority knows',
  EXCULPATORY_NOTICE: 'the notice that it speaks for an accused person',
} as const;

const columns: readonly Column[] = [
  { head: 'THREAD' },
  { head: 'DOCUMENT' },
  { head: 'BY', least: 2 },
  { head: 'SINCE', spare: 1 },
  { head: 'DUE' },
];

function owedRow(
  { since, by, what, about, thread, dueAt }: OwedView,
  shown: Shown,
  now: Date,
): Row {
  const isOverdue = dueAt !== null && Date.parse(dueAt) < now.getTime();
  const due = dueAt === null ? '-' : `${isOverdue ? 'OVERDUE ' : ''}${shown.when(dueAt)}`;
  return {
    cells: [shown.id(thread), shown.id(about), by, shown.when(since), due],
    notes: [`owes ${whats[what]}`],
  };
}

export const owedLines = (owed: readonly OwedView[], shown: Shown, now: Date): string[] =>
  table(
    columns,
    owed.map((each) => owedRow(each, shown, now)),
    shown,
  );

const many = (n: number): string =>
  `${n} consent${n === 1 ? '' : 's'} or notice${n === 1 ? '' : 's'}`;

export const openEvidenceLines = ({
  evidence: { owed, awaited },
}: Pick<ThreadRow, 'evidence'>): string[] => [
  ...(owed === 0 ? [] : [`Your State owes ${many(owed)} about evidence: see "owed".`]),
  ...(awaited === 0 ? [] : [`The neighbour owes ${many(awaited)} about evidence.`]),
];

export const exculpatoryLines = ({ exculpatory }: Pick<DispatchRow, 'exculpatory'>): string[] =>
  exculpatory ? ['    MARKED: it speaks for an accused person'] : [];
