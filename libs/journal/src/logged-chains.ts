import { chainOf, type ChainName, type EntryKind } from '#capabilities/directory/directory.schema';
import { parseSha256, type Sha256 } from '#kernel';
import type { Tx } from '#store';
import type { LoggedChains, LoggedEntry } from '#trust';
import { JournalError } from './errors.js';
import { type Leaf, parseLeaf } from './leaf/leaf.js';

export const chainNoteKept = 'chain-note:kept';

const changed = /^(directory|retention):([a-z-]{1,40})$/;

const chainOfChange = (change: string): ChainName | undefined => {
  const [, group, kind] = changed.exec(change) ?? [];
  if (group === 'retention') return group;
  return kind === undefined ? undefined : chainOf(kind as EntryKind);
};

const hashOf = (value: unknown): Sha256 | undefined => {
  try {
    return parseSha256(value);
  } catch {
    return undefined;
  }
};

function entryOf({ typ, data }: Leaf): LoggedEntry | undefined {
  const isChange = typ === 'admin.change';
  const { change } = data;
  const chain = !isChange
    ? 'retention'
    : typeof change === 'string'
      ? chainOfChange(change)
      : undefined;
  const entry = hashOf(isChange ? data['after'] : data['order']);
  return chain === undefined || entry === undefined ? undefined : { chain, entry };
}

function leafOf(bytes: Uint8Array): Leaf | undefined {
  try {
    return parseLeaf(bytes);
  } catch (error) {
    if (error instanceof JournalError) return undefined;
    throw error;
  }
}

/**
 * Reads which `directory`, `peers` and `retention` entries the custody log records, at most 256 newest. Call before reading
 * the chains, else new entries look removed.
 */
export async function loggedChains(tx: Tx): Promise<LoggedChains> {
  const rows = await tx.query<{ leaf: Buffer }>(
    'select leaf from journal.newest_changes() as c (leaf)',
  );
  const [row] = await tx.query<{ noted: boolean }>('select journal.keeps_chain_note() as noted');
  const entries = rows.flatMap(({ leaf }) => {
    const parsed = leafOf(leaf);
    const entry = parsed === undefined ? undefined : entryOf(parsed);
    return entry === undefined ? [] : [entry];
  });
  return { entries, noted: row?.noted ?? false };
}
