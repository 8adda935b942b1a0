import { type Command, Option } from 'commander';
import { builtInProfiles, parseProfile } from '#admissibility';
import type { Purpose, Sha256, ThreadId } from '#kernel';
import { sha256 } from '#wire';
import {
  type RuleId,
  ruleIds,
  waiverReasons,
  withdrawalReasons,
} from '#capabilities/evidence/evidence.lists';
import { say } from '#language/console';
import { waiverList, waiverView } from '../../api/gen/readers.js';
import type { Context } from '../../context.js';
import { readBytes } from '../../installation/files.js';
import { asking, type ProfileFlags, withProfile } from '../../people/asking.js';
import { threadPurposeOption } from '../../people/thread-purpose.js';
import { waiverLines } from '../../people/words/package-words.js';
import { threadArgument } from '../threads/sending.js';
import { showAnswer } from '../../people/answering.js';

interface Flags extends ProfileFlags {
  readonly purpose: Purpose;
  readonly inbox?: boolean;
}

interface WaiverFlags extends ProfileFlags {
  readonly inbox?: boolean;
  readonly rule: RuleId;
  readonly rules: string;
  readonly reason: string;
}

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const mostProfile = 65_536;

export const waiversOf = (thread: ThreadId, { inbox }: { readonly inbox?: boolean }): string =>
  `/api/v1/${inbox === true ? 'inbox' : 'requests'}/${thread}/waivers`;

async function profileHash(named: string): Promise<Sha256> {
  const bytes = builtInProfiles.get(named) ?? (await readBytes(named, mostProfile));
  parseProfile(bytes);
  return sha256(bytes);
}

interface Writing {
  readonly name: 'waive' | 'withdraw-waiver';
  readonly description: string;
  readonly reasons: readonly string[];
  readonly more: string;
  readonly path: '' | '/withdrawal';
}

export function addWaivers(parent: Command, context: Context): void {
  addWriting(parent, context, {
    ...{ name: 'waive', reasons: waiverReasons, path: '' },
    description: say('waivers.description'),
    more: say('waivers.more'),
  });
  addWriting(parent, context, {
    ...{ name: 'withdraw-waiver', reasons: withdrawalReasons, path: '/withdrawal' },
    description: say('waivers.descriptionTakeBackWaiver'),
    more: say('waivers.morePackagesGatheredBefore'),
  });
  addList(parent, context);
}

function addWriting(parent: Command, context: Context, writing: Writing): void {
  const { name, description, reasons, more, path } = writing;
  withProfile(
    parent
      .command(name)
      .description(description)
      .argument(...threadArgument)
      .addOption(
        new Option('--rule <rule>', say('waivers.ruleOption'))
          .choices(ruleIds)
          .makeOptionMandatory(),
      )
      .addOption(
        new Option('--reason <code>', say('waivers.reasonOption'))
          .choices(reasons)
          .makeOptionMandatory(),
      )
      .option('--rules <profile>', say('waivers.rulesOption'), 'untoc')
      .option('--inbox', say('waivers.inboxOption')),
  )
    .addHelpText(
      'after',
      `
${more}

${say('program.examples')}
  $ liaise package ${name} ${example} --rule CUS-06 --reason ${reasons[0] ?? ''}`,
    )
    .action(async (thread: ThreadId, flags: WaiverFlags, command: Command) => {
      const { rule, reason, rules } = flags;
      const asked = { rule, reason, profile: await profileHash(rules) };
      const place = `${waiversOf(thread, flags)}${path}`;
      const said = await asking(flags, context, ({ client }) =>
        client.ask(waiverView, 'POST', place, asked),
      );
      await showAnswer({ context, command, flags }, said, (shown) => waiverLines([said], shown));
    });
}

function addList(parent: Command, context: Context): void {
  withProfile(
    parent
      .command('waivers')
      .description(say('waivers.waiversDescription'))
      .argument(...threadArgument)
      .option(...threadPurposeOption)
      .option('--inbox', say('waivers.waiversInboxOption')),
  )
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise package waivers ${example} --purpose INVESTIGATION`,
    )
    .action(async (thread: ThreadId, flags: Flags, command: Command) => {
      const path = `${waiversOf(thread, flags)}?purpose=${flags.purpose}`;
      const found = await asking(flags, context, ({ client }) =>
        client.ask(waiverList, 'GET', path),
      );
      await showAnswer({ context, command, flags }, found, (shown) =>
        waiverLines(found.waivers, shown),
      );
      if (found.waivers.length === 0) context.terminal.message(say('waivers.noRuleWaived'));
    });
}
