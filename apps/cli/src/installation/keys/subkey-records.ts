import { isEntry } from '#capabilities/directory/directory.schema';
import type { Fingerprint, StateCode } from '#kernel';
import {
  parseCertificate,
  SealError,
  verifyDetached,
  type Certificate,
  type PrivateKey,
} from '#seal';
import { asAdmin, type Admin, type Connection } from '#store';
import { decodeEntry } from '#wire';

export interface Published {
  readonly issuedAt: Date;
  readonly certificate: Certificate;
}

const latestSignatureMs = 7 * 24 * 3_600_000;

/**
 * Runs `fn` under a database lock that prevents two subkey rotations at once. A crash releases the lock. @throws StoreError
 * STORE_TIMEOUT if the lock is not free within 30 s
 */
export function alone<T>(database: Connection, fn: (admin: Admin) => Promise<T>): Promise<T> {
  return asAdmin(database, async (admin) => {
    await admin.query(`set lock_timeout = '30s'`);
    await admin.query(`select pg_advisory_lock(hashtextextended('liaise.subkeys', 0))`);
    return fn(admin);
  });
}

/**
 * Reads the certificates of `key` from the directory, oldest first. Skips entries not signed by `key`, against database
 * attackers.
 */
export async function publishedOf(
  admin: Admin,
  { state, root }: { readonly state: StateCode; readonly root: Fingerprint },
  key: PrivateKey,
): Promise<Published[]> {
  const rows = await admin.query<{ entry: Buffer; signatures: Buffer[] }>(
    `select entry, signatures from trust.entry
      where state = $1 and root = $2 and chain = 'directory'
        and position($3::bytea in entry) > 0 and position($4::bytea in entry) > 0
      order by version`,
    [state, root, Buffer.from('"kind":"certificate"'), Buffer.from(key.fingerprint)],
  );
  const found: Published[] = [];
  for (const { entry: bytes, signatures } of rows) {
    const entry = decodeEntry(bytes);
    if (!isEntry(entry, 'certificate') || entry.body.fingerprint !== key.fingerprint) continue;
    const issuedAt = new Date(entry.issuedAt);
    if (!(await isOwn(bytes, signatures[0] ?? new Uint8Array(), key, issuedAt))) continue;
    const certificate = await parseCertificate(Buffer.from(entry.body.certificate, 'base64'));
    found.push({ issuedAt, certificate });
  }
  return found;
}

async function isOwn(
  bytes: Uint8Array,
  signature: Uint8Array,
  { certificate }: PrivateKey,
  issuedAt: Date,
): Promise<boolean> {
  try {
    const at = new Date(issuedAt.getTime() + latestSignatureMs);
    await verifyDetached(bytes, signature, certificate, at);
    return true;
  } catch (error) {
    if (error instanceof SealError) return false;
    throw error;
  }
}

// Recipient id in session key packets: version 6 uses the whole fingerprint, version 3 this id.
const keyId = (fingerprint: Fingerprint): Buffer =>
  Buffer.from(fingerprint.length === 40 ? fingerprint.slice(-16) : fingerprint.slice(0, 16), 'hex');

// Bytes read of a message: more than its session key packets can fill.
const headBytes = 4_096;

export async function unopenedTo(admin: Admin, subkey: Fingerprint): Promise<number> {
  const [row] = await admin.query<{ count: number }>(
    `select count(*)::integer as count from (
       select ciphertext from mailbox.delivery where state in ('PARTIAL', 'RECEIVED', 'WAITING')
       union all
       select ciphertext from mailbox.delivery_part where part = 0) d
     where position($1::bytea in substring(d.ciphertext for ${headBytes})) > 0`,
    [keyId(subkey)],
  );
  return row?.count ?? 0;
}

/** Lists neighbours whose signed statement about their directory is missing or expired at `at`. */
export async function silentAmong(
  admin: Admin,
  peers: readonly StateCode[],
  at: Date,
): Promise<StateCode[]> {
  const rows = await admin.query<{ peer: StateCode }>(
    `select p.peer from unnest($1::text[]) as p (peer)
      where not exists (select from trust.freshness f where f.state = p.peer and f.fresh_until > $2)`,
    [peers, at],
  );
  return rows.map(({ peer }) => peer);
}

export async function noteQuiet(admin: Admin, subkey: Fingerprint, at: Date): Promise<Date> {
  const [row] = await admin.query<{ since: Date }>(
    `insert into ops.quiet_subkey as q (fingerprint, since) values ($1, $2)
     on conflict (fingerprint) do update set since = least(q.since, excluded.since) returning since`,
    [subkey, at],
  );
  return row?.since ?? at;
}

export async function forgetQuiet(admin: Admin, subkey: Fingerprint): Promise<void> {
  await admin.query('delete from ops.quiet_subkey where fingerprint = $1', [subkey]);
}

export interface SubkeyFailure {
  readonly code: string;
  readonly since: Date;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'UNEXPECTED';

export async function noteOutcome(
  admin: Admin,
  key: string,
  at: Date,
  error?: { readonly cause: unknown },
): Promise<void> {
  if (error === undefined)
    await admin.query('delete from ops.subkey_failure where key = $1', [key]);
  else
    await admin.query(
      `insert into ops.subkey_failure (key, code, since) values ($1, $2, $3)
       on conflict (key) do update set code = excluded.code`,
      [key, codeOf(error.cause), at],
    );
}

export async function failureOf(admin: Admin, key: string): Promise<SubkeyFailure | null> {
  const rows = await admin.query<SubkeyFailure>(
    'select code, since from ops.subkey_failure where key = $1',
    [key],
  );
  return rows[0] ?? null;
}
