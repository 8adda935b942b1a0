import { v7 } from 'uuid';
import type { Session } from '#access';
import { Cases } from '#capabilities/cases';
import type { ThreadRecord } from '#threads';
import {
  parseAuthorityId,
  parseDocumentId,
  parseStateCode,
  parseThreadId,
  priorities,
  type Document,
  type DocumentId,
  type Handling,
  type ThreadId,
} from '#kernel';
import type { Narrowing } from '#capabilities/disclosure/handling/narrowing.model';
import type { RecallAct, RecallOutcome } from '#capabilities/disclosure/recalls/recalling.model';
import { canonicalJson, encodeDocument, sha256 } from '#wire';
import type { TestArchive } from './archive.js';
import { aDocument, aDocumentOf } from './builders.js';
import { linkOf } from './journal.js';
import { insertRow, insertRows } from './rows.js';

export interface Fate {
  readonly state: 'QUEUED' | 'RELAYED' | 'CLOSED' | 'VOID';
  readonly sealed: boolean;
  readonly outcome: 'OPENED' | 'REJECTED' | null;
  readonly code: string | null;
  readonly receipts: readonly { readonly stage: string; readonly code: string | null }[];
}

export interface PropagatedRecallCase {
  readonly act: RecallAct;
  readonly handling: Narrowing | null;
  readonly later: boolean;
  readonly fate: Fate;
  readonly outcome: RecallOutcome | null;
}

export interface HandedOnCase {
  readonly act: RecallAct;
  readonly handling: Narrowing | null;
  readonly forward: Handling;
  readonly fate: Fate;
  readonly propagated: readonly PropagatedRecallCase[];
}

export type Desk = 'OWN' | 'OTHER';

export interface Placed {
  readonly thread: ThreadId;
  readonly recall: DocumentId;
}

const links = { came: linkOf(1), went: linkOf(2) };
const otherDesk = parseAuthorityId('harbour-office');

const newId = (): DocumentId => parseDocumentId(v7());
const hex = (id: string): string => id.replaceAll('-', '');

export class HandedOn {
  #receipts = 0;

  constructor(private readonly archive: TestArchive) {}

  async place(
    { act, handling, forward, fate, propagated }: HandedOnCase,
    desk: Desk,
  ): Promise<Placed> {
    const item = await this.opened(aDocument().handling, 'came', desk);
    const recall = await this.said(item, act, handling);
    const onward = await this.opened(forward, 'went', 'OWN');
    const before = new Date(Date.now() - 60_000);
    await this.recalled(item, recall, { act, direction: 'IN', filed_at: before });
    await this.sent(onward, idOf(onward), fate);
    const row = { forward: onward.id, item: item.id, thread: onward.id, direction: 'OUT' };
    await insertRow(this.archive, 'cases.forwarded', row);
    for (const [i, each] of propagated.entries()) {
      const document = await this.said(onward, each.act, each.handling);
      const at = new Date(before.getTime() + (each.later ? 1000 : -10_000) + i);
      await this.recalled(onward, document, { act: each.act, direction: 'OUT', filed_at: at });
      await this.sent(onward, document, each.fate);
      if (each.outcome === null) continue;
      const answer = await this.said(onward, each.act, each.handling);
      const { outcome } = each;
      await insertRow(this.archive, 'cases.recall_answer', {
        recall: document,
        document: answer,
        outcome,
      });
    }
    await this.archive.sql(`update cases.dispatch set direction = 'OUT' where thread = $1`, [
      onward.id,
    ]);
    await this.archive.sql(`update cases.thread set priority = $2 where id = $1`, [
      onward.id,
      priorities.RISK_TO_LIFE,
    ]);
    return { thread: item.id, recall };
  }

  session(desk: Desk): Session {
    const own = this.archive.session('ben');
    return desk === 'OWN' ? own : { ...own, authority: otherDesk };
  }

  private async opened(
    handling: Handling,
    way: keyof typeof links,
    desk: Desk,
  ): Promise<ThreadRecord> {
    const { state, authority, officer } = this.session(desk);
    const there = { ...aDocument().from, state: parseStateCode('XA') };
    const isOurs = way === 'went';
    const id = newId();
    const document = aDocument({
      ...{ id, thread: parseThreadId(id), link: links[way], handling },
      from: isOurs ? { state, authority, officer } : there,
      to: isOurs ? { state: there.state, authority: there.authority } : { state, authority },
    });
    return this.filing(async (cases, tx) => {
      const thread = await cases.open(tx, document, isOurs ? 'ASKING' : 'ASKED');
      await cases.append(tx, thread, filed(document));
      return thread;
    });
  }

  private async said(
    thread: ThreadRecord,
    act: RecallAct,
    handling: Narrowing | null,
  ): Promise<DocumentId> {
    const item = idOf(thread);
    const id = newId();
    const what = act === 'NARROW' ? 'NARROW' : 'RECALL';
    const body = {
      ...{ what, items: [item], reason: 'A witness.' },
      ...(handling === null ? {} : { handling }),
    } as Document<'recall'>['body'];
    const members = { id, thread: thread.id, link: thread.linkId, inReplyTo: item, body };
    const document = aDocumentOf('recall', members);
    await this.filing((cases, tx) => cases.append(tx, thread, filed(document)));
    return id;
  }

  private filing<T>(
    work: (cases: Cases, tx: Parameters<Cases['append']>[0]) => Promise<T>,
  ): Promise<T> {
    const { store, cases } = this.archive.opener;
    return store.transaction({ step: 'open-delivery' }, (tx) => work(cases, tx));
  }

  private async recalled(thread: ThreadRecord, document: DocumentId, row: object): Promise<void> {
    const items = [thread.id];
    await insertRow(this.archive, 'cases.recall', {
      document,
      thread: thread.id,
      items,
      ...row,
    });
  }

  private async sent(
    { id: thread }: ThreadRecord,
    dispatch: DocumentId,
    fate: Fate,
  ): Promise<void> {
    const { state, sealed, outcome, code, receipts } = fate;
    const link = { link_id: links.went, message_id: hex(dispatch) };
    const sealed_at = sealed ? new Date() : null;
    const row = { ...link, thread, dispatch, statement: false, state, outcome, code, sealed_at };
    await insertRow(this.archive, 'mailbox.outbox', row);
    const rows = receipts.map((each) => {
      this.#receipts += 1;
      const at = new Date();
      const receipt = canonicalJson({ ...each, at: at.toISOString() });
      return { ...link, ...each, at, rseq: this.#receipts, receipt };
    });
    await insertRows(this.archive, 'mailbox.receipt_in', rows);
  }
}

const idOf = ({ id }: Pick<ThreadRecord, 'id'>): DocumentId => parseDocumentId(id);

function filed(document: Document): Parameters<Cases['append']>[2] {
  const bytes = encodeDocument(document);
  return {
    document,
    documentSha256: sha256(bytes),
    content: { document: bytes, signature: bytes, certificate: bytes },
    direction: 'IN',
    messageId: null,
    deliveredAt: new Date(),
    attachments: [],
  };
}
