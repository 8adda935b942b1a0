import {
  type Checkpoint,
  MAX_NOTE_BYTES,
  parseCheckpoint,
  rootOf,
  TlogError,
  verifyConsistency,
} from '#tlog';
import type { Point } from '#custody';
import type { Facts } from '../reading/facts.js';
import { envelopeIn } from '../reading/messages.js';
import type { Findings } from '../findings.js';
import { type Files, names, paths } from '../container/layout.js';
import { proofIn } from './v06-inclusion.js';

type Found = Findings<'V07'>;

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

const hex = (root: Uint8Array): string => Buffer.from(root).toString('hex');

const emptyRoot = hex(rootOf([]));

/** Root hashes that the package names, by log and tree size. Two different roots of one log at one size are a fork. */
class KnownRoots {
  readonly #logs = new Map<string, Map<number, string>>();

  constructor(private readonly found: Found) {}

  add(origin: string, { size, root }: Point, where: string): void {
    const roots = this.rootsOf(origin);
    const known = roots.get(size);
    if (known === undefined) roots.set(size, root);
    else if (known !== root) this.found.add('FORK', where);
  }

  rootsOf(origin: string): Map<number, string> {
    const roots = this.#logs.get(origin) ?? new Map([[0, emptyRoot]]);
    this.#logs.set(origin, roots);
    return roots;
  }
}

function ownRoots({ record, index, files, events }: Facts, roots: KnownRoots, found: Found): void {
  const { origin, size, root } = record.log;
  roots.add(origin, { size, root: hex(Buffer.from(root, 'base64')) }, names.record);
  for (const token of index.tokens) {
    const where = paths.checkpoint(token.size);
    const point = checkpointIn(files.get(where));
    if (point !== undefined) roots.add(origin, { ...point, root: hex(point.root) }, where);
  }
  for (const { read, where, index: at } of events) {
    if (read === undefined || read.anchor === null) continue;
    if (read.anchor.size > at) found.add('ANCHOR_AHEAD', where);
    roots.add(origin, read.anchor, where);
  }
}

interface Named {
  readonly origin: string;
  readonly point: Point;
  readonly where: string;
}

const underReceipts = ({ index, files }: Facts): readonly Named[] =>
  index.receipts.flatMap((_, i) => {
    const where = paths.receiptProof(i + 1);
    const bytes = files.get(where);
    const point = checkpointIn(bytes && proofIn(bytes)?.checkpoint);
    return point === undefined
      ? []
      : [{ origin: point.origin, point: { size: point.size, root: hex(point.root) }, where }];
  });

const underAnswers = ({ peer }: Facts): readonly Named[] =>
  (peer?.points ?? []).map(({ place, point: { origin, size, root } }) => ({
    ...{ origin, point: { size, root: hex(root) }, where: paths.answer(place) },
  }));

function inEnvelopes({ index, files }: Facts, whose: 'own' | 'neighbour'): readonly Named[] {
  return index.messages.flatMap(({ direction }, i) => {
    const where = paths.message(i + 1, 'envelope.json');
    const anchor = envelopeIn(files.get(where))?.anchor;
    const named = (direction === 'OUT') === (whose === 'own') ? anchor?.own : anchor?.peer;
    if (named === undefined || named === null) return [];
    const { origin, size, root } = named;
    return [{ origin, point: { size, root: hex(Buffer.from(root, 'base64')) }, where }];
  });
}

/**
 * Adds the roots of the neighbour's logs. Events do not say which log a root is from, so their roots are added only if the
 * other files name exactly one log.
 */
function neighbourRoots(facts: Facts, roots: KnownRoots): void {
  const named = [
    ...underReceipts(facts),
    ...inEnvelopes(facts, 'neighbour'),
    ...underAnswers(facts),
  ];
  for (const { origin, point, where } of named) roots.add(`neighbour ${origin}`, point, where);
  const [origin, second] = new Set(named.map((each) => each.origin));
  if (origin === undefined || second !== undefined) return;
  for (const { said, where } of facts.events)
    if (said !== undefined && said.peerAnchor !== null)
      roots.add(`neighbour ${origin}`, said.peerAnchor, where);
}

/**
 * Adds the State's own log roots from envelopes. Adds the finding ANCHOR_AHEAD if an envelope names a tree larger than the
 * package's checkpoint.
 */
function sealedRoots(facts: Facts, roots: KnownRoots, found: Found): void {
  const { log } = facts.record;
  for (const { origin, point, where } of inEnvelopes(facts, 'own')) {
    if (origin === log.origin && point.size > log.size) found.add('ANCHOR_AHEAD', where);
    roots.add(origin, point, where);
  }
}

const longestProof = 4_096;

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

function checkPrefix(facts: Facts, { size, root }: Point, found: Found): void {
  const where = paths.consistency(size);
  const { log } = facts.record;
  if (size > log.size) found.add('CONSISTENCY_INVALID', where);
  if (size >= log.size || !facts.files.has(where)) return;
  const hashes = hashesIn(facts.files, where);
  if (hashes === undefined) {
    found.add('CONSISTENCY_FORM', where);
    return;
  }
  const head = { size: log.size, root: Buffer.from(log.root, 'base64') };
  try {
    verifyConsistency({ size, root: Buffer.from(root, 'hex') }, head, hashes);
  } catch (error) {
    if (!(error instanceof TlogError)) throw error;
    found.add('CONSISTENCY_INVALID', where);
  }
}

export function checkConsistency(facts: Facts, found: Found): void {
  const roots = new KnownRoots(found);
  ownRoots(facts, roots, found);
  for (const [size, root] of roots.rootsOf(facts.record.log.origin))
    if (size > 0) checkPrefix(facts, { size, root }, found);
  sealedRoots(facts, roots, found);
  neighbourRoots(facts, roots);
}
