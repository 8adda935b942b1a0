import { type Heads, TrustError } from '#chains';
import type { ChainName } from '#capabilities/directory/directory.schema';
import {
  type DirectoryPoint,
  type Fingerprint,
  type StateCode,
  type StatementBodies,
  type WireEntry,
  statementLimits,
  phrase,
} from '#kernel';
import type { Tx } from '#store';
import { chainHead } from '#wire';
import { chainKey, readEntries, type EntryRow } from '../entries/entry-rows.js';

export type DirectoryPart = Omit<StatementBodies['directory'], 'freshUntil'>;

const room = 160 * 1024;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const sizeOf = ({ entry, signatures }: WireEntry): number =>
  signatures.reduce((sum, signature) => sum + signature.length, entry.length);

export interface Readable {
  readonly state: StateCode;
  readonly chain: ChainName;
  readonly root: Fingerprint;
  readonly heads: Heads;
}

export type ChainPart = Omit<DirectoryPart, 'point'> & { readonly point: DirectoryPoint | null };

/**
 * Reads stored entries from version `from` on, as many as fit into one directory statement. @throws TrustError
 * TRUST_CHAIN_BROKEN if a row differs from the verified chain, because somebody changed the database
 */
export async function readPart(tx: Tx, part: Readable, from: number): Promise<ChainPart> {
  const { heads } = part;
  const start = Math.min(from, heads.version);
  const entries = fitting(part, await rowsFrom(tx, part, start), start);
  if (start < heads.version && entries.length === 0) throw changed(part, start);
  const version = start + entries.length;
  const head = heads.at(version);
  return { point: head === null ? null : { version, head }, from: start, entries };
}

async function rowsFrom(
  tx: Tx,
  { state, chain, root, heads }: Readable,
  start: number,
): Promise<readonly EntryRow[]> {
  if (start === heads.version) return [];
  const known = { state, chain, root, version: start + 1, head: null } as const;
  return (await readEntries(tx, [known])).get(chainKey(state, chain)) ?? [];
}

function fitting(part: Readable, rows: readonly EntryRow[], start: number): WireEntry[] {
  const { heads } = part;
  const entries: WireEntry[] = [];
  let left = room;
  for (const row of rows.slice(0, statementLimits.entries)) {
    const version = start + entries.length;
    if (version >= heads.version) break;
    const isSame = chainHead(heads.at(version), version, row) === heads.at(version + 1);
    if (row.version !== version || !isSame) throw changed(part, version);
    const wire = { entry: base64(row.entry), signatures: row.signatures.map(base64) };
    left -= sizeOf(wire);
    if (left < 0 && entries.length > 0) break;
    entries.push(wire);
  }
  return entries;
}

const changed = ({ state, chain }: Readable, version: number): TrustError =>
  new TrustError('TRUST_CHAIN_BROKEN', phrase`${chainKey(state, chain)} ${version}`);
