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
  HaltTold,
  MsgExpired,
  MsgSilence,
  TermExtended,
  TermPassed,
} from './safety-events.js';
import type { ItemInfected } from './scan-events.js';
import type { SubjectSearched } from './subject-events.js';
import type { ClockAlarm, TimeStamped } from './time-events.js';

/**
 * The one map of event types and what each says beyond the envelope. Additive: members may be added, a new meaning is
 * a new type. Nothing here names a person or holds case text: that goes into disclosures.
 */
export interface EventData {
  'case.opened': {
    readonly authority: AuthorityId;
    readonly side: Side;
    readonly requestType: ThreadType;
    readonly peer: StateCode;
    /** Months that the content may be kept after the exchange has ended, as the document that opened the thread says. */
    readonly retentionMonths: number;
    readonly urgent: boolean;
    /** When the officer signed the document that opened the thread. */
    readonly composedAt: Timestamp;
  };
  /** What other authorities ask or tell is shown to the national contact point of this State. */
  'case.copied': {
    readonly side: Side;
    readonly to: AuthorityId;
    /** That it is there, and no word of it. */
    readonly byRelease: boolean;
    readonly document: DocumentId;
  };
  /** The document names an exception, and no contact point is shown it; which one is disclosed as `exception`. */
  'case.copy.withheld': { readonly side: Side; readonly document: DocumentId };
  'case.claimed': { readonly authority: AuthorityId };
  /**
   * Into the hands of a colleague; who that is, and from whom it was taken, is disclosed as `to` and `from`. `reason`: taken
   * over by the officer who acts from one who may still act and has not given it.
   */
  'case.assigned': { readonly authority: AuthorityId };
  /** The same, of everything that an officer had in hand: one entry for each thread. */
  'case.handover': { readonly authority: AuthorityId };
  'case.released': { readonly authority: AuthorityId };
  /** Another authority of the asked State has it from now on, as a signed notice says. */
  'case.transferred': {
    readonly side: Side;
    readonly from: AuthorityId;
    readonly to: AuthorityId;
  };
  /** An internal note; the hashes of its text are disclosed as `sha256` and `sha512`. */
  'case.noted': { readonly note: string };
  /** Nothing more leaves but `withdrawal`, if any; why is disclosed as `ground`. One officer proposes to lift it, another does. */
  'case.stopped': { readonly stop: string; readonly withdrawal: DocumentId | null };
  'case.stop.proposed': { readonly stop: string };
  'case.stop.lifted': { readonly stop: string };
  /** An officer may read the thread from now on, or no more; `reason` says why, who it is is disclosed as `officer`. */
  'case.roster.added': { readonly authority: AuthorityId };
  'case.roster.removed': { readonly authority: AuthorityId };
  /**
   * An officer who is not on the roster reads the thread until `until`; `reason` says why, the words that go with it and who
   * has the thread are disclosed as `facts` and `keeper`. `messageId`: of what came from the neighbour; it becomes a
   * BREAK_GLASS receipt. Null where nothing has come.
   */
  'case.glass.broken': {
    readonly authority: AuthorityId;
    readonly glass: string;
    readonly until: Timestamp;
    readonly messageId: MessageId | null;
  };
  /**
   * The State whose document this is was told that a glass was broken over a forward of it, further on: `way`, first where.
   */
  'case.glass.told': { readonly messageId: MessageId; readonly way: readonly StateCode[] };
  'case.closed': { readonly state: ThreadState };
  /**
   * Nobody has a risk to life in hand since `since`, for `minutes`; `reason` says whether it has arrived at all. `named`:
   * how many officers of the authority it is addressed to; who they are is disclosed under the key of the thread.
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
     * Version of the policy pack that let it pass; absent in what an older program wrote. Its hash is not here: this leaf travels,
     * and whoever guesses a rule could try the guess. So which rules warned of the formal route is disclosed as `formalRoute`.
     */
    readonly policyVersion?: number;
    /** What clocks and statistics count of it; absent when they take no notice. */
    readonly counts?: CountedAct;
  };
  /** A document that was not taken for sending; `reason` is the code of the refusal. */
  'msg.refused': { readonly documentSha256: Sha256 | null; readonly kind: DocumentKind | null };
  'msg.send.intent': {
    readonly messageId: MessageId;
    readonly document: DocumentId;
    readonly envelopeSha256: Sha256;
    /** Which policy pack was in force when it was sealed. */
    readonly policy?: PolicyPoint;
  };
  'msg.sent': {
    readonly messageId: MessageId;
    readonly attempt: number;
    /** Place in the peer's stream, when its broker told it. */
    readonly stream?: string;
    readonly sequence?: number;
  };
  /** `boundBy`: the document that brought a file of it from another State; only the log says so. */
  'msg.send.abandoned': { readonly document: DocumentId; readonly boundBy?: DocumentId };
  'msg.received': { readonly messageId: MessageId; readonly parts: number };
  'msg.accepted': {
    readonly messageId: MessageId;
    readonly document: DocumentId;
    /** As quoted in our DELIVERED receipt. */
    readonly deliveredAt: Timestamp;
    readonly counts?: CountedAct;
    readonly envelopeSha256: Sha256;
    readonly certificateSha256: Sha256;
    /** The sender's directory as used for the checks. */
    readonly directory: DirectoryPoint;
    readonly verifier: string;
  };
  /** `reason` is the code of the first check that failed. */
  'msg.rejected': { readonly messageId: MessageId | null; readonly verifier: string };
  'msg.receipt.logged': {
    readonly messageId: MessageId;
    readonly stage: ReceiptStage;
    readonly rseq: number;
    /** The time of the receipt, as far as it is possible; absent when it is about bytes that we never sent. */
    readonly countedAt?: Timestamp;
    /** SHA-256 of the peer's leaf bytes, and its place in the peer's log. */
    readonly peerLeafSha256: Sha256;
    readonly peerIndex: number;
    readonly checkpointSha256: Sha256;
  };
  'msg.silence': MsgSilence;
  'msg.expired': MsgExpired;
  /** Of what is done for a time: both States record that it nears its end, and that it has ended. */
  'term.ending': TermPassed;
  'term.ended': TermPassed;
  'term.extended': TermExtended;
  /** Something about a link that a person must look at; `reason` says what. */
  'link.alarm': LinkAlarm;
  'item.decrypted': { readonly messageId: MessageId; readonly key: Fingerprint };
  /**
   * `messageId`: of what came from the peer; the first view of it becomes a RETRIEVED receipt. `purpose`: of everything
   * but the directory and the proof of a receipt, which show no document. `screen`: what was shown, and of a list how many
   * lines; a list names no case.
   */
  'item.viewed': {
    readonly screen: string;
    readonly purpose?: Purpose;
    readonly document?: DocumentId;
    readonly messageId?: MessageId;
  };
  /** An attachment came from an officer's own device; `root` names its ciphertext, as in the envelopes that carry it. */
  'item.uploaded': { readonly root: Sha256; readonly scan?: ScanSaid };
  /** The ciphertext of an attachment of the neighbour's message has come whole, and lies stored by its `root`. */
  'item.arrived': { readonly messageId: MessageId; readonly root: Sha256 };
  'item.infected': ItemInfected;
  /** An attachment that no document took within a day is gone, with its key. */
  'item.discarded': { readonly root: Sha256 };
  /** Its author's State has recalled, narrowed or corrected `document` by the document `recall`; on both sides. */
  'item.recalled': {
    readonly document: DocumentId;
    readonly recall: DocumentId;
    readonly act: RecallAct;
    readonly by: StateCode;
  };
  /** This State has complied with the recall: what the document says is not given out any more. */
  'item.withheld': { readonly document: DocumentId; readonly recall: DocumentId };
  /** The holder's signed answer, `document`, to a recall, narrowing or correction; on both sides. */
  'recall.answered': {
    readonly document: DocumentId;
    readonly recall: DocumentId;
    readonly outcome: RecallOutcome;
    readonly by: StateCode;
  };
  /** `holder` has had the recall or correction `document` for `hours` and has not answered; `level`: count in its thread. */
  'recall.owed': {
    readonly document: DocumentId;
    readonly holder: StateCode;
    readonly level: number;
    readonly since: Timestamp;
    readonly hours: number;
  };
  /** Whether a document may go on to another State is asked of, and answered by, the State that said it; on both sides. */
  'release.asked': ReleaseAsked;
  'release.answered': ReleaseAnswered;
  'item.forwarded': ItemForwarded;
  /** A stop-word of another thread of the operation: told to, heard from, confirmed by the other State. */
  'halt.told': HaltTold;
  'halt.heard': HaltTold;
  'halt.confirmed': HaltTold;
  /** Whether items may be used as evidence is asked of, and decided by, the State that said them; on both sides. */
  'consent.requested': ConsentRequested;
  'consent.granted': ConsentGranted;
  'consent.refused': ConsentDecided;
  /** Package of a thread for a court, what was told of logs for it, and what became of it outside. */
  'pkg.gathered': PackageEvents['pkg.gathered'];
  'pkg.built': PackageEvents['pkg.built'];
  'pkg.delivered': PackageEvents['pkg.delivered'];
  'certificate.made': PackageEvents['certificate.made'];
  'pkg.handed': PackageEvents['pkg.handed'];
  'pkg.touched': PackageEvents['pkg.touched'];
  'pkg.told': PackageEvents['pkg.told'];
  'custody.given': PackageEvents['custody.given'];
  'custody.withheld': PackageEvents['custody.withheld'];
  'custody.taken': PackageEvents['custody.taken'];
  'consent.withdrawn': ConsentWithdrawn;
  /** A rule of admissibility is waived for a thread under a profile, or every waiver of it so far is taken back. */
  'rule.waived': PackageEvents['rule.waived'];
  'waiver.withdrawn': PackageEvents['waiver.withdrawn'];
  /** An officer of this State has found that it speaks for an accused person: a mark for good. */
  'item.exculpatory': { readonly document: DocumentId };
  'notice.exculpatory': ExculpatoryNoticed;
  /** The central authority of `by` knows of the informal contact, as `document` says. */
  'ca.informed': { readonly document: DocumentId; readonly by: StateCode };
  'ca.owed': NoticeOwed;
  'formal.requested': FormalRequested;
  'formal.answered': FormalAnswered;
  'item.exported': {
    readonly purpose: Purpose;
    /** To which the exported attachment belongs. */
    readonly document?: DocumentId;
    readonly medium: string;
    readonly recipient: AuthorityId | null;
    readonly scan?: ScanSaid;
  };
  /** `entrySha256`: the signed entry that says so; null for a key of this machine alone, which nobody certifies. */
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
  /**
   * An encryption subkey of a key: the opener holds its secret from now on, or no more, or the directory leads to it by
   * the entry whose hash this is.
   */
  'key.rotated': {
    readonly fingerprint: Fingerprint;
    readonly subkey: Fingerprint;
    readonly step: 'HELD' | 'CERTIFIED' | 'GONE';
    readonly entrySha256: Sha256 | null;
  };
  /** An officer logged in; `loginSha256` is of the statement the officer signed. */
  'session.opened': {
    readonly loginSha256: Sha256;
    readonly key: Fingerprint;
    readonly expiresAt: Timestamp;
  };
  'session.closed': { readonly loginSha256: Sha256 };
  /** `count`: how many refusals this entry stands for; refusals without a session are counted per minute. */
  'access.denied': { readonly rule: string; readonly count: number };
  /**
   * The officer read so many cases within so many minutes, and `items` documents and attachments of them; `listed`: was shown so
   * many different cases in lists.
   */
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
    /** Who signed it, where it was a signed entry. */
    readonly signers?: readonly Fingerprint[];
  };
  /** A neighbour has cosigned our log as its witness; said when it begins, and once an hour. */
  'witness.cosigned': {
    readonly witness: string;
    readonly size: number;
    readonly root: string;
    /** The witness's own clock. */
    readonly unixSeconds: number;
  };
  'tsa.stamped': TimeStamped;
  /** How the services of this State were in a stretch of time, by their signs of life. */
  'system.health': SystemHealth;
  'clock.alarm': ClockAlarm;
  /** Two notes of one log do not fit together; both are kept as evidence. `reason` says how. */
  'log.fork.detected': {
    readonly log: string;
    readonly firstSha256: Sha256;
    readonly secondSha256: Sha256;
  };
  /** Both States signed the report on one day of their link. */
  'recon.report': {
    readonly peer: StateCode;
    readonly day: string;
    readonly part: number;
    readonly reportSha256: Sha256;
    readonly differences: number;
  };
  /** A legal hold began or ended, by the order whose hash this is. */
  'hold.set': HoldOrder;
  'hold.lifted': HoldOrder;
  /** The months without a word are over after which a file must be reviewed; `eraseAt`: when it goes by itself. */
  'retention.due': {
    readonly side: Side;
    readonly endedAt: Timestamp | null;
    readonly reviewAt: Timestamp;
    readonly eraseAt: Timestamp | null;
    readonly basis: string;
  };
  /** An officer keeps the file until a day, for `reason`; or says that it is to go: `until` is null. */
  'retention.reviewed': { readonly until: Timestamp | null };
  /** The bytes of something refused at the border are gone, by the rule. */
  'quarantine.discarded': {
    readonly quarantine: string;
    readonly evidenceSha256: Sha256;
    readonly basis: string;
  };
  /** An erasure that was due waits for a decision on hold: the case is open by `ground`, recorded at `since`. */
  'erasure.stopped': ErasureStopped;
  /** What of a thread was lawfully destroyed. `again`: a database restored from an older copy still had it. */
  'erasure.done': ErasureDone;
  /** An auditor's own read: the call and the hash of what was asked. */
  'audit.query': {
    readonly query: string;
    readonly querySha256: Sha256;
    readonly purpose?: Purpose;
  };
}
export type EventType = keyof EventData;
