import type { DocumentCalls } from '#capabilities/requests/documents.contract';
import type { ThreadCalls } from '#capabilities/requests/threads.contract';
import type { SubmissionCalls } from '#capabilities/requests/submissions/submitted.contract';
import type { AuditCalls } from '#capabilities/audit/audit.contract';
import type { ProofCalls } from '#capabilities/proofs/proofs.contract';
import type { QuarantineCalls } from '#capabilities/quarantine/quarantine.contract';
import type { ServiceCalls } from '#capabilities/services/services.contract';
import type { StatisticsCalls } from '#capabilities/statistics/statistics.contract';
import type { CopyCalls } from '#capabilities/copies/copies.contract';
import type { DirectoryCalls } from '#capabilities/directory/directory.contract';
import type { EntryCalls } from '#capabilities/directory/entries.contract';
import type { DeliveryCalls } from '#capabilities/requests/deliveries/deliveries.contract';
import type { DeskCalls } from '#capabilities/assignment/assignment.contract';
import type { EvidenceCalls } from '#capabilities/evidence/evidence.contract';
import type { NoteCalls } from '#capabilities/notes/notes.contract';
import type { NoticeCalls } from '#capabilities/assignment/desk-notices.contract';
import type { DuplicateCalls } from '#capabilities/deconfliction/deconfliction.contract';
import type { PolicyCalls } from '#capabilities/policy/policy.contract';
import type { RecallCalls } from '#capabilities/disclosure/recalls.contract';
import type { ReleaseCalls } from '#capabilities/disclosure/releases.contract';
import type { RetentionCalls } from '#capabilities/retention/retention.contract';
import type { RosterCalls } from '#capabilities/access-lists/access-lists.contract';
import type { SessionCalls } from '#capabilities/sessions/sessions.contract';
import type { StopCalls } from '#capabilities/suspensions/suspensions.contract';
import type { SubjectCalls } from '#capabilities/data-subjects/data-subjects.contract';
import type { TransferCalls } from '#capabilities/attachments/transfers.contract';
import type { BroadcastCalls } from '#capabilities/broadcasts/broadcasts.contract';

/** Every call on the internal bus, by pattern: `<service>.<what>`. One name, one request, one answer. */
export interface Calls
  extends
    AuditCalls,
    BroadcastCalls,
    CopyCalls,
    DeliveryCalls,
    DeskCalls,
    DirectoryCalls,
    DocumentCalls,
    DuplicateCalls,
    EntryCalls,
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
    TransferCalls {}

export type Pattern = keyof Calls;
