/** Value of a phrase: shown unchanged in every language, unless it is a phrase itself. */
export type PhraseValue = string | Phrase;

/** Detail of an error: a phrase can be said in another language, a string cannot. */
export type Detail = string | Phrase;

/** English sentence with its values apart, so that a translation never changes a value. `text` has `{}` for each value. */
export class Phrase {
  constructor(
    readonly text: string,
    readonly values: readonly PhraseValue[],
  ) {}

  /** The same sentence with each value changed by `change`. */
  withValues(change: (value: string) => string): Phrase {
    const changed = this.values.map((value) =>
      value instanceof Phrase ? value.withValues(change) : change(value),
    );
    return new Phrase(this.text, changed);
  }

  /** The whole sentence in English. */
  toString(): string {
    const [first = '', ...more] = this.text.split('{}');
    return first + more.map((part, i) => `${String(this.values[i])}${part}`).join('');
  }
}

const valueOf = (value: PhraseValue | number | bigint | boolean): PhraseValue =>
  value instanceof Phrase ? value : String(value);

/** Tag for the detail of an error: phrase`attachment ${n} has ${size} bytes`. */
export const phrase = (
  texts: TemplateStringsArray,
  ...values: readonly (PhraseValue | number | bigint | boolean)[]
): Phrase => new Phrase(texts.join('{}'), values.map(valueOf));

/** Details in a row, with `separator` between them. */
export const joined = (details: readonly Detail[], separator: string): Phrase =>
  new Phrase(details.map(() => '{}').join(separator), details);
