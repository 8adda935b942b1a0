import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Tile,
  MemoryTree,
  TiledTree,
  addSignatures,
  appendLeaves,
  cosign,
  emptyEdge,
  formatLogProof,
  formatVerifierKey,
  leafHash,
  makeSigner,
  openCheckpoint,
  parseVerifierKey,
  signCheckpoint,
} from '#tlog';
import { TileShelf, flipBit, testKey } from '../../support/tlog.js';
import { goEnvironment } from '../go.js';

const folder = fileURLToPath(new URL('.', import.meta.url));
const SMALL = 70;
const LARGE = 70_000;
const TIME = 1_790_000_000;
const origin = 'audit.a.example/2026';
const log = makeSigner(origin, testKey(Buffer.alloc(32, 1)), 'note');
const witness = makeSigner('gw.b.example/witness', testKey(Buffer.alloc(32, 2)), 'cosignature');
const keys = [log, witness].map((signer) => formatVerifierKey(signer.verifier));

const entry = (i: number): Uint8Array => Buffer.from(`entry ${i}`);
const leaves = Array.from({ length: LARGE }, (_, i) => leafHash(entry(i)));
const at = (i: number): Uint8Array => leaves[i] ?? new Uint8Array(0);
const b64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const shelf = new TileShelf();
let edge = emptyEdge();
const tiles: Tile[] = [];
for (let size = 0; size < LARGE; size += 1_000) {
  const grown = appendLeaves(edge, leaves.slice(size, size + 1_000));
  shelf.put(grown.tiles);
  tiles.push(...grown.tiles);
  edge = grown.edge;
}

function checkpointOf(size: number, root: Uint8Array): Uint8Array {
  const signed = signCheckpoint({ origin, size, root }, log);
  return addSignatures(signed, cosign(openCheckpoint(signed, log.verifier), witness, TIME));
}

interface Claim {
  readonly good: boolean;
  readonly claim: Readonly<Record<string, unknown>>;
}

function withTwin(claim: Readonly<Record<string, unknown>>, field: string, bit: number): Claim[] {
  const bytes = Buffer.from(claim[field] as string, 'base64');
  const twin = { ...claim, [field]: b64(flipBit(bytes, bit % (bytes.length * 8))) };
  return [
    { good: true, claim },
    { good: false, claim: twin },
  ];
}

function record(tree: MemoryTree | TiledTree, index: number, size: number, proof: Uint8Array[]) {
  const claim = { Kind: 'record', Index: index, Size: size, Root: b64(tree.root(size)) };
  return withTwin({ ...claim, Leaf: b64(at(index)), Hashes: proof.map(b64) }, 'Leaf', index);
}

function consistency(tree: MemoryTree | TiledTree, old: number, size: number, proof: Uint8Array[]) {
  const roots = { Root: b64(tree.root(size)), OldRoot: b64(tree.root(old)) };
  const claim = { Kind: 'tree', Old: old, Size: size, ...roots, Hashes: proof.map(b64) };
  return withTwin(claim, 'OldRoot', old);
}

function claims(): Claim[] {
  const list: Claim[] = [];
  const small = new MemoryTree(leaves.slice(0, SMALL));
  for (let size = 1; size <= SMALL; size++)
    for (let i = 0; i < size; i++) {
      list.push(...record(small, i, size, small.inclusionProof(i, size)));
      list.push(...consistency(small, i + 1, size, small.consistencyProof(i + 1, size)));
    }
  const large = new TiledTree(LARGE, shelf.read);
  for (let i = 0; i < LARGE; i += 97) {
    list.push(...record(large, i, LARGE, large.inclusionProof(i)));
    list.push(...consistency(large, i + 1, LARGE, large.consistencyProof(i + 1)));
  }
  for (const { level, index, width, hashes } of tiles)
    list.push(
      ...withTwin(
        { Kind: 'tile', Level: level, Index: index, Width: width, Bytes: b64(hashes) },
        'Bytes',
        index * 31,
      ),
    );
  const note = checkpointOf(LARGE, large.root());
  for (let bit = 0; bit < 400; bit += 3)
    list.push(...withTwin({ Kind: 'note', Keys: keys, Bytes: b64(note) }, 'Bytes', bit));
  for (const index of [0, 1, 69_999]) {
    const hashes = large.inclusionProof(index);
    const proof = formatLogProof({ index, hashes, checkpoint: note });
    const claim = { Kind: 'proof', Keys: keys, Bytes: b64(proof), Leaf: b64(entry(index)) };
    list.push(...withTwin(claim, 'Leaf', 5), ...withTwin(claim, 'Bytes', 40 * 8));
  }
  return list;
}

interface Answer {
  readonly Verdicts: { Ok: boolean; Why: string; Names: string[] | null; Times: number[] | null }[];
  readonly Key: string;
  readonly Note: string;
}

function askGo(list: readonly Claim[]): Answer {
  const run = spawnSync('go', ['run', join(folder, 'main.go')], {
    input: JSON.stringify({ Leaves: LARGE, Claims: list.map(({ claim }) => claim) }),
    env: goEnvironment,
    maxBuffer: 64 * 1_048_576,
    timeout: 120_000,
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`go: ${run.error?.message ?? run.stderr}`);
  return JSON.parse(run.stdout) as Answer;
}

describe("Go's transparency log packages", () => {
  const list = claims();
  let answer: Answer;
  beforeAll(() => {
    answer = askGo(list);
  }, 180_000);

  it('accept every proof, tile, checkpoint and cosignature of ours, and no false twin', () => {
    expect(answer.Verdicts).toHaveLength(list.length);
    const wrong = list.flatMap(({ good, claim }, i) =>
      answer.Verdicts[i]?.Ok === good ? [] : [{ claim, verdict: answer.Verdicts[i] }],
    );
    expect(wrong).toEqual([]);
    expect(list.filter(({ good }) => good).length).toBeGreaterThan(6_000);
  });

  it('see the signatures of the log and of the witness, and its time', () => {
    const notes = list.flatMap(({ good, claim }, i) =>
      good && claim['Kind'] === 'note' ? [answer.Verdicts[i]] : [],
    );
    expect(notes.length).toBeGreaterThan(0);
    for (const verdict of notes)
      expect(verdict).toMatchObject({ Names: [origin, witness.verifier.name], Times: [TIME] });
  });

  it('write keys and notes that we accept', () => {
    const opened = openCheckpoint(Buffer.from(answer.Note, 'base64'), parseVerifierKey(answer.Key));
    expect(opened).toMatchObject({ origin: 'go.example/log', size: 0 });
    expect(formatVerifierKey(parseVerifierKey(answer.Key))).toBe(answer.Key);
  });
});

describe('the shell script', () => {
  const dir = mkdtempSync(join(tmpdir(), 'tlog-'));
  afterAll(() => rmSync(dir, { recursive: true }));
  const tree = new MemoryTree(leaves.slice(0, 13));
  const proofOf = (index: number): Uint8Array =>
    formatLogProof({
      index,
      hashes: tree.inclusionProof(index),
      checkpoint: checkpointOf(13, tree.root()),
    });

  function verify(proof: Uint8Array | string, leaf: Uint8Array, key = keys[0]): string {
    const [proofFile, leafFile] = [join(dir, 'proof'), join(dir, 'leaf')];
    writeFileSync(proofFile, proof);
    writeFileSync(leafFile, leaf);
    const script = join(folder, 'verify.sh');
    const run = spawnSync('sh', [script, proofFile, leafFile, key ?? ''], { encoding: 'utf8' });
    if (run.error !== undefined) throw run.error;
    return run.status === 0 ? run.stdout.trim() : run.stderr.trim() || 'refused';
  }

  it('accepts a proof for every leaf', () => {
    for (let index = 0; index < 13; index++)
      expect(verify(proofOf(index), entry(index))).toBe(
        `verified: entry ${index} of 13 in ${origin}`,
      );
  });

  it('accepts the published example', () => {
    const vectors = new URL('../../vectors/tlog/', import.meta.url);
    const example = JSON.parse(readFileSync(new URL('example.json', vectors), 'utf8')) as {
      log: { key: string };
      leaves: string[];
      index: number;
    };
    const proof = readFileSync(new URL('example.tlog-proof', vectors));
    const leaf = Buffer.from(example.leaves[example.index] ?? '');
    expect(verify(proof, leaf, example.log.key)).toBe(`verified: entry 4 of 7 in ${origin}`);
  });

  it('refuses another leaf, index, hash, size, root, signature and key', () => {
    const text = Buffer.from(proofOf(5)).toString();
    const lines = text.split('\n');
    const changed = (line: number): string =>
      lines.with(line, (lines[line] ?? '').replace(/[A-Z]/, 'z')).join('\n');
    expect(verify(text, entry(5))).toMatch('verified');
    expect(verify(text, entry(6))).toMatch('does not lead');
    expect(verify(text.replace('index 5', 'index 4'), entry(5))).toMatch('does not lead');
    expect(verify(text.replace('index 5', 'index 13'), entry(5))).toMatch('outside');
    expect(verify(text.replace('index 5', 'index 5+0'), entry(5))).toMatch('not a number');
    for (const line of [2, 3, 4, 5]) expect(verify(changed(line), entry(5))).toMatch('not lead');
    expect(verify(text.replace('\n13\n', '\n12\n'), entry(5))).toMatch('signature');
    expect(verify(changed(9), entry(5))).toMatch('signature');
    expect(verify(text, entry(5), keys[0]?.replace('2026', '2027'))).toMatch('another log');
    expect(verify(text, entry(5), keys[1])).toMatch('another log');
    const other = makeSigner(origin, testKey(Buffer.alloc(32, 7)), 'note');
    expect(verify(text, entry(5), formatVerifierKey(other.verifier))).toMatch('signature');
    expect(verify(lines.toSpliced(2, 1).join('\n'), entry(5))).toMatch('not lead');
    expect(verify(lines.toSpliced(2, 0, lines[2] ?? '').join('\n'), entry(5))).toMatch(/refused/);
  });
});
