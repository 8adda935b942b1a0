import { type Compartment, KernelError } from '#kernel';
import { ExchangeError } from '#threads';
import { packageBounds } from './packages.lists.js';

/** Facts by which an ask for a package is judged. */
export interface AskFacts {
  readonly compartment: Compartment;
  /** Packages of the State that wait or are made. */
  readonly waiting: number;
  /** Of these one of the same thread. */
  readonly isUnderWay: boolean;
  /** Asked for by the officer within a day. */
  readonly today: number;
  /** Of the thread, ever. */
  readonly ofThread: number;
  /** The package whose place it is to take: whether it is one of this thread and reader that was made, and others that take it. Null: none. */
  readonly superseding: { readonly isMade: boolean; readonly by: number } | null;
}

/** Why a package is not made; undefined: it is. Whether the officer reads the thread was judged before. Pure. */
export function askRefusal(facts: AskFacts): ExchangeError | undefined {
  if (facts.compartment !== 'ENFORCEMENT')
    return new ExchangeError('PACKAGE_IMPOSSIBLE', facts.compartment);
  if (facts.ofThread >= packageBounds.ofThread)
    return new ExchangeError('PACKAGE_IMPOSSIBLE', `${packageBounds.ofThread} of this thread`);
  const { superseding } = facts;
  if (superseding !== null && !superseding.isMade)
    return new ExchangeError(
      'PACKAGE_NOT_SUPERSEDED',
      'none of this thread and reader that was made',
    );
  if (superseding !== null && superseding.by > 0)
    return new ExchangeError('PACKAGE_NOT_SUPERSEDED', 'another takes its place');
  if (facts.isUnderWay) return new ExchangeError('PACKAGES_SPENT', 'one of this thread');
  if (facts.waiting >= packageBounds.waiting)
    return new ExchangeError('PACKAGES_SPENT', `${packageBounds.waiting} wait`);
  if (facts.today >= packageBounds.ofOfficer)
    return new ExchangeError('PACKAGES_SPENT', `${packageBounds.ofOfficer} within a day`);
  return undefined;
}

/** Facts by which the word that a recipient was told is judged. */
export interface TellFacts {
  /** Concerns of the package now. */
  readonly concerns: number;
  /** Of which the recipient was told before. */
  readonly told: number;
  /** As many as the officer says to have told of. */
  readonly seen: number;
}

/** Why it is not recorded that a recipient was told; undefined: it is. Nobody tells of what came after the look. Pure. */
export function tellRefusal({ concerns, told, seen }: TellFacts): ExchangeError | undefined {
  if (seen === concerns && seen > told) return undefined;
  return new ExchangeError('PACKAGE_CONCERNS_DIFFER', `${concerns} by now, told of ${told} before`);
}

/** Why the time of something that an officer states is not taken: before it could be, or ahead of the clock. Pure. */
export function timeRefusal(
  at: Date,
  { after, now }: { readonly after: readonly Date[]; readonly now: Date },
): KernelError | undefined {
  const first = Math.max(...after.map((each) => each.getTime()));
  const isOk = at.getTime() >= first && at.getTime() <= now.getTime() + packageBounds.aheadMs;
  return isOk ? undefined : new KernelError('VALUE_INVALID', 'at');
}

/** Why a hand-over is not recorded; undefined: it is. Pure. */
export function handRefusal(handed: number): ExchangeError | undefined {
  if (handed < packageBounds.handed) return undefined;
  return new ExchangeError('PACKAGE_IMPOSSIBLE', `${packageBounds.handed} hand-overs of it`);
}
