import type { DispatchView } from '#capabilities/requests/dispatches.contract';
import {
  signersOf,
  type AuthorityAddress,
  type AuthorityId,
  type Document,
  type ThreadId,
} from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import type { OfficerGrant } from '#capabilities/directory/grants.model';
import { parseCertificate, SealError, verifyDetached } from '#seal';
import { decodeDocument, decodeEnvelope } from '#wire';
import {
  directoryAt,
  directoryOf,
  type DirectoryOfDay,
  type VerifiedDirectory,
} from '../directory/verified-directory.js';
import { CliError } from '../errors.js';
import { Flaw, require } from './flaw.js';
import { sinceOf, type Since } from './since.js';
import { requireEnvelope } from './verify-envelope.js';

/** A document as the gateway shows it. */
type Shown = Pick<
  DispatchView,
  | ('dispatch' | 'direction' | 'kind' | 'officer' | 'document' | 'signature' | 'certificate')
  | ('messageId' | 'directory' | 'envelope' | 'envelopeSignature')
>;

/** Where the gateway says that a document belongs. */
export interface Place {
  readonly thread: ThreadId;
  /** The authority at the other end of the thread; undefined where nothing tells. */
  readonly other?: AuthorityAddress;
  /** Authorities that were there before a request of ours was transferred. */
  readonly former?: readonly AuthorityId[];
}

const hour = 3_600_000;
/** Made elsewhere, a signature may be hours younger than the document; a day later no gateway seals it any more. */
const lateness = [0, hour, 24 * hour] as const;

async function requireSignature(dispatch: Shown, document: Document): Promise<void> {
  const certificate = await parseCertificate(dispatch.certificate);
  require(certificate.fingerprint === document.signer, 'it names another key than it came with');
  const composed = Date.parse(document.composedAt);
  for (const late of lateness)
    try {
      const at = new Date(composed + late);
      await verifyDetached(dispatch.document, dispatch.signature, certificate, at);
      return;
    } catch (error) {
      if (!(error instanceof SealError) || error.code !== 'SEAL_SIGNATURE_FUTURE') throw error;
    }
  throw new Flaw('it was signed more than a day after it was composed');
}

/** The directory of the officer's State gives the key to this officer, there and then, for this kind of document. */
function requireOfficer(directory: Directory, document: Document): OfficerGrant {
  const { signer, composedAt, from } = document;
  const grant = directory.activeOfficer(signer, composedAt);
  if (grant?.officer !== from.officer || grant.authority !== from.authority)
    throw new Flaw('no entry makes its key the key of that officer then');
  require(signersOf(document).some((role) =>
    grant.roles.includes(role),
  ), 'the officer had no role to say it');
  return grant;
}

function requirePlace(own: string, dispatch: Shown, document: Document, place: Place): void {
  const { id, thread, kind, from, to } = document;
  require(id === dispatch.dispatch && thread === place.thread, 'it is another document');
  require(kind === dispatch.kind &&
    from.officer === dispatch.officer, 'it is shown as another one');
  const [here, there] = dispatch.direction === 'OUT' ? [from, to] : [to, from];
  require(here.state === own && there.state !== own, 'it went another way');
  const { other = there, former = [] } = place;
  require(there.state === other.state &&
    [other.authority, ...former].includes(
      there.authority,
    ), 'it is of another authority than the thread');
}

const minute = 60_000;

/**
 * The directory of the day: the one that the State named in the envelope it signed. What it said later neither makes nor unmakes
 * what was right then. A stolen key gains nothing by it: that State, and the border of one's own, took the document by the newest
 * directory. Where no envelope was kept it is the directory of today.
 */
async function directoryOfDay(
  known: VerifiedDirectory,
  dispatch: Shown,
  document: Document,
): Promise<DirectoryOfDay> {
  const { from, to, link, composedAt } = document;
  if (dispatch.envelope === null) {
    const today = directoryOf(known, from.state);
    if (today === undefined) throw new Flaw('the directory of that State is not known');
    return { directory: today, newest: today };
  }
  const named = decodeEnvelope(dispatch.envelope).directory;
  const { directory: shown } = dispatch;
  require(shown?.version === named.version &&
    shown.head === named.head, 'its envelope names another directory than is shown');
  const day = await directoryAt(known, from.state, named);
  if (day === undefined) throw new Flaw('the directory of its day is not known');
  const way = { from: from.state, to: to.state, link };
  const { envelope } = await requireEnvelope(day.directory, dispatch, dispatch, way);
  const [composed, sealed] = [Date.parse(composedAt), Date.parse(envelope.sealedAt)];
  require(composed >= sealed - 24 * hour &&
    composed <= sealed + 5 * minute, 'it was composed at another time than it was sealed');
  return day;
}

/** What the signed directories say of a document. */
export interface Verdict {
  /** Why it does not hold; undefined when it does. */
  readonly problem?: string;
  /** What its State has said since, beside that it holds. */
  readonly since: Since | null;
  /** The directory that it was judged by; undefined when it does not hold. */
  readonly directory?: Directory;
}
type Held = Verdict & Required<Pick<Verdict, 'directory'>>;

/**
 * Whether the officer a document names has signed exactly these bytes, by the verified directories alone: what the
 * gateway lists beside them, and that it lists them at all, proves nothing.
 */
export async function documentVerdict(
  known: VerifiedDirectory,
  dispatch: Shown,
  place: Place,
): Promise<Verdict> {
  try {
    const document = decodeDocument(dispatch.document);
    requirePlace(known.own.directory.state, dispatch, document, place);
    const { directory, newest } = await directoryOfDay(known, dispatch, document);
    const grant = requireOfficer(directory, document);
    await requireSignature(dispatch, document);
    return { directory, since: sinceOf(known, document, newest, grant) };
  } catch (error) {
    // That the gateway lies about who is who is told as it is.
    if (error instanceof CliError) throw error;
    // Whatever these bytes make fail, they prove nothing.
    const problem =
      error instanceof Flaw ? error.message : `it cannot be read: ${(error as Error).message}`;
    return { problem, since: null };
  }
}

/**
 * Before anything is answered or kept on the strength of a document. What was right on its day is; whoever asks tells of `since`.
 * @throws CliError CLI_DOCUMENT_UNPROVEN
 */
export async function requireDocument(
  known: VerifiedDirectory,
  dispatch: DispatchView,
  place: Place,
): Promise<Held> {
  const { directory, since, problem } = await documentVerdict(known, dispatch, place);
  if (directory === undefined)
    throw new CliError('CLI_DOCUMENT_UNPROVEN', `${dispatch.dispatch}: ${problem ?? ''}`);
  return { directory, since };
}

/**
 * As `requireDocument`, before it is handed on: whoever gets it judges by the newest directory, and refuses what is disputed.
 * @throws CliError CLI_DOCUMENT_UNPROVEN, CLI_DOCUMENT_DISPUTED
 */
export async function requireUndisputed(
  known: VerifiedDirectory,
  dispatch: DispatchView,
  place: Place,
): Promise<Held> {
  const held = await requireDocument(known, dispatch, place);
  const dispute = disputeOf(dispatch, held);
  if (dispute !== undefined) throw dispute;
  return held;
}

/** The error of what was valid on its day, and whose officer is said since to have had no mandate then; undefined otherwise. */
export const disputeOf = (
  { dispatch }: Pick<DispatchView, 'dispatch'>,
  { since }: Pick<Verdict, 'since'>,
): CliError | undefined =>
  since?.wasBefore === true
    ? new CliError(
        'CLI_DOCUMENT_DISPUTED',
        `${dispatch}: mandate ended from ${since.suspendedFrom ?? 'before it was signed'} on`,
      )
    : undefined;
