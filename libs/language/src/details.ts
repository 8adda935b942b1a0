/** Texts of one language for the details of errors, by the English text with `{}` for each value. */
export type DetailTexts = Readonly<Record<string, string>>;

interface Pattern {
  /** The English text between its values. */
  readonly literals: readonly string[];
  readonly text: string;
}

// A value may hold a phrase of its own. With more levels a hostile detail could cost much time.
const deepest = 2;
const longest = 2_000;
// Fewer letters say too little: `{} of {}` fits many sentences, so its values must be single words or known phrases.
const tellingLetters = 8;

const lengthOf = ({ literals }: Pattern): number => literals.join('').length;
const lettersOf = ({ literals }: Pattern): number =>
  literals.join('').replace(/[^a-z]/gi, '').length;

// The pattern that says most comes first.
function patternsOf(texts: DetailTexts): readonly Pattern[] {
  const all = Object.entries(texts)
    .filter(([english]) => english.includes('{}'))
    .map(([english, text]) => ({ literals: english.split('{}'), text }));
  return all.sort((a, b) => lettersOf(b) - lettersOf(a) || lengthOf(b) - lengthOf(a));
}

// Each literal is searched once from left to right: a hostile detail costs no more than its length.
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

/**
 * Returns a function that gives the detail of an error in the language of `texts`. What no text fits stays as it is: member
 * names, paths, words of another gateway. Pure.
 */
export function detailsIn(texts: DetailTexts): (detail: string) => string {
  let patterns: readonly Pattern[] | undefined;

  const knownText = (detail: string, depth: number): string | undefined => {
    const whole = Object.hasOwn(texts, detail) ? texts[detail] : undefined;
    if (whole !== undefined) return whole;
    if (depth === 0) return undefined;
    for (const pattern of (patterns ??= patternsOf(texts))) {
      const values = valuesIn(detail, pattern);
      const filled = values && fill(pattern, values, depth);
      if (filled !== undefined) return filled;
    }
    return undefined;
  };

  const fill = (pattern: Pattern, values: readonly string[], depth: number): string | undefined => {
    const said = values.map((value) => knownText(value, depth - 1));
    const isTelling = lettersOf(pattern) >= tellingLetters;
    const fits = values.every(
      (value, i) => isTelling || said[i] !== undefined || !/[^,] /.test(value),
    );
    if (!fits) return undefined;
    return pattern.text.replace(/\{(\d)\}/g, (_, n: string) => {
      const i = Number(n) - 1;
      return said[i] ?? values[i] ?? '';
    });
  };

  // `place: reason`, where the place is a path, a file or a setting.
  const afterPlace = (detail: string, depth: number): string | undefined => {
    const at = detail.indexOf(': ');
    if (at <= 0 || depth === 0) return undefined;
    const [place, reason] = [detail.slice(0, at), detail.slice(at + 2)];
    const said = knownText(reason, depth) ?? afterPlace(reason, depth - 1);
    return said === undefined ? undefined : `${knownText(place, depth) ?? place}: ${said}`;
  };

  return (detail) =>
    detail.length > longest
      ? detail
      : (knownText(detail, deepest) ?? afterPlace(detail, deepest) ?? detail);
}
