import { Inject, Injectable } from '@nestjs/common';
import { SIDE } from '#capabilities/tokens';
import {
  decidingRoles,
  KernelError,
  openersOf,
  timestamp,
  type OfficerId,
  type Purpose,
  type Role,
  type Side,
  type ThreadId,
} from '#kernel';
import type {
  EmergencyAccess,
  ChangedAccessList,
  OpenedThread,
  AccessListView,
} from './access-lists.contract.js';
import {
  emergencyReasons,
  accessListLimits,
  type AdditionReason,
  type EmergencyReason,
  type RemovalReason,
  type AccessListReason,
} from './access-lists.lists.js';
import { mayChangeAccessList, standingOf } from './access-lists.model.js';
import { ThreadsError, type ThreadRecord, recordDisclosed } from '#threads';
import { emergencyAccessName, type AccessListRow } from './access-lists.rows.js';
import { Cases } from '#capabilities/cases';
import { mayActAt } from '#capabilities/assignment/assign-requests.service';
import { officerContext, threadOf } from '#capabilities/requests/read-thread.queries';
import { keptRead } from '#capabilities/audit/views.events';
import {
  emergencyAccessBegun,
  addedToAccessList,
  removedFromAccessList,
} from './access-lists.events.js';
import type { Session } from '#access';
import { type Draft, Journal } from '#journal';
import { Mailbox } from '#mailbox';
import { type Context, Store, type Tx } from '#store';
import { TrustStore } from '#trust';

@Injectable()
export class ManageAccessLists {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly cases: Cases,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
    @Inject(SIDE) private readonly side: Side,
  ) {}

  show(session: Session, id: ThreadId, purpose: Purpose): Promise<AccessListView> {
    return this.store.transaction(officerContext(session, 'read-roster'), async (tx) => {
      const thread = await threadOf(this.cases, tx, id, this.side);
      const lines = await this.cases.accessLists.lines(tx, id);
      const rows = await this.cases.accessLists.broken(tx, id);
      const broken = rows.map(
        ({ id: emergency, content, officer, reason, at, until }): EmergencyAccess => {
          const facts =
            content === null
              ? ''
              : text(this.cases.reveal(thread, emergencyAccessName(emergency), content));
          return { officer, reason, facts, at: timestamp(at), until: timestamp(until) };
        },
      );
      const members = lines.flatMap(memberOf);
      const shown = members.length + broken.length;
      await this.journal.recordEvent(tx, keptRead(thread, { session, purpose }, 'roster', shown));
      // Judged for an imaginary officer outside the access list.
      const desk = standingOf(thread, [], nobody, new Date(0)) === 'DESK';
      return { keeper: thread.keeper, desk, members, broken };
    });
  }

  /**
   * @throws ThreadsError NOT_FOUND, NOT_ON_ROSTER, CONTENT_ERASED, ROSTER_NOT_YOURS, ROSTER_MEMBER, ROSTER_FULL,
   * COLLEAGUE_UNKNOWN
   */
  add(
    session: Session,
    id: ThreadId,
    officer: OfficerId,
    reason: AdditionReason,
  ): Promise<ChangedAccessList> {
    return this.change(officerContext(session, 'add-to-roster'), session, id, async (tx, at) => {
      const { thread, lines } = at;
      this.assertKeeper(session, at);
      // A prosecutor who decides on evidence must be able to read it.
      if (!this.mayAct(session, officer, [...this.keeping(thread), ...decidingRoles]))
        throw new ThreadsError('COLLEAGUE_UNKNOWN');
      if (officer === thread.keeper) throw new ThreadsError('ROSTER_MEMBER');
      const line = { officer, reason, addedBy: session.officer };
      await this.cases.accessLists.add(tx, thread, line, lines);
      return addedToAccessList(thread, session, officer, reason);
    });
  }

  /**
   * Removes an officer from the access list and ends the officer's emergency access. Every member may remove themselves.
   * @throws ThreadsError NOT_FOUND, NOT_ON_ROSTER, CONTENT_ERASED, ROSTER_NOT_YOURS, ROSTER_MEMBER
   */
  remove(
    session: Session,
    id: ThreadId,
    officer: OfficerId,
    reason: RemovalReason,
  ): Promise<ChangedAccessList> {
    return this.change(
      officerContext(session, 'remove-from-roster'),
      session,
      id,
      async (tx, at) => {
        if (officer !== session.officer) this.assertKeeper(session, at);
        await this.cases.accessLists.remove(tx, at.thread, officer);
        return removedFromAccessList(at.thread, session, officer, reason);
      },
    );
  }

  /**
   * Gives the officer emergency access for eight hours (`emergencyHours`). If the other State has sent a message, a receipt
   * tells that State the reason. @throws ThreadsError NOT_FOUND, CONTENT_ERASED; GLASS_SPENT if the daily limit is used up;
   * ROSTER_MEMBER if the officer may read already; KernelError VALUE_INVALID if `reason` or `facts` is invalid
   */
  breakGlass(
    session: Session,
    id: ThreadId,
    reason: EmergencyReason,
    facts: string,
  ): Promise<OpenedThread> {
    const { leastFacts, mostFacts } = accessListLimits;
    if (facts.trim().length < leastFacts || facts.length > mostFacts)
      throw new KernelError('VALUE_INVALID', 'facts');
    // The event becomes a receipt. A captured gateway must not shape it so that the neighbour refuses the whole batch.
    if (!emergencyReasons.includes(reason)) throw new KernelError('VALUE_INVALID', 'reason');
    const { officer } = session;
    const { accessLists } = this.cases;
    return this.store.transaction(officerContext(session, 'break-glass'), async (tx) => {
      const thread = await this.cases.find(tx, id, 'for update');
      if (thread?.side !== this.side) throw new ThreadsError('NOT_FOUND');
      this.cases.assertContent(thread);
      if (thread.onRoster) throw new ThreadsError('ROSTER_MEMBER');
      const emergency = await accessLists.open(tx, thread, officer, reason);
      const received = await this.received(tx, thread);
      const draft = emergencyAccessBegun(thread, session, {
        ...{ emergency: emergency.id, until: emergency.until, reason, facts },
        ...(received !== undefined && { received }),
      });
      const [event] = await recordDisclosed(tx, this.journal, this.cases, [{ thread, draft }]);
      if (event === undefined) throw new Error('an event was not recorded');
      const content = this.cases.protect(
        thread,
        emergencyAccessName(emergency.id),
        Buffer.from(facts, 'utf8'),
      );
      await accessLists.recordAccess(tx, thread, emergency, {
        officer,
        reason,
        content,
        event: event.id,
      });
      if (received !== undefined)
        await this.mailbox.progress.brokenInto(
          tx,
          { linkId: thread.linkId, messageId: received.messageId },
          { ...event, code: reason },
          // Priority: before urgent messages, after those that save lives.
          thread.priority,
        );
      return { until: timestamp(emergency.until), left: emergency.left };
      // Durable now: the access, its event, the notice with the thread, and the receipt to be sealed.
    });
  }

  private async received(tx: Tx, thread: ThreadRecord) {
    const messageId = await this.cases.accessLists.firstOfPeer(tx, thread.id);
    if (messageId === undefined) return undefined;
    const facts = await this.mailbox.progress.sealedFacts(tx, thread.linkId, [messageId]);
    const sealed = facts.get(messageId);
    return sealed === undefined ? undefined : { messageId, ...sealed };
  }

  private change(
    context: Context,
    session: Session,
    id: ThreadId,
    act: (tx: Tx, at: Known) => Promise<Draft>,
  ): Promise<ChangedAccessList> {
    return this.store.transaction(context, async (tx) => {
      await threadOf(this.cases, tx, id, this.side);
      const thread = await this.cases.lock(tx, id);
      this.cases.assertOnAccessList(thread);
      await this.trust.refresh(tx);
      const lines = await this.cases.accessLists.lines(tx, id);
      const draft = await act(tx, { thread, lines });
      await recordDisclosed(tx, this.journal, this.cases, [{ thread, draft }]);
      const now = await this.cases.accessLists.lines(tx, id);
      return { members: now.flatMap(memberOf).length };
    });
  }

  private keeping({ requestType }: ThreadRecord): readonly Role[] {
    return this.side === 'ASKING' ? openersOf(requestType) : ['DUTY_OFFICER'];
  }

  private assertKeeper(session: Session, { thread, lines }: Known): void {
    const { keeper } = thread;
    const standing = standingOf(thread, lines, session.officer, new Date());
    if (
      !mayChangeAccessList(
        standing,
        keeper,
        keeper !== null && this.mayAct(session, keeper, this.keeping(thread)),
      )
    )
      throw new ThreadsError('ROSTER_NOT_YOURS');
  }

  private mayAct({ authority }: Session, officer: OfficerId, as: readonly Role[]): boolean {
    const [own, now] = [this.trust.own(), new Date()];
    return as.some((role) => mayActAt(own, officer, { authority, role }, now));
  }
}

interface Known {
  readonly thread: ThreadRecord;
  readonly lines: readonly AccessListRow[];
}

const nobody = '' as OfficerId;
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

function memberOf({
  officer,
  addedBy,
  reason,
  at,
  until,
}: AccessListRow): AccessListView['members'] {
  if (until !== null) return [];
  return [{ officer, addedBy, reason: reason as AccessListReason, at: timestamp(at) }];
}
