import {
  isEntry,
  type Entry,
  type EntryBodies,
  type EntryKind,
} from '#capabilities/directory/directory.schema';
import { rootTerms, type InUse } from '#capabilities/keys/in-use.model';
import { timestamp, type OfficerId, type StateCode, type Timestamp } from '#kernel';
import { standardLives, type Lives } from '../../installation/lives.js';

/** Subjects with an end that a root certifies. */
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
  /** Entries that the root has signed, in the order of the chain. */
  readonly certified: readonly Entry[];
  /** Registrars whose time has passed and who are certified again all the same. */
  readonly again: readonly OfficerId[];
}

export interface Extension {
  /** Entries for the root to sign: the same keys, authorities and registrars, with a new end. */
  readonly entries: readonly Entry[];
  /** Registrars whose time has passed and who are not among them. */
  readonly leftOut: readonly { readonly registrar: OfficerId; readonly ended: Timestamp }[];
}

/**
 * Hands the entries in one by one. A State whose keys have run out tells nobody anything before it may sign again: so neighbours
 * learn all at once, and none finds a gateway that may be written to and an authority that may not yet.
 */
const signingLast = (a: StateKeyInUse, b: StateKeyInUse): number =>
  Number(a.record.purpose === 'signing') - Number(b.record.purpose === 'signing');
type StateKeyInUse = InUse<EntryBodies['state-key']>;

/**
 * The same key material with a new end. Nothing is brought back that was ended by a word; a person whose time has passed only when
 * named, since it may have passed on purpose. A key whose time has passed is certified from then on, not from today: what its
 * service signed between, events of the log above all, would be nobody's. Pure.
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

/** Authorities for which fewer than two registrars stand at a moment: they can grant nothing. Pure. */
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
