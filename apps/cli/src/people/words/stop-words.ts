import type { ThreadRow } from '#capabilities/requests/thread-row.contract';
import type { StopRecord, StopView } from '#capabilities/suspensions/suspensions.contract';
import { printable } from '../printable.js';
import type { Shown } from '../../print/style.js';

export const stopLines = (stop: StopView, { when, id }: Shown): string[] => [
  `STOPPED by ${stop.raisedBy} at ${when(stop.raisedAt)}: nothing more of it leaves, and the neighbour is told nothing`,
  ...(stop.withdrawal === null ? [] : [`    withdrawn without a reason by ${id(stop.withdrawal)}`]),
  ...(stop.liftProposedBy === null
    ? []
    : [`    ${stop.liftProposedBy} wants it lifted: another officer must do it`]),
];

export const stopRecordLines = (stop: StopRecord, { when }: Shown): string[] => [
  `${when(stop.raisedAt)}  ${stop.raisedBy}: ${stop.ground}`,
  ...(stop.text === '' ? [] : [`    ${printable(stop.text)}`]),
  ...(stop.liftProposedBy === null
    ? []
    : [`    ${stop.liftProposedBy} wants it lifted: ${printable(stop.liftText ?? '')}`]),
  stop.liftedBy === null
    ? '    It holds.'
    : `    lifted by ${stop.liftedBy} at ${stop.liftedAt === null ? '' : when(stop.liftedAt)}`,
];

type Operation = NonNullable<ThreadRow['operation']>;

const haltedLines = (
  { halts, elsewhere, lifting }: Operation,
  peer: string,
  { id }: Shown,
): string[] => {
  const nameOf = (side: 'IN' | 'OUT'): string => (side === 'OUT' ? 'your State' : peer);
  return [
    ...halts.map(
      ({ halt, direction, awaits }) =>
        `HALTED by ${nameOf(direction)} (${id(halt)}): no step is taken until ${awaits.map(nameOf).join(' and ')} said that it may go on`,
    ),
    ...elsewhere.map(({ halt, heard }) => {
      const known = heard === null ? '' : `; ${peer} ${heard ? 'knows' : 'has not confirmed'} it`;
      return `HALTED elsewhere in the operation (${id(halt)})${known}: no step is taken until it is lifted there`;
    }),
    ...lifting.map(
      (halt) =>
        `LIFTED elsewhere in the operation (${id(halt)}); ${peer} has not confirmed it and may still stand still`,
    ),
  ];
};

const assessedLine = ({ assessedUntil }: Operation, { when }: Shown): string =>
  assessedUntil === null
    ? 'The risk to people is not assessed: no step is taken.'
    : `The risk to people is assessed until ${when(assessedUntil)}; no step is taken afterwards.`;

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
  if (stop !== null) return stop.liftProposedBy === null ? 'STOPPED' : 'STOPPED (to be lifted)';
  if (operation === null) return '';
  const { halts, elsewhere, lifting } = operation;
  if (halts.length + elsewhere.length > 0) {
    const half = elsewhere.length === 0 && halts.every(({ awaits }) => awaits.length === 1);
    return half ? 'HALTED (half lifted)' : 'HALTED';
  }
  return lifting.length > 0 ? 'LIFTED (not confirmed there)' : '';
}
