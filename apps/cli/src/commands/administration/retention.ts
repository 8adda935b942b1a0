import type { Command } from 'commander';
import { v7 } from 'uuid';
import {
  graceEnd,
  keptItems,
  retentionBounds,
  standardRetention,
  type KeptItem,
} from '#capabilities/retention/retention.schema';
import { parseHoldId, parseThreadId, timestamp } from '#kernel';
import type { EntryKind } from '#capabilities/directory/directory.schema';
import { encodeEntry } from '#wire';
import { say } from '#language/console';
import {
  eraseEntry,
  holdEntry,
  holdLiftedEntry,
  retentionRuleEntry,
} from '../../compose/entries/entries.js';
import { count, gather, listedId, oneOf } from '../../arguments.js';
import type { Context } from '../../context.js';
import { verifiedRetention } from '../../directory/verified-retention.js';
import { CliError } from '../../errors.js';
import { asking, withProfile, withSigner, type ProfileFlags } from '../../people/asking.js';
import { runEntry, stateOf, withEntry, type EntryFlags } from '../../people/entries/grants.js';
import { showAnswer } from '../../people/answering.js';
import { facts } from '../../print/facts.js';
import type { Shown } from '../../print/style.js';
import { table } from '../../print/table.js';

interface OrderFlags extends EntryFlags {
  readonly reason?: string;
  readonly basis?: string;
}

const basisOption = ['--basis <code>', say('retention.basisOption')] as const;

export function addRetention(program: Command, context: Context): void {
  const retention = program
    .command('retention')
    .description(say('retention.retentionDescription'))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise retention hold THREAD --reason COURT --basis CODE --out hold.json
  $ liaise retention list`,
    );
  addHold(retention, context);
  addLift(retention, context);
  addErase(retention, context);
  addRule(retention, context);
  withProfile(retention.command('list').description(say('retention.listDescription')))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise retention list
  $ liaise retention list --json | jq .holds`,
    )
    .action((flags: ProfileFlags, command: Command) => list(context, flags, command));
}

function ordering(
  command: Command,
  context: Context,
  kind: EntryKind,
  start: (subject: string, flags: OrderFlags) => Promise<Uint8Array>,
): void {
  withSigner(withEntry(withProfile(command))).action(
    (subject: string | undefined, flags: OrderFlags, self: Command) =>
      runEntry({ context, command: self, flags }, [kind], async () => {
        if (subject === undefined) throw new CliError('CLI_USAGE', say('retention.saySeeExamples'));
        const entry = await start(subject, flags);
        return { entry };
      }),
  );
}

/**
 * Accepts only a code such as `CASE_12`, because an order must not contain text about a case.
 * @throws CliError CLI_USAGE
 */
function parseCode(option: string, given: string | undefined): string {
  if (given === undefined || !/^[A-Z][A-Z0-9_]{1,63}$/.test(given))
    throw new CliError('CLI_USAGE', say('retention.codeCapitalLettersDigits', { option }));
  return given;
}

const stated = async (context: Context, flags: OrderFlags) => ({
  state: await stateOf(context, flags),
  at: context.now(),
});

function addHold(retention: Command, context: Context): void {
  const hold = retention
    .command('hold')
    .description(say('retention.holdDescription'))
    .argument('[thread]', say('retention.holdThreadArgument'), listedId(parseThreadId))
    .option('--reason <code>', say('retention.holdReasonOption'))
    .option(...basisOption)
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise retention hold 01928c6e-7b1a-7d3f-8a55-0b1c2d3e4f50 --reason COURT_ORDER --basis CPC_ART_12 --out hold.json
  $ liaise retention hold --submit hold.json`,
    );
  ordering(hold, context, 'hold', async (subject, flags) =>
    encodeEntry(
      holdEntry(await stated(context, flags), {
        hold: parseHoldId(v7()),
        thread: parseThreadId(subject),
        reason: parseCode('--reason', flags.reason),
        basis: parseCode('--basis', flags.basis),
      }),
    ),
  );
}

function addLift(retention: Command, context: Context): void {
  const lift = retention
    .command('lift')
    .description(say('retention.liftDescription'))
    .argument('[hold]', say('retention.liftHoldArgument'), listedId(parseHoldId))
    .option(...basisOption)
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise retention lift 01928c6e-7b1a-7d3f-8a55-0b1c2d3e4f51 --basis CPC_ART_14 --out lift.json
  $ liaise retention lift --cosign lift.json --key second.key
  $ liaise retention lift --submit lift.json`,
    );
  ordering(lift, context, 'hold-lifted', (subject, flags) =>
    asking(flags, context, async (asked) => {
      const hold = parseHoldId(subject);
      const found = (await verifiedRetention(asked)).hold(hold);
      if (found === undefined)
        throw new CliError('CLI_USAGE', say('retention.noSuchHoldStands', { hold }));
      const { thread } = found;
      const basis = parseCode('--basis', flags.basis);
      return encodeEntry(holdLiftedEntry(await stated(context, flags), { hold, thread, basis }));
    }),
  );
}

function addErase(retention: Command, context: Context): void {
  const erase = retention
    .command('erase')
    .description(say('retention.eraseDescription'))
    .argument('[thread]', say('retention.eraseThreadArgument'), listedId(parseThreadId))
    .option(...basisOption)
    .addHelpText(
      'after',
      `
${say('retention.eraseHelp')}

${say('program.examples')}
  $ liaise retention erase 01928c6e-7b1a-7d3f-8a55-0b1c2d3e4f50 --basis LED_ART_16_2 --out erase.json
  $ liaise retention erase --cosign erase.json --key second.key
  $ liaise retention erase --submit erase.json`,
    );
  ordering(erase, context, 'erase', async (subject, flags) =>
    encodeEntry(
      eraseEntry(await stated(context, flags), {
        thread: parseThreadId(subject),
        basis: parseCode('--basis', flags.basis),
      }),
    ),
  );
}

function parseItem(given: string): readonly [KeptItem, number] {
  const [name, months = ''] = given.split('=');
  return [oneOf(keptItems)(name ?? ''), count(1, retentionBounds.most)(months)];
}

interface RuleFlags extends OrderFlags {
  readonly months?: readonly (readonly [KeptItem, number])[];
  readonly reviewMonths: number;
}

function addRule(retention: Command, context: Context): void {
  const rule = retention
    .command('rule')
    .description(say('retention.ruleDescription'))
    .option(
      '--months <item=months>',
      say('retention.ruleMonthsOption', {
        most: retentionBounds.most,
        keptItems: keptItems.join(', '),
      }),
      gather(parseItem),
    )
    .option(
      '--review-months <months>',
      say('retention.ruleReviewMonthsOption'),
      count(1, retentionBounds.mostReview),
      retentionBounds.mostReview,
    )
    .option(...basisOption)
    .addHelpText(
      'after',
      `
${say('retention.ruleHelp')}

${say('program.examples')}
  $ liaise retention rule --months NOTE=12 --months ANSWER=24 --basis POLICE_DATA_ACT_5 --out rule.json
  $ liaise retention rule --cosign rule.json --key second.key
  $ liaise retention rule --submit rule.json`,
    );
  withSigner(withEntry(withProfile(rule))).action((flags: RuleFlags, self: Command) =>
    runEntry({ context, command: self, flags }, ['retention-rule'], async () => {
      const said = await stated(context, flags);
      const entry = encodeEntry(
        retentionRuleEntry(said, {
          basis: parseCode('--basis', flags.basis),
          months: { ...standardRetention.months, ...Object.fromEntries(flags.months ?? []) },
          reviewMonths: flags.reviewMonths,
        }),
      );
      const first = graceEnd({ since: timestamp(said.at) })?.toISOString() ?? '';
      context.terminal.message(say('retention.filesRuleBeforeKeeps', { first }));
      return { entry };
    }),
  );
}

type VerifiedRetention = Awaited<ReturnType<typeof verifiedRetention>>;

const orderLines = (
  holds: ReturnType<VerifiedRetention['holds']>,
  orders: ReturnType<VerifiedRetention['orders']>,
  { when, id, ...style }: Shown,
): string[] =>
  table(
    [
      { head: say('column.what') },
      { head: say('column.id') },
      { head: say('column.thread') },
      { head: say('column.since') },
      { head: say('column.why') },
    ],
    [
      ...holds.map(({ hold, thread, reason, basis, since }) => ({
        cells: [say('retention.holds'), id(hold), id(thread), when(since), `${reason}, ${basis}`],
      })),
      ...orders.map(({ thread, basis, issuedAt }) => ({
        cells: [say('retention.erases'), '-', id(thread), when(issuedAt), basis],
      })),
    ],
    style,
  );

function list(context: Context, flags: ProfileFlags, command: Command): Promise<void> {
  return asking(flags, context, async (asked) => {
    const retention = await verifiedRetention(asked);
    const [holds, orders] = [retention.holds(), retention.orders()];
    const { rule, version, since } = retention.rule();
    const said = keptItems.map((item) => `${item} ${rule.months[item]}`).join(', ');
    const answer = { rule, standard: version === null, since, holds, orders };
    await showAnswer({ context, command, flags }, answer, (shown) => {
      const begun = since === null ? '' : say('retention.since', { since: shown.when(since) });
      return [
        ...facts(
          [
            {
              label: say('label.rule'),
              text: say('retention.reviewMonthsMonths', {
                basis: rule.basis,
                reviewMonths: rule.reviewMonths,
                said,
                begun,
              }),
            },
          ],
          shown,
        ),
        ...orderLines(holds, orders, shown),
      ];
    });
    if (holds.length + orders.length === 0)
      context.terminal.message(say('retention.nothingHeldNothingOrdered'));
  });
}
