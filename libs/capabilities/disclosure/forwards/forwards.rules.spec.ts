import { describe, expect, it } from '@jest/globals';
import {
  aDocument,
  aDocumentOf,
  aHash,
  anAuthority,
  aState,
  at,
  base64Of,
} from '../../../../test/support/builders.js';
import { aHead, aRecallRecord, aThread } from '../../../../test/support/case-facts.js';
import { isCoded, type Document, type DocumentId } from '#kernel';
import { ThreadsError, type DispatchRecord, type Said } from '#threads';
import type { RecallRecord } from '../recalls/recalls.rows.js';
import { TrustError, type EnclosedDocuments, type ReadRelease } from '#trust';
import { encodeDocument, sha256 } from '#wire';
import type { End, Item, Rule } from '#capabilities/capability';
import type { ForwardFacts, InnerReleaseFacts } from './forwards.facts.js';
import {
  decideHandedOn,
  forwardRules,
  handedOnRules,
  innerReleaseRules,
} from './forwards.rules.js';

const hashOf = (document: Document) => sha256(encodeDocument(document));
const place = (state: string) => ({ state: aState(state), authority: anAuthority() });
const officer = aDocument().from;

const item = aDocument({ from: { ...officer, ...place('XA') }, to: place('XB') });
const came = aThread({ peer: aState('XA') });
const record = (document: Document, members: Partial<DispatchRecord> = {}): DispatchRecord => ({
  ...aHead(document, came, { direction: 'IN', documentSha256: hashOf(document), ...members }),
  content: null,
});
const releaseFor = (recipient: string, through?: readonly string[]): ReadRelease => {
  const about = { item: item.id, itemSha256: hashOf(item), purpose: item.purpose };
  const way = through === undefined ? {} : { through: through.map(place) };
  const document = aDocumentOf('forward-consent', {
    ...{ from: item.from, to: item.to },
    body: {
      ...{ outcome: 'GRANTED', reason: '', recipient: place(recipient), until: at(3_600_000) },
      ...{ ...about, ...way },
    },
  });
  return { document, documentSha256: hashOf(document), releases: [] };
};
const release = releaseFor('XC');
const enclosed = (consent: ReadRelease | null = null): EnclosedDocuments => ({
  ...{ document: item, documentSha256: hashOf(item), consent, inner: [] },
});

const forward = aDocumentOf('forward', {
  ...{ from: { ...officer, ...place('XB') }, to: place('XC') },
  body: {
    ...aDocumentOf('forward').body,
    enclosed: [
      {
        ...{ document: base64Of(encodeDocument(item)), signature: '', certificate: '' },
        ...{ root: item.signer, directory: [] },
      },
    ],
  },
});
const itemOf = (document: Document): Item => ({
  ...{ document, thread: aThread({}, 'onward'), direction: 'OUT', at: at() },
});
const refused = <F>(rules: readonly Rule<F>[], given: Item, facts: F, end: End): string => {
  for (const rule of rules.filter(({ asks }) => asks[end] === true)) {
    const error = rule.judge(given, facts, end);
    if (error !== undefined)
      return isCoded(error) ? `${error.code} ${error.detail ?? ''}`.trim() : error.message;
  }
  return 'passes';
};

describe.each(['INTAKE', 'SEALING'] as const)('a forward at %s', (end) => {
  const held: ForwardFacts = {
    ...{ records: new Map([[item.id, record(item)]]), threads: new Map([[came.id, came]]) },
    ...{ recalls: new Map(), stopped: new Set(), said: new Map([[item.id, item]]) },
    ...{ enclosed: new Map([[forward, [enclosed()]]]), opened: new Map([[forward, 'IN_ORDER']]) },
  };
  const judge = (members: Partial<ForwardFacts> = {}): string =>
    refused(forwardRules, itemOf(forward), { ...held, ...members }, end);
  const recalled = (items: readonly DocumentId[], act: RecallRecord['act'] = 'RECALL') => ({
    recalls: new Map([[came.id, [aRecallRecord({ act, items, direction: 'IN' }, came)]]]),
  });
  const first = 'FORWARD_IMPOSSIBLE /body/enclosed/0';

  it('encloses what came here, as it came, and may be read', () => {
    expect(judge()).toBe('passes');
    const missing = `${first}: not received by your authority, or not yours to read`;
    expect(judge({ records: new Map() })).toBe(missing);
    expect(judge({ threads: new Map() })).toBe(missing);
    for (const members of [{ direction: 'OUT' }, { documentSha256: aHash('another') }] as const)
      expect(judge({ records: new Map([[item.id, record(item, members)]]) })).toBe(missing);
    const erased = new Map<DocumentId, Said>([[item.id, new ThreadsError('CONTENT_ERASED')]]);
    expect(judge({ said: erased })).toBe('CONTENT_ERASED');
  });

  it('encloses nothing whose thread another authority has by now', () => {
    const moved = { ...came, authority: anAuthority('coast-guard') };
    const missing = `${first}: not received by your authority, or not yours to read`;
    expect(judge({ threads: new Map([[came.id, moved]]) })).toBe(missing);
  });

  it('encloses nothing that is recalled or lies in a thread that is stopped', () => {
    expect(judge({ stopped: new Set([came.id]) })).toBe('THREAD_STOPPED /body/enclosed/0');
    expect(judge(recalled([item.id]))).toBe(`${first}: recalled by its State`);
    expect(judge(recalled([item.id], 'CORRECT'))).toBe('passes');
    const withheld = new Map([[item.id, record(item, { withdrawnFromUse: true })]]);
    expect(judge({ records: withheld })).toBe(`${first}: recalled by its State`);
  });

  it('goes with releases that came in the thread of their document and stand', () => {
    const records = (members: Partial<DispatchRecord> = {}) =>
      new Map([
        [item.id, record(item)],
        [release.document.id, record(release.document, members)],
      ]);
    const released = { enclosed: new Map([[forward, [enclosed(release)]]]) };
    expect(judge({ ...released, records: records() })).toBe('passes');
    expect(judge(released)).toBe(`${first}/consent: not received here`);
    const elsewhere = aThread({}, 'elsewhere');
    const threads = new Map([came, elsewhere].map((each) => [each.id, each]));
    const beside = { ...released, threads, records: records({ thread: elsewhere.id }) };
    expect(judge(beside)).toBe(`${first}/consent: not received here`);
    const back = { ...released, records: records(), ...recalled([release.document.id]) };
    expect(judge(back)).toBe(`${first}/consent: taken back by its State`);
  });

  it('is in order for its receiver, and passes by nothing that was not read', () => {
    const looser = new TrustError('FORWARD_HANDLING_LOOSER', 'codes');
    expect(judge({ opened: new Map([[forward, looser]]) })).toBe('FORWARD_HANDLING_LOOSER codes');
    const malformed = new TrustError('ENCLOSED_INVALID', '/body/enclosed/0: document');
    expect(judge({ enclosed: new Map([[forward, malformed]]) })).toContain('ENCLOSED_INVALID');
    const unread = 'a document was judged before its facts were read';
    expect(judge({ opened: new Map() })).toBe(unread);
    expect(judge({ enclosed: new Map() })).toBe(unread);
  });
});

describe.each(['INTAKE', 'SEALING'] as const)('a release of an own forward at %s', (end) => {
  const itsRelease = releaseFor('XD', ['XC']);
  const consent = (members: Partial<Document<'forward-consent'>['body']> = {}) =>
    aDocumentOf('forward-consent', {
      ...{ thread: forward.thread, from: forward.from, to: forward.to },
      body: {
        ...{ outcome: 'GRANTED', reason: '', recipient: place('XD'), until: at(3_600_000) },
        ...{ item: forward.id, itemSha256: aHash(forward.id), purpose: item.purpose },
        ...members,
      },
    });
  const judge = (
    document: Document,
    releases: readonly ReadRelease[] | Error,
    members: Partial<InnerReleaseFacts> = {},
  ): string => {
    const facts: InnerReleaseFacts = {
      records: new Map([[itsRelease.document.id, record(itsRelease.document)]]),
      ...{ threads: new Map([[came.id, came]]), recalls: new Map() },
      ...{ said: new Map([[forward.id, forward]]), releases: new Map([[document, releases]]) },
      ...members,
    };
    return refused(innerReleaseRules, itemOf(document), facts, end);
  };
  const inside = [itsRelease];

  it('holds the releases of what it encloses, for the same way', () => {
    expect(judge(consent(), inside)).toBe('passes');
    expect(judge(consent(), [])).toBe('RELEASE_IMPOSSIBLE /body/releases: NONE');
    expect(judge(consent({ recipient: place('XE') }), inside)).toBe(
      'RELEASE_IMPOSSIBLE /body/releases: ANOTHER_RECIPIENT',
    );
    const missing = { records: new Map() };
    expect(judge(consent(), inside, missing)).toBe(
      'FORWARD_IMPOSSIBLE /body/releases/0: not received here',
    );
    const recalls = new Map([
      [came.id, [aRecallRecord({ items: [itsRelease.document.id] }, came)]],
    ]);
    expect(judge(consent(), inside, { recalls })).toBe(
      'FORWARD_IMPOSSIBLE /body/releases/0: taken back by its State',
    );
  });

  it('holds none where nothing is handed on, and says why something cannot be read', () => {
    const taking = consent({ recipient: place('XC') });
    expect(judge(taking, [])).toBe('passes');
    expect(judge(taking, inside)).toBe('RELEASE_IMPOSSIBLE /body/releases');
    expect(judge(consent(), [], { said: new Map() })).toBe('passes');
    expect(judge(consent(), inside, { said: new Map() })).toBe('RELEASE_IMPOSSIBLE /body/releases');
    const erased = new Map<DocumentId, Said>([[forward.id, new ThreadsError('CONTENT_ERASED')]]);
    expect(judge(consent(), [], { said: erased })).toBe('CONTENT_ERASED');
    const malformed = new TrustError('ENCLOSED_INVALID', '/body/releases/0: document');
    expect(judge(consent(), malformed)).toContain('ENCLOSED_INVALID');
  });
});

describe('what is handed on', () => {
  it.each(['INTAKE', 'SEALING', 'FILING'] as const)('can be read, at %s', (end) => {
    const inside = (document: string) => ({
      ...aDocumentOf('forward-consent').body,
      releases: [{ document, signature: '', certificate: '' }],
    });
    const judge = (document: string): string => {
      const consent = aDocumentOf('forward-consent', { body: inside(document) });
      return refused(handedOnRules, itemOf(consent), undefined, end);
    };
    expect(judge(base64Of(encodeDocument(release.document)))).toBe('passes');
    expect(judge(base64Of(Buffer.from('{}')))).toMatch(/^ENCLOSED_INVALID \/body\/releases\/0/);
  });

  it('is kept and recorded, each document with its State', () => {
    const { effect, drafts } = decideHandedOn(itemOf(forward));
    expect(effect).toMatchObject({ forward: forward.id, items: [item.id], direction: 'OUT' });
    expect(drafts).toMatchObject([
      { typ: 'item.forwarded', data: { document: item.id, originator: 'XA', through: 'XB' } },
    ]);
    expect(decideHandedOn(itemOf(aDocumentOf('forward-consent')))).toEqual({ drafts: [] });
  });
});
