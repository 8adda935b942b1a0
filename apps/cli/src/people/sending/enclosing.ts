import type { RecallView } from '#capabilities/disclosure/recalls/recalls.contract';
import { isKind, type Body, type DocumentId, type Purpose, type ThreadId } from '#kernel';
import type { DispatchView } from '#capabilities/requests/dispatches.contract';
import type { EnclosedAnswer, EnclosedRelease } from '#capabilities/disclosure/kinds/enclosed.kind';
import { enclosedDocuments, entriesFor, type KeptEntry } from '#trust';
import { decodeDocument } from '#wire';
import { say } from '#language/console';
import { recallPage } from '../../api/gen/readers.js';
import { signed, type Source } from '../../compose/forward.js';
import {
  keptOf,
  verifiedDirectory,
  type VerifiedDirectory,
} from '../../directory/verified-directory.js';
import { CliError } from '../../errors.js';
import { requireUndisputed } from '../../receipts/verify-document.js';
import type { Asking } from '../profile.js';
import { documentOf, readThread, type Reading } from '../threads.js';

const entriesOf = (entries: readonly KeptEntry[], document: Uint8Array) =>
  entriesFor(entries, [decodeDocument(document).signer]);

/**
 * Fetches the release with the document id `item` and the directory entries about its signer. Omits the entries if `forward`
 * already encloses a document or release by this signer. @throws CliError, Refusal
 */
export async function releaseToEnclose(
  asked: Asking,
  { desk, thread, item }: Source,
  purpose: Purpose,
  forward: DispatchView | undefined,
): Promise<EnclosedRelease> {
  const { view } = await readThread(asked.client, { desk, thread, purpose });
  const consent = view.dispatches.find(({ dispatch }) => dispatch === item);
  if (consent?.kind !== 'forward-consent')
    throw new CliError('CLI_USAGE', say('enclosing.noConsent', { item, thread }));
  const directories = await verifiedDirectory(asked);
  const { directory } = await requireUndisputed(directories, consent, { thread: view.thread });
  const { signer } = decodeDocument(consent.document);
  const said = forward === undefined ? undefined : decodeDocument(forward.document);
  const inside = said !== undefined && isKind(said, 'forward') ? enclosedDocuments(said) : [];
  const isProven = inside.some(({ document, consent: before }) =>
    [document.signer, before?.document.signer].includes(signer),
  );
  const { entries } = keptOf(directories, directory);
  return {
    ...signed(consent),
    ...(!isProven && { directory: entriesOf(entries, consent.document) }),
  };
}

const mostRecalls = 10;

/**
 * Lists the authorities to which this State forwarded the recalled document; empty if none. An entry has `answer` if that
 * authority answered the recall. @throws CliError, Refusal
 */
export async function answersToEnclose(
  asked: Asking,
  reading: Reading,
  recall: DocumentId | undefined,
): Promise<NonNullable<Body<'recall-answer'>['onward']>> {
  const { purpose } = reading;
  const found = await recallToAnswer(asked, reading, recall);
  if (found === undefined || found.told.length === 0) return [];
  const directories = await verifiedDirectory(asked);
  const onward = [];
  for (const { holder, thread: forward, answer } of found.told)
    onward.push({
      holder,
      ...(answer !== null && {
        answer: await answerOf(asked, directories, { thread: forward, answer, purpose }),
      }),
    });
  return onward;
}

async function recallToAnswer(
  { client }: Asking,
  { desk, thread, purpose }: Reading,
  recall: DocumentId | undefined,
): Promise<RecallView | undefined> {
  let after: DocumentId | null = null;
  for (let page = 0; page < mostRecalls; page += 1) {
    const place: string = after === null ? '' : `&after=${after}`;
    const path = `/api/v1/${desk}/recalls?purpose=${purpose}&limit=100${place}`;
    const { recalls, next } = await client.ask(recallPage, 'GET', path);
    const found = recalls.find(
      (each) =>
        each.told.length > 0 && each.thread === thread && (recall ?? each.recall) === each.recall,
    );
    if (found !== undefined || next === null) return found;
    after = next;
  }
  return undefined;
}

async function answerOf(
  { client }: Asking,
  directories: VerifiedDirectory,
  { thread, answer, purpose }: { thread: ThreadId; answer: DocumentId; purpose: Purpose },
): Promise<EnclosedAnswer> {
  // This State opened the onward thread, so it is at the desk of requests.
  const document = await documentOf(client, { desk: 'requests', thread, purpose }, answer);
  const { directory } = await requireUndisputed(directories, document, { thread });
  const { root, entries } = keptOf(directories, directory);
  return { ...signed(document), root, directory: entriesOf(entries, document.document) };
}
