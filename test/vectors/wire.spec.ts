import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { kernelCodes, parseSha256, assertComplete } from '#kernel';
import {
  chainHead,
  decodeBatch,
  decodeDocument,
  decodeEntry,
  decodeEnvelope,
  decodeLogin,
  decodePayload,
  decodeSealedStatement,
  decodeStatement,
  encodeBatch,
  encodeDocument,
  encodeEntry,
  encodeEnvelope,
  encodeLogin,
  encodePayload,
  encodeSealedStatement,
  encodeStatement,
  wireCodes,
} from '#wire';

// One vector; test/vectors/README.md explains its members.
interface Vector {
  readonly name: string;
  readonly description: string;
  readonly operation: string;
  readonly input: string;
  readonly expect: string;
  readonly result?: unknown;
}

const folder = fileURLToPath(new URL('wire', import.meta.url));
const files = readdirSync(folder).sort();
const vectors = files.map(
  (file) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Vector,
);

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const hashes = (members: Readonly<Record<string, Uint8Array>>) =>
  Object.fromEntries(Object.entries(members).map(([name, bytes]) => [name, sha256(bytes)]));

type Operation = (input: Uint8Array) => { result: unknown; again: Uint8Array };

const object =
  <T>(decode: (input: Uint8Array) => T, encode: (value: T) => Uint8Array): Operation =>
  (input) => {
    const result = decode(input);
    return { result, again: encode(result) };
  };

const operations: Readonly<Record<string, Operation>> = {
  // As received now: older kept documents are read without the last step.
  document: object((input) => {
    const document = decodeDocument(input);
    assertComplete(document);
    return document;
  }, encodeDocument),
  envelope: object(decodeEnvelope, encodeEnvelope),
  statement: object(decodeStatement, encodeStatement),
  entry: object(decodeEntry, encodeEntry),
  login: object(decodeLogin, encodeLogin),
  payload: (input) => {
    const payload = decodePayload(input);
    const { attachmentKeys, ...members } = payload;
    const result = { ...hashes(members), attachmentKeys: attachmentKeys.map(hex) };
    return { result, again: encodePayload(payload) };
  },
  'sealed-statement': (input) => {
    const statement = decodeSealedStatement(input);
    return { result: hashes({ ...statement }), again: encodeSealedStatement(statement) };
  },
  batch: (input) => {
    const batch = decodeBatch(input);
    const frames = batch.frames.map(({ ciphertext, ...frame }) => ({
      ...frame,
      ciphertextSha256: sha256(ciphertext),
    }));
    const chunks = batch.chunks.map(({ ciphertext, proof, ...chunk }) => ({
      ...chunk,
      ciphertextSha256: sha256(ciphertext),
      proof: proof.map(hex),
    }));
    return { result: { frames, chunks }, again: encodeBatch(batch) };
  },
  'chain-head': (input) => {
    const given = JSON.parse(Buffer.from(input).toString()) as {
      readonly prev: string | null;
      readonly version: number;
      readonly entry: string;
      readonly signatures: readonly string[];
    };
    const bytes = (text: string): Uint8Array => Buffer.from(text, 'base64');
    const prev = given.prev === null ? null : parseSha256(given.prev);
    const result = chainHead(prev, given.version, {
      entry: bytes(given.entry),
      signatures: given.signatures.map(bytes),
    });
    return { result, again: input };
  },
};

const run = (vector: Vector): ReturnType<Operation> => {
  const operation = operations[vector.operation];
  if (operation === undefined) throw new Error(`no operation ${vector.operation}`);
  return operation(Buffer.from(vector.input, 'base64'));
};

describe('wire vectors', () => {
  const accepted = vectors.filter((vector) => vector.expect === 'ok');
  const refused = vectors.filter((vector) => vector.expect !== 'ok');

  it.each(accepted)('$name: $description', (vector) => {
    const { result, again } = run(vector);
    expect(result).toEqual(vector.result);
    expect(Buffer.from(again).toString('base64')).toBe(vector.input);
  });

  it.each(refused)('$name: $description', (vector) => {
    expect(() => run(vector)).toThrow(expect.objectContaining({ code: vector.expect }));
  });
});

describe('the set of vectors', () => {
  it('has the documented members, each file named after its vector', () => {
    const codes = ['ok', ...Object.keys(kernelCodes), ...Object.keys(wireCodes)];
    for (const [i, vector] of vectors.entries()) {
      expect(files[i]).toBe(`${vector.name}.json`);
      expect(codes).toContain(vector.expect);
      expect(Buffer.from(vector.input, 'base64').toString('base64')).toBe(vector.input);
      expect(Object.keys(vector)).toEqual([
        ...['name', 'description', 'operation', 'input', 'expect'],
        ...(vector.expect === 'ok' ? ['result'] : []),
      ]);
    }
  });

  it('shows every operation something to accept, and all that refuse anything something to refuse', () => {
    const of = (good: boolean) =>
      new Set(vectors.filter((v) => (v.expect === 'ok') === good).map((v) => v.operation));
    const all = Object.keys(operations);
    expect([...of(true)].sort()).toEqual([...all].sort());
    expect([...of(false)].sort()).toEqual(all.filter((name) => name !== 'chain-head').sort());
  });

  it('has every code of the wire library', () => {
    const found = new Set(vectors.map((vector) => vector.expect));
    expect(Object.keys(wireCodes).filter((code) => !found.has(code))).toEqual([]);
  });

  it('says no input twice', () => {
    const inputs = vectors.map((vector) => `${vector.operation} ${vector.input}`);
    expect(new Set(inputs).size).toBe(inputs.length);
  });
});
