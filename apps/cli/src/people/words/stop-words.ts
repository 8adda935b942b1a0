import type { ThreadRow } from '#capabilities/requests/thread-row.contract';
import type { StopRecord, StopView } from '#capabilities/suspensions/suspensions.contract';
import { say } from '#language/console';
import { sayCount } from '#language/count';
import { printable } from '../printable.js';
import { both } from '../../print/joined.js';
import type { Shown } from '../../print/style.js';

export const stopLines = (stop: StopView, { when, id, who }: Shown): string[] => [
  say('stopWords.stoppedNothingMoreLeaves', {
    raisedBy: who(stop.raisedBy),
    raisedAt: when(stop.raisedAt),
  }),
  ...(stop.withdrawal === null
    ? []
    : [say('stopWords.withdrawnWithoutReason', { withdrawal: id(stop.withdrawal) })]),
  ...(stop.liftProposedBy === null
    ? []
    : [say('stopWords.wantsLiftedAnotherOfficer', { liftProposedBy: who(stop.liftProposedBy) })]),
];

export const stopRecordLines = (stop: StopRecord, { when, who }: Shown): string[] => [
  say('stopWords.record', {
    raisedAt: when(stop.raisedAt),
    raisedBy: who(stop.raisedBy),
    ground: stop.ground,
  }),
  ...(stop.text === '' ? [] : [`    ${printable(stop.text)}`]),
  ...(stop.liftProposedBy === null
    ? []
    : [
        say('stopWords.wantsLifted', {
          liftProposedBy: who(stop.liftProposedBy),
          liftText: printable(stop.liftText ?? ''),
        }),
      ]),
  stop.liftedBy === null
    ? say('stopWords.itHolds')
    : say('stopWords.liftedByAt', {
        liftedBy: who(stop.liftedBy),
        liftedAt: stop.liftedAt === null ? '' : when(stop.liftedAt),
      }),
];

type Operation = NonNullable<ThreadRow['operation']>;

const haltedLines = (
  { halts, elsewhere, lifting }: Operation,
  peer: string,
  { id }: Shown,
): string[] => {
  const nameOf = (side: 'IN' | 'OUT'): string =>
    side === 'OUT' ? say('stopWords.yourState') : peer;
  return [
    ...halts.map(({ halt, direction, awaits }) =>
      sayCount('stopWords.haltedNoStepTaken', {
        direction: nameOf(direction),
        halt: id(halt),
        awaits: both(awaits.map(nameOf)),
        count: awaits.length,
      }),
    ),
    ...elsewhere.map(({ halt, heard: isConfirmed }) => {
      const known =
        isConfirmed === null
          ? ''
          : say('stopWords.peerKnows', {
              peer,
              known: isConfirmed ? say('stopWords.knows') : say('stopWords.notConfirmed'),
            });
      return say('stopWords.haltedElsewhereOperationNo', { halt: id(halt), known });
    }),
    ...lifting.map((halt) =>
      say('stopWords.liftedElsewhereOperationNot', { halt: id(halt), peer }),
    ),
  ];
};

const assessedLine = ({ assessedUntil }: Operation, { when }: Shown): string =>
  assessedUntil === null
    ? say('stopWords.riskPeopleNotAssessed')
    : say('stopWords.riskPeopleAssessedUntil', { assessedUntil: when(assessedUntil) });

export const safetyLines = (
  { stop, operation, peer }: Pick<ThreadRow, 'stop' | 'operation' | 'peer'>,
  shown: Shown,
): string[] => [
  ...(stop === null ? [] : stopLines(stop, shown)),
  ...(operation === null
    ? []
    : [...haltedLines(operation, peer, shown), assessedLine(operation, shown)]),
];

export function safetyWord({ stop, operation }: Pick<ThreadRow, 'stop' | 'operation'>): string {
  if (stop !== null)
    return stop.liftProposedBy === null ? say('stopWords.stopped') : say('stopWords.stoppedLifted');
  if (operation === null) return '';
  const { halts, elsewhere, lifting } = operation;
  if (halts.length + elsewhere.length > 0) {
    const half = elsewhere.length === 0 && halts.every(({ awaits }) => awaits.length === 1);
    return half ? say('stopWords.haltedHalfLifted') : say('stopWords.halted');
  }
  return lifting.length > 0 ? say('stopWords.liftedNotConfirmed') : '';
}
