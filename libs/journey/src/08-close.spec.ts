import { describe, expect, it } from '@jest/globals';
import { linkOf, shaOf } from '../../../test/support/journal.js';
import type { Cases } from '#capabilities/cases';
import { Mailbox } from '#mailbox';
import type { Tx } from '#store';
import { AcceptReceipts, type ReceivedReceipts } from './08-close.js';

describe('a batch without receipts', () => {
  it('locks its link before the transfers that it tells of, as one with receipts does', async () => {
    const tables: string[] = [];
    const query = (sql: string): Promise<unknown[]> => {
      const table = /(?:update|from)\s+(\S+)/.exec(sql)?.[1] ?? sql;
      tables.push(table);
      return Promise.resolve(table === 'mailbox.link_heard' ? [{ issued: 3 }] : []);
    };
    const tx = { query, wake: () => undefined } as unknown as Tx;
    const objects = [{ root: shaOf('object'), state: 'PARTIAL', missing: [] }];
    const statement = { rack: 2, body: { receipts: [], checkpoint: '', objects } };
    const accept = new AcceptReceipts(new Mailbox(), {} as Cases);
    const received = { statement } as unknown as ReceivedReceipts;
    expect(await accept.acceptReceipts(tx, linkOf(1), received)).toEqual({ drafts: [], issued: 3 });
    expect(tables).toEqual(['mailbox.link_heard', 'objects.transfer']);
  });
});
