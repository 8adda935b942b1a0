import type { Cases } from '#capabilities/cases';
import { takenBackIn } from '#capabilities/disclosure/releases/releases.facts';
import type { Document, DocumentId, LinkId, MessageId, Sha256, Timestamp } from '#kernel';
import type { Tx } from '#store';
import { type DispatchHead, saidOf, type ThreadRecord } from '#threads';
import { custodyRecordRows } from './custody-record.rows.js';
import type { PackageAsk } from './custody-record.schema.js';

export interface NamedConsent {
  readonly document: Document;
  readonly sha256: Sha256;
  readonly takenBack: ReadonlySet<DocumentId>;
}

export interface AskedRecord {
  readonly consent: NamedConsent | undefined;
  readonly given: number;
  readonly now: Timestamp;
}

export interface LoadedAsk {
  readonly asked: AskedRecord;
  readonly thread: ThreadRecord | undefined;
  readonly consent: DispatchHead | undefined;
}

/**
 * Loads the consent that a neighbour's request for log entries names, and its thread. Both are undefined if this State sent
 * none over `linkId`.
 */
export async function loadAsked(
  tx: Tx,
  cases: Cases,
  linkId: LinkId,
  { consent: id, now }: Pick<PackageAsk, 'consent'> & { readonly now: Timestamp },
): Promise<LoadedAsk> {
  const none = {
    asked: { consent: undefined, given: 0, now },
    thread: undefined,
    consent: undefined,
  };
  const [record] = await cases.dispatchesById(tx, [id]);
  if (record?.kind !== 'evidence-consent' || record.direction !== 'OUT') return none;
  const [thread] = await cases.threadsById(tx, [record.thread]);
  if (thread?.linkId !== linkId || thread.compartment !== 'ENFORCEMENT') return none;
  const document = saidOf(cases, thread, record);
  if (document instanceof Error) return none;
  const recalls = await cases.recalls.ofAll(tx, [thread.id]);
  const takenBack = takenBackIn(recalls.get(thread.id) ?? []);
  const given = await custodyRecordRows.given(tx, thread.id);
  const consent = { document, sha256: record.documentSha256, takenBack };
  return { asked: { consent, given, now }, thread, consent: record };
}

export const messagesOf = (heads: readonly DispatchHead[]): MessageId[] =>
  heads.flatMap(({ direction, messageId }) =>
    direction === 'OUT' && messageId !== null ? [messageId] : [],
  );
