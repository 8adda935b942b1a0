import type { Entry, EntryBodies, NotePurpose, OpenpgpPurpose } from './directory.js';
import { isEntry } from './directory.js';
import { ModelError } from './errors.js';
import type { AuthorityId, Fingerprint, LinkId, StateCode, Timestamp } from './ids.js';
import type { Compartment, Role } from './lists.js';

type Versioned<T> = T & { readonly version: number };
export type OfficerGrant = Versioned<EntryBodies['officer']>;
export type Registrar = Versioned<EntryBodies['registrar']>;
export type AuthorityRecord = Versioned<EntryBodies['authority']>;

/** A registrar is certified for a year at most. */
const registrarLife = 366 * 24 * 3600 * 1000;

const holds = (validity: { from: Timestamp; to: Timestamp }, at: Timestamp): boolean =>
  validity.from <= at && at < validity.to;

const refuse = (why: string): never => {
  throw new ModelError('ENTRY_NOT_ALLOWED', why);
};

/**
 * One State's directory chain, read up to some version. It grows only by `apply`, whose `signers` are the full
 * fingerprints whose signatures over the entry's exact bytes have been verified. Nobody else can add to it: the root
 * certifies keys, authorities and registrars; two registrars of an authority grant, one suspends.
 */
export class Directory {
  private root: EntryBodies['root'] | undefined;
  private readonly stateKeys: Versioned<EntryBodies['state-key']>[] = [];
  private readonly noteKeys: Versioned<EntryBodies['note-key']>[] = [];
  private readonly eventKeys: Versioned<EntryBodies['event-key']>[] = [];
  private readonly authorityRecords: AuthorityRecord[] = [];
  private readonly registrarRecords: Registrar[] = [];
  private readonly grants: OfficerGrant[] = [];
  private readonly suspensions: Versioned<EntryBodies['officer-suspended']>[] = [];
  private entries = 0;

  /** `pinned` is the root fingerprint exchanged in person; the chain must begin with it. */
  constructor(
    readonly state: StateCode,
    readonly pinned: Fingerprint,
  ) {}

  /** Number of entries applied. */
  get version(): number {
    return this.entries;
  }

  /** Applies the next entry or throws ENTRY_NOT_ALLOWED; nothing changes then. */
  apply(entry: Entry, signers: readonly Fingerprint[]): void {
    if (entry.state !== this.state) refuse('entry of another State');
    if (entry.chain !== 'directory') refuse('entry of another chain');
    if ((this.root === undefined) !== isEntry(entry, 'root'))
      refuse('the root entry stands first, once');
    this.judge(entry, new Set(signers));
    const version = this.entries;
    if (isEntry(entry, 'root')) this.root = entry.body;
    else if (isEntry(entry, 'state-key')) this.stateKeys.push({ ...entry.body, version });
    else if (isEntry(entry, 'note-key')) this.noteKeys.push({ ...entry.body, version });
    else if (isEntry(entry, 'event-key')) this.eventKeys.push({ ...entry.body, version });
    else if (isEntry(entry, 'authority')) this.authorityRecords.push({ ...entry.body, version });
    else if (isEntry(entry, 'registrar')) this.registrarRecords.push({ ...entry.body, version });
    else if (isEntry(entry, 'officer')) this.grants.push({ ...entry.body, version });
    else if (isEntry(entry, 'officer-suspended')) this.suspensions.push({ ...entry.body, version });
    this.entries += 1;
  }

  private judge(entry: Entry, signers: ReadonlySet<Fingerprint>): void {
    if (isEntry(entry, 'root')) {
      if (entry.body.fingerprint !== this.pinned) refuse('another root than the one pinned');
      if (!signers.has(this.pinned)) refuse('the root must sign itself');
      return;
    }
    if (isEntry(entry, 'officer')) {
      const { authority } = entry.body;
      if (this.registrarsAmong(signers, authority, entry.issuedAt) < 2)
        refuse('two registrars of the authority must sign');
      if (this.authority(authority, entry.issuedAt) === undefined) refuse('unknown authority');
      return;
    }
    if (isEntry(entry, 'officer-suspended')) {
      const { officer } = entry.body;
      const of = this.grants.filter((grant) => grant.officer === officer).map((g) => g.authority);
      if (of.length === 0) refuse('unknown officer');
      if (!of.some((authority) => this.registrarsAmong(signers, authority, entry.issuedAt) > 0))
        refuse('a registrar of the authority must sign');
      return;
    }
    if (isEntry(entry, 'peer') || isEntry(entry, 'peer-removed'))
      refuse('not an entry of the directory');
    if (!signers.has(this.pinned)) refuse('the root must sign');
    if (isEntry(entry, 'registrar')) {
      const life = Date.parse(entry.body.to) - Date.parse(entry.body.from);
      if (life > registrarLife) refuse('a registrar is certified for twelve months at most');
    }
  }

  private registrarsAmong(
    signers: ReadonlySet<Fingerprint>,
    authority: AuthorityId,
    at: Timestamp,
  ): number {
    const people = this.registrarRecords.filter(
      (r) => signers.has(r.fingerprint) && r.authorities.includes(authority) && holds(r, at),
    );
    // One person with two keys counts once.
    return new Set(people.map((r) => r.registrar)).size;
  }

  rootEntry(): EntryBodies['root'] | undefined {
    return this.root;
  }

  stateKey(purpose: OpenpgpPurpose, at: Timestamp): EntryBodies['state-key'] | undefined {
    return this.stateKeys.findLast((key) => key.purpose === purpose && holds(key, at));
  }

  /** Every key certified for the purpose at that time (old and new overlap during rotation). */
  allStateKeys(purpose: OpenpgpPurpose, at: Timestamp): readonly EntryBodies['state-key'][] {
    return this.stateKeys.filter((key) => key.purpose === purpose && holds(key, at));
  }

  noteKey(purpose: NotePurpose, at: Timestamp): EntryBodies['note-key'] | undefined {
    return this.noteKeys.findLast((key) => key.purpose === purpose && holds(key, at));
  }

  eventKey(service: string, at: Timestamp): EntryBodies['event-key'] | undefined {
    return this.eventKeys.findLast((key) => key.service === service && holds(key, at));
  }

  authority(authority: AuthorityId, at: Timestamp): AuthorityRecord | undefined {
    return this.authorityRecords.findLast((a) => a.authority === authority && holds(a, at));
  }

  authorities(at: Timestamp): readonly AuthorityRecord[] {
    const ids = new Set(this.authorityRecords.map((a) => a.authority));
    return [...ids].flatMap((id) => this.authority(id, at) ?? []);
  }

  encryptionKey(
    authority: AuthorityId,
    compartment: Compartment,
    at: Timestamp,
  ): AuthorityRecord['keys'][number] | undefined {
    return this.authority(authority, at)?.keys.find((key) => key.compartment === compartment);
  }

  registrars(): readonly Registrar[] {
    return this.registrarRecords;
  }

  officers(): readonly OfficerGrant[] {
    return this.grants;
  }

  /** The newest grant for a key that held at `at`, not counting suspensions. */
  grantOf(fingerprint: Fingerprint, at: Timestamp): OfficerGrant | undefined {
    return this.grants.findLast((grant) => grant.fingerprint === fingerprint && holds(grant, at));
  }

  /** When the grant was suspended by a later entry; undefined while it stands. */
  suspendedFrom(grant: OfficerGrant): Timestamp | undefined {
    return this.suspensions
      .filter((s) => s.officer === grant.officer && s.version > grant.version)
      .map((s) => s.effective)
      .sort()[0];
  }

  /** The grant that lets this key act at `at`; undefined when there is none or it is suspended. */
  activeOfficer(fingerprint: Fingerprint, at: Timestamp): OfficerGrant | undefined {
    const grant = this.grantOf(fingerprint, at);
    if (grant === undefined) return undefined;
    const suspended = this.suspendedFrom(grant);
    return suspended !== undefined && suspended <= at ? undefined : grant;
  }

  hasRole(fingerprint: Fingerprint, role: Role, at: Timestamp): boolean {
    return this.activeOfficer(fingerprint, at)?.roles.includes(role) ?? false;
  }
}

export type Peer = Versioned<EntryBodies['peer']>;

/** Whom this State has confirmed as a neighbour: two administrators open a link, one closes it. */
export class Peers {
  private readonly confirmed = new Map<StateCode, Peer>();
  private entries = 0;

  get version(): number {
    return this.entries;
  }

  apply(entry: Entry, signers: readonly Fingerprint[], directory: Directory): void {
    if (entry.state !== directory.state || entry.chain !== 'peers')
      refuse('entry of another chain');
    const administrators = new Set(
      signers
        .filter((key) => directory.hasRole(key, 'ADMINISTRATOR', entry.issuedAt))
        .map((key) => directory.activeOfficer(key, entry.issuedAt)?.officer),
    );
    if (isEntry(entry, 'peer')) {
      if (administrators.size < 2) refuse('two administrators must confirm a neighbour');
      if (entry.body.peer === directory.state) refuse('a State is not its own neighbour');
      this.confirmed.set(entry.body.peer, { ...entry.body, version: this.entries });
    } else if (isEntry(entry, 'peer-removed')) {
      if (administrators.size < 1) refuse('an administrator must sign');
      if (this.confirmed.get(entry.body.peer)?.linkId !== entry.body.linkId) refuse('unknown link');
      this.confirmed.delete(entry.body.peer);
    } else refuse('not an entry of the peers');
    this.entries += 1;
  }

  peer(state: StateCode): Peer | undefined {
    return this.confirmed.get(state);
  }

  byLink(link: LinkId): Peer | undefined {
    return this.list().find((peer) => peer.linkId === link);
  }

  list(): readonly Peer[] {
    return [...this.confirmed.values()];
  }
}
