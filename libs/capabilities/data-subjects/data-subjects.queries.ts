import { Inject, Injectable } from '@nestjs/common';
import { SIDE } from '#capabilities/tokens';
import { isKind, timestamp, type Document, type Purpose, type Side, type ThreadId } from '#kernel';
import { subjectLimits } from './data-subjects.lists.js';
import { placeOf } from '#capabilities/requests/list-place.model';
import type {
  SubjectAskRow,
  SubjectAsks,
  SubjectAsksAsked,
  SubjectAskView,
} from './data-subjects.contract.js';
import { Cases } from '#capabilities/cases';
import type { DispatchRecord, ThreadRecord } from '#threads';
import { listed } from '#capabilities/audit/views.events';
import { ReadDocuments } from '#capabilities/requests/read-documents.queries';
import {
  officerContext,
  type DispatchesAfter,
  ReadThread,
} from '#capabilities/requests/read-thread.queries';
import { recordListed } from '#capabilities/audit/listed.rows';
import { asDataProtectionOfficer, type Session } from '#access';
import { Journal } from '#journal';
import { Store } from '#store';
import { decodeDocument } from '#wire';

@Injectable()
export class ReadSubjectAsks {
  constructor(
    private readonly store: Store,
    private readonly cases: Cases,
    private readonly journal: Journal,
    private readonly threads: ReadThread,
    private readonly documents: ReadDocuments,
    @Inject(SIDE) private readonly side: Side,
  ) {}

  listAsks(session: Session, asked: SubjectAsksAsked): Promise<SubjectAsks> {
    const officer = asDataProtectionOfficer(session);
    return this.store.transaction(officerContext(officer, 'list-subject-asks'), async (tx) => {
      const { side } = this;
      const { purpose } = asked;
      const desk = { side, authority: officer.authority, officer: officer.officer };
      const limit = Math.max(1, Math.min(asked.limit, subjectLimits.asksPage));
      const after =
        asked.after === null ? null : placeOf({ thread: asked.after, rank: null, dueAt: null });
      const { threads, next } = await this.cases.listThreads(tx, desk, { limit, after });
      const ids = threads.map(({ id }) => id);
      await recordListed(
        this.journal,
        tx,
        listed({ session: officer, purpose }, side, 'asks', ids.length),
        ids,
      );
      const said = await this.cases.subjects.said(tx, ids);
      const undelivered = await this.cases.subjects.undelivered(tx, ids);
      return {
        asks: threads.map((thread) => ({
          ...this.row(thread, said),
          undelivered: undelivered.get(thread.id) ?? null,
        })),
        next: next === null ? null : (threads.at(-1)?.id ?? null),
      };
    });
  }

  async show(
    session: Session,
    id: ThreadId,
    { purpose, limit, after }: DispatchesAfter & { readonly purpose: Purpose },
  ): Promise<SubjectAskView> {
    const officer = asDataProtectionOfficer(session);
    const thread = await this.threads.show(officer, id, purpose, { limit: 1, after: null });
    return { ...thread, ...(await this.documents.page(officer, id, purpose, { limit, after })) };
  }

  private row(
    thread: ThreadRecord,
    said: readonly DispatchRecord[],
  ): Omit<SubjectAskRow, 'undelivered'> {
    const { id, side, peer, peerAuthority, state } = thread;
    const own = said.filter((record) => record.thread === id);
    const ask = this.document(thread, own, 'data-subject-request');
    const answer = this.document(thread, own, 'data-subject-answer');
    const answered = own.find(({ kind }) => kind === 'data-subject-answer');
    return {
      ...{ thread: id, side, peer, peerAuthority, state },
      reference: this.cases.subjectLine(thread),
      ground: ask?.body.ground ?? null,
      answerBy: ask?.body.answerBy ?? null,
      outcome: answer?.body.outcome ?? null,
      answeredAt: answered === undefined ? null : timestamp(answered.committedAt),
      erased: this.cases.isErased(id, thread),
      openedAt: timestamp(thread.openedAt),
    };
  }

  private document<K extends 'data-subject-request' | 'data-subject-answer'>(
    thread: ThreadRecord,
    said: readonly DispatchRecord[],
    kind: K,
  ): Document<K> | undefined {
    const record = said.find((each) => each.kind === kind);
    if (record?.content == null || this.cases.isErased(thread.id, thread)) return undefined;
    const document = decodeDocument(this.cases.content(thread, record).document);
    return isKind(document, kind) ? document : undefined;
  }
}
