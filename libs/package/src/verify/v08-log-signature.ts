import { openCheckpointOfAny, parseVerifierKey, TlogError } from '#tlog';
import type { Facts } from '../reading/facts.js';
import type { Findings } from '../findings.js';
import { names, paths } from '../container/layout.js';
import { signatureLines } from '../reading/witnessed.js';
import { checkpointIn } from './v07-consistency.js';

type Found = Findings<'V08'>;

function isSigned(note: Uint8Array, vkeys: readonly string[]): boolean {
  try {
    openCheckpointOfAny(note, vkeys.map(parseVerifierKey), []);
    return true;
  } catch (error) {
    if (!(error instanceof TlogError)) throw error;
    return false;
  }
}

function checkHead({ files, record, own }: Facts, found: Found): void {
  const note = files.get(names.checkpoint);
  if (note === undefined) return;
  const point = checkpointIn(note);
  if (point === undefined) {
    found.add('CHECKPOINT_FORM', names.checkpoint);
    return;
  }
  const { origin, size, root } = record.log;
  const isSame = point.origin === origin && point.size === size;
  if (!isSame || Buffer.from(point.root).toString('base64') !== root)
    found.add('CHECKPOINT_DIFFERS', names.checkpoint);
  const key = own.chain.directory.logKeys.noteKey('log', record.gatheredAt);
  if (own.isThere && !isSigned(note, key === undefined ? [] : [key.vkey]))
    found.add('LOG_SIGNATURE', names.checkpoint);
}

function checkStamped({ files, record, own, index }: Facts, found: Found): void {
  const keys = own.chain.directory.logKeys.allNoteKeys('log').map(({ vkey }) => vkey);
  for (const size of new Set(index.tokens.map((token) => token.size))) {
    const where = paths.checkpoint(size);
    const note = files.get(where);
    if (note === undefined) continue;
    const point = checkpointIn(note);
    if (point === undefined || signatureLines(note) !== 1) found.add('CHECKPOINT_FORM', where);
    else if (point.size !== size || point.origin !== record.log.origin)
      found.add('CHECKPOINT_DIFFERS', where);
    else if (own.isThere && !isSigned(note, keys)) found.add('LOG_SIGNATURE', where);
  }
}

export function checkLogSignature(facts: Facts, found: Found): void {
  checkHead(facts, found);
  checkStamped(facts, found);
}
