import {
  compartments,
  documentKinds,
  documentLimits,
  powers,
  parseAuthorityId,
  parseDocumentId,
  parseFingerprint,
  parseLinkId,
  parseOfficerId,
  parseSha256,
  parseSha512,
  parseStateCode,
  parseThreadId,
  parseTimestamp,
  threadTypes,
  roles,
  stages,
  threadStates,
} from '#kernel';
import { formalChannels, policyLimits } from '#capabilities/policy/policy.schema';
import { duplicateLimits } from '#capabilities/deconfliction/sought.model';
import { mostRecallsOfSide } from '#capabilities/disclosure/recalling.model';
import { parseProfile } from '#capabilities/directory/authority-profile.schema';
import { alerts } from '#capabilities/deadlines/escalation.model';
import { scanVerdicts } from '#capabilities/attachments/scan.contract';
import { rosterLimits } from '#capabilities/access-lists/access-lists.lists';
import { operation } from './operation-views.js';
import { recallMark, stopView } from './gen/readers.js';
import {
  anything,
  bytes,
  flag,
  list,
  number,
  object,
  oneOf,
  orNull,
  text,
  whole,
} from './shape.js';
import { handling } from './handling-view.js';

const mostRows = 10_000;

export const session = object({
  officer: parseOfficerId,
  authority: parseAuthorityId,
  state: parseStateCode,
  fingerprint: parseFingerprint,
  roles: list(oneOf(...roles), roles.length),
  expiresAt: parseTimestamp,
});
export type Session = ReturnType<typeof session>;

export const enrolled = object({ officer: parseOfficerId });
export const nothing = object<object>({});

const authority = object({
  state: parseStateCode,
  authority: parseAuthorityId,
  name: text,
  profile: orNull(parseProfile),
  link: orNull(parseLinkId),
  keys: list(
    object({ compartment: oneOf(...compartments), fingerprint: parseFingerprint }),
    documentLimits.recipientKeys,
  ),
});
export type Authority = ReturnType<typeof authority>;
export const authorities = object({ authorities: list(authority, 100), next: orNull(text) });

const officer = object({
  officer: parseOfficerId,
  authority: parseAuthorityId,
  fingerprint: parseFingerprint,
  roles: list(oneOf(...roles), roles.length),
  from: parseTimestamp,
  to: parseTimestamp,
  suspendedFrom: orNull(parseTimestamp),
  postings: list(
    object({
      host: parseStateCode,
      sending: parseStateCode,
      post: text,
      standInFor: orNull(parseOfficerId),
      from: parseTimestamp,
      to: parseTimestamp,
    }),
    4,
  ),
  enrolled: flag,
});
export const officers = object({ officers: list(officer, 100), next: orNull(whole) });

export const registrars = object({
  registrars: list(
    object({
      registrar: parseOfficerId,
      fingerprint: parseFingerprint,
      authorities: list(parseAuthorityId, 64),
      from: parseTimestamp,
      to: parseTimestamp,
    }),
    100,
  ),
  next: orNull(whole),
});

export const point = object({ version: whole, head: parseSha256 });

const wireEntry = object({ entry: bytes, signatures: list(bytes, 4) });
/** One page of a signed chain. */
export const entries = object({
  point: orNull(point),
  from: whole,
  entries: list(wireEntry, 256),
  certificates: list(bytes, 64),
  freshness: orNull(object({ statement: bytes, signature: bytes })),
});
export type EntriesPage = ReturnType<typeof entries>;

const limits = { urgentDirect: whole, urgentIndirect: whole, other: whole };
const saidLimits = orNull(object({ ...limits, from: parseTimestamp }));
const peer = object({
  peer: parseStateCode,
  rootFingerprint: parseFingerprint,
  linkId: parseLinkId,
  end: whole,
  transcriptSha256: parseSha256,
  directory: orNull(point),
  limits: object({ hold: object(limits), ours: saidLimits, theirs: saidLimits, differ: flag }),
});
export type Peer = ReturnType<typeof peer>;
export const peers = object({ peers: list(peer, 1_000) });

const scan = object({
  verdict: oneOf(...scanVerdicts),
  reason: orNull(text),
  engine: orNull(text),
  at: orNull(parseTimestamp),
});
export const upload = object({
  upload: text,
  size: whole,
  sha256: parseSha256,
  sha512: parseSha512,
  scan,
});
export type Upload = ReturnType<typeof upload>;

export const submitted = object({ thread: parseThreadId, dispatch: parseDocumentId });
export type Submitted = ReturnType<typeof submitted>;

const clock = object({
  state: oneOf('NONE', 'NOT_STARTED', 'RUNNING', 'PAUSED', 'STOPPED'),
  limitSeconds: orNull(whole),
  startedAt: orNull(parseTimestamp),
  dueAt: orNull(parseTimestamp),
  pausedSince: orNull(parseTimestamp),
  remainingSeconds: orNull(number),
  extendedUntil: orNull(parseTimestamp),
  stoppedAt: orNull(parseTimestamp),
  acknowledgeBy: orNull(parseTimestamp),
});

const openRecalls = object({ owed: whole, awaited: whole });
const openEvidence = object({ owed: whole, awaited: whole });

/** Recalls and corrections of both States in a thread. */
const mostMarks = 2 * mostRecallsOfSide;
export const marks = list(recallMark, mostMarks);

const alert = object({
  alert: oneOf(...alerts),
  minutes: orNull(whole),
  at: parseTimestamp,
  dutyOfficers: orNull(list(parseOfficerId, mostRows)),
  way: orNull(list(parseStateCode, rosterLimits.glassWay + 1)),
});

export const threadMembers = {
  thread: parseThreadId,
  side: oneOf('ASKING', 'ASKED'),
  requestType: oneOf(...threadTypes),
  peer: parseStateCode,
  peerAuthority: parseAuthorityId,
  state: oneOf(...threadStates),
  priority: whole,
  clock,
  undelivered: whole,
  alerts: list(alert, 10 + mostMarks),
  recalls: openRecalls,
  evidence: openEvidence,
  operation: orNull(operation),
  stop: orNull(stopView),
  duplicates: list(parseThreadId, duplicateLimits.shown),
  otherDesk: flag,
  askedAbout: orNull(parseTimestamp),
  holder: orNull(parseOfficerId),
  onRoster: flag,
  formerAuthorities: list(parseAuthorityId, 64),
  subjectLine: text,
  erased: flag,
  openedAt: parseTimestamp,
  updatedAt: parseTimestamp,
};
export const threadRow = object(threadMembers);
export type ThreadRow = ReturnType<typeof threadRow>;
export const threads = object({
  threads: list(threadRow, 1_000),
  waiting: object({ undelivered: whole, unassigned: whole }),
});
export const foundThreads = object({ threads: list(threadRow, 1_000), more: flag });

const stageMembers = {
  stage: oneOf('QUEUED', ...stages),
  at: parseTimestamp,
  code: orNull(text),
  receipt: anything,
};
const stage = object(stageMembers);
const progress = {
  position: whole,
  state: oneOf('COMPLETE', 'PARTIAL', 'CORRUPT'),
  chunks: whole,
  have: whole,
  scan,
};
const attachment = object({
  ...progress,
  name: text,
  mediaType: text,
  size: whole,
  sha256: parseSha256,
  sha512: parseSha512,
});
export type Attachment = ReturnType<typeof attachment>;
const head = {
  dispatch: parseDocumentId,
  direction: oneOf('OUT', 'IN'),
  kind: oneOf(...documentKinds),
  officer: parseOfficerId,
  committedAt: parseTimestamp,
  messageId: orNull(text),
  stages: list(stage, 64),
  recalls: marks,
  withheld: flag,
  exculpatory: flag,
  directory: orNull(point),
};
export const dispatchRow = object({
  ...head,
  attachments: list(object(progress), documentLimits.attachments),
});
export type DispatchRow = ReturnType<typeof dispatchRow>;
const mostWarnings = policyLimits.formalRoute + powers.length;
const warning = object({
  code: oneOf('FORMAL_ROUTE_NEEDED'),
  rule: text,
  law: text,
  channel: oneOf(...formalChannels),
  powers: list(oneOf(...powers), powers.length),
});
const dispatchMembers = {
  ...head,
  document: bytes,
  signature: bytes,
  certificate: bytes,
  envelope: orNull(bytes),
  envelopeSignature: orNull(bytes),
  attachments: list(attachment, documentLimits.attachments),
  narrowed: orNull(handling),
  warnings: list(warning, mostWarnings),
};
export const dispatch = object(dispatchMembers);
export type Dispatch = ReturnType<typeof dispatch>;

const mostOfPage = 100;
const next = orNull(parseDocumentId);
/** A thread with some of its dispatches, without their documents. */
export const threadPage = object({
  ...threadMembers,
  dispatches: list(dispatchRow, mostOfPage),
  next,
});
export type ThreadPage = ReturnType<typeof threadPage>;
export const dispatchPage = object({
  dispatches: list(dispatch, mostOfPage),
  withheld: list(dispatchRow, mostOfPage),
  next,
});
export type DispatchPage = ReturnType<typeof dispatchPage>;

/** A thread with its documents, as the commands show it. */
export const thread = object({
  ...threadMembers,
  dispatches: list(dispatch, mostRows),
  /** Not given out any more: recalled and complied with. */
  withheld: list(dispatchRow, mostRows),
});
export type Thread = ReturnType<typeof thread>;

/** A thread as `show --json` writes it: with the verdict on each receipt. */
const shownStage = object({ ...stageMembers, verified: orNull(flag) });
const shownDispatch = object({ ...dispatchMembers, stages: list(shownStage, 64) });
export type ShownDispatch = ReturnType<typeof shownDispatch>;
export const shownThread = object({ ...threadMembers, dispatches: list(shownDispatch, mostRows) });
export type ShownThread = ReturnType<typeof shownThread>;

/** What proves one receipt of the neighbour. */
export const receiptProof = object({
  envelope: orNull(bytes),
  envelopeSignature: orNull(bytes),
  statement: bytes,
  signature: bytes,
});
export type ReceiptProof = ReturnType<typeof receiptProof>;
