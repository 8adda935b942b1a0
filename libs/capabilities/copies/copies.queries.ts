import { Injectable } from '@nestjs/common';
import { copyExceptionIn } from './copying.model.js';
import { timestamp, type DocumentId, type Purpose } from '#kernel';
import type {
  CopiedDocument,
  CopyPage,
  CopyView,
  WithheldCopy,
  WithheldPage,
} from './copies.contract.js';
import {
  ThreadsError,
  transmittedEnvelopesOf,
  type TransmittedEnvelope,
  type DispatchHead,
  type DispatchRecord,
  crossedBy,
  ExchangeError,
  recordDisclosed,
} from '#threads';
import { recallMark } from '#capabilities/disclosure/recalls/recalls.rows';
import { Cases } from '#capabilities/cases';
import type { CopiesAfter, CopyRecord } from './copies.rows.js';
import { dayOf, fitting, nextAfter } from '#capabilities/requests/dispatch-rows.queries';
import { enclosedException } from './copies.rules.js';
import { copyViewed, listed, type Reading } from '#capabilities/audit/views.events';
import { officerContext } from '#capabilities/requests/read-thread.queries';
import { recordListed } from '#capabilities/audit/listed.rows';
import type { Session } from '#access';
import { Journal } from '#journal';
import { Store, type Tx } from '#store';
import { TrustStore } from '#trust';
import { decodeDocument } from '#wire';

const mostCopies = 100;
const mostWithheld = 25;

@Injectable()
export class ReadCopies {
  constructor(
    private readonly store: Store,
    private readonly cases: Cases,
    private readonly journal: Journal,
    private readonly trust: TrustStore,
  ) {}

  listCopies(session: Session, page: CopiesAfter, purpose: Purpose): Promise<CopyPage> {
    const limit = limitOf(page);
    return this.store.transaction(officerContext(session, 'read-copy'), async (tx) => {
      const { authority } = session;
      const found = await this.cases.copies.listCopies(tx, authority, {
        ...page,
        limit: limit + 1,
      });
      const all = await this.views(tx, found.slice(0, limit));
      const copies = fitting(all, (copy) => Buffer.byteLength(JSON.stringify(copy)));
      if (copies.length > 0)
        await recordListed(
          this.journal,
          tx,
          listed({ session, purpose }, 'ASKED', 'copies', copies.length),
          copies.map(({ thread }) => thread),
        );
      return { copies, next: nextAfter(copies, all, found.length > limit) };
    });
  }

  /**
   * Returns the signed document of a copy, and logs the officer's access. @throws ThreadsError NOT_FOUND, CONTENT_ERASED,
   * ITEM_RECALLED; ExchangeError RELEASE_NEEDED if the officer may see only metadata
   */
  one(session: Session, dispatch: DocumentId, purpose: Purpose): Promise<CopiedDocument> {
    return this.store.transaction(officerContext(session, 'read-copy'), async (tx) => {
      const record = await this.cases.copies.one(tx, session.authority, dispatch);
      if (record === undefined) throw new ThreadsError('NOT_FOUND');
      this.cases.assertContent(record);
      if (record.byRelease) throw new ExchangeError('RELEASE_NEEDED');
      const [found] = await this.documents(tx, [record]);
      const [view] = await this.views(tx, [record]);
      if (found === undefined || view === undefined) throw new ThreadsError('NOT_FOUND');
      await this.logged(tx, { session, purpose }, [record], 'copy');
      const content = this.cases.content(record, found.said);
      const transmitted = (await transmittedEnvelopesOf(tx, [dispatch])).get(dispatch);
      const { direction, officer, messageId } = found.said;
      const { directory } = dayOf(this.trust, record, found.said, transmitted);
      return {
        ...view,
        direction,
        officer,
        messageId,
        directory,
        ...crossedBy(transmitted),
        ...content,
      };
    });
  }

  withheld(session: Session, asked: CopiesAfter, purpose: Purpose): Promise<WithheldPage> {
    const limit = limitOf(asked, mostWithheld);
    return this.store.transaction(officerContext(session, 'read-copy'), async (tx) => {
      const { authority } = session;
      const one = { ...asked, limit: limit + 1 };
      const found = await this.cases.copies.withheld(tx, authority, one);
      const page = found.slice(0, limit);
      const shown = (await this.documents(tx, page)).filter(
        // A restored database may still show erased threads.
        ({ record, said }) => !said.withdrawnFromUse && !this.cases.isErased(record.id, record),
      );
      const records = shown.map(({ record }) => record);
      await this.logged(tx, { session, purpose }, records, 'withheld-copy');
      const withheld = shown.map(({ record, said }) => this.exception(record, said));
      return { withheld, next: found.length > limit ? (page.at(-1)?.dispatch ?? null) : null };
    });
  }

  private async documents(tx: Tx, records: readonly CopyRecord[]): Promise<Said[]> {
    const found = await this.cases.dispatchesById(
      tx,
      records.map(({ dispatch }) => dispatch),
    );
    return records.map((record) => {
      const said = found.find(({ id }) => id === record.dispatch);
      if (said === undefined) throw new ThreadsError('NOT_FOUND');
      return { record, said };
    });
  }

  private async logged(
    tx: Tx,
    reading: Reading,
    records: readonly CopyRecord[],
    screen: 'copy' | 'withheld-copy',
  ): Promise<void> {
    const entries = records.map((thread) => ({
      thread,
      draft: copyViewed(thread, reading, screen),
    }));
    await recordDisclosed(tx, this.journal, this.cases, entries);
  }

  private async views(tx: Tx, records: readonly CopyRecord[]): Promise<CopyView[]> {
    const ids = records.map(({ dispatch }) => dispatch);
    const marks = await this.cases.recalls.marks(tx, ids);
    const heads = await this.cases.headsById(tx, ids);
    const transmitted = await transmittedEnvelopesOf(tx, ids);
    return records.map((record) => {
      const about = marks.filter(({ items }) => items.includes(record.dispatch));
      const head = heads.find(({ id }) => id === record.dispatch);
      const posting = head && this.postingOf(record, head, transmitted.get(head.id));
      return { ...this.view(record), recalls: about.map(recallMark), posting: posting ?? null };
    });
  }

  private postingOf(
    record: CopyRecord,
    head: DispatchHead,
    transmitted: TransmittedEnvelope | undefined,
  ) {
    return dayOf(this.trust, record, head, transmitted).posting;
  }

  private view(record: CopyRecord): Omit<CopyView, 'recalls' | 'posting'> {
    const { id: thread, dispatch, kind, side, authority, peer, peerAuthority, at } = record;
    const { requestType, state } = record;
    return {
      ...{ dispatch, kind, thread, side, authority, peer, peerAuthority, requestType, state },
      subjectLine: record.byRelease ? '' : this.cases.subjectLine(record),
      erased: this.cases.isErased(record.id, record),
      at: timestamp(at),
    };
  }

  private exception(record: CopyRecord, kept: DispatchRecord): WithheldCopy {
    const document = decodeDocument(this.cases.content(record, kept).document);
    const said = copyExceptionIn(document) ?? enclosedException(document);
    if (said === undefined) throw new ThreadsError('NOT_FOUND');
    const { id: thread, dispatch, kind, side, peer, peerAuthority } = record;
    const at = timestamp(record.at);
    return {
      dispatch,
      kind,
      thread,
      side,
      peer,
      peerAuthority,
      officer: kept.officer,
      ...said,
      at,
    };
  }
}

interface Said {
  readonly record: CopyRecord;
  readonly said: DispatchRecord;
}

const limitOf = ({ limit }: CopiesAfter, most = mostCopies): number =>
  Math.max(1, Math.min(limit, most));
