import type { EventType } from '#journal';
import type { DocumentId } from '#kernel';
import { disclosureDigest, readDisclosure } from '#wire';
import type { Withheld } from '#package';
import { personalTypes, type Variant } from '../variants.model.js';

/** Entries that tell of third States: shown by hash and proof alone, since only these States could let them be shown. */
const foreignTypes: readonly string[] = [
  'item.forwarded',
  'release.asked',
  'release.answered',
  'recall.owed',
  'recall.answered',
  'case.glass.told',
] satisfies readonly EventType[];

const personal: readonly string[] = personalTypes satisfies readonly EventType[];

/** Why an entry is withheld from whoever reads the package. */
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

/** True for an entry that no package names: suspensions, and searches for a person. */
export const isUnnamed = (typ: string): boolean => unnamedTypes.has(typ);

/** Values that name no person and tell nothing that the record does not say. */
const shownToAll: readonly string[] = ['case'];

/** Reason that the builder gives for one thing; undefined: none. */
const saidOf = (variant: Variant | null, item: string): Withheld | undefined =>
  variant?.withheld.find((each) => each.item === item)?.reason;

/** Why an entry is withheld from this reader; null: it is shown. */
export function eventReason(variant: Variant | null, typ: string): Withheld | null {
  const usual = usualReason(typ);
  const isLifted = usual === 'THIRD_PERSON' && variant?.shown.includes(typ) === true;
  return saidOf(variant, typ) ?? (isLifted ? null : usual);
}

/** Why a document is withheld from this reader: what was erased or recalled is so from everybody. */
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

/** Reason that the builder gives for an attachment, counted from 1. */
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

/**
 * Of each digest of a leaf why its value is withheld from this reader; null: it is shown. A value that is not kept any more is not
 * shown, whatever was asked for. Kept null: all were erased. Pure.
 */
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
