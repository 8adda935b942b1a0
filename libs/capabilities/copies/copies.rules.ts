import type { Consequence, Item } from '#capabilities/capability';
import { isKind, type Document } from '#kernel';
import { enclosedDocuments, type EnclosedDocuments } from '#trust';
import { copied, copyWithheld } from './copies.events.js';
import type { CopyFacts } from './copies.facts.js';
import type { NewCopy } from './copies.rows.js';
import { copyExceptionIn, copyOf, isCopied, type CopyPlace } from './copying.model.js';

function placeOf({ document, thread }: Item, { copies }: CopyFacts): CopyPlace {
  const opener = copies.get(thread.id);
  const follows = document.kind === 'response' || document.kind === 'clarification';
  const item = isKind(document, 'correction') ? copies.get(document.body.item) : undefined;
  return {
    ...{ authority: thread.authority, compartment: thread.compartment },
    requestKept: follows && opener?.to === null,
    itemShown: item?.to ?? null,
    byRelease: isByRelease(document) || opener?.byRelease === true,
    enclosed: enclosedException(document)?.exception,
  };
}

/** Decides what the national contact point gets: the document, only metadata, or nothing. */
export function decideCopy(item: Item, facts: CopyFacts): Consequence<NewCopy> {
  const { document, thread, session } = item;
  if (!isCopied(document)) return { drafts: [] };
  const copy = copyOf(document, placeOf(item, facts), facts.contactPoint);
  if (copy === null) return { drafts: [] };
  if (!('to' in copy))
    return {
      effect: { thread, document, to: null, byRelease: false },
      drafts: [copyWithheld(thread, document.id, copy.exception, session)],
    };
  return {
    effect: { thread, document, ...copy },
    drafts: [copied(thread, document.id, copy, session)],
  };
}

/** True for a forward that directly encloses a document with a release. */
const isByRelease = (document: Document): boolean =>
  isKind(document, 'forward') &&
  enclosedDocuments(document).some(({ consent }) => consent !== null);

/** Returns the first `copyException` of the documents enclosed at any depth; undefined for none. */
export function enclosedException(document: Document): ReturnType<typeof copyExceptionIn> {
  if (!isKind(document, 'forward')) return undefined;
  const said = everything(enclosedDocuments(document)).map((each) =>
    copyExceptionIn(each.document),
  );
  return said.find((each) => each !== undefined);
}

const everything = (enclosed: readonly EnclosedDocuments[]): readonly EnclosedDocuments[] =>
  enclosed.flatMap((each) => [each, ...everything(each.inner)]);
