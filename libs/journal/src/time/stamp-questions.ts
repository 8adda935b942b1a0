import type { Tx } from '#store';

/** The time-stamp authorities that a State may have, by the sections of the settings. */
export type AuthorityName = 'tsa1' | 'tsa2';

/** SQL: columns of a question that every table of them has. */
export const questionColumns = `nonce, request, tries, sent_at as "sentAt", received_at as "receivedAt", response, failure,
  (extract(epoch from clock_timestamp() - made_at) * 1000)::bigint as "ageMs"`;

/** SQL: what a new question to an authority takes away of the one before. */
export const questionAnew = `request = excluded.request, nonce = excluded.nonce, tries = excluded.tries,
  made_at = clock_timestamp(), sent_at = null, received_at = null, response = null, failure = null`;

/**
 * Questions to time-stamp authorities, one at a time to each. One service makes them and judges the answers, the exchange carries the
 * bytes. `judge`: step that is woken by an answer.
 */
export class StampQuestions {
  constructor(
    private readonly table: 'journal.stamp_request' | 'journal.package_stamp',
    private readonly judge: 'stamp' | 'build-package',
  ) {}

  /** For the exchange: takes a question that was not sent yet, and notes the time before it leaves. Sent once at most. */
  async take(
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

  /** For the exchange: what came, as it came, or why nothing came. */
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

  /** The answer counts as nothing; the question is asked anew after a while. */
  refuse(tx: Tx, authority: AuthorityName, nonce: Buffer, failure: string): void {
    tx.send(
      `update ${this.table} set response = null, failure = $3 where authority = $1 and nonce = $2`,
      [authority, nonce, failure],
    );
  }
}
