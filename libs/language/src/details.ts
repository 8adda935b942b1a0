/** Texts of one language for the details of errors, by the English text with `{}` for each value. */
export type DetailTexts = Readonly<Record<string, string>>;

interface Pattern {
  /** The English text between its values. */
  readonly literals: readonly string[];
  readonly text: string;
}

const longest = 2_000;
const mostParts = 16;

// Numbers, codes, members and paths of members. Everything else could be words of a neighbour, of a person or of a file's
// name, which a text of ours must not rewrite.
const plainValue =
  /^(?:"[^"\\]{0,200}"|[+-]?\d+(?:[.,:/-]\d+)*|[A-Z][A-Z0-9_]{1,63}|[a-z][A-Za-z0-9]*(?:[.-][A-Za-z0-9]+)*|[a-z]+\/[a-z0-9][a-z0-9.+-]*|\/[A-Za-z0-9]*(?:\/[A-Za-z0-9]+)*)$/;
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

class Details {
  readonly #patterns: readonly Pattern[];

  constructor(private readonly texts: DetailTexts) {
    this.#patterns = patternsOf(texts);
  }

  textOf(line: string): string {
    return this.part(line) ?? this.joined(line, '; ') ?? this.joined(line, ', ') ?? line;
  }

  private exact(text: string): string | undefined {
    return Object.hasOwn(this.texts, text) && !text.includes('{}') ? this.texts[text] : undefined;
  }

  // The value of a text may be a text, but no deeper: a hostile detail could cost much time.
  private known(text: string, isValue = false): string | undefined {
    const found = this.exact(text);
    if (found !== undefined) return found;
    for (const pattern of this.#patterns) {
      const values = valuesIn(text, pattern);
      const filled = values && this.fill(pattern, values, isValue);
      if (filled !== undefined) return filled;
    }
    return undefined;
  }

  private fill(pattern: Pattern, values: readonly string[], isValue: boolean): string | undefined {
    const allowed = lettersOf(pattern) < tellingLetters ? exactValue : plainValue;
    const said = values.map((value) => {
      const text = isValue ? this.exact(value) : this.known(value, true);
      return text ?? (allowed.test(value) ? value : undefined);
    });
    if (said.includes(undefined)) return undefined;
    return pattern.text.replace(/\{(\d)\}/g, (_, n: string) => said[Number(n) - 1] ?? '');
  }

  // `reason (what it is about)`, `member (reason)`.
  private bracketed(text: string): string | undefined {
    const [, before = '', inside = ''] = /^([^()]+) \(([^()]+)\)$/.exec(text) ?? [];
    const said = this.exact(before);
    if (said !== undefined) return `${said} (${this.known(inside) ?? inside})`;
    const reason = this.exact(inside);
    return reason !== undefined && plainValue.test(before) ? `${before} (${reason})` : undefined;
  }

  // A place is a file, the path of a member, a setting, or several of them.
  private placed(text: string): string | undefined {
    for (let at = text.indexOf(': '); at > 0; at = text.indexOf(': ', at + 2)) {
      const reason = text.slice(at + 2);
      const said = this.known(reason) ?? this.bracketed(reason);
      if (said !== undefined) return `${text.slice(0, at)} : ${said}`;
    }
    return undefined;
  }

  private part(text: string): string | undefined {
    return this.known(text) ?? this.bracketed(text) ?? this.placed(text);
  }

  private joined(line: string, mark: string): string | undefined {
    const parts = line.split(mark);
    if (parts.length > mostParts) return undefined;
    const said = parts.map((each) => this.part(each) ?? (exactValue.test(each) ? each : undefined));
    return said.includes(undefined) ? undefined : said.join(mark === '; ' ? ' ; ' : mark);
  }
}

/**
 * Returns a function that gives the detail of an error in the language of `texts`: known texts, behind a place, in brackets or
 * as a list. It leaves every other line as it is, and never changes a value. Pure.
 */
export function detailsIn(texts: DetailTexts): (detail: string) => string {
  const details = new Details(texts);
  return (detail) =>
    detail.length > longest
      ? detail
      : detail
          .split('\n')
          .map((line) => details.textOf(line))
          .join('\n');
}
