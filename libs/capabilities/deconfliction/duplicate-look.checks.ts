import {
  compartmentOf,
  isKind,
  type Document,
  type Purpose,
  type SignedDocumentInput,
  type ThreadId,
} from '#kernel';
import { soughtIn } from './deconfliction.contract.js';
import { ThreadsError, type ThreadRecord, ExchangeError } from '#threads';
import type { Cases } from '#capabilities/cases';
import type { HashedMarks, LikeThread } from './likeness.rows.js';
import { duplicatesChecked, duplicatesPassed } from './deconfliction.events.js';
import type { Session } from '#access';
import type { Draft, DraftOf } from '#journal';
import { StoreError, type Tx } from '#store';

interface Look {
  /** Threads about the same that stand. */
  readonly there: readonly LikeThread[];
  /** Those of them that the officer may read. */
  readonly found: readonly LikeThread[];
  readonly otherDesk: boolean;
  /** Checks of the hour. */
  readonly left: number;
  readonly event: DraftOf<'duplicates.checked'>;
}

/** One of the thirty looks of an hour. @throws ThreadsError DUPLICATE_CHECKS_SPENT */
export async function lookForLike(
  cases: Cases,
  tx: Tx,
  session: Session,
  marks: HashedMarks,
  purpose: Purpose,
  thread?: ThreadId,
): Promise<Look> {
  const { likeness } = cases;
  const taken = await likeness.take(tx, session);
  const there = await standing(cases, tx, session, marks);
  const found = there.filter(({ onRoster }) => onRoster);
  // One bit for all: whether it is another authority or a colleague is not said.
  const otherDesk = (await likeness.elsewhere(tx, marks)) || found.length < there.length;
  const check = await likeness.record(tx, session, marks, { taken, otherDesk, thread });
  const counts = { check, marks: marks.tokens.length, found: found.length, otherDesk };
  const { left } = taken;
  return { there, found, otherDesk, left, event: duplicatesChecked(session, counts, purpose) };
}

const standing = async (
  cases: Cases,
  tx: Tx,
  session: Session,
  marks: HashedMarks,
  document?: Document<'request'>,
): Promise<LikeThread[]> => {
  const found = await cases.likeness.find(tx, session, marks, document?.body.broadcast?.id);
  return found.filter((row) => !cases.isErased(row.id, row));
};

/** By what a request is compared with others; undefined for everything else, and where nobody looks for duplicates. */
function comparedBy(
  cases: Cases,
  document: Document,
): { readonly request: Document<'request'>; readonly marks: HashedMarks } | undefined {
  if (!isKind(document, 'request')) return undefined;
  const compartment = compartmentOf(document.body.requestType);
  if (compartment !== 'ENFORCEMENT') return undefined;
  const marks = cases.likeness.hashed({ compartment }, soughtIn(document));
  return marks.tokens.length === 0 ? undefined : { request: document, marks };
}

const isLife = ({ body }: Document<'request'>): boolean => body.requestType === 'RISK_TO_LIFE';

/**
 * Looks for others at work on the same, unless the officer has looked within the hour. The caller keeps the look also when the
 * request is refused: otherwise submitting in vain would tell of other desks without limit.
 * @returns undefined where nobody looks, and for a risk to life, which does not wait
 */
export async function lookBefore(
  cases: Cases,
  tx: Tx,
  session: Session,
  document: Document,
): Promise<LookedBefore | undefined> {
  const compared = comparedBy(cases, document);
  if (compared === undefined || isLife(compared.request)) return undefined;
  // None where no check is left.
  return { told: await lookOnce(cases, tx, session, compared.marks, document.purpose) };
}

/** Answer of the look before a request; `told` is undefined when no check was left. */
export interface LookedBefore {
  readonly told: Told | undefined;
}

export interface Told {
  readonly otherDesk: boolean;
  /** Threads about the same, where they were looked for now. */
  readonly there?: Look['there'];
  /** Where it is told now. */
  readonly event?: Look['event'];
}

/** What the officer was told within the hour, or is told now; undefined when the checks are used up. */
async function lookOnce(
  cases: Cases,
  tx: Tx,
  session: Session,
  marks: HashedMarks,
  purpose: Purpose,
  thread?: ThreadId,
): Promise<Told | undefined> {
  const known = await cases.likeness.looked(tx, session, marks);
  if (known !== undefined) return known;
  try {
    return await lookForLike(cases, tx, session, marks, purpose, thread);
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

/** Submission with the answer of the look before it. */
export interface Submission {
  readonly document: Document;
  readonly input: SignedDocumentInput;
  readonly before: LookedBefore | undefined;
}

/**
 * A request about the same as others leaves when its officer says to have seen them. Of other desks it depends on what the officer
 * was told, and on nothing else: submitting tells no more than the check has. A risk to life leaves at once, and shows them
 * afterwards. Returns what is recorded. @throws ExchangeError DUPLICATE_NOT_SEEN
 */
export async function requireSeen(
  cases: Cases,
  tx: Tx,
  session: Session,
  thread: ThreadRecord,
  { document, input, before }: Submission,
): Promise<readonly Draft[]> {
  const { duplicatesSeen = [], otherDeskSeen = false } = input;
  const compared = comparedBy(cases, document);
  if (compared === undefined) return [];
  const { request, marks } = compared;
  // Of a broadcast, the officer's own requests to the others are none.
  const seen = request.body.broadcast === undefined ? before?.told?.there : undefined;
  const there = seen ?? (await standing(cases, tx, session, marks, request));
  const found = there.filter(({ id, onRoster }) => onRoster && id !== thread.id);
  const life = isLife(request);
  const looked = life
    ? await lookAtOnce(tx, () => lookOnce(cases, tx, session, marks, document.purpose, thread.id))
    : before?.told;
  if (looked === undefined) await cases.likeness.tell(tx, session, marks);
  const otherDesk = looked?.otherDesk === true;
  const unseen = [
    ...found.filter(({ id }) => !duplicatesSeen.includes(id)).map(({ id }) => `thread ${id}`),
    ...(otherDesk && !otherDeskSeen ? ['another desk'] : []),
  ];
  if (unseen.length > 0 && !life) throw new ExchangeError('DUPLICATE_NOT_SEEN', unseen.join(', '));
  const checked: Draft[] = looked?.event === undefined ? [] : [looked.event];
  if (found.length === 0 && !otherDesk && looked !== undefined) return checked;
  return [
    ...checked,
    duplicatesPassed(thread, session, {
      document: document.id,
      found: found.length,
      otherDesk,
      looked: looked !== undefined,
      before: unseen.length === 0,
    }),
  ];
}
