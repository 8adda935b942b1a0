import { BorderError, type LinksSeen } from '#border';
import type { LinkId } from '#kernel';
import { Mailbox } from '#mailbox';
import type { Store, Tx } from '#store';
import { NoteLinks } from './note-links.js';

const [one, two] = ['0001', '0002'] as unknown as [LinkId, LinkId];

function noting(seen: LinksSeen, links: readonly LinkId[]) {
  const sent: (readonly unknown[])[] = [];
  const tx = {
    send: (_: string, params: readonly unknown[]) => sent.push(params),
  } as unknown as Tx;
  const store = {
    transaction: (_: object, work: (tx: Tx) => Promise<void>) => work(tx),
  } as unknown as Store;
  const border = { seenLinks: () => Promise.resolve(seen) };
  return { sent, run: () => new NoteLinks(store, new Mailbox(), border, () => links).run() };
}

describe('what is seen of links', () => {
  const failure = new BorderError('BROKER_UNREADABLE', '/leafz');

  it('is recorded of each that the broker tells of, and of no other, which is an error', async () => {
    const { sent, run } = noting({ live: new Map([[two, true]]), failure }, [one, two]);
    await expect(run()).rejects.toBe(failure);
    expect(sent).toEqual([[[two], [true]]]);
  });

  it('is not recorded when the broker tells of none', async () => {
    const { sent, run } = noting({ live: new Map(), failure }, [one]);
    await expect(run()).rejects.toBe(failure);
    expect(sent).toEqual([]);
  });
});
