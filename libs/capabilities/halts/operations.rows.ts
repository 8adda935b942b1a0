import { haltsElsewhere, unconfirmedLiftings } from './stop-words.schema.js';
import { isOperation, timestamp, type Document, type ThreadId } from '#kernel';
import { openHalts, type HaltMark } from './operations.model.js';
import type { OperationView } from './operations.contract.js';
import { arrived, type ThreadRecord } from '#threads';
import { StopWords, type TheOthers } from './stop-words.rows.js';
import type { Tx } from '#store';

/** SQL condition: document `d` is a halt, or was neither blocked nor refused. */
const holds = `(d.kind = 'halt' or ${arrived('d')})`;

type Asked = Pick<ThreadRecord, 'id' | 'requestType'>;

export class Operations {
  readonly stopWords = new StopWords();

  async operationsOf(
    tx: Tx,
    threads: readonly Asked[],
  ): Promise<ReadonlyMap<ThreadId, OperationView>> {
    const ids = threads.flatMap(({ id, requestType }) => (isOperation(requestType) ? [id] : []));
    if (ids.length === 0) return new Map();
    const marks = await tx.query<HaltMark & { readonly thread: ThreadId }>(
      `select thread, id as document, kind, in_reply_to as "inReplyTo", direction from cases.dispatch d
       where thread = any ($1::uuid[]) and kind in ('halt', 'resume') and ${holds} order by committed_at, id`,
      [ids],
    );
    const assessed = await tx.query<{ readonly thread: ThreadId; readonly until: Date }>(
      `select d.thread, d.assessed_until as until from unnest($1::uuid[]) as t (id) cross join lateral (
         select thread, assessed_until from cases.dispatch d
         where thread = t.id and assessed_until is not null and ${holds} order by composed_at desc, id desc limit 1) d`,
      [ids],
    );
    const others = await this.stopWords.ofOthers(tx, ids);
    return new Map(
      ids.map((id) => {
        const until = assessed.find(({ thread }) => thread === id)?.until;
        const halts = openHalts(marks.filter(({ thread }) => thread === id));
        const assessedUntil = until === undefined ? null : timestamp(until);
        return [id, { halts, ...besides(id, others), assessedUntil }];
      }),
    );
  }

  /** Wakes the sealer for a halt or resumption. After the commit the sealer informs the other States of the operation. */
  said(tx: Tx, { kind }: Pick<Document, 'kind'>): void {
    if (kind !== 'halt' && kind !== 'resume') return;
    tx.hurry();
    tx.wake('stop-words');
  }
}

function besides(
  thread: ThreadId,
  { beside, words }: TheOthers,
): Pick<OperationView, 'elsewhere' | 'lifting'> {
  const marks = beside.filter((mark) => mark.thread === thread);
  const open = new Set(openHalts(marks).map(({ halt }) => halt));
  const hashes = marks.filter(({ document }) => open.has(document)).map((mark) => mark.sha256);
  const threadWords = words.filter((word) => word.thread === thread);
  return {
    elsewhere: haltsElsewhere(hashes, threadWords),
    lifting: unconfirmedLiftings(threadWords),
  };
}
