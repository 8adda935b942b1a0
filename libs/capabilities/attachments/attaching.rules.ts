import {
  documentKinds,
  isKind,
  priorities,
  type Document,
  type DocumentId,
  type Sha256,
  phrase,
} from '#kernel';
import { ofUploads, ownRecords, type Item, type Rule } from '#capabilities/capability';
import { handlingIn } from '#capabilities/disclosure/recalls/recalls.facts';
import { consentsIn, takenBackIn } from '#capabilities/disclosure/releases/releases.facts';
import { ExchangeError, isJudgement } from '#threads';
import { enclosedDocuments, isKeyFault } from '#trust';
import {
  carryingIn,
  firstOf,
  type AttachingFacts,
  type Carrying,
  type TypeFacts,
} from './attaching.facts.js';
import { typeFlaw } from './file-types.model.js';
import { originsOf } from './held-files.rows.js';
import { keptBy, type HeldDocument } from './origins.model.js';

type Held = Carrying & { readonly said: Document };

function asHeld(
  { recalls, releases, said: words }: AttachingFacts,
  { record, thread, said }: Held,
): Omit<HeldDocument, 'origins' | 'enclosed'> {
  const own = recalls.get(thread.id) ?? [];
  const read = { recalls: own, said: (id: DocumentId) => words.get(id) };
  const handling = handlingIn(read, record.id);
  if (handling instanceof Error) throw handling;
  return {
    document: said,
    documentSha256: record.documentSha256,
    handling: handling ?? said.handling,
    takenBack: takenBackIn(own).has(record.id),
    consents: consentsIn({ ...read, releases: releases.get(thread.id) ?? [] }, record.id),
  };
}

function keeperOf(
  { document, thread, at }: Item,
  facts: AttachingFacts,
  file: Sha256,
): DocumentId | undefined {
  const ids = facts.with.get(document.id)?.get(file) ?? [];
  const carrying = carryingIn(facts, file, ids);
  const first = firstOf(carrying, file);
  if (first === undefined || first.record.direction === 'OUT') return undefined;
  const enclosed = new Set(enclosedIn(document));
  const held: HeldDocument[] = [];
  for (const { record, thread: of, said } of carrying) {
    if (record.direction === 'OUT') continue;
    if (said !== null)
      held.push({
        ...asHeld(facts, { record, thread: of, said }),
        origins: originsOf(said, file),
        enclosed: enclosed.has(record.documentSha256),
      });
    else if (record.thread !== document.thread) return record.id;
  }
  const atRisk = thread.priority === priorities.RISK_TO_LIFE;
  return keptBy(held, { document, atRisk, at })?.document.id;
}

const enclosedIn = (document: Document): readonly Sha256[] =>
  isKind(document, 'forward') ? enclosedDocuments(document).map((each) => each.documentSha256) : [];

/** Refuses a file if a received document forbids sending the file on. Considers only documents of the officer's authority. */
function requireAttachable(item: Item, facts: AttachingFacts): Error | undefined {
  for (const [i, { sha256 }] of item.document.attachments.entries()) {
    const keeper = keeperOf(item, facts, sha256);
    if (keeper !== undefined)
      return new ExchangeError(
        'ATTACHMENT_BOUND',
        phrase`attachment ${i + 1}, came with ${keeper}`,
      );
  }
  return undefined;
}

export const attachableRules: readonly Rule<AttachingFacts>[] = [
  {
    ...{ name: 'requireAttachable', codes: ['ATTACHMENT_BOUND'], judge: requireAttachable },
    asks: { INTAKE: true, SEALING: ownRecords, FILING: ownRecords },
  },
];

/**
 * Returns the id of a document that forbids sending `file`, else undefined. Returns the first id found if a check fails
 * permanently. @throws TrustError KEY_MISSING, KEY_FILE_UNSAFE, KEY_FILE_INVALID; StoreError; errors without a code; errors
 * that a retry may resolve
 */
function keeperOrFirst(item: Item, facts: AttachingFacts, file: Sha256): DocumentId | undefined {
  try {
    return keeperOf(item, facts, file);
  } catch (error) {
    if (!isJudgement(error) || isKeyFault(error)) throw error;
    return facts.with.get(item.document.id)?.get(file)?.[0];
  }
}

export const keptFor = (item: Item, facts: AttachingFacts): DocumentId | undefined =>
  item.document.attachments
    .flatMap(({ sha256 }) => keeperOrFirst(item, facts, sha256) ?? [])
    .at(-1);

/**
 * Refuses a file if a document of any authority of this State forbids sending the file. Checked only at sealing, because at
 * intake officers could probe for files.
 */
const requireFree = (item: Item, facts: AttachingFacts): Error | undefined =>
  keptFor(item, facts) === undefined ? undefined : new ExchangeError('ATTACHMENT_KEPT');

export const freeRules: readonly Rule<AttachingFacts>[] = [
  {
    ...{ name: 'requireFree', codes: ['ATTACHMENT_KEPT'], judge: requireFree },
    asks: { INTAKE: ownRecords, SEALING: true, FILING: ownRecords },
  },
];

/** Refuses a file whose first bytes contradict its name or media type. The refusal gives the file's position, never its name. */
function requireTyped({ document }: Item, { heads }: TypeFacts): Error | undefined {
  const own = heads.get(document.id) ?? [];
  for (const [i, entry] of document.attachments.entries()) {
    const head = own[i];
    if (head instanceof Error) return head;
    const flaw = head && typeFlaw(entry, head);
    if (flaw !== undefined)
      return new ExchangeError('ATTACHMENT_TYPE_DIFFERS', phrase`attachment ${i + 1}: ${flaw}`);
  }
  return undefined;
}

export const typeRules: readonly Rule<TypeFacts>[] = [
  {
    ...{ name: 'requireTyped', kinds: documentKinds, codes: ['ATTACHMENT_TYPE_DIFFERS'] },
    ...{ asks: { INTAKE: true, SEALING: ofUploads, FILING: ofUploads }, judge: requireTyped },
  },
];
