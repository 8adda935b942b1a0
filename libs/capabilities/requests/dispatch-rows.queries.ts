import { timestamp, type DocumentId } from '#kernel';
import type { DispatchRow } from './dispatches.contract.js';
import type { Posting } from '#capabilities/directory/postings.contract';
import {
  transmittedEnvelopesOf,
  type TransmittedEnvelope,
  type DispatchHead,
  type ThreadRecord,
} from '#threads';
import { recallMark, type RecallRecord } from '#capabilities/disclosure/recalls/recalls.rows';
import type { Cases } from '#capabilities/cases';
import { attachmentProgress } from '#capabilities/attachments/attachment-view.queries';
import type { Mailbox } from '#mailbox';
import { Transfers } from '#objects';
import type { Tx } from '#store';
import { FRAME_BYTES } from '#bus';
import { TrustError, type TrustStore } from '#trust';

const answerBytes = FRAME_BYTES - 128 * 1024;

export function fitting<T>(items: readonly T[], bytesOf: (item: T) => number): T[] {
  let sum = 0;
  const end = items.findIndex((item, i) => (sum += bytesOf(item)) > answerBytes && i > 0);
  return end < 0 ? [...items] : items.slice(0, end);
}

export const rowBytes = (row: DispatchRow): number => Buffer.byteLength(JSON.stringify(row));

export class DispatchRows {
  private readonly transfers = new Transfers();

  constructor(
    private readonly cases: Cases,
    private readonly mailbox: Mailbox,
    private readonly trust: TrustStore,
  ) {}

  async rowsOf(
    tx: Tx,
    thread: ThreadRecord,
    heads: readonly DispatchHead[],
  ): Promise<DispatchRow[]> {
    const ids = heads.map(({ id }) => id);
    const attachments = await this.cases.attachments(tx, ids);
    const stages = await this.mailbox.progress.stages(tx, ids);
    const recalls: readonly RecallRecord[] =
      heads.length === 0 ? [] : await this.cases.recalls.recallsOf(tx, thread.id);
    const transmitted = await transmittedEnvelopesOf(tx, ids);
    const roots = attachments.map(({ root }) => root);
    const transfers = {
      IN: await this.transfers.progress(tx, 'IN', roots),
      OUT: await this.transfers.progress(tx, 'OUT', roots),
    };
    return heads.map((head) => ({
      dispatch: head.id,
      direction: head.direction,
      kind: head.kind,
      inReplyTo: head.inReplyTo,
      officer: head.officer,
      committedAt: timestamp(head.committedAt),
      messageId: head.messageId,
      documentSha256: head.documentSha256,
      size: head.size,
      stages: stages.get(head.id) ?? [],
      attachments: attachments
        .filter(({ dispatch }) => dispatch === head.id)
        .map((record) =>
          attachmentProgress(head.direction, record, transfers[head.direction].get(record.root)),
        ),
      recalls: recalls.filter(({ items }) => items.includes(head.id)).map(recallMark),
      withheld: head.withdrawnFromUse,
      exculpatory: head.exculpatory,
      ...dayOf(this.trust, thread, head, transmitted.get(head.id)),
    }));
  }
}

export function dayOf(
  trust: TrustStore,
  thread: ThreadRecord,
  head: DispatchHead,
  transmitted: TransmittedEnvelope | undefined,
): Pick<DispatchRow, 'posting' | 'directory'> {
  return {
    posting:
      transmitted?.posted === undefined
        ? postingNow(trust, thread, head)
        : (transmitted.posted.find(({ document }) => document === head.id)?.posting ?? null),
    directory: transmitted?.directory ?? null,
  };
}

function postingNow(trust: TrustStore, thread: ThreadRecord, head: DispatchHead): Posting | null {
  const isOurs = head.direction === 'OUT';
  const [state, authority] = isOurs
    ? [trust.state, thread.authority]
    : [thread.peer, thread.peerAuthority];
  const wasAsked = isOurs === (thread.side === 'ASKED');
  const authorities = [authority, ...(wasAsked ? thread.formerAuthorities : [])];
  const at = timestamp(head.composedAt);
  try {
    const directory = trust.directoryOf(state);
    const found = authorities.map((each) => directory.posting(head.officer, each, at));
    return found.find((posting) => posting !== undefined) ?? null;
  } catch (error) {
    if (error instanceof TrustError) return null;
    throw error;
  }
}

export const nextAfter = (
  shown: readonly { readonly dispatch: DocumentId }[],
  found: readonly unknown[],
  more: boolean,
): DocumentId | null =>
  more || shown.length < found.length ? (shown.at(-1)?.dispatch ?? null) : null;
