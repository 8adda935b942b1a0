import type { Command } from 'commander';
import { say } from '#language/console';
import { sayCount } from '#language/count';
import { fitting, gather } from '../../arguments.js';
import { parseStateCode, type StateCode } from '#kernel';
import type { Entry, EntryKind } from '#capabilities/directory/directory.schema';
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
import { exists, readBytes, replaceFile, writePublic } from '../../installation/files.js';
import { confirm, gatewayOf, installedAt, urlParser, type GatewayFlags } from '../asking.js';
import { fileOf, readProfile, signerOf as rememberedIn } from '../profile.js';
import { openSigner, type Signer, type SignerFlags } from '../keys/signer.js';
import { printableLines } from '../printable.js';

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

interface Kept {
  readonly file: string;
  readonly grant: Grant;
}

function tell({ context, command, flags }: Given<EntryFlags>, kept: readonly Kept[]): void {
  const told = kept.map(({ file, grant }) => ({ file, signatures: grant.signatures.length }));
  const lines = told.map(({ file, signatures: count }) =>
    sayCount('grants.signatures', { file, count }),
  );
  const [only] = told;
  const answer = told.length === 1 && only !== undefined ? only : { files: told };
  // One answer a command: that of the gateway follows.
  if (flags.submit === true) for (const line of lines) context.terminal.message(line);
  else context.terminal.answer(wantsJson(command), answer, lines);
  if (flags.submit === true) return;
  for (const { file, signatures } of told)
    if (signatures > 0) context.terminal.message(say('grants.nextCosignWhoeverElse', { file }));
}

const isBy = (by: Certificate, bytes: Uint8Array, signature: Uint8Array, at: Date) =>
  verifyDetached(bytes, signature, by, at).then(
    () => true,
    () => false,
  );

const signerOf = async ({ context, flags }: Given<EntryFlags>): Promise<Signer> =>
  openSigner(flags, rememberedIn(await readProfile(fileOf(flags.profile, context))), context);

async function signature(
  { context, flags }: Given<EntryFlags>,
  signer: Signer,
  { entry: bytes, signatures }: Grant,
  file: string,
): Promise<Uint8Array | undefined> {
  for (const earlier of signatures)
    if (await isBy(signer.certificate, bytes, earlier, context.now()))
      throw new CliError('CLI_USAGE', say('grants.keySignedAlreadyAnother', { file }));
  await confirm(
    context,
    flags.yes === true,
    entryLines(decodeEntry(bytes)),
    say('grants.signThis'),
  );
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
  readonly kept?: () => Promise<void>;
}

/**
 * Submits an entry, adds a signature to entries (`--cosign`), or signs the new entries that `start` composes. @returns true
 * if the gateway now has the entries, else false @throws CliError, Refusal
 */
export async function carryEntry(
  given: Given<EntryFlags>,
  kinds: readonly EntryKind[],
  start: () => Promise<Started | readonly Started[]>,
): Promise<boolean> {
  const { submit, cosign, detached } = given.flags;
  if (cosign === undefined) {
    if (submit === true) throw new CliError('CLI_USAGE', say('grants.submitWhichFile'));
    if (submit === undefined) await startGrants(given, [await start()].flat());
    else await submitGrants(given, [submit], kinds);
    return submit !== undefined;
  }
  if (typeof submit === 'string')
    throw new CliError('CLI_USAGE', say('grants.submitAfterCosign', { submit }));
  assertOneDetached(detached, cosign.length);
  const areSigned = await cosignGrants(given, cosign, kinds);
  if (areSigned && submit === true) await submitGrants(given, cosign, kinds);
  return areSigned && submit === true;
}

export const filesOf = ({ cosign, submit }: EntryFlags): readonly string[] =>
  cosign ?? (typeof submit === 'string' ? [submit] : []);

export async function runEntry(...asked: Parameters<typeof carryEntry>): Promise<void> {
  await carryEntry(...asked);
}

// One file of bytes waits for one signature.
function assertOneDetached(detached: string | undefined, entries: number): void {
  if (detached !== undefined && entries > 1)
    throw new CliError('CLI_USAGE', say('grants.oneEntryDetached'));
}

const named = (given: Given<EntryFlags>, { out = given.flags.out }: Started): string => {
  if (out === undefined) throw new CliError('CLI_USAGE', say('grants.outNewFileEntry'));
  return out;
};

async function startGrants(given: Given<EntryFlags>, started: readonly Started[]): Promise<void> {
  const { detached } = given.flags;
  assertOneDetached(detached, started.length);
  const made = await newGrants(given, started);
  // After the last yes: one no leaves nothing behind.
  for (const [at, { file, grant }] of made.entries()) {
    await started[at]?.kept?.();
    await writePublic(file, formatGrant(grant));
  }
  tell(given, made);
  const [{ file: out } = { file: '' }] = made;
  if (detached !== undefined)
    given.context.terminal.message(say('grants.signCosignDetached', { out, detached }));
}

async function newGrants(
  given: Given<EntryFlags>,
  started: readonly Started[],
): Promise<readonly Kept[]> {
  const files = started.map((each) => named(given, each));
  for (const file of files) if (await exists(file)) throw new CliError('CLI_FILE_EXISTS', file);
  const signer = given.flags.detached === undefined ? await signerOf(given) : undefined;
  const made: Kept[] = [];
  for (const [at, { entry, directory }] of started.entries()) {
    const file = files[at] ?? '';
    const grant: Grant = { entry, ...(directory && { directory }), signatures: [] };
    made.push({ file, grant: await signedFirst(given, signer, grant, file) });
  }
  return made;
}

// For a key elsewhere the bytes alone are written; --cosign adds the signature, since each run composes another entry.
async function signedFirst(
  given: Given<EntryFlags>,
  signer: Signer | undefined,
  grant: Grant,
  file: string,
): Promise<Grant> {
  if (signer === undefined) return grant;
  const signed = await signature(given, signer, grant, file);
  return signed === undefined ? grant : { ...grant, signatures: [signed] };
}

export async function readGrant(file: string, kinds: readonly EntryKind[]) {
  const grant = parseGrant(file, (await readBytes(file, longestFile)).toString('utf8'));
  if (!kinds.includes(grant.parsed.kind))
    throw new CliError('CLI_FILE_INVALID', say('grants.holds', { file, kind: grant.parsed.kind }));
  return grant;
}

// Bytes of the largest file: it may hold a neighbour's whole directory.
const longestFile = 16 * 1024 * 1024;

// Shows entries that another person started, and adds a signature over the same bytes.
async function cosignGrants(
  given: Given<EntryFlags>,
  files: readonly string[],
  kinds: readonly EntryKind[],
): Promise<boolean> {
  const grants: Kept[] = [];
  for (const file of files) grants.push({ file, grant: await readGrant(file, kinds) });
  const signer = await signerOf(given);
  const more: Kept[] = [];
  for (const { file, grant } of grants) {
    const signed = await signature(given, signer, grant, file);
    if (signed === undefined) return false;
    more.push({ file, grant: addSignature(file, grant, signed) });
  }
  for (const { file, grant } of more) await replaceFile(file, formatGrant(grant));
  tell(given, more);
  return true;
}

async function submitGrants(
  { context, command, flags }: Given<EntryFlags>,
  files: readonly string[],
  kinds: readonly EntryKind[],
): Promise<void> {
  const grants = [];
  for (const file of files) grants.push({ file, grant: await readGrant(file, kinds) });
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
    const answer = files.length === 1 && only !== undefined ? only : { accepted: points };
    // After an error too: what was accepted before it must not be handed in again.
    if (points.length > 0)
      context.terminal.answer(
        wantsJson(command),
        answer,
        accepted.map(({ line }) => line),
      );
  }
}
