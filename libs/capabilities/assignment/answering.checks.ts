import { isAboutRecall } from '#capabilities/disclosure/recalling.model';
import { isAboutRelease } from '#capabilities/disclosure/forwarding.model';
import { isAboutSafety } from '#capabilities/halts/operations.model';
import { isEvidential } from '#capabilities/evidence/evidential-kinds.model';
import { isKind, isOfDataSubject, type Document, type DocumentId } from '#kernel';
import { ThreadsError, type ThreadRecord, ExchangeError } from '#threads';
import { newerWords } from './assignment.rows.js';
import type { Cases } from '#capabilities/cases';
import type { Session } from '#access';
import type { Tx } from '#store';

/** What is an answer: two officers must not give it without knowing of each other. */
const answers: readonly Document['kind'][] = ['response', 'refusal', 'data-subject-answer'];

/**
 * Only the holder answers, and not over what a colleague has answered since the holder's text was written. A refusal names
 * the documents that came since. An acknowledgement anybody may give, and whatever is about a recall, a release, evidence or
 * the safety of an operation, also once it ended. Asks about a person nobody claims: each of the officers may answer.
 * @throws ThreadsError NOT_HOLDER, ALREADY_CLAIMED, ANSWERED_MEANWHILE; NOT_FOUND for a `seen` of another thread
 */
export async function requireTurn(
  cases: Cases,
  tx: Tx,
  session: Session,
  thread: ThreadRecord,
  document: Document,
  seen: DocumentId | undefined,
): Promise<void> {
  const { kind, inReplyTo } = document;
  if (kind === 'acknowledgement' || isAboutRecall(kind) || isAboutRelease(kind)) return;
  if (isAboutSafety(kind) || isEvidential(kind)) return;
  const isClaimed = !isOfDataSubject(kind);
  if (isClaimed && thread.holder === null) throw new ThreadsError('NOT_HOLDER');
  const since = seen ?? inReplyTo;
  const newer = since === null ? [] : await cases.hands.newer(tx, thread.id, since);
  if (isClaimed && thread.holder !== session.officer)
    throw new ThreadsError('ALREADY_CLAIMED', newerWords(newer));
  if (!answers.includes(kind) || since === null) return;
  // The same document again is no second answer.
  const others = { kinds: answers, officer: session.officer };
  if (await cases.hands.overtaken(tx, document, since, others))
    throw new ThreadsError('ANSWERED_MEANWHILE', newerWords(newer));
}

/**
 * Nobody speaks in a thread that one may not read. What has come since is named to nobody there either.
 * @throws ThreadsError ALREADY_CLAIMED, NOT_ON_ROSTER
 */
export function requireMayRead({ onRoster, holder }: ThreadRecord): void {
  if (onRoster) return;
  if (holder !== null) throw new ThreadsError('ALREADY_CLAIMED', 'and you are not on its roster');
  throw new ThreadsError('NOT_ON_ROSTER');
}

/**
 * An answer to an earlier question would leave the clock standing still while nothing waits any more.
 * @throws ExchangeError PARENT_MISMATCH
 */
export async function requireLastQuestion(cases: Cases, tx: Tx, document: Document): Promise<void> {
  if (!isKind(document, 'clarification')) return;
  const last = await cases.clocks.lastQuestion(tx, document.thread);
  if (document.inReplyTo !== last) throw new ExchangeError('PARENT_MISMATCH', 'inReplyTo');
}
