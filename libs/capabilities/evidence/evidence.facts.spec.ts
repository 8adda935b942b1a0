import { describe, expect, it } from '@jest/globals';
import {
  aDocumentId,
  aDocumentOf,
  aHash,
  anAttachment,
  at,
} from '../../../test/support/builders.js';
import { aHead, aRecallRecord, aThread } from '../../../test/support/case-facts.js';
import type { Document, DocumentId, DocumentKind } from '#kernel';
import type { DispatchHead } from '#threads';
import { encodeDocument } from '#wire';
import type { Item, Sources } from '#capabilities/capability';
import type { RecallRecord } from '#capabilities/disclosure/recalls/recalls.rows';
import { loadEvidence, loadWithdrawals } from './evidence.facts.js';
import { evidentialKinds } from './evidential-kinds.model.js';

const file = anAttachment();
function theCase(seed: string) {
  const thread = aThread({}, seed);
  const response = aDocumentOf('response', { attachments: [file] }, seed);
  const cited = { document: response.id, sha256: aHash(response.id), attachments: [file.sha256] };
  const body = { ...aDocumentOf('evidence-consent').body, items: [cited] };
  const consent = aDocumentOf('evidence-consent', { inReplyTo: response.id, body }, seed);
  const heads = [response, consent].map((each) => aHead(each, thread, { direction: 'IN' }));
  return { thread, response, cited, consent, heads };
}
type Case = ReturnType<typeof theCase>;

function judged(kind: DocumentKind, { thread, cited, consent, response }: Case): Item {
  const plain = aDocumentOf(kind, { thread: thread.id }, `judged ${thread.id}`);
  const consentRefs = [{ document: consent.id, sha256: aHash(consent.id) }];
  const body = {
    ...plain.body,
    ...('items' in plain.body && { items: kind === 'recall' ? [consent.id] : [cited] }),
    ...('informalExchangeRefs' in plain.body && { informalExchangeRefs: [cited], consentRefs }),
    ...('item' in plain.body && { item: response.id, itemSha256: cited.sha256 }),
  };
  const document = { ...plain, body } as Document;
  return { document, thread, direction: 'IN', at: at() };
}

function sourcesOf(cases: readonly Case[], recalls: readonly RecallRecord[] = []) {
  const reads: string[] = [];
  const noted = <T>(name: string, value: T): Promise<T> => {
    reads.push(name);
    return Promise.resolve(value);
  };
  const heads = (ids: readonly DocumentId[]): DispatchHead[] =>
    cases.flatMap((each) => each.heads).filter(({ id }) => ids.includes(id));
  const words = cases.flatMap(({ response, consent }) => [response, consent]);
  const fake = {
    headsById: (_: unknown, ids: readonly DocumentId[]) => noted('heads', heads(ids)),
    dispatchesById: (_: unknown, ids: readonly DocumentId[]) => noted('words', heads(ids)),
    recalls: {
      ofAll: () => noted('recalls', new Map(recalls.map((each) => [each.thread, [each]]))),
    },
    evidence: {
      besides: () => noted('besides', new Map()),
      answers: () => noted('answers', new Map()),
      lost: () => noted('lost', new Set()),
    },
    content: (_: unknown, { id }: DispatchHead) => {
      const said = words.find((each) => each.id === id);
      if (said === undefined) throw new Error('no such document');
      return { document: encodeDocument(said) };
    },
  };
  return { reads, sources: { tx: {}, cases: fake } as unknown as Sources };
}

describe('facts about evidence', () => {
  it('take as many statements for a batch of every kind as for one', async () => {
    const read = async (cases: readonly Case[], kinds: readonly DocumentKind[]) => {
      const { reads, sources } = sourcesOf(cases);
      await loadEvidence(
        sources,
        cases.flatMap((each) => kinds.map((kind) => judged(kind, each))),
      );
      return reads;
    };
    const one = [theCase('one')];
    const many = Array.from({ length: 12 }, (_, i) => theCase(`case ${i}`));
    const all = ['besides', 'recalls', 'heads', 'words', 'answers', 'lost'];
    expect(await read(many, evidentialKinds)).toEqual(all);
    for (const kind of evidentialKinds)
      expect(await read(many, [kind])).toEqual(await read(one, [kind]));
    expect(await read(many, ['central-authority-notice'])).toEqual(['besides']);
    expect(await read(many, ['formal-request'])).toEqual(all.filter((each) => each !== 'answers'));
    const { reads, sources } = sourcesOf(many);
    const recalls = many.map((each) => judged('recall', each));
    expect((await loadWithdrawals(sources, recalls)).records.size).toBe(many.length);
    expect(reads).toEqual(['heads']);
  });

  it('have the words of what a formal request rests on, in so far as it is given out', async () => {
    const one = theCase('one');
    const ours = { ...judged('formal-request', one), direction: 'OUT' } as const;
    const wordsOf = async (heads: readonly DispatchHead[], recalls?: readonly RecallRecord[]) => {
      const { sources } = sourcesOf([{ ...one, heads: [...heads] }], recalls);
      const { said } = await loadEvidence(sources, [ours]);
      return [...said.keys()];
    };
    const { response, consent, heads, thread } = one;
    expect(await wordsOf(heads)).toEqual([response.id, consent.id]);
    const withheld = heads.map((each) => ({ ...each, withdrawnFromUse: true }));
    expect(await wordsOf(withheld)).toEqual([]);
    // A cited document of another thread is not opened with the key of this one.
    const elsewhere = heads.map((each) => ({ ...each, thread: aThread({}, 'two').id }));
    expect(await wordsOf(elsewhere)).toEqual([]);
    const narrowing = aRecallRecord(
      { document: aDocumentId('narrowing'), act: 'NARROW', items: [response.id] },
      thread,
    );
    const plain = aDocumentOf('recall', { id: narrowing.document });
    const more = [...heads, aHead(plain, thread, { direction: 'IN' })];
    expect(await wordsOf(more, [narrowing])).toEqual([response.id, consent.id, narrowing.document]);
  });
});
