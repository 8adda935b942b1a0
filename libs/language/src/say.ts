import { english, type MessageKey } from './english/reports.js';
import { filled, type Slots, type Value } from './format.js';
import { french } from './french/reports.js';
import type { Language } from './languages.js';

export type Catalogue = Readonly<Record<MessageKey, string>>;

export const catalogues = { en: english, fr: french } as const satisfies Readonly<
  Record<Language, Catalogue>
>;

// Languages whose texts are not reviewed; documents printed in them say so.
const awaiting: readonly Language[] = ['fr'];
export const awaitsReview = (language: Language): boolean => awaiting.includes(language);

type Values<K extends MessageKey> = [Slots<(typeof english)[K]>] extends [never]
  ? []
  : [values: Readonly<Record<Slots<(typeof english)[K]>, Value>>];
export type PlainKey = { [K in MessageKey]: Values<K> extends [] ? K : never }[MessageKey];

export function say<K extends MessageKey>(
  key: K,
  language: Language = 'en',
  ...[values]: Values<K>
): string {
  return filled(catalogues[language][key], values ?? {});
}
