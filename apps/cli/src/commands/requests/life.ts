import type { Command } from 'commander';
import {
  dangerAnswers,
  dangerSituations,
  mostInDanger,
} from '#capabilities/request-types/risk-to-life.type';
import { isCoded } from '#kernel';
import type { AuthorityView } from '#capabilities/directory/directory.contract';
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
    .description('People are in danger: ask a neighbour at once, in one line.')
    .argument('<words...>', 'what is wrong, and what you ask for')
    .requiredOption('--to <STATE/authority>', 'whom you ask')
    .requiredOption(
      '--where <place>',
      'a position, latitude first, or a place in words',
      words(900),
    )
    .option('--persons <number>', 'how many people; not given: unknown', count(0, mostInDanger))
    .option('--children <YES|NO|UNKNOWN>', 'children among them', oneOfAnyCase(dangerAnswers))
    .option(
      '--rescue <YES|NO|UNKNOWN>',
      'whether rescue coordination knows',
      oneOfAnyCase(dangerAnswers),
    )
    .option(
      '--situation <situation>',
      `${dangerSituations.join(', ')}; not given: SEA with a position, OTHER with words`,
      oneOfAnyCase(dangerSituations),
    )
    .option('--reference <text>', 'your own reference; not given: LIFE and the day', words(80))
    .option('--language <code>', 'of your words, two or three letters; not given: en', words(3));
  withSending(life)
    .addHelpText(
      'after',
      `
Examples:
  $ liaise request life --to XB/coast-guard --where "43.1N 15.2E" --persons 40 "Boat adrift, can you rescue?"
  $ liaise request life --to XB/border-police --where "Lorry on the A1, km 34" --situation vehicle --children yes "They cannot breathe, stop it"

You see all of it, answer yes once, and it is sent before everything else. What you do not say is unknown: children and rescue go as
UNKNOWN, and no number of persons is named. A position is taken for one at sea: on land say --situation vehicle, or what it is.
It is of the type RISK_TO_LIFE for the purpose SAFETY_OF_LIFE, urgent, handled H1, kept for twelve months; no offence need stand
behind it. They have 15 minutes to take it in hand. For more than one line: liaise request form RISK_TO_LIFE > life.json

Positions: "43.1N 15.2E", "43 06.0N 015 12.0E", "43-06-00N 015-12-00E" with a sign for degrees and minutes or without, "N43.1 E15.2", or
signed degrees "43.1, 15.2", where south and west have a minus. What has a word in it goes as you write it.`,
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
    `NOT SENT to ${callee.state}, as far as is known here: the error below says why.`,
    ...callLines({ call, life: true, peer: callee.state }),
  ];
  for (const line of lines) context.terminal.message(context.terminal.paint('red', line));
}
