import type { Posting } from './postings.contract.js';
import { profileOf, type AuthorityProfile } from './authority-profile.schema.js';
import {
  chainOf,
  isEntry,
  type Entry,
  type EntryBodies,
  type OpenpgpPurpose,
} from './directory.schema.js';
import {
  dutyRosterFlaw,
  dutyRosterOf,
  rosterBy,
  type DutyRoster,
} from '#capabilities/duty/duty-roster.schema';
import {
  type AuthorityId,
  type Fingerprint,
  type OfficerId,
  type StateCode,
  type Timestamp,
  type Compartment,
  type Role,
  ownProtocol,
  type Protocol,
  refuse,
  outrun,
  standing,
  standingKeys,
  SaidLimits,
  phrase,
  type Detail,
} from '#kernel';
import {
  endedFrom,
  type AuthorityRecord,
  type OfficerGrant,
  type Registrar,
  type Versioned,
} from './grants.model.js';
import { Postings } from './postings.model.js';
import {
  grantFlaw,
  sayingFlaw,
  suspensionFlaw,
  type SaidEntry,
  type SignedFor,
  type Suspension,
} from './chains/officer-entries.model.js';
import { LogKeys } from './chains/log-keys.model.js';
import { Renewals, type Named } from './chains/renewals.model.js';
import { rootEntryFlaw } from './chains/root-entries.model.js';

/** Directory of one State after `version` entries. Refuses an entry without the required signers. */
export class Directory {
  private root: EntryBodies['root'] | undefined;
  private stateKeys: Versioned<EntryBodies['state-key']>[] = [];
  private keysOfLog = new LogKeys();
  private authorityRecords: AuthorityRecord[] = [];
  private registrarRecords: Registrar[] = [];
  private grants: OfficerGrant[] = [];
  private suspensions: Suspension[] = [];
  private renewals = new Renewals();
  private readonly profiles = new Map<AuthorityId, Entry<'authority-profile'>>();
  private dutyRosters: Entry<'duty-roster'>[] = [];
  private postings = new Postings();
  private contactPoints: EntryBodies['contact-point'][] = [];
  private limits = new SaidLimits();
  private spoken: Protocol = ownProtocol;
  private newest: Timestamp | undefined;
  private entries = 0;

  /** `pinned`: fingerprint of the root that was exchanged in person. The first entry must be this root. */
  constructor(
    readonly state: StateCode,
    readonly pinned: Fingerprint,
  ) {}

  get version(): number {
    return this.entries;
  }

  /**
   * Applies the next entry. `signers`: fingerprints of the keys whose signatures over the exact bytes were verified. @throws
   * KernelError ENTRY_NOT_ALLOWED, with the directory unchanged
   */
  apply(entry: Entry, signers: readonly Fingerprint[]): void {
    if (entry.state !== this.state) refuse(phrase`entry of another State`);
    if (entry.chain !== 'directory') refuse(phrase`entry of another chain`);
    if ((this.root === undefined) !== isEntry(entry, 'root'))
      refuse(phrase`the root entry stands first, once`);
    this.judge(entry, new Set(signers));
    if (isEntry(entry, 'certificate')) this.renewals.add(entry.body, entry.issuedAt);
    else {
      this.recordCertified(entry, this.entries);
      this.recordSaid(entry, this.entries);
      // Renewals by keys do not advance the time by which persons are judged.
      this.newest = this.reckoned(entry.issuedAt);
    }
    this.entries += 1;
  }

  private recordCertified(entry: Entry, version: number): void {
    if (isEntry(entry, 'root')) this.root = entry.body;
    else if (isEntry(entry, 'protocol')) this.spoken = entry.body;
    else if (isEntry(entry, 'state-key')) this.stateKeys.push({ ...entry.body, version });
    else if (isEntry(entry, 'note-key') || isEntry(entry, 'event-key'))
      this.keysOfLog.add(entry, version);
    else if (isEntry(entry, 'authority')) this.authorityRecords.push({ ...entry.body, version });
    else if (isEntry(entry, 'registrar')) this.registrarRecords.push({ ...entry.body, version });
    else if (isEntry(entry, 'contact-point')) this.contactPoints.push(entry.body);
  }

  private recordSaid(entry: Entry, version: number): void {
    if (isEntry(entry, 'officer')) this.grants.push({ ...entry.body, version });
    else if (isEntry(entry, 'authority-profile')) this.profiles.set(entry.body.authority, entry);
    else if (isEntry(entry, 'duty-roster')) this.dutyRosters.push(entry);
    else if (isEntry(entry, 'posting')) this.postings.add(entry.body, entry.issuedAt, version);
    else if (isEntry(entry, 'time-limits')) this.limits.add(entry.body, entry.issuedAt);
    else if (isEntry(entry, 'officer-suspended'))
      this.suspensions.push({ ...entry.body, version, issuedAt: entry.issuedAt });
  }

  copy(): Directory {
    const copy = new Directory(this.state, this.pinned);
    copy.root = this.root;
    copy.stateKeys = [...this.stateKeys];
    copy.keysOfLog = this.keysOfLog.copy();
    copy.authorityRecords = [...this.authorityRecords];
    copy.registrarRecords = [...this.registrarRecords];
    copy.grants = [...this.grants];
    copy.suspensions = [...this.suspensions];
    copy.renewals = this.renewals.copy();
    for (const [authority, profile] of this.profiles) copy.profiles.set(authority, profile);
    copy.dutyRosters = [...this.dutyRosters];
    copy.postings = this.postings.copy();
    copy.contactPoints = [...this.contactPoints];
    copy.limits = this.limits.copy();
    copy.spoken = this.spoken;
    copy.newest = this.newest;
    copy.entries = this.entries;
    return copy;
  }

  private judge(entry: Entry, signers: ReadonlySet<Fingerprint>): void {
    if (isEntry(entry, 'root')) this.judgeRoot(entry, signers);
    else if (isEntry(entry, 'certificate')) this.judgeRenewal(entry, signers);
    else if (isEntry(entry, 'time-limits')) this.judgeLimits(entry, signers);
    else if (isEntry(entry, 'officer') || isEntry(entry, 'officer-suspended'))
      this.judgeOfficer(entry, signers);
    else if (
      isEntry(entry, 'authority-profile') ||
      isEntry(entry, 'duty-roster') ||
      isEntry(entry, 'posting')
    )
      this.judgeSaid(entry, signers);
    else this.judgeCertified(entry, signers);
  }

  private judgeRoot({ body }: Entry<'root'>, signers: ReadonlySet<Fingerprint>): void {
    if (body.fingerprint !== this.pinned) refuse(phrase`another root than the one pinned`);
    if (!signers.has(this.pinned)) refuse(phrase`the root must sign itself`);
  }

  private judgeCertified(entry: Entry, signers: ReadonlySet<Fingerprint>): void {
    if (chainOf(entry.kind) !== 'directory') refuse(phrase`not an entry of the directory`);
    if (!signers.has(this.pinned)) refuse(phrase`the root must sign`);
    const keys = [...this.stateKeys, ...this.keysOfLog.all()];
    const flaw = rootEntryFlaw(entry, this.registrarRecords, keys);
    if (flaw !== undefined) refuse(flaw);
  }

  private judgeOfficer(
    entry: Entry<'officer'> | Entry<'officer-suspended'>,
    signers: ReadonlySet<Fingerprint>,
  ): void {
    const { issuedAt } = entry;
    const flaw = isEntry(entry, 'officer')
      ? grantFlaw(
          entry,
          this.signedFor(entry.body.authority, signers, issuedAt),
          this.grants,
          this.suspensions,
        )
      : suspensionFlaw(
          entry,
          this.grants,
          (authority) => this.registrarsAmong(signers, authority, issuedAt) > 0,
        );
    if (flaw !== undefined) refuse(flaw);
  }

  /** Requires that two registrars of every authority have signed, because the time limits bind all authorities. */
  private judgeLimits(entry: Entry<'time-limits'>, signers: ReadonlySet<Fingerprint>): void {
    const at = this.reckoned(entry.issuedAt);
    const bound = this.authorities(at).map(({ authority }) => authority);
    const isSigned = (each: AuthorityId): boolean =>
      this.registrarsAmong(signers, each, entry.issuedAt) > 1;
    if (bound.length === 0 || !bound.every(isSigned))
      refuse(phrase`two registrars of every authority must sign`);
    const flaw = this.limits.flaw(this.state, entry.body, entry.issuedAt, at);
    if (flaw !== undefined) refuse(flaw);
  }

  private judgeSaid(entry: SaidEntry, signers: ReadonlySet<Fingerprint>): void {
    const signed = this.signedFor(entry.body.authority, signers, entry.issuedAt);
    const flaw = sayingFlaw(entry, signed) ?? this.saidFlaw(entry);
    if (flaw !== undefined) refuse(flaw);
  }

  private saidFlaw(entry: SaidEntry): Detail | undefined {
    const { authority } = entry.body;
    if (isEntry(entry, 'duty-roster'))
      return dutyRosterFlaw(entry.body) ?? outrun(entry, rosterBy(this.dutyRosters, authority));
    if (isEntry(entry, 'authority-profile')) return outrun(entry, this.profiles.get(authority));
    if (!isEntry(entry, 'posting')) return undefined;
    const key = (grant: OfficerGrant): string => `${grant.fingerprint} ${grant.authority}`;
    const mandates = standing(this.grants, entry.body.from, key);
    return this.postings.flaw(this.state, entry.body, entry.issuedAt, mandates);
  }

  private signedFor(
    authority: AuthorityId,
    signers: ReadonlySet<Fingerprint>,
    issuedAt: Timestamp,
  ): SignedFor {
    const registrars = this.registrarsAmong(signers, authority, issuedAt);
    return { registrars, isCertified: this.authority(authority, issuedAt) !== undefined };
  }

  private judgeRenewal(
    { body: { fingerprint }, issuedAt }: Entry<'certificate'>,
    signers: ReadonlySet<Fingerprint>,
  ): void {
    if (!signers.has(fingerprint)) refuse(phrase`the key itself must sign`);
    const at = this.reckoned(issuedAt);
    const certified = [
      ...this.allStateKeys('gateway-encryption', at),
      ...this.authorities(at).flatMap(({ keys }) => keys),
    ];
    if (!certified.some((key) => key.fingerprint === fingerprint))
      refuse(phrase`no encryption key of this fingerprint is certified`);
    const flaw = this.renewals.flaw(fingerprint, issuedAt);
    if (flaw !== undefined) refuse(flaw);
  }

  private registrarsAmong(
    signers: ReadonlySet<Fingerprint>,
    authority: AuthorityId,
    issuedAt: Timestamp,
  ): number {
    const at = this.reckoned(issuedAt);
    const people = standing(this.registrarRecords, at, (r) => r.fingerprint).filter(
      (r) => signers.has(r.fingerprint) && r.authorities.includes(authority),
    );
    // One person with two keys counts once.
    return new Set(people.map((r) => r.registrar)).size;
  }

  /**
   * Returns `issuedAt` or, if later, the newest time in earlier entries, for judging signers. Otherwise a suspended signer
   * could backdate an entry.
   */
  reckoned(issuedAt: Timestamp): Timestamp {
    return this.newest !== undefined && this.newest > issuedAt ? this.newest : issuedAt;
  }

  protocol(): Protocol {
    return this.spoken;
  }

  rootEntry(): EntryBodies['root'] | undefined {
    return this.root;
  }

  stateKey(purpose: OpenpgpPurpose, at: Timestamp): EntryBodies['state-key'] | undefined {
    return this.allStateKeys(purpose, at).at(-1);
  }

  /** Keys valid for the purpose at that time, oldest first. Two keys are valid while a State changes its key. */
  allStateKeys(purpose: OpenpgpPurpose, at: Timestamp): readonly EntryBodies['state-key'][] {
    return standingKeys(this.stateKeys, purpose, at).map((key) => this.renewals.current(key));
  }

  get logKeys(): Omit<LogKeys, 'add' | 'copy' | 'all'> {
    return this.keysOfLog;
  }

  authority(authority: AuthorityId, at: Timestamp): AuthorityRecord | undefined {
    return this.authorities(at).find((record) => record.authority === authority);
  }

  authorities(at: Timestamp): readonly AuthorityRecord[] {
    return standing(this.authorityRecords, at, (record) => record.authority);
  }

  profile(authority: AuthorityId): AuthorityProfile | undefined {
    const said = this.profiles.get(authority);
    return said && profileOf(said.body);
  }

  dutyRoster(authority: AuthorityId, by?: Timestamp): DutyRoster | undefined {
    const said = rosterBy(this.dutyRosters, authority, by);
    return said && dutyRosterOf(said.body);
  }

  posting(officer: OfficerId, authority: AuthorityId, at: Timestamp): Posting | undefined {
    return this.postings.at(officer, authority, at);
  }

  postingsOf(grant: OfficerGrant): readonly Posting[] {
    return this.postings.postingsOf(grant);
  }

  contactPoint(at: Timestamp): AuthorityId | undefined {
    const authority = standing(this.contactPoints, at, () => '')[0]?.authority;
    return authority !== undefined && this.authority(authority, at) ? authority : undefined;
  }

  get timeLimits(): Pick<SaidLimits, 'at' | 'last'> {
    return this.limits;
  }

  encryptionKey(
    authority: AuthorityId,
    compartment: Compartment,
    at: Timestamp,
  ): AuthorityRecord['keys'][number] | undefined {
    const key = this.authority(authority, at)?.keys.find((k) => k.compartment === compartment);
    return key === undefined ? undefined : this.renewals.current(key);
  }

  encryptionCertificate(fingerprint: Fingerprint): Named | undefined {
    const certified: Named[] = [
      ...this.stateKeys.filter((key) => key.purpose === 'gateway-encryption'),
      ...this.authorityRecords.flatMap(({ keys }) => keys),
    ];
    const key = certified.findLast((each) => each.fingerprint === fingerprint);
    return key === undefined ? undefined : this.renewals.current(key);
  }

  registrars(): readonly Registrar[] {
    return this.registrarRecords;
  }

  officers(): readonly OfficerGrant[] {
    return this.grants;
  }

  grantOf(fingerprint: Fingerprint, at: Timestamp): OfficerGrant | undefined {
    const grants = this.grants.filter((grant) => grant.fingerprint === fingerprint);
    const grant = standing(grants, at, ({ authority }) => authority).at(-1);
    return grant !== undefined && this.postings.allows(grant, at) ? grant : undefined;
  }

  /** Returns when an `officer-suspended` entry or a posting's early end first suspends `grant`; undefined for never. */
  suspendedFrom(grant: OfficerGrant): Timestamp | undefined {
    const ended = this.postings.endedFrom(grant);
    return this.suspensions
      .filter((s) => s.officer === grant.officer && s.version > grant.version)
      .map((s) => s.effective)
      .concat(ended === undefined ? [] : [ended])
      .sort()[0];
  }

  revokedFrom(grant: OfficerGrant): Timestamp | undefined {
    return endedFrom(grant, this.grants);
  }

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
