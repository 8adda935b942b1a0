import type { Stage } from '#model';
import { decodeDocument } from '#wire';
import type { Attachment, ThreadRow } from '../api/views.js';
import type { ProvenDispatch, ProvenStage, ProvenThread } from '../receipts/proven-thread.js';
import { printable, printableLines } from './printable.js';

/** Pages of a thread as text. Pure. Everything another State wrote is shown, never acted on. */

const stageWords: Readonly<Record<Stage | 'QUEUED', string>> = {
  QUEUED: 'queued here',
  ACCEPTED: 'written into our custody log, will leave',
  RELAYED: 'taken by their border, no receipt yet',
  DELIVERED: 'arrived; their gateway signed for it',
  OPENED: 'opened and verified; their gateway signed for it',
  REJECTED: 'refused by their gateway',
  RETRIEVED: 'read by an officer of the authority; their gateway signed for it',
};

const verdictOf = (verified: boolean, problem: string | null): string =>
  verified ? '[verified]' : `[NOT VERIFIED: ${printable(problem ?? '')}]`;

const stageLine = ({ stage, at, code, verified, problem }: ProvenStage): string => {
  const why = code === null ? '' : ` (${printable(code)})`;
  const verdict = verified === null ? '' : `  ${verdictOf(verified, problem)}`;
  return `    ${at}  ${stage.padEnd(9)}  ${stageWords[stage]}${why}${verdict}`;
};

/** Where the last dispatch is, in one sentence; a thing that has not arrived is never called sent. */
function whereabouts(dispatch: ProvenDispatch): string {
  if (dispatch.direction === 'IN') return 'It is here.';
  // What only the gateway says is no fact about the neighbour.
  const proven = dispatch.stages.filter(({ verified }) => verified !== false);
  const reached = new Set(proven.map(({ stage }) => stage));
  if (reached.has('REJECTED')) return 'Their gateway refused it; see the code above.';
  if (reached.has('RETRIEVED')) return 'An officer of the authority has read it.';
  if (reached.has('OPENED')) return 'It lies opened at the authority; nobody has read it yet.';
  if (reached.has('DELIVERED')) return 'It has arrived and waits to be opened.';
  return `Not yet delivered: queued, signed at ${dispatch.committedAt}.`;
}

const holderLine = ({ holder, peer, peerAuthority, side, state }: ThreadRow): string => {
  if (side === 'ASKED')
    return holder === null ? 'Nobody has claimed it here.' : `${holder} has it here.`;
  const done = state === 'ANSWERED' || state === 'REFUSED' || state === 'WITHDRAWN';
  return done ? `It is closed (${state}).` : `${peerAuthority} of ${peer} has it.`;
};

const attachmentLine = ({ position, name, size, state, have, chunks }: Attachment): string => {
  const how = state === 'COMPLETE' ? 'complete' : `${state.toLowerCase()}, ${have} of ${chunks}`;
  return `    attachment ${position}: ${printable(name)}, ${size} bytes, ${how}`;
};

/** Each member of a body as `name: text`, longer texts below it. */
export function bodyLines(body: object): string[] {
  return Object.entries(body).flatMap(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const [first = '', ...rest] = printableLines(text);
    return rest.length === 0
      ? [`    ${name}: ${first}`]
      : [`    ${name}:`, ...[first, ...rest].map((line) => `      ${line}`)];
  });
}

function dispatchLines(dispatch: ProvenDispatch): string[] {
  const { direction, kind, officer, committedAt } = dispatch;
  const document = decodeDocument(dispatch.document);
  const { from, to, purpose, handling } = document;
  const way = direction === 'OUT' ? 'sent' : 'received';
  return [
    `${kind} ${dispatch.dispatch}`,
    `    ${way}; from ${officer}, ${from.authority} of ${from.state}, to ${to.authority} of ${to.state}`,
    `    signed with ${document.signer}  ${verdictOf(dispatch.verified, dispatch.problem)}`,
    `    committed here at ${committedAt}, composed at ${document.composedAt}`,
    `    purpose ${purpose}, handling ${handling.codes.join('+')}, evaluation ` +
      `${handling.evaluation.source}${handling.evaluation.information}`,
    ...(handling.restrictions === '' ? [] : bodyLines({ restrictions: handling.restrictions })),
    ...bodyLines(document.body),
    ...dispatch.attachments.map(attachmentLine),
    ...dispatch.stages.map(stageLine),
    `    ${whereabouts(dispatch)}`,
  ];
}

/** The whole thread, oldest document first. */
export function storyLines(thread: ProvenThread): string[] {
  return [
    `${printable(thread.subjectLine)}  (${thread.requestType}, ${thread.state})`,
    `Thread ${thread.thread} with ${thread.peerAuthority} of ${thread.peer}, since ${thread.openedAt}`,
    holderLine(thread),
    ...thread.dispatches.flatMap((each) => ['', ...dispatchLines(each)]),
  ];
}

const priorityWords = ['LIFE', 'URGENT', ''];

/** One line a thread. */
export const threadLine = (row: ThreadRow): string =>
  [
    row.thread,
    row.updatedAt,
    row.state.padEnd(16),
    `${row.peer}/${row.peerAuthority}`.padEnd(20),
    (row.holder ?? '-').padEnd(12),
    `${priorityWords[row.priority] ?? ''} ${printable(row.subjectLine)}`.trim(),
  ].join('  ');
