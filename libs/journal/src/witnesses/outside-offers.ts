import type { Tx } from '#store';
import type { Verifier } from '#tlog';
import { nameOfKey } from './own-witnesses.js';

export type OutsideName = 'witness1' | 'witness2';

export interface OutsideOffer {
  readonly key: string;
  readonly held: number;
  readonly size: number;
  readonly offer: number;
  readonly failures: number;
  /** Milliseconds since this offer was sent; since it was made, if it was not sent within a minute. */
  readonly ageMs: number;
  readonly isAnswered: boolean;
  readonly isJudged: boolean;
  /** Milliseconds from the making of this offer to a neighbour's newest answer; negative if that came before. Null: none yet. */
  readonly neighbourMs: number | null;
  readonly status: number | null;
  readonly response: Buffer | null;
  readonly failure: string | null;
}

export type OutsideAnswer =
  | { readonly status: number; readonly body: Buffer }
  | { readonly failure: string };

export interface OutsideLine {
  readonly line: string;
  readonly second: string | null;
  readonly unixSeconds: number;
}

export interface JudgedOffer {
  readonly held: number;
  readonly failures: number;
}

/**
 * Cosignature requests to outside witnesses, at most one open for each. The audit service judges the answers; the exchange
 * service only transports bytes.
 */
export class OutsideOffers {
  async newest(tx: Tx, witness: OutsideName): Promise<OutsideOffer | undefined> {
    // The exchange writes `sent_at`: the bound keeps it from setting the pace of offers or from stopping them.
    const [row] = await tx.query<OutsideOffer>(
      `select key, held, size, offer, failures, received_at is not null as "isAnswered",
         judged_at is not null as "isJudged", status, response, failure,
         (extract(epoch from (select max(answered_at) from journal.witness) - made_at) * 1000)::bigint as "neighbourMs",
         (extract(epoch from clock_timestamp() - greatest(made_at,
           least(coalesce(sent_at, made_at), made_at + interval '1 minute'))) * 1000)::bigint as "ageMs"
       from journal.outside_witness where witness = $1 for update`,
      [witness],
    );
    return row;
  }

  async keys(tx: Tx): Promise<readonly string[]> {
    const rows = await tx.query<{ key: string }>(
      'select key from journal.outside_witness order by witness',
    );
    return rows.map(({ key }) => key);
  }

  make(
    tx: Tx,
    witness: OutsideName,
    offered: Pick<OutsideOffer, 'key' | 'held' | 'size' | 'offer' | 'failures'> & {
      readonly request: Uint8Array;
    },
  ): void {
    const { key, held, size, request, offer, failures } = offered;
    tx.send(
      `insert into journal.outside_witness (witness, key, held, size, request, offer, failures)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (witness) do update set key = excluded.key, held = excluded.held, size = excluded.size,
         request = excluded.request, offer = excluded.offer, failures = excluded.failures,
         made_at = clock_timestamp(), sent_at = null, received_at = null, status = null, response = null,
         failure = null, judged_at = null`,
      [witness, key, held, size, Buffer.from(request), offer, failures],
    );
    tx.wake('outside-post');
  }

  async takeOffer(
    tx: Tx,
    witness: OutsideName,
  ): Promise<{ readonly request: Buffer; readonly offer: number } | undefined> {
    const [row] = await tx.query<{ request: Buffer; offer: number }>(
      `update journal.outside_witness set sent_at = clock_timestamp()
       where witness = $1 and sent_at is null returning request, offer`,
      [witness],
    );
    return row;
  }

  answered(tx: Tx, witness: OutsideName, offer: number, came: OutsideAnswer): void {
    const [status, body, failure] =
      'failure' in came ? [null, null, came.failure] : [came.status, came.body, null];
    tx.send(
      `update journal.outside_witness set received_at = clock_timestamp(), status = $3, response = $4, failure = $5
       where witness = $1 and offer = $2 and received_at is null`,
      [witness, offer, status, body, failure],
    );
    tx.wake('outside');
  }

  judged(tx: Tx, witness: OutsideName, offer: number, { held, failures }: JudgedOffer): void {
    tx.send(
      `update journal.outside_witness set held = $3, failures = $4, response = null, judged_at = clock_timestamp()
       where witness = $1 and offer = $2`,
      [witness, offer, held, failures],
    );
  }

  async add(tx: Tx, size: number, witness: Verifier, signed: OutsideLine): Promise<boolean> {
    const rows = await tx.query(
      `insert into journal.outside_cosignature (size, witness, line, second, unix_seconds) values ($1, $2, $3, $4, $5)
       on conflict do nothing returning size`,
      [size, nameOfKey(witness), signed.line, signed.second, signed.unixSeconds],
    );
    // A package may have waited for it.
    if (rows.length > 0) tx.wake('build-package');
    return rows.length > 0;
  }
}
