import type { Document, Purpose, ThreadId } from '#kernel';
import { ThreadsError } from '#threads';
import type { Cases } from '#capabilities/cases';
import type { HashedMarks, LikeThread, Told } from './likeness.rows.js';
import { duplicatesChecked } from './deconfliction.events.js';
import { comparedBy, unerased } from './duplicates.facts.js';
import { isLife } from './duplicates.rules.js';
import type { Session } from '#access';
import type { DraftOf } from '#journal';
import { StoreError, type Tx } from '#store';

/** Officer who looks, and where. */
interface Looking {
  readonly cases: Cases;
  readonly tx: Tx;
  readonly session: Session;
}

interface Look {
  /** Threads about the same that stand. */
  readonly there: readonly LikeThread[];
  /** Threads of them that the officer may read. */
  readonly found: readonly LikeThread[];
  readonly otherDesk: boolean;
  /** Checks of the hour. */
  readonly left: number;
  readonly event: DraftOf<'duplicates.checked'>;
}

/** One of the thirty looks of an hour. @throws ThreadsError DUPLICATE_CHECKS_SPENT */
export async function lookForLike(
  { cases, tx, session }: Looking,
  marks: HashedMarks,
  purpose: Purpose,
  thread?: ThreadId,
): Promise<Look> {
  const { likeness } = cases;
  const taken = await likeness.take(tx, session);
  const { elsewhere, ...looked } = await likeness.look(tx, session, marks);
  const there = unerased(cases, looked.there);
  const found = there.filter(({ onRoster }) => onRoster);
  // One bit for all: whether it is another authority or a colleague is not said.
  const otherDesk = elsewhere || found.length < there.length;
  const check = await likeness.record(tx, session, marks, { taken, otherDesk, thread });
  const counts = { check, marks: marks.tokens.length, found: found.length, otherDesk };
  const { left } = taken;
  return { there, found, otherDesk, left, event: duplicatesChecked(session, counts, purpose) };
}

/**
 * Looks for others at work on the same, unless the officer has looked within the hour. The caller keeps the look also when the
 * request is refused: otherwise submitting in vain would tell of other desks without limit.
 * `known`: what the officer was told within the hour.
 * @returns undefined where nobody looks, where no check is left, and for a risk to life, which does not wait
 */
export async function lookBefore(
  looking: Looking,
  document: Document,
  known: Told | undefined,
): Promise<Told | undefined> {
  const compared = comparedBy(looking.cases, document);
  if (known !== undefined || compared === undefined || isLife(compared.request)) return known;
  return lookWhileLeft(looking, compared.marks, document.purpose);
}

/** News for the officer now; undefined when the checks are used up. */
async function lookWhileLeft(
  looking: Looking,
  marks: HashedMarks,
  purpose: Purpose,
  thread?: ThreadId,
): Promise<Told | undefined> {
  try {
    return await lookForLike(looking, marks, purpose, thread);
  } catch (error) {
    if (error instanceof ThreadsError && error.code === 'DUPLICATE_CHECKS_SPENT') return undefined;
    throw error;
  }
}

/**
 * The look of a risk to life waits for no other of its officer's: where one is under way for longer, there is none, as where no
 * check is left.
 */
async function lookAtOnce(
  tx: Tx,
  look: () => Promise<Told | undefined>,
): Promise<Told | undefined> {
  try {
    return await tx.attempt(async () => {
      tx.send(`select set_config('lock_timeout', '200', true)`);
      const told = await look();
      tx.send('set local lock_timeout to default');
      return told;
    });
  } catch (error) {
    const isLate = error instanceof StoreError && error.code === 'STORE_TIMEOUT';
    if (isLate) return undefined;
    throw error;
  }
}

/**
 * News that the officer was told before a request is filed: by the look before it, or, where a life is at risk, by one now, for the
 * thread that is there already.
 */
export async function toldBefore(
  looking: Looking,
  document: Document,
  { before, thread }: { readonly before: Told | undefined; readonly thread: ThreadId },
): Promise<Told | undefined> {
  const compared = comparedBy(looking.cases, document);
  if (before !== undefined || compared === undefined || !isLife(compared.request)) return before;
  const { marks } = compared;
  return lookAtOnce(looking.tx, () => lookWhileLeft(looking, marks, document.purpose, thread));
}
