/** Translated titles and remedies of errors, under the keys `error.CODE.title` and `error.CODE.remedy`. */
export type ErrorTextsTable = Readonly<Partial<Record<string, string>>>;

export interface ErrorTexts {
  readonly title: string;
  readonly remedy: string;
}

/** Title and remedy of an error; one without a translation stays English. Pure. */
export const errorTextsIn = (
  table: ErrorTextsTable,
  code: string,
  english: ErrorTexts,
): ErrorTexts => ({
  title: table[`error.${code}.title`] ?? english.title,
  remedy: table[`error.${code}.remedy`] ?? english.remedy,
});
