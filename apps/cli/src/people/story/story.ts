import type { AttachmentView } from '#capabilities/attachments/attachments.contract';
import type { DispatchRow } from '#capabilities/requests/dispatches.contract';
import {
  endIn,
  isEnded,
  isKind,
  opensThread,
  refusalIn,
  isSettled,
  type Document,
  type DocumentKind,
  type Stage,
  type StateCode,
} from '#kernel';
import type { SilenceStage } from '#capabilities/deadlines/silence.model';
import { decodeDocument, sha256 } from '#wire';
import { say } from '#language/console';
import type { ProvenDispatch, ProvenStage, ProvenThread } from '../../receipts/proven-thread.js';
import { bodyLines } from './body-lines.js';
import { alertLines } from '../words/alert-words.js';
import { clockLines, termLines } from '../words/clock-words.js';
import { likeLines } from '../sending/duplicates.js';
import { contentLines } from './enclosed-words.js';
import { exculpatoryLines, openEvidenceLines } from '../words/evidence-words.js';
import { handlingWords } from '../words/handling-words.js';
import { formalRouteLines } from '../words/policy-words.js';
import { postingWords, signerWords } from '../words/posting-words.js';
import { dayLines, documentWord, verdictOf } from './verdict-words.js';
import type { Shown } from '../../print/style.js';
import { printable } from '../printable.js';
import { scanWords } from '../words/scan-words.js';
import { handlingNow, markLines, openRecallLines, withheldLines } from '../words/recall-words.js';
import { safetyLines } from '../words/stop-words.js';

// Thread as text. Pure. Text of another State is only shown, never acted on.

const stageWords: Readonly<Record<Stage | 'QUEUED', string>> = {
  QUEUED: say('story.queued'),
  ACCEPTED: say('story.accepted'),
  RELAYED: say('story.relayed'),
  DELIVERED: say('story.delivered'),
  OPENED: say('story.opened'),
  REJECTED: say('story.rejected'),
  RETRIEVED: say('story.retrieved'),
  BREAK_GLASS: say('story.breakGlass'),
  BREAK_GLASS_ONWARD: say('story.breakGlassOnward'),
  NOT_RELAYED: say('story.notRelayed'),
  NOT_DELIVERED: say('story.notDelivered'),
  NOT_RETRIEVED: say('story.notRetrieved'),
};

const waits: Readonly<Record<string, string>> = {
  FORMAL_ACT_BLOCKED: say('story.formalActBlocked'),
  DIRECTORY_STALE: say('story.directoryStale'),
  KEYS_ENDED: say('story.keysEnded'),
  PEER_KEYS_ENDED: say('story.peerKeysEnded'),
  PROTOCOL_BELOW_FLOOR: say('story.protocolBelowFloor'),
};

// Stages whose proof overrules a reported silence.
const broken: Readonly<Record<SilenceStage, readonly ProvenStage['stage'][]>> = {
  NOT_RELAYED: ['RELAYED', 'DELIVERED'],
  NOT_DELIVERED: ['DELIVERED', 'OPENED', 'REJECTED'],
  NOT_RETRIEVED: ['RETRIEVED'],
};
const isSilence = (stage: ProvenStage['stage']): stage is SilenceStage => stage in broken;

const isOvercome = (
  stage: ProvenStage['stage'],
  reached: ReadonlySet<ProvenStage['stage']>,
): boolean => isSilence(stage) && broken[stage].some((step) => reached.has(step));

function stageLine(
  { stage, at, code, verified, problem }: ProvenStage,
  reached: ReadonlySet<ProvenStage['stage']>,
  { when }: Shown,
): string {
  const why = code === null ? '' : `${waits[code] ?? ''} (${printable(code)})`;
  const words = isKeptBack({ stage, code }) ? say('story.keptBack') : stageWords[stage];
  const verdict = verified === null ? '' : `  ${verdictOf(verified, problem)}`;
  const after = isOvercome(stage, reached) ? say('story.itHasSince') : '';
  return say('story.stage', { at: when(at), stage, words, why, after, verdict });
}

const emergencies: readonly ProvenStage['stage'][] = ['BREAK_GLASS', 'BREAK_GLASS_ONWARD'];

// Stages that a person must see: errors, what still waits, and readers who are not on the access list.
function stagesOf(dispatch: ProvenDispatch, { verbose }: Shown): readonly ProvenStage[] {
  if (verbose) return dispatch.stages;
  const reached = reachedBy(dispatch);
  return dispatch.stages.filter(
    ({ stage, code, verified }) =>
      verified === false ||
      code !== null ||
      emergencies.includes(stage) ||
      (isSilence(stage) && !isOvercome(stage, reached)),
  );
}

// Proven stages only: the gateway's bare claim is no fact about the neighbour.
const factsOf = ({ stages }: ProvenDispatch): readonly ProvenStage[] =>
  stages.filter(({ verified }) => verified !== false);
const reachedBy = (dispatch: ProvenDispatch): ReadonlySet<ProvenStage['stage']> =>
  new Set(factsOf(dispatch).map(({ stage }) => stage));

const isKeptBack = ({ stage, code }: Pick<ProvenStage, 'stage' | 'code'>): boolean =>
  stage === 'QUEUED' && code !== null && waits[code] === undefined;

interface Failure {
  readonly by: 'US' | 'THEM';
  readonly code: string;
}

function failureOf(dispatch: ProvenDispatch): Failure | undefined {
  if (dispatch.direction === 'IN') return undefined;
  const end = endIn(factsOf(dispatch));
  if (end?.stage === 'REJECTED') return { by: 'THEM', code: end.code ?? '' };
  const kept = dispatch.stages.find(isKeptBack);
  return kept && { by: 'US', code: kept.code ?? '' };
}

// True when a code shows that the neighbour has the document, has another answer, or accepts none: nothing to
// send again. Pure.
const stands = ({ by, code }: Failure): boolean => by === 'THEM' && isSettled(code);

const again: Readonly<Partial<Record<DocumentKind, string>>> = {
  'data-subject-request': say('story.dataSubjectRequest'),
  'data-subject-answer': say('story.dataSubjectAnswer'),
  'data-subject-withdrawal': say('story.dataSubjectWithdrawal'),
};

function failureLine({ kind }: ProvenDispatch, failure: Failure): string {
  const { by, code } = failure;
  const what =
    by === 'US'
      ? say('story.notLeaveKeptBack', { code: printable(code) })
      : say('story.notDeliveredGatewayRefused', { code: printable(code) });
  if (stands(failure)) return what;
  if (kind === 'halt') return say('story.holdsSameCannotLifted', { what });
  if (by === 'THEM' && code === 'KIND_UNKNOWN' && opensThread(kind))
    return say('story.gatewayOlderNotKnow', { what });
  const anew = again[kind] ?? say('story.sayAgain');
  return say('story.countsNotSaidWhat', { what, anew });
}

const arrivals: readonly (readonly [ProvenStage['stage'], string])[] = [
  ['RETRIEVED', say('story.officerAuthorityRead')],
  ['OPENED', say('story.liesOpenedAuthorityNobody')],
  ['DELIVERED', say('story.arrivedWaitsOpened')],
];

// Position of the last dispatch in one sentence; an undelivered one is never called sent.
function whereabouts(dispatch: ProvenDispatch, { when }: Shown): string {
  if (dispatch.direction === 'IN') return say('story.itIsHere');
  const reached = reachedBy(dispatch);
  const failed = failureOf(dispatch);
  if (failed !== undefined) return failureLine(dispatch, failed);
  // The neighbour's receipt for each of these stages was verified.
  for (const [stage, words] of arrivals) {
    const found = factsOf(dispatch).findLast((each) => each.stage === stage);
    if (found !== undefined) return say('story.verifiedReceipt', { words, at: when(found.at) });
  }
  if (reached.has('NOT_DELIVERED')) return say('story.notDeliveredBorderTook');
  if (reached.has('NOT_RELAYED')) return say('story.notDeliveredBorderSilent');
  return say('story.notYetDeliveredQueued', { committedAt: when(dispatch.committedAt) });
}

const isUndelivered = (of: ProvenDispatch | undefined): boolean => {
  const failure = of && failureOf(of);
  return failure !== undefined && !stands(failure);
};

function askHolderLine({ peer, side, state, dispatches }: ProvenThread): string {
  const own = dispatches.filter(({ direction }) => direction === 'OUT');
  if (isUndelivered(own.find(({ kind }) => opensThread(kind))))
    return say('story.notAskSeeBelow', { peer });
  const also = isUndelivered(own.at(-1)) ? say('story.lastSaidNotCome') : '';
  if (isEnded(state)) return say('story.itIsClosed', { state, also });
  return side === 'ASKED'
    ? say('story.waitsAnswerState', { also })
    : say('story.waitsAnswer', { peer, also });
}

const ownOpening = ({ dispatches }: ProvenThread): ProvenDispatch | undefined =>
  dispatches.find(({ kind, direction }) => opensThread(kind) && direction === 'OUT');

function isUnknownThere(thread: ProvenThread): boolean {
  const request = ownOpening(thread);
  return request !== undefined && refusalIn(factsOf(request)) !== undefined;
}

function awayLine(thread: ProvenThread): string {
  const { peer, peerAuthority } = thread;
  const has = say('story.has', { peerAuthority, peer });
  const request = ownOpening(thread);
  if (request === undefined) return has;
  if (isUnknownThere(thread)) return say('story.gatewayRefused', { peer });
  const reached = reachedBy(request);
  return reached.has('DELIVERED') || reached.has('OPENED') ? has : say('story.itIsStillHere');
}

function holderLine(thread: ProvenThread, shown: Shown): string {
  const { holder, side, state, requestType } = thread;
  if (requestType === 'DATA_SUBJECT_REQUEST') return askHolderLine(thread);
  if (side === 'ASKED')
    return holder === null
      ? say('story.nobodyClaimed')
      : say('story.hasItHere', { holder: shown.who(holder) });
  return isEnded(state) ? say('story.itIsClosedAs', { state }) : awayLine(thread);
}

const attachmentLine = (attachment: AttachmentView): string => {
  const { position, name, size, state, have, chunks, scan } = attachment;
  const how =
    state === 'COMPLETE'
      ? say('story.complete')
      : say('story.of', { state: state.toLowerCase(), have, chunks });
  return say('story.attachmentBytes', {
    position,
    name: printable(name),
    size,
    how,
    scan: scanWords(scan),
  });
};

const ownOf = ({ direction }: ProvenDispatch, { from, to }: Document): StateCode =>
  direction === 'OUT' ? from.state : to.state;

export function dispatchLines(
  dispatch: ProvenDispatch,
  thread: Pick<ProvenThread, 'dispatches'>,
  shown: Shown,
): string[] {
  const { direction, kind, officer, committedAt } = dispatch;
  const { when, id, verbose } = shown;
  const document = decodeDocument(dispatch.document);
  const { from, to, purpose } = document;
  const handling = handlingNow(dispatch, document.handling, thread);
  const way = direction === 'OUT' ? say('story.sent') : say('story.received');
  return [
    `${kind} ${id(dispatch.dispatch)}  ${documentWord(dispatch)}`,
    say('story.fromOfToOf', {
      way,
      officer: shown.who(officer, { state: from.state }),
      authority: from.authority,
      state: from.state,
      toAuthority: to.authority,
      toState: to.state,
    }),
    ...(dispatch.posting === null ? [] : [`    ${postingWords(dispatch.posting, shown)}`]),
    ...(verbose ? [say('story.signedWith', { signer: document.signer })] : []),
    ...dayLines(document, dispatch, shown).map((line) => `    ${line}`),
    say('story.composedSince', {
      composedAt: when(document.composedAt),
      committedAt: when(committedAt),
    }),
    ...(verbose ? [`    sha256 ${sha256(dispatch.document)}`] : []),
    ...markLines(dispatch, thread, shown),
    ...exculpatoryLines(dispatch),
    say('story.purposeHandlingEvaluation', { purpose, handling: handlingWords(handling) }) +
      `${handling.evaluation.source}${handling.evaluation.information}`,
    ...(handling.restrictions === '' ? [] : bodyLines({ restrictions: handling.restrictions })),
    ...formalRouteLines(ownOf(dispatch, document), dispatch.warnings).map((line) => `    ${line}`),
    ...contentLines(document, shown, dispatch.enclosed),
    ...(isKind(document, 'recall-answer') ? dispatch.posted : []).map(
      (each) => `    ${signerWords(each, shown)}`,
    ),
    ...dispatch.attachments.map(attachmentLine),
    ...stagesOf(dispatch, shown).map((stage) => stageLine(stage, reachedBy(dispatch), shown)),
    `    ${whereabouts(dispatch, shown)}`,
  ];
}

export function storyLines(thread: ProvenThread, shown: Shown, now: Date): string[] {
  return [
    `${printable(thread.subjectLine)}  (${thread.requestType}, ${thread.state})`,
    say('story.threadSince', {
      thread: shown.id(thread.thread),
      peerAuthority: thread.peerAuthority,
      peer: thread.peer,
      openedAt: shown.when(thread.openedAt),
    }),
    holderLine(thread, shown),
    ...safetyLines(thread, shown),
    ...alertLines(thread, shown),
    ...likeLines(thread, shown),
    ...clockLines(thread.clock, shown, now),
    ...(isUnknownThere(thread) ? [] : termLines(thread, shown, now)),
    ...openRecallLines(thread),
    ...openEvidenceLines(thread),
    ...[...thread.dispatches, ...thread.withheld]
      .sort((a, b) => (a.committedAt < b.committedAt ? -1 : Number(a.committedAt > b.committedAt)))
      .flatMap((each) => [
        '',
        ...(isOpened(each)
          ? dispatchLines(each, thread, shown)
          : withheldLines(each, thread, shown)),
      ]),
  ];
}

const isOpened = (each: ProvenDispatch | DispatchRow): each is ProvenDispatch => 'verified' in each;
