import type { Command } from 'commander';
import { parseTimestamp } from '#kernel';
import { examinePackage, type PackageFacts, type Report, zipLimits } from '#package';
import { checkShapes, jsonLdOf, provenanceGraph } from '#provenance';
import { canonicalJson, sha512 } from '#wire';
import { say } from '#language/console';
import { sayCount } from '#language/count';
import { gather } from '../../arguments.js';
import { wantsJson, type Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { readBytes, writeSecret } from '../../installation/files.js';
import { readOntology } from '../../packages/ontology.js';
import { rootsOf } from '../../packages/roots-of.js';

interface Flags {
  readonly roots?: string;
  readonly root?: readonly string[];
  readonly at?: string;
  readonly out: string;
}

export function addProvenance(program: Command, context: Context): void {
  program
    .command('provenance')
    .description(say('provenance.provenanceDescription'))
    .argument('<file>', say('provenance.provenanceFileArgument'))
    .requiredOption('--out <file>', say('provenance.provenanceOutOption'))
    .option('--roots <file>', say('provenance.provenanceRootsOption'))
    .option('--root <state:fingerprint>', say('provenance.provenanceRootOption'), gather(String))
    .option('--at <time>', say('provenance.provenanceAtOption'))
    .addHelpText(
      'after',
      `
${say('provenance.provenanceHelp')}

${say('program.examples')}
  $ liaise provenance evidence-border-police-2026-1.asice --roots roots.txt --out case.jsonld`,
    )
    .action((file: string, flags: Flags, command: Command) =>
      tell(context, file, flags, wantsJson(command)),
    );
}

function valid(report: Report, facts: PackageFacts | undefined): PackageFacts {
  const failed = report.checks.find(({ verdict }) => verdict === 'fail');
  if (facts !== undefined && failed === undefined) return facts;
  throw new CliError('CLI_PACKAGE_INVALID', `${failed?.check ?? ''} ${failed?.code ?? ''}`);
}

async function tell(
  { terminal, now }: Context,
  file: string,
  { roots, root = [], at, out }: Flags,
  json: boolean,
): Promise<void> {
  const known = rootsOf(roots === undefined ? undefined : await readBytes(roots), root);
  const reader = { roots: known, at: at === undefined ? now() : new Date(parseTimestamp(at)) };
  const bytes = await readBytes(file, zipLimits.bytes);
  const { report, facts } = await examinePackage(bytes, reader);
  const whole = { size: bytes.length, sha512: sha512(bytes) };
  const nodes = provenanceGraph(valid(report, facts), whole);
  const [unfit] = await checkShapes(nodes, await readOntology());
  if (unfit !== undefined)
    throw new CliError(
      'CLI_PROVENANCE_UNFIT',
      say('provenance.of', { rule: unfit.rule, node: unfit.node }),
    );
  const graph = canonicalJson(jsonLdOf(nodes));
  await writeSecret(out, graph);
  const found = { exit: report.exit, nodes: nodes.length, sha512: sha512(graph) };
  terminal.answer(json, { out, ...found, package: whole.sha512 }, [
    sayCount('provenance.nodesCaseUcoWant', { out, nodesCount: nodes.length }),
    `${out}: sha512 ${found.sha512}`,
    say('provenance.aboutPackageSha', { sha512: whole.sha512 }),
    ...(report.exit === 0 ? [] : [say('provenance.packageIncompleteLiaiseVerify')]),
  ]);
}
