import { generateKeyPairSync } from 'node:crypto';
import * as fc from 'fast-check';
import canonicalize from 'canonicalize';
import {
  denied,
  intent,
  objectFor,
  officer,
  origin,
  testConfig,
  threadOf,
  viewed,
} from '../../../../test/support/journal.js';
import { disclosureDigest } from '#wire';
import { makeDisclosure, openDisclosure } from './disclosure.js';
import { eventId } from './event-id.js';
import type { Draft } from './draft.js';
import {
  type Author,
  eventKeyId,
  formLeaf,
  MAX_LEAF_BYTES,
  parseLeaf,
  verifyLeaf,
} from './leaf.js';
import { Pseudonyms } from './pseudonym.js';

const code = (of: string): RegExp => new RegExp(`^${of}(?::|$)`);
const keys = generateKeyPairSync('ed25519');
const author: Author = {
  origin,
  service: 'sealer',
  version: '0.1.0',
  config: testConfig,
  key: keys.privateKey,
  keyId: eventKeyId(keys.privateKey),
  pseudonyms: new Pseudonyms(Buffer.alloc(32, 3)),
};
const micros = 1_764_000_000_123_456;
const at = new Date(1_764_000_000_123);
const moment = {
  id: eventId(micros, 0),
  at,
  prev: null,
  anchor: { own: null, peer: null },
  offsetMs: null,
};
const form = (draft: Draft) => formLeaf(draft, author, moment);

const drafts = fc.oneof(
  fc.nat(1_000).map(viewed),
  fc.tuple(fc.nat(1_000), fc.nat(9)).map(([message, link]) => intent(message, link)),
  fc.string({ maxLength: 200, unit: 'grapheme' }).map(denied),
);

describe('a leaf', () => {
  it('is the RFC 8785 form of its content, as a second implementation writes it', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const { leaf } = form(draft);
        expect(leaf.toString()).toBe(canonicalize(JSON.parse(leaf.toString())));
        expect(leaf.length).toBeLessThanOrEqual(MAX_LEAF_BYTES);
        expect(verifyLeaf(leaf, keys.publicKey)).toMatchObject({
          typ: draft.typ,
          data: draft.data,
        });
      }),
    );
  });

  it('with any one bit flipped is not an event of the service', () => {
    const { leaf } = form(viewed(1));
    for (let bit = 0; bit < leaf.length * 8; bit += 1) {
      const changed = Buffer.from(leaf);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => verifyLeaf(changed, keys.publicKey)).toThrow(/^LEAF_/);
    }
  });

  it('is not taken for one of another key', () => {
    const other = generateKeyPairSync('ed25519');
    const { leaf } = form(viewed(1));
    expect(() => verifyLeaf(leaf, other.publicKey)).toThrow(code('LEAF_SIGNATURE_INVALID'));
    const posing = { ...author, key: other.privateKey };
    expect(() => verifyLeaf(formLeaf(viewed(1), posing, moment).leaf, keys.publicKey)).toThrow(
      code('LEAF_SIGNATURE_INVALID'),
    );
  });

  it('is refused above its limits and without what its type must say', () => {
    const obj = objectFor('document', 'x', 1);
    const bad: Draft[] = [
      denied('x'.repeat(4_096)),
      { ...viewed(1), obj: new Array<typeof obj>(9).fill(obj) },
      { ...denied('x'), reason: 'He said so' },
      { ...denied('x'), reason: undefined } as unknown as Draft,
      { ...intent(1), channel: undefined } as unknown as Draft,
    ];
    for (const draft of bad) expect(() => form(draft)).toThrow(code('EVENT_INVALID'));
    expect(() => parseLeaf(Buffer.from('{"v":1}'))).toThrow(code('LEAF_INVALID'));
    expect(() => parseLeaf(Buffer.from('[]'))).toThrow(code('LEAF_INVALID'));
  });

  it('given to the peer names neither case nor person, whatever its type', () => {
    const channel = intent(1).channel;
    if (channel === undefined) throw new Error('no channel');
    const { leaf, disclosures } = form({ ...viewed(5), channel });
    const { sd, ...seen } = parseLeaf(leaf);
    expect(seen.case).toBeUndefined();
    expect(seen.actor).toBeUndefined();
    expect(disclosures.map(({ name }) => name)).toEqual(['case', 'actor']);
    expect(sd).toEqual(disclosures.map(({ digest }) => digest).sort());
    expect(leaf.includes(officer) || leaf.includes(threadOf(5))).toBe(false);
  });

  it('that travels names neither, and still stands in the chain of its case', () => {
    const { leaf, disclosures } = form({ ...viewed(5), travels: true });
    const seen = parseLeaf(leaf);
    expect([seen.case, seen.actor]).toEqual([undefined, undefined]);
    expect(Object.keys(seen.prev)).toEqual(['case']);
    expect(disclosures.map(({ name }) => name)).toEqual(['case', 'actor']);
    expect(leaf.includes(officer) || leaf.includes(threadOf(5))).toBe(false);
  });
});

describe('pseudonyms', () => {
  const pseudonyms = new Pseudonyms(Buffer.alloc(32, 3));
  it('are stable, and apart for each compartment, kind and key', () => {
    const all = [
      pseudonyms.thread(threadOf(1), 'ENFORCEMENT'),
      pseudonyms.thread(threadOf(1), 'PROTECTION'),
      pseudonyms.thread(threadOf(2), 'ENFORCEMENT'),
      pseudonyms.officer(officer, 'ENFORCEMENT'),
      pseudonyms.officer(officer, 'CONTROL'),
      new Pseudonyms(Buffer.alloc(32, 4)).officer(officer, 'CONTROL'),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(pseudonyms.thread(threadOf(1), 'ENFORCEMENT')).toBe(all[0]);
    expect(() => new Pseudonyms(Buffer.alloc(31))).toThrow(code('EVENT_INVALID'));
  });
});

describe('a salted digest', () => {
  it('opens to the value it was made of, and to nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.jsonValue(), (name, value) => {
        const made = makeDisclosure(name, value);
        const other = makeDisclosure(name, value);
        const opened = openDisclosure(made.encoded, [other.digest, made.digest]);
        expect(opened.name).toBe(name);
        expect(JSON.stringify(opened.value)).toBe(
          JSON.stringify(JSON.parse(canonicalize(value) ?? '')),
        );
        expect(() => openDisclosure(made.encoded, [other.digest])).toThrow(code('LEAF_INVALID'));
      }),
    );
  });

  it('is that of the example of RFC 9901 section 4.2.3', () => {
    const encoded = 'WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0';
    const digest = 'X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0';
    expect(disclosureDigest(encoded)).toBe(digest);
    expect(openDisclosure(encoded, [digest])).toMatchObject({
      name: 'family_name',
      value: 'Möbius',
    });
  });

  it('has a new salt of 128 bits each time', () => {
    const salts = Array.from({ length: 500 }, () => {
      const text = Buffer.from(makeDisclosure('a', 'b').encoded, 'base64url').toString();
      return (JSON.parse(text) as string[])[0] ?? '';
    });
    expect(new Set(salts).size).toBe(500);
    for (const salt of salts) expect(Buffer.from(salt, 'base64url')).toHaveLength(16);
  });
});

describe('event ids', () => {
  it('sort by microsecond, then by place in the batch, and hold the millisecond', () => {
    const moments = fc.tuple(fc.integer({ min: 0, max: 4_000_000_000_000_000 }), fc.nat(1_023));
    fc.assert(
      fc.property(moments, moments, ([m1, p1], [m2, p2]) => {
        const [a, b] = [eventId(m1, p1), eventId(m2, p2)];
        const order = Math.sign(m1 - m2) || Math.sign(p1 - p2);
        if (order !== 0) expect(a < b ? -1 : 1).toBe(order);
        expect(parseInt(a.replaceAll('-', '').slice(0, 12), 16)).toBe(Math.floor(m1 / 1_000));
      }),
    );
  });

  it('differ within one place of one microsecond', () => {
    expect(new Set(Array.from({ length: 1_000 }, () => eventId(micros, 7))).size).toBe(1_000);
  });
});
