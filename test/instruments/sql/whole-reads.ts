import type { Admin } from '#store';

/** A statement and the service that sends it. */
export interface Sent {
  readonly service: string;
  readonly text: string;
}

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Filter?: string;
  readonly Plans?: readonly Node[];
}

/** Rows from which a table or an index counts as one that grows. */
const growing = 64;

/** Walls of steps and of roles: true or false for a whole statement. */
const walls: readonly (string | undefined)[] = [
  "(COALESCE(current_setting('liaise.step'::text, true), ''::text) <> ''::text)",
  "(CURRENT_USER = ANY ('{liaise_sealer,liaise_audit}'::name[]))",
];

/**
 * A table of any size without a way but a sequential read: these are off, and count as 1e10. The planner takes plans that differ by
 * less than one hundredth for equal, so in such a statement it may choose any.
 */
const isBlinding = (node: Node): boolean => node['Node Type'] === 'Seq Scan';

const isIndexScan = (node: Node): boolean => /^Index (Only )?Scan/.test(node['Node Type']);

/** True of a node that reads every row of its table or index, however many there are. */
function readsWhole(node: Node, isLimited: boolean): boolean {
  if (isBlinding(node)) return true;
  if (!isIndexScan(node) || node['Index Cond'] !== undefined) return false;
  // The first rows in the order of the index; a filter may pass over all of them.
  return !(isLimited && (node.Filter === undefined || walls.includes(node.Filter)));
}

function wholeReadsOf(node: Node, isLimited = false): Node[] {
  const below = (node.Plans ?? []).flatMap((each) =>
    wholeReadsOf(each, isLimited || node['Node Type'] === 'Limit'),
  );
  return readsWhole(node, isLimited) ? [node, ...below] : below;
}

/** As if a State had been in use for years: what has grown grows on, indexes of what is under way do not. */
const aged = `update pg_class set reltuples = reltuples * 10000 where relkind in ('r', 'i') and reltuples >= ${growing}`;

/**
 * Reads of a whole table, or of a whole index that grows, in the plans that services keep of these statements:
 * `<service> <index or table>` with the statement; and how many statements had a plan. A read inside a function stays unseen.
 */
export async function wholeReads(
  admin: Admin,
  statements: readonly Sent[],
): Promise<{ readonly planned: number; readonly reads: ReadonlyMap<string, string> }> {
  await admin.query('analyze');
  const grown = await admin.query<{ name: string }>(
    `select relname as name from pg_class where relkind in ('r', 'i') and reltuples >= ${growing}`,
  );
  const grow = new Set(grown.map(({ name }) => name));
  const reads = new Map<string, string>();
  await admin.query('begin');
  try {
    await admin.query(aged);
    await admin.query('set local enable_seqscan = off');
    await admin.query('set local plan_cache_mode = force_generic_plan');
    for (const { service, text } of statements)
      for (const node of wholeReadsOf(await planOf(admin, service, text))) {
        const name = node['Index Name'] ?? node['Relation Name'] ?? '';
        if (isBlinding(node) || grow.has(name)) reads.set(`${service} ${name}`, text);
      }
  } finally {
    await admin.query('rollback');
  }
  return { planned: statements.length, reads };
}

/** Plan of a prepared statement that knows no value, as the pools of services ask for it. */
async function planOf(admin: Admin, service: string, text: string): Promise<Node> {
  await admin.query(`set local role liaise_${service}`);
  await admin.query(`prepare asked as ${text}`);
  const [row] = await admin.query<{ count: number }>(
    `select cardinality(parameter_types) as count from pg_prepared_statements where name = 'asked'`,
  );
  const values = Array<string>(row?.count ?? 0).fill('null');
  const call = values.length === 0 ? 'asked' : `asked (${values.join(', ')})`;
  const [found] = await admin.query<{ 'QUERY PLAN': readonly { readonly Plan: Node }[] }>(
    `explain (format json) execute ${call}`,
  );
  await admin.query('deallocate asked');
  const plan = found?.['QUERY PLAN'][0]?.Plan;
  if (plan === undefined) throw new Error(`no plan of ${text}`);
  return plan;
}
