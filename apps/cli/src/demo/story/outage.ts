import { join } from 'node:path';
import { parseDocumentId, parseThreadId, type ThreadId } from '#kernel';
import { say } from '#language/console';
import { assignment, threadPage } from '../../api/gen/readers.js';
import { object, text } from '../../api/shape.js';
import { handedIn, type ShownThread } from '../../api/shown.js';
import { addInbox } from '../../commands/inbox/inbox.js';
import { addRequest } from '../../commands/requests/request.js';
import { CliError } from '../../errors.js';
import type { Context } from '../../context.js';
import { writePublic } from '../../installation/files.js';
import { showThread } from '../attachments.js';
import type { DemoState } from '../demo-state.js';
import { inputs } from '../inputs.js';
import type { Narrator } from '../narrator.js';
import { saidIn } from './life.js';
import type { Line } from './line.js';
import { linkIs } from '../neighbours.js';
import type { Person } from '../person.js';
import { until } from '../until.js';

const purpose = ['--purpose', 'INVESTIGATION'] as const;
const page = [...purpose, '--limit', '10'] as const;

export interface Cut {
  readonly thread: ThreadId;
  readonly whileDown: string;
  readonly deliveredMs: number;
}

type States = readonly [DemoState, DemoState];

const peopleOf = ([asking, asked]: States) => ({
  amal: asking.person(asking.script.officer.officer),
  bruno: asked.person(asked.script.officer.officer),
});

const handed = object({
  thread: parseThreadId,
  dispatch: parseDocumentId,
  delivery: object({ fate: text }),
});

export async function cutLink(
  states: States,
  line: Line,
  context: Context,
  narrator: Narrator,
): Promise<Cut> {
  const { amal, bruno } = peopleOf(states);
  narrator.chapter(say('outage.linkFailsHeals'));
  const mend = cut(states[1], line);
  try {
    await until(say('outage.linkDown'), () => linkIs(states[0], context, false));
    narrator.tell(say('outage.borderXbStandsStill'));
    const send = ['request', 'send', inputs.person, '--yes'];
    const { thread, delivery } = await amal.types(narrator, handed, addRequest, ...send);
    if (delivery.fate !== 'WAITING')
      throw new CliError('CLI_DEMO_FAILED', say('outage.sentWithoutLink', { fate: delivery.fate }));
    narrator.tell(say('outage.waitingSignedLoggedQueued'));
    mend();
    const deliveredMs = await heals(bruno, thread, narrator);
    return { thread, whileDown: delivery.fate, deliveredMs };
  } finally {
    mend();
  }
}

// A neighbour tells further addresses of its border, so a cut line alone would be gone round.
function cut(state: DemoState, line: Line): () => void {
  const border = state.pidOf('border');
  if (border === undefined) throw new CliError('CLI_DEMO_FAILED', say('outage.noBorder'));
  process.kill(border, 'SIGSTOP');
  line.cut();
  return () => {
    line.mend();
    if (state.pidOf('border') === border) process.kill(border, 'SIGCONT');
  };
}

async function heals(bruno: Person, thread: ThreadId, narrator: Narrator): Promise<number> {
  const healing = performance.now();
  await until(say('outage.requestWaitedXb'), async () => {
    const { threads } = await bruno.does(threadPage, addInbox, 'inbox', 'list', ...page);
    return threads.find((row) => row.thread === thread);
  });
  const deliveredMs = Math.round(performance.now() - healing);
  narrator.tell(say('outage.lineBackMsLater', { deliveredMs }));
  return deliveredMs;
}

export async function refuse(states: States, thread: ThreadId, narrator: Narrator): Promise<void> {
  const { amal, bruno } = peopleOf(states);
  narrator.chapter(say('outage.brunoRefusesSaysWhy'));
  await bruno.types(narrator, assignment, addInbox, 'inbox', 'claim', thread);
  const refusal = ['inbox', 'answer', thread, inputs.refusal, '--yes'];
  await bruno.types(narrator, handedIn, addInbox, ...refusal);
  await until(say('outage.refusalXa'), async () => {
    const { threads } = await amal.does(threadPage, addRequest, 'request', 'list', ...page);
    return threads.find((row) => row.thread === thread && row.state === 'REFUSED');
  });
  const shown = await showThread(amal, 'requests', thread);
  narrator.tell(
    say('outage.amalReads'),
    ...saidIn(shown, 'refusal').map((line) => `      ${line}`),
  );
}

const wasComplied = (thread: ShownThread): true | undefined =>
  thread.dispatches.some(({ recalls }) =>
    recalls.some(({ answer }) => answer?.outcome === 'COMPLIED'),
  ) || undefined;

export async function recall(
  states: States,
  thread: ThreadId,
  dir: string,
  narrator: Narrator,
): Promise<void> {
  const { amal, bruno } = peopleOf(states);
  narrator.chapter(say('outage.amalRecallsWhatNamed'));
  const file = join(dir, 'recall.json');
  await writePublic(file, `${JSON.stringify(recallOf(thread), undefined, 2)}\n`);
  const taking = ['request', 'recall', thread, file, '--yes'];
  await amal.types(narrator, handedIn, addRequest, ...taking);
  await until(say('outage.recallXb'), () => sees(bruno, thread));
  const complying = ['inbox', 'comply', thread, ...purpose, '--yes'];
  await bruno.types(narrator, handedIn, addInbox, ...complying);
  await until(say('outage.xbsAnswerRecallXa'), async () =>
    wasComplied(await showThread(amal, 'requests', thread)),
  );
  narrator.tell(say('outage.xbCompliedGivesRequest'));
}

const recallOf = (item: string) => ({
  kind: 'recall',
  purpose: 'INVESTIGATION',
  body: { what: 'RECALL', items: [item], reason: 'It named the wrong man.' },
});

async function sees(bruno: Person, thread: ThreadId): Promise<true | undefined> {
  const { dispatches } = await showThread(bruno, 'inbox', thread);
  return dispatches.some(({ kind }) => kind === 'recall') || undefined;
}
