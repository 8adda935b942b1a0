import { phrase, type Detail, type DocumentKind } from '#kernel';
import type { EventType } from '#journal';
import { ExchangeError } from '#threads';
import {
  personalTypes,
  type Variant,
  valueNames,
  withholdableTypes,
  type WithheldItem,
} from './variants.model.js';

/**
 * Kinds of document that no reader may be denied: exculpatory documents, and documents that decide how other documents may be
 * used.
 */
const owedKinds: readonly string[] = [
  'central-authority-notice',
  'evidence-consent',
  'evidence-consent-request',
  'exculpatory-notice',
  'formal-answer',
  'formal-request',
  'recall',
  'recall-answer',
] satisfies readonly DocumentKind[];

const types: readonly string[] = withholdableTypes satisfies readonly EventType[];
const personal: readonly string[] = personalTypes;
const names: readonly string[] = valueNames;

export interface VariantDocument {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly attachments: number;
}

function itemFlaw({ item }: WithheldItem, documents: readonly VariantDocument[]) {
  if (names.includes(item) || types.includes(item)) return undefined;
  const [id, number, ...rest] = item.split('/');
  const found = documents.find((each) => each.id === id);
  if (found === undefined || rest.length > 0)
    return phrase`is no value, entry or document of the thread`;
  if (owedKinds.includes(found.kind)) return phrase`is owed to every reader`;
  const isAttachment = /^[1-9]\d?$/.test(number ?? '') && Number(number) <= found.attachments;
  return number === undefined || isAttachment
    ? undefined
    : phrase`is no attachment of the document`;
}

const invalid = (item: string, flaw: Detail): ExchangeError =>
  new ExchangeError('PACKAGE_VARIANT_INVALID', phrase`${item}: ${flaw}`);

export type AskedVariant = Pick<Variant, 'shown' | 'withheld'> & {
  readonly reader: Variant['reader'] | null;
};

const twice = (items: readonly string[]): string | undefined =>
  items.find((item, i) => items.indexOf(item) !== i);

/**
 * Returns why a variant of a package is refused; undefined to accept. Unknown items are refused, because a misspelt item
 * would not be withheld.
 */
export function variantRefusal(
  { reader, shown, withheld }: AskedVariant,
  documents: readonly VariantDocument[],
): ExchangeError | undefined {
  const items = [...shown, ...withheld.map(({ item }) => item)];
  const [first] = items;
  if (reader === null && first !== undefined) return invalid(first, phrase`needs a named reader`);
  const strange = shown.find((item) => !names.includes(item) && !personal.includes(item));
  if (strange !== undefined) return invalid(strange, phrase`can be shown to nobody by name`);
  const double = twice(items);
  if (double !== undefined) return invalid(double, phrase`is said twice`);
  for (const each of withheld) {
    const flaw = itemFlaw(each, documents);
    if (flaw !== undefined) return invalid(each.item, flaw);
  }
  return undefined;
}
