import type { Tx } from '#store';

export interface OffsetReading {
  readonly source: string;
  readonly kind: 'stamp' | 'witness';
  readonly lowMs: number;
  readonly highMs: number;
  readonly ageMs: number;
}

export function noteStamp(
  tx: Tx,
  source: string,
  { lowMs, highMs }: { readonly lowMs: number; readonly highMs: number },
): void {
  tx.send(
    `insert into journal.clock (source, kind, low_ms, high_ms) values ($1, 'stamp', $2, $3)
     on conflict (source) do update set kind = excluded.kind, low_ms = excluded.low_ms,
       high_ms = excluded.high_ms, read_at = excluded.read_at`,
    [source, lowMs, highMs],
  );
}

export function noteCosignature(tx: Tx, source: string, size: number, unixSeconds: number): void {
  tx.send(
    `insert into journal.clock (source, kind, low_ms, high_ms)
       select $1, 'witness', ((extract(epoch from c.at) - $3::bigint - 1) * 1000)::bigint,
         ((extract(epoch from clock_timestamp()) - $3::bigint) * 1000)::bigint
       from journal.checkpoint c where c.size = $2
     on conflict (source) do update set kind = excluded.kind, low_ms = excluded.low_ms,
       high_ms = excluded.high_ms, read_at = excluded.read_at`,
    [source, size, unixSeconds],
  );
}

export const clockReadings = (tx: Tx): Promise<OffsetReading[]> =>
  tx.query<OffsetReading>(
    `select source, kind, low_ms as "lowMs", high_ms as "highMs",
       (extract(epoch from clock_timestamp() - read_at) * 1000)::bigint as "ageMs"
     from journal.clock order by source limit 256`,
  );
