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
  QUEUED: 'queued here',
  ACCEPTED: 'written into our custody log',
  RELAYED: 'taken by their border',
  DELIVERED: 'arrived; their gateway signed for it',
  OPENED: 'opened and verified; their gateway signed for it',
  REJECTED: 'refused by their gateway',
  RETRIEVED: 'read by an officer of the authority; their gateway signed for it',
  BREAK_GLASS: 'read by an officer who is not on its roster; their gateway signed for it',
  BREAK_GLASS_ONWARD:
    'read further on by an officer who is not on a roster; their gateway signed that it was told so',
  NOT_RELAYED: 'time has passed: their border has not taken it',
  NOT_DELIVERED: 'time has passed: their gateway has not signed that it arrived',
  NOT_RETRIEVED: 'time has passed: nobody there has read it',
};

const waits: Readonly<Record<string, string>> = {
  FORMAL_ACT_BLOCKED:
    ', until formal acts may be done (`liaise status`); it leaves by itself within 24 h of its signature, or is kept back',
  DIRECTORY_STALE: ', until their gateway is heard from; it leaves by itself',
  KEYS_ENDED:
    ', until the root of this State has extended its keys; it leaves by itself then, within 24 hours of its signature',
  PEER_KEYS_ENDED:
    ', until the root of their State has extended its keys: call them; it leaves by itself then, within 24 hours of its signature',
  PROTOCOL_BELOW_FLOOR:
    ', until both gateways speak a version in common that is not below the last; it leaves by itself',
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
  const words = isKeptBack({ stage, code }) ? 'kept back here' : stageWords[stage];
  const verdict = verified === null ? '' : `  ${verdictOf(verified, problem)}`;
  const after = isOvercome(stage, reached) ? '; it has since' : '';
  return `    ${when(at)}  ${stage}: ${words}${why}${after}${verdict}`;
}

const glass: readonly ProvenStage['stage'][] = ['BREAK_GLASS', 'BREAK_GLASS_ONWARD'];

// Stages that a person must see: errors, what still waits, and readers who are not on the access list.
function stagesOf(dispatch: ProvenDispatch, { verbose }: Shown): readonly ProvenStage[] {
  if (verbose) return dispatch.stages;
  const reached = reachedBy(dispatch);
  return dispatch.stages.filter(
    ({ stage, code, verified }) =>
      verified === false ||
      code !== null ||
      glass.includes(stage) ||
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
  'data-subject-request': 'ask again (`liaise subject ask`)',
  'data-subject-answer': 'answer again (`liaise subject answer`)',
  'data-subject-withdrawal': 'withdraw it again (`liaise subject withdraw`)',
};

function failureLine({ kind }: ProvenDispatch, failure: Failure): string {
  const { by, code } = failure;
  const what =
    by === 'US'
      ? `It did not leave: kept back here (${printable(code)}).`
      : `Not delivered: their gateway refused it (${printable(code)}).`;
  if (stands(failure)) return what;
  if (kind === 'halt')
    return `${what} It holds here all the same, and cannot be lifted: call their desk; withdraw or refuse, and begin anew.`;
  if (by === 'THEM' && code === 'KIND_UNKNOWN' && opensThread(kind))
    return `${what} Their gateway is older and does not know what it says: withdraw it (\`liaise request withdraw\`), and ask by a type that it knows, such as INFORMATION.`;
  const anew = again[kind] ?? 'say it again';
  return `${what} It counts as not said: do what errors.md says of the code, then ${anew}.`;
}

const arrivals: readonly (readonly [ProvenStage['stage'], string])[] = [
  ['RETRIEVED', 'An officer of the authority has read it'],
  ['OPENED', 'It lies opened at the authority, and nobody has read it yet'],
  ['DELIVERED', 'It has arrived and waits to be opened'],
];

// Position of the last dispatch in one sentence; an undelivered one is never called sent.
function whereabouts(dispatch: ProvenDispatch, { when }: Shown): string {
  if (dispatch.direction === 'IN') return 'It is here.';
  const reached = reachedBy(dispatch);
  const failed = failureOf(dispatch);
  if (failed !== undefined) return failureLine(dispatch, failed);
  // The neighbour's receipt for each of these stages was verified.
  for (const [stage, words] of arrivals) {
    const found = factsOf(dispatch).findLast((each) => each.stage === stage);
    if (found !== undefined) return `${words}, by their verified receipt of ${when(found.at)}.`;
  }
  if (reached.has('NOT_DELIVERED'))
    return 'Not delivered: their border took it, their gateway has been silent for too long.';
  if (reached.has('NOT_RELAYED'))
    return 'Not delivered: their border has been silent for too long.';
  return `Not yet delivered: queued, signed at ${when(dispatch.committedAt)}.`;
}

const isUnheard = (of: ProvenDispatch | undefined): boolean => {
  const failure = of && failureOf(of);
  return failure !== undefined && !stands(failure);
};

function askHolderLine({ peer, side, state, dispatches }: ProvenThread): string {
  const own = dispatches.filter(({ direction }) => direction === 'OUT');
  if (isUnheard(own.find(({ kind }) => opensThread(kind))))
    return `${peer} does not have the ask: see below why, and ask again.`;
  const also = isUnheard(own.at(-1)) ? ' The last that was said here did not come there.' : '';
  if (isEnded(state)) return `It is closed (${state}).${also}`;
  return side === 'ASKED'
    ? `It waits for an answer of this State.${also}`
    : `It waits for the answer of ${peer}.${also}`;
}

const ownOpening = ({ dispatches }: ProvenThread): ProvenDispatch | undefined =>
  dispatches.find(({ kind, direction }) => opensThread(kind) && direction === 'OUT');

function isUnknownThere(thread: ProvenThread): boolean {
  const request = ownOpening(thread);
  return request !== undefined && refusalIn(factsOf(request)) !== undefined;
}

function awayLine(thread: ProvenThread): string {
  const { peer, peerAuthority } = thread;
  const has = `${peerAuthority} of ${peer} has it.`;
  const request = ownOpening(thread);
  if (request === undefined) return has;
  if (isUnknownThere(thread)) return `The gateway of ${peer} refused it.`;
  const reached = reachedBy(request);
  return reached.has('DELIVERED') || reached.has('OPENED') ? has : 'It is still here.';
}

function holderLine(thread: ProvenThread): string {
  const { holder, side, state, requestType } = thread;
  if (requestType === 'DATA_SUBJECT_REQUEST') return askHolderLine(thread);
  if (side === 'ASKED')
    return holder === null ? 'Nobody has claimed it here.' : `${holder} has it here.`;
  return isEnded(state) ? `It is closed (${state}).` : awayLine(thread);
}

const attachmentLine = (attachment: AttachmentView): string => {
  const { position, name, size, state, have, chunks, scan } = attachment;
  const how = state === 'COMPLETE' ? 'complete' : `${state.toLowerCase()}, ${have} of ${chunks}`;
  return `    attachment ${position}: ${printable(name)}, ${size} bytes, ${how}; ${scanWords(scan)}`;
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
  const way = direction === 'OUT' ? 'sent' : 'received';
  return [
    `${kind} ${id(dispatch.dispatch)}  ${documentWord(dispatch)}`,
    `    ${way}; from ${officer}, ${from.authority} of ${from.state}, to ${to.authority} of ${to.state}`,
    ...(dispatch.posting === null ? [] : [`    ${postingWords(dispatch.posting, shown)}`]),
    ...(verbose ? [`    signed with ${document.signer}`] : []),
    ...dayLines(document, dispatch, shown).map((line) => `    ${line}`),
    `    composed at ${when(document.composedAt)}, here since ${when(committedAt)}`,
    ...(verbose ? [`    sha256 ${sha256(dispatch.document)}`] : []),
    ...markLines(dispatch, thread, shown),
    ...exculpatoryLines(dispatch),
    `    purpose ${purpose}, handling ${handlingWords(handling)}, evaluation ` +
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
    `Thread ${shown.id(thread.thread)} with ${thread.peerAuthority} of ${thread.peer}, since ${shown.when(thread.openedAt)}`,
    holderLine(thread),
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
