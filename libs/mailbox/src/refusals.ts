import type { LinkId, StateCode } from '#kernel';
import type { Tx } from '#store';

/**
 * Class of a refusal: SEALED (unopened, sender unproven), OPENED (message signed by the neighbour), ALARM (evidence against
 * the neighbour). Daily limits per class protect evidence from junk.
 */
export type RefusalKind = 'SEALED' | 'OPENED' | 'ALARM';
const kinds: readonly RefusalKind[] = ['SEALED', 'OPENED', 'ALARM'];

export interface RefusalBound {
  readonly count: number;
  readonly bytes: number;
}

export const refusalsADay: RefusalBound = { count: 2_000, bytes: 16 * 1024 * 1024 };

export interface Refused {
  readonly linkId: LinkId;
  readonly peer: StateCode;
  readonly kind: RefusalKind;
  readonly day: string;
  readonly kept: number;
  readonly keptBytes: number;
  readonly counted: number;
  readonly countedBytes: number;
}

export const isFull = (
  { kept, keptBytes }: Pick<Refused, 'kept' | 'keptBytes'>,
  bound: RefusalBound,
): boolean => kept >= bound.count || keptBytes >= bound.bytes;

const unopenedBytes = 256 * 1024 * 1024;

const columns = `link_id as "linkId", peer, kind, day::text as day, kept, kept_bytes::float8 as "keptBytes",
  counted::float8 as counted, counted_bytes::float8 as "countedBytes"`;
const today = `(clock_timestamp() at time zone 'UTC')::date`;

interface Entry {
  readonly before: Pick<Refused, 'kept' | 'keptBytes' | 'counted'>;
  readonly peer: StateCode;
  kept: number;
  keptBytes: number;
  counted: number;
  countedBytes: number;
}

export class RefusalTally {
  readonly #entries = new Map<string, Entry>();

  constructor(
    private readonly tx: Tx,
    private readonly bound: RefusalBound,
    private readonly rows: readonly Refused[],
  ) {}

  isFull(linkId: LinkId): boolean {
    return kinds.some((kind) => isFull(this.#sum(linkId, kind), this.bound));
  }

  countRefusal(
    from: { linkId: LinkId; peer: StateCode },
    kind: RefusalKind,
    size: number,
  ): boolean {
    const entry = this.#entry(from.linkId, from.peer, kind);
    const kept = !isFull(this.#sum(from.linkId, kind), this.bound);
    entry[kept ? 'kept' : 'counted'] += 1;
    entry[kept ? 'keptBytes' : 'countedBytes'] += size;
    return kept;
  }

  async write(): Promise<readonly Refused[]> {
    const all: Refused[] = [];
    for (const [key, entry] of this.#entries) {
      const [linkId, kind] = key.split(' ');
      const first = entry.before.counted === 0 && entry.counted > 0;
      const rows = await this.tx.query<Refused>(
        `insert into mailbox.refusals as r (link_id, day, kind, peer, kept, kept_bytes, counted, counted_bytes, told, told_at)
         values ($1, ${today}, $2, $3, $4, $5, $6, $7, $8, clock_timestamp())
         on conflict (link_id, day, kind) do update set kept = r.kept + excluded.kept,
           kept_bytes = r.kept_bytes + excluded.kept_bytes, counted = r.counted + excluded.counted,
           counted_bytes = r.counted_bytes + excluded.counted_bytes, told = r.told + excluded.told
         returning ${columns}`,
        [
          ...[linkId, kind, entry.peer, entry.kept, entry.keptBytes],
          ...[entry.counted, entry.countedBytes, first ? entry.counted : 0],
        ],
      );
      if (first) all.push(...rows);
    }
    this.#entries.clear();
    return all;
  }

  #entry(linkId: LinkId, peer: StateCode, kind: RefusalKind): Entry {
    const key = `${linkId} ${kind}`;
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    const row = this.rows.find((each) => each.linkId === linkId && each.kind === kind);
    const before = row ?? { kept: 0, keptBytes: 0, counted: 0 };
    const entry = { before, peer, kept: 0, keptBytes: 0, counted: 0, countedBytes: 0 };
    this.#entries.set(key, entry);
    return entry;
  }

  #sum(linkId: LinkId, kind: RefusalKind): Pick<Refused, 'kept' | 'keptBytes'> {
    const row = this.rows.find((each) => each.linkId === linkId && each.kind === kind);
    const entry = this.#entries.get(`${linkId} ${kind}`);
    return {
      kept: (row?.kept ?? 0) + (entry?.kept ?? 0),
      keptBytes: (row?.keptBytes ?? 0) + (entry?.keptBytes ?? 0),
    };
  }
}

export class Refusals {
  constructor(readonly bound: RefusalBound = refusalsADay) {}

  async tally(tx: Tx, links: readonly LinkId[]): Promise<RefusalTally> {
    const rows = await tx.query<Refused>(
      `select ${columns} from mailbox.refusals where link_id = any ($1::text[]) and day = ${today}`,
      [links],
    );
    return new RefusalTally(tx, this.bound, rows);
  }

  async tallyOfLink(
    tx: Tx,
    linkId: LinkId,
    most: number,
  ): Promise<{ readonly tally: RefusalTally; readonly isCrowded: boolean }> {
    const rows = await tx.query<Partial<Refused> & { readonly isCrowded: boolean }>(
      `select u.*, r.* from (
         select count(*) >= $2 or coalesce(sum(size), 0) >= ${unopenedBytes} as "isCrowded" from (
           select size from mailbox.delivery
           where link_id = $1 and not statement and state in ('RECEIVED', 'WAITING')
             and waits_for is distinct from 'PARENT' limit $2) d) u
       left join (select ${columns} from mailbox.refusals where link_id = $1 and day = ${today}) r on true`,
      [linkId, most],
    );
    const refused = rows.filter(
      (row): row is Refused & { readonly isCrowded: boolean } => row.kind != null,
    );
    return {
      tally: new RefusalTally(tx, this.bound, refused),
      isCrowded: rows[0]?.isCrowded === true,
    };
  }

  today(tx: Tx): Promise<Refused[]> {
    return tx.query<Refused>(
      `select ${columns} from mailbox.refusals where day = ${today} order by link_id, kind limit 256`,
    );
  }

  toTell(tx: Tx): Promise<Refused[]> {
    return tx.query<Refused>(
      `update mailbox.refusals set told = counted, told_at = clock_timestamp()
       where (link_id, day, kind) in (
         select link_id, day, kind from mailbox.refusals
         where counted > told and told_at < statement_timestamp() - interval '1 hour' order by day limit 64 for update skip locked)
       returning ${columns}`,
    );
  }
}
