import type { Command } from 'commander';
import { isEntry, type Entry } from '#capabilities/directory/directory.schema';
import { parseFingerprint, parseOfficerId, parseStateCode, type OfficerId } from '#kernel';
import { whatEnds } from '#capabilities/keys/ends.model';
import { DirectoryChain } from '#trust';
import { decodeEntry, encodeEntry, type SignedEntry } from '#wire';
import { say } from '#language/console';
import { sayCount } from '#language/count';
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
    .description(say('extend.extendDescription'))
    .option('--dir <folder>', say('extend.extendDirOption'))
    .option('--registrar <id>', say('extend.extendRegistrarOption'), gather(parseOfficerId))
    .option('--out <file>', say('extend.extendOutOption'))
    .option('--cosign <file>', say('extend.extendCosignOption'))
    .option('--submit <file>', say('extend.extendSubmitOption'))
    .option('--yes', say('extend.extendYesOption'));
  withKey(extend)
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise key extend --dir /srv/liaise/xa --out extend.json
  $ liaise key extend --cosign extend.json --key root.key --passphrase-file phrase
  $ liaise key extend --submit extend.json --dir /srv/liaise/xa

${say('extend.help')}`,
    )
    .action((flags: ExtendFlags, command: Command) => {
      if (flags.submit !== undefined) return submit(context, flags, flags.submit, command);
      if (flags.cosign !== undefined) return sign(context, flags, flags.cosign, command);
      return start(context, flags, command);
    });
}

async function installedOf({ dir }: ExtendFlags, context: Context): Promise<Installed> {
  if (dir === undefined) throw new CliError('CLI_USAGE', say('extend.dirFolderInstallation'));
  return openInstallation(dir, context);
}

/**
 * Verifies the State's whole directory and returns the entries that can be extended. @throws TrustError, KernelError;
 * CliError CLI_NOT_RUNNING
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
  if (out === undefined) throw new CliError('CLI_USAGE', say('extend.outNewFileWhat'));
  if (await exists(out)) throw new CliError('CLI_FILE_EXISTS', out);
  const installed = await installedOf(flags, context);
  const certified = await certifiedBy(installed);
  const at = context.now();
  const state = parseStateCode(installed.settings.state);
  const known = certified.map(({ entry }) => decodeEntry(entry));
  const { entries, leftOut } = composeExtension({ state, at, certified: known, again });
  assertNamed(again, entries);
  if (entries.length === 0) throw new CliError('CLI_USAGE', say('extend.nothingGetsLaterEnd'));
  const unsigned = entries.map((entry) => ({ entry: encodeEntry(entry), signatures: [] }));
  await writePublic(out, formatExtension({ certified, entries: unsigned }));
  for (const { registrar, ended } of leftOut.filter(missed(known, at)))
    context.terminal.message(say('extend.registrarEndedNotAmong', { registrar, ended }));
  const lacking = lackingRegistrars([...known, ...entries], at);
  if (lacking.length > 0)
    context.terminal.message(
      say('extend.fewerTwoRegistrarsNobody', { lacking: lacking.join(', ') }),
    );
  if (flags.key !== undefined || flags.gpg !== undefined) {
    await sign(context, flags, out, command);
    return;
  }
  context.terminal.answer(wantsJson(command), { file: out, entries: entries.length, leftOut }, [
    sayCount('extend.entriesRootSign', { out, entriesCount: entries.length }),
  ]);
  context.terminal.message(say('extend.nextWhereRootKey', { out }));
}

// Expired registrars, except those who left long ago and were succeeded.
function missed(known: readonly Entry[], at: Date) {
  const ends = whatEnds({ own: known, peers: [], certificates: [] }, at);
  const names = ends.filter(({ kind }) => kind === 'REGISTRAR').map(({ name }) => name);
  return ({ registrar }: { readonly registrar: string }): boolean => names.includes(registrar);
}

function assertNamed(again: readonly OfficerId[], entries: readonly Entry[]): void {
  for (const name of again)
    if (!entries.some((each) => isEntry(each, 'registrar') && each.body.registrar === name))
      throw new CliError('CLI_USAGE', say('extend.registrarNoRegistrarName', { name }));
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
  const before =
    was === undefined ? say('extend.notCertifiedBefore') : say('extend.wasUntil', { was });
  const over = was !== undefined && was <= issuedAt ? say('extend.endedComesBack') : '';
  return say('extend.until', { entry: subjectOf(entry), to, before, over });
}

function subjectOf(entry: Entry): string {
  if (isEntry(entry, 'state-key'))
    return say('extend.key', { purpose: entry.body.purpose, fingerprint: entry.body.fingerprint });
  if (isEntry(entry, 'note-key'))
    return say('extend.verifierKey', {
      purpose: entry.body.purpose,
      vkey: printable(entry.body.vkey),
    });
  if (isEntry(entry, 'event-key'))
    return say('extend.eventKey', {
      service: printable(entry.body.service),
      publicKey: entry.body.publicKey,
    });
  if (isEntry(entry, 'authority')) {
    const keys = entry.body.keys.map(
      ({ compartment, fingerprint }) => `${compartment} ${fingerprint}`,
    );
    return say('extend.authority', {
      authority: entry.body.authority,
      name: printable(entry.body.name),
      keys: keys.join(', '),
    });
  }
  if (isEntry(entry, 'registrar'))
    return say('extend.registrarFor', {
      registrar: entry.body.registrar,
      fingerprint: entry.body.fingerprint,
      authorities: entry.body.authorities.join(', '),
    });
  return isEntry(entry, 'contact-point')
    ? say('extend.contactPoint', { authority: entry.body.authority })
    : entry.kind;
}

async function sign(
  context: Context,
  flags: ExtendFlags,
  file: string,
  command: Command,
): Promise<void> {
  const extension = await read(file);
  if (extension.entries.some(({ signatures }) => signatures.length > 0))
    throw new CliError('CLI_USAGE', say('extend.signedAlreadyNextSubmit', { file }));
  const signer = await openSigner(flags, undefined, context);
  const now = context.now();
  const entries = await requireSame(file, extension, signer.certificate, now);
  const known = extension.certified.map(({ entry }) => decodeEntry(entry));
  const [first] = entries;
  await confirm(
    context,
    flags.yes === true,
    [
      sayCount('extend.youSignEntriesCertifies', {
        entriesCount: entries.length,
        state: first?.state ?? '',
        issuedAt: first?.issuedAt ?? '',
      }),
      ...entries.map((entry) => lineOf(entry, known)),
    ],
    say('extend.signThem'),
  );
  const signed: SignedEntry[] = [];
  for (const { entry } of extension.entries) {
    const made = await signer.sign({ compose: () => entry, check: () => undefined });
    if (made === undefined) throw new CliError('CLI_SIGNATURE_FAILED', file);
    signed.push({ entry, signatures: [made.signature] });
  }
  await replaceFile(file, formatExtension({ ...extension, entries: signed }), 0o644);
  context.terminal.answer(wantsJson(command), { file, entries: signed.length, signed: true }, [
    sayCount('extend.entriesSigned', { file, signedCount: signed.length }),
  ]);
  context.terminal.message(say('extend.nextGatewayLiaiseKey', { file }));
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
    throw new CliError('CLI_USAGE', say('extend.notSignedYetNext', { file }));
  assertUnchanged(file, extension, await certifiedBy(installed));
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
    sayCount('extend.acceptedEntriesDirectoryNow', { length, version }),
  ]);
}

// Requires that the root certified nothing since: an authority's newer key would be lost. Entries of this
// file that are already appended, by an earlier run, are no change.
function assertUnchanged(
  file: string,
  { certified, entries }: ExtensionFile,
  now: readonly SignedEntry[],
): void {
  const key = ({ entry }: SignedEntry): string => Buffer.from(entry).toString('base64');
  const known = new Set([...certified, ...entries].map(key));
  if (now.some((each) => !known.has(key(each))))
    throw new CliError('CLI_FILE_INVALID', say('extend.rootCertifiedSomethingSince', { file }));
}

async function append(context: Context, client: ApiClient, signed: SignedEntry) {
  const body = { chain: 'directory', ...grantMembers(signed) };
  for (let pauses = 0; ; pauses += 1)
    try {
      return await client.ask(pointView, 'POST', '/api/v1/directory/entries', body);
    } catch (error) {
      const full = error instanceof Refusal && error.code === 'RATE_LIMITED';
      if (!full || pauses >= mostPauses) throw error;
      if (pauses === 0) context.terminal.message(say('extend.gatewayTakesNoMore'));
      await new Promise((done) => setTimeout(done, pauseMs));
    }
}
