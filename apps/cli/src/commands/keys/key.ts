import { basename } from 'node:path';
import type { Command } from 'commander';
import { armored } from '#seal';
import { say } from '#language/console';
import { fitting } from '../../arguments.js';
import { wantsJson, type Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { readBytes } from '../../installation/files.js';
import { openInstallation } from '../../installation/installed.js';
import { PeopleLayout } from '../../installation/layout.js';
import { parseOfficerAt, type OfficerAt } from '../../installation/names.js';
import { renewCertificates } from '../../installation/keys/renew-certificates.js';
import {
  certificateOf,
  importOfficerKey,
  newOfficerKey,
  type KeptKey,
} from '../../keys/officer-keys.js';
import { readPassphrase, unlockAsking } from '../../keys/passphrase.js';
import { addExtend } from './extend.js';
import { addRotate } from './rotate.js';
import { shownBy } from '../../print/style.js';
import { table } from '../../print/table.js';

interface NewFlags {
  readonly officer: OfficerAt;
  readonly out: string;
  readonly passphraseFile?: string;
}
interface ImportFlags {
  readonly out: string;
  readonly passphraseFile?: string;
}

const passphraseOption = ['--passphrase-file <file>', say('key.passphraseFileOption')] as const;

export function addKey(program: Command, context: Context): void {
  const key = program
    .command('key')
    .description(say('key.keyDescription'))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise key new --officer a.novak@border-police --out novak.key --passphrase-file phrase
  $ liaise key export --certificate novak.key > novak.cert`,
    );
  addNew(key, context);
  addImport(key, context);
  addExport(key, context);
  addRenew(key, context);
  addRotate(key, context);
  addExtend(key, context);
}

function tell(context: Context, command: Command, kept: KeptKey, passphrase: unknown): void {
  const { terminal } = context;
  terminal.answer(wantsJson(command), kept, [
    say('key.fingerprint', { fingerprint: kept.fingerprint }),
    say('key.privateKey', { keyFile: kept.keyFile }),
    say('key.certificate', { certificateFile: kept.certificateFile }),
  ]);
  if (passphrase === undefined) terminal.message(say('key.privateKeyNoPassphrase'));
}

function addNew(key: Command, context: Context): void {
  key
    .command('new')
    .description(say('key.newDescription'))
    .requiredOption(
      '--officer <id@authority>',
      say('key.newOfficerOption'),
      fitting(parseOfficerAt),
    )
    .requiredOption('--out <file>', say('key.newOutOption'))
    .option(...passphraseOption)
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise key new --officer a.novak@border-police --out novak.key --passphrase-file phrase
  $ pass liaise | liaise key new --officer a.novak@border-police --out novak.key --passphrase-file -`,
    )
    .action(async (flags: NewFlags, command: Command) => {
      const { officer, authority } = flags.officer;
      const passphrase = await readPassphrase(flags.passphraseFile, context);
      const userId = `${officer}@${authority}`;
      tell(
        context,
        command,
        await newOfficerKey(userId, flags.out, passphrase, context.now()),
        passphrase,
      );
    });
}

function addImport(key: Command, context: Context): void {
  key
    .command('import')
    .description(say('key.importDescription'))
    .argument('<file>', say('key.importFileArgument'))
    .requiredOption('--out <file>', say('key.importOutOption'))
    .option(...passphraseOption)
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise key import exported.asc --out novak.key --passphrase-file phrase
  $ liaise key import exported.pgp --out novak.key --passphrase-file - < phrase`,
    )
    .action(async (file: string, flags: ImportFlags, command: Command) => {
      const secret = await readBytes(file);
      const { passphrase } = await unlockAsking(
        basename(file),
        secret,
        flags.passphraseFile,
        context,
      );
      tell(
        context,
        command,
        await importOfficerKey(file, flags.out, passphrase, context.now()),
        passphrase,
      );
    });
}

function addExport(key: Command, context: Context): void {
  key
    .command('export')
    .description(say('key.exportDescription'))
    .argument('<file>', say('key.exportFileArgument'))
    .option('--certificate', say('key.exportCertificateOption'))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise key export --certificate novak.key > novak.cert
  $ liaise key export --certificate novak.key | gpg --import`,
    )
    .action(async (file: string, flags: { certificate?: boolean }, command: Command) => {
      if (flags.certificate !== true)
        throw new CliError('CLI_USAGE', say('key.onlyCertificateExported'));
      const { fingerprint, userIds, bytes, algorithm } = await certificateOf(file);
      const certificate = armored(bytes, 'PUBLIC KEY BLOCK');
      const answer = { fingerprint, userIds, algorithm, certificate };
      context.terminal.answer(wantsJson(command), answer, [certificate.trimEnd()]);
    });
}

function addRenew(key: Command, context: Context): void {
  key
    .command('renew')
    .description(say('key.renewDescription'))
    .requiredOption('--dir <folder>', say('key.renewDirOption'))
    .requiredOption('--people <folder>', say('key.renewPeopleOption'))
    .addHelpText(
      'after',
      `
${say('key.renewHelp')}

${say('program.examples')}
  $ liaise key renew --dir /srv/liaise/xa --people /media/card/xa-people
  $ liaise key renew --dir /srv/liaise/xa --people /media/card/xa-people --json | jq .renewed`,
    )
    .action(async (flags: { readonly dir: string; readonly people: string }, command: Command) => {
      const { layout } = await openInstallation(flags.dir, context);
      const people = new PeopleLayout(flags.people);
      const renewed = await renewCertificates(layout, people, context.now());
      const shown = shownBy(command, context.terminal);
      const lines = table(
        [{ head: say('column.certificate') }, { head: say('column.until') }],
        renewed.map(({ name, until }) => ({ cells: [name, shown.when(until)] })),
        shown,
      );
      context.terminal.answer(wantsJson(command), { renewed }, lines);
      context.terminal.message(say('key.endLiaiseUpStart'));
    });
}
