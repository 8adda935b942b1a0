import type { Document, Purpose, ThreadId } from '#kernel';
import { ThreadsError } from '#threads';
import type { Cases } from '#capabilities/cases';
import type { HashedMatchKeys, MatchingThread, DeconflictionResult } from './deconfliction.rows.js';
import { duplicatesChecked } from './deconfliction.events.js';
import { comparedBy, unerased } from './duplicates.facts.js';
import { isLife } from './duplicates.rules.js';
import type { Session } from '#access';
import type { DraftOf } from '#journal';
import { StoreError, type Tx } from '#store';

interface Looking {
  readonly cases: Cases;
  readonly tx: Tx;
  readonly session: Session;
}

interface Look {
  readonly there: readonly MatchingThread[];
  readonly found: readonly MatchingThread[];
  readonly otherDesk: boolean;
  readonly left: number;
  readonly event: DraftOf<'duplicates.checked'>;
}

export async function lookForMatching(
  { cases, tx, session }: Looking,
  matchKeys: HashedMatchKeys,
  purpose: Purpose,
  thread?: ThreadId,
): Promise<Look> {
  const { deconfliction } = cases;
  const taken = await deconfliction.checkAllowance(tx, session);
  const { elsewhere, ...looked } = await deconfliction.look(tx, session, matchKeys);
  const there = unerased(cases, looked.there);
  const found = there.filter(({ onRoster }) => onRoster);
  // One bit for both: whether another authority or a colleague is meant stays hidden.
  const otherDesk = elsewhere || found.length < there.length;
  const check = await deconfliction.recordCheck(tx, session, matchKeys, {
    taken,
    otherDesk,
    thread,
  });
  const counts = { check, marks: matchKeys.tokens.length, found: found.length, otherDesk };
  const { left } = taken;
  return { there, found, otherDesk, left, event: duplicatesChecked(session, counts, purpose) };
}

/**
 * Checks for duplicates, or returns `known` if it is given; undefined if no check is made. Callers must always commit, so
 * that the check uses up one of the officer's checks per hour.
 */
export async function lookBefore(
  looking: Looking,
  document: Document,
  known: DeconflictionResult | undefined,
): Promise<DeconflictionResult | undefined> {
  const compared = comparedBy(looking.cases, document);
  if (known !== undefined || compared === undefined || isLife(compared.request)) return known;
  return lookWhileLeft(looking, compared.matchKeys, document.purpose);
}

async function lookWhileLeft(
  looking: Looking,
  matchKeys: HashedMatchKeys,
  purpose: Purpose,
  thread?: ThreadId,
): Promise<DeconflictionResult | undefined> {
  try {
    return await lookForMatching(looking, matchKeys, purpose, thread);
  } catch (error) {
    if (error instanceof ThreadsError && error.code === 'DUPLICATE_CHECKS_SPENT') return undefined;
    throw error;
  }
}

/** Runs `look`; returns undefined if a lock is not free within 200 ms. A risk to life must not wait for other checks. */
async function lookAtOnce(
  tx: Tx,
  look: () => Promise<DeconflictionResult | undefined>,
): Promise<DeconflictionResult | undefined> {
  try {
    return await tx.attempt(async () => {
      tx.send(`select set_config('lock_timeout', '200', true)`);
      const result = await look();
      tx.send('set local lock_timeout to default');
      return result;
    });
  } catch (error) {
    const isLate = error instanceof StoreError && error.code === 'STORE_TIMEOUT';
    if (isLate) return undefined;
    throw error;
  }
}

export async function lookIfLifeAtRisk(
  looking: Looking,
  document: Document,
  {
    before,
    thread,
  }: { readonly before: DeconflictionResult | undefined; readonly thread: ThreadId },
): Promise<DeconflictionResult | undefined> {
  const compared = comparedBy(looking.cases, document);
  if (before !== undefined || compared === undefined || !isLife(compared.request)) return before;
  const { matchKeys } = compared;
  return lookAtOnce(looking.tx, () => lookWhileLeft(looking, matchKeys, document.purpose, thread));
}
