import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Judge, Place } from '#custody';
import { makeSigner, signCheckpoint, type Signer } from '#tlog';
import type { DrillLog, StoredNote } from './drill-log.js';
import { names } from './layout.js';

export interface Mutated {
  readonly what: string;
  readonly isFound: (place: Place) => boolean;
  /**
   * Keys and checkpoints for verifying a copy rewritten by an attacker with the log key. Undefined for other damage: the
   * original keys and policy apply.
   */
  readonly judge?: Judge;
}

type Mutation = (log: DrillLog) => Promise<Mutated>;

const atIndex = (index: number) => (place: Place) => place.index === index;
const atPath = (path: string) => (place: Place) => place.path === path;
// Places from a leaf to the first checkpoint that covers it, or all between.
const from = (index: number, to: number) => (place: Place) => {
  const at = place.index ?? (place.size === undefined ? undefined : place.size - 1);
  return at !== undefined && at >= index && at < to;
};

async function flip(log: DrillLog, path: string, start: number, length: number): Promise<void> {
  const bytes = Buffer.from(await log.copy.need(path));
  const at = start + log.random(length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << log.random(8));
  await log.copy.write(path, bytes);
}

function offsetOf(log: DrillLog, index: number): number {
  const first = index - (index % 256);
  return log.leaves.slice(first, index).reduce((sum, { length }) => sum + 2 + length, 0);
}

const without = <T>(items: readonly T[], index: number): T[] => items.filter((_, i) => i !== index);

const leafBit: Mutation = async (log) => {
  const index = log.random(log.size);
  await flip(log, log.bundlePath(index), offsetOf(log, index) + 2, log.leaf(index).length);
  return { what: `bit of leaf ${index}`, isFound: atIndex(index) };
};

const lengthBit: Mutation = async (log) => {
  const index = log.random(log.size);
  await flip(log, log.bundlePath(index), offsetOf(log, index), 2);
  return { what: `bit of the length of leaf ${index}`, isFound: atIndex(index) };
};

const tileBit: Mutation = async (log) => {
  const path = log.pick(log.tilePaths());
  await flip(log, path, 0, (await log.copy.need(path)).length);
  return { what: `bit of ${path}`, isFound: atPath(path) };
};

const tileCut: Mutation = async (log) => {
  const path = log.pick(log.tilePaths());
  const bytes = await log.copy.need(path);
  await log.copy.write(path, bytes.subarray(0, log.random(bytes.length)));
  return { what: `${path} cut`, isFound: atPath(path) };
};

const tileGone: Mutation = async (log) => {
  const path = log.pick(log.tilePaths());
  await log.copy.remove(path);
  return { what: `${path} deleted`, isFound: atPath(path) };
};

const headBit: Mutation = async (log) => {
  await flip(log, names.checkpoint, 0, (await log.copy.need(names.checkpoint)).length);
  return { what: 'bit of the newest checkpoint', isFound: atPath(names.checkpoint) };
};

async function noteBit(log: DrillLog, start: (note: Buffer) => number): Promise<Mutated> {
  const cosigned = log.notes.filter(({ note }) => start(note) >= 0);
  const { size, path, note } = log.pick(cosigned.length === 0 ? log.notes : cosigned);
  const offset = (await log.copy.need(path)).indexOf(note);
  const begin = Math.max(0, start(note));
  await flip(log, path, offset + begin, note.length - begin);
  return { what: `bit of the checkpoint of size ${size}`, isFound: atPath(path) };
}
const checkpointBit: Mutation = (log) => noteBit(log, () => 0);

const cosignatureBit: Mutation = async (log) => {
  const dash = Buffer.from('\n\u2014 ');
  const second = (note: Buffer): number => {
    const first = note.indexOf(dash);
    const next = first < 0 ? -1 : note.indexOf(dash, first + 1);
    return next < 0 ? -1 : next + 1;
  };
  const { what, ...found } = await noteBit(log, second);
  return { ...found, what: `${what}, in a cosignature` };
};

const leafDeleted: Mutation = async (log) => {
  const index = log.random(log.size);
  await log.writeLeaves(without(log.leaves, index), index);
  return { what: `leaf ${index} deleted`, isFound: atIndex(index) };
};

const leafInserted: Mutation = async (log) => {
  const index = log.random(log.size);
  const isCopy = log.random(2) === 0 && index > 0;
  const extra = isCopy ? log.leaf(log.random(index)) : randomBytes(1 + log.random(400));
  const leaves = [...log.leaves.slice(0, index), extra, ...log.leaves.slice(index)];
  await log.writeLeaves(leaves, index);
  return { what: `a leaf inserted at ${index}`, isFound: atIndex(index) };
};

const leavesSwapped: Mutation = async (log) => {
  const one = log.random(log.size - 1);
  const other = one + 1 + log.random(log.size - one - 1);
  const leaves = [...log.leaves];
  [leaves[one], leaves[other]] = [log.leaf(other), log.leaf(one)];
  await log.writeLeaves(leaves, one);
  return { what: `leaves ${one} and ${other} swapped`, isFound: atIndex(one) };
};

const leafDoubled: Mutation = async (log) => {
  const source = log.random(log.size - 1);
  const index = source + 1 + log.random(log.size - source - 1);
  const leaves = log.leaves.map((leaf, i) => (i === index ? log.leaf(source) : leaf));
  await log.writeLeaves(leaves, index);
  return { what: `leaf ${source} again in the place of ${index}`, isFound: atIndex(index) };
};

const bundleCut: Mutation = async (log) => {
  const index = log.random(log.size);
  const path = log.bundlePath(index);
  const bytes = await log.copy.need(path);
  // Within this leaf or its length field.
  const end = offsetOf(log, index) + log.random(2 + log.leaf(index).length);
  await log.copy.write(path, bytes.subarray(0, end));
  return { what: `${path} cut in leaf ${index}`, isFound: atIndex(index) };
};

const leavesGone: Mutation = async (log) => {
  const index = log.random(log.size);
  const first = index - (index % 256);
  await log.writeLeaves(log.leaves.slice(0, first), first);
  return { what: `leaves gone from ${first} on`, isFound: atIndex(first) };
};

const notesSwapped: Mutation = async (log) => {
  if (log.notes.length < 2) return headBit(log);
  const one = log.random(log.notes.length - 1);
  const notes = [...log.notes];
  const [a, b] = [notes[one], notes[one + 1]];
  if (a === undefined || b === undefined) throw new RangeError('no note');
  [notes[one], notes[one + 1]] = [
    { ...b, path: a.path },
    { ...a, path: b.path },
  ];
  await log.writeNotes(notes);
  const [newest] = log.notes.slice(-1);
  if (newest !== undefined) await log.copy.write(names.checkpoint, newest.note);
  // An event in between may name the removed checkpoint.
  const between = from(a.size, b.size);
  return {
    what: `checkpoints of sizes ${a.size} and ${b.size} swapped`,
    isFound: (place) => place.path === b.path || between(place),
  };
};

const noteDoubled: Mutation = async (log) => {
  const one = log.random(log.notes.length);
  const note = log.notes[one];
  if (note === undefined) throw new RangeError('no note');
  await log.writeNotes([...log.notes.slice(0, one + 1), note, ...log.notes.slice(one + 1)]);
  return { what: `checkpoint of size ${note.size} twice`, isFound: atPath(note.path) };
};

const newestNoteGone: Mutation = async (log) => {
  await log.writeNotes(log.notes.slice(0, -1));
  const newest = log.notes.at(-1);
  if (newest !== undefined) await log.copy.write(names.checkpoint, newest.note);
  return {
    what: 'the newest of the checkpoints deleted',
    isFound: (place) => place.size === log.size,
  };
};

// Rolls the log back to an earlier state, complete and signed; only the auditor's kept checkpoint reveals it.
const rolledBack: Mutation = async (log) => {
  const earlier = log.notes.filter(({ size }) => size < log.kept.size);
  if (earlier.length === 0) return newestNoteGone(log);
  const at = log.pick(earlier);
  await log.recompute(log.leaves.slice(0, at.size), []);
  await log.writeNotes(log.notes.filter(({ size }) => size <= at.size));
  return { what: `rolled back to size ${at.size}`, isFound: (place) => place.size === at.size };
};

function reworded(log: DrillLog, index: number): Uint8Array {
  const text = Buffer.from(log.leaf(index)).toString('utf8');
  const digits = [...text.matchAll(/[0-9a-e](?=[0-9a-f])/g)].map((match) => match.index);
  const at = log.pick(digits);
  const next = String.fromCharCode((text.codePointAt(at) ?? 0) + 1).replace(':', '0');
  return Buffer.from(`${text.slice(0, at)}${next}${text.slice(at + 1)}`);
}

const sizesFrom = (log: DrillLog, index: number): number[] =>
  log.notes.map(({ size }) => size).filter((size) => size > index);
const firstOver = (log: DrillLog, index: number): number => sizesFrom(log, index)[0] ?? log.size;

// Owner of the database changes a leaf and recomputes tiles and tree, without any key.
const ownerRewrites: Mutation = async (log) => {
  const index = log.random(log.size);
  const leaf = reworded(log, index);
  await log.recompute(
    log.leaves.map((each, i) => (i === index ? leaf : each)),
    [],
  );
  return { what: `leaf ${index} changed, all computed again`, isFound: atIndex(index) };
};

// Owner moves an honest leaf elsewhere: every event signature stays valid.
const ownerReorders: Mutation = async (log) => {
  const index = log.random(log.size - 1);
  const leaves = [...log.leaves];
  [leaves[index], leaves[index + 1]] = [log.leaf(index + 1), log.leaf(index)];
  await log.recompute(leaves, []);
  const to = Math.max(firstOver(log, index), index + 2);
  return {
    what: `leaves ${index}, ${index + 1} swapped, all computed again`,
    isFound: from(index, to),
  };
};

async function signedAnew(log: DrillLog, leaves: readonly Uint8Array[], signer: Signer, size = -1) {
  const sizes = log.notes.map((note) => note.size).filter((each) => each <= leaves.length);
  const roots = await log.recompute(leaves, sizes);
  const origin = signer.verifier.name;
  const all = size < 0 ? sizes : [...new Set([...sizes, size])];
  return all.map((each): StoredNote => {
    const root = roots.get(each);
    if (root === undefined) throw new RangeError(`no root of ${each}`);
    const note = Buffer.from(signCheckpoint({ origin, size: each, root }, signer));
    const path = log.notes.find((stored) => stored.size >= each)?.path ?? '';
    return { size: each, path, note };
  });
}

const newSigner = (log: DrillLog): Signer => {
  const [key] = log.judge.logs;
  if (key === undefined) throw new RangeError('no log key');
  return makeSigner(key.name, generateKeyPairSync('ed25519').privateKey, 'note');
};

// Owner signs every checkpoint anew with an own key.
const ownerSigns: Mutation = async (log) => {
  const index = log.random(log.size);
  const leaf = reworded(log, index);
  const leaves = log.leaves.map((each, i) => (i === index ? leaf : each));
  await log.writeNotes(await signedAnew(log, leaves, newSigner(log)));
  return {
    what: `leaf ${index} changed, all signed by another key`,
    isFound: atPath(names.checkpoint),
  };
};

// Holder of the log key removes an event on which no other rests and signs a new history. Only the auditor's
// kept checkpoint, or a later event that names an old checkpoint, reveals it.
const keyHolderRewrites: Mutation = async (log) => {
  const ends = log.ends().filter((index) => index < log.kept.size && index < log.size - 1);
  if (ends.length === 0) return ownerRewrites(log);
  const index = log.pick(ends);
  const signer = newSigner(log);
  const all = await signedAnew(log, log.leaves, signer);
  const honest = all.find(({ size }) => size === log.kept.size);
  const leaves = without(log.leaves, index);
  await log.copy.restore();
  await log.writeNotes(await signedAnew(log, leaves, signer, leaves.length));
  const { witnesses, eventKeys, skewMs, stands } = log.judge;
  // Without the policy: no witness would cosign this, so the kept checkpoint alone must reveal it.
  const kept = honest === undefined ? [] : [honest.note];
  const judge: Judge = { logs: [signer.verifier], witnesses, eventKeys, skewMs, stands, kept };
  return {
    what: `leaf ${index} left out, all signed by the log key`,
    isFound: from(index, log.kept.size),
    judge,
  };
};

export const mutations = {
  'bit of a leaf': leafBit,
  'bit of a length': lengthBit,
  'bit of a tile': tileBit,
  'bit of a checkpoint': checkpointBit,
  'bit of the newest checkpoint': headBit,
  'bit of a cosignature': cosignatureBit,
  'leaf deleted': leafDeleted,
  'leaf inserted': leafInserted,
  'leaves swapped': leavesSwapped,
  'leaf doubled': leafDoubled,
  'bundle cut': bundleCut,
  'leaves gone': leavesGone,
  'tile cut': tileCut,
  'tile gone': tileGone,
  'checkpoints swapped': notesSwapped,
  'checkpoint doubled': noteDoubled,
  'newest checkpoint gone': newestNoteGone,
  'rolled back': rolledBack,
  'rewritten by the owner': ownerRewrites,
  'reordered by the owner': ownerReorders,
  'signed by another key': ownerSigns,
  'rewritten with the log key': keyHolderRewrites,
} as const satisfies Readonly<Record<string, Mutation>>;
export type MutationName = keyof typeof mutations;
