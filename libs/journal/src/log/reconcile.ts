import { phrase } from '#kernel';
import type { Tx } from '#store';
import {
  edgeFromTiles,
  emptyEdge,
  emptyRoot,
  consistencyProof,
  openCheckpoint,
  rootOfEdge,
  signCheckpoint,
  type Signer,
  tilesForConsistency,
  tilesForEdge,
  TlogError,
  type TreeEdge,
  type TreeHead,
  verifyConsistency,
} from '#tlog';
import { JournalError } from '../errors.js';
import type { HeadFile } from './head-file.js';
import type { LogRows, LogState } from './log-rows.js';
import { loadTiles } from './proofs.js';

type Head = Pick<HeadFile, 'read' | 'create' | 'advance'>;

/**
 * Requires that the log in the database equals or provably extends the checkpoint in the head file. Runs at the start and
 * after a failure. @returns the right edge of the tree, to which the next batch is added @throws JournalError
 * LOG_ROLLED_BACK, LOG_FORKED, LOG_DAMAGED, LOG_HEAD_MISSING, LOG_HEAD_INVALID, LOG_HALTED
 */
export async function reconcile(
  tx: Tx,
  rows: LogRows,
  head: Head,
  signer: Signer,
): Promise<TreeEdge> {
  const state = await rows.state(tx);
  if (state.halted) throw new JournalError('LOG_HALTED');
  const edge = await intactEdge(tx, state, signer);
  const file = await head.read();
  if (file === undefined) {
    // Written before the first batch, so a log that has leaves always had a head.
    if (state.size > 0) throw new JournalError('LOG_HEAD_MISSING', phrase`${state.size}`);
    const empty = { origin: signer.verifier.name, size: 0, root: emptyRoot() };
    await head.create(signCheckpoint(empty, signer));
    return edge;
  }
  if (file.size > state.size)
    throw new JournalError('LOG_ROLLED_BACK', phrase`database ${state.size}, file ${file.size}`);
  const root = rootOfEdge(edge);
  if (file.size === state.size && Buffer.compare(file.root, root) !== 0)
    throw new JournalError('LOG_FORKED', phrase`${file.size}`);
  if (file.size < state.size && state.note !== undefined) {
    await proveContinues(tx, file, { size: state.size, root });
    await head.advance(file, state.note);
  }
  await rows.release(tx, state.size);
  return edge;
}

async function intactEdge(tx: Tx, state: LogState, signer: Signer): Promise<TreeEdge> {
  if (state.released > state.size) throw new JournalError('LOG_DAMAGED', 'released');
  if (state.note === undefined) return emptyEdge();
  try {
    const signed = openCheckpoint(state.note, signer.verifier);
    const edge = edgeFromTiles(state.size, await loadTiles(tx, tilesForEdge(state.size)));
    if (signed.size === state.size && Buffer.compare(signed.root, rootOfEdge(edge)) === 0)
      return edge;
  } catch (cause) {
    if (cause instanceof TlogError) throw new JournalError('LOG_DAMAGED', cause.code, cause);
    throw cause;
  }
  throw new JournalError('LOG_DAMAGED', 'tiles');
}

async function proveContinues(tx: Tx, file: TreeHead, log: TreeHead): Promise<void> {
  try {
    const tiles = await loadTiles(tx, tilesForConsistency(file.size, log.size));
    verifyConsistency(file, log, consistencyProof(file.size, log.size, tiles));
  } catch (cause) {
    if (cause instanceof TlogError) throw new JournalError('LOG_FORKED', cause.code, cause);
    throw cause;
  }
}
