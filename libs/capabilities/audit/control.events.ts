import { isEntry, type Entry } from '#capabilities/directory/directory.schema';
import type {
  AuthorityId,
  Compartment,
  DirectoryPoint,
  Fingerprint,
  LinkId,
  StateCode,
} from '#kernel';
import type { OfficerGrant } from '#capabilities/directory/grants.model';
import type { OpenedSession, Session } from '#access';
import { destroyed, type DraftOf, type ErasureRecord, type EventObject, object } from '#journal';

/** Builds the event of a refused access. Names the first role of the officer's session, not the role that the call requires. */
export function denied(
  session: Session,
  pattern: string,
  reason: string,
): DraftOf<'access.denied'> {
  const [role] = session.roles;
  return {
    typ: 'access.denied',
    ...(role === undefined ? {} : { actor: { officer: session.officer, role } }),
    data: { rule: pattern, count: 1 },
    reason,
  };
}

export interface Destroyed {
  readonly authority: AuthorityId | null;
  readonly digests: readonly string[];
  readonly keys: readonly string[];
  readonly again: boolean;
}

export const erased = (
  { thread, compartment, basis, order, decision, n, sha256: record }: ErasureRecord,
  { authority, digests, keys, again }: Destroyed,
): DraftOf<'erasure.done'> => ({
  typ: 'erasure.done',
  case: { thread, compartment },
  data: {
    ...{ authority, basis, order, n, record, again },
    ...(decision === null ? {} : { decision }),
    digests: destroyed(digests),
    keys: destroyed(keys),
  },
});

export const held = (
  entry: Entry<'hold'> | Entry<'hold-lifted'>,
  compartment: Compartment,
  order: EventObject,
  signers: readonly Fingerprint[],
): DraftOf<'hold.set'> | DraftOf<'hold.lifted'> => {
  const { hold, thread, basis } = entry.body;
  const data = { hold, basis, order: order.sha256, signers };
  const base = { case: { thread, compartment }, obj: [order], data } as const;
  if (isEntry(entry, 'hold')) return { ...base, typ: 'hold.set', reason: entry.body.reason };
  return { ...base, typ: 'hold.lifted' };
};

type Actor = Required<DraftOf<'session.opened'>>['actor'];

const actorOf = ({
  officer,
  roles,
}: Pick<OfficerGrant, 'officer' | 'roles'>): { actor?: Actor } => {
  const [role] = roles;
  return role === undefined ? {} : { actor: { officer, role } };
};

export const sessionOpened = (
  session: OpenedSession,
  login: Uint8Array,
): readonly [DraftOf<'session.opened'>, ...DraftOf<'session.closed'>[]] => {
  const { fingerprint: key, expiresAt } = session;
  const stated = object('login', login);
  return [
    {
      typ: 'session.opened',
      ...actorOf(session),
      obj: [stated],
      data: { loginSha256: stated.sha256, key, expiresAt },
    },
    ...session.ended.map((other) => sessionClosed(other, session, 'TOO_MANY')),
  ];
};

export const sessionClosed = (
  login: Uint8Array,
  who: Pick<OfficerGrant, 'officer' | 'roles'> | undefined,
  reason: 'LOGGED_OUT' | 'TOO_MANY',
): DraftOf<'session.closed'> => {
  const stated = object('login', login);
  return {
    typ: 'session.closed',
    reason,
    ...(who === undefined ? {} : actorOf(who)),
    obj: [stated],
    data: { loginSha256: stated.sha256 },
  };
};

export const certificateBound = (
  grant: OfficerGrant,
  certificate: Uint8Array,
): DraftOf<'admin.change'> => {
  const bound = object('certificate', certificate);
  return {
    typ: 'admin.change',
    ...actorOf(grant),
    obj: [bound],
    data: { change: 'certificate-bound', before: null, after: bound.sha256 },
  };
};

export const entryAppended = (
  { chain, kind }: Entry,
  signed: EventObject,
  signers: readonly Fingerprint[],
): DraftOf<'admin.change'> => ({
  typ: 'admin.change',
  obj: [signed],
  data: {
    change: `${chain === 'retention' ? chain : 'directory'}:${kind}`,
    before: null,
    after: signed.sha256,
    signers,
  },
});

const isSame = (one: DirectoryPoint | undefined, other: DirectoryPoint | undefined): boolean =>
  one?.version === other?.version && one?.head === other?.head;

export const neighbourGrew = (
  peer: StateCode,
  link: LinkId,
  before: DirectoryPoint | undefined,
  after: DirectoryPoint | undefined,
): DraftOf<'admin.change'>[] =>
  isSame(before, after)
    ? []
    : [
        {
          typ: 'admin.change',
          channel: { link, peer, dir: 'IN', seq: null },
          data: {
            change: `neighbour:${peer}`,
            before: before?.head ?? null,
            after: after?.head ?? null,
          },
        },
      ];
