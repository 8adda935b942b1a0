import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Session } from '#access';
import { keptRead } from '#capabilities/audit/views.events';
import { Cases } from '#capabilities/cases';
import { officerContext, threadOf } from '#capabilities/requests/read-thread.queries';
import { SIDE } from '#capabilities/tokens';
import { Journal } from '#journal';
import { timestamp, type Purpose, type Side, type ThreadId } from '#kernel';
import { Store, type Tx } from '#store';
import { ExchangeError, type ThreadRecord } from '#threads';
import type { WaiverAsk, WaiverList, WaiverView, WaiverWithdrawal } from './waivers.contract.js';
import { ruleWaived, waiverWithdrawn } from './waivers.events.js';
import { mostWaivers } from './waivers.lists.js';
import { type WaiverRow, waiverRows } from './waivers.rows.js';
import { waiverRefusal } from './waivers.rules.js';

@Injectable()
export class Waivers {
  constructor(
    private readonly store: Store,
    private readonly cases: Cases,
    private readonly journal: Journal,
    @Inject(SIDE) private readonly side: Side,
  ) {}

  /**
   * Waives a rule, and ends an earlier waiver of the same rule and profile. @throws ThreadsError NOT_FOUND, NOT_ON_ROSTER,
   * CONTENT_ERASED; ExchangeError RULE_UNWAIVABLE, PACKAGE_IMPOSSIBLE, WAIVERS_SPENT
   */
  waive(session: Session, asked: WaiverAsk): Promise<WaiverView> {
    return this.store.transaction(officerContext(session, 'waive-rule'), async (tx) => {
      const thread = await this.#locked(tx, asked.thread);
      const { compartment } = thread;
      const ofThread = await waiverRows.count(tx, thread.id);
      const refused = waiverRefusal({ rule: asked.rule, compartment, ofThread });
      if (refused !== undefined) throw refused;
      const by = session.officer;
      await waiverRows.end(tx, thread.id, asked, { by, reason: 'SUPERSEDED' });
      const { rule, profile, reason } = asked;
      const added = { id: randomUUID(), rule, profile, reason, officer: by };
      const row = await waiverRows.add(tx, thread, added);
      await this.journal.recordEvent(tx, ruleWaived(thread, session, asked));
      return waiverView(row);
      // Durable now: the waiver, and its entry in the chain of the case.
    });
  }

  /** @throws ThreadsError NOT_FOUND, NOT_ON_ROSTER, CONTENT_ERASED; ExchangeError RULE_NOT_WAIVED */
  withdraw(session: Session, asked: WaiverWithdrawal): Promise<WaiverView> {
    return this.store.transaction(officerContext(session, 'withdraw-waiver'), async (tx) => {
      const thread = await this.#locked(tx, asked.thread);
      const end = { by: session.officer, reason: asked.reason };
      const row = await waiverRows.end(tx, thread.id, asked, end);
      if (row === undefined) throw new ExchangeError('RULE_NOT_WAIVED', asked.rule);
      await this.journal.recordEvent(tx, waiverWithdrawn(thread, session, asked));
      return waiverView(row);
      // Durable now: that the waiver has ended, and the entry that says so.
    });
  }

  /**
   * Lists waivers, newest first; the read is logged before the answer leaves. @throws ThreadsError NOT_FOUND, NOT_ON_ROSTER,
   * CONTENT_ERASED
   */
  listWaivers(session: Session, id: ThreadId, purpose: Purpose): Promise<WaiverList> {
    return this.store.transaction(officerContext(session, 'read-waivers'), async (tx) => {
      const thread = await threadOf(this.cases, tx, id, this.side);
      const rows = await waiverRows.listWaivers(tx, id, mostWaivers);
      await this.journal.recordEvent(
        tx,
        keptRead(thread, { session, purpose }, 'waivers', rows.length),
      );
      return { waivers: rows.map(waiverView) };
    });
  }

  async #locked(tx: Tx, id: ThreadId): Promise<ThreadRecord> {
    await threadOf(this.cases, tx, id, this.side);
    return this.cases.lock(tx, id);
  }
}

const waiverView = ({ waivedAt, endedAt, ...row }: WaiverRow): WaiverView => {
  const { rule, profile, reason, officer, endedBy, endReason } = row;
  return {
    ...{ rule, profile, reason, officer, endedBy, endReason },
    waivedAt: timestamp(waivedAt),
    endedAt: endedAt === null ? null : timestamp(endedAt),
  };
};
