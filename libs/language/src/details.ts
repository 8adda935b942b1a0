/** Texts of one language for the details of errors, by the English text with `{}` for each value. */
export type DetailTexts = Readonly<Record<string, string>>;

/** English sentence with its values apart: `text` has `{}` for each. A value is shown unchanged, or is a phrase itself. */
export interface Phrase {
  readonly text: string;
  readonly values: readonly (string | Phrase)[];
}

const filled = (text: string, values: readonly string[]): string =>
  text.replace(/\{(\d+)\}/g, (_, n: string) => values[Number(n) - 1] ?? '');

/**
 * Returns a function that says a phrase in the language of `texts`. Of a phrase that has no text there, only the phrases in it
 * and the marks between its values are translated. Pure.
 */
export function phraseTranslator(texts: DetailTexts): (phrase: Phrase) => string {
  const say = ({ text, values }: Phrase): string => {
    const said = values.map((each) => (typeof each === 'string' ? each : say(each)));
    if (Object.hasOwn(texts, text)) return filled(texts[text] ?? '', said);
    const [first = '', ...more] = text.replaceAll('; ', ' ; ').replaceAll(': ', ' : ').split('{}');
    return first + more.map((part, i) => (said[i] ?? '') + part).join('');
  };
  return say;
}

interface Pattern {
  /** The English text between its values. */
  readonly literals: readonly string[];
  readonly text: string;
}

const mostCharacters = 2_000;
const mostParts = 16;

// A detail may hold the name of a file, of a case or of a person, or words of a neighbour, and a short text of ours could be
// such a name. So a text counts from three words on, and a value is a number, a code, an id or the path of a member.
const isTelling = (english: string): boolean =>
  /^[^{}]*\p{L}+ [^{}]*\p{L}+ [^{}]*\p{L}/u.test(english);
const value =
  /^(?:\d+(?:\.\d+)?|[A-Z]{2}|[A-Z][A-Z0-9]*_[A-Z0-9_]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,128}|(?:\/[a-z][A-Za-z]*(?:\/\d+)?)+)$/;
const place = /^(?:(?:\/[a-z][A-Za-z]*(?:\/\d+)?)+|(?:attachment|document|entry|line|piece) \d+)$/;

const wordsOf = ({ literals }: Pattern): number =>
  literals.join(' ').match(/\p{L}{2,}/gu)?.length ?? 0;

// The pattern that says most comes first. One with fewer than two words says too little.
function patternsOf(texts: DetailTexts): readonly Pattern[] {
  const all = Object.entries(texts)
    .filter(([english]) => english.includes('{}'))
    .map(([english, text]) => ({ literals: english.split('{}'), text }));
  const lengthOf = ({ literals }: Pattern): number => literals.join('').length;
  return all.filter((pattern) => wordsOf(pattern) >= 2).sort((a, b) => lengthOf(b) - lengthOf(a));
}

function valuesIn(detail: string, { literals }: Pattern): readonly string[] | undefined {
  const [first = '', ...between] = literals;
  const last = between.pop() ?? '';
  if (!detail.startsWith(first) || !detail.endsWith(last)) return undefined;
  const end = detail.length - last.length;
  const values: string[] = [];
  let from = first.length;
  for (const literal of between) {
    const at = detail.indexOf(literal, from + 1);
    if (at < 0) return undefined;
    values.push(detail.slice(from, at));
    from = at + literal.length;
  }
  return end > from ? [...values, detail.slice(from, end)] : undefined;
}

class Details {
  readonly #patterns: readonly Pattern[];

  constructor(private readonly texts: DetailTexts) {
    this.#patterns = patternsOf(texts);
  }

  translateLine(line: string): string {
    return this.findText(line) ?? this.findEach(line.split('; '))?.join(' ; ') ?? line;
  }

  private findEach(parts: readonly string[]): readonly string[] | undefined {
    if (parts.length === 1 || parts.length > mostParts) return undefined;
    const found = parts.flatMap((each) => this.findText(each) ?? []);
    return found.length === parts.length ? found : undefined;
  }

  private findText(text: string): string | undefined {
    const at = text.indexOf(': ');
    const whole = this.findPhrase(text);
    if (whole !== undefined || !place.test(text.slice(0, Math.max(at, 0)))) return whole;
    const reason = this.findPhrase(text.slice(at + 2));
    return reason === undefined ? undefined : `${text.slice(0, at)} : ${reason}`;
  }

  private findPhrase(text: string): string | undefined {
    if (isTelling(text) && Object.hasOwn(this.texts, text)) return this.texts[text];
    for (const pattern of this.#patterns) {
      const values = valuesIn(text, pattern);
      if (values?.every((each) => value.test(each)) !== true) continue;
      return filled(pattern.text, values);
    }
    return undefined;
  }
}

/**
 * Returns a function that gives the detail of an error in the language of `texts`, line by line. It leaves every line as it is
 * that is not surely a text of ours with plain values, and never changes a value. Pure.
 */
export function storedTextTranslator(texts: DetailTexts): (detail: string) => string {
  // Made with the first detail: most commands say none.
  let details: Details | undefined;
  return (detail) => {
    if (detail.length > mostCharacters) return detail;
    const made = (details ??= new Details(texts));
    const lines = detail.split('\n').map((line) => made.translateLine(line));
    return lines.join('\n');
  };
}
