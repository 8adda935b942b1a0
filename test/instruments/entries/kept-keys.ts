import type { TestGateway } from '../../support/gateway.js';

/**
 * Requires a stored session key for each opened document whose thread is not erased; every other message must have none.
 * @throws Error that names the wrong rows, or if no key is stored at all
 */
export async function assertKeptKeys(
  ...states: readonly Pick<TestGateway, 'sql'>[]
): Promise<void> {
  let seen = 0;
  for (const state of states) {
    const [row] = await state.sql<{ wrong: string[]; opened: number }>(
      `select count(*) filter (where d.session_key is not null)::int as opened,
         coalesce(array_agg(concat_ws(' ', d.state, d.message_id)) filter (where
           (d.session_key is not null) <> (d.state = 'OPENED' and not d.statement and t.key_wrapped is not null)), '{}') as wrong
       from mailbox.delivery d left join cases.dispatch c on c.id = d.dispatch left join cases.thread t on t.id = c.thread`,
    );
    if (row !== undefined && row.wrong.length > 0)
      throw new Error(`session keys: ${row.wrong.join(', ')}`);
    seen += row?.opened ?? 0;
  }
  if (seen === 0) throw new Error('no session key is kept');
}
