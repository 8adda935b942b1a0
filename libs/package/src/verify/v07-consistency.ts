import {
  type Checkpoint,
  MAX_NOTE_BYTES,
  parseCheckpoint,
  TlogError,
  verifyConsistency,
} from '#tlog';
import type { Facts } from '../reading/facts.js';
import type { Findings } from '../findings.js';
import { type Files, paths } from '../container/layout.js';
import { proofIn } from './v06-inclusion.js';

type Found = Findings<'V07'>;

/** Checkpoint of a signed note, whoever signed it; undefined for what is no note of one. */
export function checkpointIn(note: Uint8Array | undefined): Checkpoint | undefined {
  if (note === undefined || note.length > MAX_NOTE_BYTES) return undefined;
  const text = Buffer.from(note).toString('utf8');
  try {
    return parseCheckpoint(text.slice(0, text.lastIndexOf('\n\n') + 1));
  } catch (error) {
    if (!(error instanceof TlogError)) throw error;
    return undefined;
  }
}

/** Roots of one log by size; two for one size are a fork. */
class KnownRoots {
  readonly #roots = new Map<number, string>();

  constructor(private readonly found: Found) {}

  add(size: number, root: string, where: string): void {
    const known = this.#roots.get(size);
    if (known === undefined) this.#roots.set(size, root);
    else if (known !== root) this.found.add('FORK', where);
  }

  get all(): ReadonlyMap<number, string> {
    return this.#roots;
  }
}

const hex = (root: Uint8Array): string => Buffer.from(root).toString('hex');

/** Roots that are named of the own log: the checkpoint's, those under tokens, and anchors of leaves. */
function ownRoots({ record, index, files, events }: Facts, found: Found) {
  const roots = new KnownRoots(found);
  roots.add(record.log.size, hex(Buffer.from(record.log.root, 'base64')), 'data/build.json');
  for (const { size } of index.tokens) {
    const where = paths.checkpoint(size);
    const point = checkpointIn(files.get(where));
    if (point !== undefined) roots.add(point.size, hex(point.root), where);
  }
  for (const { read, where, index: at } of events) {
    if (read === undefined || read.anchor === null) continue;
    if (read.anchor.size > at) found.add('ANCHOR_AHEAD', where);
    roots.add(read.anchor.size, read.anchor.root, where);
  }
  return roots.all;
}

/** Checkpoints of the neighbour under receipts, with their files. */
const theirPoints = ({ index, files }: Facts) =>
  index.receipts.flatMap((_, i) => {
    const where = paths.receiptProof(i + 1);
    const bytes = files.get(where);
    const point = checkpointIn(bytes && proofIn(bytes)?.checkpoint);
    return point === undefined ? [] : [{ point, where }];
  });

/** Roots that are named of the neighbour's log, where it is one. */
function checkNeighbour(facts: Facts, found: Found): void {
  const points = theirPoints(facts);
  const logs = new Map<string, KnownRoots>();
  for (const { point, where } of points) {
    const roots = logs.get(point.origin) ?? new KnownRoots(found);
    logs.set(point.origin, roots);
    roots.add(point.size, hex(point.root), where);
  }
  // An anchor names no log: with two of them nobody knows whose it is.
  const [roots, second] = [...logs.values()];
  if (roots === undefined || second !== undefined) return;
  for (const { said, where } of facts.events)
    if (said !== undefined && said.peerAnchor !== null)
      roots.add(said.peerAnchor.size, said.peerAnchor.root, where);
}

/** More than the hashes of any proof take. */
const longestProof = 4_096;

/** Hashes of a proof file, each in its one spelling; undefined for another form. */
function hashesIn(files: Files, where: string): readonly Buffer[] | undefined {
  const bytes = files.get(where) ?? new Uint8Array();
  if (bytes.length > longestProof) return undefined;
  const lines = Buffer.from(bytes).toString('latin1').split('\n');
  const end = lines.pop();
  const hashes = lines.map((line) => Buffer.from(line, 'base64'));
  const isForm = hashes.every(
    (hash, i) => hash.length === 32 && hash.toString('base64') === lines[i],
  );
  return end === '' && isForm ? hashes : undefined;
}

function checkPrefix(facts: Facts, size: number, root: string, found: Found): void {
  const where = paths.consistency(size);
  if (!facts.files.has(where)) return;
  const hashes = hashesIn(facts.files, where);
  if (hashes === undefined) {
    found.add('CONSISTENCY_FORM', where);
    return;
  }
  const { log } = facts.record;
  const head = { size: log.size, root: Buffer.from(log.root, 'base64') };
  try {
    verifyConsistency({ size, root: Buffer.from(root, 'hex') }, head, hashes);
  } catch (error) {
    if (!(error instanceof TlogError)) throw error;
    found.add('CONSISTENCY_INVALID', where);
  }
}

/** Earlier states of the own log are beginnings of the checkpoint, and no log has two roots for one size. */
export function checkConsistency(facts: Facts, found: Found): void {
  for (const [size, root] of ownRoots(facts, found))
    if (size > 0 && size !== facts.record.log.size) checkPrefix(facts, size, root, found);
  checkNeighbour(facts, found);
}
