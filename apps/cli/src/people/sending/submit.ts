import { say } from '#language/console';
import { submitted } from '../../api/gen/readers.js';
import type { Submitted } from '#capabilities/requests/submissions/submitted.contract';
import { v7 } from 'uuid';
import {
  parseDocumentId,
  parseThreadId,
  assertComplete,
  type Document,
  type DocumentId,
  type ThreadId,
} from '#kernel';
import { requireScreened } from '#capabilities/screening/screening.model';
import { documentBytes, assertSameDocument, type Signing } from '../../compose/document.js';
import { assertOfficer } from '../../directory/confirm.js';
import { verifiedDirectory } from '../../directory/verified-directory.js';
import type { Context } from '../../context.js';
import { signerOf, type Asking } from '../profile.js';
import { confirm } from '../asking.js';
import { assertTaken } from './attachment-size.js';
import { hashFile, assertAttachable, uploadFile, type Attached } from './attachments.js';
import { openSigner, type SignerFlags } from '../keys/signer.js';
import { bodyLines } from '../story/body-lines.js';
import { contentLines } from '../story/enclosed-words.js';
import { handlingWords } from '../words/handling-words.js';
import { assertSessionKey } from '../keys/own-key.js';
import { policyLines } from '../words/policy-words.js';
import type { Sent } from './follow.js';
import { printable } from '../printable.js';
import { rememberSent } from '../seen-thread.js';
import { asSigned } from '../../print/style.js';
import { decodeDocument } from '#wire';

export interface SubmitFlags extends SignerFlags {
  readonly attach?: readonly string[];
  readonly yes?: boolean;
}

export interface Sender {
  readonly asked: Asking;
  readonly context: Context;
  readonly flags: SubmitFlags;
}

export interface NewId {
  readonly document: DocumentId;
  readonly thread: ThreadId;
}

function documentLines(document: Document): string[] {
  const { from, to, kind, purpose, handling, attachments } = document;
  return [
    say('submit.youSign', { kind, signer: document.signer }),
    say('submit.fromOf', { officer: from.officer, authority: from.authority, state: from.state }),
    say('submit.aloneRead', {
      authority: to.authority,
      state: to.state,
      recipientKeys: document.recipientKeys.join(', '),
    }),
    say('submit.purposeHandlingEvaluation', { purpose, handling: handlingWords(handling) }) +
      say('submit.keptMonths', {
        source: handling.evaluation.source,
        information: handling.evaluation.information,
        retentionMonths: handling.retentionMonths,
      }),
    ...(handling.restrictions === '' ? [] : bodyLines({ restrictions: handling.restrictions })),
    ...contentLines(document, asSigned),
    ...attachments.map(({ name, size, sha256 }) =>
      say('submit.attachmentBytesSha256', { name: printable(name), size, sha256 }),
    ),
  ];
}

export type Compose = (signing: Signing, id: NewId) => Document;

export interface SignedBody {
  readonly document: string;
  readonly signature: string;
  readonly uploads: readonly string[];
}

export async function handOver(
  { asked, context }: Pick<Sender, 'asked' | 'context'>,
  signed: SignedBody,
  path: string,
  act: () => Promise<Submitted>,
): Promise<Sent> {
  const handedAt = context.now();
  const { thread, dispatch } = await act();
  const { file, profile } = asked;
  const document = Buffer.from(signed.document, 'base64');
  const isOpening = decodeDocument(document).inReplyTo === null;
  if (isOpening) await rememberSent(file, thread, document);
  return {
    ...{ thread, dispatch, handedAt, by: { file, profile }, document },
    signature: Buffer.from(signed.signature, 'base64'),
    show: showing(path, thread, isOpening),
  };
}

function showing(path: string, thread: ThreadId, isOpening: boolean): string {
  if (path.startsWith('/api/v1/subjects/')) return `liaise subject show ${thread}`;
  const desk = path.startsWith('/api/v1/inbox/') ? 'inbox' : 'request';
  // Its purpose is remembered; that of a thread that was never shown is not.
  const purpose = isOpening ? [] : ['--purpose', 'PURPOSE'];
  return ['liaise', desk, 'show', thread, ...purpose].join(' ');
}

export type Look = (document: Document) => Promise<readonly string[]>;
const nothing: Look = () => Promise.resolve([]);

export async function submit(
  sender: Sender,
  path: string,
  compose: Compose,
  beside: object = {},
): Promise<Sent | undefined> {
  const signed = await signedBody(sender, compose);
  if (signed === undefined) return undefined;
  return handOver(sender, signed, path, () =>
    sender.asked.client.ask(submitted, 'POST', path, { ...signed, ...beside }),
  );
}

/**
 * Composes, shows and signs a document, and uploads its attachments. @returns undefined if another machine must sign first;
 * then nothing is uploaded @throws CliError, KernelError, WireError, Refusal
 */
export async function signedBody(
  { asked, context, flags }: Sender,
  compose: Compose,
  look = nothing,
): Promise<SignedBody | undefined> {
  const { terminal, now } = context;
  const { profile, client } = asked;
  const files = flags.attach ?? [];
  await assertAttachable(files);
  const signer = await openSigner(flags, signerOf(profile), context);
  const { state, authority, officer } = profile;
  const { fingerprint } = signer.certificate;
  await assertSessionKey(asked, flags, fingerprint);
  await assertTaken(client, files);
  const { own, peers } = await verifiedDirectory(asked);
  assertOfficer(own.directory, { state, authority, officer, fingerprint }, now());
  const attachAll = async (send: boolean): Promise<Attached[]> => {
    const sent: Attached[] = [];
    for (const file of files)
      sent.push(await (send ? uploadFile(client, file, terminal) : hashFile(file, terminal)));
    return sent;
  };
  const attached = await attachAll(!signer.elsewhere);
  const uuid = v7();
  const document = compose(
    {
      from: { state, authority, officer },
      signer: fingerprint,
      at: now(),
      attachments: attached.map(({ entry }) => entry),
    },
    { document: parseDocumentId(uuid), thread: parseThreadId(uuid) },
  );
  // Checked before the person is asked: a document that may not leave is not signed.
  assertComplete(document);
  const unscreened = requireScreened(document);
  if (unscreened !== undefined) throw unscreened;
  const bytes = documentBytes(document);
  const besides = [...policyLines(peers.peers.policy(), document), ...(await look(document))];
  const yes = flags.yes === true;
  if (yes) for (const line of besides) terminal.message(line);
  await confirm(context, yes, [...documentLines(document), ...besides], say('submit.signSend'));
  const signed = await signer.sign({
    compose: () => bytes,
    check: (written) => assertSameDocument(written, document),
  });
  if (signed === undefined) return undefined;
  const uploads = signer.elsewhere ? await attachAll(true) : attached;
  return {
    document: Buffer.from(signed.bytes).toString('base64'),
    signature: Buffer.from(signed.signature).toString('base64'),
    uploads: uploads.flatMap(({ upload }) => (upload === null ? [] : [upload])),
  };
}
