import type { DispatchRow } from '#capabilities/requests/dispatches.contract';
import type { ThreadRow } from '#capabilities/requests/thread-row.contract';
import type { OwedView } from '#capabilities/evidence/evidence.contract';

const whats = {
  EVIDENCE_CONSENT: 'an answer to the request for consent',
  CENTRAL_AUTHORITY_NOTICE: 'the notice that its central authority knows',
  EXCULPATORY_NOTICE: 'the notice that it speaks for an accused person',
} as const;

export const owedLine = ({ since, by, what, about, thread, dueAt }: OwedView, now: Date): string =>
  [
    since,
    `${by} owes ${whats[what]}`,
    ...(dueAt === null
      ? []
      : [`${Date.parse(dueAt) < now.getTime() ? 'OVERDUE since' : 'due at'} ${dueAt}`]),
    `document ${about}`,
    `thread ${thread}`,
  ].join('  ');

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
