import { rm } from 'node:fs/promises';
import type { Command } from 'commander';
import { say } from '#language/console';
import { sayCount } from '#language/count';
import { fitting, gather } from '../../arguments.js';
import { parseStateCode, type StateCode } from '#kernel';
import { isEntry, type Entry, type EntryKind } from '#capabilities/directory/directory.schema';
import { verifyDetached, type Certificate } from '#seal';
import { decodeEntry } from '#wire';
import { ApiClient } from '../../api/client.js';
import { pointView } from '../../api/gen/readers.js';
import type { PointView } from '#capabilities/directory/postings.contract';
import {
  addSignature,
  formatGrant,
  grantMembers,
  parseGrant,
  type Grant,
} from '../../compose/entries/grant-file.js';
import { wantsJson, type Context, type Given } from '../../context.js';
import { CliError } from '../../errors.js';
import {
  exists,
  readBytes,
  replaceFile,
  writePublic,
  writeSecret,
} from '../../installation/files.js';
import { assertDistinct } from '../../installation/names.js';
import { confirm, gatewayOf, installedAt, urlParser, type GatewayFlags } from '../asking.js';
import { fileOf, readProfile, signerOf as rememberedIn } from '../profile.js';
import { openSigner, type Signer, type SignerFlags } from '../keys/signer.js';
import { printable, printableLines } from '../printable.js';

export interface EntryFlags extends GatewayFlags, SignerFlags {
  readonly state?: StateCode;
  readonly out?: string;
  readonly cosign?: readonly string[];
  /** File to submit; true submits the entries that `--cosign` has just signed. */
  readonly submit?: string | true;
  readonly yes?: boolean;
}

export const withEntry = (command: Command): Command =>
  command
    .option('--state <code>', say('grants.stateOption'), fitting(parseStateCode))
    .option('--out <file>', say('grants.outOption'))
    .option('--cosign <file>', say('grants.cosignOption'), gather(String))
    .option('--submit [file]', say('grants.submitOption'))
    .option('--url <url>', say('grants.urlOption'), urlParser)
    .option('--ca <file>', say('grants.caOption'))
    .option('--yes', say('grants.yesOption'));

export async function stateOf(context: Context, flags: EntryFlags): Promise<StateCode> {
  if (flags.dir !== undefined) {
    const { state: installed } = await installedAt(flags.dir, context);
    if (flags.state !== undefined && flags.state !== installed)
      throw new CliError('CLI_USAGE', say('grants.stateDir', { state: flags.state, installed }));
    return installed;
  }
  const state = flags.state ?? (await readProfile(fileOf(flags.profile, context)))?.state;
  if (state === undefined) throw new CliError('CLI_USAGE', say('grants.nobodyLoggedYetState'));
  return state;
}

// Certificates are left out of the lines: long, unreadable, and bound by their fingerprint.
const certificates: readonly string[] = ['certificate', 'rootCertificate'];

const shorten = (name: string, value: unknown): unknown =>
  typeof value === 'string' && certificates.includes(name) ? `${value.slice(0, 80)}…` : value;

/** Lines for a person to read before signing an entry. Shows every member of the entry; only certificates are shortened. Pure. */
export const entryLines = (entry: Entry): string[] => [
  say('grants.youSignEntry', { kind: entry.kind, state: entry.state, issuedAt: entry.issuedAt }),
  ...Object.entries(entry.body).flatMap(([name, value]) => {
    const shown = shorten(name, value);
    const text = typeof shown === 'string' ? shown : JSON.stringify(shown, shorten);
    return printableLines(text).map((line) => `    ${name}: ${line}`);
  }),
];

interface GrantFile {
  readonly file: string;
  readonly grant: Grant;
}

function tell({ context, command, flags }: Given<EntryFlags>, grants: readonly GrantFile[]): void {
  const signatureCounts = grants.map(({ file, grant }) => ({
    file,
    signatures: grant.signatures.length,
  }));
  const lines = signatureCounts.map(({ file, signatures: count }) =>
    sayCount('grants.signatures', { file, count }),
  );
  const [only] = signatureCounts;
  const answer =
    signatureCounts.length === 1 && only !== undefined ? only : { files: signatureCounts };
  // One answer a command: that of the gateway follows.
  if (flags.submit === true) for (const line of lines) context.terminal.message(line);
  else context.terminal.answer(wantsJson(command), answer, lines);
  if (flags.submit === true) return;
  for (const { file, signatures } of signatureCounts)
    if (signatures > 0) context.terminal.message(say('grants.nextCosignWhoeverElse', { file }));
}

const isBy = (by: Certificate, bytes: Uint8Array, signature: Uint8Array, at: Date) =>
  verifyDetached(bytes, signature, by, at).then(
    () => true,
    () => false,
  );

const signerOf = async ({ context, flags }: Given<EntryFlags>): Promise<Signer> =>
  openSigner(flags, rememberedIn(await readProfile(fileOf(flags.profile, context))), context);

const naming = ['officer', 'registrar', 'peer', 'authority'] as const;

function subjectOf(entry: Entry): string {
  if (isEntry(entry, 'officer')) {
    const { officer, authority, roles } = entry.body;
    return `${officer}@${authority}, ${roles.join(', ')}`;
  }
  const body: Readonly<Record<string, unknown>> = { ...entry.body };
  const name = naming.map((each) => body[each]).find((each) => typeof each === 'string');
  return name === undefined ? entry.kind : `${entry.kind} ${name}`;
}

interface ToSign extends GrantFile {
  readonly number: number;
  readonly count: number;
  /** Additional lines that the person must read before signing. */
  readonly notes?: readonly string[];
}

function questionOf(entry: Entry, { file, number, count }: ToSign): string {
  const named = { subject: printable(subjectOf(entry)), file: printable(file) };
  return count === 1
    ? say('grants.signOne', named)
    : say('grants.signOneOf', { ...named, number: String(number), count: String(count) });
}

async function signature(
  { context, flags }: Given<EntryFlags>,
  signer: Signer,
  toSign: ToSign,
): Promise<Uint8Array | undefined> {
  const { file, notes = [] } = toSign;
  const { entry: bytes, signatures } = toSign.grant;
  for (const earlier of signatures)
    if (await isBy(signer.certificate, bytes, earlier, context.now()))
      throw new CliError('CLI_USAGE', say('grants.keySignedAlreadyAnother', { file }));
  const entry = decodeEntry(bytes);
  // Also with --yes: a person can read later what the key has signed.
  for (const line of [...entryLines(entry), ...notes]) context.terminal.message(line);
  await confirm(context, flags.yes === true, [], questionOf(entry, toSign));
  const signed = await signer.sign({
    compose: () => bytes,
    check: (written) => {
      if (!Buffer.from(written).equals(bytes))
        throw new CliError('CLI_FILE_INVALID', say('grants.entrySignAnotherOne'));
    },
  });
  return signed?.signature;
}

export interface Started extends Pick<Grant, 'entry' | 'directory'> {
  /** File for the new entry. Undefined: the file that `--out` names. */
  readonly out?: string;
  readonly notes?: readonly string[];
  /** Secret file, written before the entry files. `message` is the message shown afterwards. */
  readonly secret?: { readonly file: string; readonly content: string; readonly message: string };
}

/** Entry that was read from a file; `content` is the file's bytes at that time. */
export interface NamedGrant extends GrantFile {
  readonly content: Buffer;
  readonly grant: Grant & { readonly parsed: Entry };
}

/**
 * Cosigns or submits existing entries, as the options ask. Without existing entries, writes new ones from `start`. @returns
 * the submitted entries, perhaps none @throws CliError, Refusal
 */
export async function carryEntry(
  given: Given<EntryFlags>,
  kinds: readonly EntryKind[],
  start: () => Promise<Started | readonly Started[]>,
  read?: readonly NamedGrant[],
): Promise<readonly NamedGrant[]> {
  const { cosign, submit } = given.flags;
  const grants = read ?? (await readNamed(given.flags, kinds));
  if (grants.length === 0) {
    await startGrants(given, [await start()].flat());
    return [];
  }
  const signed = cosign === undefined ? grants : await cosignGrants(given, grants);
  if (submit === undefined || signed.length === 0) return [];
  await submitGrants(given, signed);
  return signed;
}

/**
 * Reads the files that `--cosign` or `--submit` names; empty without these options. Callers sign and submit exactly these
 * bytes. @throws CliError CLI_USAGE, CLI_FILE_INVALID, CLI_FILE_UNUSABLE
 */
export async function readNamed(
  flags: EntryFlags,
  kinds: readonly EntryKind[],
): Promise<readonly NamedGrant[]> {
  assertFlags(flags);
  const { cosign, submit } = flags;
  const named: NamedGrant[] = [];
  for (const file of cosign ?? (typeof submit === 'string' ? [submit] : []))
    named.push(await readGrant(file, kinds));
  return named;
}

function assertFlags({ cosign, submit, detached, yes }: EntryFlags): void {
  if (cosign === undefined) {
    if (submit === true) throw new CliError('CLI_USAGE', say('grants.submitWhichFile'));
    return;
  }
  if (typeof submit === 'string')
    throw new CliError('CLI_USAGE', say('grants.submitAfterCosign', { submit }));
  assertDistinct('--cosign', cosign);
  assertOneDetached(detached, cosign.length);
  // Entries of another person: nobody signs several, or hands in, what nobody has read.
  if (yes === true && (cosign.length > 1 || submit === true))
    throw new CliError('CLI_USAGE', say('grants.yesForOne'));
}

export async function runEntry(...asked: Parameters<typeof carryEntry>): Promise<void> {
  await carryEntry(...asked);
}

// One file of bytes waits for one signature.
function assertOneDetached(detached: string | undefined, entries: number): void {
  if (detached !== undefined && entries > 1)
    throw new CliError('CLI_USAGE', say('grants.oneEntryDetached'));
}

const outOf = (given: Given<EntryFlags>, { out = given.flags.out }: Started): string => {
  if (out === undefined) throw new CliError('CLI_USAGE', say('grants.outNewFileEntry'));
  return out;
};

async function startGrants(given: Given<EntryFlags>, started: readonly Started[]): Promise<void> {
  const { detached } = given.flags;
  assertOneDetached(detached, started.length);
  const made = await newGrants(given, started);
  // After the last yes: one no leaves nothing behind.
  await writeAll(
    started.flatMap(({ secret }) => secret ?? []),
    made,
  );
  for (const { secret } of started)
    if (secret !== undefined) given.context.terminal.message(secret.message);
  tell(given, made);
  const [{ file: out } = { file: '' }] = made;
  if (detached !== undefined)
    given.context.terminal.message(say('grants.signCosignDetached', { out, detached }));
}

// All files or none: a grant whose token is lost is useless, and a lone token misleads.
async function writeAll(
  secrets: readonly NonNullable<Started['secret']>[],
  made: readonly GrantFile[],
): Promise<void> {
  const written: string[] = [];
  try {
    for (const { file, content } of secrets) {
      await writeSecret(file, content);
      written.push(file);
    }
    for (const { file, grant } of made) {
      await writePublic(file, formatGrant(grant));
      written.push(file);
    }
  } catch (error) {
    await Promise.allSettled(written.map((file) => rm(file, { force: true })));
    throw error;
  }
}

async function newGrants(
  given: Given<EntryFlags>,
  started: readonly Started[],
): Promise<readonly GrantFile[]> {
  const files = started.map((each) => outOf(given, each));
  for (const file of files) if (await exists(file)) throw new CliError('CLI_FILE_EXISTS', file);
  const signer = given.flags.detached === undefined ? await signerOf(given) : undefined;
  const made: GrantFile[] = [];
  for (const [at, { entry, directory, notes }] of started.entries()) {
    const file = files[at] ?? '';
    const grant: Grant = { entry, ...(directory && { directory }), signatures: [] };
    const place = { number: at + 1, count: started.length, ...(notes && { notes }) };
    made.push({ file, grant: await signedFirst(given, signer, { file, grant, ...place }) });
  }
  return made;
}

// For a key elsewhere the bytes alone are written; --cosign adds the signature, since each run composes another entry.
async function signedFirst(
  given: Given<EntryFlags>,
  signer: Signer | undefined,
  toSign: ToSign,
): Promise<Grant> {
  const { grant } = toSign;
  if (signer === undefined) return grant;
  const signed = await signature(given, signer, toSign);
  return signed === undefined ? grant : { ...grant, signatures: [signed] };
}

async function readGrant(file: string, kinds: readonly EntryKind[]): Promise<NamedGrant> {
  const content = await readBytes(file, longestFile);
  const grant = parseGrant(file, content.toString('utf8'));
  if (!kinds.includes(grant.parsed.kind))
    throw new CliError('CLI_FILE_INVALID', say('grants.holds', { file, kind: grant.parsed.kind }));
  return { file, content, grant };
}

// A signature that another person added meanwhile must not be lost.
async function assertUnchanged({ file, content }: NamedGrant): Promise<void> {
  if (!(await readBytes(file, longestFile)).equals(content))
    throw new CliError('CLI_FILE_CHANGED', file);
}

// Bytes of the largest file: it may hold a neighbour's whole directory.
const longestFile = 16 * 1024 * 1024;

// Shows entries that another person started, and adds a signature over the same bytes.
async function cosignGrants(
  given: Given<EntryFlags>,
  grants: readonly NamedGrant[],
): Promise<readonly NamedGrant[]> {
  const signer = await signerOf(given);
  const count = grants.length;
  const more: NamedGrant[] = [];
  for (const [at, each] of grants.entries()) {
    const signed = await signature(given, signer, { ...each, number: at + 1, count });
    if (signed === undefined) return [];
    more.push({ ...each, grant: addSignature(each.file, each.grant, signed) });
  }
  for (const each of more) await assertUnchanged(each);
  for (const { file, grant } of more) await replaceFile(file, formatGrant(grant));
  tell(given, more);
  return more;
}

async function submitGrants(
  { context, command, flags }: Given<EntryFlags>,
  grants: readonly NamedGrant[],
): Promise<void> {
  const { gateway, state } = await gatewayOf(flags, context);
  for (const { file, grant } of grants)
    if (state !== undefined && state !== grant.parsed.state)
      throw new CliError(
        'CLI_OTHER_STATE',
        say('grants.entryYouHand', {
          file,
          state: grant.parsed.state,
          otherState: state,
          origin: gateway.origin,
        }),
      );
  const client = new ApiClient(gateway, undefined);
  const accepted: { readonly point: PointView; readonly line: string }[] = [];
  try {
    for (const { grant } of grants) {
      const { chain } = grant.parsed;
      const body = { chain, ...grantMembers(grant) };
      const point = await client.ask(pointView, 'POST', '/api/v1/directory/entries', body);
      const { version, head } = point;
      accepted.push({ point, line: say('grants.acceptedVersionHead', { version, chain, head }) });
    }
  } finally {
    client.close();
    const points = accepted.map(({ point }) => point);
    const [only] = points;
    const answer = grants.length === 1 && only !== undefined ? only : { accepted: points };
    // After an error too: what was accepted before it must not be handed in again.
    if (points.length > 0)
      context.terminal.answer(
        wantsJson(command),
        answer,
        accepted.map(({ line }) => line),
      );
  }
}
