import { releasedSizeSql, type SealedHashes } from '#journal';
import {
  timestamp,
  type DocumentId,
  type LinkId,
  type MessageId,
  type Priority,
  type Receipt,
  type StageView,
} from '#kernel';
import type { SilenceStage } from '#capabilities/deadlines/silence.model';
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
  readonly verifiedAt: Date;
}

interface SilenceFacts {
  readonly dispatch: DocumentId;
  readonly stage: SilenceStage;
  readonly at: Date;
}

interface Came {
  readonly linkId: LinkId;
  readonly messageId: MessageId;
}

export interface SealedMessage extends Came, SealedHashes {}

interface Known {
  readonly view: StageView;
  readonly knownAt: Date;
}

export class Progress {
  /** Lists each document's stages: ours, then the neighbour's receipts. Alarms about overdue stages are inserted by time. */
  async stages(tx: Tx, dispatches: readonly DocumentId[]): Promise<Map<DocumentId, StageView[]>> {
    const own = await tx.query<OwnFacts>(
      `select o.dispatch, o.queued_at as "queuedAt", o.state, o.code, o.sealed_at as "sealedAt",
         coalesce(l.index < ${releasedSizeSql}, false) as released,
         o.relayed_at as "relayedAt", o.waits_for as "waitsFor"
       from mailbox.outbox o left join journal.leaf l on l.event = o.intent_event
       where o.dispatch = any ($1::uuid[])`,
      [dispatches],
    );
    const peer = await tx.query<PeerFacts>(
      `select dispatch, receipt, verified_at as "verifiedAt" from (
         select distinct on (o.dispatch, r.stage) o.dispatch, r.rseq, r.receipt, r.verified_at,
           r.stage in ('OPENED', 'REJECTED') and r.stage <> o.outcome as against
         from mailbox.outbox o join mailbox.receipt_in r on r.message_id = o.message_id and r.link_id = o.link_id
         where o.dispatch = any ($1::uuid[]) order by o.dispatch, r.stage,
           (r.stage = o.outcome and r.code is not distinct from o.code) is not true, r.rseq) first
       order by against is true, rseq`,
      [dispatches],
    );
    const silent = await tx.query<SilenceFacts>(
      `select dispatch, stage, at from mailbox.silence where dispatch = any ($1::uuid[])
       order by at, stage`,
      [dispatches],
    );
    const stages = new Map<DocumentId, Known[]>();
    for (const facts of own) stages.set(facts.dispatch, ownStages(facts));
    for (const { dispatch, receipt, verifiedAt } of peer) {
      const value = JSON.parse(receipt.toString('utf8')) as Receipt;
      const { stage, at, code } = value;
      const view = { stage, at, code, receipt: value };
      stages.get(dispatch)?.push({ view, knownAt: verifiedAt });
    }
    for (const { dispatch, stage, at } of silent) {
      const known = stages.get(dispatch) ?? [];
      const later = known.findIndex(({ knownAt }) => knownAt > at);
      const place = later < 0 ? known.length : later;
      known.splice(place, 0, ownStage(stage, at));
    }
    return new Map([...stages].map(([dispatch, known]) => [dispatch, known.map((k) => k.view)]));
  }

  async sealedFacts(
    tx: Tx,
    linkId: LinkId,
    messageIds: readonly MessageId[],
  ): Promise<Map<MessageId, SealedHashes>> {
    const rows = await tx.query<SealedHashes & { readonly id: MessageId }>(
      `select message_id as id, ciphertext_sha256 as "ciphertextSha256", ciphertext_sha512 as "ciphertextSha512", size
       from mailbox.delivery where link_id = $1 and message_id = any ($2::text[])`,
      [linkId, messageIds],
    );
    return new Map(rows.map(({ id, ...facts }) => [id, facts]));
  }

  sealedAmong(tx: Tx, messages: readonly Came[]): Promise<SealedMessage[]> {
    return tx.query<SealedMessage>(
      `select d.link_id as "linkId", d.message_id as "messageId",
         d.ciphertext_sha256 as "ciphertextSha256", d.ciphertext_sha512 as "ciphertextSha512", d.size
       from mailbox.delivery d join (select distinct * from unnest($1::text[], $2::text[])) as m (link_id, message_id)
         on m.link_id = d.link_id and m.message_id = d.message_id`,
      [messages.map(({ linkId }) => linkId), messages.map(({ messageId }) => messageId)],
    );
  }

  async brokenInto(
    tx: Tx,
    { linkId, messageId }: Came,
    event: { readonly id: string; readonly at: Date; readonly code: string },
    priority: Priority,
  ): Promise<void> {
    await tx.query(
      `insert into mailbox.receipt_due
         (link_id, message_id, stage, code, ciphertext_sha256, at, event, priority)
       select d.link_id, d.message_id, 'BREAK_GLASS', $6, d.ciphertext_sha256, $3, $4, $5
       from mailbox.delivery d where d.link_id = $1 and d.message_id = $2 and d.state = 'OPENED'`,
      [linkId, messageId, event.at, event.id, priority, event.code],
    );
  }

  async retrieved(
    tx: Tx,
    { linkId, messageId }: Came,
    event: { readonly id: string; readonly at: Date },
    priority: Priority,
  ): Promise<void> {
    await tx.query(
      `insert into mailbox.receipt_due (link_id, message_id, stage, ciphertext_sha256, at, event, priority)
       select d.link_id, d.message_id, 'RETRIEVED', d.ciphertext_sha256, $3, $4, $5
       from mailbox.delivery d where d.link_id = $1 and d.message_id = $2 and d.state = 'OPENED'
       on conflict do nothing`,
      [linkId, messageId, event.at, event.id, priority],
    );
  }
}

const ownStage = (stage: StageView['stage'], at: Date, code: string | null = null): Known => ({
  view: { stage, at: timestamp(at), code, receipt: null },
  knownAt: at,
});

function ownStages(facts: OwnFacts): Known[] {
  const why = { VOID: facts.code, QUEUED: facts.waitsFor }[facts.state] ?? null;
  const stages = [ownStage('QUEUED', facts.queuedAt, why)];
  if (facts.released && facts.sealedAt !== null) stages.push(ownStage('ACCEPTED', facts.sealedAt));
  if (facts.relayedAt !== null) stages.push(ownStage('RELAYED', facts.relayedAt));
  return stages;
}
