import type { Thread } from '../api/shown.js';
import {
  compartmentOf,
  isKind,
  mayReplyTo,
  opensThread,
  parseDocumentId,
  timestamp,
  type AttachmentEntry,
  type AuthorityAddress,
  type Body,
  type Compartment,
  type Document,
  type DocumentId,
  type Fingerprint,
  type LinkId,
  type OfficerAddress,
  type ThreadId,
  type ThreadType,
} from '#kernel';
import { decodeDocument, encodeDocument } from '#wire';
import type { AuthorityView } from '#capabilities/directory/directory.contract';
import { CliError } from '../errors.js';
import type { Draft, OpeningDraft } from './draft.js';
import { notKnown } from './recipient.js';

/** Who signs, when, under which new id, with which attachments. */
export interface Signing {
  readonly from: OfficerAddress;
  readonly signer: Fingerprint;
  readonly at: Date;
  readonly attachments: readonly AttachmentEntry[];
}

/** Where a document goes: the link and the keys that will read it. */
export interface Route {
  readonly to: AuthorityAddress;
  readonly link: LinkId;
  readonly recipientKeys: readonly Fingerprint[];
}

const named = ({ state, authority }: AuthorityAddress): string => `${authority} of ${state}`;

/**
 * The way to an authority by the directory. Pure.
 * @throws CliError CLI_NO_RECIPIENT when it is unknown, has no confirmed link, or no key for the compartment
 */
export function routeTo(
  to: AuthorityAddress,
  compartment: Compartment,
  known: readonly AuthorityView[],
): Route {
  const found = known.find((each) => each.state === to.state && each.authority === to.authority);
  if (found === undefined)
    throw new CliError('CLI_NO_RECIPIENT', notKnown(`${to.state}/${to.authority}`, known));
  if (found.link === null)
    throw new CliError('CLI_NO_RECIPIENT', `${named(to)}: no confirmed link`);
  const recipientKeys = found.keys
    .filter((key) => key.compartment === compartment)
    .map((key) => key.fingerprint);
  if (recipientKeys.length === 0)
    throw new CliError('CLI_NO_RECIPIENT', `${named(to)}: no key for ${compartment}`);
  return { to, link: found.link, recipientKeys };
}

const compose = (
  draft: Draft,
  route: Route,
  signing: Signing,
  place: Pick<Document, 'id' | 'thread' | 'inReplyTo'>,
): Document => ({
  typ: 'liaise-document',
  v: 1,
  kind: draft.kind,
  ...place,
  link: route.link,
  from: signing.from,
  to: route.to,
  signer: signing.signer,
  recipientKeys: route.recipientKeys,
  composedAt: timestamp(signing.at),
  purpose: draft.purpose,
  handling: draft.handling,
  body: draft.body,
  attachments: signing.attachments,
});

function typeOf({ kind, body }: OpeningDraft): ThreadType {
  if ('requestType' in body) return body.requestType;
  return kind === 'data-subject-request' ? 'DATA_SUBJECT_REQUEST' : 'SPONTANEOUS_INFORMATION';
}

/** A document that opens a thread: `id` names both. Pure. @throws CliError CLI_NO_RECIPIENT */
export function composeOpening(
  draft: OpeningDraft,
  known: readonly AuthorityView[],
  signing: Signing,
  id: { readonly document: DocumentId; readonly thread: ThreadId },
): Document {
  const route = routeTo(draft.to, compartmentOf(typeOf(draft)), known);
  const place = { id: id.document, thread: id.thread, inReplyTo: null };
  return compose(draft, route, signing, place);
}

/**
 * A later document of a thread, to the authority at its other end. It answers `answers`, or the newest document from there
 * that it may answer, or, when none has come yet, the one that opened the thread. Pure.
 * @throws CliError CLI_NO_RECIPIENT; CLI_ANSWER_INVALID when the thread as shown does not hold together
 */
export function composeReply(
  draft: Draft,
  thread: Thread,
  known: readonly AuthorityView[],
  signing: Signing,
  id: DocumentId,
  answers?: DocumentId,
): Document {
  const opener = thread.dispatches.find(({ kind }) => opensThread(kind));
  const incoming = thread.dispatches.filter(({ direction }) => direction === 'IN');
  const answered =
    answers === undefined
      ? (incoming.findLast(({ kind }) => mayReplyTo(draft.kind, kind)) ?? opener)?.dispatch
      : thread.dispatches.find(({ dispatch }) => dispatch === answers)?.dispatch;
  // What opened it may have been recalled: then whatever else came from there says whom to answer.
  const first = opener ?? incoming.at(-1);
  if (first === undefined) throw new CliError('CLI_ANSWER_INVALID', 'nothing opens the thread');
  if (answers !== undefined && answered === undefined)
    throw new CliError('CLI_ANSWER_INVALID', `${answers} is not a document of the thread`);
  const request = decodeDocument(first.document);
  // The signed request says who asked; what the server lists beside it must not redirect the answer.
  const to = first.direction === 'IN' ? request.from : nowWith(request.to, thread);
  const { state, authority } = to;
  const route = routeTo({ state, authority }, compartmentOf(thread.requestType), known);
  // A thread has the id of what opened it.
  const inReplyTo = answered ?? parseDocumentId(thread.thread);
  const place = { id, thread: thread.thread, inReplyTo };
  return compose(draft, route, signing, place);
}

/** What a draft replies to by its own words: the document that it recalls, corrects, asks about or consents to. Pure. */
export function namedBy({ kind, body }: Draft): DocumentId | undefined {
  if (kind === 'recall') return (body as Body<'recall'>).items[0];
  if (kind === 'forward-consent-request') return (body as Body<'forward-consent-request'>).item;
  if (kind === 'evidence-consent-request')
    return (body as Body<'evidence-consent-request'>).items[0]?.document;
  if (kind === 'evidence-consent') {
    const { given, items } = body as Body<'evidence-consent'>;
    return given === 'WITH_SUPPLY' ? items[0]?.document : undefined;
  }
  if (kind === 'exculpatory-notice') {
    const { stage, item } = body as Body<'exculpatory-notice'>;
    return stage === 'CONSULTATION_REQUESTED' ? undefined : item;
  }
  return kind === 'correction' ? (body as Body<'correction'>).item : undefined;
}

/** Who has a request of ours now: whom each notice names that was signed by the one who had it until then. Pure. */
function nowWith(asked: AuthorityAddress, { dispatches }: Thread): AuthorityAddress {
  let { authority } = asked;
  for (const { direction, kind, document } of dispatches) {
    if (direction !== 'IN' || kind !== 'transfer-notice') continue;
    const notice = decodeDocument(document);
    if (isKind(notice, 'transfer-notice') && notice.from.authority === authority)
      ({ authority } = notice.body);
  }
  return { state: asked.state, authority };
}

/** The exact bytes to sign. @throws KernelError, WireError: nothing is signed that a receiver would refuse */
export const documentBytes = (document: Document): Uint8Array => encodeDocument(document);

/**
 * Bytes that were written earlier for signing must still be this document; only its ids and its time may be older. Pure.
 * @throws CliError CLI_FILE_INVALID
 */
export function requireSameDocument(bytes: Uint8Array, now: Document): void {
  const then = decodeDocument(bytes);
  const { thread, inReplyTo } = now;
  const opens = inReplyTo === null;
  const same = encodeDocument({
    ...now,
    id: then.id,
    thread: opens ? then.thread : thread,
    composedAt: then.composedAt,
  });
  if (!Buffer.from(same).equals(bytes))
    throw new CliError(
      'CLI_FILE_INVALID',
      'the document to sign differs from what this command says: remove it and start again',
    );
}
