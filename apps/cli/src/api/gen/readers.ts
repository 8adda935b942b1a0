// Written by `node scripts/readers.mjs` from the contracts of the slices.
import { type BrokenGlass, type ChangedRoster, type OpenedThread, type RosterMember, type RosterView } from '#capabilities/access-lists/access-lists.contract';
import { type HandedOver, type InHands } from '#capabilities/assignment/assignment.contract';
import { type DeskNotice, type NoticePage } from '#capabilities/assignment/desk-notices.contract';
import { type CopiedDocument, type CopyPage, type CopyView, type WithheldCopy, type WithheldPage } from '#capabilities/copies/copies.contract';
import { type DuplicateView, type FoundDuplicates } from '#capabilities/deconfliction/deconfliction.contract';
import { type PointView, type PostedSigner, type Posting } from '#capabilities/directory/postings.contract';
import { type AddressView } from '#capabilities/disclosure/address.contract';
import { type OnwardView, type RecallAnswerView, type RecallMark, type RecallPage, type RecallView, type ToldView } from '#capabilities/disclosure/recalls.contract';
import { type ReleaseAnswerView, type ReleasePage, type ReleaseView } from '#capabilities/disclosure/releases.contract';
import { type MarkedItem, type OwedPage, type OwedView } from '#capabilities/evidence/evidence.contract';
import { type InternalNote, type NotePage, type WrittenNote } from '#capabilities/notes/notes.contract';
import { type FileUnderReview, type KeptFile, type ReviewPage } from '#capabilities/retention/retention.contract';
import { type LiftedStop, type StopRecord, type StopView, type Stops } from '#capabilities/suspensions/suspensions.contract';
import { parseAuthorityId, parseDocumentId, parseMessageId, parseOfficerId, parseSha256, parseStateCode, parseThreadId, parseTimestamp } from '#kernel';
import { bytes, flag, integer, list, object, oneOf, orNull, text, type Reader } from '../shape.js';

export const rosterMember: Reader<RosterMember> = object({ officer: parseOfficerId, addedBy: parseOfficerId, reason: oneOf("JOINT_WORK", "STAND_IN", "SPECIALIST", "SUPERVISION", "HAS_ANSWERED"), at: parseTimestamp });

export const brokenGlass: Reader<BrokenGlass> = object({ officer: parseOfficerId, reason: oneOf("RISK_TO_LIFE", "HOLDER_UNREACHABLE", "SUPERVISION", "COURT_ORDER"), facts: text, at: parseTimestamp, until: parseTimestamp });

export const rosterView: Reader<RosterView> = object({ keeper: orNull(parseOfficerId), desk: flag, members: list(rosterMember, 64), broken: list(brokenGlass, 100) });

export const changedRoster: Reader<ChangedRoster> = object({ members: integer });

export const openedThread: Reader<OpenedThread> = object({ until: parseTimestamp, left: integer });

export const inHands: Reader<InHands> = object({ thread: parseThreadId, state: oneOf("SUBMITTED", "REGISTERED", "TRANSFERRED", "IN_PROGRESS", "CLARIFICATION_REQUESTED", "CLARIFIED", "AUTHORISATION_PENDING", "ANSWERED_PARTIAL", "ANSWERED", "REFUSED", "WITHDRAWN", "CLOSED"), holder: orNull(parseOfficerId), acknowledgeBy: orNull(parseTimestamp), dueAt: orNull(parseTimestamp) });

export const handedOver: Reader<HandedOver> = object({ threads: integer, more: flag });

export const deskNotice: Reader<DeskNotice> = object({ notice: text, thread: parseThreadId, what: oneOf("ASKED_ABOUT", "TAKEN_OVER", "ESCALATED", "EXPIRED", "RECALL_OWED", "RECALL_UNSAID", "NOTICE_OWED", "GLASS_BROKEN", "GLASS_BROKEN_THERE", "GLASS_BROKEN_BEYOND"), officer: orNull(parseOfficerId), reason: orNull(text), at: parseTimestamp });

export const noticePage: Reader<NoticePage> = object({ notices: list(deskNotice, 100), next: orNull(text) });

export const recallAnswerView: Reader<RecallAnswerView> = object({ document: parseDocumentId, outcome: oneOf("COMPLIED", "CANNOT"), at: parseTimestamp });

export const recallMark: Reader<RecallMark> = object({ recall: parseDocumentId, act: oneOf("RECALL", "NARROW", "CORRECT"), at: parseTimestamp, answer: orNull(recallAnswerView) });

export const posting: Reader<Posting> = object({ host: parseStateCode, sending: parseStateCode, post: text, standInFor: orNull(parseOfficerId), from: parseTimestamp, to: parseTimestamp });

export const copyView: Reader<CopyView> = object({ dispatch: parseDocumentId, kind: oneOf("request", "spontaneous-information", "response", "forward", "clarification", "correction"), thread: parseThreadId, side: oneOf("ASKING", "ASKED"), authority: parseAuthorityId, peer: parseStateCode, peerAuthority: parseAuthorityId, requestType: oneOf("INFORMATION", "RISK_TO_LIFE", "BORDER_INCIDENT", "DOCUMENT_CHECK", "VESSEL", "CONTROLLED_DELIVERY", "SURVEILLANCE_COORDINATION", "NATIONALITY_VERIFICATION", "TRAVEL_DOCUMENT", "PROTECTION", "WELFARE_REFERRAL", "CONSULAR_NOTIFICATION", "SPONTANEOUS_INFORMATION", "DATA_SUBJECT_REQUEST"), state: oneOf("SUBMITTED", "REGISTERED", "TRANSFERRED", "IN_PROGRESS", "CLARIFICATION_REQUESTED", "CLARIFIED", "AUTHORISATION_PENDING", "ANSWERED_PARTIAL", "ANSWERED", "REFUSED", "WITHDRAWN", "CLOSED"), subjectLine: text, erased: flag, at: parseTimestamp, recalls: list(recallMark, 256), posting: orNull(posting) });

export const copyPage: Reader<CopyPage> = object({ copies: list(copyView, 100), next: orNull(parseDocumentId) });

export const pointView: Reader<PointView> = object({ version: integer, head: parseSha256 });

export const postedSigner: Reader<PostedSigner> = object({ document: parseDocumentId, state: parseStateCode, officer: parseOfficerId, posting });

export const copiedDocument: Reader<CopiedDocument> = object({ dispatch: parseDocumentId, kind: oneOf("request", "spontaneous-information", "response", "forward", "clarification", "correction"), thread: parseThreadId, side: oneOf("ASKING", "ASKED"), authority: parseAuthorityId, peer: parseStateCode, peerAuthority: parseAuthorityId, requestType: oneOf("INFORMATION", "RISK_TO_LIFE", "BORDER_INCIDENT", "DOCUMENT_CHECK", "VESSEL", "CONTROLLED_DELIVERY", "SURVEILLANCE_COORDINATION", "NATIONALITY_VERIFICATION", "TRAVEL_DOCUMENT", "PROTECTION", "WELFARE_REFERRAL", "CONSULAR_NOTIFICATION", "SPONTANEOUS_INFORMATION", "DATA_SUBJECT_REQUEST"), state: oneOf("SUBMITTED", "REGISTERED", "TRANSFERRED", "IN_PROGRESS", "CLARIFICATION_REQUESTED", "CLARIFIED", "AUTHORISATION_PENDING", "ANSWERED_PARTIAL", "ANSWERED", "REFUSED", "WITHDRAWN", "CLOSED"), subjectLine: text, erased: flag, at: parseTimestamp, recalls: list(recallMark, 256), posting: orNull(posting), direction: oneOf("OUT", "IN"), officer: parseOfficerId, document: bytes, signature: bytes, certificate: bytes, messageId: orNull(parseMessageId), directory: orNull(pointView), envelope: orNull(bytes), envelopeSignature: orNull(bytes), posted: list(postedSigner, 10000) });

export const withheldCopy: Reader<WithheldCopy> = object({ dispatch: parseDocumentId, kind: oneOf("request", "spontaneous-information", "response", "forward", "clarification", "correction"), thread: parseThreadId, side: oneOf("ASKING", "ASKED"), peer: parseStateCode, peerAuthority: parseAuthorityId, officer: parseOfficerId, exception: oneOf("SENSITIVE_INVESTIGATION", "TERRORISM_NON_CRISIS", "SAFETY_OF_PERSON"), reason: text, at: parseTimestamp });

export const withheldPage: Reader<WithheldPage> = object({ withheld: list(withheldCopy, 100), next: orNull(parseDocumentId) });

export const duplicateView: Reader<DuplicateView> = object({ thread: parseThreadId, side: oneOf("ASKING", "ASKED"), requestType: oneOf("INFORMATION", "RISK_TO_LIFE", "BORDER_INCIDENT", "DOCUMENT_CHECK", "VESSEL", "CONTROLLED_DELIVERY", "SURVEILLANCE_COORDINATION", "NATIONALITY_VERIFICATION", "TRAVEL_DOCUMENT", "PROTECTION", "WELFARE_REFERRAL", "CONSULAR_NOTIFICATION", "SPONTANEOUS_INFORMATION", "DATA_SUBJECT_REQUEST"), peer: parseStateCode, peerAuthority: parseAuthorityId, state: oneOf("SUBMITTED", "REGISTERED", "TRANSFERRED", "IN_PROGRESS", "CLARIFICATION_REQUESTED", "CLARIFIED", "AUTHORISATION_PENDING", "ANSWERED_PARTIAL", "ANSWERED", "REFUSED", "WITHDRAWN", "CLOSED"), holder: orNull(parseOfficerId), openedAt: parseTimestamp, by: list(oneOf("DOCUMENT", "PLATE", "PHONE", "VESSEL", "PERSON"), 5) });

export const foundDuplicates: Reader<FoundDuplicates> = object({ duplicates: list(duplicateView, 20), otherDesk: flag, checksLeft: integer });

export const addressView: Reader<AddressView> = object({ state: parseStateCode, authority: parseAuthorityId });

export const toldView: Reader<ToldView> = object({ thread: parseThreadId, recall: parseDocumentId, holder: addressView, answer: orNull(parseDocumentId), outcome: orNull(oneOf("COMPLIED", "CANNOT")) });

export const onwardView: Reader<OnwardView> = object({ holder: addressView, outcome: orNull(oneOf("COMPLIED", "CANNOT")) });

export const recallView: Reader<RecallView> = object({ recall: parseDocumentId, act: oneOf("RECALL", "NARROW", "CORRECT"), at: parseTimestamp, answer: orNull(recallAnswerView), thread: parseThreadId, items: list(parseDocumentId, 32), by: parseStateCode, holder: addressView, deliveredAt: orNull(parseTimestamp), rejected: orNull(text), overdue: flag, passOn: list(parseThreadId, 10000), told: list(toldView, 10000), onward: orNull(list(onwardView, 10000)) });

export const recallPage: Reader<RecallPage> = object({ recalls: list(recallView, 100), next: orNull(parseDocumentId) });

export const releaseAnswerView: Reader<ReleaseAnswerView> = object({ document: parseDocumentId, outcome: oneOf("GRANTED", "REFUSED"), at: parseTimestamp });

export const releaseView: Reader<ReleaseView> = object({ thread: parseThreadId, request: parseDocumentId, item: parseDocumentId, by: parseStateCode, originator: addressView, at: parseTimestamp, answer: orNull(releaseAnswerView) });

export const releasePage: Reader<ReleasePage> = object({ consents: list(releaseView, 100), next: orNull(parseDocumentId) });

export const owedView: Reader<OwedView> = object({ thread: parseThreadId, what: oneOf("EVIDENCE_CONSENT", "CENTRAL_AUTHORITY_NOTICE", "EXCULPATORY_NOTICE"), about: parseDocumentId, by: parseStateCode, since: parseTimestamp, dueAt: orNull(parseTimestamp) });

export const owedPage: Reader<OwedPage> = object({ owed: list(owedView, 110), next: orNull(parseDocumentId) });

export const markedItem: Reader<MarkedItem> = object({ marked: flag });

export const writtenNote: Reader<WrittenNote> = object({ note: text, at: parseTimestamp });

export const internalNote: Reader<InternalNote> = object({ note: text, officer: parseOfficerId, at: parseTimestamp, text });

export const notePage: Reader<NotePage> = object({ notes: list(internalNote, 100), next: orNull(text) });

export const fileUnderReview: Reader<FileUnderReview> = object({ thread: parseThreadId, requestType: oneOf("INFORMATION", "RISK_TO_LIFE", "BORDER_INCIDENT", "DOCUMENT_CHECK", "VESSEL", "CONTROLLED_DELIVERY", "SURVEILLANCE_COORDINATION", "NATIONALITY_VERIFICATION", "TRAVEL_DOCUMENT", "PROTECTION", "WELFARE_REFERRAL", "CONSULAR_NOTIFICATION", "SPONTANEOUS_INFORMATION", "DATA_SUBJECT_REQUEST"), state: oneOf("SUBMITTED", "REGISTERED", "TRANSFERRED", "IN_PROGRESS", "CLARIFICATION_REQUESTED", "CLARIFIED", "AUTHORISATION_PENDING", "ANSWERED_PARTIAL", "ANSWERED", "REFUSED", "WITHDRAWN", "CLOSED"), peer: parseStateCode, peerAuthority: parseAuthorityId, keeper: orNull(parseOfficerId), dueAt: parseTimestamp, endedAt: orNull(parseTimestamp), eraseAt: orNull(parseTimestamp), erasureWantedAt: orNull(parseTimestamp), held: flag });

export const reviewPage: Reader<ReviewPage> = object({ files: list(fileUnderReview, 100), next: orNull(parseThreadId) });

export const keptFile: Reader<KeptFile> = object({ until: parseTimestamp });

export const stopView: Reader<StopView> = object({ stop: text, raisedBy: parseOfficerId, raisedAt: parseTimestamp, withdrawal: orNull(parseDocumentId), liftProposedBy: orNull(parseOfficerId), liftProposedAt: orNull(parseTimestamp) });

export const liftedStop: Reader<LiftedStop> = object({ stop: text });

export const stopRecord: Reader<StopRecord> = object({ stop: text, raisedBy: parseOfficerId, raisedAt: parseTimestamp, withdrawal: orNull(parseDocumentId), liftProposedBy: orNull(parseOfficerId), liftProposedAt: orNull(parseTimestamp), ground: oneOf("ASYLUM_CLAIM", "APPEAL_PENDING", "NON_REFOULEMENT", "CHILD_BEST_INTERESTS", "NO_CONSENT", "DANGER_TO_PERSON"), text, liftText: orNull(text), liftedBy: orNull(parseOfficerId), liftedAt: orNull(parseTimestamp) });

export const stops: Reader<Stops> = object({ stops: list(stopRecord, 10000) });
