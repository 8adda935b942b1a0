import type { ThreadRow } from '#capabilities/requests/thread-row.contract';
import type { StopRecord, StopView } from '#capabilities/suspensions/suspensions.contract';
import { printable } from '../printable.js';

export const stopLines = (stop: StopView): string[] => [
  `STOPPED by ${stop.raisedBy} at ${stop.raisedAt}: nothing more of it leaves, and the neighbour is told nothing`,
  ...(stop.withdrawal === null ? [] : [`    withdrawn without a reason by ${stop.withdrawal}`]),
  ...(stop.liftProposedBy === null
    ? []
    : [`    ${stop.liftProposedBy} wants it lifted: another officer must do it`]),
];

export const stopRecordLines = (stop: StopRecord): string[] => [
  `${stop.raisedAt}  ${stop.raisedBy}: ${stop.ground}`,
  ...(stop.text === '' ? [] : [`    ${printable(stop.text)}`]),
  ...(stop.liftProposedBy === null
    ? []
    : [`    ${stop.liftProposedBy} wants it lifted: ${printable(stop.liftText ?? '')}`]),
  stop.liftedBy === null
    ? '    It holds.'
    : `    lifted by ${stop.liftedBy} at ${stop.liftedAt ?? ''}`,
];

type Operation = NonNullable<ThreadRow['operation']>;

const haltedLines = ({ halts, elsewhere, lifting }: Operation, peer: string): string[] => {
  const nameOf = (side: 'IN' | 'OUT'): string => (side === 'OUT' ? 'your State' : peer);
  return [
    ...halts.map(
      ({ halt, direction, awaits }) =>
        `HALTED by ${nameOf(direction)} (${halt}): no step is taken until ${awaits.map(nameOf).join(' and ')} said that it may go on`,
    ),
    ...elsewhere.map(({ halt, heard }) => {
      const known = heard === null ? '' : `; ${peer} ${heard ? 'knows' : 'has not confirmed'} it`;
      return `HALTED elsewhere in the operation (${halt})${known}: no step is taken until it is lifted there`;
    }),
    ...lifting.map(
      (halt) =>
        `LIFTED elsewhere in the operation (${halt}); ${peer} has not confirmed it and may still stand still`,
    ),
  ];
};

const assessedLine = ({ assessedUntil }: Operation): string =>
  assessedUntil === null
    ? 'The risk to people is not assessed: no step is taken.'
    : `The risk to people is assessed until ${assessedUntil}; no step is taken afterwards.`;

export const safetyLines = ({
  stop,
  operation,
  peer,
}: Pick<ThreadRow, 'stop' | 'operation' | 'peer'>): string[] => [
  ...(stop === null ? [] : stopLines(stop)),
  ...(operation === null ? [] : [...haltedLines(operation, peer), assessedLine(operation)]),
];

export function safetyWord({ stop, operation }: Pick<ThreadRow, 'stop' | 'operation'>): string {
  if (stop !== null) return stop.liftProposedBy === null ? 'STOPPED' : 'STOPPED (to be lifted)';
  if (operation === null) return '';
  const { halts, elsewhere, lifting } = operation;
  if (halts.length + elsewhere.length > 0) {
    const half = elsewhere.length === 0 && halts.every(({ awaits }) => awaits.length === 1);
    return half ? 'HALTED (half lifted)' : 'HALTED';
  }
  return lifting.length > 0 ? 'LIFTED (not confirmed there)' : '';
}
