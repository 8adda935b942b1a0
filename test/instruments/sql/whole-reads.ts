import type { Admin } from '#store';

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

// Rows from which a table or index counts as growing.
const growing = 64;

const walls: readonly (string | undefined)[] = [
  "(COALESCE(current_setting('liaise.step'::text, true), ''::text) <> ''::text)",
  "(CURRENT_USER = ANY ('{liaise_sealer,liaise_audit}'::name[]))",
];

// Sequential scan of a table without an index: disabled, it costs 1e10. The planner treats plans within one
// hundredth as equal, so it may then choose any plan.
const isBlinding = (node: Node): boolean => node['Node Type'] === 'Seq Scan';

const isIndexScan = (node: Node): boolean => /^Index (Only )?Scan/.test(node['Node Type']);

function readsWhole(node: Node, isLimited: boolean): boolean {
  if (isBlinding(node)) return true;
  if (!isIndexScan(node) || node['Index Cond'] !== undefined) return false;
  // First rows in index order; a filter may skip over all of them.
  return !(isLimited && (node.Filter === undefined || walls.includes(node.Filter)));
}

function wholeReadsOf(node: Node, isLimited = false): Node[] {
  const below = (node.Plans ?? []).flatMap((each) =>
    wholeReadsOf(each, isLimited || node['Node Type'] === 'Limit'),
  );
  return readsWhole(node, isLimited) ? [node, ...below] : below;
}

// Statistics of a State in use for years: large tables grow, indexes of running work do not.
const aged = `update pg_class set reltuples = reltuples * 10000 where relkind in ('r', 'i') and reltuples >= ${growing}`;

/**
 * Finds statements that scan a whole table, or a whole index of at least 64 rows. Misses reads inside database functions.
 * @returns `reads`: one such statement by service and name of table or index; `planned`: number of examined statements
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
