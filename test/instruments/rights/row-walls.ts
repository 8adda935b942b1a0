import type { Admin, Context, Store } from '#store';
import { insertRow, insertRows } from '../../support/rows.js';

/**
 * Wall `desk` shows an officer all rows of the officer's authority and compartments. Wall `reader` shows only threads that
 * the officer may read.
 */
export type Wall = 'desk' | 'reader';

/**
 * All mailbox tables on which the services `requests` and `inbox` have rights. Forced row-level security limits the rows of
 * each table.
 */
export const mailboxWalls: Readonly<Record<string, Wall>> = {
  'mailbox.delivery': 'reader',
  'mailbox.outbox': 'desk',
  'mailbox.receipt_due': 'reader',
  'mailbox.receipt_in': 'desk',
  'mailbox.silence': 'reader',
  'mailbox.silence_due': 'reader',
};

export const serviceWalls = ['mailbox.statement_due', 'mailbox.statement_heard'];

export interface Walled {
  readonly n: number;
  readonly authority: string;
  readonly compartment: string;
  readonly holder: string;
}

const id = (n: number, what: number): string =>
  `0198c9d2-7c1e-7a51-9d3b-0f6b6a1c${what}${String(n).padStart(3, '0')}`;
const message = (n: number, what: number): string => `${what}${n}`.padStart(32, 'f');
const link = '7'.repeat(32);

export const walledThread = (n: number): string => id(n, 1);
export const walledDispatch = (n: number, direction: 'IN' | 'OUT'): string =>
  id(n, direction === 'IN' ? 2 : 3);

export async function fillWalled(owner: Admin, threads: readonly Walled[]): Promise<void> {
  for (const { n, authority, compartment, holder } of threads) {
    const [thread, came, left] = [id(n, 1), id(n, 2), id(n, 3)];
    const [incoming, outgoing] = [message(n, 2), message(n, 3)];
    await insertRow(owner, 'cases.thread', {
      ...{ id: thread, authority, compartment, holder },
      ...{ side: 'ASKED', link_id: link, state: 'IN_PROGRESS' },
    });
    await insertRows(owner, 'cases.dispatch', [
      { id: came, thread, direction: 'IN', officer: 'x', message_id: incoming },
      {
        id: left,
        thread,
        direction: 'OUT',
        officer: holder,
        message_id: outgoing,
        kind: 'response',
      },
    ]);
    await insertRow(owner, 'mailbox.delivery', {
      ...{ link_id: link, message_id: incoming, state: 'OPENED', dispatch: came },
    });
    await insertRow(owner, 'mailbox.receipt_due', {
      ...{ link_id: link, message_id: incoming, stage: 'RETRIEVED' },
    });
    await insertRow(owner, 'mailbox.outbox', {
      ...{ link_id: link, state: 'RELAYED', thread, dispatch: left, message_id: outgoing },
    });
    await insertRow(owner, 'mailbox.receipt_in', {
      ...{ link_id: link, rseq: n, message_id: outgoing, stage: 'DELIVERED' },
      statement_sha256: '',
    });
    await insertRow(owner, 'mailbox.silence', { dispatch: left, stage: 'NOT_RETRIEVED' });
    await insertRow(owner, 'mailbox.silence_due', { dispatch: left });
  }
  await insertRow(owner, 'mailbox.outbox', {
    ...{ link_id: link, statement: true, state: 'CLOSED', message_id: message(0, 3) },
  });
  await insertRow(owner, 'mailbox.receipt_in', {
    ...{ link_id: link, rseq: 1_000, message_id: message(0, 3), stage: 'DELIVERED' },
    statement_sha256: '',
  });
  await insertRow(owner, 'mailbox.delivery', {
    ...{ link_id: link, message_id: message(0, 2), statement: true, state: 'OPENED' },
  });
}

export interface Seeing {
  readonly step?: string;
  readonly officer?: string;
  readonly authority?: string;
  readonly compartments?: string;
}

export async function inContext<T>(
  role: Admin,
  context: Seeing,
  act: () => Promise<T>,
): Promise<T> {
  await role.query('begin');
  try {
    for (const [name, value] of Object.entries(context))
      await role.query('select set_config($1, $2, true)', [`liaise.${name}`, value]);
    return await act();
  } finally {
    await role.query('rollback');
  }
}

export async function rowsSeen(
  role: Admin,
  tables: readonly string[],
  context: Seeing,
): Promise<Record<string, number | null>> {
  if (tables.length === 0) throw new Error('no table to look at');
  const found: Record<string, number | null> = {};
  for (const table of tables)
    try {
      const [row] = await inContext(role, context, () =>
        role.query<{ rows: number }>(`select count(*)::int as rows from ${table}`),
      );
      found[table] = row?.rows ?? 0;
    } catch (error) {
      if ((error as { code?: unknown }).code !== '42501') throw error;
      found[table] = null;
    }
  return found;
}

export function tablesSeen(
  store: Store,
  context: Context,
  walled: readonly (readonly [table: string, column: string, value: string | undefined])[],
): Promise<string[]> {
  if (walled.length === 0 || walled.some(([, , value]) => value === undefined))
    throw new Error('no row to look for');
  return store.transaction(context, async (tx) => {
    const rows = await tx.query<{ of: string }>(
      walled
        .map(
          ([of, column], n) => `select '${of}' as of from ${of} where ${column}::text = $${n + 1}`,
        )
        .join(' union '),
      walled.map(([, , value]) => value),
    );
    return rows.map(({ of }) => of).sort();
  });
}
