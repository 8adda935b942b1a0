import { Inject, Injectable } from '@nestjs/common';
import { SIDE } from '#capabilities/tokens';
import { mayBeEvidence } from './evidence-replies.model.js';
import { timestamp, type DocumentId, type Purpose, type Side, type ThreadId } from '#kernel';
import type { MarkedItem, OwedAsked, OwedPage } from './evidence.contract.js';
import { ThreadsError, ExchangeError } from '#threads';
import { Cases } from '#capabilities/cases';
import { itemExculpatory } from './evidence.events.js';
import { listed } from '#capabilities/audit/views.events';
import { officerContext, threadOf } from '#capabilities/requests/read-thread.queries';
import { recordListed } from '#capabilities/audit/listed.rows';
import type { Session } from '#access';
import { Journal } from '#journal';
import { Store } from '#store';
import { TrustStore } from '#trust';

const mostOwed = 100;

@Injectable()
export class EvidenceDesk {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly cases: Cases,
    private readonly journal: Journal,
    @Inject(SIDE) private readonly side: Side,
  ) {}

  owed(session: Session, asked: Omit<OwedAsked, 'purpose'>, purpose: Purpose): Promise<OwedPage> {
    const limit = Math.max(1, Math.min(asked.limit, mostOwed));
    return this.store.transaction(officerContext(session, 'list-owed'), async (tx) => {
      const found = await this.cases.evidence.listOwed(tx, this.side, {
        ...asked,
        limit: limit + 1,
      });
      // Rows about one document stay on one page.
      const last = found[limit - 1]?.about;
      const end = found.findIndex(({ about }, i) => i >= limit && about !== last);
      const shown = end < 0 ? found : found.slice(0, end);
      const ids = shown.map(({ thread }) => thread);
      if (shown.length > 0)
        await recordListed(
          this.journal,
          tx,
          listed({ session, purpose }, this.side, 'owed', shown.length),
          ids,
        );
      const threads = await this.cases.threadsById(tx, ids);
      const owed = shown.flatMap(({ thread: id, what, about, own, since, dueAt }) => {
        const thread = threads.find((each) => each.id === id);
        if (thread === undefined) return [];
        const by = own ? this.trust.state : thread.peer;
        return [
          {
            thread: id,
            what,
            about,
            by,
            since: timestamp(since),
            dueAt: dueAt && timestamp(dueAt),
          },
        ];
      });
      return { owed, next: end < 0 ? null : (shown.at(-1)?.about ?? null) };
    });
  }

  /**
   * Marks a document, even a recalled one, as exculpatory for ever. Marking a neighbour's document makes an exculpatory
   * notice due. @throws ThreadsError NOT_FOUND, CONTENT_ERASED; ExchangeError EVIDENCE_IMPOSSIBLE
   */
  mark(session: Session, id: ThreadId, document: DocumentId): Promise<MarkedItem> {
    return this.store.transaction(officerContext(session, 'mark-exculpatory'), async (tx) => {
      await threadOf(this.cases, tx, id, this.side);
      // Otherwise the mark could stay behind when the thread moves, and nobody could set it again there.
      const thread = await this.cases.lock(tx, id);
      const [head] = await this.cases.headsById(tx, [document]);
      if (head?.thread !== id) throw new ThreadsError('NOT_FOUND');
      if (!mayBeEvidence(head.kind)) throw new ExchangeError('EVIDENCE_IMPOSSIBLE', head.kind);
      const mark = { thread, item: document, direction: 'OUT', notice: null } as const;
      const marked = (await this.cases.evidence.mark(tx, [mark])).has(document);
      if (marked) await this.journal.recordEvent(tx, itemExculpatory(thread, document, session));
      return { marked };
      // Durable now: the mark. The debt is shown until the notice is sealed.
    });
  }
}
