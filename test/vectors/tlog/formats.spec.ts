import { readFileSync } from 'node:fs';
import {
  MemoryTree,
  addSignatures,
  cosign,
  formatLogProof,
  formatVerifierKey,
  leafHash,
  makeSigner,
  openCheckpoint,
  parseVerifierKey,
  signCheckpoint,
  verifyLogProof,
} from '#tlog';
import { testKey } from '../../support/tlog.js';

interface Example {
  log: { name: string; seed: string; key: string };
  witness: { name: string; seed: string; key: string; unixSeconds: number };
  leaves: string[];
  index: number;
}

const read = (name: string): Buffer => readFileSync(new URL(name, import.meta.url));
const example = JSON.parse(read('example.json').toString()) as Example;
const proof = read('example.tlog-proof');
const { log, witness, leaves, index } = example;
const hashes = leaves.map((leaf) => leafHash(Buffer.from(leaf)));
const logSigner = makeSigner(log.name, testKey(Buffer.from(log.seed, 'hex')), 'note');
const witnessKey = testKey(Buffer.from(witness.seed, 'hex'));
const witnessSigner = makeSigner(witness.name, witnessKey, 'cosignature');

describe('the example that other implementations can read', () => {
  it('verifies with the public keys alone', () => {
    const keys = [parseVerifierKey(log.key), parseVerifierKey(witness.key)] as const;
    const leaf = hashes[index] ?? new Uint8Array(0);
    const opened = verifyLogProof(proof, leaf, keys[0], [keys[1]]);
    expect(opened).toMatchObject({ origin: log.name, size: leaves.length, index });
    expect(opened.note.signatures).toMatchObject([
      { use: 'note', name: log.name },
      { use: 'cosignature', name: witness.name, unixSeconds: witness.unixSeconds },
    ]);
  });

  it('is made again byte for byte: a change of format is a decision', () => {
    expect(formatVerifierKey(logSigner.verifier)).toBe(log.key);
    expect(formatVerifierKey(witnessSigner.verifier)).toBe(witness.key);
    const tree = new MemoryTree(hashes);
    const root = tree.root();
    const signed = signCheckpoint({ origin: log.name, size: tree.size, root }, logSigner);
    const opened = openCheckpoint(signed, logSigner.verifier);
    const checkpoint = addSignatures(signed, cosign(opened, witnessSigner, witness.unixSeconds));
    const made = formatLogProof({ index, hashes: tree.inclusionProof(index), checkpoint });
    expect(Buffer.from(made).toString()).toBe(proof.toString());
  });
});
