import type { Command } from 'commander';
import { parsePolicyPack, type PolicyPack } from '#capabilities/policy/policy.schema';
import {
  policyFlaw,
  protocolMinimum,
  tryPolicy,
  type PolicyCase,
} from '#capabilities/policy/policy.model';
import { canonicalJson, encodeEntry, sha256 } from '#wire';
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

const aboutFile = `A file says what by the State's law does not leave (rules), what of an ask needs the formal route (formalRoute), and the
examples it was tried by (cases):
  {"state": "XA", "version": 1, "title": "Act on police cooperation, as of 2026",
   "rules": [{"id": "no-informants", "verdict": "FORBIDDEN", "law": "Police Act, art. 12",
              "when": {"categories": ["INFORMANT"]}}],
   "formalRoute": [{"id": "bank", "law": "Banking Act, art. 17", "channel": "CENTRAL_AUTHORITY_NOTICE",
                    "when": {"powers": ["BANK_DATA"]}}],
   "cases": [{"name": "an informant", "facts": {"peer": {"state": "XB", "authority": "coast-guard"}, "categories": ["INFORMANT"]},
              "forbidden": ["no-informants"], "formalRoute": []},
             {"name": "a bank account", "facts": {"peer": {"state": "XB", "authority": "coast-guard"}, "powers": ["BANK_DATA"]},
              "forbidden": [], "formalRoute": ["bank"]}]}
deploy/policy-example.json is a longer one. Members of "when": deploy/guide/neighbours.md#what-may-leave-by-your-law`;

export function addPolicy(program: Command, context: Context): void {
  const policy = program
    .command('policy')
    .description('What by this State’s law may leave, and what has to be asked formally.')
    .addHelpText(
      'after',
      `
Examples:
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
  withProfile(policy.command('show').description('The pack in force, verified here.'))
    .addHelpText(
      'after',
      `
Version 0 is what holds without a pack: whatever needs a power of the other State is told to be for the formal route.

Examples:
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
            ? 'No pack has been signed: the built-in rules hold.'
            : `${printable(pack.title)}, version ${point.version}`,
          `sha256 ${point.sha256}`,
          ...table(
            [{ head: 'RULE' }, { head: 'WHAT' }],
            [
              ...rules.map((rule) => ruleRow(rule, 'forbidden')),
              ...[...formalRoute, ...protocolMinimum].map((rule) =>
                ruleRow(rule, `formal route, ${rule.channel}`),
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
  notes: [`when ${printable(JSON.stringify(when))}`, `law ${printable(law)}`],
});

function addCheck(policy: Command, context: Context): void {
  policy
    .command('check')
    .description('Run the cases of a pack; nobody is asked and nothing is sent.')
    .argument('<file>', 'the pack, JSON')
    .addHelpText(
      'after',
      `
Every rule must be shown at work by a case, one case must show what may leave, and each must come to what it says.

Examples:
  $ liaise policy check deploy/policy-example.json
  $ liaise policy check deploy/policy-example.json --json

${aboutFile}`,
    )
    .action(async (file: string, _flags: object, command: Command) => {
      const pack = readContent(file, await readText(file), parsePolicyPack);
      const cases = tryPolicy(pack);
      const flaw = policyFlaw(pack, pack.state) ?? null;
      const { state, version } = pack;
      context.terminal.answer(
        wantsJson(command),
        { state, version, sha256: digestOf(pack), cases, flaw },
        [
          ...facts(cases.map(caseFact), shownBy(command, context.terminal), 'label'),
          `${state} version ${version}, ${pack.rules.length + pack.formalRoute.length} rules, ${cases.length} cases`,
          `sha256 ${digestOf(pack)}`,
        ],
      );
      requireSound(file, pack);
    });
}

const caseFact = ({ name, forbidden, formalRoute, passes }: PolicyCase): Fact => {
  const verdict = [
    ...forbidden.map((rule) => `forbidden by ${rule}`),
    ...formalRoute.map((rule) => `formal route by ${rule}`),
  ];
  return {
    label: padded(passes ? 'ok' : 'WRONG', 6),
    text: `${printable(name)}: ${verdict.join(', ') || 'leaves'}`,
    colour: passes ? 'green' : 'red',
  };
};

function requireSound(file: string, pack: PolicyPack): void {
  const flaw = policyFlaw(pack, pack.state);
  if (flaw !== undefined) throw new CliError('CLI_POLICY_UNSOUND', `${file}: ${flaw}`);
}

function addAdopt(policy: Command, context: Context): void {
  const adopt = policy
    .command('adopt')
    .description('Put a pack in force: two administrators sign.')
    .argument('[file]', 'the pack, JSON; not needed with --cosign, --submit');
  withSigner(withEntry(withProfile(adopt)))
    .addHelpText(
      'after',
      `
Examples:
  $ liaise policy adopt deploy/policy-example.json --key admin-1.key --out policy.json
  $ liaise policy adopt --cosign policy.json --key admin-2.key
  $ liaise policy adopt --submit policy.json

A pack whose cases fail is not signed, and no gateway takes one. Its version must be above that of the pack in force. It
holds from then on, also for what is signed and not yet sealed: that goes back to its officer. Neighbours do not get it.
A pack forbids and warns; it allows nothing that the protocol forbids. To end one, adopt another without its rules.

${aboutFile}`,
    )
    .action((file: string | undefined, flags: EntryFlags, command: Command) =>
      runEntry({ context, command, flags }, kinds, async () => {
        if (file === undefined) throw new CliError('CLI_USAGE', 'name the file of the pack');
        const pack = readContent(file, await readText(file), parsePolicyPack);
        requireSound(file, pack);
        const stated = { state: await stateOf(context, flags), at: context.now() };
        if (pack.state !== stated.state)
          throw new CliError('CLI_POLICY_UNSOUND', `${file}: it is a pack of ${pack.state}`);
        const entry = encodeEntry(policyEntry(stated, pack));
        return { entry };
      }),
    );
}
