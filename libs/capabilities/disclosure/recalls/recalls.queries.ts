import { Inject, Injectable } from '@nestjs/common';
import { SIDE } from '#capabilities/tokens';
import {
  endIn,
  isKind,
  timestamp,
  type DocumentId,
  type Purpose,
  type Side,
  type StageView,
} from '#kernel';
import type { AnswersOwed } from '../owed.contract.js';
import type { RecallPage, RecallView } from './recalls.contract.js';
import { recallMark, type RecallRecord } from './recalls.rows.js';
import { Cases } from '#capabilities/cases';
import type { ThreadRecord } from '#threads';
import { listed } from '#capabilities/audit/views.events';
import { loadHandedOn } from './propagate-recall.facts.js';
import { passedOn, type PassedOn, type NotifiedHolder } from './propagate-recall.rules.js';
import { officerContext } from '#capabilities/requests/read-thread.queries';
import { recordListed } from '#capabilities/audit/listed.rows';
import type { Session } from '#access';
import { Journal } from '#journal';
import { Mailbox } from '#mailbox';
import { Store, type Tx } from '#store';
import { onwardHolders, TrustStore } from '#trust';
import { decodeDocument } from '#wire';

const mostRecalls = 100;

const nobody: PassedOn = { owed: [], notified: [] };

type Stages = ReadonlyMap<DocumentId, readonly StageView[]>;

@Injectable()
export class ReadRecalls {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly cases: Cases,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
    @Inject(SIDE) private readonly side: Side,
  ) {}

  listRecalls(
    session: Session,
    asked: Omit<AnswersOwed, 'purpose'>,
    purpose: Purpose,
  ): Promise<RecallPage> {
    const limit = Math.max(1, Math.min(asked.limit, mostRecalls));
    return this.store.transaction(officerContext(session, 'list-recalls'), async (tx) => {
      const found = await this.cases.recalls.listRecalls(tx, this.side, {
        ...asked,
        limit: limit + 1,
      });
      const shown = found.slice(0, limit);
      const ids = shown.map(({ thread }) => thread);
      if (shown.length > 0)
        await recordListed(
          this.journal,
          tx,
          listed({ session, purpose }, this.side, 'recalls', shown.length),
          ids,
        );
      const threads = await this.cases.threadsById(tx, ids);
      const stages: Stages = await this.mailbox.progress.stages(
        tx,
        shown.map(({ document }) => document),
      );
      const { cases, mailbox } = this;
      const open = shown.filter(({ answer }) => answer === null);
      const handedOn = await loadHandedOn({ tx, cases, mailbox }, open);
      const recalls: RecallView[] = [];
      for (const record of shown) {
        const thread = threads.find(({ id }) => id === record.thread);
        if (thread === undefined) continue;
        const { owed, notified } = record.answer === null ? passedOn(record, handedOn) : nobody;
        recalls.push({
          ...this.view(record, thread, stages),
          passOn: [...new Set(owed.map((each) => each.thread))],
          told: await this.notifiedHolders(tx, notified),
          onward: await this.onward(tx, thread, record),
        });
      }
      const more = found.length > shown.length;
      return { recalls, next: more ? (shown.at(-1)?.document ?? null) : null };
    });
  }

  private async notifiedHolders(
    tx: Tx,
    notified: readonly NotifiedHolder[],
  ): Promise<RecallView['told']> {
    const threads = await this.cases.threadsById(
      tx,
      notified.map(({ thread }) => thread),
    );
    return notified.flatMap(({ thread: id, recall, peer, answer, outcome }) => {
      const thread = threads.find((each) => each.id === id);
      if (thread === undefined) return [];
      const holder = { state: peer, authority: thread.peerAuthority };
      return [{ thread: id, recall, holder, answer, outcome }];
    });
  }

  private async onward(
    tx: Tx,
    thread: ThreadRecord,
    { answer, direction }: RecallRecord,
  ): Promise<RecallView['onward']> {
    if (answer === null) return direction === 'OUT' ? null : [];
    if (this.cases.isErased(thread.id, thread)) return [];
    const [record] = await this.cases.dispatchesById(tx, [answer]);
    if (record === undefined) return [];
    const document = decodeDocument(this.cases.content(thread, record).document);
    return isKind(document, 'recall-answer') ? onwardHolders(document) : [];
  }

  private view(
    record: RecallRecord,
    thread: ThreadRecord,
    stages: Stages,
  ): Omit<RecallView, 'passOn' | 'told' | 'onward'> {
    const { document, items, direction, deliveredAt, overdue } = record;
    const own = this.trust.state;
    const here = { state: own, authority: thread.authority };
    const there = { state: thread.peer, authority: thread.peerAuthority };
    const end = endIn(stages.get(document) ?? []);
    return {
      ...recallMark(record),
      thread: thread.id,
      items,
      by: direction === 'OUT' ? own : thread.peer,
      holder: direction === 'OUT' ? there : here,
      deliveredAt: deliveredAt === null ? null : timestamp(deliveredAt),
      rejected: end?.stage === 'REJECTED' ? end.code : null,
      overdue,
    };
  }
}
