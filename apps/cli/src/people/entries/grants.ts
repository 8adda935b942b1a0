import type { Command } from 'commander';
import { say } from '#language/console';
import { sayCount } from '#language/count';
import { fitting } from '../../arguments.js';
import { parseStateCode, type StateCode } from '#kernel';
import type { Entry, EntryKind } from '#capabilities/directory/directory.schema';
import { verifyDetached, type Certificate } from '#seal';
import { decodeEntry } from '#wire';
import { ApiClient } from '../../api/client.js';
import { pointView } from '../../api/gen/readers.js';
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
import { fileOf, readProfile, signerOf } from '../profile.js';
import { openSigner, type SignerFlags } from '../keys/signer.js';
import { printableLines } from '../printable.js';

export interface EntryFlags extends GatewayFlags, SignerFlags {
  readonly state?: StateCode;
  readonly out?: string;
  readonly cosign?: string;
  readonly submit?: string;
  readonly yes?: boolean;
}

export const withEntry = (command: Command): Command =>
  command
    .option('--state <code>', say('grants.stateOption'), fitting(parseStateCode))
    .option('--out <file>', say('grants.outOption'))
    .option('--cosign <file>', say('grants.cosignOption'))
    .option('--submit <file>', say('grants.submitOption'))
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

function tell({ context, command }: Given<EntryFlags>, file: string, grant: Grant): void {
  const count = grant.signatures.length;
  context.terminal.answer(wantsJson(command), { file, signatures: count }, [
    sayCount('grants.signatures', { file, count }),
  ]);
  if (count > 0) context.terminal.message(say('grants.nextCosignWhoeverElse', { file }));
}

const isBy = (by: Certificate, bytes: Uint8Array, signature: Uint8Array, at: Date) =>
  verifyDetached(bytes, signature, by, at).then(
    () => true,
    () => false,
  );

async function signature(
  context: Context,
  flags: EntryFlags,
  { entry: bytes, signatures }: Grant,
): Promise<{ readonly bytes: Uint8Array; readonly signature: Uint8Array } | undefined> {
  const profile = await readProfile(fileOf(flags.profile, context));
  const signer = await openSigner(flags, signerOf(profile), context);
  for (const earlier of signatures)
    if (await isBy(signer.certificate, bytes, earlier, context.now()))
      throw new CliError('CLI_USAGE', say('grants.keySignedAlreadyAnother'));
  await confirm(
    context,
    flags.yes === true,
    entryLines(decodeEntry(bytes)),
    say('grants.signThis'),
  );
  return signer.sign({
    compose: () => bytes,
    check: (written) => {
      if (!Buffer.from(written).equals(bytes))
        throw new CliError('CLI_FILE_INVALID', say('grants.entrySignAnotherOne'));
    },
  });
}

export interface Started extends Pick<Grant, 'entry' | 'directory'> {
  readonly kept?: () => Promise<void>;
}

/**
 * Submits an entry (`--submit`), adds a signature to an entry (`--cosign`), or else signs the new entry that `start`
 * composes. @throws CliError, Refusal
 */
export async function runEntry(
  given: Given<EntryFlags>,
  kinds: readonly EntryKind[],
  start: () => Promise<Started>,
): Promise<void> {
  const { submit, cosign } = given.flags;
  if (submit !== undefined) await submitGrant(given, submit, kinds);
  else if (cosign !== undefined) await cosignGrant(given, cosign, kinds);
  else await startGrant(given, await start());
}

async function startGrant(
  given: Given<EntryFlags>,
  { kept = () => Promise.resolve(), ...started }: Started,
): Promise<void> {
  const { context, flags } = given;
  const { out, detached } = flags;
  const grant: Grant = { ...started, signatures: [] };
  if (out === undefined) throw new CliError('CLI_USAGE', say('grants.outNewFileEntry'));
  if (await exists(out)) throw new CliError('CLI_FILE_EXISTS', out);
  if (detached !== undefined) {
    // Each run composes another entry, so the bytes are written first; --cosign adds the signature made elsewhere.
    await kept();
    await writePublic(out, formatGrant(grant));
    tell(given, out, grant);
    context.terminal.message(say('grants.signCosignDetached', { out, detached }));
    return;
  }
  const signed = await signature(context, flags, grant);
  if (signed === undefined) return;
  const first = { ...grant, signatures: [signed.signature] };
  await kept();
  await writePublic(out, formatGrant(first));
  tell(given, out, first);
}

export async function readGrant(file: string, kinds: readonly EntryKind[]) {
  const grant = parseGrant(file, (await readBytes(file, longestFile)).toString('utf8'));
  if (!kinds.includes(grant.parsed.kind))
    throw new CliError('CLI_FILE_INVALID', say('grants.holds', { file, kind: grant.parsed.kind }));
  return grant;
}

// Bytes of the largest file: it may hold a neighbour's whole directory.
const longestFile = 16 * 1024 * 1024;

/** Shows an entry that another person started, and adds a signature over the same bytes. @throws CliError */
async function cosignGrant(
  given: Given<EntryFlags>,
  file: string,
  kinds: readonly EntryKind[],
): Promise<void> {
  const grant = await readGrant(file, kinds);
  const signed = await signature(given.context, given.flags, grant);
  if (signed === undefined) return;
  const more = addSignature(file, grant, signed.signature);
  await replaceFile(file, formatGrant(more));
  tell(given, file, more);
}

async function submitGrant(
  { context, command, flags }: Given<EntryFlags>,
  file: string,
  kinds: readonly EntryKind[],
): Promise<void> {
  const grant = await readGrant(file, kinds);
  const { gateway, state } = await gatewayOf(flags, context);
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
  try {
    const { chain } = grant.parsed;
    const body = { chain, ...grantMembers(grant) };
    const point = await client.ask(pointView, 'POST', '/api/v1/directory/entries', body);
    context.terminal.answer(wantsJson(command), point, [
      say('grants.acceptedVersionHead', { version: point.version, chain, head: point.head }),
    ]);
  } finally {
    client.close();
  }
}
