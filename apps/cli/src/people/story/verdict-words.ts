import type { Document, StateCode } from '#kernel';
import { say } from '#language/console';
import type { ProvenDispatch } from '../../receipts/proven-thread.js';
import type { Since } from '../../receipts/since.js';
import { printable } from '../printable.js';
import type { Shown } from '../../print/style.js';

export const verdictOf = (verified: boolean, problem: string | null): string =>
  verified
    ? say('storyVerdict.verified')
    : say('storyVerdict.notVerified', { problem: printable(problem ?? '') });

type Judged = Pick<ProvenDispatch, 'problem' | 'since'>;

/**
 * Returns the verdict on a document in words: verified, not verified, or valid but disputed. Disputed means that the newest
 * directory denies the signer's mandate.
 */
export const documentWord = ({ problem, since }: Judged): string =>
  problem === null && since?.wasBefore === true
    ? say('storyVerdict.validDayDisputedSince')
    : verdictOf(problem === null, problem);

function sinceLines(
  { from }: Pick<Document, 'from'>,
  since: Since,
  { when, verbose }: Shown,
): string[] {
  const { suspendedFrom, wasBefore, formerRoot, isKnown } = since;
  const lines: string[] = [];
  if (suspendedFrom !== null || wasBefore) {
    const start =
      suspendedFrom === null
        ? ''
        : say('storyVerdict.fromOn', { suspendedFrom: when(suspendedFrom) });
    const what = say('storyVerdict.sinceSuspendedEndedMandate', {
      state: from.state,
      officer: from.officer,
      start,
    });
    lines.push(
      wasBefore ? say('storyVerdict.beforeSignedAskBefore', { what, state: from.state }) : what,
    );
  }
  if (formerRoot !== null) {
    const what = isKnown
      ? say('storyVerdict.anotherRootSince')
      : say('storyVerdict.noNeighbourMore');
    lines.push(
      say('storyVerdict.restsRootCompared', {
        state: from.state,
        what,
        formerRoot: verbose ? `, ${formerRoot}` : '',
      }),
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
  if (directory === null) return [say('storyVerdict.directoryTodayNoEnvelope', { state })];
  const { version, head } = directory;
  return verbose ? [say('storyVerdict.directoryDayVersion', { state, version, head })] : [];
}

export const dayLines = (
  { from }: Pick<Document, 'from'>,
  { directory, problem, since }: Judged & Pick<ProvenDispatch, 'directory'>,
  shown: Shown,
): string[] => [
  ...(problem !== null ? [] : directoryLines(from.state, directory, shown)),
  ...(since === null ? [] : sinceLines({ from }, since, shown)),
];
