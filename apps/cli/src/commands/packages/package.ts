import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { unpackCertificate } from '#certificate/reading/packed';
import type { ThreadId } from '#kernel';
import type { CertificateView } from '#capabilities/packages/certifying/certificates.contract';
import type { PackageView } from '#capabilities/packages/packages.contract';
import { givenReasons, valueNames, withholdableTypes } from '#capabilities/packages/variants.model';
import { say } from '#language/console';
import { completeId, gather, gatherListed, oneOf, words, type WholeId } from '../../arguments.js';
import { packageList, packagePiece, packageView, waiverList } from '../../api/gen/readers.js';
import { type SupersedeReason, supersedeReasons } from '#capabilities/packages/packages.lists';
import { wantsJson, type Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { type AdmissibilityReport, decodeReport, reportBytes, reportSummary } from '#admissibility';
import { languageOf } from '#language';
import type { ApiClient } from '../../api/client.js';
import { sha512 } from '#wire';
import { asking, withProfile } from '../../people/asking.js';
import { threadPurposeOption } from '../../people/thread-purpose.js';
import {
  packageFacts,
  packageLines,
  packageStatus,
  takenBackSince,
} from '../../people/words/package-words.js';
import { threadArgument } from '../threads/sending.js';
import { addCertificate } from './certificate.js';
import { addHandover } from './handover.js';
import { exhibitArgument, type Flags, inbox, placeOf } from './package-place.js';
import { addSignProfile } from './sign-profile.js';
import { addWaivers, waiversOf } from './waivers.js';
import { showAnswer } from '../../people/answering.js';
import type { Shown } from '../../print/style.js';

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';

export function addPackage(program: Command, context: Context): void {
  const parent = program
    .command('package')
    .description(say('packagesPackage.packageDescription'))
    .addHelpText(
      'after',
      `
${say('packagesPackage.packageHelp')}

${say('program.examples')}
  $ liaise package build ${example} --purpose INVESTIGATION
  $ liaise package list ${example} --purpose INVESTIGATION`,
    );
  addBuild(parent, context);
  addGet(parent, context);
  addList(parent, context);
  addHandover(parent, context);
  addCertificate(parent, context);
  addOne(parent, context, {
    name: 'show',
    description: say('packagesPackage.description'),
    words: packageFacts,
  });
  addStatus(parent, context);
  addWaivers(parent, context);
  addSignProfile(parent, context);
}

interface GetFlags extends Flags {
  readonly out: string;
  readonly certificate?: boolean;
}

function addGet(parent: Command, context: Context): void {
  withProfile(
    parent
      .command('get')
      .description(say('packagesPackage.getDescription'))
      .argument(...threadArgument)
      .argument(...exhibitArgument)
      .requiredOption('--out <file>', say('packagesPackage.getOutOption'))
      .option('--certificate', say('packagesPackage.getCertificateOption'))
      .option(...threadPurposeOption)
      .option(...inbox),
  )
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise package get ${example} border-police-2026-1 --out p.asice --purpose INVESTIGATION`,
    )
    .action(async (thread: ThreadId, exhibit: string, flags: GetFlags, command: Command) => {
      const get = flags.certificate === true ? fetchedCertificate : fetched;
      const found = await get(thread, exhibit, flags, context);
      context.terminal.answer(wantsJson(command), found, [
        say('packagesPackage.bytes', { out: flags.out, size: found.size ?? 0 }),
        `sha512 ${found.sha512 ?? ''}`,
        say('packagesPackage.reportJsonReportRules', { out: flags.out }),
      ]);
    });
}

/**
 * Names the report file for the file `out` and requires that neither file exists. Call before the fetch, because the custody
 * log records it. @throws CliError CLI_USAGE if `out` or the report file exists
 */
function newReportFile({ out }: Pick<GetFlags, 'out'>): string {
  const reportFile = `${out}.report.json`;
  for (const file of [out, reportFile])
    if (existsSync(file)) throw new CliError('CLI_USAGE', say('packagesPackage.exists', { file }));
  return reportFile;
}

function fetchedCertificate(
  thread: ThreadId,
  exhibit: string,
  flags: GetFlags,
  context: Context,
): Promise<CertificateView> {
  const reportFile = newReportFile(flags);
  return asking(flags, context, async ({ client }) => {
    const place = placeOf(thread, flags);
    const why = `purpose=${flags.purpose}`;
    const { packages } = await client.ask(packageList, 'GET', `${place}?${why}`);
    const { certificates } = one(packages, exhibit);
    const found = certificates.findLast(({ state }) => state === 'MADE');
    if (found === undefined)
      throw new CliError('CLI_USAGE', say('packagesPackage.noCertificateRecord', { exhibit }));
    const path = `${place}/${exhibit}?${why}&certificate=${found.number}`;
    const { bytes } = await client.ask(packagePiece, 'GET', `${path}&file=CERTIFICATE&from=0`);
    const pdf = unpackCertificate(bytes);
    if (pdf === undefined || sha512(pdf) !== found.sha512)
      throw new CliError(
        'CLI_PACKAGE_DIFFERS',
        say('packagesPackage.certificateOf', { number: found.number, exhibit }),
      );
    const report = await reportOf(client, path, 'CERTIFIED');
    await writeFile(flags.out, pdf, { flag: 'wx', mode: 0o600 });
    await writeFile(reportFile, reportBytes(report), { flag: 'wx', mode: 0o600 });
    return found;
  });
}

function fetched(
  thread: ThreadId,
  exhibit: string,
  flags: GetFlags,
  context: Context,
): Promise<PackageView> {
  const reportFile = newReportFile(flags);
  return asking(flags, context, async ({ client }) => {
    const place = placeOf(thread, flags);
    const why = `purpose=${flags.purpose}`;
    const { packages } = await client.ask(packageList, 'GET', `${place}?${why}`);
    const found = one(packages, exhibit);
    const parts: Uint8Array[] = [];
    for (let from = 0; from < (found.size ?? 0);) {
      const path = `${place}/${exhibit}?${why}&from=${from}`;
      const { bytes } = await client.ask(packagePiece, 'GET', path);
      if (bytes.length === 0) break;
      parts.push(bytes);
      from += bytes.length;
    }
    const whole = Buffer.concat(parts);
    if (sha512(whole) !== found.sha512) throw new CliError('CLI_PACKAGE_DIFFERS', exhibit);
    const report = await reportOf(client, `${place}/${exhibit}?${why}`, 'AFTER');
    await writeFile(flags.out, whole, { flag: 'wx', mode: 0o600 });
    await writeFile(reportFile, reportBytes(report), { flag: 'wx', mode: 0o600 });
    return found;
  });
}

async function reportOf(
  client: ApiClient,
  path: string,
  stage: 'BEFORE' | 'AFTER' | 'CERTIFIED',
): Promise<AdmissibilityReport> {
  const { bytes } = await client.ask(packagePiece, 'GET', `${path}&file=${stage}&from=0`);
  return decodeReport(bytes);
}

function one(packages: readonly PackageView[], exhibit: string): PackageView {
  const found = packages.find((each) => each.exhibit === exhibit);
  if (found === undefined)
    throw new CliError('CLI_USAGE', say('packagesPackage.noPackageThread', { exhibit }));
  return found;
}

interface BuildFlags extends Flags {
  readonly for?: string;
  readonly show?: readonly string[];
  readonly withhold?: readonly { readonly item: string; readonly reason: string }[];
  readonly supersedes?: string;
  readonly reason?: SupersedeReason;
}

function withheldItem(text: string): { item: string; reason: string } {
  const [item = '', reason = '', ...rest] = text.split('=');
  if (item === '' || reason === '' || rest.length > 0)
    throw new InvalidArgumentError(say('packagesPackage.itemReasonSuchItem'));
  return { item, reason };
}

type Withheld = ReturnType<typeof withheldItem>;

// Only a document is named by an id, alone or before the number of its attachment.
async function completeWithheld({ item, reason }: Withheld, whole: WholeId): Promise<Withheld> {
  const [id = '', ...rest] = item.split('/');
  return { item: [await completeId(id, whole), ...rest].join('/'), reason };
}

const variantHelp = `
${say('packagesPackage.variantHelp', { givenReasons: givenReasons.join(', '), valueNames: valueNames.join(', '), withholdableTypes: withholdableTypes.join(', ') })}

${say('program.examples')}
  $ liaise package build ${example} --purpose INVESTIGATION
  $ liaise package build ${example} --purpose INVESTIGATION --supersedes border-police-2026-1 --reason CONSENT
  $ liaise package build ${example} --purpose INVESTIGATION --for defence-1 --show officer --withhold case.noted=LAW \\
      --withhold 0198c9d2-8a11-7b20-8c3d-1a2b3c4d5e6f/2=THIRD_PERSON`;

function addBuild(parent: Command, context: Context): void {
  withProfile(
    parent
      .command('build')
      .description(say('packagesPackage.buildDescription'))
      .argument(...threadArgument)
      .option('--supersedes <exhibit>', say('packagesPackage.buildSupersedesOption'), words(64))
      .option(
        '--reason <code>',
        say('packagesPackage.buildReasonOption', { supersedeReasons: supersedeReasons.join(', ') }),
        oneOf(supersedeReasons),
      )
      .option(...threadPurposeOption)
      .option('--for <reader>', say('packagesPackage.buildForOption'))
      .option('--show <item>', say('packagesPackage.buildShowOption'), gather(String))
      .option(
        '--withhold <item=reason>',
        say('packagesPackage.buildWithholdOption'),
        gatherListed(withheldItem, completeWithheld),
      )
      .option(...inbox),
  )
    .addHelpText('after', variantHelp)
    .action(async (thread: ThreadId, flags: BuildFlags, command: Command) => {
      const { purpose, for: reader = null, show = [], withhold = [] } = flags;
      const { supersedes = null, reason = null } = flags;
      if ((supersedes === null) !== (reason === null))
        throw new CliError('CLI_USAGE', say('packagesPackage.giveSupersedesReasonTogether'));
      const asked = await asking(flags, context, ({ client }) =>
        client.ask(packageView, 'POST', placeOf(thread, flags), {
          ...{ purpose, reader, show, withhold, supersedes, reason },
        }),
      );
      await showAnswer({ context, command, flags }, asked, (shown) => packageLines([asked], shown));
    });
}

const read = (thread: ThreadId, flags: Flags, context: Context) =>
  asking(flags, context, ({ client }) =>
    client.ask(packageList, 'GET', `${placeOf(thread, flags)}?purpose=${flags.purpose}`),
  );

function addList(parent: Command, context: Context): void {
  withProfile(
    parent
      .command('list')
      .description(say('packagesPackage.listDescription'))
      .argument(...threadArgument)
      .option(...threadPurposeOption)
      .option(...inbox),
  )
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise package list ${example} --inbox --purpose INVESTIGATION`,
    )
    .action(async (thread: ThreadId, flags: Flags, command: Command) => {
      const found = await read(thread, flags, context);
      await showAnswer({ context, command, flags }, found, (shown) =>
        packageLines(found.packages, shown),
      );
      if (found.packages.length === 0)
        context.terminal.message(say('packagesPackage.noPackageAsked'));
    });
}

function addStatus(parent: Command, context: Context): void {
  withProfile(
    parent
      .command('status')
      .description(say('packagesPackage.statusDescription'))
      .argument(...threadArgument)
      .argument(...exhibitArgument)
      .option(...threadPurposeOption)
      .option(...inbox),
  )
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise package status ${example} border-police-2026-1 --purpose INVESTIGATION`,
    )
    .action(async (thread: ThreadId, exhibit: string, flags: Flags, command: Command) => {
      const why = `purpose=${flags.purpose}`;
      const place = placeOf(thread, flags);
      const { found, waivers, reports } = await asking(flags, context, async ({ client }) => {
        const { packages } = await client.ask(packageList, 'GET', `${place}?${why}`);
        const asked = one(packages, exhibit);
        const path = `${place}/${exhibit}?${why}`;
        const isMade = asked.state === 'BUILT';
        return {
          ...(await client.ask(waiverList, 'GET', `${waiversOf(thread, flags)}?${why}`)),
          found: asked,
          reports: isMade
            ? [await reportOf(client, path, 'BEFORE'), await reportOf(client, path, latest(asked))]
            : [],
        };
      });
      const language = languageOf(context.env);
      await showAnswer({ context, command, flags }, { ...found, waivers, reports }, (shown) => [
        ...packageStatus(found, shown),
        ...takenBackSince(found, waivers, shown),
        ...reports.flatMap((report) => reportSummary(report, language)),
      ]);
    });
}

const latest = ({ certificates }: PackageView): 'AFTER' | 'CERTIFIED' =>
  certificates.some(({ state }) => state === 'MADE') ? 'CERTIFIED' : 'AFTER';

interface Showing {
  readonly name: 'show';
  readonly description: string;
  readonly words: (found: PackageView, shown: Shown) => readonly string[];
}

function addOne(parent: Command, context: Context, { name, description, words }: Showing): void {
  withProfile(
    parent
      .command(name)
      .description(description)
      .argument(...threadArgument)
      .argument(...exhibitArgument)
      .option(...threadPurposeOption)
      .option(...inbox),
  )
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise package ${name} ${example} border-police-2026-1 --purpose INVESTIGATION`,
    )
    .action(async (thread: ThreadId, exhibit: string, flags: Flags, command: Command) => {
      const { packages } = await read(thread, flags, context);
      const found = one(packages, exhibit);
      await showAnswer({ context, command, flags }, found, (shown) => words(found, shown));
    });
}
