import { Inject, Injectable } from '@nestjs/common';
import { SIDE } from '#capabilities/tokens';
import { timestamp, type Purpose, type Side, type StateCode } from '#kernel';
import type { AnswersOwed } from '../owed.contract.js';
import type { ReleasePage, ReleaseView } from './releases.contract.js';
import { Cases } from '#capabilities/cases';
import type { ReleaseRecord } from './releases.rows.js';
import type { ThreadRecord } from '#threads';
import { listed } from '#capabilities/audit/views.events';
import { officerContext } from '#capabilities/requests/read-thread.queries';
import { recordListed } from '#capabilities/audit/listed.rows';
import type { Session } from '#access';
import { Journal } from '#journal';
import { Store } from '#store';
import { TrustStore } from '#trust';

const mostReleases = 100;

@Injectable()
export class ReadReleases {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly cases: Cases,
    private readonly journal: Journal,
    @Inject(SIDE) private readonly side: Side,
  ) {}

  listReleases(
    session: Session,
    asked: Omit<AnswersOwed, 'purpose'>,
    purpose: Purpose,
  ): Promise<ReleasePage> {
    const limit = Math.max(1, Math.min(asked.limit, mostReleases));
    return this.store.transaction(officerContext(session, 'list-releases'), async (tx) => {
      const found = await this.cases.releases.listReleases(tx, this.side, {
        ...asked,
        limit: limit + 1,
      });
      const shown = found.slice(0, limit);
      const ids = shown.map(({ thread }) => thread);
      if (shown.length > 0)
        await recordListed(
          this.journal,
          tx,
          listed({ session, purpose }, this.side, 'consents', shown.length),
          ids,
        );
      const threads = await this.cases.threadsById(tx, ids);
      const consents = shown.flatMap((record) => {
        const thread = threads.find(({ id }) => id === record.thread);
        return thread === undefined ? [] : [viewOf(record, thread, this.trust.state)];
      });
      const more = found.length > shown.length;
      return { consents, next: more ? (shown.at(-1)?.request ?? null) : null };
    });
  }
}

function viewOf(
  { request, item, direction, askedAt, answer, outcome, answeredAt }: ReleaseRecord,
  thread: ThreadRecord,
  own: StateCode,
): ReleaseView {
  const here = { state: own, authority: thread.authority };
  const there = { state: thread.peer, authority: thread.peerAuthority };
  const answered = answer !== null && outcome !== null && answeredAt !== null;
  return {
    thread: thread.id,
    request,
    item,
    by: direction === 'OUT' ? own : thread.peer,
    originator: direction === 'OUT' ? there : here,
    at: timestamp(askedAt),
    answer: answered ? { document: answer, outcome, at: timestamp(answeredAt) } : null,
  };
}
