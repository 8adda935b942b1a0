import { Injectable } from '@nestjs/common';
import type { BroadcastId, Purpose } from '#kernel';
import type { BroadcastMember } from './broadcasts.contract.js';
import { ThreadsError, recordDisclosed } from '#threads';
import { Cases } from '#capabilities/cases';
import { DispatchRows } from '#capabilities/requests/dispatch-rows.queries';
import { threadViewed } from '#capabilities/audit/views.events';
import { officerContext } from '#capabilities/requests/read-thread.queries';
import { threadRows } from '#capabilities/requests/thread-rows.queries';
import type { Session } from '#access';
import { Journal } from '#journal';
import { Mailbox } from '#mailbox';
import { Store } from '#store';
import { TrustStore } from '#trust';

@Injectable()
export class ReadBroadcast {
  private readonly rows: DispatchRows;

  constructor(
    private readonly store: Store,
    private readonly cases: Cases,
    mailbox: Mailbox,
    private readonly journal: Journal,
    private readonly trust: TrustStore,
  ) {
    this.rows = new DispatchRows(cases, mailbox, trust);
  }

  show(session: Session, broadcast: BroadcastId, purpose: Purpose): Promise<BroadcastMember[]> {
    return this.store.transaction(officerContext(session, 'read-broadcast'), async (tx) => {
      const ids = await this.cases.broadcasts.threads(tx, broadcast);
      const found = await this.cases.threadsById(tx, ids);
      const readable = found.filter(({ onRoster }) => onRoster);
      const threads = ids.flatMap((id) => readable.filter((thread) => thread.id === id));
      if (threads.length === 0) throw new ThreadsError('NOT_FOUND');
      const kept = threads.filter((thread) => !this.cases.isErased(thread.id, thread));
      const entries = kept.map((thread) => ({
        thread,
        draft: threadViewed(thread, { session, purpose }),
      }));
      await recordDisclosed(tx, this.journal, this.cases, entries);
      const { cases, trust } = this;
      const rows = await threadRows({ tx, cases, trust }, threads);
      const members: BroadcastMember[] = [];
      for (const [i, thread] of threads.entries()) {
        const [head] = await this.cases.heads(tx, thread.id, 1, null);
        const [request] = head === undefined ? [] : await this.rows.rowsOf(tx, thread, [head]);
        const row = rows[i];
        if (request !== undefined && row !== undefined) members.push({ ...row, request });
      }
      return members;
    });
  }
}
