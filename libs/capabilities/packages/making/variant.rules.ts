import type { EventType } from '#journal';
import type { DocumentId } from '#kernel';
import { disclosureDigest, readDisclosure } from '#wire';
import type { Withheld } from '#package';
import { personalTypes, type Variant } from '../variants.model.js';

/**
 * Types of log entries that name third States. Packages show only hash and proof, because third States have not agreed to
 * disclosure.
 */
const foreignTypes: readonly string[] = [
  'item.forwarded',
  'release.asked',
  'release.answered',
  'recall.owed',
  'recall.answered',
  'case.glass.told',
] satisfies readonly EventType[];

const personal: readonly string[] = personalTypes satisfies readonly EventType[];

function usualReason(typ: string): Withheld | null {
  if (foreignTypes.includes(typ)) return 'HANDLING';
  return personal.includes(typ) ? 'THIRD_PERSON' : null;
}

const unnamedTypes: ReadonlySet<string> = new Set<EventType>([
  'case.stopped',
  'case.stop.proposed',
  'case.stop.lifted',
  'subject.searched',
]);

export const isUnnamed = (typ: string): boolean => unnamedTypes.has(typ);

const shownToAll: readonly string[] = ['case'];

const saidOf = (variant: Variant | null, item: string): Withheld | undefined =>
  variant?.withheld.find((each) => each.item === item)?.reason;

export function eventReason(variant: Variant | null, typ: string): Withheld | null {
  const usual = usualReason(typ);
  const isLifted = usual === 'THIRD_PERSON' && variant?.shown.includes(typ) === true;
  return saidOf(variant, typ) ?? (isLifted ? null : usual);
}

export const documentReason = (
  variant: Variant | null,
  {
    document,
    isRecalled,
    isErased,
  }: {
    readonly document: DocumentId;
    readonly isRecalled: boolean;
    readonly isErased: boolean;
  },
): Withheld | null => {
  if (isErased) return 'ERASED';
  return isRecalled ? 'HANDLING' : (saidOf(variant, document) ?? null);
};

export const attachmentReason = (
  variant: Variant | null,
  document: DocumentId,
  number: number,
): Withheld | null => saidOf(variant, `${document}/${number}`) ?? null;

function nameReason(variant: Variant | null, name: string | undefined): Withheld | null {
  if (variant === null || name === undefined) return 'NOT_NEEDED';
  const said = saidOf(variant, name);
  if (said !== undefined) return said;
  return shownToAll.includes(name) || variant.shown.includes(name) ? null : 'NOT_NEEDED';
}

export function valueReasons(
  variant: Variant | null,
  digests: readonly string[],
  kept: readonly string[] | null,
): readonly (Withheld | null)[] {
  if (kept === null) return digests.map(() => 'ERASED');
  const names = new Map(
    kept.map((encoded) => [disclosureDigest(encoded), readDisclosure(encoded)?.name]),
  );
  return digests.map((digest) => nameReason(variant, names.get(digest)));
}
