import { createHash } from 'node:crypto';
import { isEntry, type Entry } from '#capabilities/directory/directory.schema';
import type { Directory } from '#capabilities/directory/trust.model';
import type { AuthorityRecord } from '#capabilities/directory/grants.model';
import type { Fingerprint, Sha256, Timestamp } from '#kernel';
import type { Peers } from '#capabilities/directory/peers.model';
import type { DraftOf } from '#journal';

type EndReason = 'ENDED' | 'REPLACED' | 'SUSPENDED' | 'REMOVED';

type KeyDraft = DraftOf<'key.enrolled'> | DraftOf<'key.revoked'>;

export interface Before {
  readonly own: Pick<Directory, 'authority' | 'officers'>;
  readonly peers: Pick<Peers, 'peer'>;
}

interface NamedKey {
  readonly fingerprint: string;
  readonly use: string;
}

/** Returns log events for the keys that a directory entry starts or ends. */
export function keyEvents(
  entry: Entry,
  entrySha256: Sha256,
  certifiers: readonly Fingerprint[],
  before: Before,
): KeyDraft[] {
  const enrolled = ({ fingerprint, use }: NamedKey): KeyDraft => ({
    typ: 'key.enrolled',
    data: { fingerprint, use, certifiers, entrySha256 },
  });
  const revoked = (
    { fingerprint, use }: NamedKey,
    effectiveAt: Timestamp,
    reason: EndReason,
  ): KeyDraft => ({
    typ: 'key.revoked',
    reason,
    data: { fingerprint, use, effectiveAt, certifiers, entrySha256 },
  });
  const keys = keysOf(entry);
  const stood = replacedBy(entry, before);
  const old = stood.filter(
    ({ fingerprint }) => !keys.some((key) => key.fingerprint === fingerprint),
  );
  if (isEntry(entry, 'officer-suspended'))
    return old.map((key) => revoked(key, entry.body.effective, 'SUSPENDED'));
  if (isEntry(entry, 'peer-removed'))
    return old.map((key) => revoked(key, entry.issuedAt, 'REMOVED'));
  const { body, issuedAt } = entry;
  const [from, to] = 'to' in body ? [body.from, body.to] : [issuedAt, undefined];
  if (from === to) return keys.map((key) => revoked(key, from, 'ENDED'));
  const known = new Set(stood.map(({ fingerprint }) => fingerprint));
  return [
    ...keys.filter(({ fingerprint }) => !known.has(fingerprint)).map(enrolled),
    ...old.map((key) => revoked(key, from, 'REPLACED')),
  ];
}

function keysOf(entry: Entry): NamedKey[] {
  if (isEntry(entry, 'root')) return [{ fingerprint: entry.body.fingerprint, use: 'root' }];
  if (isEntry(entry, 'state-key'))
    return [{ fingerprint: entry.body.fingerprint, use: `state:${entry.body.purpose}` }];
  if (isEntry(entry, 'note-key'))
    return [{ fingerprint: entry.body.vkey, use: `note:${entry.body.purpose}` }];
  if (isEntry(entry, 'event-key')) {
    const raw = Buffer.from(entry.body.publicKey, 'base64');
    const fingerprint = createHash('sha256').update(raw).digest('hex');
    return [{ fingerprint, use: `event:${entry.body.service}` }];
  }
  if (isEntry(entry, 'authority')) return authorityKeys(entry.body);
  if (isEntry(entry, 'registrar'))
    return [{ fingerprint: entry.body.fingerprint, use: 'registrar' }];
  if (isEntry(entry, 'officer')) return [{ fingerprint: entry.body.fingerprint, use: 'officer' }];
  if (isEntry(entry, 'peer'))
    return [{ fingerprint: entry.body.rootFingerprint, use: `root:${entry.body.peer}` }];
  return [];
}

function replacedBy(entry: Entry, { own, peers }: Before): NamedKey[] {
  if (isEntry(entry, 'authority')) {
    const record = own.authority(entry.body.authority, entry.body.from);
    return record === undefined ? [] : authorityKeys(record);
  }
  if (isEntry(entry, 'officer-suspended')) {
    const grants = own
      .officers()
      .filter(({ officer, to }) => officer === entry.body.officer && to > entry.body.effective);
    // Several grants may name the same key.
    const fingerprints = new Set(grants.map(({ fingerprint }) => fingerprint));
    return [...fingerprints].map((fingerprint) => ({ fingerprint, use: 'officer' }));
  }
  if (isEntry(entry, 'peer') || isEntry(entry, 'peer-removed')) {
    const peer = peers.peer(entry.body.peer);
    return peer === undefined
      ? []
      : [{ fingerprint: peer.rootFingerprint, use: `root:${entry.body.peer}` }];
  }
  return [];
}

const authorityKeys = ({
  authority,
  keys,
}: Pick<AuthorityRecord, 'authority' | 'keys'>): NamedKey[] =>
  keys.map(({ fingerprint, compartment }) => ({
    fingerprint,
    use: `authority:${authority} ${compartment}`,
  }));
