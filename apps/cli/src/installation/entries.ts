import {
  ownProtocol,
  timestamp,
  type AuthorityId,
  type Compartment,
  type Fingerprint,
  type OfficerId,
  type StateCode,
} from '#kernel';
import type {
  Entry,
  EntryBodies,
  EntryKind,
  NotePurpose,
  OpenpgpPurpose,
} from '#capabilities/directory/directory.schema';
import { standardLives, type Lives } from './lives.js';

export interface Certified {
  readonly fingerprint: Fingerprint;
  readonly certificate: Uint8Array;
}

export interface DirectoryPlan {
  readonly state: StateCode;
  readonly at: Date;
  readonly root: Certified;
  readonly stateKeys: readonly { readonly purpose: OpenpgpPurpose; readonly key: Certified }[];
  readonly noteKeys: readonly { readonly purpose: NotePurpose; readonly vkey: string }[];
  readonly eventKeys: readonly { readonly service: string; readonly publicKey: string }[];
  readonly authorities: readonly {
    readonly authority: AuthorityId;
    readonly name: string;
    readonly keys: readonly { readonly compartment: Compartment; readonly key: Certified }[];
  }[];
  readonly registrars: readonly { readonly registrar: OfficerId; readonly key: Certified }[];
}

const publicPart = ({ fingerprint, certificate }: Certified) => ({
  fingerprint,
  certificate: Buffer.from(certificate).toString('base64'),
});

/** Composes the first entries of a State's directory, from the root to the registrars. Pure. */
export function composeDirectory(plan: DirectoryPlan, lives: Lives = standardLives): Entry[] {
  const issuedAt = timestamp(plan.at);
  const keyLife = { from: issuedAt, to: timestamp(lives.keys(plan.at)) };
  const registrarLife = { from: issuedAt, to: timestamp(lives.registrars(plan.at)) };
  const entry = <K extends EntryKind>(kind: K, body: EntryBodies[K]): Entry => ({
    typ: 'liaise-directory-entry',
    v: 1,
    chain: 'directory',
    state: plan.state,
    kind,
    issuedAt,
    body,
  });
  const authorities = plan.authorities.map(({ authority }) => authority);
  return [
    entry('root', publicPart(plan.root)),
    entry('protocol', ownProtocol),
    ...plan.stateKeys.map(({ purpose, key }) =>
      entry('state-key', { purpose, ...publicPart(key), ...keyLife }),
    ),
    ...plan.noteKeys.map((key) => entry('note-key', { ...key, ...keyLife })),
    ...plan.eventKeys.map((key) => entry('event-key', { ...key, ...keyLife })),
    ...plan.authorities.map(({ authority, name, keys }) =>
      entry('authority', {
        authority,
        name,
        keys: keys.map(({ compartment, key }) => ({ compartment, ...publicPart(key) })),
        ...keyLife,
      }),
    ),
    ...plan.registrars.map(({ registrar, key }) =>
      entry('registrar', { registrar, ...publicPart(key), authorities, ...registrarLife }),
    ),
  ];
}
