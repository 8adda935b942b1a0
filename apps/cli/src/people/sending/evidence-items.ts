import { parseDocumentId, type DocumentKind } from '#kernel';
import { sha256 } from '#wire';
import { completeId } from '../../arguments.js';
import { isBag, type Bag } from '../../compose/forms/filling.js';
import { verifiedDirectory } from '../../directory/verified-directory.js';
import { placeOf, requireDocument } from '../../receipts/verify-document.js';
import { isWholeId } from '../../print/short-id.js';
import type { Asking } from '../profile.js';
import { wholeId } from '../seen-ids.js';
import { documentOf, threadHead, type Reading } from '../threads.js';

async function eachOf(value: unknown, change: (each: unknown) => Promise<unknown>) {
  if (!Array.isArray(value)) return value;
  const changed: unknown[] = [];
  for (const each of value) changed.push(await change(each));
  return changed;
}

// Members that are lists of documents. `attachments`: whether each of these documents is named with its files.
const lists = {
  items: { attachments: true },
  informalExchangeRefs: { attachments: true },
  consentRefs: { attachments: false },
} as const;

async function eachList(
  body: Bag,
  change: (each: unknown, list: (typeof lists)[keyof typeof lists]) => Promise<unknown>,
): Promise<Bag> {
  const changed: Record<string, unknown> = {};
  for (const [name, list] of Object.entries(lists))
    if (body[name] !== undefined)
      changed[name] = await eachOf(body[name], (each) => change(each, list));
  return changed;
}

/**
 * Replaces short ids in a body by whole ids: in `item`, and in each list of documents. @throws CliError CLI_ID_UNKNOWN,
 * CLI_ID_AMBIGUOUS
 */
export async function withWholeIds(file: string, body: Bag): Promise<Bag> {
  const whole = async (id: unknown): Promise<unknown> =>
    typeof id === 'string' ? await completeId(id, (short) => wholeId(file, short)) : id;
  return {
    ...body,
    ...(body['item'] !== undefined && { item: await whole(body['item']) }),
    ...(await eachList(body, async (each) =>
      isBag(each) ? { ...each, document: await whole(each['document']) } : whole(each),
    )),
  };
}

const hashed: Readonly<Partial<Record<DocumentKind, true>>> = {
  'evidence-consent-request': true,
  'evidence-consent': true,
  'exculpatory-notice': true,
  'formal-request-draft': true,
  'formal-request': true,
  'formal-answer': true,
};

export const namesHashes = (kind: DocumentKind): boolean => hashed[kind] === true;

/**
 * Adds the SHA-256 of each named document to the body, computed from verified bytes. Keeps hashes that the author gave.
 * @throws Refusal; CliError CLI_DOCUMENT_UNPROVEN
 */
export async function withHashes(asked: Asking, reading: Reading, body: Bag): Promise<Bag> {
  const hashOf = hashing(asked, reading);
  const { item, itemSha256 } = body;
  const ofItem = typeof item === 'string' && itemSha256 === undefined;
  return {
    ...body,
    ...(await eachList(body, async (each, { attachments }) => {
      if (!isBag(each) || typeof each['document'] !== 'string') return each;
      const sha = each['sha256'] ?? (await hashOf(each['document']));
      return { ...(attachments && { attachments: [] }), ...each, sha256: sha };
    })),
    ...(ofItem && { itemSha256: await hashOf(item) }),
  };
}

const noHash = '0'.repeat(64);

function hashing(asked: Asking, reading: Reading) {
  // Read once, when the first hash is needed.
  let verifying: ReturnType<typeof verifiedPlace> | undefined;
  return async (named: string): Promise<string> => {
    // What is no id is refused as such with all other flaws, so its hash is not missed.
    if (!isWholeId(named)) return noHash;
    const id = parseDocumentId(named);
    const { directories, place } = await (verifying ??= verifiedPlace(asked, reading));
    const dispatch = await documentOf(asked.client, reading, id);
    await requireDocument(directories, dispatch, place);
    return sha256(dispatch.document);
  };
}

async function verifiedPlace(asked: Asking, reading: Reading) {
  const view = await threadHead(asked.client, reading);
  return { directories: await verifiedDirectory(asked), place: placeOf(view) };
}
