import { beforeAll, describe, expect, it } from '@jest/globals';
import { documentLimits, parseDocumentId, type DocumentId, type ThreadId } from '#kernel';
import type { DispatchRow, DispatchView } from '#capabilities/requests/dispatches.contract';
import { encodeFrame } from '#bus';
import { decodeDocument, sha256 } from '#wire';
import { firstPage, type TwoStates, type Composed } from '../../support/two-states.js';
import { sharedStates } from './states.js';

const characters = 63_000;

// Composes with a text that makes the document exactly `bytes` long: 3-byte characters, then 4-byte ones,
// then letters.
async function largestText<T extends { readonly document: Uint8Array }>(
  bytes: number,
  compose: (text: string) => Promise<T>,
): Promise<T> {
  const empty = (await compose('.')).document.length - 1;
  const wanted = bytes - empty;
  const four = Math.max(0, wanted - 3 * characters);
  const three = Math.floor((wanted - 4 * four) / 3);
  const rest = wanted - 4 * four - 3 * three;
  return compose('𝕏'.repeat(four) + '界'.repeat(three) + 'x'.repeat(rest));
}

const purpose = 'INVESTIGATION' as const;
const answers = 7;

describe('a thread of more than one answer of the bus can carry', () => {
  let two: TwoStates;
  let thread: ThreadId;
  let request: DocumentId;
  let read: number;
  const sent: Composed[] = [];

  beforeAll(async () => {
    two = await sharedStates();
    read = await reads();
    const { a, b } = two;
    const asked = await two.request();
    request = asked.id;
    thread = (await a.submit.submitDocument(a.session('ana'), asked)).thread;
    const ben = b.session('ben');
    await b.arrived(thread);
    await b.claim.claimRequest(ben, thread);
    for (let i = 0; i < answers; i += 1) sent.push(await largest(i));
    for (const each of sent) {
      // The message from gateway to service must fit the bus as well.
      encodeFrame({ session: 'x'.repeat(43), ...each });
      await b.answer.submitDocument(ben, each);
    }
    for (const { id } of sent) await a.arrived(id, 60_000);
  }, 150_000);

  const largest = (i: number): Promise<Composed> =>
    largestText(documentLimits.bytes, async (information) => {
      const body = { final: false, information: `${i} ${information}` };
      const members = { kind: 'response', thread, inReplyTo: request, body } as const;
      return two.compose(two.b.state, two.a.state, 'ben', members);
    });

  async function all<T extends { readonly dispatch: DocumentId }>(
    read: (
      after: DocumentId | null,
    ) => Promise<{ dispatches: readonly T[]; next: DocumentId | null }>,
  ): Promise<{ items: T[]; pages: number }> {
    const items: T[] = [];
    for (let after: DocumentId | null = null, pages = 1; ; pages += 1) {
      const page = await read(after);
      encodeFrame({ d: page });
      items.push(...page.dispatches);
      after = page.next;
      if (after === null) return { items, pages };
    }
  }

  const rows = async (limit = 100): Promise<DispatchRow[]> => {
    const { a } = two;
    const read = (after: DocumentId | null) =>
      a.asking.show(a.session('ana'), thread, purpose, { limit, after });
    return (await all(read)).items;
  };

  const views = async (): Promise<number> => (await reads()) - read;
  const reads = async (): Promise<number> =>
    (
      await two.a.sql<{ n: number }>(
        `select count(*)::int as n from journal.event where typ = 'item.viewed'
         and convert_from(leaf, 'UTF8')::jsonb #>> '{data,screen}' = 'document'`,
      )
    )[0]?.n ?? 0;

  it('lists all of it, in whatever pages, and opens nothing by that', async () => {
    const expected = [request, ...sent.map(({ id }) => id)];
    for (const limit of [1, 3, 8, 100])
      expect((await rows(limit)).map(({ dispatch }) => dispatch)).toEqual(expected);
    const [, first] = await rows();
    expect(first).toMatchObject({ kind: 'response', direction: 'IN', inReplyTo: request });
    expect(first?.documentSha256).toBe(sha256(sent[0]?.document ?? new Uint8Array()));
    expect(first?.size).toBeGreaterThan(documentLimits.bytes);
    expect(await views()).toBe(0);
    const stages = two.b.asked.show(two.b.session('ben'), thread, purpose, firstPage);
    const own = (await stages).dispatches.filter(({ direction }) => direction === 'OUT');
    expect(own.flatMap((each) => each.stages.filter(({ stage }) => stage === 'RETRIEVED'))).toEqual(
      [],
    );
  }, 30_000);

  it('one document opened is one view, and one receipt that it was read', async () => {
    const { a, b } = two;
    const [, second] = sent;
    const id = second?.id ?? parseDocumentId('');
    const view = await a.askingDocuments.one(a.session('ana'), thread, id, purpose);
    encodeFrame({ d: view });
    expect(Buffer.from(view.document)).toEqual(Buffer.from(second?.document ?? []));
    expect(view.document).toHaveLength(documentLimits.bytes);
    expect(await views()).toBe(1);
    const read = async (): Promise<DocumentId[]> => {
      const shown = await b.asked.show(b.session('ben'), thread, purpose, firstPage);
      return shown.dispatches
        .filter(({ stages }) => stages.some(({ stage }) => stage === 'RETRIEVED'))
        .map(({ dispatch }) => dispatch);
    };
    await b.reached(id, 'RETRIEVED', 30_000);
    expect(await read()).toEqual([id]);
  }, 60_000);

  it('gives all documents, page by page, every byte as it was signed', async () => {
    const { a } = two;
    const before = await views();
    const { items, pages } = await all<DispatchView>((after) =>
      a.askingDocuments.page(a.session('ana'), thread, purpose, { limit: 100, after }),
    );
    expect(pages).toBeGreaterThan(1);
    expect(items.slice(1).map(({ document }) => sha256(document))).toEqual(
      sent.map(({ document }) => sha256(document)),
    );
    expect(items.map(({ document }) => decodeDocument(document).id)).toEqual([
      request,
      ...sent.map(({ id }) => id),
    ]);
    expect(await views()).toBe(before + items.length);
  }, 30_000);

  it.each<[string, () => Promise<unknown>]>([
    ['the other desk', () => two.a.askedDocuments.one(ana(), thread, request, purpose)],
    [
      'a dispatch of another thread',
      () => two.a.askingDocuments.one(ana(), thread, other, purpose),
    ],
    [
      'a place in another thread',
      () => two.a.askingDocuments.page(ana(), thread, purpose, { limit: 9, after: other }),
    ],
  ])('%s sees nothing of it, and nothing is logged', async (_, read) => {
    const before = await views();
    await expect(read()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await views()).toBe(before);
  });
  const ana = () => two.a.session('ana');
  const other = parseDocumentId('0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e');
});
