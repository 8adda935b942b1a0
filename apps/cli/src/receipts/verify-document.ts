import type { DispatchView } from '#capabilities/requests/dispatches.contract';
import {
  Flaw,
  require,
  requireEnvelope,
  requireOfficer,
  assertOfficerSignature,
  assertSealedInTime,
} from '#chains';
import type { AuthorityAddress, AuthorityId, Document, ThreadId } from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import { decodeDocument, decodeEnvelope } from '#wire';
import { say, sayDetail } from '#language/console';
import {
  directoryAt,
  directoryOf,
  type DirectoryOfDay,
  type VerifiedDirectory,
} from '../directory/verified-directory.js';
import type { Thread } from '../api/shown.js';
import { CliError } from '../errors.js';
import { sinceOf, type Since } from './since.js';
import { messageOf } from '../print/message-of.js';

type Shown = Pick<
  DispatchView,
  | ('dispatch' | 'direction' | 'kind' | 'officer' | 'document' | 'signature' | 'certificate')
  | ('messageId' | 'directory' | 'envelope' | 'envelopeSignature')
>;

export interface Place {
  readonly thread: ThreadId;
  readonly other?: AuthorityAddress;
  readonly former?: readonly AuthorityId[];
}

type OfThread = Pick<Thread, 'thread' | 'side' | 'peer' | 'peerAuthority' | 'formerAuthorities'>;

/**
 * Returns the thread and the neighbour's authority that a document must name. `former`: earlier authorities, also accepted
 * after a transfer. Pure.
 */
export const placeOf = ({
  thread,
  side,
  peer,
  peerAuthority,
  formerAuthorities,
}: OfThread): Place => ({
  ...{ thread, other: { state: peer, authority: peerAuthority } },
  former: side === 'ASKING' ? formerAuthorities : [],
});

function assertPlace(own: string, dispatch: Shown, document: Document, place: Place): void {
  const { id, thread, kind, from, to } = document;
  require(id === dispatch.dispatch && thread === place.thread, say(
    'verifyDocument.anotherDocument',
  ));
  require(kind === dispatch.kind && from.officer === dispatch.officer, say(
    'verifyDocument.shownAnotherOne',
  ));
  const [here, there] = dispatch.direction === 'OUT' ? [from, to] : [to, from];
  require(here.state === own && there.state !== own, say('verifyDocument.wentAnotherWay'));
  const { other = there, former = [] } = place;
  require(there.state === other.state &&
    [other.authority, ...former].includes(there.authority), say(
    'verifyDocument.anotherAuthorityThread',
  ));
}

// Directory of the day: the one named in the State's signed envelope, or today's without an envelope. A
// stolen key gains nothing: the sending State and our border accepted by the newest directory.
async function directoryOfDay(
  known: VerifiedDirectory,
  dispatch: Shown,
  document: Document,
): Promise<DirectoryOfDay> {
  const { from, to, link } = document;
  if (dispatch.envelope === null) {
    const today = directoryOf(known, from.state);
    if (today === undefined) throw new Flaw(say('verifyDocument.directoryStateNotKnown'));
    return { directory: today, newest: today };
  }
  const named = decodeEnvelope(dispatch.envelope).directory;
  const { directory: shown } = dispatch;
  require(shown?.version === named.version && shown.head === named.head, say(
    'verifyDocument.envelopeNamesAnotherDirectory',
  ));
  const day = await directoryAt(known, from.state, named);
  if (day === undefined) throw new Flaw(say('verifyDocument.directoryDayNotKnown'));
  const way = { from: from.state, to: to.state, link };
  const { envelope } = await requireEnvelope(day.directory, dispatch, dispatch, way);
  assertSealedInTime(document, envelope);
  return day;
}

export interface Verdict {
  readonly problem?: string;
  readonly since: Since | null;
  readonly directory?: Directory;
}
type Held = Verdict & Required<Pick<Verdict, 'directory'>>;

/**
 * Judges whether the document belongs to the thread and the neighbour's authority in `place`, and whether the officer whom it
 * names signed it. Trusts only verified directories, because the gateway may lie. @throws CliError if the directory chain of
 * a neighbour's former root cannot be fetched, verified or stored
 */
export async function documentVerdict(
  known: VerifiedDirectory,
  dispatch: Shown,
  place: Place,
): Promise<Verdict> {
  try {
    const document = decodeDocument(dispatch.document);
    assertPlace(known.own.directory.state, dispatch, document, place);
    const { directory, newest } = await directoryOfDay(known, dispatch, document);
    const grant = requireOfficer(directory, document);
    await assertOfficerSignature(dispatch, document);
    return { directory, since: sinceOf(known, document, newest, grant) };
  } catch (error) {
    // A lie of the gateway about identities is reported as such.
    if (error instanceof CliError) throw error;
    // Whatever error these bytes cause, they prove nothing.
    const problem =
      error instanceof Flaw
        ? sayDetail(error.said)
        : say('verifyDocument.cannotRead', { message: messageOf(error) });
    return { problem, since: null };
  }
}

/**
 * Requires that a document was valid when sent. `since`: later changes that the caller must show, or null. @throws CliError
 * CLI_DOCUMENT_UNPROVEN if the document was not valid
 */
export async function requireDocument(
  known: VerifiedDirectory,
  dispatch: DispatchView,
  place: Place,
): Promise<Held> {
  const { directory, since, problem } = await documentVerdict(known, dispatch, place);
  if (directory === undefined)
    throw new CliError(
      'CLI_DOCUMENT_UNPROVEN',
      say('verifyDocument.of', { dispatch: dispatch.dispatch, problem: problem ?? '' }),
    );
  return { directory, since };
}

/**
 * Requires that a document was valid when sent and is not disputed. @throws CliError CLI_DOCUMENT_UNPROVEN if it was not
 * valid; CLI_DOCUMENT_DISPUTED if the newest directory denies the signer's mandate
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

export const disputeOf = (
  { dispatch }: Pick<DispatchView, 'dispatch'>,
  { since }: Pick<Verdict, 'since'>,
): CliError | undefined =>
  since?.wasBefore === true
    ? new CliError(
        'CLI_DOCUMENT_DISPUTED',
        since.suspendedFrom === null
          ? say('verifyDocument.beforeSigned', { dispatch })
          : say('verifyDocument.mandateEnded', { dispatch, suspendedFrom: since.suspendedFrom }),
      )
    : undefined;
