import { describe, expect, it } from '@jest/globals';
import {
  aDocument,
  aDocumentOf,
  aHash,
  aLogin,
  aReceipt,
  aRequestBody,
  aStatement,
  anEntry,
  anEnvelope,
  base64Of,
  bodyOf,
  bytesOf,
  entryBodyOf,
  statementBodyOf,
} from '../../../test/support/builders.js';
import {
  documentLimits,
  entryLimits,
  statementLimits,
  type DocumentKind,
  type KernelCode,
  type StatementKind,
} from '#kernel';
import type { EntryKind } from '#capabilities/directory/directory.schema';
import { canonicalJson } from './canonical-json.js';
import type { WireCode } from './errors.js';
import {
  decodeDocument,
  decodeEntry,
  decodeEnvelope,
  decodeLogin,
  decodeStatement,
  encodeDocument,
  encodeEntry,
  encodeEnvelope,
  encodeLogin,
  encodeStatement,
  loginPrefix,
} from './signed-objects.js';

const refused = (code: WireCode | KernelCode) => expect.objectContaining({ code });

const objects = {
  document: {
    bytes: encodeDocument(aDocument()),
    decode: decodeDocument as (b: Uint8Array) => unknown,
  },
  envelope: { bytes: encodeEnvelope(anEnvelope()), decode: decodeEnvelope },
  statement: { bytes: encodeStatement(aStatement('link-test')), decode: decodeStatement },
  entry: { bytes: encodeEntry(anEntry('root')), decode: decodeEntry },
  login: { bytes: encodeLogin(aLogin()), decode: decodeLogin },
} as const;
const names = Object.keys(objects) as (keyof typeof objects)[];

describe('signed objects', () => {
  it.each(names.flatMap((name) => names.map((other) => [name, other] as const)))(
    'the decoder of a %s judges the bytes of a %s',
    (name, other) => {
      const decode = () => objects[name].decode(objects[other].bytes);
      if (name === other) expect(decode).not.toThrow();
      else if (name === 'login' || other === 'login')
        expect(decode).toThrow(refused('WIRE_MALFORMED'));
      else expect(decode).toThrow(refused('WIRE_VERSION_UNKNOWN'));
    },
  );

  it.each(Object.keys(bodyOf) as DocumentKind[])('a %s is read back as it was', (kind) => {
    const document = aDocumentOf(kind);
    expect(decodeDocument(encodeDocument(document))).toEqual(document);
  });

  it.each(Object.keys(statementBodyOf) as StatementKind[])(
    'a %s is read back as it was',
    (kind) => {
      const statement = aStatement(kind);
      expect(decodeStatement(encodeStatement(statement))).toEqual(statement);
    },
  );

  it.each(Object.keys(entryBodyOf) as EntryKind[])(
    'the entry %s is read back as it was',
    (kind) => {
      const entry = anEntry(kind);
      expect(decodeEntry(encodeEntry(entry))).toEqual(entry);
    },
  );

  it('an envelope and a login are read back as they were', () => {
    const envelope = anEnvelope({ seq: 9, prev: aHash('eight') });
    expect(decodeEnvelope(encodeEnvelope(envelope))).toEqual(envelope);
    expect(decodeLogin(encodeLogin(aLogin()))).toEqual(aLogin());
  });

  it.each(['document', 'envelope', 'statement', 'entry'] as const)(
    'a %s of another version is refused before its schema is looked at',
    (name) => {
      const value = JSON.parse(Buffer.from(objects[name].bytes).toString()) as object;
      for (const v of [0, 2, '1', null])
        expect(() => objects[name].decode(canonicalJson({ ...value, v, more: 1 }))).toThrow(
          refused('WIRE_VERSION_UNKNOWN'),
        );
    },
  );

  it('encoders refuse what the schema refuses', () => {
    const wrong = { ...aDocument(), recipientKeys: [] };
    expect(() => encodeDocument(wrong)).toThrow(refused('DOCUMENT_INVALID'));
    expect(() => encodeEnvelope(anEnvelope({ seq: 0 }))).toThrow(refused('VALUE_INVALID'));
    expect(() => encodeLogin(aLogin({ origin: 'http://x' }))).toThrow(refused('VALUE_INVALID'));
  });

  it('encoders refuse what the decoder finds too large, decoders before they read it', () => {
    // Astral characters count once in the schema and four bytes on the wire.
    const ship = '\u{1F6A2}';
    const body = aRequestBody({
      facts: ship.repeat(32_000),
      informationRequested: ship.repeat(16_000),
      subjects: [],
    });
    expect(() => encodeDocument(aDocument({ body }))).not.toThrow();
    const more = { ...body, reasonsInformationAvailable: ship.repeat(2000) };
    expect(() => encodeDocument(aDocument({ body: more }))).toThrow(refused('WIRE_TOO_LARGE'));
    const receipts = Array.from({ length: statementLimits.receipts }, () =>
      aReceipt({ leaf: base64Of(new Uint8Array(4000)) }),
    );
    const batch = { checkpoint: '', receipts, objects: [] };
    expect(() => encodeStatement(aStatement('receipt-batch', { body: batch }))).toThrow(
      refused('WIRE_TOO_LARGE'),
    );
    for (const [decode, limit] of [
      [decodeDocument, documentLimits.bytes],
      [decodeStatement, statementLimits.bytes],
      [decodeEntry, entryLimits.bytes],
      [decodeEnvelope, 32 * 1024],
    ] as const) {
      const filled = Buffer.alloc(limit + 1, '{');
      expect(() => decode(filled)).toThrow(refused('WIRE_TOO_LARGE'));
      expect(() => decode(filled.subarray(1))).toThrow(refused('WIRE_TOO_DEEP'));
    }
  });

  it('a comparison has a day and a part that a table takes', () => {
    const body = aStatement('reconciliation').body;
    for (const [day, part] of [
      ['0000-01-01', 0],
      ['1999-12-31', 0],
      ['2026-02-30', 0],
      ['2026-03-01', 3_000_000_000],
    ] as const) {
      const statement = aStatement('reconciliation', { body: { ...body, day, part } });
      expect(() => encodeStatement(statement)).toThrow(refused('VALUE_INVALID'));
      expect(() => decodeStatement(canonicalJson(statement))).toThrow(refused('VALUE_INVALID'));
    }
  });

  it('a statement has room for the largest entry', () => {
    expect(Buffer.alloc(entryLimits.bytes).toString('base64')).toHaveLength(entryLimits.base64);
  });
});

describe('login statements', () => {
  const json = canonicalJson(aLogin());
  const behind = (prefix: string | Uint8Array) => Buffer.concat([Buffer.from(prefix), json]);

  it('begin with their line, which no other signed object can', () => {
    expect(Buffer.from(encodeLogin(aLogin())).toString()).toMatch(
      /^liaise-login-v1\n\{"expiresAt"/,
    );
  });

  it.each([
    '',
    'liaise-login-v1',
    'liaise-login-v2\n',
    'liaise-login-v1\r\n',
    '\ufeff' + loginPrefix,
    ` ${loginPrefix}`,
    'LIAISE-LOGIN-V1\n',
  ])('refuse the prefix %j', (prefix) => {
    expect(() => decodeLogin(behind(prefix))).toThrow(refused('WIRE_MALFORMED'));
  });

  it('refuse what follows when it is not canonical, too deep, too large or of another form', () => {
    const of = (text: string) => () => decodeLogin(bytesOf(`${loginPrefix}${text}`));
    expect(of(JSON.stringify(aLogin(), null, 1))).toThrow(refused('WIRE_NOT_CANONICAL'));
    expect(of('{"a":[[1]]}')).toThrow(refused('WIRE_TOO_DEEP'));
    expect(of('x'.repeat(2048))).toThrow(refused('WIRE_TOO_LARGE'));
    expect(of('{}')).toThrow(refused('VALUE_INVALID'));
    expect(of('')).toThrow(refused('WIRE_MALFORMED'));
  });
});
