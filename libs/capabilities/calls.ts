import type { DocumentCalls } from '#capabilities/requests/documents.contract';
import type { ThreadCalls } from '#capabilities/requests/threads.contract';
import type { SubmissionCalls } from '#capabilities/requests/submissions/submitted.contract';
import type { Authenticated, DirectoryPoint, WireEntry, Fingerprint, StateCode } from '#kernel';
import type { AuditCalls } from '#capabilities/audit/audit.contract';
import type { ProofCalls } from '#capabilities/proofs/proofs.contract';
import type { QuarantineCalls } from '#capabilities/quarantine/quarantine.contract';
import type { ServiceCalls } from '#capabilities/services/services.contract';
import type { StatisticsCalls } from '#capabilities/statistics/statistics.contract';
import type { CopyCalls } from '#capabilities/copies/copies.contract';
import type { ChainName, EntryBodies } from '#capabilities/directory/directory.schema';
import type { DeliveryCalls } from '#capabilities/requests/deliveries/deliveries.contract';
import type { DeskCalls } from '#capabilities/assignment/assignment.contract';
import type { EvidenceCalls } from '#capabilities/evidence/evidence.contract';
import type { NoteCalls } from '#capabilities/notes/notes.contract';
import type { NoticeCalls } from '#capabilities/assignment/desk-notices.contract';
import type { DuplicateCalls } from '#capabilities/deconfliction/deconfliction.contract';
import type { PolicyCalls } from '#capabilities/policy/policy.contract';
import type { RecallCalls } from '#capabilities/disclosure/recalls.contract';
import type { ReleaseCalls } from '#capabilities/disclosure/releases.contract';
import type { LimitsState } from '#capabilities/deadlines/agreed-limits.model';
import type { RetentionCalls } from '#capabilities/retention/retention.contract';
import type { RosterCalls } from '#capabilities/access-lists/access-lists.contract';
import type { SessionCalls } from '#capabilities/sessions/sessions.contract';
import type { StopCalls } from '#capabilities/suspensions/suspensions.contract';
import type { SubjectCalls } from '#capabilities/data-subjects/data-subjects.contract';
import type { TransferCalls } from '#capabilities/attachments/transfers.contract';
import type { BroadcastCalls } from '#capabilities/broadcasts/broadcasts.contract';
import type * as directory from '#capabilities/directory/directory.contract';

export interface Page {
  readonly limit: number;
  /** Thread id of the last row already seen; null for the first page. */
  readonly before: string | null;
}

/** Every call on the internal bus, by pattern: `<service>.<what>`. One name, one request, one answer. */
export interface Calls
  extends
    AuditCalls,
    BroadcastCalls,
    CopyCalls,
    DeliveryCalls,
    DeskCalls,
    DocumentCalls,
    DuplicateCalls,
    NoteCalls,
    NoticeCalls,
    PolicyCalls,
    ProofCalls,
    QuarantineCalls,
    ServiceCalls,
    StatisticsCalls,
    EvidenceCalls,
    RecallCalls,
    ReleaseCalls,
    RetentionCalls,
    RosterCalls,
    SessionCalls,
    StopCalls,
    SubjectCalls,
    SubmissionCalls,
    ThreadCalls,
    TransferCalls {
  'requests.authorities': {
    in: Authenticated & directory.AuthoritiesAsked;
    out: directory.AuthoritiesPage;
  };
  'requests.officers': {
    in: Authenticated & directory.GrownAsked;
    out: directory.Grown & { readonly officers: readonly directory.OfficerView[] };
  };
  'requests.registrars': {
    in: Authenticated & directory.GrownAsked;
    out: directory.Grown & { readonly registrars: readonly EntryBodies['registrar'][] };
  };
  'requests.peers': {
    in: Authenticated;
    out: {
      readonly peers: readonly (EntryBodies['peer'] & {
        readonly directory: DirectoryPoint | null;
        readonly limits: LimitsState;
      })[];
    };
  };
  /**
   * One page of a signed chain from a version on, so that a client can verify it itself. `state`: a confirmed
   * neighbour's code for its directory; null for this State's own chains.
   */
  'requests.directory': {
    in: Authenticated & {
      readonly chain: Exclude<ChainName, 'retention'>;
      readonly state: StateCode | null;
      /** A root that the neighbour had before, or has as long as it is none any more; null: the one it has. */
      readonly root: Fingerprint | null;
      readonly from: number;
    };
    out: {
      /** What the chain is after these entries; null while it is empty. */
      readonly point: DirectoryPoint | null;
      readonly from: number;
      readonly entries: readonly WireEntry[];
      /** Of those who may sign entries of `peers` and `retention`; they stand in no entry. */
      readonly certificates: readonly Uint8Array[];
      /** The neighbour's newest signed word about its own directory; null for own chains and before the first. */
      readonly freshness: {
        readonly statement: Uint8Array;
        readonly signature: Uint8Array;
      } | null;
    };
  };
  /** As `requests.directory`, of the chain that says what is held and what is to be erased: it names threads. */
  'requests.retention': {
    in: Authenticated & { readonly from: number };
    out: Calls['requests.directory']['out'];
  };
  /** Entries are signed by persons; anyone may carry them, so no session is needed. */
  'requests.append-entry': {
    in: {
      readonly chain: ChainName;
      readonly entry: Uint8Array;
      readonly signatures: readonly Uint8Array[];
      /** The neighbour's own directory, oldest entry first; comes with the `peer` entry that pins its root. */
      readonly directory?: readonly {
        readonly entry: Uint8Array;
        readonly signatures: readonly Uint8Array[];
      }[];
    };
    out: DirectoryPoint;
  };
}

export type Pattern = keyof Calls;
