import { say } from '#language/console';
import { threadPage } from '../api/gen/readers.js';
import { handedIn } from '../api/shown.js';
import type { ShownThread } from '../api/shown.js';
import { isDeepStrictEqual } from 'node:util';
import type { ThreadId } from '#kernel';
import { decodeDocument } from '#wire';
import { assignment } from '../api/gen/readers.js';
import { addInbox } from '../commands/inbox/inbox.js';
import { addRequest } from '../commands/requests/request.js';
import { parseAnswerDraft, parseOpeningDraft } from '../compose/draft.js';
import { CliError } from '../errors.js';
import { readText } from '../installation/files.js';
import { printable, printableLines } from '../people/printable.js';
import { fetchAll, showThread, untilWhole, type Carried } from './attachments.js';
import type { DemoState } from './demo-state.js';
import { inputs, type Made } from './inputs.js';
import type { Narrator } from './narrator.js';
import type { Person } from './person.js';
import { wrapped } from './lines.js';
import { missing, tellStages } from './receipts.js';
import { until } from './until.js';

const purpose = ['--purpose', 'INVESTIGATION'] as const;
const textWidth = 72;

export interface Exchanged {
  readonly thread: ThreadId;
  readonly asked: ShownThread;
  readonly answered: ShownThread;
  readonly attachments: readonly Carried[];
  readonly seen: { readonly requestAtDutyOfficer: number; readonly answerAtLiaisonOfficer: number };
}

export async function exchange(
  [asking, asked]: readonly [DemoState, DemoState],
  made: Made,
  narrator: Narrator,
): Promise<Exchanged> {
  const amal = asking.person(asking.script.officer.officer);
  const bruno = asked.person(asked.script.officer.officer);

  narrator.chapter(say('exchange.amalAsks'));
  const enclosed = [inputs.photo, made.report];
  const send = ['request', 'send', inputs.request, ...enclosed.flatMap(attach), '--yes'];
  narrator.typed('amal', ...send);
  narrator.working(say('exchange.uploadingPhotographReportMib'));
  const { thread } = await amal.does(handedIn, addRequest, ...send);
  const sentAt = performance.now();
  narrator.tell(say('exchange.signedAmalsOwnKey'), indented(thread));

  narrator.working(say('exchange.sealedLoggedRelayedDelivered'));
  await until(say('exchange.requestInboxXb'), () => inInbox(bruno, thread));
  const requestAtDutyOfficer = Math.round(performance.now() - sentAt);
  narrator.chapter(say('exchange.brunoTakes'));
  narrator.tell(say('exchange.afterMsLiesInbox', { requestAtDutyOfficer }));
  await bruno.types(narrator, assignment, addInbox, 'inbox', 'claim', thread);
  narrator.typed('bruno', 'inbox', 'show', thread, ...purpose);
  const read = await showThread(bruno, 'inbox', thread);
  requireSaid(read, 'request', await requestBody());
  narrator.tell(say('exchange.heReadsWordWord'), indented(printable(read.subjectLine)));
  const whole = await untilWhole(bruno, 'inbox', thread, narrator);
  const files = await fetchAll({ person: bruno, desk: 'inbox' }, whole, enclosed, narrator);

  narrator.chapter(say('exchange.brunoAnswers'));
  const answer = ['inbox', 'answer', thread, inputs.answer, ...attach(made.extract), '--yes'];
  await bruno.types(narrator, handedIn, addInbox, ...answer);
  const answeredAt = performance.now();
  narrator.working(say('exchange.answerWayXa'));
  await until(say('exchange.answerXa'), () => isAnswered(amal, thread));
  const answerAtLiaisonOfficer = Math.round(performance.now() - answeredAt);
  narrator.chapter(say('exchange.amalReadsAnswer'));
  narrator.tell(say('exchange.afterMsThreadClosed', { answerAtLiaisonOfficer }));
  narrator.typed('amal', 'request', 'show', thread, ...purpose);
  const shown = await showThread(amal, 'requests', thread);
  const said = requireSaid(shown, 'response', await answerBody());
  narrator.tell(...said.flatMap((line) => wrapped(line, textWidth)).map(indented));
  const answered = await untilWhole(amal, 'requests', thread, narrator);
  files.push(
    ...(await fetchAll({ person: amal, desk: 'requests' }, answered, [made.extract], narrator)),
  );

  const seen = { requestAtDutyOfficer, answerAtLiaisonOfficer };
  const receipts = await receiptsOfBoth(amal, bruno, thread, narrator);
  return { thread, ...receipts, attachments: files, seen };
}

const attach = (file: string): string[] => ['--attach', file];
const indented = (line: string): string => `      ${line}`;

async function receiptsOfBoth(amal: Person, bruno: Person, thread: ThreadId, narrator: Narrator) {
  narrator.chapter(say('exchange.everyReceiptTime'));
  // Two clocks: our time of noting may be later than the time already signed there.
  narrator.tell(say('exchange.clockStatesFirstThree'), '');
  const asked = await until(say('exchange.receiptsRequestXa'), async () => {
    const view = await showThread(amal, 'requests', thread);
    return missing(view).length === 0 ? view : undefined;
  });
  const answered = await until(say('exchange.receiptsAnswerXb'), async () => {
    const view = await showThread(bruno, 'inbox', thread);
    return missing(view).length === 0 ? view : undefined;
  });
  tellStages(narrator, say('exchange.requestXaKnows'), asked);
  tellStages(narrator, say('exchange.answerXbKnows'), answered);
  return { asked, answered };
}

const page = ['--purpose', 'INVESTIGATION', '--limit', '10'] as const;

async function inInbox(bruno: Person, thread: ThreadId): Promise<true | undefined> {
  const { threads } = await bruno.does(threadPage, addInbox, 'inbox', 'list', ...page);
  return threads.some((row) => row.thread === thread) ? true : undefined;
}

async function isAnswered(amal: Person, thread: ThreadId): Promise<true | undefined> {
  const { threads } = await amal.does(threadPage, addRequest, 'request', 'list', ...page);
  return threads.find((row) => row.thread === thread)?.state === 'ANSWERED' ? true : undefined;
}

const requestBody = async (): Promise<object> =>
  parseOpeningDraft('request', inputs.request, await readText(inputs.request)).body;
const answerBody = async (): Promise<object> =>
  parseAnswerDraft(inputs.answer, await readText(inputs.answer)).body;

function requireSaid(thread: ShownThread, kind: 'request' | 'response', body: object): string[] {
  const found = thread.dispatches.find((each) => each.direction === 'IN' && each.kind === kind);
  if (found === undefined) throw new CliError('CLI_DEMO_FAILED', say('exchange.noShown', { kind }));
  const document = decodeDocument(found.document);
  if (!isDeepStrictEqual(document.body, body))
    throw new CliError('CLI_DEMO_FAILED', say('exchange.notWhatWritten', { kind }));
  return 'information' in document.body ? printableLines(document.body.information) : [];
}
