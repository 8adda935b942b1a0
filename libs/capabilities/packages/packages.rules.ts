import { type Compartment, KernelError, phrase } from '#kernel';
import { ExchangeError } from '#threads';
import { packageBounds } from './packages.lists.js';

export interface AskFacts {
  readonly compartment: Compartment;
  readonly waiting: number;
  readonly isUnderWay: boolean;
  readonly today: number;
  readonly ofThread: number;
  readonly superseding: { readonly isMade: boolean; readonly by: number } | null;
}

export function askRefusal(facts: AskFacts): ExchangeError | undefined {
  if (facts.compartment !== 'ENFORCEMENT')
    return new ExchangeError('PACKAGE_IMPOSSIBLE', facts.compartment);
  if (facts.ofThread >= packageBounds.ofThread)
    return new ExchangeError(
      'PACKAGE_IMPOSSIBLE',
      phrase`${packageBounds.ofThread} of this thread`,
    );
  const { superseding } = facts;
  if (superseding !== null && !superseding.isMade)
    return new ExchangeError(
      'PACKAGE_NOT_SUPERSEDED',
      phrase`none of this thread and reader that was made`,
    );
  if (superseding !== null && superseding.by > 0)
    return new ExchangeError('PACKAGE_NOT_SUPERSEDED', phrase`another takes its place`);
  if (facts.isUnderWay) return new ExchangeError('PACKAGES_SPENT', phrase`one of this thread`);
  if (facts.waiting >= packageBounds.waiting)
    return new ExchangeError('PACKAGES_SPENT', phrase`${packageBounds.waiting} wait`);
  if (facts.today >= packageBounds.ofOfficer)
    return new ExchangeError('PACKAGES_SPENT', phrase`${packageBounds.ofOfficer} within a day`);
  return undefined;
}

export interface TellFacts {
  readonly concerns: number;
  readonly notifiedConcerns: number;
  readonly seen: number;
}

/**
 * Returns an error unless the officer saw all concerns, some of them new to the recipient. `known`: number of concerns that
 * the recipient already knows.
 */
export function tellRefusal({
  concerns,
  notifiedConcerns,
  seen,
}: TellFacts): ExchangeError | undefined {
  if (seen === concerns && seen > notifiedConcerns) return undefined;
  return new ExchangeError(
    'PACKAGE_CONCERNS_DIFFER',
    phrase`${concerns} by now, told of ${notifiedConcerns} before`,
  );
}

export function timeRefusal(
  at: Date,
  { after, now }: { readonly after: readonly Date[]; readonly now: Date },
): KernelError | undefined {
  const first = Math.max(...after.map((each) => each.getTime()));
  const isOk = at.getTime() >= first && at.getTime() <= now.getTime() + packageBounds.aheadMs;
  return isOk ? undefined : new KernelError('VALUE_INVALID', 'at');
}

/**
 * Returns an error if the package was handed over or was not downloaded; otherwise undefined. A download before the last
 * `package_stayed` statement does not count.
 */
export function stayRefusal({
  handed,
  isOut,
}: {
  readonly handed: number;
  readonly isOut: boolean;
}): ExchangeError | undefined {
  if (handed > 0)
    return new ExchangeError('PACKAGE_IMPOSSIBLE', phrase`a hand-over of it is on record`);
  return isOut
    ? undefined
    : new ExchangeError('PACKAGE_IMPOSSIBLE', phrase`nobody has fetched it since`);
}

export function handRefusal(handed: number): ExchangeError | undefined {
  if (handed < packageBounds.handed) return undefined;
  return new ExchangeError('PACKAGE_IMPOSSIBLE', phrase`${packageBounds.handed} hand-overs of it`);
}
