import { isKind, type ThreadId } from '#kernel';
import { decodeDocument } from '#wire';
import { say } from '#language/console';
import { assignment, threadPage } from '../../api/gen/readers.js';
import { handedIn, shownThread, type ShownThread } from '../../api/shown.js';
import { addInbox } from '../../commands/inbox/inbox.js';
import { addRequest } from '../../commands/requests/request.js';
import { CliError } from '../../errors.js';
import type { DemoState } from '../demo-state.js';
import { inputs } from '../inputs.js';
import type { Narrator } from '../narrator.js';
import { printableLines } from '../../people/printable.js';
import { wrapped } from '../lines.js';
import { latencies } from '../receipts.js';
import { until } from '../until.js';

export interface Rescue {
  readonly thread: ThreadId;
  readonly answeredMs: number;
  readonly stages: Readonly<Record<string, number>>;
}

const purpose = ['--purpose', 'SAFETY_OF_LIFE'] as const;
const page = [...purpose, '--limit', '10'] as const;

const textWidth = 72;

export function saidIn(thread: ShownThread, kind: 'response' | 'refusal'): string[] {
  const found = thread.dispatches.find((each) => each.direction === 'IN' && each.kind === kind);
  const document = found && decodeDocument(found.document);
  const words =
    document === undefined
      ? ''
      : isKind(document, 'response')
        ? document.body.information
        : isKind(document, 'refusal')
          ? `${document.body.ground}: ${document.body.reasons}`
          : '';
  if (words === '') throw new CliError('CLI_DEMO_FAILED', say('storyLife.noShown', { kind }));
  return printableLines(words).flatMap((line) => wrapped(line, textWidth));
}

export async function rescue(
  [asking, asked]: readonly [DemoState, DemoState],
  narrator: Narrator,
): Promise<Rescue> {
  const amal = asking.person(asking.script.officer.officer);
  const bruno = asked.person(asked.script.officer.officer);
  narrator.chapter(say('storyLife.peopleDangerOneLine'));
  const begun = performance.now();
  const since = (): string =>
    say('storyLife.seconds', { seconds: ((performance.now() - begun) / 1_000).toFixed(1) });
  const where = ['--to', 'XB/coast-guard', '--where', '43.1N 15.2E', '--persons', '40'];
  const words = 'Boat adrift, water comes in, can you rescue?';
  const life = ['request', 'life', ...where, words, '--yes'];
  const { thread } = await amal.types(narrator, handedIn, addRequest, ...life);
  narrator.tell(say('storyLife.afterDeliveredXbSigned', { since: since() }));
  const first = await until(say('storyLife.riskLifeXb'), async () => {
    const { threads } = await bruno.does(threadPage, addInbox, 'inbox', 'list', ...page);
    return threads.find((row) => row.thread === thread);
  });
  if (first.requestType !== 'RISK_TO_LIFE')
    throw new CliError('CLI_DEMO_FAILED', say('storyLife.riskLifeCameSomething'));
  await bruno.types(narrator, assignment, addInbox, 'inbox', 'claim', thread);
  const answer = ['inbox', 'answer', thread, inputs.rescue, '--yes'];
  await bruno.types(narrator, handedIn, addInbox, ...answer);
  await until(say('storyLife.answerRiskLifeXa'), async () => {
    const { threads } = await amal.does(threadPage, addRequest, 'request', 'list', ...page);
    return threads.find((row) => row.thread === thread && row.state === 'ANSWERED');
  });
  const answeredMs = Math.round(performance.now() - begun);
  const shown = await amal.does(shownThread, addRequest, 'request', 'show', thread, ...purpose);
  narrator.tell(say('storyLife.afterAmalReads', { answeredMs: (answeredMs / 1_000).toFixed(1) }));
  narrator.tell(...saidIn(shown, 'response').map((line) => `      ${line}`));
  return { thread, answeredMs, stages: latencies(shown) };
}
