import * as fc from 'fast-check';
import { flipBit, someLeaves, testKey } from '../../../../test/support/tlog.js';
import { signCheckpoint } from '../checkpoint.js';
import { emptyRoot } from '../hash.js';
import { makeSigner } from '../keys.js';
import { MemoryTree } from '../tree.js';
import { formatOffer, judgeOffer, parseOffer, unseenLog } from './witness.js';

const code = (of: string): RegExp => new RegExp(`^${of}(?::|$)`);
const origin = 'audit.a.example/2026';
const log = makeSigner(origin, testKey(Buffer.alloc(32, 1)), 'note');
const SIZE = 64;
const honest = new MemoryTree(someLeaves(SIZE));
const offerOf = (tree: MemoryTree, old: number, size: number) => ({
  old,
  hashes: tree.consistencyProof(old, size).map((hash) => Uint8Array.from(hash)),
  checkpoint: signCheckpoint({ origin, size, root: tree.root(size) }, log),
});
const held = (size: number) => ({ size, root: honest.root(size) });

describe('a witness', () => {
  it('cosigns every growth of an honest log, from any size to any size', () => {
    for (let old = 0; old <= SIZE; old++)
      for (let size = old; size <= SIZE; size += 5) {
        const verdict = judgeOffer(offerOf(honest, old, size), log.verifier, held(old));
        expect(verdict).toMatchObject({ verdict: 'cosign', checkpoint: { size, origin } });
      }
    const first = judgeOffer(offerOf(honest, 0, SIZE), log.verifier, unseenLog());
    expect(first.verdict).toBe('cosign');
  });

  it('never cosigns a second branch, wherever the history was changed, at every size to 500', () => {
    const most = 500;
    const leaves = someLeaves(most);
    const whole = new MemoryTree(leaves);
    const branches = leaves.map((_, changed) => new MemoryTree(leaves.with(changed, emptyRoot())));
    for (let size = 1; size <= most; size++)
      for (const changed of new Set([0, size >> 1, size - 1])) {
        const forged = branches[changed] ?? whole;
        const known = { size, root: whole.root(size) };
        const same = judgeOffer(offerOf(forged, size, size), log.verifier, known);
        expect(same.verdict).toBe('fork');
        if (size < most)
          expect(() => judgeOffer(offerOf(forged, size, most), log.verifier, known)).toThrow(
            code('TREE_PROOF_INVALID'),
          );
      }
  });

  it('answers with its size when the log names another, and does not go back', () => {
    const sizes = fc.tuple(fc.nat(SIZE), fc.nat(SIZE), fc.nat(SIZE));
    fc.assert(
      fc.property(sizes, ([mine, a, b]) => {
        const [old, size] = [Math.min(a, b), Math.max(a, b)];
        if (old === mine) return;
        const verdict = judgeOffer(offerOf(honest, old, size), log.verifier, held(mine));
        expect(verdict).toEqual({ verdict: 'stale', size: mine });
      }),
    );
  });

  it('sees a fork at its size even when the old size is not its own', () => {
    const forged = new MemoryTree(someLeaves(SIZE, 'other'));
    const verdict = judgeOffer(offerOf(forged, 3, 10), log.verifier, held(10));
    expect(verdict).toMatchObject({ verdict: 'fork', checkpoint: { size: 10 } });
  });

  it('refuses what the log did not sign, and an old size above the new', () => {
    const other = makeSigner(origin, testKey(Buffer.alloc(32, 2)), 'note');
    const offer = offerOf(honest, 3, 10);
    expect(() => judgeOffer(offer, other.verifier, held(3))).toThrow(code('NOTE_UNSIGNED'));
    expect(() => judgeOffer({ ...offer, old: 11 }, log.verifier, held(11))).toThrow(
      code('CHECKPOINT_OFFER_INVALID'),
    );
  });

  it('refuses a proof with any one bit flipped', () => {
    const offer = offerOf(honest, 11, 50);
    for (let bit = 0; bit < 256; bit += 7)
      offer.hashes.forEach((hash, i) => {
        const hashes = offer.hashes.with(i, Uint8Array.from(flipBit(hash, bit)));
        expect(() => judgeOffer({ ...offer, hashes }, log.verifier, held(11))).toThrow(
          code('TREE_PROOF_INVALID'),
        );
      });
  });
});

describe('offers', () => {
  it('have the exact form of the specification and come back equal', () => {
    const offer = offerOf(honest, 6, 8);
    const lines = ['old 6', ...offer.hashes.map((h) => Buffer.from(h).toString('base64')), '', ''];
    const bytes = formatOffer(offer);
    expect(Buffer.from(bytes).toString()).toBe(
      lines.join('\n') + Buffer.from(offer.checkpoint).toString(),
    );
    for (const [old, size] of [
      [0, 0],
      [0, 9],
      [9, 9],
      [9, 64],
    ] as const) {
      const some = offerOf(honest, old, size);
      expect(parseOffer(formatOffer(some))).toEqual(some);
    }
  });

  const text = Buffer.from(formatOffer(offerOf(honest, 6, 8))).toString();
  it.each([
    ['nothing', ''],
    ['no old size', text.replace('old 6\n', '')],
    ['a leading zero', text.replace('old 6', 'old 06')],
    ['a short hash', text.replace('old 6\n', 'old 6\nAAAA\n')],
    ['too many hashes', text.replace('old 6\n', `old 6\n${`${'A'.repeat(43)}=\n`.repeat(55)}`)],
    ['no empty line', text.replaceAll('\n\n', '\n')],
    ['too many bytes', 'a'.repeat(300_000)],
  ])('refuses %s', (_, content) => {
    expect(() => parseOffer(Buffer.from(content))).toThrow(code('CHECKPOINT_OFFER_INVALID'));
  });

  it('are never written in a form that cannot be read', () => {
    const offer = offerOf(honest, 6, 8);
    const invalid = code('CHECKPOINT_OFFER_INVALID');
    expect(() => formatOffer({ ...offer, old: -1 })).toThrow(code('TREE_POSITION_INVALID'));
    expect(() => formatOffer({ ...offer, hashes: [new Uint8Array(3)] })).toThrow(
      code('HASH_INVALID'),
    );
    const hashes = new Array<Uint8Array>(55).fill(emptyRoot());
    expect(() => formatOffer({ ...offer, hashes })).toThrow(invalid);
    expect(() => formatOffer({ ...offer, checkpoint: new Uint8Array(262_145) })).toThrow(invalid);
    expect(() => parseOffer(Uint8Array.of(0xff))).toThrow(invalid);
  });
});
