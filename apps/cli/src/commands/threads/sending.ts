import type { Submitted } from '#capabilities/requests/submissions/submitted.contract';
import type { Command } from 'commander';
import { parseThreadId } from '#kernel';
import { say } from '#language/console';
import { gather, listedId } from '../../arguments.js';
import { wantsJson, type Context } from '../../context.js';
import { withProfile, withSigner } from '../../people/asking.js';
import { CliError } from '../../errors.js';
import {
  deliveryLines,
  isOver,
  isProven,
  type Outcome,
} from '../../people/words/delivery-words.js';
import { shownBy } from '../../print/style.js';
import { follow, type Sent } from '../../people/sending/follow.js';

export const threadArgument = [
  '<thread>',
  say('sending.threadArgument'),
  listedId(parseThreadId),
] as const;

export const withSending = (command: Command): Command =>
  withSigner(
    withProfile(
      command
        .option('--attach <file>', say('sending.attachOption'), gather(String))
        .option('--yes', say('sending.yesOption')),
    ),
  );

export async function tellSubmitted(
  context: Context,
  command: Command,
  sent: Sent | undefined,
): Promise<void> {
  if (sent === undefined) return;
  const line = ({ thread, dispatch }: Sent): string =>
    say('sending.signedQueuedThreadDispatch', { thread, dispatch });
  const value = ([one]: readonly DeliveryReport[]): object => one ?? {};
  await tellSent(context, command, [sent], { line, value });
}

export type DeliveryReport = Pick<Submitted, 'thread' | 'dispatch'> & {
  readonly delivery: Outcome;
};

interface Telling<T extends Sent> {
  readonly line: (sent: T) => string;
  readonly value: (reports: readonly DeliveryReport[], sent: readonly T[]) => object;
}

/**
 * Waits for the outcome of each sent document and shows all outcomes. @throws CliError CLI_RECEIPT_UNPROVEN if a receipt
 * cannot be verified; CLI_LIFE_REFUSED if a document about a risk to life was refused or kept back; else CLI_NOT_DELIVERED if
 * the delivery of such a document is not proven
 */
export async function tellSent<T extends Sent>(
  context: Context,
  command: Command,
  sent: readonly T[],
  { line, value }: Telling<T>,
): Promise<void> {
  const { terminal } = context;
  const json = wantsJson(command);
  const { when } = shownBy(command, terminal);
  if (!json) for (const each of sent) terminal.data(line(each));
  const outcomes = await Promise.all(sent.map((each) => follow(context, each)));
  terminal.progress('');
  const reports = sent.map(({ thread, dispatch }, i) => {
    const delivery = outcomes[i];
    return delivery === undefined ? [] : [{ thread, dispatch, delivery }];
  });
  terminal.answer(
    json,
    value(reports.flat(), sent),
    outcomes.flatMap((outcome) => {
      const [head = '', ...rest] = deliveryLines(outcome, context.now(), when);
      const text =
        sent.length > 1 ? say('program.named', { name: outcome.peer, text: head }) : head;
      return [terminal.paint(isProven(outcome) ? 'green' : 'red', text), ...rest];
    }),
  );
  const unproven = outcomes.flatMap(({ problem }) => problem ?? []);
  if (unproven.length > 0) throw new CliError('CLI_RECEIPT_UNPROVEN', unproven.join('\n'));
  const missing = outcomes.filter((outcome) => outcome.life && !isProven(outcome));
  if (missing.length > 0)
    throw new CliError(
      missing.some(isOver) ? 'CLI_LIFE_REFUSED' : 'CLI_NOT_DELIVERED',
      missing.map(({ peer, fate }) => say('sending.to', { peer, fate })).join(', '),
    );
}
