import type { Compartment } from '#kernel';
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
}

/** Why a package is not made; undefined: it is. Whether the officer reads the thread was judged before. Pure. */
export function askRefusal(facts: AskFacts): ExchangeError | undefined {
  if (facts.compartment !== 'ENFORCEMENT')
    return new ExchangeError('PACKAGE_IMPOSSIBLE', facts.compartment);
  if (facts.ofThread >= packageBounds.ofThread)
    return new ExchangeError('PACKAGE_IMPOSSIBLE', `${packageBounds.ofThread} of this thread`);
  if (facts.isUnderWay) return new ExchangeError('PACKAGES_SPENT', 'one of this thread');
  if (facts.waiting >= packageBounds.waiting)
    return new ExchangeError('PACKAGES_SPENT', `${packageBounds.waiting} wait`);
  if (facts.today >= packageBounds.ofOfficer)
    return new ExchangeError('PACKAGES_SPENT', `${packageBounds.ofOfficer} within a day`);
  return undefined;
}
