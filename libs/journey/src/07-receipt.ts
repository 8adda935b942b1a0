import { priorities, timestamp, type LinkId, type ObjectReport, type Receipt } from '#kernel';
import type { Peer } from '#capabilities/directory/peers.model';
import type { Due } from '#store';
import type { LinkTurns } from './links/link-turns.js';
import type { RackTold } from './links/rack-told.js';
import type { StatementSender } from './statements/statement-sender.js';
import type { Journal, ReleasedCheckpoint } from '#journal';
import {
  receiptsDueSql,
  type LinkRow,
  type Mailbox,
  type Numbered,
  type Unacknowledged,
} from '#mailbox';
import { reportableSql, Transfers } from '#objects';
import type { Store, Tx } from '#store';
import type { TrustStore } from '#trust';
import { canonicalJson } from '#wire';

/** Receipts in one statement; with leaf and proof each takes about two kibibytes. */
const batchSize = 32;
/** What was told on a link, and whether more waits. */
interface Turn {
  readonly more: boolean;
  /** How far the peer's receipts were acknowledged; undefined when nothing was sent. */
  readonly rack: number | undefined;
}

/** Contents of one turn for the peer. */
interface Told {
  readonly waiting: readonly Unacknowledged[];
  readonly objects: readonly ObjectReport[];
  /** The checkpoint of the receipts that were issued in this turn. */
  readonly newest: ReleasedCheckpoint | undefined;
}

interface DueReceipts {
  readonly due: boolean;
  /** Numbers of the peer's receipts, by link; null before the first. */
  readonly verified: Readonly<Record<string, number>> | null;
}

const nothing: Turn = { more: false, rack: undefined };
/** Reports of objects in one statement; each names at most 64 ranges. */
const reportsPerBatch = 32;

/**
 * Step 7: for facts whose leaf is released, gives each its receipt once, and sends what the peer has not acknowledged.
 * A batch with no receipts only tells the peer how far we have verified its own and how far its attachments are here;
 * nobody answers that.
 */
export class IssueReceipts {
  private readonly transfers = new Transfers();

  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
    private readonly sender: StatementSender,
    private readonly told: RackTold,
    private readonly turns: LinkTurns,
  ) {}

  /** Also when an acknowledgement alone has waited long enough. */
  readonly due: Due = {
    sql: receiptsDueSql(reportableSql),
    isDue: ({ due, verified }: DueReceipts) =>
      Object.entries(verified ?? {}).reduce(
        (owed, [linkId, rack]) => this.told.owes(linkId as LinkId, rack, performance.now()) || owed,
        due,
      ),
  };

  /** True when more may wait already. */
  async run(): Promise<boolean> {
    const known = this.trust.peers().list();
    const peers = known.length > 0 ? known : await this.peers();
    let more = false;
    // Each link in a transaction of its own: a neighbour whose directory is broken stops nobody else.
    await this.turns.each(peers, performance.now(), async ({ linkId }) => {
      const turn = await this.store.transaction({ step: 'issue-receipts' }, (tx) =>
        this.link(tx, linkId),
      );
      if (turn.rack !== undefined) this.told.note(linkId, turn.rack);
      more ||= turn.more;
    });
    return more;
  }

  /** Nobody known yet: looks again. Later changes come with the refresh that every step begins with. */
  private peers(): Promise<readonly Peer[]> {
    return this.store.transaction({ step: 'issue-receipts' }, async (tx) => {
      await this.trust.refresh(tx);
      return this.trust.peers().list();
    });
  }

  private async link(tx: Tx, linkId: LinkId): Promise<Turn> {
    const { receipts } = this.mailbox;
    const link = await receipts.turn(tx, linkId, reportableSql);
    // The peer takes nothing: what is repeated to it meanwhile would only fill our disk.
    if (link === undefined || link.isPiled) return nothing;
    const due = link.isDue ? await receipts.issuable(tx, linkId, batchSize) : [];
    const newest = due.length > 0 ? await this.issue(tx, linkId, due) : undefined;
    const waiting =
      newest !== undefined || link.isUnacknowledged
        ? await receipts.takeUnacknowledged(tx, linkId, link.rackOut, batchSize)
        : [];
    const objects = link.hasMore ? await this.transfers.reports(tx, linkId, reportsPerBatch) : [];
    const bare = objects.length > 0 || this.told.owes(linkId, link.rackIn, performance.now());
    if (waiting.length === 0 && !bare) return nothing;
    await this.trust.refresh(tx);
    if (this.trust.peers().byLink(linkId) === undefined) return nothing;
    await this.send(tx, link, { waiting, objects, newest });
    const more = due.length === batchSize || waiting.length === batchSize;
    return { more, rack: link.rackIn };
    // Durable now: the receipts with their numbers, and a sealed statement for the relay.
  }

  /** Receipts travel with the checkpoint that their proofs lead to. */
  private async send(tx: Tx, link: LinkRow, { waiting, objects, newest }: Told): Promise<void> {
    const to = { linkId: link.linkId, peer: link.peer, rack: link.rackIn };
    const sizes = [...new Set(waiting.map((receipt) => receipt.size))];
    for (const [i, size] of sizes.entries()) {
      const note = newest?.size === size ? newest.note.toString() : undefined;
      const together = waiting.filter((receipt) => receipt.size === size);
      await this.sender.send(
        tx,
        to,
        'receipt-batch',
        {
          checkpoint: note ?? (await this.journal.checkpointNote(tx, size)),
          receipts: together.map(({ bytes }) => JSON.parse(bytes.toString('utf8')) as Receipt),
          objects: i === 0 ? objects : [],
        },
        together.some(({ priority }) => priority === priorities.RISK_TO_LIFE)
          ? priorities.RISK_TO_LIFE
          : priorities.URGENT,
      );
    }
    if (sizes.length === 0)
      await this.sender.send(tx, to, 'receipt-batch', { checkpoint: '', receipts: [], objects });
  }

  /** Returns the checkpoint that the proofs of these receipts lead to. */
  private async issue(
    tx: Tx,
    linkId: LinkId,
    due: readonly Numbered[],
  ): Promise<ReleasedCheckpoint> {
    const proofs = await this.journal.leafProofs(
      tx,
      due.map((fact) => fact.event),
    );
    const receipts = due.map((fact, i) => {
      const proof = proofs.leaves[i];
      if (proof === undefined) throw new Error('a released leaf has no proof');
      const receipt: Receipt = {
        rseq: fact.rseq,
        messageId: fact.messageId,
        stage: fact.stage,
        code: fact.code,
        ciphertextSha256: fact.ciphertextSha256,
        at: timestamp(fact.at),
        leaf: Buffer.from(proof.leaf).toString('base64'),
        index: proof.index,
        proof: proof.hashes.map((hash) => Buffer.from(hash).toString('base64')),
      };
      return { receipt, event: fact.event, bytes: canonicalJson(receipt), priority: fact.priority };
    });
    this.mailbox.receipts.issued(tx, linkId, proofs.size, receipts);
    return proofs.checkpoint;
  }
}
