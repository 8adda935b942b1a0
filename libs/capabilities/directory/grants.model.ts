import type { Timestamp } from '#kernel';
import type { EntryBodies } from './directory.schema.js';

export type Versioned<T> = T & { readonly version: number };
export type OfficerGrant = Versioned<EntryBodies['officer']>;
export type Registrar = Versioned<EntryBodies['registrar']>;
export type AuthorityRecord = Versioned<EntryBodies['authority']>;

export const endedFrom = (
  { fingerprint, authority, version }: OfficerGrant,
  grants: readonly OfficerGrant[],
): Timestamp | undefined =>
  grants
    .filter(
      (later) =>
        later.fingerprint === fingerprint &&
        later.authority === authority &&
        later.version > version &&
        later.from === later.to,
    )
    .map(({ from }) => from)
    .sort()[0];
