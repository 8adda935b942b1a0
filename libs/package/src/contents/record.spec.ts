import { describe, expect, it } from '@jest/globals';
import { decodeIndex, encodeIndex, type PackageIndex } from './package-index.js';
import { type BuildRecord, decodeRecord, encodeRecord } from './record.js';

const hash = (n: number): string => n.toString(16).padStart(64, '0');
const end = (state: string) => ({ state, root: 'A'.repeat(40), version: 3, head: hash(1) });
const record = {
  ...{ typ: 'liaise-package-record', v: 1, exhibit: 'border-police-2026-1' },
  ...{ state: 'XB', authority: 'border-police', neighbour: 'XA', reader: null },
  link: '0'.repeat(32),
  thread: '01900000-0000-7000-8000-000000000001',
  ...{ gatheredAt: '2026-03-01T12:00:00.000Z', gathered: 18, software: '0.1.0' },
  log: { origin: 'xb.example/log', size: 20, root: Buffer.alloc(32, 4).toString('base64') },
  ...{ directories: [end('XA'), end('XB')], authorities: [hash(2), hash(3)], cmsSeal: null },
} as unknown as BuildRecord;
const index = {
  ...{ typ: 'liaise-package-index', v: 1 },
  events: [
    { index: 1, leaf: hash(1), values: [null, 'LAW'], why: 'CASE', withheld: null },
    { index: 4, leaf: hash(2), values: [], why: 'LINK', withheld: 'LAW' },
  ],
  messages: [
    {
      ...{ direction: 'OUT', message: 'a'.repeat(32), ciphertext: true, attachments: [null] },
      document: '01900000-0000-7000-8000-000000000002',
      ...{ hashes: [hash(6)], sha256: hash(7), withheld: null },
    },
  ],
  receipts: [{ message: 1, stage: 'OPENED', logged: 4 }],
  tokens: [{ size: 3, stamped: null }],
  ...{ certificates: [hash(5)], lists: [], keys: ['B'.repeat(40)] },
  withheld: { events: 1, files: 0, fields: 2, unnamed: 0 },
  supersedes: { exhibit: 'border-police-2026-0', reason: 'CONSENT' },
} as unknown as PackageIndex;

const bytes = (value: object): Uint8Array => Buffer.from(JSON.stringify(value));

describe('a build record', () => {
  it('is read as it was written', () => {
    for (const reader of [null, 'defence-1'])
      expect(decodeRecord(encodeRecord({ ...record, reader } as BuildRecord))).toEqual({
        ...record,
        reader,
      });
  });

  it.each([
    ['another type', { typ: 'liaise-package-index' }],
    ['an exhibit that is no name of a file', { exhibit: '../x' }],
    ['a directory of a third State', { directories: [end('XA'), end('XC')] }],
    ['directories the other way round', { directories: [end('XB'), end('XA')] }],
    ['one directory', { directories: [end('XA')] }],
    ['no authority', { authorities: [] }],
    ['authorities the other way round', { authorities: [hash(3), hash(2)] }],
    ['one authority twice', { authorities: [hash(3), hash(3)] }],
    ['a version that is no ASCII', { software: 'ä' }],
    ['a member more', { stray: 1 }],
    ['a reader whose label is a name', { reader: 'Ana Novak' }],
    ['a reader with a label too long', { reader: 'd'.repeat(33) }],
    ['an empty log', { log: { ...record.log, size: 0 } }],
  ])('is refused with %s', (_, change) => {
    expect(() => encodeRecord({ ...record, ...change } as BuildRecord)).toThrow();
  });

  it('is refused in another encoding', () => {
    expect(() => decodeRecord(bytes(record))).toThrow('WIRE_NOT_CANONICAL');
  });
});

describe('an index', () => {
  it('is read as it was written', () => {
    expect(decodeIndex(encodeIndex(index))).toEqual(index);
  });

  it.each([
    ['events out of order', { events: [...index.events].reverse() }],
    ['an event twice', { events: [index.events[0], index.events[0]] }],
    ['another reason to withhold', { events: [{ ...index.events[0], withheld: 'SHAME' }] }],
    ['a withheld event that opens a value', { events: [{ ...index.events[1], values: [null] }] }],
    ['an attachment without its hash', { messages: [{ ...index.messages[0], hashes: [] }] }],
    ['a document without its hash', { messages: [{ ...index.messages[0], sha256: null }] }],
    [
      'an attachment of a withheld document',
      { messages: [{ ...index.messages[0], ciphertext: false, withheld: 'LAW' }] },
    ],
    [
      'the sealed message of a withheld document',
      { messages: [{ ...index.messages[0], attachments: ['LAW'], withheld: 'LAW' }] },
    ],
    ['no message', { messages: [] }],
    ['a receipt of no message', { receipts: [{ ...index.receipts[0], message: 2 }] }],
    ['a receipt of a message that came', { messages: [{ ...index.messages[0], direction: 'IN' }] }],
    ['keys the other way round', { keys: ['C'.repeat(40), 'B'.repeat(40)] }],
    ['one certificate twice', { certificates: [hash(5), hash(5)] }],
    ['a count below none', { withheld: { ...index.withheld, files: -1 } }],
  ])('is refused with %s', (_, change) => {
    expect(() => encodeIndex({ ...index, ...change } as PackageIndex)).toThrow();
  });
});
