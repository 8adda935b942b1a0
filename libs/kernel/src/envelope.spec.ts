import { describe, expect, it } from '@jest/globals';
import {
  aBase64Hash,
  aFingerprint,
  aHash,
  aLogin,
  aReceipt,
  aStatement,
  anEnvelope,
  anEntry,
  base64Of,
  entryBodyOf,
  statementBodyOf,
} from '../../../test/support/builders.js';
import { isEntry, parseEntry, type EntryKind } from '#capabilities/directory/directory.schema';
import { receiptStages, stages, type StatementKind } from './envelope.js';
import {
  isStatement,
  parseEnvelope,
  parseLoginStatement,
  parseStatement,
} from './documents/parse.js';

const statementKinds = Object.keys(statementBodyOf) as StatementKind[];
const entryKinds = Object.keys(entryBodyOf) as EntryKind[];
const invalid = expect.objectContaining({ code: 'VALUE_INVALID' });

function broken(value: object): [string, unknown][] {
  return [
    ...Object.keys(value).map((name): [string, unknown] => {
      const copy: Record<string, unknown> = { ...value };
      Reflect.deleteProperty(copy, name);
      return [`without ${name}`, copy];
    }),
    ['with a member more', { ...value, more: 1 }],
  ];
}

describe('parseEnvelope', () => {
  it('accepts an envelope unchanged', () => {
    const envelope = anEnvelope({ seq: 2, prev: aHash('first') });
    expect(parseEnvelope(envelope)).toBe(envelope);
    expect(() => parseEnvelope(anEnvelope({ anchor: { own: null, peer: null } }))).not.toThrow();
  });

  it.each(broken(anEnvelope()))('refuses an envelope %s', (_name, value) => {
    expect(() => parseEnvelope(value)).toThrow(invalid);
  });

  it.each<[string, unknown]>([
    ['seq', 0],
    ['seq', 1.5],
    ['seq', Number.MAX_SAFE_INTEGER + 1],
    ['rack', -1],
    ['prev', ''],
    ['recipientKeys', []],
    ['recipientKeys', [aFingerprint('a'), aFingerprint('a')]],
    ['from', 'xa'],
    ['id', '0'.repeat(31)],
    ['directory', { version: 1, head: 'x' }],
    ['anchor', { own: { origin: 'a', size: 1, root: '' }, peer: null }],
    ['anchor', { own: { origin: 'a', size: 1, root: base64Of('short') }, peer: null }],
    ['attachments', Array.from({ length: 33 }, () => ({ root: aHash('a'), size: 1 }))],
  ])('refuses %s = %j', (name, value) => {
    expect(() => parseEnvelope({ ...anEnvelope(), [name]: value })).toThrow(invalid);
  });

  it('refuses a base64 hash whose unused bits are set: it would be a second spelling', () => {
    const root = aBase64Hash('root').replace(/.=$/, 'B=');
    expect(() =>
      parseEnvelope(anEnvelope({ anchor: { own: { origin: 'a', size: 1, root }, peer: null } })),
    ).toThrow(invalid);
  });
});

describe('parseStatement', () => {
  it.each(statementKinds)('accepts a %s', (kind) => {
    const statement = aStatement(kind);
    expect(parseStatement(statement)).toBe(statement);
    expect(isStatement(statement, kind)).toBe(true);
  });

  it.each(
    statementKinds.flatMap((kind) =>
      broken(statementBodyOf[kind]()).map(([name, body]) => [kind, name, body] as const),
    ),
  )('refuses a %s whose body is %s', (kind, _name, body) => {
    expect(() => parseStatement({ ...aStatement(kind), body })).toThrow(invalid);
  });

  it.each(statementKinds.flatMap((a) => statementKinds.map((b) => [a, b] as const)))(
    'the schema of %s judges the body of %s',
    (kind, other) => {
      const parse = () => parseStatement({ ...aStatement(kind), body: statementBodyOf[other]() });
      if (kind === other) expect(parse).not.toThrow();
      else expect(parse).toThrow(invalid);
    },
  );

  it.each(broken(aStatement('link-test')))('refuses a statement %s', (_name, value) => {
    expect(() => parseStatement(value)).toThrow(invalid);
  });

  it.each(['checkpoint-offer', 'toString', ''])('refuses the kind %j', (kind) => {
    expect(() => parseStatement({ ...aStatement('link-test'), kind })).toThrow(invalid);
  });

  const batch = (members: object) => ({
    ...aStatement('receipt-batch'),
    body: { ...statementBodyOf['receipt-batch'](), ...members },
  });

  it.each(receiptStages)('a receipt may be of stage %s', (stage) => {
    expect(() => parseStatement(batch({ receipts: [aReceipt({ stage })] }))).not.toThrow();
  });

  it.each(['ACCEPTED', 'RELAYED'])("the sender's own fact %s is no receipt", (stage) => {
    expect(stages).toContain(stage);
    expect(() => parseStatement(batch({ receipts: [{ ...aReceipt(), stage }] }))).toThrow(invalid);
  });

  it.each<[string, object]>([
    ['rseq 0', { rseq: 0 }],
    ['a code in small letters', { code: 'expired' }],
    ['a proof that is no hash', { proof: ['AAAA'] }],
    ['a proof of 64 hashes', { proof: Array.from({ length: 64 }, (_, i) => aBase64Hash(`${i}`)) }],
    ['a leaf that is not base64', { leaf: '****' }],
  ])('refuses a receipt with %s', (_name, members) => {
    expect(() => parseStatement(batch({ receipts: [{ ...aReceipt(), ...members }] }))).toThrow(
      invalid,
    );
  });

  it('refuses more than its bounds', () => {
    const object = { root: aHash('o'), state: 'PARTIAL', missing: [] as number[][] };
    expect(() =>
      parseStatement(batch({ receipts: Array.from({ length: 65 }, () => aReceipt()) })),
    ).toThrow(invalid);
    expect(() =>
      parseStatement(batch({ objects: Array.from({ length: 65 }, () => object) })),
    ).toThrow(invalid);
    expect(() =>
      parseStatement(
        batch({ objects: [{ ...object, missing: Array.from({ length: 65 }, () => [0, 1]) }] }),
      ),
    ).toThrow(invalid);
    expect(() => parseStatement(batch({ objects: [{ ...object, missing: [[0]] }] }))).toThrow(
      invalid,
    );
  });
});

describe('parseLoginStatement', () => {
  it('accepts a login unchanged', () => {
    const login = aLogin();
    expect(parseLoginStatement(login)).toBe(login);
  });

  it.each(broken(aLogin()))('refuses a login %s', (_name, value) => {
    expect(() => parseLoginStatement(value)).toThrow(invalid);
  });

  it.each(['http://gateway.example', 'https://', 'https://a b', 'javascript:alert(1)'])(
    'refuses the origin %j',
    (origin) => {
      expect(() => parseLoginStatement(aLogin({ origin }))).toThrow(invalid);
    },
  );
});

describe('parseEntry', () => {
  it.each(entryKinds)('accepts the entry %s', (kind) => {
    const entry = anEntry(kind);
    expect(parseEntry(entry)).toBe(entry);
    expect(isEntry(entry, kind)).toBe(true);
  });

  it.each(
    entryKinds.flatMap((kind) =>
      broken(entryBodyOf[kind]()).map(([name, body]) => [kind, name, body] as const),
    ),
  )('refuses the entry %s whose body is %s', (kind, _name, body) => {
    expect(() => parseEntry({ ...anEntry(kind), body })).toThrow(invalid);
  });

  it.each(broken(anEntry('root')))('refuses an entry %s', (_name, value) => {
    expect(() => parseEntry(value)).toThrow(invalid);
  });

  it.each<[EntryKind, object]>([
    ['state-key', { purpose: 'root' }],
    ['note-key', { purpose: 'signing' }],
    ['event-key', { publicKey: base64Of('short') }],
    ['authority', { keys: [] }],
    ['registrar', { authorities: [] }],
    ['registrar', { authorities: ['border-police', 'border-police'] }],
    ['officer', { roles: [] }],
    ['officer', { roles: ['REGISTRAR'] }],
    ['officer', { roles: ['AUDITOR', 'AUDITOR'] }],
    ['peer', { end: 3 }],
  ])('refuses the entry %s with %j', (kind, members) => {
    const body = { ...entryBodyOf[kind](), ...members };
    expect(() => parseEntry({ ...anEntry(kind), body })).toThrow(invalid);
  });

  it.each(['chain', 'kind', 'typ'])('refuses another %s', (name) => {
    expect(() => parseEntry({ ...anEntry('root'), [name]: 'other' })).toThrow(invalid);
  });
});
