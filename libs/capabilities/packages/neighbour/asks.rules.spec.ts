import { describe, expect, it } from '@jest/globals';
import type { Document, DocumentId, MessageId, Timestamp } from '#kernel';
import { aDocumentId, aDocumentOf, aHash, aMessageId } from '../../../../test/support/builders.js';
import { bodyOf } from '../../../../test/support/bodies.js';
import { packageBounds } from '../packages.lists.js';
import {
  asksFor,
  indexedAsks,
  isSayable,
  isSilent,
  type NeighbourAsk,
  type ShownDocument,
  withAnswer,
} from './asks.rules.js';
import type { PackageAnswer } from './custody-record.schema.js';

const at = '2026-03-02T12:00:00.000Z' as Timestamp;
const ids = { one: aDocumentId('one'), two: aDocumentId('two') };
const said = (name: keyof typeof ids): ShownDocument => ({
  document: { ...aDocumentOf('response'), id: ids[name] },
  sha256: aHash(name),
});
const consent = (
  names: readonly (keyof typeof ids)[],
  body: Partial<Document<'evidence-consent'>['body']> = {},
  composedAt = '2026-03-01T12:00:00.000Z',
): ShownDocument => {
  const items = names.map((name) => ({
    ...{ document: ids[name], sha256: aHash(name), attachments: [] },
  }));
  const id = aDocumentId(`consent ${names.join()} ${composedAt}`);
  const of = { ...bodyOf['evidence-consent'](), items, custodyRecord: true, ...body };
  const document = aDocumentOf('evidence-consent', {
    ...{ id, composedAt: composedAt as Timestamp, body: of },
  });
  return { document, sha256: aHash(id) };
};
let made = 0;
const newAsk = (): MessageId => aMessageId(`ask ${(made += 1)}`);
const asked = (...came: ShownDocument[]) =>
  asksFor([said('one'), said('two'), ...came], at, newAsk);

describe('asks for entries of the neighbour', () => {
  it('name the documents that a consent covers and that came', () => {
    const [first, ...more] = asked(consent(['one', 'two']));
    expect(more).toEqual([]);
    expect(first).toMatchObject({ items: [aHash('one'), aHash('two')], part: 0, outcome: null });
  });

  it('are made by the newest consent first, and once for each document', () => {
    const newer = consent(['one'], {}, '2026-03-01T13:00:00.000Z');
    const found = asked(consent(['one', 'two']), newer);
    expect(found.map(({ items }) => items)).toEqual([[aHash('one')], [aHash('two')]]);
    expect(found[0]?.consent).toBe(newer.document.id);
  });

  it.each([
    ['says nothing of it', consent(['one'], { custodyRecord: false })],
    ['refuses', consent(['one'], { outcome: 'REFUSED' })],
    ['has ended', consent(['one'], { expiresAt: '2026-03-02T11:00:00.000Z' as Timestamp })],
  ])('are none where the consent %s', (_, which) => {
    expect(asked(which)).toEqual([]);
  });

  it('are none for a document that is not given out, or of other bytes', () => {
    const other = { ...said('one'), sha256: aHash('other') };
    expect(asksFor([other, consent(['one', 'two'])], at, newAsk)).toEqual([]);
  });
});

const now = Date.parse(at);
const open = asked(consent(['one']))[0] as NeighbourAsk;
const answer = (members: Partial<PackageAnswer> = {}): PackageAnswer => ({
  ...{ ask: open.ask, refused: null, part: 0, parts: 2, entries: [] },
  checkpoint: 'xb.example/log\n42\nroot\n',
  ...members,
});

describe('an answer of the neighbour', () => {
  const first = withAnswer(open, answer(), 0, now);

  it('is one of several parts, all under one size', () => {
    expect(first).toMatchObject({ part: 1, parts: 2, size: 42, outcome: null, saidAt: null });
    const last = withAnswer(first, answer({ part: 1 }), 0, now);
    expect(last).toMatchObject({ part: 2, outcome: 'GIVEN' });
    expect(indexedAsks([last])).toEqual([{ consent: open.consent, outcome: 'GIVEN', answers: 2 }]);
  });

  it('changes nothing where it comes twice or out of order', () => {
    expect(withAnswer(first, answer(), 0, now)).toBe(first);
    expect(withAnswer(open, answer({ part: 1 }), 0, now)).toBe(open);
  });

  it('ends the ask where it refuses, at whatever part', () => {
    const refused = answer({ refused: 'CUSTODY_WITHHELD', part: 1, parts: 0, checkpoint: '' });
    const ended = withAnswer(first, refused, 0, now);
    expect(indexedAsks([ended])).toEqual([
      { consent: open.consent, outcome: 'WITHHELD', answers: 0 },
    ]);
  });

  it.each([
    ['of another size', { part: 1, checkpoint: 'xb.example/log\n43\nroot\n' }],
    ['of more parts than the first said', { part: 1, parts: 3 }],
    ['of no checkpoint', { part: 1, checkpoint: 'words' }],
  ])('is not taken where it is %s', (_, members) => {
    expect(withAnswer(first, answer(members), 0, now).outcome).toBe('INVALID');
  });

  it('is not taken where it is more than a package holds', () => {
    expect(withAnswer(open, answer({ parts: 171 }), 0, now).outcome).toBeNull();
    expect(withAnswer(open, answer({ parts: 171 }), 1, now).outcome).toBe('INVALID');
    expect(withAnswer(open, answer({ parts: 0 }), 0, now).outcome).toBe('INVALID');
  });

  it('is waited for a bounded time, from the gathering or from what came last', () => {
    const { neighbourMs, neighbourAllMs } = packageBounds;
    expect(isSilent(open, now, now + neighbourMs)).toBe(false);
    expect(isSilent(open, now, now + neighbourMs + 1)).toBe(true);
    const slow = { ...first, cameAt: now + neighbourAllMs };
    expect(isSilent(slow, now, now + neighbourAllMs)).toBe(false);
    expect(isSilent(slow, now, now + neighbourAllMs + 1)).toBe(true);
  });

  it('is asked for again, later and later', () => {
    const { againMs } = packageBounds;
    const saidOnce = { ...open, saidAt: now, tries: 1 };
    expect(isSayable(open, now)).toBe(true);
    expect([againMs, againMs + 1].map((ms) => isSayable(saidOnce, now + ms))).toEqual([
      false,
      true,
    ]);
    expect(isSayable({ ...saidOnce, tries: 2 }, now + againMs + 1)).toBe(false);
    expect(isSayable({ ...saidOnce, tries: 9 }, now + 120_001)).toBe(true);
  });

  it('leaves no open ask in an index', () => {
    expect(() => indexedAsks([open])).toThrow(RangeError);
    const none: readonly DocumentId[] = indexedAsks([]).map((each) => each.consent);
    expect(none).toEqual([]);
  });
});
