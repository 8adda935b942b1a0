import type { Tx } from '#store';

export type AuthorityName = 'tsa1' | 'tsa2';

export const questionColumns = `nonce, request, tries, sent_at as "sentAt", received_at as "receivedAt", response, failure,
  (extract(epoch from clock_timestamp() - made_at) * 1000)::bigint as "ageMs"`;

export const questionAnew = `request = excluded.request, nonce = excluded.nonce, tries = excluded.tries,
  made_at = clock_timestamp(), sent_at = null, received_at = null, response = null, failure = null`;

/**
 * Queue with at most one request per time-stamp authority. The requesting service verifies the answer; the exchange service
 * only transports bytes.
 */
export class StampQuestions {
  constructor(
    private readonly table: 'journal.stamp_request' | 'journal.package_stamp',
    private readonly judge: 'stamp' | 'build-package',
  ) {}

  async takeRequest(
    tx: Tx,
    authority: AuthorityName,
  ): Promise<{ readonly request: Buffer; readonly nonce: Buffer } | undefined> {
    const [row] = await tx.query<{ request: Buffer; nonce: Buffer }>(
      `update ${this.table} set sent_at = clock_timestamp()
       where authority = $1 and sent_at is null returning request, nonce`,
      [authority],
    );
    return row;
  }

  answered(
    tx: Tx,
    authority: AuthorityName,
    nonce: Buffer,
    came: { readonly response: Buffer } | { readonly failure: string },
  ): void {
    tx.send(
      `update ${this.table} set received_at = clock_timestamp(), response = $3, failure = $4
       where authority = $1 and nonce = $2 and received_at is null`,
      [
        authority,
        nonce,
        'response' in came ? came.response : null,
        'failure' in came ? came.failure : null,
      ],
    );
    tx.wake(this.judge);
  }

  refuse(tx: Tx, authority: AuthorityName, nonce: Buffer, failure: string): void {
    tx.send(
      `update ${this.table} set response = null, failure = $3 where authority = $1 and nonce = $2`,
      [authority, nonce, failure],
    );
  }
}
