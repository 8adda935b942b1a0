import { type Command, Option } from 'commander';
import type { Language } from '#certificate';
import { sha512 } from '#wire';
import { say } from '#language/console';
import { type Context, type Given, wantsJson } from '../../context.js';
import { CliError } from '../../errors.js';
import type { SealingKey } from '../../packages/certify-file.js';

const languages: readonly Language[] = ['en', 'ar'];

interface Flags {
  readonly roots: string;
  readonly name: string;
  readonly office: string;
  readonly language: Language;
  readonly chain: string;
  readonly out: string;
  readonly key?: string;
  readonly device?: string;
  readonly module?: string;
  readonly pinFile?: string;
  readonly signer?: string;
  readonly profile: string;
  readonly notConclusory?: boolean;
}

function keyOf({ key, device, module, pinFile, signer }: Flags): SealingKey {
  const parts = [device, module, pinFile].filter((each) => each !== undefined);
  const ways =
    [key, signer].filter((each) => each !== undefined).length + Math.min(1, parts.length);
  if (ways === 1 && key !== undefined) return { file: key };
  if (ways === 1 && signer !== undefined) return { program: signer };
  if (ways !== 1 || device === undefined || module === undefined || pinFile === undefined)
    throw new CliError('CLI_USAGE', say('packagesCertify.giveKeyDeviceModule'));
  return { uri: device, module, pinFile };
}

export function addCertify(program: Command, context: Context): void {
  program
    .command('certify')
    .description(say('packagesCertify.certifyDescription'))
    .argument('<file>', say('packagesCertify.certifyFileArgument'))
    .requiredOption('--roots <file>', say('packagesCertify.certifyRootsOption'))
    .requiredOption('--name <text>', say('packagesCertify.certifyNameOption'))
    .requiredOption('--office <text>', say('packagesCertify.certifyOfficeOption'))
    .requiredOption('--chain <file>', say('packagesCertify.certifyChainOption'))
    .requiredOption('--out <file.pdf>', say('packagesCertify.certifyOutOption'))
    .option('--key <file>', say('packagesCertify.certifyKeyOption'))
    .option('--device <uri>', say('packagesCertify.certifyDeviceOption'))
    .option('--module <file>', say('packagesCertify.certifyModuleOption'))
    .option('--pin-file <file>', say('packagesCertify.certifyPinFileOption'))
    .option('--signer <program>', say('packagesCertify.certifySignerOption'))
    .addOption(
      new Option('--language <code>', say('packagesCertify.languageOption'))
        .choices(languages)
        .default('en'),
    )
    .option('--profile <profile>', say('packagesCertify.certifyProfileOption'), 'untoc')
    .option('--not-conclusory', say('packagesCertify.certifyNotConclusoryOption'))
    .addHelpText(
      'after',
      `
${say('packagesCertify.certifyHelp')}

${say('program.examples')}
  $ liaise certify evidence-border-police-2026-1.asice --roots roots.txt --name "A. Novak" \\
      --office "Records Officer" --key seal.key --chain seal.pem --out certificate.pdf
  $ liaise certify p.asice --roots roots.txt --name "A. Novak" --office "Records Officer" --language ar \\
      --device "pkcs11:token=seal;object=seal;type=private" --module /usr/lib/softhsm/libsofthsm2.so \\
      --pin-file pin --chain seal.pem --out certificate.pdf`,
    )
    .action((file: string, flags: Flags, command: Command) =>
      certify({ context, command, flags }, file, program.version() ?? ''),
    );
}

async function certify(
  { context, command, flags }: Given<Flags>,
  packageFile: string,
  software: string,
): Promise<void> {
  const { out, language, name, office } = flags;
  if (!out.endsWith('.pdf')) throw new CliError('CLI_USAGE', say('packagesCertify.outEndsPdf'));
  const files = { pdf: out, json: `${out.slice(0, -'.pdf'.length)}.json` };
  // Loaded on demand: fonts and the PDF writer are a megabyte.
  const { certifyFile } = await import('../../packages/certify-file.js');
  const made = await certifyFile(
    {
      ...{ packageFile, rootsFile: flags.roots, chainFile: flags.chain, key: keyOf(flags) },
      ...{ custodian: { name, office }, language, out: files, software, profile: flags.profile },
      notConclusory: flags.notConclusory === true,
    },
    context,
  );
  const found = {
    pdf: { file: files.pdf, sha512: sha512(made.pdf) },
    json: { file: files.json, sha512: sha512(made.json) },
  };
  context.terminal.answer(wantsJson(command), found, [
    ...Object.values(found).map((each) => `${each.file}: sha512 ${each.sha512}`),
    say('packagesCertify.readEveryPageBefore'),
  ]);
}
