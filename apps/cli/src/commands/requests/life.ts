import type { Command } from 'commander';
import {
  dangerAnswers,
  dangerSituations,
  mostInDanger,
} from '#capabilities/request-types/risk-to-life.type';
import { isCoded } from '#kernel';
import type { AuthorityView } from '#capabilities/directory/directory.contract';
import { say } from '#language/console';
import { count, oneOf, words } from '../../arguments.js';
import type { OpeningDraft } from '../../compose/draft.js';
import { lifeBody, lifeDraft, type Danger } from '../../compose/life.js';
import { addressIn, recipientNamed } from '../../compose/recipient.js';
import type { Context } from '../../context.js';
import type { ProfileFlags } from '../../people/asking.js';
import { callLines } from '../../people/words/delivery-words.js';
import { numbersAtHand } from '../../people/sending/follow.js';
import { fileOf, readProfile } from '../../people/profile.js';
import type { SubmitFlags } from '../../people/sending/submit.js';
import { sendOpening } from './opening.js';
import { tellSubmitted, withSending } from '../threads/sending.js';

type LifeFlags = ProfileFlags &
  SubmitFlags &
  Omit<Danger, 'words' | 'rescueInformed'> & {
    readonly to: string;
    readonly rescue?: Danger['rescueInformed'];
  };

const oneOfAnyCase =
  <const T extends string>(list: readonly T[]) =>
  (text: string): T =>
    oneOf(list)(text.toUpperCase());

export function addLife(request: Command, context: Context): void {
  const life = request
    .command('life')
    .description(say('requestsLife.lifeDescription'))
    .argument('<words...>', say('requestsLife.lifeWordsArgument'))
    .requiredOption('--to <STATE/authority>', say('requestsLife.lifeToOption'))
    .requiredOption('--where <place>', say('requestsLife.lifeWhereOption'), words(900))
    .option('--persons <number>', say('requestsLife.lifePersonsOption'), count(0, mostInDanger))
    .option(
      '--children <YES|NO|UNKNOWN>',
      say('requestsLife.lifeChildrenOption'),
      oneOfAnyCase(dangerAnswers),
    )
    .option(
      '--rescue <YES|NO|UNKNOWN>',
      say('requestsLife.lifeRescueOption'),
      oneOfAnyCase(dangerAnswers),
    )
    .option(
      '--situation <situation>',
      say('requestsLife.lifeSituationOption', { dangerSituations: dangerSituations.join(', ') }),
      oneOfAnyCase(dangerSituations),
    )
    .option('--reference <text>', say('requestsLife.lifeReferenceOption'), words(80))
    .option('--language <code>', say('requestsLife.lifeLanguageOption'), words(3));
  withSending(life)
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise request life --to XB/coast-guard --where "43.1N 15.2E" --persons 40 "Boat adrift, can you rescue?"
  $ liaise request life --to XB/border-police --where "Lorry on the A1, km 34" --situation vehicle --children yes "They cannot breathe, stop it"

${say('requestsLife.help')}`,
    )
    .action((said: readonly string[], flags: LifeFlags, command: Command) =>
      send(context, said.join(' '), flags, command),
    );
}

async function send(
  context: Context,
  said: string,
  { to, rescue, ...flags }: LifeFlags,
  command: Command,
): Promise<void> {
  const danger = { ...flags, words: said, ...(rescue !== undefined && { rescueInformed: rescue }) };
  // Built first: mistakes show before the directory is fetched.
  const body = lifeBody(danger, context.now());
  const drafting = (known: readonly AuthorityView[]): OpeningDraft =>
    lifeDraft(recipientNamed(to, known), body);
  const sent = await sendOpening(context, flags, drafting).catch(async (error: unknown) => {
    await tellNotSent(context, flags, to, error);
    throw error;
  });
  await tellSubmitted(context, command, sent);
}

// Prints numbers to call when a report of danger was not sent: the neighbour does not know of it. Silent when
// the person declined or named no authority.
async function tellNotSent(
  context: Context,
  flags: ProfileFlags,
  to: string,
  error: unknown,
): Promise<void> {
  const file = fileOf(flags.profile, context);
  const profile = await readProfile(file).catch(() => undefined);
  const callee = addressIn(to);
  if (isCoded(error) && error.code === 'CLI_NOT_CONFIRMED') return;
  if (profile === undefined || callee === undefined) return;
  const call = await numbersAtHand(context, { file, profile }, callee);
  if (call === null || call.length === 0) return;
  const lines = [
    say('requestsLife.notSentFarKnown', { state: callee.state }),
    ...callLines({ call, life: true, peer: callee.state }),
  ];
  for (const line of lines) context.terminal.message(context.terminal.paint('red', line));
}
