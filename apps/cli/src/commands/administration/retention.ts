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

const basisOption = ['--basis <code>', 'by which law, as a code: LED_ART_16_2'] as const;

export function addRetention(program: Command, context: Context): void {
  const retention = program
    .command('retention')
    .description(
      'How long what is kept, and what is held or erased: signed orders of administrators.',
    )
    .addHelpText(
      'after',
      `
Examples:
  $ liaise retention hold THREAD --reason COURT --basis CODE --out hold.json
  $ liaise retention list`,
    );
  addHold(retention, context);
  addLift(retention, context);
  addErase(retention, context);
  addRule(retention, context);
  withProfile(
    retention
      .command('list')
      .description('The rule, holds that stand and orders to erase, verified by their signatures.'),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  $ liaise retention list\n  $ liaise retention list --json | jq .holds',
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
        if (subject === undefined) throw new CliError('CLI_USAGE', 'say which: see the examples');
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
    throw new CliError('CLI_USAGE', `${option}: a code of capital letters, digits and _`);
  return given;
}

const stated = async (context: Context, flags: OrderFlags) => ({
  state: await stateOf(context, flags),
  at: context.now(),
});

function addHold(retention: Command, context: Context): void {
  const hold = retention
    .command('hold')
    .description('Let nothing of a thread be erased: one administrator is enough.')
    .argument('[thread]', 'which thread; not needed with --submit', listedId(parseThreadId))
    .option('--reason <code>', 'why, as a code: COURT_ORDER')
    .option(...basisOption)
    .addHelpText(
      'after',
      `
Examples:
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
    .description('End a hold: two administrators. What was ordered before needs a new order.')
    .argument(
      '[hold]',
      'id of the hold, from the list; not needed with --cosign and --submit',
      listedId(parseHoldId),
    )
    .option(...basisOption)
    .addHelpText(
      'after',
      `
Examples:
  $ liaise retention lift 01928c6e-7b1a-7d3f-8a55-0b1c2d3e4f51 --basis CPC_ART_14 --out lift.json
  $ liaise retention lift --cosign lift.json --key second.key
  $ liaise retention lift --submit lift.json`,
    );
  ordering(lift, context, 'hold-lifted', (subject, flags) =>
    asking(flags, context, async (asked) => {
      const hold = parseHoldId(subject);
      const found = (await verifiedRetention(asked)).hold(hold);
      if (found === undefined) throw new CliError('CLI_USAGE', `${hold}: no such hold stands`);
      const { thread } = found;
      const basis = parseCode('--basis', flags.basis);
      return encodeEntry(holdLiftedEntry(await stated(context, flags), { hold, thread, basis }));
    }),
  );
}

function addErase(retention: Command, context: Context): void {
  const erase = retention
    .command('erase')
    .description('Have the content of a thread destroyed for good: two administrators.')
    .argument(
      '[thread]',
      'which thread; not needed with --cosign and --submit',
      listedId(parseThreadId),
    )
    .option(...basisOption)
    .addHelpText(
      'after',
      `
What is left proves that the thread was there and what became of it; nobody can read it any more. It is final once the
oldest backup that may be restored is younger than the erasure.

Examples:
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
  readonly months: readonly (readonly [KeptItem, number])[];
  readonly reviewMonths: number;
}

function addRule(retention: Command, context: Context): void {
  const rule = retention
    .command('rule')
    .description('Say how long what is kept after an exchange has ended: two administrators.')
    .option(
      '--months <item=months>',
      `1 to ${retentionBounds.most}, of ${keptItems.join(', ')}; may be given again; the rest stays standard`,
      gather(parseItem),
      [],
    )
    .option(
      '--review-months <months>',
      'without a word, until a file must be reviewed',
      count(1, retentionBounds.mostReview),
      retentionBounds.mostReview,
    )
    .option(...basisOption)
    .addHelpText(
      'after',
      `
The newest rule holds, for files that are there already too. A file goes whole, as soon as the first thing in it must, by the rule
or by what its documents say of themselves. In the first 14 days after its issue a rule takes nothing that the rule before it keeps:
until then another rule puts a slip right. A hold beats the rule.

Examples:
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
          months: { ...standardRetention.months, ...Object.fromEntries(flags.months) },
          reviewMonths: flags.reviewMonths,
        }),
      );
      const first = graceEnd({ since: timestamp(said.at) })?.toISOString() ?? '';
      context.terminal.message(
        `Files that the rule before it keeps go by this rule from ${first} on, not earlier. Files due are listed for review at once.`,
      );
      return { entry };
    }),
  );
}

type Kept = Awaited<ReturnType<typeof verifiedRetention>>;

const orderLines = (
  holds: ReturnType<Kept['holds']>,
  orders: ReturnType<Kept['orders']>,
  { when, id, ...style }: Shown,
): string[] =>
  table(
    [{ head: 'WHAT' }, { head: 'ID' }, { head: 'THREAD' }, { head: 'SINCE' }, { head: 'WHY' }],
    [
      ...holds.map(({ hold, thread, reason, basis, since }) => ({
        cells: ['HOLD', id(hold), id(thread), when(since), `${reason}, ${basis}`],
      })),
      ...orders.map(({ thread, basis, issuedAt }) => ({
        cells: ['ERASE', '-', id(thread), when(issuedAt), basis],
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
      const begun = since === null ? '' : `; since ${shown.when(since)}`;
      return [
        ...facts(
          [
            {
              label: 'Rule',
              text: `${rule.basis}; review at ${rule.reviewMonths} months; months: ${said}${begun}`,
            },
          ],
          shown,
        ),
        ...orderLines(holds, orders, shown),
      ];
    });
    if (holds.length + orders.length === 0)
      context.terminal.message('Nothing is held and nothing was ordered to be erased.');
  });
}
