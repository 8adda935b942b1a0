import { describe, expect, it } from '@jest/globals';
import {
  aDocument,
  aDocumentOf,
  aHash,
  aRelease,
  aState,
  anAttachment,
  at,
  bodyOf,
} from '../../../test/support/builders.js';
import {
  aHead,
  aRecallRecord,
  aReleaseRecord,
  aThread,
  refusedBy,
} from '../../../test/support/case-facts.js';
import type { AttachmentEntry, Document, DocumentId, Handling } from '#kernel';
import type { End, Item } from '#capabilities/capability';
import { StoreError } from '#store';
import { ObjectsError, type AttachmentReader } from '#objects';
import {
  ThreadsError,
  type DispatchRecord,
  type NewAttachment,
  type Said,
  type ThreadRecord,
} from '#threads';
import { TrustError } from '#trust';
import { loadHeads, type AttachingFacts } from './attaching.facts.js';
import { attachableRules, freeRules, keptFor, typeRules } from './attaching.rules.js';
import { typeHeadBytes } from './file-types.model.js';

const file = aHash('file');
const attachments = [anAttachment({ sha256: aHash('own') }), anAttachment({ sha256: file })];
const thread = aThread({}, 'held');
const bound: Handling = { ...aDocument().handling, codes: ['H0', 'H2'] };
const held: Document = aDocument({
  attachments: [anAttachment({ sha256: file })],
  handling: bound,
});
const record = (members: Partial<DispatchRecord> = {}, of: Document = held): DispatchRecord =>
  ({ ...aHead(of, thread, { direction: 'IN' }), ...members }) as DispatchRecord;
const own = aDocument(
  {
    ...{ attachments, from: { ...held.from, ...held.to } },
    to: { ...held.to, state: aState('XC') },
  },
  'own',
);

interface Given {
  readonly records?: readonly DispatchRecord[];
  readonly said?: Readonly<Record<string, Said>>;
  readonly threads?: readonly ThreadRecord[];
  readonly facts?: Partial<AttachingFacts>;
}
const factsOf = ({ records, said, threads = [thread], facts }: Given): AttachingFacts => {
  const rows = records ?? [record()];
  return {
    with: new Map([[own.id, new Map([[file, rows.map(({ id }) => id)]])]]),
    records: new Map(rows.map((row) => [row.id, row])),
    threads: new Map(threads.map((row) => [row.id, row])),
    said: new Map(Object.entries(said ?? { [held.id]: held }) as [DocumentId, Said][]),
    ...{ recalls: new Map(), releases: new Map(), ...facts },
  };
};
const itemOf = (members: Partial<Item> = {}): Item => ({
  ...{ document: own, thread: aThread({}, 'own'), direction: 'OUT', at: at(), ...members },
});
const judge = (given: Given, item = itemOf(), end: End = 'INTAKE'): string =>
  refusedBy([...attachableRules, ...freeRules], item, factsOf(given), end);

const refused = `ATTACHMENT_BOUND attachment 2, came with ${held.id}`;

describe.each([
  ['INTAKE', refused],
  ['SEALING', 'ATTACHMENT_KEPT'],
] as const)('a file of another State at %s', (end, kept) => {
  const at = (given: Given, item = itemOf()): string => judge(given, item, end);

  it('stays with the document that brought it', () => {
    expect(at({})).toBe(kept);
    expect(at({ records: [] })).toBe('passes');
    expect(at({ said: { [held.id]: aDocument() } })).toBe('passes');
    expect(at({ threads: [] })).toBe('passes');
    expect(at({}, itemOf({ document: { ...own, thread: held.thread } }))).toBe('passes');
  });

  it('is this State’s own where it had sent it before', () => {
    const before = aDocument({ attachments: held.attachments }, 'before');
    const sent = record({ direction: 'OUT' }, before);
    const said = { [held.id]: held, [before.id]: before };
    expect(at({ records: [sent, record()], said })).toBe('passes');
    expect(at({ records: [record(), sent], said })).toBe(kept);
  });

  it('goes with a release, for its recipient and purpose, until that is taken back', () => {
    const release = aRelease({
      ...{ item: held.id, itemSha256: record().documentSha256, purpose: own.purpose },
      recipient: { state: own.to.state, authority: own.to.authority },
    });
    const home = { ...own, to: { ...held.from, unit: null } } as unknown as Document;
    const consent = aDocumentOf('forward-consent', {
      to: held.to,
      body: {
        ...{ ...bodyOf['forward-consent'](), ...release },
        recipient: { state: held.from.state, authority: held.from.authority },
      },
    });
    const row = aReleaseRecord({ item: held.id, outcome: 'GRANTED', answer: consent.id }, thread);
    const releases = new Map([[thread.id, [row]]]);
    const said = { [held.id]: held, [consent.id]: consent };
    const back = itemOf({ document: home });
    expect(at({}, back)).toBe(kept);
    expect(at({ said, facts: { releases } }, back)).toBe('passes');
    const recalls = new Map([[thread.id, [aRecallRecord({ items: [consent.id] }, thread)]]]);
    expect(at({ said, facts: { releases, recalls } }, back)).toBe(kept);
    const refusal = new Map([[thread.id, [{ ...row, outcome: 'REFUSED' as const }]]]);
    expect(at({ said, facts: { releases: refusal } }, back)).toBe(kept);
  });

  it('stays once its document is recalled, also where nobody is given its words', () => {
    const recalls = new Map([[thread.id, [aRecallRecord({ items: [held.id] }, thread)]]]);
    expect(at({ facts: { recalls } })).toBe(kept);
    expect(at({ records: [record({ withdrawnFromUse: true })], said: {} })).toBe(kept);
    const there = itemOf({ document: { ...own, thread: thread.id } });
    expect(at({ records: [record({ withdrawnFromUse: true })], said: {} }, there)).toBe('passes');
  });
});

describe('what is held and cannot be read', () => {
  const unread = (error: Error): Given => ({ said: { [held.id]: error } });

  it('is told to the officer, and keeps its file at the sealer', () => {
    const erased = unread(new ThreadsError('CONTENT_ERASED'));
    expect(() => judge(erased)).toThrow('CONTENT_ERASED');
    expect(judge(erased, itemOf(), 'SEALING')).toBe('ATTACHMENT_KEPT');
    expect(keptFor(itemOf(), factsOf(erased))).toBe(held.id);
  });

  it.each([
    new StoreError('STORE_UNAVAILABLE'),
    new TrustError('KEY_MISSING', 'storage-ENFORCEMENT-1.key'),
    new TrustError('KEY_FILE_UNSAFE', 'storage-ENFORCEMENT-1.key'),
    new TrustError('KEY_FILE_INVALID', 'storage-ENFORCEMENT-1.key'),
  ])('is no judgement where the database or a key file fails: %s', (error) => {
    const failed = unread(error);
    for (const end of ['INTAKE', 'SEALING'] as const)
      expect(() => judge(failed, itemOf(), end)).toThrow(error);
    expect(() => keptFor(itemOf(), factsOf(failed))).toThrow(error);
  });
});

it('a receiver asks for none of it, and the log is told which document keeps a file', () => {
  expect(judge({}, itemOf(), 'FILING')).toBe('passes');
  expect(keptFor(itemOf(), factsOf({}))).toBe(held.id);
  expect(keptFor(itemOf(), factsOf({ records: [] }))).toBeUndefined();
  expect(keptFor(itemOf({ document: aDocument({}, 'other') }), factsOf({}))).toBeUndefined();
});

const pdf = Buffer.from('%PDF-1.7\n');
const program = Buffer.from('\x7fELF\x02\x01\x01\x00', 'latin1');
const named = (name: string, mediaType: string): AttachmentEntry =>
  anAttachment({ name, mediaType, size: 10_000 });
const aPdf = named('a.pdf', 'application/pdf');
const unknown = named('a.xyz', 'application/octet-stream');
const withFiles = (...attachments: AttachmentEntry[]): Document => aDocument({ attachments });
const stored = (i: number): NewAttachment => ({
  ...{ root: aHash(`root ${i}`), key: Buffer.alloc(32, i), ciphertextSize: 10_100 },
});

const typed = (
  document: Document,
  heads: readonly (Uint8Array | Error | undefined)[],
  end: End,
) => {
  const item: Item = { document, thread: aThread(), direction: 'OUT', at: at() };
  return refusedBy(typeRules, item, { heads: new Map([[document.id, heads]]) }, end);
};

describe('the type of a file', () => {
  it('is what its name says, at intake', () => {
    const document = withFiles(unknown, aPdf);
    expect(typed(document, [undefined, pdf], 'INTAKE')).toBe('passes');
    expect(typed(document, [undefined, program], 'INTAKE')).toMatch(
      /^ATTACHMENT_TYPE_DIFFERS attachment 2: not the bytes of application\/pdf/,
    );
    for (const end of ['SEALING', 'FILING'] as const)
      expect(typed(document, [undefined, program], end)).toBe('passes');
  });

  it('is refused by the first file that differs or cannot be read', () => {
    const corrupt = new ObjectsError('OBJECT_CORRUPT');
    const document = withFiles(aPdf, aPdf);
    expect(typed(document, [program, corrupt], 'INTAKE')).toMatch('attachment 1');
    expect(typed(document, [corrupt, program], 'INTAKE')).toBe('OBJECT_CORRUPT');
  });

  it('is read from the first bytes, and only where something is said of it', async () => {
    const asked: unknown[] = [];
    const reader = {
      async *decryptStream(root: unknown, _: unknown, size: number, range: unknown) {
        asked.push([root, size, range]);
        if (asked.length > 1) throw new ObjectsError('OBJECT_CORRUPT');
        yield await Promise.resolve(pdf);
      },
    } as unknown as AttachmentReader;
    const document = withFiles(aPdf, unknown, aPdf);
    const files = [stored(0), stored(1), stored(2)];
    const { heads } = await loadHeads({ reader }, [{ document, files }]);
    expect(heads.get(document.id)).toMatchObject([pdf, undefined, { code: 'OBJECT_CORRUPT' }]);
    const range = { from: 0, to: typeHeadBytes };
    expect(asked).toEqual([
      [aHash('root 0'), 10_000, range],
      [aHash('root 2'), 10_000, range],
    ]);
  });

  it('does not pass where no file can be read, but fails', async () => {
    const document = withFiles(aPdf);
    const { heads } = await loadHeads({}, [{ document, files: [stored(0)] }]);
    expect(typed(document, heads.get(document.id) ?? [], 'INTAKE')).toMatch('where none is read');
  });
});
