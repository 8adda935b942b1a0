import type { Command } from 'commander';
import { isEntry, type Entry } from '#capabilities/directory/directory.schema';
import { parseFingerprint, parseOfficerId, parseStateCode, type OfficerId } from '#kernel';
import { whatEnds } from '#capabilities/keys/ends.model';
import { DirectoryChain } from '#trust';
import { decodeEntry, encodeEntry, type SignedEntry } from '#wire';
import { ApiClient } from '../../api/client.js';
import { Refusal } from '../../api/refusal.js';
import { pointView } from '../../api/gen/readers.js';
import { gather } from '../../arguments.js';
import { composeExtension, lackingRegistrars } from '../../compose/entries/extension.js';
import {
  certifiedIn,
  formatExtension,
  parseExtension,
  requireSame,
  type ExtensionFile,
} from '../../compose/entries/extension-file.js';
import { grantMembers } from '../../compose/entries/grant-file.js';
import { wantsJson, type Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { formatAddress } from '../../installation/border-settings.js';
import { exists, readBytes, readText, replaceFile, writePublic } from '../../installation/files.js';
import { localApi, openInstallation, type Installed } from '../../installation/installed.js';
import { wholeOwnDirectory } from '../../installation/own-directory.js';
import { confirm, withKey } from '../../people/asking.js';
import { printable } from '../../people/printable.js';
import { openSigner, type SignerFlags } from '../../people/keys/signer.js';

interface ExtendFlags extends Omit<SignerFlags, 'detached' | 'certificate'> {
  readonly dir?: string;
  readonly registrar?: readonly OfficerId[];
  readonly out?: string;
  readonly cosign?: string;
  readonly submit?: string;
  readonly yes?: boolean;
}

const longestFile = 32 * 1024 * 1024;

export function addExtend(key: Command, context: Context): void {
  const extend = key
    .command('extend')
    .description(
      'Certify the keys, authorities and registrars of a State again, with a new end; the root signs.',
    )
    .option(
      '--dir <folder>',
      'folder of the installation, which must run; not needed with --cosign',
    )
    .option(
      '--registrar <id>',
      'certify this registrar again though his time has passed; may be given several times',
      gather(parseOfficerId),
    )
    .option('--out <file>', 'new file for what the root is to sign')
    .option('--cosign <file>', 'on the machine that has the root: check, show and sign the file')
    .option('--submit <file>', 'hand the signed file to the running State (with --dir)')
    .option('--yes', 'sign without asking');
  withKey(extend)
    .addHelpText(
      'after',
      `
Examples:
  $ liaise key extend --dir /srv/liaise/xa --out extend.json
  $ liaise key extend --cosign extend.json --key root.key --passphrase-file phrase
  $ liaise key extend --submit extend.json --dir /srv/liaise/xa

The second is done where the root key is, offline; extend.json goes there and back and holds nothing secret. It is refused there when
it asks for anything but what this root has signed before, with a new end. Sign within 7 days, and certify nothing else meanwhile.
Keys and authorities get two years, registrars twelve months, the contact point ten years, from today. No key is made and none
changes, services go on running, neighbours learn it by the directory. Late is not too late: what waits leaves then.
A registrar whose time has passed is certified again only with --registrar. What was ended by a signed entry is never brought back,
and mandates of officers are granted by registrars: liaise officer add. TLS certificates: liaise key renew.
With --key and --dir on one machine the first two are one command.`,
    )
    .action((flags: ExtendFlags, command: Command) => {
      if (flags.submit !== undefined) return submit(context, flags, flags.submit, command);
      if (flags.cosign !== undefined) return sign(context, flags, flags.cosign, command);
      return start(context, flags, command);
    });
}

async function installedOf({ dir }: ExtendFlags, context: Context): Promise<Installed> {
  if (dir === undefined) throw new CliError('CLI_USAGE', '--dir: folder of the installation');
  return openInstallation(dir, context);
}

/**
 * Entries of the State's verified directory that the root signed and can certify for a later period. @throws TrustError,
 * KernelError; CliError CLI_NOT_READY
 */
async function certifiedBy({ layout, settings }: Installed): Promise<SignedEntry[]> {
  const state = parseStateCode(settings.state);
  const entries = await wholeOwnDirectory(layout, state);
  const chain = new DirectoryChain(state, parseFingerprint(settings.rootFingerprint));
  for (const signed of entries) await chain.extend(signed);
  return certifiedIn(entries);
}

async function start(context: Context, flags: ExtendFlags, command: Command): Promise<void> {
  const { out, registrar: again = [] } = flags;
  if (out === undefined) throw new CliError('CLI_USAGE', '--out: new file for what the root signs');
  if (await exists(out)) throw new CliError('CLI_FILE_EXISTS', out);
  const installed = await installedOf(flags, context);
  const certified = await certifiedBy(installed);
  const at = context.now();
  const state = parseStateCode(installed.settings.state);
  const known = certified.map(({ entry }) => decodeEntry(entry));
  const { entries, leftOut } = composeExtension({ state, at, certified: known, again });
  requireNamed(again, entries);
  if (entries.length === 0) throw new CliError('CLI_USAGE', 'nothing gets a later end than it has');
  const unsigned = entries.map((entry) => ({ entry: encodeEntry(entry), signatures: [] }));
  await writePublic(out, formatExtension({ certified, entries: unsigned }));
  for (const { registrar, ended } of leftOut.filter(missed(known, at)))
    context.terminal.message(
      `Registrar ${registrar} ended ${ended} and is not among them; to certify him again: --registrar ${registrar}`,
    );
  const lacking = lackingRegistrars([...known, ...entries], at);
  if (lacking.length > 0)
    context.terminal.message(
      `Fewer than two registrars for ${lacking.join(', ')}: nobody can be granted anything there.`,
    );
  if (flags.key !== undefined || flags.gpg !== undefined) {
    await sign(context, flags, out, command);
    return;
  }
  context.terminal.answer(wantsJson(command), { file: out, entries: entries.length, leftOut }, [
    `${out}: ${entries.length} entries for the root to sign`,
  ]);
  context.terminal.message(
    `Next, where the root key is: liaise key extend --cosign ${out} --key root.key`,
  );
}

// Expired registrars, except those who left long ago and were succeeded.
function missed(known: readonly Entry[], at: Date) {
  const ends = whatEnds({ own: known, peers: [], certificates: [] }, at);
  const names = ends.filter(({ kind }) => kind === 'REGISTRAR').map(({ name }) => name);
  return ({ registrar }: { readonly registrar: string }): boolean => names.includes(registrar);
}

function requireNamed(again: readonly OfficerId[], entries: readonly Entry[]): void {
  for (const name of again)
    if (!entries.some((each) => isEntry(each, 'registrar') && each.body.registrar === name))
      throw new CliError(
        'CLI_USAGE',
        `--registrar ${name}: no registrar of this name, or ended by a signed entry: liaise registrar add`,
      );
}

const read = async (file: string): Promise<ExtensionFile> =>
  parseExtension(file, (await readBytes(file, longestFile)).toString('utf8'));

function lineOf(entry: Entry, known: readonly Entry[]): string {
  const was = known
    .filter((each) => subjectOf(each) === subjectOf(entry))
    .flatMap(({ body }) => ('to' in body ? [body.to] : []))
    .at(-1);
  const { body, issuedAt } = entry;
  const to = 'to' in body ? body.to : '';
  const before = was === undefined ? 'not certified before' : `was until ${was}`;
  const over = was !== undefined && was <= issuedAt ? ': HAS ENDED, comes back' : '';
  return `    ${subjectOf(entry)}: until ${to} (${before}${over})`;
}

function subjectOf(entry: Entry): string {
  if (isEntry(entry, 'state-key')) return `${entry.body.purpose} key ${entry.body.fingerprint}`;
  if (isEntry(entry, 'note-key')) return `${entry.body.purpose} key ${printable(entry.body.vkey)}`;
  if (isEntry(entry, 'event-key'))
    return `event key of ${printable(entry.body.service)} ${entry.body.publicKey}`;
  if (isEntry(entry, 'authority')) {
    const keys = entry.body.keys.map(
      ({ compartment, fingerprint }) => `${compartment} ${fingerprint}`,
    );
    return `authority ${entry.body.authority} (${printable(entry.body.name)}), ${keys.join(', ')}`;
  }
  if (isEntry(entry, 'registrar'))
    return `registrar ${entry.body.registrar} ${entry.body.fingerprint} for ${entry.body.authorities.join(', ')}`;
  return isEntry(entry, 'contact-point') ? `contact point ${entry.body.authority}` : entry.kind;
}

async function sign(
  context: Context,
  flags: ExtendFlags,
  file: string,
  command: Command,
): Promise<void> {
  const extension = await read(file);
  if (extension.entries.some(({ signatures }) => signatures.length > 0))
    throw new CliError('CLI_USAGE', `${file}: signed already; next: --submit ${file}`);
  const signer = await openSigner(flags, undefined, context);
  const now = context.now();
  const entries = await requireSame(file, extension, signer.certificate, now);
  const known = extension.certified.map(({ entry }) => decodeEntry(entry));
  const [first] = entries;
  await confirm(
    context,
    flags.yes === true,
    [
      `You sign ${entries.length} entries of ${first?.state ?? ''} (${first?.issuedAt ?? ''}). Each certifies again what this root has signed before:`,
      ...entries.map((entry) => lineOf(entry, known)),
    ],
    'Sign them all?',
  );
  const signed: SignedEntry[] = [];
  for (const { entry } of extension.entries) {
    const made = await signer.sign({ compose: () => entry, check: () => undefined });
    if (made === undefined) throw new CliError('CLI_SIGNATURE_FAILED', file);
    signed.push({ entry, signatures: [made.signature] });
  }
  await replaceFile(file, formatExtension({ ...extension, entries: signed }), 0o644);
  context.terminal.answer(wantsJson(command), { file, entries: signed.length, signed: true }, [
    `${file}: ${signed.length} entries signed`,
  ]);
  context.terminal.message(`Next, at the gateway: liaise key extend --submit ${file} --dir FOLDER`);
}

const limits = { idleMs: 10_000, wholeMs: 20_000 };
// Pause (ms): the gateway limits entries by address and minute.
const pauseMs = 5_000;
const mostPauses = 120;

async function submit(
  context: Context,
  flags: ExtendFlags,
  file: string,
  command: Command,
): Promise<void> {
  const installed = await installedOf(flags, context);
  const extension = await read(file);
  if (extension.entries.some(({ signatures }) => signatures.length === 0))
    throw new CliError('CLI_USAGE', `${file}: not signed yet; next: --cosign ${file}`);
  requireUnchanged(file, extension, await certifiedBy(installed));
  const { layout, settings } = installed;
  const gateway = {
    origin: `https://${formatAddress(localApi(settings))}`,
    ca: await readText(layout.servicesAuthority),
  };
  const client = new ApiClient(gateway, undefined, limits);
  let version = 0;
  try {
    for (const signed of extension.entries) ({ version } = await append(context, client, signed));
  } finally {
    client.close();
  }
  const { length } = extension.entries;
  context.terminal.answer(wantsJson(command), { entries: length, version }, [
    `Accepted: ${length} entries; the directory has ${version} now, and neighbours are told`,
  ]);
}

// Requires that the root certified nothing since: an authority's newer key would be lost. Entries of this
// file that are already appended, by an earlier run, are no change.
function requireUnchanged(
  file: string,
  { certified, entries }: ExtensionFile,
  now: readonly SignedEntry[],
): void {
  const key = ({ entry }: SignedEntry): string => Buffer.from(entry).toString('base64');
  const known = new Set([...certified, ...entries].map(key));
  if (now.some((each) => !known.has(key(each))))
    throw new CliError(
      'CLI_FILE_INVALID',
      `${file}: the root has certified something since it was composed: begin again with --out`,
    );
}

async function append(context: Context, client: ApiClient, signed: SignedEntry) {
  const body = { chain: 'directory', ...grantMembers(signed) };
  for (let pauses = 0; ; pauses += 1)
    try {
      return await client.ask(pointView, 'POST', '/api/v1/directory/entries', body);
    } catch (error) {
      const full = error instanceof Refusal && error.code === 'RATE_LIMITED';
      if (!full || pauses >= mostPauses) throw error;
      if (pauses === 0)
        context.terminal.message('The gateway takes no more entries this minute: waiting.');
      await new Promise((done) => setTimeout(done, pauseMs));
    }
}
