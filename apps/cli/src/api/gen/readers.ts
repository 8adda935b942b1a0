// Written by `node scripts/readers.mjs` from the contracts of the slices.
import { type AccessListMember, type AccessListView, type ChangedAccessList, type EmergencyAccess, type OpenedThread } from '#capabilities/access-lists/access-lists.contract';
import { accessListReasons, emergencyReasons } from '#capabilities/access-lists/access-lists.lists';
import { type Assignment, type HandedOver } from '#capabilities/assignment/assignment.contract';
import { type DeskNotice, type NoticePage } from '#capabilities/assignment/desk-notices.contract';
import { noticeKinds } from '#capabilities/assignment/desk-notices.lists';
import { type AttachmentProgress, type AttachmentView } from '#capabilities/attachments/attachments.contract';
import { type Scan } from '#capabilities/attachments/scans/scan.contract';
import { scanVerdicts } from '#capabilities/attachments/scans/scan.lists';
import { type AttachmentPiece, type OpenUpload, type UploadView } from '#capabilities/attachments/transfers.contract';
import { type DifferencePage, type DifferenceView, type EventPageView, type EventView, type LogHealth, type WitnessHealth } from '#capabilities/audit/audit.contract';
import { differenceKinds } from '#capabilities/audit/differences.lists';
import { type BroadcastMember, type BroadcastView } from '#capabilities/broadcasts/broadcasts.contract';
import { type CopiedDocument, type CopyPage, type CopyView, type WithheldCopy, type WithheldPage } from '#capabilities/copies/copies.contract';
import { copiedKinds } from '#capabilities/copies/copying.model';
import { type SubjectAskRow, type SubjectAskView, type SubjectAsks } from '#capabilities/data-subjects/data-subjects.contract';
import { subjectGrounds, subjectMarks, subjectOutcomes } from '#capabilities/data-subjects/data-subjects.lists';
import { type DataRecipient, type FoundFiles, type SearchEntry, type SubjectFact } from '#capabilities/data-subjects/found-files.contract';
import { type AlertView, type ClockView, type LimitsState, type SaidTimeLimitsView, type TermView, type TimeLimitsView } from '#capabilities/deadlines/deadlines.contract';
import { alerts } from '#capabilities/deadlines/escalation.model';
import { type DuplicateView, type FoundDuplicates } from '#capabilities/deconfliction/deconfliction.contract';
import { matchTypes } from '#capabilities/deconfliction/sought.model';
import { parseProfile } from '#capabilities/directory/authority-profile.schema';
import { type AuthoritiesPage, type AuthorityKey, type AuthorityView, type OfficerView, type OfficersPage, type PeerView, type PeersView, type RegistrarView, type RegistrarsPage } from '#capabilities/directory/directory.contract';
import { type CarriedEntry, type EntriesPage, type FreshnessView } from '#capabilities/directory/entries.contract';
import { type PointView, type PostedSigner, type Posting } from '#capabilities/directory/postings.contract';
import { type AddressView } from '#capabilities/disclosure/address.contract';
import { type EvaluationView, type HandlingView } from '#capabilities/disclosure/handling/handling.contract';
import { recallActs, recallOutcomes } from '#capabilities/disclosure/recalls/recalling.model';
import { type OnwardView, type OpenRecalls, type RecallAnswerView, type RecallMark, type RecallPage, type RecallView, type ToldView } from '#capabilities/disclosure/recalls/recalls.contract';
import { type ReleaseAnswerView, type ReleasePage, type ReleaseView } from '#capabilities/disclosure/releases/releases.contract';
import { parseEventPlace } from '#capabilities/events/event-place.model';
import { type EventBatch, type LogGrowth, type ThreadEvent } from '#capabilities/events/events.contract';
import { eventCodes } from '#capabilities/events/events.lists';
import { type MarkedItem, type OpenEvidence, type OwedPage, type OwedView } from '#capabilities/evidence/evidence.contract';
import { evidenceOwed, ruleIds, waiverReasons } from '#capabilities/evidence/evidence.lists';
import { type HaltElsewhere, type OpenHalt, type OperationView } from '#capabilities/halts/operations.contract';
import { type InternalNote, type NotePage, type WrittenNote } from '#capabilities/notes/notes.contract';
import { type CertificateView } from '#capabilities/packages/certifying/certificates.contract';
import { recordOutcomes } from '#capabilities/packages/neighbour/custody-record.schema';
import { type ConcernView, type HandoverView, type PackageAskView, type PackageList, type PackagePiece, type PackageView, type SupersededView, type WithheldPart } from '#capabilities/packages/packages.contract';
import { certificateFailures, certificateStates, packageConcernCodes, packageFailures, packageStates, ruleOutcomes, supersedeReasons, tellingWays } from '#capabilities/packages/packages.lists';
import { givenReasons, parseReaderLabel } from '#capabilities/packages/variants.model';
import { type Forbidden, type FormalRouteWarning, type JudgedDraft, type PolicyPoint } from '#capabilities/policy/policy.contract';
import { formalChannels } from '#capabilities/policy/policy.schema';
import { type BracketView, type CheckpointPage, type CheckpointView, type CosignedView, type EventProof, type LeafPage, type OutsideTimeView, type TilePage, type TileView } from '#capabilities/proofs/proofs.contract';
import { type QuarantinePage, type QuarantineView, type QuarantinedMessage } from '#capabilities/quarantine/quarantine.contract';
import { type DeliveryView, type LinkSight } from '#capabilities/requests/deliveries/deliveries.contract';
import { type DispatchRow, type DispatchView, type ReceiptProof } from '#capabilities/requests/dispatches.contract';
import { type DocumentPage } from '#capabilities/requests/documents.contract';
import { parseListPlace } from '#capabilities/requests/list-place.model';
import { type DispatchStage } from '#capabilities/requests/stages.contract';
import { type Submitted } from '#capabilities/requests/submissions/submitted.contract';
import { type ThreadRow } from '#capabilities/requests/thread-row.contract';
import { type FoundThread, type FoundThreads, type ThreadPage, type ThreadView, type Waiting } from '#capabilities/requests/threads.contract';
import { foundFields } from '#capabilities/requests/threads.lists';
import { openCaseErasures, openGrounds } from '#capabilities/retention/open-case/open-case.model';
import { type FileUnderReview, type KeptFile, type OpenCaseView, type ReviewPage } from '#capabilities/retention/retention.contract';
import { type DiskRoom, type GatewayChecks, type ServiceHealth, type ServiceView, type ServicesView } from '#capabilities/services/services.contract';
import { type EnrolledOfficer, type OwnSession, type SessionView } from '#capabilities/sessions/sessions.contract';
import { type CountedRequest, type CountedRequests } from '#capabilities/statistics/statistics.contract';
import { stopGrounds } from '#capabilities/suspensions/grounds.lists';
import { type LiftedStop, type StopRecord, type StopView, type Stops } from '#capabilities/suspensions/suspensions.contract';
import { type WaiverList, type WaiverView } from '#capabilities/waivers/waivers.contract';
import { type Nothing, type Problem } from '#contract';
import { actions, classifications, compartments, copyExceptions, dataSubjectKinds, documentKinds, handlingCodes, informationCodes, parseAuthorityId, parseDocumentId, parseEventId, parseFingerprint, parseLinkId, parseMessageId, parseOfficerId, parseSha256, parseSha512, parseStateCode, parseThreadId, parseTimestamp, powers, purposes, refusalGrounds, roles, sides, sourceCodes, subjectCategories, threadStates, threadTypes, trafficLights } from '#kernel';
import { bytes, carried, flag, list, number, numbers, object, oneOf, orNull, text, type Reader, whole, withMaybe } from '../shape.js';

export const accessListMember: Reader<AccessListMember> = object({ officer: parseOfficerId, addedBy: parseOfficerId, reason: oneOf(...accessListReasons), at: parseTimestamp });

export const emergencyAccess: Reader<EmergencyAccess> = object({ officer: parseOfficerId, reason: oneOf(...emergencyReasons), facts: text, at: parseTimestamp, until: parseTimestamp });

export const accessListView: Reader<AccessListView> = object({ keeper: orNull(parseOfficerId), desk: flag, members: list(accessListMember, 64), broken: list(emergencyAccess, 100) });

export const changedAccessList: Reader<ChangedAccessList> = object({ members: whole });

export const openedThread: Reader<OpenedThread> = object({ until: parseTimestamp, left: whole });

export const assignment: Reader<Assignment> = object({ thread: parseThreadId, state: oneOf(...threadStates), holder: orNull(parseOfficerId), acknowledgeBy: orNull(parseTimestamp), dueAt: orNull(parseTimestamp) });

export const handedOver: Reader<HandedOver> = object({ threads: whole, more: flag });

export const deskNotice: Reader<DeskNotice> = object({ notice: text, thread: parseThreadId, what: oneOf(...noticeKinds), officer: orNull(parseOfficerId), reason: orNull(text), at: parseTimestamp });

export const noticePage: Reader<NoticePage> = object({ notices: list(deskNotice, 100), next: orNull(text) });

export const recallAnswerView: Reader<RecallAnswerView> = object({ document: parseDocumentId, outcome: oneOf(...recallOutcomes), at: parseTimestamp });

export const recallMark: Reader<RecallMark> = object({ recall: parseDocumentId, act: oneOf(...recallActs), at: parseTimestamp, answer: orNull(recallAnswerView) });

export const posting: Reader<Posting> = object({ host: parseStateCode, sending: parseStateCode, post: text, standInFor: orNull(parseOfficerId), from: parseTimestamp, to: parseTimestamp });

export const copyView: Reader<CopyView> = object({ thread: parseThreadId, side: oneOf(...sides), peer: parseStateCode, peerAuthority: parseAuthorityId, requestType: oneOf(...threadTypes), state: oneOf(...threadStates), dispatch: parseDocumentId, kind: oneOf(...copiedKinds), authority: parseAuthorityId, subjectLine: text, erased: flag, at: parseTimestamp, recalls: list(recallMark, 256), posting: orNull(posting) });

export const copyPage: Reader<CopyPage> = object({ copies: list(copyView, 100), next: orNull(parseDocumentId) });

export const pointView: Reader<PointView> = object({ version: whole, head: parseSha256 });

export const postedSigner: Reader<PostedSigner> = object({ document: parseDocumentId, state: parseStateCode, officer: parseOfficerId, posting });

export const copiedDocument: Reader<CopiedDocument> = object({ thread: parseThreadId, side: oneOf(...sides), peer: parseStateCode, peerAuthority: parseAuthorityId, requestType: oneOf(...threadTypes), state: oneOf(...threadStates), dispatch: parseDocumentId, kind: oneOf(...copiedKinds), authority: parseAuthorityId, subjectLine: text, erased: flag, at: parseTimestamp, recalls: list(recallMark, 256), posting: orNull(posting), direction: oneOf("OUT", "IN"), officer: parseOfficerId, document: bytes, signature: bytes, certificate: bytes, messageId: orNull(parseMessageId), directory: orNull(pointView), envelope: orNull(bytes), envelopeSignature: orNull(bytes), posted: list(postedSigner, 10000) });

export const withheldCopy: Reader<WithheldCopy> = object({ thread: parseThreadId, side: oneOf(...sides), peer: parseStateCode, peerAuthority: parseAuthorityId, dispatch: parseDocumentId, kind: oneOf(...copiedKinds), officer: parseOfficerId, exception: oneOf(...copyExceptions), reason: text, at: parseTimestamp });

export const withheldPage: Reader<WithheldPage> = object({ withheld: list(withheldCopy, 100), next: orNull(parseDocumentId) });

export const duplicateView: Reader<DuplicateView> = object({ thread: parseThreadId, side: oneOf(...sides), peer: parseStateCode, peerAuthority: parseAuthorityId, requestType: oneOf(...threadTypes), state: oneOf(...threadStates), holder: orNull(parseOfficerId), openedAt: parseTimestamp, by: list(oneOf(...matchTypes), 5) });

export const foundDuplicates: Reader<FoundDuplicates> = object({ duplicates: list(duplicateView, 20), otherDesk: flag, checksLeft: whole });

export const enrolledOfficer: Reader<EnrolledOfficer> = object({ officer: parseOfficerId });

export const sessionView: Reader<SessionView> = object({ officer: parseOfficerId, authority: parseAuthorityId, state: parseStateCode, fingerprint: parseFingerprint, roles: list(oneOf(...roles), 8), expiresAt: parseTimestamp, idleUntil: parseTimestamp });

export const ownSession: Reader<OwnSession> = object({ officer: parseOfficerId, authority: parseAuthorityId, state: parseStateCode, fingerprint: parseFingerprint, roles: list(oneOf(...roles), 8), expiresAt: parseTimestamp, idleUntil: parseTimestamp, attachmentBytes: whole });

export const nothing: Reader<Nothing> = object({  });

export const authorityKey: Reader<AuthorityKey> = object({ compartment: oneOf(...compartments), fingerprint: parseFingerprint });

export const authorityView: Reader<AuthorityView> = object({ state: parseStateCode, authority: parseAuthorityId, name: text, profile: orNull(parseProfile), link: orNull(parseLinkId), keys: list(authorityKey, 4) });

export const authoritiesPage: Reader<AuthoritiesPage> = object({ authorities: list(authorityView, 100), next: orNull(text) });

export const officerView: Reader<OfficerView> = object({ officer: parseOfficerId, authority: parseAuthorityId, fingerprint: parseFingerprint, roles: list(oneOf(...roles), 8), from: parseTimestamp, to: parseTimestamp, suspendedFrom: orNull(parseTimestamp), postings: list(posting, 4), enrolled: flag });

export const officersPage: Reader<OfficersPage> = object({ next: orNull(whole), officers: list(officerView, 100) });

export const registrarView: Reader<RegistrarView> = object({ registrar: parseOfficerId, fingerprint: parseFingerprint, certificate: text, authorities: list(parseAuthorityId, 64), from: parseTimestamp, to: parseTimestamp });

export const registrarsPage: Reader<RegistrarsPage> = object({ next: orNull(whole), registrars: list(registrarView, 100) });

export const timeLimitsView: Reader<TimeLimitsView> = object({ urgentDirect: whole, urgentIndirect: whole, other: whole });

export const saidTimeLimitsView: Reader<SaidTimeLimitsView> = object({ urgentDirect: whole, urgentIndirect: whole, other: whole, from: parseTimestamp });

export const limitsState: Reader<LimitsState> = object({ hold: timeLimitsView, ours: orNull(saidTimeLimitsView), theirs: orNull(saidTimeLimitsView), differ: flag });

export const peerView: Reader<PeerView> = object({ peer: parseStateCode, rootFingerprint: parseFingerprint, rootCertificate: text, linkId: parseLinkId, end: oneOf(1, 2), transcriptSha256: parseSha256, directory: orNull(pointView), limits: limitsState });

export const peersView: Reader<PeersView> = object({ peers: list(peerView, 1000) });

export const carriedEntry: Reader<CarriedEntry> = object({ entry: bytes, signatures: list(bytes, 8) });

export const freshnessView: Reader<FreshnessView> = object({ statement: bytes, signature: bytes });

export const entriesPage: Reader<EntriesPage> = object({ point: orNull(pointView), from: whole, entries: list(carriedEntry, 64), certificates: list(bytes, 64), freshness: orNull(freshnessView) });

export const policyPoint: Reader<PolicyPoint> = object({ version: whole, sha256: parseSha256 });

export const forbidden: Reader<Forbidden> = object({ rule: text, law: text });

export const formalRouteWarning: Reader<FormalRouteWarning> = object({ code: oneOf("FORMAL_ROUTE_NEEDED"), rule: text, law: text, channel: oneOf(...formalChannels), powers: list(oneOf(...powers), 9) });

export const judgedDraft: Reader<JudgedDraft> = object({ pack: policyPoint, forbidden: list(forbidden, 64), warnings: list(formalRouteWarning, 25) });

export const addressView: Reader<AddressView> = object({ state: parseStateCode, authority: parseAuthorityId });

export const toldView: Reader<ToldView> = object({ thread: parseThreadId, recall: parseDocumentId, holder: addressView, answer: orNull(parseDocumentId), outcome: orNull(oneOf(...recallOutcomes)) });

export const onwardView: Reader<OnwardView> = object({ holder: addressView, outcome: orNull(oneOf(...recallOutcomes)) });

export const recallView: Reader<RecallView> = object({ recall: parseDocumentId, act: oneOf(...recallActs), at: parseTimestamp, answer: orNull(recallAnswerView), thread: parseThreadId, items: list(parseDocumentId, 32), by: parseStateCode, holder: addressView, deliveredAt: orNull(parseTimestamp), rejected: orNull(text), overdue: flag, passOn: list(parseThreadId, 10000), told: list(toldView, 10000), onward: orNull(list(onwardView, 10000)) });

export const recallPage: Reader<RecallPage> = object({ recalls: list(recallView, 100), next: orNull(parseDocumentId) });

export const releaseAnswerView: Reader<ReleaseAnswerView> = object({ document: parseDocumentId, outcome: oneOf("GRANTED", "REFUSED"), at: parseTimestamp });

export const releaseView: Reader<ReleaseView> = object({ thread: parseThreadId, request: parseDocumentId, item: parseDocumentId, by: parseStateCode, originator: addressView, at: parseTimestamp, answer: orNull(releaseAnswerView) });

export const releasePage: Reader<ReleasePage> = object({ consents: list(releaseView, 100), next: orNull(parseDocumentId) });

export const owedView: Reader<OwedView> = object({ thread: parseThreadId, what: oneOf(...evidenceOwed), about: parseDocumentId, by: parseStateCode, since: parseTimestamp, dueAt: orNull(parseTimestamp) });

export const owedPage: Reader<OwedPage> = object({ owed: list(owedView, 110), next: orNull(parseDocumentId) });

export const markedItem: Reader<MarkedItem> = object({ marked: flag });

export const threadEvent: Reader<ThreadEvent> = object({ id: parseEventPlace, at: parseTimestamp, code: oneOf(...eventCodes), side: oneOf(...sides), thread: parseThreadId, document: orNull(parseDocumentId), priority: whole, dueAt: orNull(parseTimestamp) });

export const eventBatch: Reader<EventBatch> = object({ events: list(threadEvent, 100), next: parseEventPlace, more: flag, sessionEnds: parseTimestamp });

export const logGrowth: Reader<LogGrowth> = object({ entries: whole, ended: list(whole, 200) });

export const writtenNote: Reader<WrittenNote> = object({ note: text, at: parseTimestamp });

export const internalNote: Reader<InternalNote> = object({ note: text, officer: parseOfficerId, at: parseTimestamp, text });

export const notePage: Reader<NotePage> = object({ notes: list(internalNote, 100), next: orNull(text) });

export const withheldPart: Reader<WithheldPart> = object({ item: text, reason: oneOf(...givenReasons) });

export const packageAskView: Reader<PackageAskView> = object({ consent: parseDocumentId, outcome: orNull(oneOf(...recordOutcomes)) });

export const supersededView: Reader<SupersededView> = object({ exhibit: text, reason: oneOf(...supersedeReasons) });

export const concernView: Reader<ConcernView> = object({ number: whole, code: oneOf(...packageConcernCodes), cause: text, at: parseTimestamp });

export const certificateView: Reader<CertificateView> = object({ number: whole, officer: parseOfficerId, givenAt: parseTimestamp, state: oneOf(...certificateStates), stateAt: parseTimestamp, failure: orNull(oneOf(...certificateFailures)), office: orNull(text), size: orNull(whole), sha256: orNull(parseSha256), sha512: orNull(text), cer01: orNull(oneOf(...ruleOutcomes)), cer02: orNull(oneOf(...ruleOutcomes)) });

export const handoverView: Reader<HandoverView> = object({ handed: text, recipient: orNull(text), handedAt: parseTimestamp, way: oneOf(...tellingWays), officer: parseOfficerId, told: whole, toldAt: orNull(parseTimestamp) });

export const openCaseView: Reader<OpenCaseView> = object({ ground: oneOf(...openGrounds), since: parseTimestamp, erasure: oneOf(...openCaseErasures), stoppedAt: orNull(parseTimestamp) });

export const packageView: Reader<PackageView> = object({ thread: parseThreadId, exhibit: text, authority: parseAuthorityId, officer: parseOfficerId, reader: orNull(parseReaderLabel), show: list(text, 32), withhold: list(withheldPart, 256), askedAt: parseTimestamp, state: oneOf(...packageStates), stateAt: parseTimestamp, deliveredAt: orNull(parseTimestamp), stayedAt: orNull(parseTimestamp), failure: orNull(oneOf(...packageFailures)), size: orNull(whole), sha256: orNull(parseSha256), sha512: orNull(text), exit: orNull(whole), asks: orNull(list(packageAskView, 16)), supersedes: orNull(supersededView), concerns: list(concernView, 256), certificates: list(certificateView, 16), handed: list(handoverView, 64), openCase: orNull(openCaseView) });

export const packageList: Reader<PackageList> = object({ packages: list(packageView, 64) });

export const packagePiece: Reader<PackagePiece> = object({ size: whole, bytes });

export const waiverView: Reader<WaiverView> = object({ rule: oneOf(...ruleIds), profile: parseSha256, reason: oneOf(...waiverReasons), officer: parseOfficerId, waivedAt: parseTimestamp, endedAt: orNull(parseTimestamp), endedBy: orNull(parseOfficerId), endReason: orNull(oneOf("MISTAKEN", "DEMANDED_BY_COURT", "MET_SINCE", "SUPERSEDED")) });

export const waiverList: Reader<WaiverList> = object({ waivers: list(waiverView, 128) });

export const eventView: Reader<EventView> = object({ event: parseEventId, typ: text, service: text, at: parseTimestamp, index: orNull(whole), officer: orNull(parseOfficerId), messageId: orNull(parseMessageId), leaf: bytes });

export const eventPageView: Reader<EventPageView> = object({ events: list(eventView, 999), next: orNull(parseEventId) });

export const differenceView: Reader<DifferenceView> = object({ kind: oneOf(...differenceKinds), key: text, at: parseTimestamp, link: orNull(parseLinkId), messageId: orNull(parseMessageId), code: text, detail: text });

export const differencePage: Reader<DifferencePage> = object({ differences: list(differenceView, 500), next: orNull(text) });

export const witnessHealth: Reader<WitnessHealth> = object({ witness: text, size: whole, at: parseTimestamp, age: number });

export const logHealth: Reader<LogHealth> = object({ size: whole, released: whole, checkpointAt: orNull(parseTimestamp), checkpointAge: orNull(number), witnesses: list(witnessHealth, 64), halted: list(text, 64), waiting: whole, waitingAge: orNull(number), evidence: whole });

export const outsideTimeView: Reader<OutsideTimeView> = object({ at: parseTimestamp, by: text, size: whole });

export const bracketView: Reader<BracketView> = object({ after: orNull(outsideTimeView), before: orNull(outsideTimeView), seen: orNull(outsideTimeView), state: oneOf("timed", "untimed", "contradictory") });

export const eventProof: Reader<EventProof> = object({ leaf: bytes, index: whole, proof: text, second: orNull(text), bracket: bracketView });

export const checkpointView: Reader<CheckpointView> = object({ size: whole, note: text });

export const leafPage: Reader<LeafPage> = object({ size: whole, entries: list(bytes, 1024) });

export const tileView: Reader<TileView> = object({ index: whole, hashes: bytes });

export const tilePage: Reader<TilePage> = object({ tiles: list(tileView, 256) });

export const cosignedView: Reader<CosignedView> = object({ size: whole, note: text, second: orNull(text) });

export const checkpointPage: Reader<CheckpointPage> = object({ notes: list(cosignedView, 1024), witnesses: list(text, 2) });

export const quarantineView: Reader<QuarantineView> = object({ id: text, link: parseLinkId, messageId: orNull(parseMessageId), code: text, detail: orNull(text), size: whole, sha256: parseSha256, at: parseTimestamp });

export const quarantinePage: Reader<QuarantinePage> = object({ rows: list(quarantineView, 100), next: orNull(text) });

export const quarantinedMessage: Reader<QuarantinedMessage> = object({ id: text, link: parseLinkId, messageId: orNull(parseMessageId), code: text, detail: orNull(text), size: whole, sha256: parseSha256, at: parseTimestamp, evidence: bytes });

export const serviceView: Reader<ServiceView> = object({ service: text, ready: flag, degraded: list(text, 1024), version: text, startedAt: parseTimestamp, beatAt: parseTimestamp, metrics: numbers(1024) });

export const servicesView: Reader<ServicesView> = object({ services: list(serviceView, 64) });

export const countedRequest: Reader<CountedRequest> = object({ request: parseThreadId, side: oneOf(...sides), peer: parseStateCode, urgent: flag, composedAt: parseTimestamp, deliveredAt: orNull(parseTimestamp), answeredAt: orNull(parseTimestamp), refused: list(oneOf(...refusalGrounds), 11), judicialDelay: flag });

export const countedRequests: Reader<CountedRequests> = object({ requests: list(countedRequest, 1000), next: orNull(parseEventId) });

export const fileUnderReview: Reader<FileUnderReview> = object({ thread: parseThreadId, requestType: oneOf(...threadTypes), state: oneOf(...threadStates), peer: parseStateCode, peerAuthority: parseAuthorityId, keeper: orNull(parseOfficerId), dueAt: parseTimestamp, endedAt: orNull(parseTimestamp), eraseAt: orNull(parseTimestamp), erasureWantedAt: orNull(parseTimestamp), held: flag, openCase: orNull(openCaseView) });

export const reviewPage: Reader<ReviewPage> = object({ files: list(fileUnderReview, 100), next: orNull(parseThreadId) });

export const keptFile: Reader<KeptFile> = object({ until: parseTimestamp });

export const stopView: Reader<StopView> = object({ stop: text, raisedBy: parseOfficerId, raisedAt: parseTimestamp, withdrawal: orNull(parseDocumentId), liftProposedBy: orNull(parseOfficerId), liftProposedAt: orNull(parseTimestamp) });

export const liftedStop: Reader<LiftedStop> = object({ stop: text });

export const stopRecord: Reader<StopRecord> = object({ stop: text, raisedBy: parseOfficerId, raisedAt: parseTimestamp, withdrawal: orNull(parseDocumentId), liftProposedBy: orNull(parseOfficerId), liftProposedAt: orNull(parseTimestamp), ground: oneOf(...stopGrounds), text, liftText: orNull(text), liftedBy: orNull(parseOfficerId), liftedAt: orNull(parseTimestamp) });

export const stops: Reader<Stops> = object({ stops: list(stopRecord, 10000) });

export const dispatchStage: Reader<DispatchStage> = object({ stage: oneOf("QUEUED", "ACCEPTED", "RELAYED", "DELIVERED", "OPENED", "REJECTED", "RETRIEVED", "BREAK_GLASS", "BREAK_GLASS_ONWARD", "NOT_RELAYED", "NOT_DELIVERED", "NOT_RETRIEVED"), at: parseTimestamp, code: orNull(text), receipt: carried });

export const scan: Reader<Scan> = object({ verdict: oneOf(...scanVerdicts), reason: orNull(text), engine: orNull(text), at: orNull(parseTimestamp) });

export const attachmentView: Reader<AttachmentView> = object({ position: whole, state: oneOf("COMPLETE", "PARTIAL", "CORRUPT"), chunks: whole, have: whole, scan, name: text, mediaType: text, size: whole, sha256: parseSha256, sha512: parseSha512 });

export const evaluationView: Reader<EvaluationView> = object({ source: oneOf(...sourceCodes), information: oneOf(...informationCodes) });

export const handlingView: Reader<HandlingView> = withMaybe<Omit<HandlingView, 'tlp' | 'classification'>, Required<Pick<HandlingView, 'tlp' | 'classification'>>>(object({ codes: list(oneOf(...handlingCodes), 4), evaluation: evaluationView, restrictions: text, retentionMonths: whole }), { tlp: oneOf(...trafficLights), classification: oneOf(...classifications) });

export const dispatchView: Reader<DispatchView> = object({ dispatch: parseDocumentId, direction: oneOf("OUT", "IN"), kind: oneOf(...documentKinds), inReplyTo: orNull(parseDocumentId), officer: parseOfficerId, committedAt: parseTimestamp, messageId: orNull(parseMessageId), documentSha256: parseSha256, size: whole, stages: list(dispatchStage, 64), recalls: list(recallMark, 256), withheld: flag, exculpatory: flag, posting: orNull(posting), directory: orNull(pointView), attachments: list(attachmentView, 32), document: bytes, signature: bytes, certificate: bytes, envelope: orNull(bytes), envelopeSignature: orNull(bytes), posted: list(postedSigner, 10000), narrowed: orNull(handlingView), warnings: list(formalRouteWarning, 25) });

export const attachmentProgress: Reader<AttachmentProgress> = object({ position: whole, state: oneOf("COMPLETE", "PARTIAL", "CORRUPT"), chunks: whole, have: whole, scan });

export const dispatchRow: Reader<DispatchRow> = object({ dispatch: parseDocumentId, direction: oneOf("OUT", "IN"), kind: oneOf(...documentKinds), inReplyTo: orNull(parseDocumentId), officer: parseOfficerId, committedAt: parseTimestamp, messageId: orNull(parseMessageId), documentSha256: parseSha256, size: whole, stages: list(dispatchStage, 64), recalls: list(recallMark, 256), withheld: flag, exculpatory: flag, posting: orNull(posting), directory: orNull(pointView), attachments: list(attachmentProgress, 32) });

export const documentPage: Reader<DocumentPage> = object({ dispatches: list(dispatchView, 100), withheld: list(dispatchRow, 100), next: orNull(parseDocumentId) });

export const receiptProof: Reader<ReceiptProof> = object({ envelope: orNull(bytes), envelopeSignature: orNull(bytes), statement: bytes, signature: bytes });

export const attachmentPiece: Reader<AttachmentPiece> = object({ bytes, last: flag, attachment: attachmentView, differs: flag });

export const openUpload: Reader<OpenUpload> = object({ upload: text });

export const uploadView: Reader<UploadView> = object({ upload: text, size: whole, sha256: parseSha256, sha512: parseSha512, scan });

export const termView: Reader<TermView> = object({ startedAt: parseTimestamp, alarmAt: parseTimestamp, endsAt: parseTimestamp, extended: flag });

export const clockView: Reader<ClockView> = object({ state: oneOf("NONE", "NOT_STARTED", "RUNNING", "PAUSED", "STOPPED"), limitSeconds: orNull(whole), startedAt: orNull(parseTimestamp), dueAt: orNull(parseTimestamp), pausedSince: orNull(parseTimestamp), remainingSeconds: orNull(number), extendedUntil: orNull(parseTimestamp), stoppedAt: orNull(parseTimestamp), acknowledgeBy: orNull(parseTimestamp), term: orNull(termView) });

export const alertView: Reader<AlertView> = object({ alert: oneOf(...alerts), minutes: orNull(whole), at: parseTimestamp, dutyOfficers: orNull(list(parseOfficerId, 10000)), way: orNull(list(parseStateCode, 4)) });

export const openRecalls: Reader<OpenRecalls> = object({ owed: whole, awaited: whole });

export const openEvidence: Reader<OpenEvidence> = object({ owed: whole, awaited: whole });

export const openHalt: Reader<OpenHalt> = object({ halt: parseDocumentId, direction: oneOf("OUT", "IN"), awaits: list(oneOf("OUT", "IN"), 2) });

export const haltElsewhere: Reader<HaltElsewhere> = object({ halt: parseSha256, heard: orNull(flag) });

export const operationView: Reader<OperationView> = object({ halts: list(openHalt, 10000), elsewhere: list(haltElsewhere, 10000), lifting: list(parseSha256, 10000), assessedUntil: orNull(parseTimestamp) });

export const broadcastMember: Reader<BroadcastMember> = object({ thread: parseThreadId, side: oneOf(...sides), peer: parseStateCode, peerAuthority: parseAuthorityId, requestType: oneOf(...threadTypes), state: oneOf(...threadStates), priority: whole, clock: clockView, undelivered: whole, alerts: list(alertView, 266), recalls: openRecalls, evidence: openEvidence, operation: orNull(operationView), stop: orNull(stopView), duplicates: list(parseThreadId, 20), otherDesk: flag, askedAbout: orNull(parseTimestamp), holder: orNull(parseOfficerId), onRoster: flag, formerAuthorities: list(parseAuthorityId, 64), subjectLine: text, erased: flag, openedAt: parseTimestamp, updatedAt: parseTimestamp, request: dispatchRow });

export const broadcastView: Reader<BroadcastView> = object({ members: list(broadcastMember, 8) });

export const dataRecipient: Reader<DataRecipient> = object({ state: parseStateCode, authority: parseAuthorityId });

export const subjectFact: Reader<SubjectFact> = object({ thread: parseThreadId, side: oneOf(...sides), peer: parseStateCode, peerAuthority: parseAuthorityId, requestType: oneOf(...threadTypes), state: oneOf(...threadStates), authority: parseAuthorityId, purpose: oneOf(...purposes), by: list(oneOf(...subjectMarks), 3), categories: list(oneOf(...subjectCategories), 10), recipients: list(dataRecipient, 10000), recalled: flag, openedAt: parseTimestamp, updatedAt: parseTimestamp, endedAt: orNull(parseTimestamp), reviewAt: orNull(parseTimestamp), eraseAt: orNull(parseTimestamp) });

export const searchEntry: Reader<SearchEntry> = object({ event: parseEventId, disclosures: list(text, 8) });

export const foundFiles: Reader<FoundFiles> = object({ facts: list(subjectFact, 50), namesakes: whole, next: orNull(parseThreadId), searchesLeft: whole, entry: searchEntry });

export const submitted: Reader<Submitted> = object({ thread: parseThreadId, dispatch: parseDocumentId, warnings: list(formalRouteWarning, 25) });

export const subjectAskRow: Reader<SubjectAskRow> = object({ thread: parseThreadId, side: oneOf(...sides), peer: parseStateCode, peerAuthority: parseAuthorityId, state: oneOf(...threadStates), reference: text, ground: orNull(oneOf(...subjectGrounds)), answerBy: orNull(text), outcome: orNull(oneOf(...subjectOutcomes)), answeredAt: orNull(parseTimestamp), undelivered: orNull(oneOf(...dataSubjectKinds)), erased: flag, openedAt: parseTimestamp });

export const subjectAsks: Reader<SubjectAsks> = object({ asks: list(subjectAskRow, 50), next: orNull(parseThreadId) });

export const subjectAskView: Reader<SubjectAskView> = object({ thread: parseThreadId, side: oneOf(...sides), peer: parseStateCode, peerAuthority: parseAuthorityId, requestType: oneOf(...threadTypes), state: oneOf(...threadStates), priority: whole, clock: clockView, undelivered: whole, alerts: list(alertView, 266), recalls: openRecalls, evidence: openEvidence, operation: orNull(operationView), stop: orNull(stopView), duplicates: list(parseThreadId, 20), otherDesk: flag, askedAbout: orNull(parseTimestamp), holder: orNull(parseOfficerId), onRoster: flag, formerAuthorities: list(parseAuthorityId, 64), subjectLine: text, erased: flag, openedAt: parseTimestamp, updatedAt: parseTimestamp, dispatches: list(dispatchView, 100), withheld: list(dispatchRow, 100), next: orNull(parseDocumentId) });

export const linkSight: Reader<LinkSight> = object({ up: orNull(flag), upAt: orNull(parseTimestamp), lookedAt: orNull(parseTimestamp) });

export const deliveryView: Reader<DeliveryView> = object({ dispatch: parseDocumentId, thread: parseThreadId, peer: parseStateCode, peerAuthority: parseAuthorityId, priority: oneOf(0, 1, 2), messageId: orNull(parseMessageId), stages: list(dispatchStage, 64), keptBack: flag, proof: orNull(receiptProof), link: linkSight });

export const threadRow: Reader<ThreadRow> = object({ thread: parseThreadId, side: oneOf(...sides), peer: parseStateCode, peerAuthority: parseAuthorityId, requestType: oneOf(...threadTypes), state: oneOf(...threadStates), priority: whole, clock: clockView, undelivered: whole, alerts: list(alertView, 266), recalls: openRecalls, evidence: openEvidence, operation: orNull(operationView), stop: orNull(stopView), duplicates: list(parseThreadId, 20), otherDesk: flag, askedAbout: orNull(parseTimestamp), holder: orNull(parseOfficerId), onRoster: flag, formerAuthorities: list(parseAuthorityId, 64), subjectLine: text, erased: flag, openedAt: parseTimestamp, updatedAt: parseTimestamp });

export const waiting: Reader<Waiting> = object({ undelivered: whole, unassigned: whole });

export const threadPage: Reader<ThreadPage> = object({ threads: list(threadRow, 100), next: orNull(parseListPlace), waiting });

export const foundThread: Reader<FoundThread> = object({ thread: parseThreadId, side: oneOf(...sides), peer: parseStateCode, peerAuthority: parseAuthorityId, requestType: oneOf(...threadTypes), state: oneOf(...threadStates), priority: whole, clock: clockView, undelivered: whole, alerts: list(alertView, 266), recalls: openRecalls, evidence: openEvidence, operation: orNull(operationView), stop: orNull(stopView), duplicates: list(parseThreadId, 20), otherDesk: flag, askedAbout: orNull(parseTimestamp), holder: orNull(parseOfficerId), onRoster: flag, formerAuthorities: list(parseAuthorityId, 64), subjectLine: text, erased: flag, openedAt: parseTimestamp, updatedAt: parseTimestamp, foundBy: list(oneOf(...foundFields), 7) });

export const foundThreads: Reader<FoundThreads> = object({ threads: list(foundThread, 100), more: flag });

export const threadView: Reader<ThreadView> = object({ thread: parseThreadId, side: oneOf(...sides), peer: parseStateCode, peerAuthority: parseAuthorityId, requestType: oneOf(...threadTypes), state: oneOf(...threadStates), priority: whole, clock: clockView, undelivered: whole, alerts: list(alertView, 266), recalls: openRecalls, evidence: openEvidence, operation: orNull(operationView), stop: orNull(stopView), duplicates: list(parseThreadId, 20), otherDesk: flag, askedAbout: orNull(parseTimestamp), holder: orNull(parseOfficerId), onRoster: flag, formerAuthorities: list(parseAuthorityId, 64), subjectLine: text, erased: flag, openedAt: parseTimestamp, updatedAt: parseTimestamp, dispatches: list(dispatchRow, 100), next: orNull(parseDocumentId) });

export const serviceHealth: Reader<ServiceHealth> = object({ service: text, ready: flag, fresh: flag, degraded: list(text, 1024) });

export const diskRoom: Reader<DiskRoom> = object({ freeMib: whole, totalMib: whole });

export const gatewayChecks: Reader<GatewayChecks> = withMaybe<Omit<GatewayChecks, 'disk'>, Required<Pick<GatewayChecks, 'disk'>>>(object({ services: list(serviceHealth, 64) }), { disk: diskRoom });

export const problem: Reader<Problem> = withMaybe<Omit<Problem, 'detail' | 'threads' | 'otherDesk'>, Required<Pick<Problem, 'detail' | 'threads' | 'otherDesk'>>>(object({ type: text, title: text, status: whole, code: text, remedy: text, action: oneOf(...actions), instance: text }), { detail: text, threads: list(text, 20), otherDesk: flag });
