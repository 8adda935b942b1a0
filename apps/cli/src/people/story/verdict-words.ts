import type { Document, StateCode } from '#kernel';
import type { ProvenDispatch } from '../../receipts/proven-thread.js';
import type { Since } from '../../receipts/since.js';
import { printable } from '../printable.js';
import type { Shown } from '../../print/style.js';

export const verdictOf = (verified: boolean, problem: string | null): string =>
  verified ? '[verified]' : `[NOT VERIFIED: ${printable(problem ?? '')}]`;

type Judged = Pick<ProvenDispatch, 'problem' | 'since'>;

/**
 * Verdict on a document in words. Says DISPUTED, not "verified", when the signer's State later ended the signer's mandate
 * with effect before the signature.
 */
export const documentWord = ({ problem, since }: Judged): string =>
  problem === null && since?.wasBefore === true
    ? '[valid on its day, DISPUTED SINCE]'
    : verdictOf(problem === null, problem);

function sinceLines(
  { from }: Pick<Document, 'from'>,
  since: Since,
  { when, verbose }: Shown,
): string[] {
  const { suspendedFrom, wasBefore, formerRoot, isKnown } = since;
  const lines: string[] = [];
  if (suspendedFrom !== null || wasBefore) {
    const start = suspendedFrom === null ? '' : ` from ${when(suspendedFrom)} on`;
    const what = `since suspended: ${from.state} has ended the mandate of ${from.officer}${start}`;
    lines.push(
      wasBefore ? `${what}, BEFORE this was signed: ask ${from.state} before you rely on it` : what,
    );
  }
  if (formerRoot !== null) {
    const what = isKnown ? 'has another root since' : 'is no neighbour any more';
    lines.push(
      `${from.state} ${what}; this rests on the root compared then${verbose ? `, ${formerRoot}` : ''}`,
    );
  }
  return lines;
}

// Always tells when a document was not judged by the directory of its day.
function directoryLines(
  state: StateCode,
  directory: ProvenDispatch['directory'],
  { verbose }: Shown,
): string[] {
  if (directory === null)
    return [`by the directory of ${state} as it is today: no envelope of its day is kept`];
  const { version, head } = directory;
  return verbose ? [`by the directory of ${state} of its day: version ${version}, ${head}`] : [];
}

export const dayLines = (
  { from }: Pick<Document, 'from'>,
  { directory, problem, since }: Judged & Pick<ProvenDispatch, 'directory'>,
  shown: Shown,
): string[] => [
  ...(problem !== null ? [] : directoryLines(from.state, directory, shown)),
  ...(since === null ? [] : sinceLines({ from }, since, shown)),
];
