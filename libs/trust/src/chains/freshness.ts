import { type DirectoryChain, TrustError, isJudgement } from '#chains';
import {
  isStatement,
  parseTimestamp,
  timestamp,
  type DirectoryPoint,
  type Fingerprint,
  type LinkId,
  type Sha256,
  type StateCode,
  type Statement,
  type Timestamp,
  phrase,
  type Detail,
} from '#kernel';
import { parseCertificate, SealError, verifyDetached } from '#seal';
import type { Tx } from '#store';
import { chainHead, decodeStatement, type SignedEntry } from '#wire';
import type { ChainSet } from './chain-set.js';
import { insertEntry } from '../entries/entry-rows.js';

export interface DirectoryStatement {
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array;
}

export interface Freshness {
  readonly point: DirectoryPoint;
  readonly issuedAt: Timestamp;
  readonly freshUntil: Timestamp;
  readonly said: DirectoryStatement;
}

const day = 24 * 3_600_000;
const skew = 5 * 60_000;

const invalid = (detail: Detail, cause?: unknown): TrustError =>
  new TrustError('TRUST_STATEMENT_INVALID', detail, cause);

function parse(bytes: Uint8Array, own: StateCode): Statement<'directory'> {
  const statement = decodeStatement(bytes);
  if (!isStatement(statement, 'directory')) throw invalid('kind');
  if (statement.to !== own) throw invalid('to');
  const life = Date.parse(statement.body.freshUntil) - Date.parse(statement.issuedAt);
  if (life > day) throw invalid(phrase`freshUntil is more than 24 hours ahead`);
  return statement;
}

async function assertSigned(
  statement: Statement,
  { bytes, signature }: DirectoryStatement,
  chain: DirectoryChain,
): Promise<void> {
  const { issuedAt } = statement;
  for (const key of chain.directory.allStateKeys('signing', issuedAt)) {
    const certificate = await parseCertificate(Buffer.from(key.certificate, 'base64'));
    try {
      await verifyDetached(bytes, signature, certificate, new Date(issuedAt));
      return;
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      if (error.code !== 'SEAL_SIGNATURE_ISSUER') throw invalid(error.code, error);
    }
  }
  throw invalid(phrase`not signed by a signing key of the State`);
}

const bytesOf = ({ entry, signatures }: { entry: string; signatures: readonly string[] }) => ({
  entry: Buffer.from(entry, 'base64'),
  signatures: signatures.map((signature) => Buffer.from(signature, 'base64')),
});

interface Fresh {
  readonly version: number;
  readonly head: Sha256;
  readonly signed: SignedEntry;
}

function newEntries({ body }: Statement<'directory'>, chain: DirectoryChain): readonly Fresh[] {
  const { point, from } = body;
  const { heads } = chain;
  if (from > heads.version)
    throw new TrustError('TRUST_ENTRIES_MISSING', phrase`from ${heads.version}`);
  if (from + body.entries.length !== point.version)
    throw invalid(phrase`entries do not end at the point`);
  const fresh: Fresh[] = [];
  let prev = heads.at(from);
  for (const [i, wire] of body.entries.entries()) {
    const signed = bytesOf(wire);
    const version = from + i;
    const head = chainHead(prev, version, signed);
    if (version < heads.version) {
      if (heads.at(version + 1) !== head)
        throw new TrustError('TRUST_FORK', phrase`version ${version}`);
    } else fresh.push({ version, head, signed });
    prev = head;
  }
  if (prev !== point.head) throw new TrustError('TRUST_FORK', phrase`head of ${point.version}`);
  return fresh;
}

/**
 * Verifies a neighbour's directory statement and stores its new entries in `set` and in tables. Discard `set` after an error,
 * because new entries may remain.
 */
export async function acceptStatement(
  tx: Tx,
  set: ChainSet,
  signed: DirectoryStatement,
  now: Date,
): Promise<DirectoryPoint> {
  const statement = parse(signed.bytes, set.state);
  const { from: state, body } = statement;
  const peer = set.peers.peers.peer(state);
  if (peer === undefined) throw new TrustError('TRUST_PEER_UNKNOWN', state);
  if (statement.link !== peer.linkId) throw invalid('link');
  if (statement.issuedAt > timestamp(new Date(now.getTime() + skew))) throw invalid('issuedAt');
  const chain = set.directoryOf(state);
  if (body.point.version < chain.heads.version)
    throw new TrustError('TRUST_VERSION_OLD', phrase`below ${chain.heads.version}`);
  const fresh = newEntries(statement, chain);
  for (const entry of fresh) await set.extendForeign(state, entry.signed);
  await assertSigned(statement, signed, chain);
  const root = chain.directory.pinned;
  for (const { version, head, signed: entry } of fresh)
    await insertEntry(tx, { state, chain: 'directory', root, version, head }, entry);
  await keep(tx, root, statement, signed);
  return body.point;
}

/** Stores a neighbour's directory statement if it is newer than the stored one. Compares the version first, then `freshUntil`. */
async function keep(
  tx: Tx,
  root: Fingerprint,
  { from: state, body }: Statement<'directory'>,
  { bytes, signature }: DirectoryStatement,
): Promise<void> {
  await tx.query(
    `insert into trust.freshness as f (state, root, version, head, fresh_until, statement, signature)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (state, root) do update
        set version = excluded.version, head = excluded.head, fresh_until = excluded.fresh_until,
            statement = excluded.statement, signature = excluded.signature
      where (f.version, f.fresh_until) < (excluded.version, excluded.fresh_until)`,
    [state, root, body.point.version, body.point.head, body.freshUntil, bytes, signature],
  );
}

/**
 * Verifies addressee, `link`, sender and signature of a directory statement. Does not compare the statement's version and
 * head with `chain`. @throws TrustError TRUST_STATEMENT_INVALID; WireError, KernelError for malformed bytes
 */
export async function verifyFreshness(
  said: DirectoryStatement,
  own: StateCode,
  link: LinkId | undefined,
  chain: DirectoryChain,
): Promise<Freshness> {
  const statement = parse(said.bytes, own);
  if (statement.from !== chain.directory.state || statement.link !== link)
    throw invalid(phrase`from or link`);
  await assertSigned(statement, said, chain);
  const { point, freshUntil } = statement.body;
  return { point, issuedAt: statement.issuedAt, freshUntil, said };
}

interface Row {
  readonly version: number;
  readonly head: string;
  readonly fresh_until: Date;
  readonly statement: Buffer;
  readonly signature: Buffer;
}

/**
 * Stored freshness of a neighbour's directory; undefined when none is stored. Verified on each read, so that a changed row
 * cannot extend the freshness. @throws TrustError TRUST_FRESHNESS_CHANGED, TRUST_PEER_UNKNOWN, TRUST_CHAIN_BROKEN
 */
export async function storedFreshness(
  tx: Tx,
  set: ChainSet,
  state: StateCode,
): Promise<Freshness | undefined> {
  const chain = set.directoryOf(state);
  const rows = await tx.query<Row>(
    `select version, head, fresh_until, statement, signature from trust.freshness
     where state = $1 and root = $2`,
    [state, chain.directory.pinned],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  try {
    const said = { bytes: row.statement, signature: row.signature };
    const fresh = await verifyFreshness(
      said,
      set.state,
      set.peers.peers.peer(state)?.linkId,
      chain,
    );
    const { point, freshUntil } = fresh;
    if (row.version !== point.version || row.head !== point.head) throw invalid('point');
    if (timestamp(row.fresh_until) !== parseTimestamp(freshUntil)) throw invalid('freshUntil');
    return fresh;
  } catch (error) {
    throw isJudgement(error) ? new TrustError('TRUST_FRESHNESS_CHANGED', state, error) : error;
  }
}
