import type { Tx } from '#store';

export interface Plan {
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Index Name'?: string;
  readonly 'Function Name'?: string;
  readonly Schema?: string;
  readonly Plans?: readonly Plan[];
}

export const planned = ['force_custom_plan', 'force_generic_plan'] as const;
export type Planned = (typeof planned)[number];

export const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/**
 * Greatest number of rows that one plan node read, including filtered rows. @throws Error if `plans` is empty, or if a plan
 * reads from a function outside `pg_catalog`
 */
export function mostReadBy(plans: readonly Plan[]): number {
  if (plans.length === 0) throw new Error('no plan was seen');
  const nodes = plans.flatMap(nodesOf);
  const hidden = nodes.find((n) => n['Function Name'] !== undefined && n.Schema !== 'pg_catalog');
  if (hidden !== undefined)
    throw new Error(`${hidden.Schema ?? ''}.${hidden['Function Name'] ?? ''} hides what it reads`);
  const read = nodes.map(
    (n) => (n['Actual Rows'] + (n['Rows Removed by Filter'] ?? 0)) * n['Actual Loops'],
  );
  return Math.max(...read);
}

const textOf = (value: unknown): string => {
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  if (value instanceof Date) return value.toISOString();
  if (!Array.isArray(value)) return String(value);
  const members = value.map((each) =>
    each === null ? 'null' : `"${textOf(each).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`,
  );
  return `{${members.join(',')}}`;
};
const literal = (value: unknown): string =>
  value === null ? 'null' : `'${textOf(value).replaceAll("'", "''")}'`;

/**
 * Runs `work` and returns the plan of each statement that `work` sends. Each statement runs twice: explained and rolled back,
 * then normally. @throws Error if `work` sends no statement
 */
export async function plansIn(
  tx: Tx,
  how: Planned,
  work: (tx: Tx) => Promise<unknown>,
): Promise<Plan[]> {
  const plans: Plan[] = [];
  const explain = async (sql: string, params: readonly unknown[]): Promise<void> => {
    await tx.query('savepoint explained');
    await tx.query(`prepare explained as ${sql}`);
    const values = params.length === 0 ? '' : `(${params.map(literal).join(', ')})`;
    const [row] = await tx.query<{ 'QUERY PLAN': readonly { readonly Plan: Plan }[] }>(
      `explain (analyze, verbose, format json) execute explained ${values}`,
    );
    await tx.query('deallocate explained');
    await tx.query('rollback to savepoint explained');
    plans.push(...(row?.['QUERY PLAN'] ?? []).map(({ Plan: plan }) => plan));
  };
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const next = turn.then(run);
    turn = next;
    next.catch(() => undefined);
    return next;
  };
  // Without a prototype: a new member of `Tx` must be handled here too.
  const explaining: Tx = {
    wake: (step, haste) => {
      tx.wake(step, haste);
    },
    hurry: () => {
      tx.hurry();
    },
    attempt: (act) => tx.attempt(act),
    query: <T extends object>(sql: string, params: readonly unknown[] = []) =>
      inTurn(async () => {
        await explain(sql, params);
        return tx.query<T>(sql, params);
      }),
    send: (sql, params = []) => {
      void inTurn(async () => {
        await explain(sql, params);
        tx.send(sql, params);
      });
    },
  };
  await tx.query(`set local plan_cache_mode = ${how}`);
  await work(explaining);
  await turn;
  if (plans.length === 0) throw new Error('no statement was seen');
  return plans;
}
