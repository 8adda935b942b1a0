import { describe, expect, it } from '@jest/globals';
import {
  aDocument,
  aDocumentOf,
  aHash,
  anAttachment,
  anAuthority,
  aState,
  at,
  base64Of,
} from '../../../../test/support/builders.js';
import {
  aHead,
  aRecallRecord,
  aReleaseRecord,
  aThread,
} from '../../../../test/support/case-facts.js';
import { isCoded, priorities, type Document, type DocumentId, type Handling } from '#kernel';
import { ThreadsError, type DispatchRecord, type Said, type ThreadRecord } from '#threads';
import { encodeDocument, sha256 } from '#wire';
import type { Bringing, GivenOutFacts, TakenFrom } from './given-out.facts.js';
import { requireReleased } from './given-out.rules.js';
import type { RecallRecord } from '../recalls/recalls.rows.js';

const hashOf = (document: Document) => sha256(encodeDocument(document));
const handled = (...codes: Handling['codes']): Handling => ({
  ...{ ...aDocument().handling, codes, restrictions: '' },
});
const [free, bound] = [handled('H0'), handled('H0', 'H2')];
const officer = aDocument().from;
const holder = { state: aState('XB'), authority: anAuthority() };
const came = aThread({ side: 'ASKED', peer: aState('XA') });
const file = anAttachment();

const itemOf = (handling: Handling, seed?: string): Document =>
  aDocumentOf(
    'request',
    {
      from: { ...officer, state: aState('XA') },
      ...{ to: holder, attachments: [file], handling },
    },
    seed,
  );
const placed = (
  document: Document,
  members: Partial<DispatchRecord> = {},
  thread: ThreadRecord = came,
): Bringing => ({
  thread,
  record: {
    ...aHead(document, thread, { direction: 'IN', documentSha256: hashOf(document), ...members }),
    content: null,
  },
});
const taking = (place: Bringing, members: Partial<TakenFrom> = {}): TakenFrom => ({
  ...{ ...place, file: file.sha256, session: holder as TakenFrom['session'] },
  ...{ purpose: 'INVESTIGATION', at: at(), ...members },
});
const releaseOf = (
  document: Document,
  body: Partial<Document<'forward-consent'>['body']> = {},
): Document<'forward-consent'> =>
  aDocumentOf('forward-consent', {
    ...{ thread: document.thread, from: document.from, to: holder },
    body: {
      ...{ outcome: 'GRANTED', reason: '', item: document.id, itemSha256: hashOf(document) },
      ...{ recipient: holder, purpose: 'INVESTIGATION', until: at(60), ...body },
    },
  });

interface Given {
  readonly brought?: GivenOutFacts['brought'];
  readonly words?: readonly Document[];
  readonly release?: Document<'forward-consent'>;
  readonly recalls?: readonly RecallRecord[];
}
const factsOf = ({ brought, words = [], release, recalls = [] }: Given): GivenOutFacts => {
  const answer = release && { answer: release.id, outcome: release.body.outcome };
  const asked = release && aReleaseRecord({ item: release.body.item, ...answer }, came);
  const said = [...words, ...(release === undefined ? [] : [release])];
  return {
    ...{ brought, recalls: new Map([[came.id, recalls]]) },
    releases: new Map([[came.id, asked === undefined ? [] : [asked]]]),
    said: new Map(said.map((each): [DocumentId, Said] => [each.id, each])),
  };
};
const judge = (taken: TakenFrom, given: Given): string => {
  const flaw = requireReleased(taken, factsOf(given));
  if (flaw === undefined) return 'passes';
  return isCoded(flaw) ? flaw.code : flaw.message;
};

describe('a file of a document that came', () => {
  const item = itemOf(bound);
  const words = [item];

  it('is given out where nothing binds it, and to save lives', () => {
    const open = itemOf(free);
    expect(judge(taking(placed(open)), { words: [open] })).toBe('passes');
    expect(judge(taking(placed(item)), { words })).toBe('RELEASE_NEEDED');
    const atRisk = { ...came, priority: priorities.RISK_TO_LIFE };
    const purpose = 'SAFETY_OF_LIFE';
    expect(judge(taking(placed(item, {}, atRisk), { purpose }), {})).toBe('passes');
    expect(judge(taking(placed(item), { purpose }), { words })).toBe('RELEASE_NEEDED');
    expect(judge(taking(placed(item, {}, atRisk)), { words })).toBe('RELEASE_NEEDED');
  });

  it('is given out by a release to this authority, for its purpose, still, and not taken back', () => {
    const by = (release: Document<'forward-consent'>, recalls: readonly RecallRecord[] = []) =>
      judge(taking(placed(item)), { words, release, recalls });
    expect(by(releaseOf(item))).toBe('passes');
    const elsewhere = { ...holder, authority: anAuthority('another') };
    expect(by(releaseOf(item, { recipient: elsewhere }))).toBe('RELEASE_NEEDED');
    expect(by(releaseOf(item, { purpose: 'PREVENTION' }))).toBe('RELEASE_NEEDED');
    expect(by(releaseOf(item, { until: at(-1) }))).toBe('RELEASE_NEEDED');
    expect(by(releaseOf(item, { outcome: 'REFUSED' }))).toBe('RELEASE_NEEDED');
    expect(by(releaseOf(item, { itemSha256: aHash('another') }))).toBe('RELEASE_NEEDED');
    const back = aRecallRecord({ items: [releaseOf(item).id], direction: 'IN' }, came);
    expect(by(releaseOf(item), [back])).toBe('RELEASE_NEEDED');
  });

  it('is judged by what its document was narrowed to', () => {
    const open = itemOf(free);
    const items = [open.id];
    const body = { what: 'NARROW', items, handling: bound, reason: 'A witness.' } as const;
    const narrowing = aDocumentOf('recall', { thread: came.id, body });
    const record = aRecallRecord({ document: narrowing.id, act: 'NARROW', items }, came);
    expect(judge(taking(placed(open)), { words: [open, narrowing], recalls: [record] })).toBe(
      'RELEASE_NEEDED',
    );
  });
});

describe('a file of a forward that came', () => {
  const inner = aDocument({
    ...{ from: { ...officer, state: aState('XC') }, to: { ...holder, state: aState('XA') } },
    ...{ attachments: [file], handling: bound },
  });
  const forwarding = (consent?: Document<'forward-consent'>): Document<'forward'> => {
    const signed = { signature: base64Of('signature'), certificate: base64Of('certificate') };
    const proof = { root: inner.signer, directory: aDocumentOf('forward').body.enclosed[0] };
    return aDocumentOf('forward', {
      ...{ from: { ...officer, state: aState('XA') }, to: holder, handling: bound },
      body: {
        ...aDocumentOf('forward').body,
        enclosed: [
          {
            ...{ ...signed, document: base64Of(encodeDocument(inner)), root: proof.root },
            directory: proof.directory?.directory ?? [],
            ...(consent && { consent: { ...signed, document: base64Of(encodeDocument(consent)) } }),
          },
        ],
      },
    });
  };
  const consent = aDocumentOf('forward-consent', {
    ...{ thread: inner.thread, from: inner.from, to: inner.to },
    body: {
      ...{ outcome: 'GRANTED', reason: '', item: inner.id, itemSha256: hashOf(inner) },
      ...{ recipient: holder, purpose: 'INVESTIGATION', until: at(60) },
    },
  });

  it('needs the releases of all that it encloses; of what nobody has bound, or its own', () => {
    const [with_, without] = [forwarding(consent), forwarding()];
    expect(judge(taking(placed(with_)), { words: [with_] })).toBe('passes');
    expect(judge(taking(placed(without)), { words: [without] })).toBe('RELEASE_NEEDED');
    const own = { words: [without], release: releaseOf(without) };
    expect(judge(taking(placed(without)), own)).toBe('RELEASE_NEEDED');
    expect(judge(taking(placed(with_)), { words: [with_], release: releaseOf(with_) })).toBe(
      'passes',
    );
  });
});

describe('a file of an own document', () => {
  const [item, open] = [itemOf(bound), itemOf(free)];
  const own = aDocumentOf('response', { attachments: [file] });
  const taken = taking(placed(own, { direction: 'OUT' }));

  it('is given out where it is this State’s own, or one that has brought it lets it', () => {
    expect(judge(taken, { brought: undefined })).toBe('passes');
    expect(judge(taken, { brought: [placed(open)], words: [open] })).toBe('passes');
    expect(judge(taken, { brought: [placed(item)], words: [item] })).toBe('RELEASE_NEEDED');
    const other = itemOf(free, 'two');
    const brought = [placed(item), placed(other)];
    expect(judge(taken, { brought, words: [item, other] })).toBe('passes');
  });

  it('is given out to save lives where the thread that brought it is of a life at risk', () => {
    const atRisk = { ...came, priority: priorities.RISK_TO_LIFE };
    const brought = [placed(item, {}, atRisk)];
    const saving = { ...taken, purpose: 'SAFETY_OF_LIFE' } as const;
    expect(judge(saving, { brought, words: [item] })).toBe('passes');
    expect(judge(taken, { brought, words: [item] })).toBe('RELEASE_NEEDED');
  });

  it('is not given out once what brought it is recalled, or cannot be read', () => {
    const withheld = placed(open, { withdrawnFromUse: true });
    expect(judge(taken, { brought: [withheld], words: [open] })).toBe('ITEM_RECALLED');
    const facts = factsOf({ brought: [placed(open)] });
    const erased = new Map([[open.id, new ThreadsError('CONTENT_ERASED')]]);
    expect(requireReleased(taken, { ...facts, said: erased })).toMatchObject({
      code: 'CONTENT_ERASED',
    });
    expect(judge(taken, { brought: [placed(open)] })).toBe('NOT_FOUND');
  });

  it('follows the forward that hands it on, where what brought it is closed to the officer', () => {
    const forward = (handling: Handling): Document => {
      const enclosed = aDocumentOf('forward').body.enclosed.map((each) => {
        const { consent: _, ...rest } = each;
        return { ...rest, document: base64Of(encodeDocument(itemOf(free))) };
      });
      const body = { ...aDocumentOf('forward').body, enclosed };
      return aDocumentOf('forward', { from: { ...officer, ...holder }, body, handling });
    };
    for (const [handling, is] of [
      [free, 'passes'],
      [bound, 'RELEASE_NEEDED'],
    ] as const) {
      const document = forward(handling);
      const from = taking(placed(document, { direction: 'OUT' }));
      expect(judge(from, { brought: [], words: [document] })).toBe(is);
      const file_ = { file: aHash('of its own') };
      expect(judge({ ...from, ...file_ }, { brought: [], words: [document] })).toBe('passes');
    }
  });
});
