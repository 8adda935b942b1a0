import { describe, expect, it } from '@jest/globals';
import { parseDocumentId } from '#kernel';
import { disclosureDigest } from '#wire';
import { parseReaderLabel, type Variant } from '../variants.model.js';
import {
  attachmentReason,
  documentReason,
  eventReason,
  isUnnamed,
  valueReasons,
} from './variant.rules.js';

const document = parseDocumentId('01900000-0000-7000-8000-000000000001');
const variant = (changes: Partial<Variant> = {}): Variant => ({
  ...{ reader: parseReaderLabel('defence-1'), shown: [], withheld: [] },
  ...changes,
});
const kept = ['case', 'officer', 'actor'].map((name) =>
  Buffer.from(JSON.stringify([`salt of ${name}`, name, 'value'])).toString('base64url'),
);
const digests = kept.map(disclosureDigest);

describe('values of a leaf', () => {
  it('are shown to no reader without a name, and to a named one as few as can be: no officer', () => {
    expect(valueReasons(null, digests, kept)).toEqual(['NOT_NEEDED', 'NOT_NEEDED', 'NOT_NEEDED']);
    expect(valueReasons(variant(), digests, kept)).toEqual([null, 'NOT_NEEDED', 'NOT_NEEDED']);
  });

  it('are shown and withheld by their names, as the builder says', () => {
    const asked = variant({
      shown: ['officer'],
      withheld: [{ item: 'case', reason: 'LAW' }],
    });
    expect(valueReasons(asked, digests, kept)).toEqual(['LAW', null, 'NOT_NEEDED']);
  });

  it('are not shown when they are kept no more', () => {
    expect(valueReasons(variant({ shown: ['officer'] }), digests, [])).not.toContain(null);
  });
});

describe('an entry', () => {
  it.each([
    ['item.viewed', null, null, null],
    ['halt.told', 'THIRD_PERSON', null, 'THIRD_PERSON'],
    ['item.forwarded', 'HANDLING', 'HANDLING', 'HANDLING'],
    ['case.noted', null, null, 'LAW'],
  ] as const)(
    '%s is withheld by its type: %s, where it is to be shown %s, where not %s',
    (typ, usual, shown, hidden) => {
      expect(eventReason(null, typ)).toBe(usual);
      expect(eventReason(variant({ shown: [typ] }), typ)).toBe(shown);
      const withheld = [{ item: 'case.noted', reason: 'LAW' }] as const;
      expect(eventReason(variant({ withheld }), typ)).toBe(hidden);
    },
  );

  it('of a suspension or a search for a person is never named, whoever reads', () => {
    for (const typ of [
      'case.stopped',
      'case.stop.proposed',
      'case.stop.lifted',
      'subject.searched',
    ])
      expect(isUnnamed(typ)).toBe(true);
  });
});

describe('what was lawfully erased', () => {
  it('is marked so for every reader, whatever the builder says of it', () => {
    const asked = variant({ withheld: [{ item: document, reason: 'LAW' }] });
    for (const isRecalled of [true, false])
      for (const reader of [asked, null])
        expect(documentReason(reader, { document, isRecalled, isErased: true })).toBe('ERASED');
    expect(valueReasons(asked, ['one', 'two'], null)).toEqual(['ERASED', 'ERASED']);
  });
});

describe('a document and its attachments', () => {
  it('are withheld by their id and number; what was recalled is so from everybody', () => {
    const withheld = [
      { item: document, reason: 'LAW' },
      { item: `${document}/2`, reason: 'THIRD_PERSON' },
    ] as const;
    const asked = variant({ withheld });
    const kept = { document, isRecalled: false, isErased: false };
    expect(documentReason(asked, kept)).toBe('LAW');
    expect(documentReason(null, kept)).toBeNull();
    expect(documentReason(asked, { ...kept, isRecalled: true })).toBe('HANDLING');
    expect([1, 2].map((n) => attachmentReason(asked, document, n))).toEqual([null, 'THIRD_PERSON']);
  });
});
