/** Texts of one language for the details of errors, by the English text with `{}` for each value. */
export type DetailTexts = Readonly<Record<string, string>>;

interface Pattern {
  /** The English text between its values. */
  readonly literals: readonly string[];
  readonly text: string;
}

const longest = 2_000;

// Numbers, codes, members and paths of members. Everything else could be words of a neighbour, of a person or of a file's
// name, which a text of ours must not rewrite.
const plainValue =
  /^(?:[+-]?\d+(?:[.,:/-]\d+)*|[A-Z][A-Z0-9_]{1,63}|[a-z][A-Za-z0-9]*(?:[.-][A-Za-z0-9]+)*|\/[A-Za-z0-9]*(?:\/[A-Za-z0-9]+)*)$/;
const exactValue = /^(?:\d+|[A-Z]{2}|[A-Z][A-Z0-9]*_[A-Z0-9_]+|[0-9a-f-]{16,128})$/;
// A pattern with fewer letters says too little: only numbers, States, codes and ids may be its values.
const tellingLetters = 8;

const lettersOf = ({ literals }: Pattern): number =>
  literals.join('').replace(/[^a-z]/gi, '').length;

// The pattern that says most comes first.
function patternsOf(texts: DetailTexts): readonly Pattern[] {
  const all = Object.entries(texts)
    .filter(([english]) => english.includes('{}'))
    .map(([english, text]) => ({ literals: english.split('{}'), text }));
  const lengthOf = ({ literals }: Pattern): number => literals.join('').length;
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
 * Returns a function that gives the detail of an error in the language of `texts`: a known text, or `place: ` before one. It
 * leaves every other line as it is, and never changes a value. Pure.
 */
export function detailsIn(texts: DetailTexts): (detail: string) => string {
  const patterns = patternsOf(texts);
  const exact = (text: string): string | undefined =>
    Object.hasOwn(texts, text) && !text.includes('{}') ? texts[text] : undefined;

  const fill = (pattern: Pattern, values: readonly string[]): string | undefined => {
    const allowed = lettersOf(pattern) < tellingLetters ? exactValue : plainValue;
    const said = values.map((value) => exact(value) ?? (allowed.test(value) ? value : undefined));
    if (said.includes(undefined)) return undefined;
    return pattern.text.replace(/\{(\d)\}/g, (_, n: string) => said[Number(n) - 1] ?? '');
  };

  const known = (text: string): string | undefined => {
    const found = exact(text);
    if (found !== undefined) return found;
    for (const pattern of patterns) {
      const values = valuesIn(text, pattern);
      const filled = values && fill(pattern, values);
      if (filled !== undefined) return filled;
    }
    return undefined;
  };

  const lineOf = (line: string): string => {
    const whole = known(line);
    if (whole !== undefined) return whole;
    // A place is a file, the path of a member, a setting, or several of them.
    for (let at = line.indexOf(': '); at > 0; at = line.indexOf(': ', at + 2)) {
      const reason = known(line.slice(at + 2));
      if (reason !== undefined) return `${line.slice(0, at)} : ${reason}`;
    }
    return line;
  };

  return (detail) => (detail.length > longest ? detail : detail.split('\n').map(lineOf).join('\n'));
}
