import {
  timestamp,
  type DocumentId,
  type LinkId,
  type MessageId,
  type Receipt,
  type Sha256,
  type StageView,
} from '#model';
import type { Tx } from '#store';

interface OwnFacts {
  readonly dispatch: DocumentId;
  readonly queuedAt: Date;
  readonly state: string;
  readonly code: string | null;
  readonly sealedAt: Date | null;
  readonly released: boolean;
  readonly relayedAt: Date | null;
  readonly waitsFor: string | null;
}

interface PeerFacts {
  readonly dispatch: DocumentId;
  readonly receipt: Buffer;
}

/** How far a dispatch has come, for people: our own facts and the peer's verified receipts. */
export class Progress {
  /** Of each stage the first receipt: a neighbour that repeats itself makes no list longer. */
  async stages(tx: Tx, dispatches: readonly DocumentId[]): Promise<Map<DocumentId, StageView[]>> {
    const own = await tx.query<OwnFacts>(
      `select o.dispatch, o.queued_at as "queuedAt", o.state, o.code, o.sealed_at as "sealedAt",
         coalesce(l.index < (select size from journal.released), false) as released,
         o.relayed_at as "relayedAt", o.waits_for as "waitsFor"
       from mailbox.outbox o left join journal.leaf l on l.event = o.intent_event
       where o.dispatch = any ($1::uuid[])`,
      [dispatches],
    );
    const peer = await tx.query<PeerFacts>(
      `select dispatch, receipt from (
         select distinct on (o.dispatch, r.stage) o.dispatch, r.rseq, r.receipt from mailbox.outbox o
         join mailbox.receipt_in r on r.message_id = o.message_id and r.link_id = o.link_id
         where o.dispatch = any ($1::uuid[]) order by o.dispatch, r.stage, r.rseq) first
       order by rseq`,
      [dispatches],
    );
    const stages = new Map<DocumentId, StageView[]>();
    for (const facts of own) stages.set(facts.dispatch, ownStages(facts));
    for (const { dispatch, receipt } of peer) {
      const value = JSON.parse(receipt.toString('utf8')) as Receipt;
      const { stage, at, code } = value;
      stages.get(dispatch)?.push({ stage, at, code, receipt: value });
    }
    return stages;
  }

  /** Hash and size of what the peer of a link sent, by message id: a view of it names them in the log. */
  async sealedFacts(
    tx: Tx,
    linkId: LinkId,
    messageIds: readonly MessageId[],
  ): Promise<Map<MessageId, { ciphertextSha256: Sha256; size: number }>> {
    const rows = await tx.query<{ id: MessageId; ciphertextSha256: Sha256; size: number }>(
      `select message_id as id, ciphertext_sha256 as "ciphertextSha256", size
       from mailbox.delivery where link_id = $1 and message_id = any ($2::text[])`,
      [linkId, messageIds],
    );
    return new Map(rows.map(({ id, ...facts }) => [id, facts]));
  }

  /** The first view by an officer of the authority becomes a RETRIEVED receipt; later ones add nothing. */
  async retrieved(
    tx: Tx,
    linkId: LinkId,
    messageId: MessageId,
    event: { readonly id: string; readonly at: Date },
  ): Promise<void> {
    await tx.query(
      `insert into mailbox.receipt_due (link_id, message_id, stage, ciphertext_sha256, at, event)
       select d.link_id, d.message_id, 'RETRIEVED', d.ciphertext_sha256, $3, $4
       from mailbox.delivery d where d.link_id = $1 and d.message_id = $2 and d.state = 'OPENED'
       on conflict do nothing`,
      [linkId, messageId, event.at, event.id],
    );
  }
}

function ownStages(facts: OwnFacts): StageView[] {
  const stage = (name: StageView['stage'], at: Date, code: string | null = null): StageView => ({
    stage: name,
    at: timestamp(at),
    code,
    receipt: null,
  });
  const why = { VOID: facts.code, QUEUED: facts.waitsFor }[facts.state] ?? null;
  const stages = [stage('QUEUED', facts.queuedAt, why)];
  if (facts.released && facts.sealedAt !== null) stages.push(stage('ACCEPTED', facts.sealedAt));
  if (facts.relayedAt !== null) stages.push(stage('RELAYED', facts.relayedAt));
  return stages;
}
