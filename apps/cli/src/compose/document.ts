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
import { notKnown } from './recipient.js';

/** Signer, time, new id and attachments of a document. */
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

/** A thread as it is shown, the authorities that are known, and the document that is answered, where it was named. */
export interface Replying {
  readonly thread: Thread;
  readonly known: readonly AuthorityView[];
  readonly answers?: DocumentId | undefined;
}

const openerOf = ({ dispatches }: Thread) => dispatches.find(({ kind }) => opensThread(kind));
const incomingOf = ({ dispatches }: Thread) =>
  dispatches.filter(({ direction }) => direction === 'IN');

/**
 * Document that a reply of a kind answers: the named document, else the newest from there that it may answer, else what opened the thread;
 * undefined: nothing of it is shown. Pure. @throws CliError CLI_ANSWER_INVALID
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
    throw new CliError('CLI_ANSWER_INVALID', `${answers} is not a document of the thread`);
  return answers;
}

/**
 * A later document of a thread, to the authority at its other end. Pure.
 * @throws CliError CLI_NO_RECIPIENT; CLI_ANSWER_INVALID when the thread as shown does not hold together
 */
export function composeReply(
  draft: Draft,
  { thread, known, answers }: Replying,
  signing: Signing,
  id: DocumentId,
): Document {
  // What opened it may have been recalled: then whatever else came from there says whom to answer.
  const first = openerOf(thread) ?? incomingOf(thread).at(-1);
  if (first === undefined) throw new CliError('CLI_ANSWER_INVALID', 'nothing opens the thread');
  const answered = answeredIn(draft.kind, { thread, answers });
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

/** The document that a draft of a kind names in its own words. */
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

/** Document that a draft replies to by its own words: it recalls, corrects, asks about or consents to it. Pure. */
export const namedBy = ({ kind, body }: Draft): DocumentId | undefined =>
  (naming[kind] as ((said: unknown) => DocumentId | undefined) | undefined)?.(body);

/** Authority that has a request of ours now: the one named by the notice of who had it until then. Pure. */
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
