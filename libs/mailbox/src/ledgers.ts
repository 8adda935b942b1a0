import type { LedgerName, LedgerRow, LinkId } from '#kernel';
import type { Tx } from '#store';

interface Numbers {
  readonly from: number;
  readonly to: number;
}

export class Ledgers {
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
