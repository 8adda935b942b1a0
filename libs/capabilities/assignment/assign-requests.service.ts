import { Injectable } from '@nestjs/common';
import { takeoverGround, type TakeoverGround } from '#capabilities/access-lists/access-lists.model';
import { timestamp, type OfficerId, type Role, type ThreadId } from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import type { HandedOver, Assignment } from './assignment.contract.js';
import { ThreadsError, type ThreadRecord, recordDisclosed } from '#threads';
import { Cases } from '#capabilities/cases';
import { assigned, handedOver, released } from './assignment.events.js';
import { officerContext } from '#capabilities/requests/read-thread.queries';
import { addedToAccessList } from '#capabilities/access-lists/access-lists.events';
import type { Session } from '#access';
import { type Draft, Journal, type Recorded } from '#journal';
import { Store, type Tx } from '#store';
import { TrustStore } from '#trust';

const role: Role = 'DUTY_OFFICER';
const mostAtOnce = 512;
const mostRounds = 8;

@Injectable()
export class AssignRequests {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly cases: Cases,
    private readonly journal: Journal,
  ) {}

  /**
   * Assigns a request to the officer `to`. Taking over from an active holder needs a `takeoverGround`. @throws ThreadsError
   * ALREADY_CLAIMED if another active officer keeps the request; NOT_FOUND, CONTENT_ERASED, COLLEAGUE_UNKNOWN; KernelError
   * TRANSITION_NOT_ALLOWED
   */
  assign(session: Session, id: ThreadId, to: OfficerId): Promise<Assignment> {
    return this.store.transaction(officerContext(session, 'assign-request'), async (tx) => {
      const thread = await requestAtDesk(this.cases, tx, id);
      await this.assertColleague(tx, session, to);
      const { holder } = thread;
      const ground = await this.groundToTake(tx, session, thread, to);
      if (holder === to) return assignmentOf(this.cases, tx, thread);
      await this.cases.assignments.give(tx, thread, to);
      const draft = assigned(thread, session, to, ground);
      const [event] = await this.recordAdded(tx, [{ thread, draft }]);
      if (event !== undefined && holder !== null && ground !== undefined)
        this.cases.notices.takenOver(tx, thread, { event: event.id, from: holder, by: to, ground });
      return assignmentOf(this.cases, tx, await this.cases.lock(tx, id));
    });
  }

  /** @throws ThreadsError NOT_FOUND, CONTENT_ERASED, NOT_HOLDER */
  release(session: Session, id: ThreadId): Promise<Assignment> {
    return this.store.transaction(officerContext(session, 'release-request'), async (tx) => {
      const thread = await requestAtDesk(this.cases, tx, id);
      if (thread.holder === null) return assignmentOf(this.cases, tx, thread);
      if (thread.holder !== session.officer) throw new ThreadsError('NOT_HOLDER');
      await this.cases.assignments.release(tx, thread);
      await this.recordAdded(tx, [{ thread, draft: released(thread, session) }]);
      return assignmentOf(this.cases, tx, await this.cases.lock(tx, id));
    });
  }

  /**
   * Hands the officer's open requests to a colleague. `more` is true when another call may be needed. @throws ThreadsError
   * COLLEAGUE_UNKNOWN if `to` is the caller or not a duty officer of the authority
   */
  async handOver(session: Session, to: OfficerId): Promise<HandedOver> {
    let threads = 0;
    for (let round = 0; round < mostRounds; round += 1) {
      const given = await this.handOverSome(session, to);
      threads += given;
      if (given < mostAtOnce) return { threads, more: false };
    }
    return { threads, more: true };
  }

  private handOverSome(session: Session, to: OfficerId): Promise<number> {
    return this.store.transaction(officerContext(session, 'hand-over'), async (tx) => {
      await this.assertColleague(tx, session, to);
      if (to === session.officer) throw new ThreadsError('COLLEAGUE_UNKNOWN');
      const { officer: from, authority } = session;
      const threads = await this.cases.assignments.openOf(tx, { from, authority }, mostAtOnce);
      const additions = await this.keepAnswerer(tx, session, threads, from);
      await this.cases.assignments.handOver(tx, threads, to);
      const drafts = threads.map((thread) => ({ thread, draft: handedOver(thread, session, to) }));
      // At most as many entries as one transaction allows, including those of access lists.
      for (const some of [drafts, additions]) await this.recordAdded(tx, some);
      return threads.length;
      // Durable now: threads assigned to the colleague, earlier answerers on the access lists, one log entry each.
    });
  }

  private async groundToTake(
    tx: Tx,
    session: Session,
    thread: ThreadRecord,
    to: OfficerId,
  ): Promise<TakeoverGround | undefined> {
    const { holder } = thread;
    const { officer } = session;
    if (holder === null || holder === officer || !this.mayHold(session, holder)) return undefined;
    if (holder === to || to !== officer) throw new ThreadsError('ALREADY_CLAIMED');
    const lines = await this.cases.accessLists.lines(tx, thread.id);
    const line = lines.find((each) => each.officer === officer);
    const ground = takeoverGround(thread, line, new Date());
    if (ground === undefined) throw new ThreadsError('ALREADY_CLAIMED');
    return ground;
  }

  private async assertColleague(tx: Tx, session: Session, officer: OfficerId): Promise<void> {
    await this.trust.refresh(tx);
    if (!this.mayHold(session, officer)) throw new ThreadsError('COLLEAGUE_UNKNOWN');
  }

  private mayHold({ authority }: Session, officer: OfficerId): boolean {
    return mayActAt(this.trust.own(), officer, { authority, role }, new Date());
  }

  private async keepAnswerer(
    tx: Tx,
    session: Session,
    threads: readonly ThreadRecord[],
    from: OfficerId,
  ): Promise<readonly ThreadDraft[]> {
    const ids = threads.map(({ id }) => id);
    const kept = await this.cases.accessLists.keepAnswerer(tx, ids, from, session.officer);
    return threads
      .filter(({ id }) => kept.has(id))
      .map((thread) => ({
        thread,
        draft: addedToAccessList(thread, session, from, 'HAS_ANSWERED'),
      }));
  }

  private recordAdded(tx: Tx, drafts: readonly ThreadDraft[]): Promise<readonly Recorded[]> {
    // An erased thread stores nothing more, so the digest in the leaf stays closed.
    const entries = drafts.map(({ thread, draft }) => ({
      draft,
      thread: this.cases.isErased(thread.id, thread) ? undefined : thread,
    }));
    return recordDisclosed(tx, this.journal, this.cases, entries);
  }
}

interface ThreadDraft {
  readonly thread: ThreadRecord;
  readonly draft: Draft;
}

export async function assignmentOf(
  cases: Cases,
  tx: Tx,
  thread: ThreadRecord,
): Promise<Assignment> {
  const { id, state, holder } = thread;
  const [clock] = await cases.clocks.clocksOf(tx, [thread]);
  const { acknowledgeBy = null, dueAt = null } = clock ?? {};
  return { thread: id, state, holder, acknowledgeBy, dueAt };
}

export function mayActAt(
  directory: Directory,
  officer: OfficerId,
  wanted: { readonly authority: Session['authority']; readonly role: Role },
  now: Date,
): boolean {
  const at = timestamp(now);
  return directory.officers().some(({ officer: name, fingerprint }) => {
    if (name !== officer) return false;
    const grant = directory.activeOfficer(fingerprint, at);
    return grant?.authority === wanted.authority && grant.roles.includes(wanted.role);
  });
}

/**
 * Locks a received request of the officer's authority. A request under transfer to another authority counts as not found.
 * @throws ThreadsError NOT_FOUND, CONTENT_ERASED
 */
export async function requestAtDesk(cases: Cases, tx: Tx, id: ThreadId): Promise<ThreadRecord> {
  const thread = await cases.lock(tx, id);
  if (thread.side !== 'ASKED' || thread.movingTo !== null) throw new ThreadsError('NOT_FOUND');
  cases.assertContent(thread);
  return thread;
}
