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

/** A certificate that a key of ours has brought into the own directory. */
export interface Published {
  readonly issuedAt: Date;
  readonly certificate: Certificate;
}

/** No later than an entry may be signed after it was issued. */
const latestSignatureMs = 7 * 24 * 3_600_000;

/**
 * One at a time on this database: two that rotate at once would write over each other's subkey, and one of them would
 * stand in the directory with nobody able to open what is sealed to it. A crash gives the lock back.
 * @throws StoreError STORE_TIMEOUT when another holds it for half a minute
 */
export function alone<T>(database: Connection, fn: (admin: Admin) => Promise<T>): Promise<T> {
  return asAdmin(database, async (admin) => {
    await admin.query(`set lock_timeout = '30s'`);
    await admin.query(`select pg_advisory_lock(hashtextextended('liaise.subkeys', 0))`);
    return fn(admin);
  });
}

/**
 * Records of the directory about a key, oldest first. The rows are the database's word; the key's own signature over each is
 * verified, so that none can be made up.
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

/** As a sealed message names its recipient: version 6 session key packets by the whole fingerprint, version 3 by this. */
const keyId = (fingerprint: Fingerprint): Buffer =>
  Buffer.from(fingerprint.length === 40 ? fingerprint.slice(-16) : fingerprint.slice(0, 16), 'hex');

/** Far more than the session key packets at the beginning of a message can fill. */
const headBytes = 4_096;

/** How many messages and first parts lie unopened that name the subkey as their recipient. */
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

/** Of these neighbours those that have not said within a day that their directory is the newest. */
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

/** Notes that nothing needs a subkey, unless that is noted already. Returns since when. */
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

/** Why a key could not be looked after, and since when that is so. */
export interface SubkeyFailure {
  readonly code: string;
  readonly since: Date;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'UNEXPECTED';

/** Remembers how the last look at a key ended, for whoever asks later. */
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
