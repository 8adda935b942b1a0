import type { DocumentId, ThreadId } from '#kernel';
import type { Tx } from '#store';
import type { RecallMade, Rest, Standing } from './life.facts.js';

interface RestRow {
  readonly kind: Rest['kind'];
  readonly document: DocumentId;
  readonly until: string | null;
}

function restOf({ kind, document, until }: RestRow): Rest {
  if (kind !== 'CONSENT') return { kind, document };
  return { kind, document, until: until === null ? null : new Date(until) };
}

/** Rows of what packages rest on. */
export class PackageLife {
  rest(tx: Tx, of: string, rests: readonly Rest[]): void {
    if (rests.length === 0) return;
    tx.send(
      `insert into cases.package_rest (package, kind, document, until)
       select $1, u.* from unnest($2::text[], $3::uuid[], $4::timestamptz[]) as u`,
      [
        of,
        rests.map(({ kind }) => kind),
        rests.map(({ document }) => document),
        rests.map((rest) => (rest.kind === 'CONSENT' ? rest.until : null)),
      ],
    );
  }

  /** Documents that a package in the making rests on, and what its thread says of them now. */
  async standing(
    tx: Tx,
    { id, thread }: { readonly id: string; readonly thread: ThreadId },
  ): Promise<Standing> {
    const [row] = await tx.query<{ rests: RestRow[]; recalls: RecallMade[]; now: Date }>(
      `select clock_timestamp() as now,
         coalesce((select jsonb_agg(jsonb_build_object('kind', r.kind, 'document', r.document, 'until', r.until)
           order by r.kind, r.document) from cases.package_rest r where r.package = $1), '[]') as rests,
         coalesce((select jsonb_agg(jsonb_build_object('document', c.document, 'act', c.act, 'items', c.items)
           order by c.document) from cases.recall c where c.thread = $2), '[]') as recalls`,
      [id, thread],
    );
    if (row === undefined) throw new RangeError('package_rest');
    return { rests: row.rests.map(restOf), recalls: row.recalls, now: row.now };
  }
}
