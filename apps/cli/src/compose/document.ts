import { say } from '#language/console';
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
  type DocumentKind,
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
import { named, notKnown } from './recipient.js';

export interface Signing {
  readonly from: OfficerAddress;
  readonly signer: Fingerprint;
  readonly at: Date;
  readonly attachments: readonly AttachmentEntry[];
}

export interface Route {
  readonly to: AuthorityAddress;
  readonly link: LinkId;
  readonly recipientKeys: readonly Fingerprint[];
}

/**
 * Address, link and recipient keys for sending to an authority, from the directory. Pure. @throws CliError CLI_NO_RECIPIENT
 * if the authority is unknown, has no confirmed link, or has no key for the compartment
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
    throw new CliError('CLI_NO_RECIPIENT', say('document.noConfirmedLink', { to: named(to) }));
  const recipientKeys = found.keys
    .filter((key) => key.compartment === compartment)
    .map((key) => key.fingerprint);
  if (recipientKeys.length === 0)
    throw new CliError('CLI_NO_RECIPIENT', say('document.noKey', { to: named(to), compartment }));
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

/** Composes a document that opens a thread. Pure. @throws CliError CLI_NO_RECIPIENT */
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

export interface Replying {
  readonly thread: Thread;
  readonly known: readonly AuthorityView[];
  readonly answers?: DocumentId | undefined;
}

const openerOf = ({ dispatches }: Thread) => dispatches.find(({ kind }) => opensThread(kind));
const incomingOf = ({ dispatches }: Thread) =>
  dispatches.filter(({ direction }) => direction === 'IN');

/**
 * Id of the document to answer: `answers` if given, else one from the thread. Undefined if the thread has no suitable
 * document. Pure. @throws CliError CLI_ANSWER_INVALID if `answers` is not in the thread
 */
function answeredIn(
  kind: DocumentKind,
  { thread, answers }: Pick<Replying, 'thread' | 'answers'>,
): DocumentId | undefined {
  if (answers === undefined) {
    const newest = incomingOf(thread).findLast((each) => mayReplyTo(kind, each.kind));
    return (newest ?? openerOf(thread))?.dispatch;
  }
  if (!thread.dispatches.some(({ dispatch }) => dispatch === answers))
    throw new CliError('CLI_ANSWER_INVALID', say('document.notDocumentThread', { answers }));
  return answers;
}

/**
 * Composes a thread's document for the neighbour's authority; after a transfer, for the new authority. Pure. @throws
 * CliError CLI_NO_RECIPIENT; CLI_ANSWER_INVALID if the thread does not show the recipient, or if `answers` is not in the
 * thread
 */
export function composeReply(
  draft: Draft,
  { thread, known, answers }: Replying,
  signing: Signing,
  id: DocumentId,
): Document {
  // The opening document may have been recalled; then another document of the peer tells whom to answer.
  const first = openerOf(thread) ?? incomingOf(thread).at(-1);
  if (first === undefined)
    throw new CliError('CLI_ANSWER_INVALID', say('document.nothingOpensThread'));
  const answered = answeredIn(draft.kind, { thread, answers });
  const request = decodeDocument(first.document);
  // The signed request says who asked: a server's listing must not redirect the answer.
  const to = first.direction === 'IN' ? request.from : nowWith(request.to, thread);
  const { state, authority } = to;
  const route = routeTo({ state, authority }, compartmentOf(thread.requestType), known);
  // A thread has the id of its opening document.
  const inReplyTo = answered ?? parseDocumentId(thread.thread);
  const place = { id, thread: thread.thread, inReplyTo };
  return compose(draft, route, signing, place);
}

const naming: { readonly [K in DocumentKind]?: (body: Body<K>) => DocumentId | undefined } = {
  recall: ({ items }) => items[0],
  correction: ({ item }) => item,
  'forward-consent-request': ({ item }) => item,
  'evidence-consent-request': ({ items }) => items[0]?.document,
  'evidence-consent': ({ given, items }) =>
    given === 'WITH_SUPPLY' ? items[0]?.document : undefined,
  'exculpatory-notice': ({ stage, item }) =>
    stage === 'CONSULTATION_REQUESTED' ? undefined : item,
};

export const namedBy = ({ kind, body }: Draft): DocumentId | undefined =>
  (naming[kind] as ((said: unknown) => DocumentId | undefined) | undefined)?.(body);

// Authority that holds our request now: as named by the transfer notice of the former holder. Pure.
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

/**
 * Bytes of the document, exactly as the officer signs them. @throws KernelError or WireError if a receiver would refuse the
 * document
 */
export const documentBytes = (document: Document): Uint8Array => encodeDocument(document);

/**
 * Requires that the saved `bytes` encode the same document as `now`. Only id, time and a new thread's id may differ. Pure.
 * @throws CliError CLI_FILE_INVALID if more differs
 */
export function assertSameDocument(bytes: Uint8Array, now: Document): void {
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
    throw new CliError('CLI_FILE_INVALID', say('document.documentSignDiffersWhat'));
}
