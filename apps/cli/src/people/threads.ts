import { say } from '#language/console';
import {
  dispatchView,
  documentPage,
  subjectAskView,
  threadRow,
  threadView,
} from '../api/gen/readers.js';
import type { DispatchRow, DispatchView } from '#capabilities/requests/dispatches.contract';
import type { ThreadView } from '#capabilities/requests/threads.contract';
import type { DocumentPage } from '#capabilities/requests/documents.contract';
import type { Thread } from '../api/shown.js';
import {
  mayReplyTo,
  opensThread,
  type DocumentId,
  type DocumentKind,
  type Purpose,
  type ThreadId,
} from '#kernel';
import type { ApiClient } from '../api/client.js';
import { CliError } from '../errors.js';
import { either } from '../print/joined.js';

export type Desk = 'requests' | 'inbox';
export type AskPlace = 'sent' | 'received';

export interface Reading {
  readonly desk: Desk;
  readonly thread: ThreadId;
  readonly purpose: Purpose;
}

export type Place = Pick<Reading, 'desk' | 'thread'>;

// Most documents, and most bytes of them, shown by one command.
const mostShown = 1_000;
const mostBytes = 128 * 1024 * 1024;
const mostPages = 100;

const root = ({ desk, thread }: Reading): string => `/api/v1/${desk}/${thread}`;

function query({ purpose }: Reading, limit: number, after: DocumentId | null): string {
  const place = after === null ? '' : `&after=${after}`;
  return `?purpose=${purpose}&limit=${limit}${place}`;
}

export const documentOf = (
  client: ApiClient,
  reading: Reading,
  dispatch: DocumentId,
): Promise<DispatchView> =>
  client.ask(
    dispatchView,
    'GET',
    `${root(reading)}/dispatches/${dispatch}?purpose=${reading.purpose}`,
  );

export interface Read {
  readonly view: Thread;
  readonly next: DocumentId | null;
}

/** Facts about a thread, without its documents. @throws Refusal, CliError */
export const threadHead = async (client: ApiClient, reading: Reading) =>
  threadRow(await client.ask(threadView, 'GET', `${root(reading)}${query(reading, 1, null)}`));

export async function readThread(
  client: ApiClient,
  reading: Reading,
  after: DocumentId | null = null,
): Promise<Read> {
  const head = await threadHead(client, reading);
  const { last, ...documents } = await everyPage(after, (limit, next) =>
    client.ask(documentPage, 'GET', `${root(reading)}/dispatches${query(reading, limit, next)}`),
  );
  return { view: { ...head, ...documents }, next: last.next };
}

export async function readAsk(
  client: ApiClient,
  place: AskPlace,
  thread: ThreadId,
  purpose: Purpose,
): Promise<Read> {
  const { last, ...documents } = await everyPage(null, (limit, next) => {
    const after = next === null ? '' : `&after=${next}`;
    const asked = `?purpose=${purpose}&limit=${limit}${after}`;
    return client.ask(subjectAskView, 'GET', `/api/v1/subjects/${place}/${thread}${asked}`);
  });
  return { view: { ...threadRow(last), ...documents }, next: last.next };
}

async function everyPage<P extends DocumentPage>(
  after: DocumentId | null,
  ask: (limit: number, after: DocumentId | null) => Promise<P>,
): Promise<Pick<Thread, 'dispatches' | 'withheld'> & { readonly last: P }> {
  const dispatches: DispatchView[] = [];
  const withheld: DispatchRow[] = [];
  let bytes = 0;
  let pages = 0;
  let next = after;
  let last: P;
  do {
    last = await ask(Math.min(100, mostShown - dispatches.length), next);
    dispatches.push(...last.dispatches);
    withheld.push(...last.withheld);
    bytes += last.dispatches.reduce((sum, { document }) => sum + document.length, 0);
    pages += 1;
    next = last.next;
  } while (
    next !== null &&
    // Each page brings at least one.
    pages < mostShown &&
    dispatches.length < mostShown &&
    bytes < mostBytes
  );
  return { dispatches, withheld, last };
}

export interface ToAnswer {
  readonly view: Thread;
  /**
   * Newest document that was already stored when the reply was written; otherwise the opening document. Null if there is
   * neither.
   */
  readonly seen: DocumentId | null;
  readonly answers: DocumentId | undefined;
}

async function everyRow(
  client: ApiClient,
  reading: Reading,
): Promise<{ readonly rows: readonly DispatchRow[]; readonly page: ThreadView }> {
  const rows: DispatchRow[] = [];
  let page: ThreadView;
  let pages = 0;
  do {
    const path = `${root(reading)}${query(reading, 100, rows.at(-1)?.dispatch ?? null)}`;
    page = await client.ask(threadView, 'GET', path);
    rows.push(...page.dispatches);
    pages += 1;
  } while (page.next !== null && pages < mostPages);
  return { rows, page };
}

const openerOf = (rows: readonly DispatchRow[]): DispatchRow | undefined =>
  rows.find(({ kind }) => opensThread(kind));

function neededFor(
  replyKind: DocumentKind,
  rows: readonly DispatchRow[],
  answers: DocumentId | undefined,
): ReadonlySet<DocumentId> {
  const opener = openerOf(rows);
  const readable = rows.filter(({ withheld }) => !withheld);
  const incoming = readable.filter(({ direction }) => direction === 'IN');
  const came =
    readable.find(({ dispatch }) => dispatch === answers) ??
    incoming.findLast(({ kind }) => mayReplyTo(replyKind, kind));
  // The opening document says whom to answer; when recalled, any other of the peer does.
  const first = opener?.withheld === true ? incoming.at(-1) : opener;
  const notices = incoming.filter(({ kind }) => kind === 'transfer-notice');
  return new Set([first, ...notices, came].flatMap((each) => each?.dispatch ?? []));
}

function lastSeen(rows: readonly DispatchRow[], written: Date | undefined): DocumentId | null {
  const seen = rows.findLast(
    ({ committedAt }) => written === undefined || Date.parse(committedAt) <= written.getTime(),
  );
  return (seen ?? openerOf(rows))?.dispatch ?? null;
}

/**
 * Reads only those documents of a thread that a reply of this kind needs. `written` is the time at which the reply was
 * written. @throws Refusal, CliError
 */
export async function threadToAnswer(
  client: ApiClient,
  reading: Reading,
  replyKind: DocumentKind,
  { written, answers: named }: { readonly written?: Date; readonly answers?: DocumentId } = {},
): Promise<ToAnswer> {
  const { rows, page } = await everyRow(client, reading);
  const answers = named ?? answeredBy(replyKind, rows, page);
  const dispatches: DispatchView[] = [];
  for (const id of neededFor(replyKind, rows, answers))
    dispatches.push(await documentOf(client, reading, id));
  return {
    view: { ...threadRow(page), dispatches, withheld: [] },
    seen: lastSeen(rows, written),
    answers,
  };
}

const askedBy: Readonly<Partial<Record<DocumentKind, DocumentKind>>> = {
  'evidence-consent': 'evidence-consent-request',
  'exculpatory-notice': 'exculpatory-notice',
};

function answeredBy(
  kind: DocumentKind,
  rows: readonly DispatchRow[],
  { operation }: ThreadView,
): DocumentId | undefined {
  if (kind === 'recall-answer') return recallToAnswer(rows);
  const asked = askedBy[kind];
  if (asked !== undefined)
    return rows.findLast((row) => row.direction === 'IN' && row.kind === asked)?.dispatch;
  if (kind !== 'resume') return undefined;
  const halt = operation?.halts.find(({ awaits }) => awaits.includes('OUT'))?.halt;
  if (halt === undefined) throw new CliError('CLI_USAGE', say('threads.noStopWordWaits'));
  return halt;
}

function recallToAnswer(rows: readonly DispatchRow[]): DocumentId {
  const owed = rows
    .filter(({ direction }) => direction === 'IN')
    .flatMap(({ recalls }) => recalls.filter(({ answer }) => answer === null))
    .map(({ recall }) => recall);
  const [first, ...more] = new Set(owed);
  if (first === undefined) throw new CliError('CLI_USAGE', say('threads.noRecallWaitsYour'));
  if (more.length > 0)
    throw new CliError('CLI_USAGE', say('threads.oneRecall', { first: either([first, ...more]) }));
  return first;
}
