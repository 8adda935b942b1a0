import { type Command, Option } from 'commander';
import type { Language } from '#certificate';
import { sha512 } from '#wire';
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
    throw new CliError(
      'CLI_USAGE',
      'give --key, or --device with --module and --pin-file, or --signer',
    );
  return { uri: device, module, pinFile };
}

export function addCertify(program: Command, context: Context): void {
  program
    .command('certify')
    .description("Certify a package as its custodian, under the authority's X.509 seal: PDF/A-3.")
    .argument('<file>', 'the package')
    .requiredOption('--roots <file>', 'roots that you were told by another way than the package')
    .requiredOption('--name <text>', 'name of the custodian who will testify')
    .requiredOption('--office <text>', 'office of the custodian')
    .requiredOption('--chain <file>', 'X.509 certificate of the seal, then its issuers (PEM)')
    .requiredOption('--out <file.pdf>', 'new file; the machine form goes beside it, as .json')
    .option('--key <file>', 'private key of the seal (PEM, mode 600)')
    .option(
      '--device <uri>',
      'or the key in a device, by its PKCS#11 name: pkcs11:token=...;object=...;type=private',
    )
    .option('--module <file>', 'library of that device')
    .option('--pin-file <file>', 'PIN of that device, alone in a file (mode 600)')
    .option(
      '--signer <program>',
      'or a program that signs a hash by a key elsewhere: proto/certificate.md, section 5',
    )
    .addOption(
      new Option('--language <code>', 'language of the text').choices(languages).default('en'),
    )
    .option('--profile <profile>', 'of the program, or a file with FILE.sig beside it', 'untoc')
    .option(
      '--not-conclusory',
      'you have read each statement, and none is a bare conclusion: a rule of admissibility asks for it',
    )
    .addHelpText(
      'after',
      `
The package must verify by your roots. The text is that of the profile. Until a lawyer has reviewed it, each page
says DRAFT.

Examples:
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
  if (!out.endsWith('.pdf')) throw new CliError('CLI_USAGE', '--out ends in .pdf');
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
    'Read every page before you hand it on: you answer for what it says.',
  ]);
}
