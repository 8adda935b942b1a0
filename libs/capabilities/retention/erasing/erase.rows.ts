import type { DocumentId, Sha256, ThreadId } from '#kernel';
import type { Tx } from '#store';
import { sha256 } from '#wire';

export interface Remains {
  readonly keys: readonly string[];
  readonly dispatches: readonly DocumentId[];
  readonly roots: readonly Sha256[];
}

export async function remainsOf(tx: Tx, thread: ThreadId): Promise<Remains> {
  const held = await tx.query<{ key: Buffer | null }>(
    `select key_wrapped as key from cases.thread where id = $1 for update`,
    [thread],
  );
  const dispatches = await tx.query<{ id: DocumentId }>(
    'select id from cases.dispatch where thread = $1',
    [thread],
  );
  const ids = dispatches.map(({ id }) => id);
  const attachments = await tx.query<{ key: Buffer | null; root: Sha256 }>(
    'select key_wrapped as key, root from cases.attachment where dispatch = any ($1::uuid[])',
    [ids],
  );
  const uploads = await tx.query<{ key: Buffer }>(
    'select key_wrapped as key from cases.upload where dispatch = any ($1::uuid[])',
    [ids],
  );
  // Each file has a key of its own, and nothing else refers to it. Files made after the erasure have no content.
  const packages = await tx.query<{ key: Buffer | null; root: Sha256 }>(
    'select package_key as key, root from cases.package where thread = $1 and root is not null and own_key is null',
    [thread],
  );
  const keys = [...held, ...attachments, ...uploads, ...packages].flatMap(({ key }) =>
    key === null ? [] : [sha256(key)],
  );
  const roots = [...attachments, ...packages].map(({ root }) => root);
  return { keys, dispatches: ids, roots: [...new Set(roots)] };
}

/**
 * Destroys the thread key, contents, attachment keys and search entries. The erasure must be logged before; otherwise a
 * database trigger refuses it.
 */
export async function eraseThread(
  tx: Tx,
  thread: ThreadId,
  dispatches: readonly DocumentId[],
): Promise<void> {
  await tx.query(`delete from cases.token where dispatch = any ($1::uuid[])`, [dispatches]);
  await tx.query('delete from cases.likeness where thread = $1', [thread]);
  await tx.query(`update cases.note set content = null where thread = $1 and content is not null`, [
    thread,
  ]);
  await tx.query(
    `update cases.stop set content = null, lift_text = null
     where thread = $1 and (content is not null or lift_text is not null)`,
    [thread],
  );
  await tx.query(
    'update cases.broken_glass set content = null where thread = $1 and content is not null',
    [thread],
  );
  await tx.query(`delete from cases.upload where dispatch = any ($1::uuid[])`, [dispatches]);
  await tx.query(
    `update cases.package set thread_key = null, package_key = null
     where thread = $1 and own_key is null and (thread_key is not null or package_key is not null)`,
    [thread],
  );
  await tx.query(
    `update cases.package_certificate set thread_key = null, content = null, office = null
     where thread = $1 and content is not null`,
    [thread],
  );
  await tx.query(
    `update cases.package_handed set recipient = null where thread = $1 and recipient is not null
       and not exists (select from cases.package p where p.id = package_handed.package and p.own_key is not null)`,
    [thread],
  );
  await tx.query(
    `update cases.attachment set key_wrapped = null
     where dispatch = any ($1::uuid[]) and key_wrapped is not null`,
    [dispatches],
  );
  await tx.query(
    `update cases.dispatch set content = null where id = any ($1::uuid[]) and content is not null`,
    [dispatches],
  );
  await tx.query(
    `update cases.thread set key_wrapped = null, summary = null, updated_at = clock_timestamp(),
       erased_at = coalesce(erased_at, clock_timestamp())
     where id = $1 and (key_wrapped is not null or summary is not null)`,
    [thread],
  );
}

export async function erasedLately(tx: Tx, limit: number): Promise<ThreadId[]> {
  const rows = await tx.query<{ id: ThreadId }>(
    `select id from cases.thread where erased_at > statement_timestamp() - interval '1 hour'
     order by erased_at desc limit $1`,
    [limit],
  );
  return rows.map(({ id }) => id);
}

/** Returns those of `roots` whose files no key opens any more. Run it after the keys of the thread are destroyed. */
export async function unusedOf(tx: Tx, roots: readonly Sha256[]): Promise<Sha256[]> {
  if (roots.length === 0) return [];
  const rows = await tx.query<{ root: Sha256 }>(
    `select r.root from unnest($1::text[]) as r (root)
     where not exists (select from cases.attachment a where a.root = r.root and a.key_wrapped is not null)
       and not exists (select from cases.upload u where u.root = r.root)
       and not exists (select from cases.package p where p.root = r.root
         and (p.package_key is not null or p.own_key is not null))`,
    [roots],
  );
  return rows.map(({ root }) => root);
}

export interface ErasedFiles {
  readonly thread: ThreadId;
  /** Text of the database, because a `Date` has no microseconds. */
  readonly at: string;
  readonly roots: readonly Sha256[];
}

const newest = { at: 'infinity', thread: 'ffffffff-ffff-ffff-ffff-ffffffffffff' } as const;

/** Returns the 50 erased threads before `before`, newest first, with the files that had their content. */
export function erasedFiles(tx: Tx, before: ErasedFiles | null): Promise<ErasedFiles[]> {
  const { at, thread } = before ?? newest;
  return tx.query<ErasedFiles>(
    `select t.id as thread, t.erased_at::text as at,
       array(select a.root from cases.dispatch d join cases.attachment a on a.dispatch = d.id where d.thread = t.id)
       || array(select root from cases.package where thread = t.id and root is not null and own_key is null) as roots
     from cases.thread t where t.erased_at is not null and (t.erased_at, t.id) < ($1::timestamptz, $2::uuid)
     order by t.erased_at desc, t.id desc limit 50`,
    [at, thread],
  );
}
