import { Inject, Injectable } from '@nestjs/common';
import { SIDE } from '#capabilities/tokens';
import { keepReasons, latestKeep, type KeepReason } from './schedule.model.js';
import {
  KernelError,
  timestamp,
  type Purpose,
  type Side,
  type ThreadId,
  type Timestamp,
  phrase,
} from '#kernel';
import type { FileUnderReview, OpenCaseView, ReviewPage } from './retention.contract.js';
import { ThreadsError } from '#threads';
import { Cases } from '#capabilities/cases';
import type { DueFile, FilesAfter } from './retention.rows.js';
import { openCaseViews } from './open-case/open-case.queries.js';
import { listed } from '#capabilities/audit/views.events';
import { officerContext, threadOf } from '#capabilities/requests/read-thread.queries';
import { recordListed } from '#capabilities/audit/listed.rows';
import { reviewed } from './retention.events.js';
import type { Session } from '#access';
import { Journal } from '#journal';
import { type Context, Store, type Tx } from '#store';
import { TrustStore } from '#trust';

const mostFiles = 100;

@Injectable()
export class RetentionReviews {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly cases: Cases,
    private readonly journal: Journal,
    @Inject(SIDE) private readonly side: Side,
  ) {}

  /**
   * Lists threads with a due review, longest overdue first, without content. @throws ThreadsError NOT_FOUND when no review of
   * the thread `page.after` is due
   */
  listReviews(session: Session, page: FilesAfter, purpose: Purpose): Promise<ReviewPage> {
    const limit = Math.max(1, Math.min(page.limit, mostFiles));
    return this.store.transaction(officerContext(session, 'list-reviews'), async (tx) => {
      const { side } = this;
      const desk = { side, authority: session.authority };
      const asked = { ...page, limit: limit + 1 };
      const found = await this.cases.retention.due(tx, desk, asked);
      await this.trust.refresh(tx);
      const shown = found.slice(0, limit);
      const open = await this.openCases(tx, shown);
      const files = shown.map((file) => this.view(file, open));
      if (files.length > 0)
        await recordListed(
          this.journal,
          tx,
          listed({ session, purpose }, side, 'reviews', files.length),
          files.map(({ thread }) => thread),
        );
      return { files, next: found.length > limit ? (files.at(-1)?.thread ?? null) : null };
    });
  }

  /** @throws ThreadsError REVIEW_NOT_DUE, REVIEW_TOO_LONG, NOT_FOUND, NOT_ON_ROSTER, CONTENT_ERASED; KernelError VALUE_INVALID */
  keepFile(
    session: Session,
    id: ThreadId,
    reason: KeepReason,
    until: Timestamp,
  ): Promise<{ readonly until: Timestamp }> {
    if (!keepReasons.includes(reason)) throw new KernelError('VALUE_INVALID', 'reason');
    return this.decide(officerContext(session, 'keep-file'), id, async (tx, file) => {
      const now = new Date();
      const orders = this.trust.retention();
      // A held file stays past its erasure day and is still reviewed.
      const goes = orders.isHeld(id) ? null : file.eraseAt;
      const latest = latestKeep(now, goes, orders.rule().rule);
      if (until <= timestamp(now) || until > latest)
        throw new ThreadsError('REVIEW_TOO_LONG', phrase`at most until ${latest}`);
      await this.cases.retention.keepUntil(tx, id, until);
      await this.journal.recordEvent(tx, reviewed(file, session, { reason, until }));
      return { until };
    });
  }

  wantErased(session: Session, id: ThreadId): Promise<FileUnderReview> {
    return this.decide(officerContext(session, 'want-file-erased'), id, async (tx, file) => {
      if (this.trust.retention().isHeld(id)) throw new KernelError('RETENTION_HELD');
      await this.cases.retention.wantErased(tx, id);
      await this.journal.recordEvent(tx, reviewed(file, session, null));
      const wanted = (await this.cases.retention.dueOf(tx, id)) ?? file;
      return this.view(wanted, await this.openCases(tx, [wanted]));
    });
  }

  private decide<T>(
    context: Context,
    id: ThreadId,
    act: (tx: Tx, file: DueFile) => Promise<T>,
  ): Promise<T> {
    return this.store.transaction(context, async (tx) => {
      await threadOf(this.cases, tx, id, this.side);
      this.cases.assertOnAccessList(await this.cases.lock(tx, id));
      const file = await this.cases.retention.dueOf(tx, id);
      if (file === undefined) throw new ThreadsError('REVIEW_NOT_DUE');
      await this.trust.refresh(tx);
      return act(tx, file);
    });
  }

  private openCases(
    tx: Tx,
    files: readonly DueFile[],
  ): Promise<ReadonlyMap<ThreadId, OpenCaseView | null>> {
    return openCaseViews(
      tx,
      this.trust,
      files.map(({ id }) => id),
    );
  }

  private view(
    file: DueFile,
    openCases: ReadonlyMap<ThreadId, OpenCaseView | null>,
  ): FileUnderReview {
    const { id: thread, requestType, state, peer, peerAuthority, keeper, dueAt } = file;
    const [ended, erase, wanted] = [file.endedAt, file.eraseAt, file.erasureWantedAt];
    return {
      ...{ thread, requestType, state, peer, peerAuthority, keeper },
      dueAt: timestamp(dueAt),
      endedAt: ended && timestamp(ended),
      eraseAt: erase && timestamp(erase),
      erasureWantedAt: wanted !== null && wanted >= dueAt ? timestamp(wanted) : null,
      held: this.trust.retention().isHeld(thread),
      openCase: openCases.get(thread) ?? null,
    };
  }
}
