import type { MessageId, ThreadId } from '#kernel';
import type { Tx } from '#store';
import { givenTypes, summarizedTypes } from './custody-record.schema.js';

export interface PlacedEntry {
  readonly event: string;
  readonly index: number;
  readonly leaf: Uint8Array;
}

const mostLooked = 65_536;

export const custodyRecordRows = {
  leaves: (
    tx: Tx,
    thread: ThreadId,
    messages: readonly MessageId[],
    size: number,
  ): Promise<PlacedEntry[]> =>
    tx.query<PlacedEntry>(
      `select e.id as event, l.index, e.leaf from (
         select id, leaf from journal.event where thread = $1 and typ = any ($4::text[])
         union select id, leaf from journal.event where message_id = any ($2::text[]) and typ = any ($4::text[])) e
       join journal.leaf l on l.event = e.id and l.index < $3
       order by l.index limit ${mostLooked}`,
      [thread, messages, size, [...givenTypes, ...summarizedTypes]],
    ),

  async given(tx: Tx, thread: ThreadId): Promise<number> {
    const [row] = await tx.query<{ given: number }>(
      `select count(*)::int as given from journal.event
       where thread = $1 and typ = 'custody.given' and at > statement_timestamp() - interval '1 day'`,
      [thread],
    );
    return row?.given ?? 0;
  },
};
