import type { LedgerName, LedgerRow, LinkId } from '#kernel';
import type { Tx } from '#store';

/** Numbers above `from`, up to `to`. */
interface Numbers {
  readonly from: number;
  readonly to: number;
}

/** Numbered rows of a link, as this State gave them and as it took them from the neighbour. Ascending, at most `to - from` rows. */
export class Ledgers {
  /** Messages of ours that the neighbour's receipt says it opened; receipts of ours. */
  given(tx: Tx, linkId: LinkId, ledger: LedgerName, { from, to }: Numbers) {
    return tx.query<LedgerRow>(
      ledger === 'messages'
        ? `select seq as number, message_id || ' ' || envelope_sha256 as text from mailbox.outbox
           where link_id = $1 and seq > $2 and seq <= $3 and outcome = 'OPENED' order by seq`
        : `select rseq as number, encode(sha256(receipt), 'hex') as text from mailbox.receipt_out
           where link_id = $1 and rseq > $2 and rseq <= $3 order by rseq`,
      [linkId, from, to],
    );
  }

  /** Messages of the neighbour that we opened; receipts of it that we verified. */
  taken(tx: Tx, linkId: LinkId, ledger: LedgerName, { from, to }: Numbers) {
    return tx.query<LedgerRow>(
      ledger === 'messages'
        ? `select seq as number, message_id || ' ' || envelope_sha256 as text from mailbox.chain
           where link_id = $1 and direction = 'IN' and seq > $2 and seq <= $3 and outcome = 'OPENED'
           order by seq`
        : `select rseq as number, encode(sha256(receipt), 'hex') as text from mailbox.receipt_in
           where link_id = $1 and rseq > $2 and rseq <= $3 order by rseq`,
      [linkId, from, to],
    );
  }

  /**
   * Up to which number of ours nothing is under way any more: messages have their final receipt or are void, receipts are
   * acknowledged. At most `limit` above `from`.
   */
  async settledTo(
    tx: Tx,
    linkId: LinkId,
    ledger: LedgerName,
    { from, limit }: { readonly from: number; readonly limit: number },
  ): Promise<number> {
    const [row] = await tx.query<{ to: number | null }>(
      ledger === 'messages'
        ? `select coalesce(
             (select min(seq) - 1 from mailbox.outbox
              where link_id = $1 and seq > $2 and state not in ('CLOSED', 'VOID')),
             (select max(seq) from mailbox.outbox where link_id = $1 and seq > $2)) as to`
        : `select rack_out as to from mailbox.link_heard where link_id = $1 and rack_out > $2`,
      [linkId, from],
    );
    return Math.min(row?.to ?? from, from + limit);
  }
}
