import * as fc from 'fast-check';
import { flipBit, someLeaves, testKey } from '../../../test/support/tlog.js';
import {
  cosign,
  formatCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
} from './checkpoint.js';
import { emptyRoot } from './hash.js';
import { makeSigner } from './keys.js';
import { type LogProof, formatLogProof, parseLogProof, verifyLogProof } from './logproof.js';
import { addSignatures, signNote } from './note.js';
import { MemoryTree } from './tree.js';

const code = (of: string): RegExp => new RegExp(`^${of}(?::|$)`);
const anyCode = /^[A-Z]+(?:_[A-Z]+)+(?::|$)/;
const origin = 'audit.a.example/2026';
const log = makeSigner(origin, testKey(Buffer.alloc(32, 1)), 'note');
const witness = makeSigner('gw.b.example/witness', testKey(Buffer.alloc(32, 2)), 'cosignature');
const leaves = someLeaves(13);
const tree = new MemoryTree(leaves);
const checkpoint = { origin, size: 13, root: tree.root() };
const signed = signCheckpoint(checkpoint, log);
const TIME = 1_790_000_000;
const cosigned = addSignatures(signed, cosign(openCheckpoint(signed, log.verifier), witness, TIME));

describe('checkpoints', () => {
  it('are three lines', () => {
    const root = Buffer.from(checkpoint.root).toString('base64');
    expect(formatCheckpoint(checkpoint)).toBe(`${origin}\n13\n${root}\n`);
  });

  it('come back equal', () => {
    const any = fc.record({
      origin: fc.constantFrom('a', origin, 'log.example/é'),
      size: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      root: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    });
    fc.assert(
      fc.property(any, (value) => {
        expect(parseCheckpoint(formatCheckpoint(value))).toEqual(value);
      }),
    );
    const empty = { origin, size: 0, root: Uint8Array.from(emptyRoot()) };
    expect(parseCheckpoint(formatCheckpoint(empty))).toEqual(empty);
  });

  const root = Buffer.from(checkpoint.root).toString('base64');
  it.each([
    ['nothing', ''],
    ['two lines', `${origin}\n13\n`],
    ['no last newline', `${origin}\n13\n${root}`],
    ['an extension line', `${origin}\n13\n${root}\nx\n`],
    ['an empty line', `${origin}\n13\n${root}\n\n`],
    ['no origin', `\n13\n${root}\n`],
    ['a space in the origin', `a b\n13\n${root}\n`],
    ['a plus in the origin', `a+b\n13\n${root}\n`],
    ['a leading zero', `${origin}\n013\n${root}\n`],
    ['a sign', `${origin}\n+13\n${root}\n`],
    ['an exponent', `${origin}\n1e1\n${root}\n`],
    ['a size above 2^53', `${origin}\n9007199254740993\n${root}\n`],
    ['size 0 with another root', `${origin}\n0\n${root}\n`],
    ['a short root', `${origin}\n13\nAAAA\n`],
    ['a root without padding', `${origin}\n13\n${root.slice(0, -1)}\n`],
    ['a root in base64url', `${origin}\n13\n${'_'.repeat(43)}=\n`],
    ['carriage returns', `${origin}\r\n13\r\n${root}\r\n`],
  ])('refuses %s', (_, text) => {
    expect(() => parseCheckpoint(text)).toThrow(code('CHECKPOINT_INVALID'));
  });

  it('are signed only by the key that bears the origin', () => {
    const other = makeSigner('other.example', testKey(Buffer.alloc(32, 1)), 'note');
    expect(() => signCheckpoint(checkpoint, other)).toThrow(code('CHECKPOINT_INVALID'));
    const foreign = signNote(formatCheckpoint(checkpoint), other);
    expect(() => openCheckpoint(foreign, other.verifier)).toThrow(code('CHECKPOINT_INVALID'));
    expect(() => formatCheckpoint({ ...checkpoint, origin: 'a b' })).toThrow(
      code('CHECKPOINT_INVALID'),
    );
    expect(() => formatCheckpoint({ ...checkpoint, size: -1 })).toThrow(
      code('TREE_POSITION_INVALID'),
    );
  });

  it('need the log itself, whoever else signed', () => {
    const lines = Buffer.from(cosigned).toString().split('\n');
    const withoutLog = Buffer.from([...lines.slice(0, 4), ...lines.slice(5)].join('\n'));
    expect(() => openCheckpoint(withoutLog, log.verifier, [witness.verifier])).toThrow(
      'the log itself did not sign',
    );
  });
});

describe('cosignatures', () => {
  it('bring the time of the witness', () => {
    const { note, ...opened } = openCheckpoint(cosigned, log.verifier, [witness.verifier]);
    expect(opened).toEqual({ ...checkpoint, root: Uint8Array.from(checkpoint.root) });
    const { name, keyId } = witness.verifier;
    expect(note.signatures[1]).toEqual({ use: 'cosignature', name, keyId, unixSeconds: TIME });
    expect(openCheckpoint(cosigned, log.verifier).note.signatures).toHaveLength(1);
  });

  it('are bound to their time, their text and their key', () => {
    const line = Buffer.from(cosigned).toString().split('\n')[5] ?? '';
    const bytes = Buffer.from(line.split(' ')[2] ?? '', 'base64');
    expect(bytes).toHaveLength(4 + 8 + 64);
    expect(bytes.readBigUInt64BE(4)).toBe(BigInt(TIME));
    for (let bit = 32; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(flipBit(bytes, bit)).toString('base64');
      const bad = addSignatures(signed, `\u2014 ${witness.verifier.name} ${changed}\n`);
      expect(() => openCheckpoint(bad, log.verifier, [witness.verifier])).toThrow(
        code('NOTE_SIGNATURE_INVALID'),
      );
    }
    const later = signCheckpoint({ ...checkpoint, size: 14 }, log);
    const moved = addSignatures(later, `${line}\n`);
    expect(() => openCheckpoint(moved, log.verifier, [witness.verifier])).toThrow(
      code('NOTE_SIGNATURE_INVALID'),
    );
  });

  it('count once per witness, with the first time in the note', () => {
    const again = cosign(openCheckpoint(signed, log.verifier), witness, TIME + 60);
    const { note } = openCheckpoint(addSignatures(cosigned, again), log.verifier, [
      witness.verifier,
    ]);
    expect(note.signatures.slice(1)).toMatchObject([{ unixSeconds: TIME }]);
  });

  it('are refused when cut', () => {
    const { name, keyId } = witness.verifier;
    const id = Buffer.alloc(4);
    id.writeUInt32BE(keyId);
    const cut = Buffer.concat([id, Buffer.alloc(64)]).toString('base64');
    const bad = addSignatures(signed, `\u2014 ${name} ${cut}\n`);
    expect(() => openCheckpoint(bad, log.verifier, [witness.verifier])).toThrow(
      code('NOTE_SIGNATURE_INVALID'),
    );
  });

  it('are made with a witness key and a whole time only', () => {
    const opened = openCheckpoint(signed, log.verifier);
    expect(() => cosign(opened, log, TIME)).toThrow(code('NOTE_KEY_INVALID'));
    for (const bad of [-1, 0.5, Number.NaN, 2 ** 53])
      expect(() => cosign(opened, witness, bad)).toThrow(code('COSIGNATURE_TIME_INVALID'));
  });
});

describe('log proofs', () => {
  const proof = (index: number, extra?: Uint8Array): LogProof => ({
    ...(extra === undefined ? {} : { extra }),
    index,
    hashes: tree.inclusionProof(index).map((hash) => Uint8Array.from(hash)),
    checkpoint: Buffer.from(cosigned),
  });
  const leaf = (index: number): Uint8Array => leaves[index] ?? new Uint8Array(0);
  const bytes = formatLogProof(proof(5, Buffer.from('extra')));
  const verify = (content: Uint8Array, index = 5) =>
    verifyLogProof(content, leaf(index), log.verifier, [witness.verifier]);

  it('have the exact form of the specification', () => {
    const hashes = proof(5).hashes.map((hash) => Buffer.from(hash).toString('base64'));
    const lines = ['c2sp.org/tlog-proof@v1', 'extra ZXh0cmE=', 'index 5', ...hashes, '', ''];
    expect(Buffer.from(bytes).toString()).toBe(lines.join('\n') + Buffer.from(cosigned).toString());
  });

  it('come back equal and verify, for every leaf', () => {
    for (let index = 0; index < 13; index++) {
      const content = formatLogProof(proof(index));
      expect(parseLogProof(content)).toEqual(proof(index));
      expect(verify(content, index)).toMatchObject({ index, size: 13, origin });
      expect(() => verify(content, (index + 1) % 13)).toThrow(code('TREE_PROOF_INVALID'));
    }
    expect(parseLogProof(bytes).extra).toEqual(Uint8Array.from(Buffer.from('extra')));
  });

  it('of a tree with one leaf have no hashes', () => {
    const single = new MemoryTree([leaf(0)]);
    const note = signCheckpoint({ origin, size: 1, root: single.root() }, log);
    const content = formatLogProof({ index: 0, hashes: [], checkpoint: note });
    expect(Buffer.from(content).toString()).toMatch(/^c2sp.org\/tlog-proof@v1\nindex 0\n\naudit/);
    expect(verify(content, 0).size).toBe(1);
  });

  it('are refused with any one bit flipped outside the opaque extra data', () => {
    const content = formatLogProof(proof(5));
    for (let bit = 0; bit < content.length * 8; bit++) {
      const changed = flipBit(content, bit);
      // The witness is not required here, so a changed name or key id only makes it unknown.
      const line = Buffer.from(content).indexOf(`\u2014 ${witness.verifier.name}`);
      if (bit >= line * 8) break;
      expect(() => verify(changed)).toThrow(anyCode);
    }
  });

  const text = Buffer.from(bytes).toString();
  it.each([
    ['nothing', ''],
    ['another version', text.replace('@v1', '@v2')],
    ['no index', text.replace('index 5\n', '')],
    ['a leading zero', text.replace('index 5', 'index 05')],
    ['a negative index', text.replace('index 5', 'index -5')],
    ['extra data after the index', text.replace(/(extra .*\n)(index 5\n)/, '$2$1')],
    ['extra data twice', text.replace(/(extra .*\n)/, '$1$1')],
    ['empty extra data', text.replace('extra ZXh0cmE=', 'extra ')],
    ['extra data that is not base64', text.replace('extra ZXh0cmE=', 'extra ???')],
    ['a short hash', text.replace(/index 5\n/, 'index 5\nAAAA\n')],
    ['too many hashes', text.replace(/index 5\n/, `index 5\n${`${'A'.repeat(43)}=\n`.repeat(55)}`)],
    ['no checkpoint', text.slice(0, text.indexOf('\n\n') + 1)],
  ])('refuses %s', (_, content) => {
    expect(() => verify(Buffer.from(content))).toThrow(code('LOG_PROOF_INVALID'));
  });

  it('are bounded and never written in a form that cannot be read', () => {
    const invalid = code('LOG_PROOF_INVALID');
    expect(() => parseLogProof(new Uint8Array(400_000))).toThrow('above');
    expect(() => parseLogProof(Uint8Array.of(0xff))).toThrow(invalid);
    expect(() => formatLogProof(proof(5, new Uint8Array(0)))).toThrow(invalid);
    expect(() => formatLogProof(proof(5, new Uint8Array(16_385)))).toThrow(invalid);
    const hashes = new Array<Uint8Array>(55).fill(emptyRoot());
    expect(() => formatLogProof({ ...proof(5), hashes })).toThrow(invalid);
    expect(() => formatLogProof({ ...proof(5), hashes: [new Uint8Array(1)] })).toThrow(
      code('HASH_INVALID'),
    );
    const checkpoint = new Uint8Array(262_145);
    expect(() => formatLogProof({ ...proof(5), checkpoint })).toThrow(invalid);
  });
});
