import type {
  AuthorityId,
  DirectoryPoint,
  DocumentId,
  DocumentKind,
  Fingerprint,
  MessageId,
  Purpose,
  ReceiptStage,
  ThreadType,
  Sha256,
  Side,
  StateCode,
  ThreadState,
  Timestamp,
} from '#kernel';
import type { CountedAct } from '#capabilities/statistics/statistics.model';
import type { PolicyPoint } from '#capabilities/policy/policy.contract';
import type { RecallAct, RecallOutcome } from '#capabilities/disclosure/recalls/recalling.model';
import type { ScanSaid } from '#capabilities/attachments/scans/scan.model';
import type { SystemHealth } from '#capabilities/services/health.model';
import type {
  ConsentDecided,
  ConsentGranted,
  ConsentRequested,
  ConsentWithdrawn,
  ExculpatoryNoticed,
  FormalAnswered,
  FormalRequested,
  NoticeOwed,
} from './evidence-events.js';
import type { DuplicatesChecked, DuplicatesNoticed, DuplicatesPassed } from './duplicate-events.js';
import type { ErasureDone, ErasureStopped, HoldOrder } from './erasure-events.js';
import type { ItemForwarded, ReleaseAnswered, ReleaseAsked } from './release-events.js';
import type { PackageEvents } from './package-events.js';
import type { LinkAlarm } from './link-events.js';
import type {
  HaltNotice,
  MsgExpired,
  MsgSilence,
  TermExtended,
  TermPassed,
} from './safety-events.js';
import type { ItemInfected } from './scan-events.js';
import type { SubjectSearched } from './subject-events.js';
import type { ClockAlarm, TimeStamped } from './time-events.js';

/** Types of a leaf's `data`, by event type. Persons and case text belong in disclosures, which are erasable. */
export interface EventData {
  'case.opened': {
    readonly authority: AuthorityId;
    readonly side: Side;
    readonly requestType: ThreadType;
    readonly peer: StateCode;
    readonly retentionMonths: number;
    readonly urgent: boolean;
    readonly composedAt: Timestamp;
  };
  'case.copied': {
    readonly side: Side;
    readonly to: AuthorityId;
    readonly byRelease: boolean;
    readonly document: DocumentId;
  };
  'case.copy.withheld': { readonly side: Side; readonly document: DocumentId };
  'case.claimed': { readonly authority: AuthorityId };
  'case.assigned': { readonly authority: AuthorityId };
  'case.handover': { readonly authority: AuthorityId };
  'case.released': { readonly authority: AuthorityId };
  'case.transferred': {
    readonly side: Side;
    readonly from: AuthorityId;
    readonly to: AuthorityId;
  };
  'case.noted': { readonly note: string };
  'case.stopped': { readonly stop: string; readonly withdrawal: DocumentId | null };
  'case.stop.proposed': { readonly stop: string };
  'case.stop.lifted': { readonly stop: string };
  'case.roster.added': { readonly authority: AuthorityId };
  'case.roster.removed': { readonly authority: AuthorityId };
  /**
   * Tells that an officer uses emergency access until `until`. `messageId`: the received message that our receipt names, or
   * null.
   */
  'case.glass.broken': {
    readonly authority: AuthorityId;
    readonly glass: string;
    readonly until: Timestamp;
    readonly messageId: MessageId | null;
  };
  'case.glass.told': { readonly messageId: MessageId; readonly way: readonly StateCode[] };
  'case.closed': { readonly state: ThreadState };
  /**
   * Tells that a risk to life was not delivered, or not acknowledged by an officer, within `minutes`. `named`: number of
   * alerted officers.
   */
  'case.escalated': {
    readonly side: Side;
    readonly level: number;
    readonly minutes: number;
    readonly since: Timestamp;
    readonly named: number;
  };
  'duplicates.checked': DuplicatesChecked;
  'duplicates.passed': DuplicatesPassed;
  'duplicates.noticed': DuplicatesNoticed;
  'subject.searched': SubjectSearched;
  'msg.signed': {
    readonly document: DocumentId;
    readonly kind: DocumentKind;
    readonly purpose: Purpose;
    readonly signer: Fingerprint;
    readonly certificateSha256: Sha256;
    readonly signatureSha256: Sha256;
    readonly recipientKeys: readonly Fingerprint[];
    /**
     * Version of the policy pack; absent in older entries. Not a hash of the pack, because a neighbour could compare the hash
     * with hashes of guessed packs.
     */
    readonly policyVersion?: number;
    readonly counts?: CountedAct;
  };
  'msg.refused': { readonly documentSha256: Sha256 | null; readonly kind: DocumentKind | null };
  'msg.send.intent': {
    readonly messageId: MessageId;
    readonly document: DocumentId;
    readonly envelopeSha256: Sha256;
    readonly policy?: PolicyPoint;
  };
  'msg.sent': {
    readonly messageId: MessageId;
    readonly attempt: number;
    readonly stream?: string;
    readonly sequence?: number;
  };
  'msg.send.abandoned': { readonly document: DocumentId; readonly boundBy?: DocumentId };
  'msg.received': { readonly messageId: MessageId; readonly parts: number };
  'msg.accepted': {
    readonly messageId: MessageId;
    readonly document: DocumentId;
    readonly deliveredAt: Timestamp;
    readonly counts?: CountedAct;
    readonly envelopeSha256: Sha256;
    readonly certificateSha256: Sha256;
    readonly directory: DirectoryPoint;
    readonly verifier: string;
  };
  'msg.rejected': { readonly messageId: MessageId | null; readonly verifier: string };
  'msg.receipt.logged': {
    readonly messageId: MessageId;
    readonly stage: ReceiptStage;
    readonly rseq: number;
    /**
     * Receipt time for deadlines, replaced if over 5 minutes before sealing or over a day ahead. Absent for a receipt about
     * bytes this State never sent.
     */
    readonly countedAt?: Timestamp;
    readonly peerLeafSha256: Sha256;
    readonly peerIndex: number;
    readonly checkpointSha256: Sha256;
  };
  'msg.silence': MsgSilence;
  'msg.expired': MsgExpired;
  'term.ending': TermPassed;
  'term.ended': TermPassed;
  'term.extended': TermExtended;
  'link.alarm': LinkAlarm;
  'item.decrypted': { readonly messageId: MessageId; readonly key: Fingerprint };
  'item.viewed': {
    readonly screen: string;
    readonly purpose?: Purpose;
    readonly document?: DocumentId;
    readonly messageId?: MessageId;
  };
  'item.uploaded': { readonly root: Sha256; readonly scan?: ScanSaid };
  'item.arrived': { readonly messageId: MessageId; readonly root: Sha256 };
  'item.infected': ItemInfected;
  'item.discarded': { readonly root: Sha256 };
  'item.recalled': {
    readonly document: DocumentId;
    readonly recall: DocumentId;
    readonly act: RecallAct;
    readonly by: StateCode;
  };
  'item.withheld': { readonly document: DocumentId; readonly recall: DocumentId };
  'recall.answered': {
    readonly document: DocumentId;
    readonly recall: DocumentId;
    readonly outcome: RecallOutcome;
    readonly by: StateCode;
  };
  'recall.owed': {
    readonly document: DocumentId;
    readonly holder: StateCode;
    readonly level: number;
    readonly since: Timestamp;
    readonly hours: number;
  };
  'release.asked': ReleaseAsked;
  'release.answered': ReleaseAnswered;
  'item.forwarded': ItemForwarded;
  'halt.told': HaltNotice;
  'halt.heard': HaltNotice;
  'halt.confirmed': HaltNotice;
  'consent.requested': ConsentRequested;
  'consent.granted': ConsentGranted;
  'consent.refused': ConsentDecided;
  'pkg.gathered': PackageEvents['pkg.gathered'];
  'pkg.built': PackageEvents['pkg.built'];
  'pkg.delivered': PackageEvents['pkg.delivered'];
  'certificate.made': PackageEvents['certificate.made'];
  'pkg.handed': PackageEvents['pkg.handed'];
  'pkg.touched': PackageEvents['pkg.touched'];
  'pkg.stayed': PackageEvents['pkg.stayed'];
  'pkg.told': PackageEvents['pkg.told'];
  'custody.given': PackageEvents['custody.given'];
  'custody.withheld': PackageEvents['custody.withheld'];
  'custody.taken': PackageEvents['custody.taken'];
  'consent.withdrawn': ConsentWithdrawn;
  'rule.waived': PackageEvents['rule.waived'];
  'waiver.withdrawn': PackageEvents['waiver.withdrawn'];
  'item.exculpatory': { readonly document: DocumentId };
  'notice.exculpatory': ExculpatoryNoticed;
  'ca.informed': { readonly document: DocumentId; readonly by: StateCode };
  'ca.owed': NoticeOwed;
  'formal.requested': FormalRequested;
  'formal.answered': FormalAnswered;
  'item.exported': {
    readonly purpose: Purpose;
    readonly document?: DocumentId;
    readonly medium: string;
    readonly recipient: AuthorityId | null;
    readonly scan?: ScanSaid;
  };
  'key.enrolled': {
    readonly fingerprint: string;
    readonly use: string;
    readonly certifiers: readonly Fingerprint[];
    readonly entrySha256: Sha256 | null;
  };
  'key.revoked': {
    readonly fingerprint: string;
    readonly use: string;
    readonly effectiveAt: Timestamp;
    readonly certifiers: readonly Fingerprint[];
    readonly entrySha256: Sha256 | null;
  };
  'key.rotated': {
    readonly fingerprint: Fingerprint;
    readonly subkey: Fingerprint;
    readonly step: 'HELD' | 'CERTIFIED' | 'GONE';
    readonly entrySha256: Sha256 | null;
  };
  'session.opened': {
    readonly loginSha256: Sha256;
    readonly key: Fingerprint;
    readonly expiresAt: Timestamp;
  };
  'session.closed': { readonly loginSha256: Sha256 };
  /**
   * `count`: 1 for a refusal with a session. Without a session, the number of refusals with the same `rule` and code in one
   * minute.
   */
  'access.denied': { readonly rule: string; readonly count: number };
  'access.bulk': {
    readonly threads: number;
    readonly minutes: number;
    readonly listed?: true;
    readonly items?: number;
  };
  'admin.change': {
    readonly change: string;
    readonly before: Sha256 | null;
    readonly after: Sha256 | null;
    readonly signers?: readonly Fingerprint[];
  };
  'witness.cosigned': {
    readonly witness: string;
    readonly size: number;
    readonly root: string;
    readonly unixSeconds: number;
  };
  'tsa.stamped': TimeStamped;
  'system.health': SystemHealth;
  'clock.alarm': ClockAlarm;
  'log.fork.detected': {
    readonly log: string;
    readonly firstSha256: Sha256;
    readonly secondSha256: Sha256;
  };
  'recon.report': {
    readonly peer: StateCode;
    readonly day: string;
    readonly part: number;
    readonly reportSha256: Sha256;
    readonly differences: number;
  };
  'hold.set': HoldOrder;
  'hold.lifted': HoldOrder;
  'retention.due': {
    readonly side: Side;
    readonly endedAt: Timestamp | null;
    readonly reviewAt: Timestamp;
    readonly eraseAt: Timestamp | null;
    readonly basis: string;
  };
  'retention.reviewed': { readonly until: Timestamp | null };
  'quarantine.discarded': {
    readonly quarantine: string;
    readonly evidenceSha256: Sha256;
    readonly basis: string;
  };
  'erasure.stopped': ErasureStopped;
  'erasure.done': ErasureDone;
  'audit.query': {
    readonly query: string;
    readonly querySha256: Sha256;
    readonly purpose?: Purpose;
  };
}
export type EventType = keyof EventData;
