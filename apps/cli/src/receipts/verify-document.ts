import {
  kinds,
  type AuthorityAddress,
  type AuthorityId,
  type Directory,
  type Document,
  type ThreadId,
} from '#model';
import { parseCertificate, SealError, verifyDetached } from '#seal';
import { decodeDocument } from '#wire';
import type { Dispatch } from '../api/views.js';
import { directoryOf, type VerifiedDirectory } from '../directory/verified-directory.js';
import { CliError } from '../errors.js';
import { Flaw, require } from './flaw.js';

/** A document as the gateway shows it. */
type Shown = Pick<
  Dispatch,
  'dispatch' | 'direction' | 'kind' | 'officer' | 'document' | 'signature' | 'certificate'
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
function requireOfficer(directory: Directory, { signer, composedAt, from, kind }: Document): void {
  const grant = directory.activeOfficer(signer, composedAt);
  require(grant?.officer === from.officer &&
    grant.authority === from.authority, 'no entry makes its key the key of that officer then');
  require(kinds[kind].signers.some(
    (role) => grant?.roles.includes(role) === true,
  ), 'the officer had no role to say it');
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

/**
 * Whether the officer a document names has signed exactly these bytes, by the verified directories alone: what the
 * gateway lists beside them, and that it lists them at all, proves nothing. Gives the reason when it does not hold,
 * undefined when it does.
 */
export async function documentProblem(
  known: VerifiedDirectory,
  dispatch: Shown,
  place: Place,
): Promise<string | undefined> {
  try {
    const document = decodeDocument(dispatch.document);
    requirePlace(known.own.directory.state, dispatch, document, place);
    const directory = directoryOf(known, document.from.state);
    if (directory === undefined) throw new Flaw('the directory of that State is not known');
    requireOfficer(directory, document);
    await requireSignature(dispatch, document);
    return undefined;
  } catch (error) {
    // Whatever these bytes make fail, they prove nothing.
    return error instanceof Flaw ? error.message : `it cannot be read: ${(error as Error).message}`;
  }
}

/** Before anything is answered or kept on the strength of a document. @throws CliError CLI_DOCUMENT_UNPROVEN */
export async function requireDocument(
  known: VerifiedDirectory,
  dispatch: Dispatch,
  place: Place,
): Promise<void> {
  const problem = await documentProblem(known, dispatch, place);
  if (problem !== undefined)
    throw new CliError('CLI_DOCUMENT_UNPROVEN', `${dispatch.dispatch}: ${problem}`);
}
