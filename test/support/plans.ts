import type { Tx } from '#store';

/** Of every node of a plan how often it ran and the rows that it read, also those that it then left out. */
export interface Plan {
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly Plan[];
}

/** With what is asked known, or for anything that may be asked, as a statement is planned that stays prepared. */
export const planned = ['force_custom_plan', 'force_generic_plan'] as const;
export type Planned = (typeof planned)[number];

export const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** The most rows that a node of these plans reads. */
export const mostReadBy = (plans: readonly Plan[]): number =>
  Math.max(
    ...plans
      .flatMap(nodesOf)
      .map((n) => (n['Actual Rows'] + (n['Rows Removed by Filter'] ?? 0)) * n['Actual Loops']),
  );

const textOf = (value: unknown): string => {
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  if (!Array.isArray(value)) return String(value);
  return `{${value.map((each) => `"${textOf(each).replaceAll('\\', '\\\\')}"`).join(',')}}`;
};
const literal = (value: unknown): string => (value === null ? 'null' : `'${textOf(value)}'`);

/** The plans of the queries of `work`, which are run for them alone; those whose text `isWanted` are answered besides. */
export async function plansIn(
  tx: Tx,
  how: Planned,
  work: (tx: Tx) => Promise<unknown>,
  isWanted: (sql: string) => boolean = () => false,
): Promise<Plan[]> {
  const plans: Plan[] = [];
  const explaining = Object.create(tx) as Tx;
  await tx.query(`set local plan_cache_mode = ${how}`);
  explaining.query = async <T extends object>(
    sql: string,
    params: readonly unknown[] = [],
  ): Promise<T[]> => {
    await tx.query(`prepare explained as ${sql}`);
    const values = params.length === 0 ? '' : `(${params.map(literal).join(', ')})`;
    const [row] = await tx.query<{ 'QUERY PLAN': readonly { readonly Plan: Plan }[] }>(
      `explain (analyze, format json) execute explained ${values}`,
    );
    await tx.query('deallocate explained');
    plans.push(...(row?.['QUERY PLAN'] ?? []).map(({ Plan: plan }) => plan));
    return isWanted(sql) ? tx.query<T>(sql, params) : [];
  };
  await work(explaining);
  return plans;
}
