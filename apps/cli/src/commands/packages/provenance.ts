import type { Command } from 'commander';
import { parseTimestamp } from '#kernel';
import { examinePackage, type PackageFacts, type Report, zipLimits } from '#package';
import { checkShapes, jsonLdOf, provenanceGraph } from '#provenance';
import { canonicalJson, sha512 } from '#wire';
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
    .description('Tell the provenance of an evidence package as a graph in CASE 1.4.0, offline.')
    .argument('<file>', 'the package')
    .requiredOption('--out <file>', 'new file to write, in JSON-LD')
    .option('--roots <file>', 'roots that you were told by another way than the package')
    .option(
      '--root <state:fingerprint>',
      'root of a State, typed here; may be repeated',
      gather(String),
    )
    .option('--at <time>', 'as of when, as 2026-11-29T12:00:00.000Z; without it: now')
    .addHelpText(
      'after',
      `
The package is verified first: of an invalid one nothing is written. The graph names nobody, and is compared with the shapes of CASE and UCO.

Examples:
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
    throw new CliError('CLI_PROVENANCE_UNFIT', `${unfit.rule} of ${unfit.node}`);
  const graph = canonicalJson(jsonLdOf(nodes));
  await writeSecret(out, graph);
  const found = { exit: report.exit, nodes: nodes.length, sha512: sha512(graph) };
  terminal.answer(json, { out, ...found, package: whole.sha512 }, [
    `${out}: ${nodes.length} nodes, as CASE 1.4.0 and UCO 1.4.0 want them.`,
    `${out}: sha512 ${found.sha512}`,
    `It is about the package with the SHA-512 ${whole.sha512}`,
    ...(report.exit === 0
      ? []
      : ['The package is incomplete: `liaise verify` says what is missing.']),
  ]);
}
