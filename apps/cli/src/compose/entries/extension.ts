import {
  isEntry,
  type Entry,
  type EntryBodies,
  type EntryKind,
} from '#capabilities/directory/directory.schema';
import { rootTerms, type InUse } from '#capabilities/keys/in-use.model';
import { timestamp, type OfficerId, type StateCode, type Timestamp } from '#kernel';
import { standardLives, type Lives } from '../../installation/lives.js';

const extendable = [
  'state-key',
  'note-key',
  'event-key',
  'authority',
  'registrar',
  'contact-point',
] as const satisfies readonly EntryKind[];

export const isExtendable = (entry: Entry): boolean =>
  extendable.some((kind) => isEntry(entry, kind));

export interface ExtensionPlan {
  readonly state: StateCode;
  readonly at: Date;
  readonly certified: readonly Entry[];
  readonly again: readonly OfficerId[];
}

export interface Extension {
  readonly entries: readonly Entry[];
  readonly leftOut: readonly { readonly registrar: OfficerId; readonly ended: Timestamp }[];
}

// Sorts the signing key last. A State without it sends nothing, so neighbours learn of all new entries
// together.
const signingLast = (a: StateKeyInUse, b: StateKeyInUse): number =>
  Number(a.record.purpose === 'signing') - Number(b.record.purpose === 'signing');
type StateKeyInUse = InUse<EntryBodies['state-key']>;

/**
 * Composes entries that extend the State's unrevoked keys, authorities, registrars and contact point. `leftOut`: expired
 * registrars that the plan's list `again` lacks. Pure.
 */
export function composeExtension(plan: ExtensionPlan, lives: Lives = standardLives): Extension {
  const { state, at, certified, again } = plan;
  const now = timestamp(at);
  const terms = rootTerms(certified, now);
  const entry = <K extends EntryKind>(kind: K, body: EntryBodies[K]): Entry => ({
    ...{ typ: 'liaise-directory-entry', v: 1, chain: 'directory' },
    ...{ state, kind, issuedAt: now, body },
  });
  const longer = <T extends InUse<{ readonly from: Timestamp; readonly to: Timestamp }>>(
    held: readonly T[],
    life: (from: Date) => Date,
  ): T[] => held.filter(({ until, isFinal }) => !isFinal && until < timestamp(life(at)));
  const term = ({ until }: { readonly until: Timestamp }, life: (from: Date) => Date) => ({
    from: until < now ? until : now,
    to: timestamp(life(at)),
  });
  const { keys, registrars, contactPoint } = lives;
  const isCertified = ({ record, until }: InUse<EntryBodies['registrar']>): boolean =>
    now < until || again.includes(record.registrar);
  return {
    entries: [
      ...longer(terms.authorities, keys).map((held) =>
        entry('authority', { ...held.record, ...term(held, keys) }),
      ),
      ...longer(terms.noteKeys, keys).map((held) =>
        entry('note-key', { ...held.record, ...term(held, keys) }),
      ),
      ...longer(terms.eventKeys, keys).map((held) =>
        entry('event-key', { ...held.record, ...term(held, keys) }),
      ),
      ...longer(terms.registrars, registrars)
        .filter(isCertified)
        .map(({ record }) =>
          entry('registrar', { ...record, from: now, to: timestamp(registrars(at)) }),
        ),
      ...longer(terms.contactPoint, contactPoint).map((held) =>
        entry('contact-point', { ...held.record, ...term(held, contactPoint) }),
      ),
      ...longer(terms.stateKeys, keys)
        .sort(signingLast)
        .map((held) => entry('state-key', { ...held.record, ...term(held, keys) })),
    ],
    leftOut: terms.registrars
      .filter((held) => !isCertified(held))
      .map(({ record, until }) => ({ registrar: record.registrar, ended: until })),
  };
}

/** Authorities with fewer than two valid registrars. Such an authority can certify no officers. Pure. */
export function lackingRegistrars(certified: readonly Entry[], at: Date): string[] {
  const now = timestamp(at);
  const { authorities, registrars } = rootTerms(certified, now);
  const standing = registrars.filter(({ until }) => now < until);
  return authorities
    .map(({ record }) => record.authority)
    .filter(
      (authority) =>
        standing.filter(({ record }) => record.authorities.includes(authority)).length < 2,
    );
}
