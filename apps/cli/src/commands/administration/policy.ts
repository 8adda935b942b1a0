import type { Command } from 'commander';
import { parsePolicyPack, type PolicyPack } from '#capabilities/policy/policy.schema';
import {
  policyFlaw,
  protocolMinimum,
  tryPolicy,
  type PolicyCase,
} from '#capabilities/policy/policy.model';
import { canonicalJson, encodeEntry, sha256 } from '#wire';
import { say, sayDetail } from '#language/console';
import { sayCount } from '#language/count';
import { readContent } from '../../api/shape.js';
import { policyEntry } from '../../compose/entries/entries.js';
import { wantsJson, type Context } from '../../context.js';
import { verifiedDirectory } from '../../directory/verified-directory.js';
import { CliError } from '../../errors.js';
import { readText } from '../../installation/files.js';
import { asking, withProfile, withSigner, type ProfileFlags } from '../../people/asking.js';
import { runEntry, stateOf, withEntry, type EntryFlags } from '../../people/entries/grants.js';
import { printable } from '../../people/printable.js';
import { facts, type Fact } from '../../print/facts.js';
import { shownBy } from '../../print/style.js';
import { table, type Row } from '../../print/table.js';
import { padded } from '../../print/width.js';

const kinds = ['policy-pack'] as const;

const aboutFile = say('administrationPolicy.aboutFile');

export function addPolicy(program: Command, context: Context): void {
  const policy = program
    .command('policy')
    .description(say('administrationPolicy.policyDescription'))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise policy show
  $ liaise policy check deploy/policy-example.json
  $ liaise policy adopt --help`,
    );
  addShow(policy, context);
  addCheck(policy, context);
  addAdopt(policy, context);
}

const digestOf = (value: object): string => sha256(canonicalJson(value));

function addShow(policy: Command, context: Context): void {
  withProfile(policy.command('show').description(say('administrationPolicy.showDescription')))
    .addHelpText(
      'after',
      `
${say('administrationPolicy.showHelp')}

${say('program.examples')}
  $ liaise policy show
  $ liaise policy show --json`,
    )
    .action((flags: ProfileFlags, command: Command) =>
      asking(flags, context, async (asked) => {
        const { peers } = await verifiedDirectory(asked);
        const pack = peers.peers.policy() ?? null;
        const point = { version: pack?.version ?? 0, sha256: digestOf(pack ?? protocolMinimum) };
        const { rules, formalRoute } = pack ?? { rules: [], formalRoute: [] };
        context.terminal.answer(wantsJson(command), { ...point, pack, minimum: protocolMinimum }, [
          pack === null
            ? say('administrationPolicy.noPackSignedBuilt')
            : say('administrationPolicy.version', {
                title: printable(pack.title),
                version: point.version,
              }),
          `sha256 ${point.sha256}`,
          ...table(
            [{ head: say('column.rule') }, { head: say('column.what') }],
            [
              ...rules.map((rule) => ruleRow(rule, say('administrationPolicy.forbidden'))),
              ...[...formalRoute, ...protocolMinimum].map((rule) =>
                ruleRow(rule, say('administrationPolicy.formalRoute', { channel: rule.channel })),
              ),
            ],
            shownBy(command, context.terminal),
          ),
        ]);
      }),
    );
}

const ruleRow = (
  { id, law, when }: { readonly id: string; readonly law: string; readonly when: object },
  what: string,
): Row => ({
  cells: [id, what],
  notes: [
    say('administrationPolicy.when', { when: printable(JSON.stringify(when)) }),
    say('administrationPolicy.law', { law: printable(law) }),
  ],
});

function addCheck(policy: Command, context: Context): void {
  policy
    .command('check')
    .description(say('administrationPolicy.checkDescription'))
    .argument('<file>', say('administrationPolicy.checkFileArgument'))
    .addHelpText(
      'after',
      `
${say('administrationPolicy.checkHelp')}

${say('program.examples')}
  $ liaise policy check deploy/policy-example.json
  $ liaise policy check deploy/policy-example.json --json

${aboutFile}`,
    )
    .action(async (file: string, _flags: object, command: Command) => {
      const pack = readContent(file, await readText(file), parsePolicyPack);
      const cases = tryPolicy(pack);
      const found = policyFlaw(pack, pack.state);
      const flaw = found === undefined ? null : String(found);
      const { state, version } = pack;
      context.terminal.answer(
        wantsJson(command),
        { state, version, sha256: digestOf(pack), cases, flaw },
        [
          ...facts(cases.map(caseFact), shownBy(command, context.terminal), 'label'),
          sayCount('administrationPolicy.versionRulesCases', {
            state,
            version,
            rulesCount: pack.rules.length + pack.formalRoute.length,
            casesCount: cases.length,
          }),
          `sha256 ${digestOf(pack)}`,
        ],
      );
      assertSound(file, pack);
    });
}

const caseFact = ({ name, forbidden, formalRoute, passes }: PolicyCase): Fact => {
  const verdict = [
    ...forbidden.map((rule) => say('administrationPolicy.forbiddenBy', { rule })),
    ...formalRoute.map((rule) => say('administrationPolicy.formalRouteBy', { rule })),
  ];
  return {
    label: padded(passes ? 'ok' : say('administrationPolicy.wrong'), 6),
    text: say('program.named', {
      name: printable(name),
      text: verdict.join(', ') || say('administrationPolicy.leaves'),
    }),
    colour: passes ? 'green' : 'red',
  };
};

function assertSound(file: string, pack: PolicyPack): void {
  const flaw = policyFlaw(pack, pack.state);
  if (flaw !== undefined)
    throw new CliError(
      'CLI_POLICY_UNSOUND',
      say('program.named', { name: file, text: sayDetail(flaw) }),
    );
}

function addAdopt(policy: Command, context: Context): void {
  const adopt = policy
    .command('adopt')
    .description(say('administrationPolicy.adoptDescription'))
    .argument('[file]', say('administrationPolicy.adoptFileArgument'));
  withSigner(withEntry(withProfile(adopt)))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise policy adopt deploy/policy-example.json --key admin-1.key --out policy.json
  $ liaise policy adopt --cosign policy.json --key admin-2.key
  $ liaise policy adopt --submit policy.json

${say('administrationPolicy.help', { aboutFile })}`,
    )
    .action((file: string | undefined, flags: EntryFlags, command: Command) =>
      runEntry({ context, command, flags }, kinds, async () => {
        if (file === undefined)
          throw new CliError('CLI_USAGE', say('administrationPolicy.nameFilePack'));
        const pack = readContent(file, await readText(file), parsePolicyPack);
        assertSound(file, pack);
        const stated = { state: await stateOf(context, flags), at: context.now() };
        if (pack.state !== stated.state)
          throw new CliError(
            'CLI_POLICY_UNSOUND',
            say('administrationPolicy.itIsAPack', { file, state: pack.state }),
          );
        const entry = encodeEntry(policyEntry(stated, pack));
        return { entry };
      }),
    );
}
