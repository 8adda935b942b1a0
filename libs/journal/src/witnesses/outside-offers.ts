import type { Tx } from '#store';
import type { Verifier } from '#tlog';
import { nameOfKey } from './own-witnesses.js';

/** Witnesses outside that a State may have, by the sections of the settings. */
export type OutsideName = 'witness1' | 'witness2';

/** The newest offer to a witness outside. */
export interface OutsideOffer {
  /** Verifier key of the witness that it was made for. */
  readonly key: string;
  /** Size that it last cosigned, or told; 0 before. */
  readonly held: number;
  /** Size on offer. */
  readonly size: number;
  readonly offer: number;
  /** Offers before this one that were not answered well, in a row. */
  readonly failures: number;
  /** Since it was made. */
  readonly ageMs: number;
  readonly isAnswered: boolean;
  readonly isJudged: boolean;
  /** Undefined: nothing came, for the reason of `failure`. */
  readonly status: number | null;
  readonly response: Buffer | null;
  readonly failure: string | null;
}

/** Answer of a witness, or why none came. */
export type OutsideAnswer =
  | { readonly status: number; readonly body: Buffer }
  | { readonly failure: string };

/** Cosignature of a witness outside. */
export interface OutsideLine {
  readonly line: string;
  /** Second note that the line is under; null: it is under the checkpoint itself. */
  readonly second: string | null;
  readonly unixSeconds: number;
}

/** Result of a judged answer. */
export interface JudgedOffer {
  readonly held: number;
  readonly failures: number;
}

/**
 * Offers of the own log to witnesses outside. One to each is open at a time: the audit service makes it and judges the answer, the
 * exchange only carries bytes.
 */
export class OutsideOffers {
  /** Locked until the transaction ends. */
  async newest(tx: Tx, witness: OutsideName): Promise<OutsideOffer | undefined> {
    const [row] = await tx.query<OutsideOffer>(
      `select key, held, size, offer, failures, received_at is not null as "isAnswered",
         judged_at is not null as "isJudged", status, response, failure,
         (extract(epoch from clock_timestamp() - made_at) * 1000)::bigint as "ageMs"
       from journal.outside_witness where witness = $1 for update`,
      [witness],
    );
    return row;
  }

  /** Verifier keys of the witnesses that offers are made to. */
  async keys(tx: Tx): Promise<readonly string[]> {
    const rows = await tx.query<{ key: string }>(
      'select key from journal.outside_witness order by witness',
    );
    return rows.map(({ key }) => key);
  }

  /** Makes the next offer; the one before is over. */
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

  /** For the exchange: takes an offer that was not sent yet. Sent once at most. */
  async take(
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

  /** For the exchange: what came, as it came, or why nothing came. */
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

  /** The answer was judged; its bytes are needed no more. */
  judged(tx: Tx, witness: OutsideName, offer: number, { held, failures }: JudgedOffer): void {
    tx.send(
      `update journal.outside_witness set held = $3, failures = $4, response = null, judged_at = clock_timestamp()
       where witness = $1 and offer = $2`,
      [witness, offer, held, failures],
    );
  }

  /** Keeps a verified cosignature; the first of a witness for a size stands. True when it is new. */
  async add(tx: Tx, size: number, witness: Verifier, signed: OutsideLine): Promise<boolean> {
    const rows = await tx.query(
      `insert into journal.outside_cosignature (size, witness, line, second, unix_seconds) values ($1, $2, $3, $4, $5)
       on conflict do nothing returning size`,
      [size, nameOfKey(witness), signed.line, signed.second, signed.unixSeconds],
    );
    return rows.length > 0;
  }
}
