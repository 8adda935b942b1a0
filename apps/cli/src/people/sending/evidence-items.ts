import { parseDocumentId, type DocumentId, type DocumentKind } from '#kernel';
import { sha256 } from '#wire';
import { completeId } from '../../arguments.js';
import { isBag, type Bag } from '../../compose/forms/filling.js';
import { verifiedDirectory } from '../../directory/verified-directory.js';
import { placeOf, requireDocument } from '../../receipts/verify-document.js';
import type { Asking } from '../profile.js';
import { wholeId } from '../seen-ids.js';
import { documentOf, threadHead, type Reading } from '../threads.js';

async function eachOf(value: unknown, change: (each: unknown) => Promise<unknown>) {
  if (!Array.isArray(value)) return value;
  const changed: unknown[] = [];
  for (const each of value) changed.push(await change(each));
  return changed;
}

/**
 * Replaces short ids in a body by whole ids: in `item`, in `items` and in the `document` of each item. @throws CliError
 * CLI_ID_UNKNOWN, CLI_ID_AMBIGUOUS
 */
export async function withWholeIds(file: string, body: Bag): Promise<Bag> {
  const whole = async (id: unknown): Promise<unknown> =>
    typeof id === 'string' ? await completeId(id, (short) => wholeId(file, short)) : id;
  const items = await eachOf(body['items'], async (each) =>
    isBag(each) ? { ...each, document: await whole(each['document']) } : whole(each),
  );
  return {
    ...body,
    ...(body['item'] !== undefined && { item: await whole(body['item']) }),
    ...(items !== undefined && { items }),
  };
}

const hashed: Readonly<Partial<Record<DocumentKind, true>>> = {
  'evidence-consent-request': true,
  'evidence-consent': true,
  'exculpatory-notice': true,
};

/** True for a kind of document that names other documents by the hashes of their signed bytes. */
export const namesHashes = (kind: DocumentKind): boolean => hashed[kind] === true;

/**
 * Adds to the body the SHA-256 of each named document, computed from verified bytes. Hashes and attachments that the author
 * gave stay unchanged. @throws Refusal; CliError CLI_DOCUMENT_UNPROVEN
 */
export async function withHashes(asked: Asking, reading: Reading, body: Bag): Promise<Bag> {
  const hashOf = await hashing(asked, reading);
  const items = await eachOf(body['items'], async (each) => {
    if (!isBag(each) || typeof each['document'] !== 'string') return each;
    const sha = each['sha256'] ?? (await hashOf(parseDocumentId(each['document'])));
    return { attachments: [], ...each, sha256: sha };
  });
  const { item, itemSha256 } = body;
  const ofItem = typeof item === 'string' && itemSha256 === undefined;
  return {
    ...body,
    ...(items !== undefined && { items }),
    ...(ofItem && { itemSha256: await hashOf(parseDocumentId(item)) }),
  };
}

async function hashing(asked: Asking, reading: Reading) {
  const view = await threadHead(asked.client, reading);
  const directories = await verifiedDirectory(asked);
  const place = placeOf(view);
  return async (id: DocumentId): Promise<string> => {
    const dispatch = await documentOf(asked.client, reading, id);
    await requireDocument(directories, dispatch, place);
    return sha256(dispatch.document);
  };
}
