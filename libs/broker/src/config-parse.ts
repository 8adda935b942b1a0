import { phrase, type Detail } from '#kernel';

/**
 * Value in a parsed configuration. `bare`: a word without quotes; `variable`: a reference to an environment variable.
 */
export type BrokerValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bare'; readonly text: string }
  | { readonly kind: 'variable'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly BrokerValue[] }
  | BrokerBlock;

export interface BrokerEntry {
  readonly key: string;
  readonly value: BrokerValue;
}

export interface BrokerBlock {
  readonly kind: 'block';
  readonly entries: readonly BrokerEntry[];
}

/** A fault in the text of a broker configuration. */
export class BrokerSyntaxError extends SyntaxError {
  constructor(readonly fault: Detail) {
    super(String(fault));
  }
}

const MAX_TEXT = 1024 * 1024;
const MAX_DEPTH = 16;

type Token = { readonly sign: string } | { readonly word: string; readonly quoted: boolean };

// Strings have no escapes: this library writes none.
const tokenForm =
  /[ \t\r]+|(?:#|\/\/)[^\n]*|(?<sign>[{}[\](),:=\n;])|"(?<double>[^"\\\n]*)"|'(?<single>[^'\\\n]*)'|(?<bare>[^\s{}[\](),:=;"'#]+)/uy;

function tokens(text: string): Token[] {
  const found: Token[] = [];
  tokenForm.lastIndex = 0;
  while (tokenForm.lastIndex < text.length) {
    const at = tokenForm.lastIndex;
    const match = tokenForm.exec(text);
    if (match === null) throw new BrokerSyntaxError(phrase`cannot be read at character ${at}`);
    const { sign, double, single, bare } = match.groups ?? {};
    if (sign !== undefined) found.push({ sign });
    else if (bare !== undefined) found.push({ word: bare, quoted: false });
    else {
      const word = double ?? single;
      if (word !== undefined) found.push({ word, quoted: true });
    }
  }
  return found;
}

class Parser {
  private at = 0;
  private depth = 0;

  constructor(private readonly list: readonly Token[]) {}

  entries(end: '}' | undefined): BrokerEntry[] {
    const entries: BrokerEntry[] = [];
    for (;;) {
      this.skip('\n', ',', ';');
      const token = this.list[this.at];
      if (token === undefined) {
        if (end === undefined) return entries;
        throw new BrokerSyntaxError(phrase`a block is not closed`);
      }
      if ('sign' in token) {
        if (token.sign !== end) throw new BrokerSyntaxError(phrase`unexpected ${token.sign}`);
        this.at += 1;
        return entries;
      }
      this.at += 1;
      this.skip(':', '=');
      entries.push({ key: token.word, value: this.value() });
    }
  }

  private value(): BrokerValue {
    const token = this.list[this.at];
    this.at += 1;
    if (token === undefined) throw new BrokerSyntaxError(phrase`a value is missing`);
    if ('word' in token) return scalar(token.word, token.quoted);
    if (token.sign !== '{' && token.sign !== '[')
      throw new BrokerSyntaxError(phrase`a value is missing`);
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw new BrokerSyntaxError(phrase`deeper than ${MAX_DEPTH}`);
    const value: BrokerValue =
      token.sign === '{'
        ? { kind: 'block', entries: this.entries('}') }
        : { kind: 'list', items: this.items() };
    this.depth -= 1;
    return value;
  }

  private items(): BrokerValue[] {
    const items: BrokerValue[] = [];
    for (;;) {
      this.skip('\n', ',');
      const token = this.list[this.at];
      if (token === undefined) throw new BrokerSyntaxError(phrase`a list is not closed`);
      if ('sign' in token && token.sign === ']') {
        this.at += 1;
        return items;
      }
      items.push(this.value());
    }
  }

  private skip(...signs: readonly string[]): void {
    for (;;) {
      const token = this.list[this.at];
      if (token === undefined || !('sign' in token) || !signs.includes(token.sign)) return;
      this.at += 1;
    }
  }
}

function scalar(text: string, quoted: boolean): BrokerValue {
  if (quoted) return { kind: 'text', text };
  if (text.startsWith('$')) return { kind: 'variable', text: text.slice(1) };
  return { kind: 'bare', text };
}

/**
 * Parses a broker configuration. Refuses quoted text that contains a backslash. @throws BrokerSyntaxError if `text` is faulty, too
 * long or nested too deep
 */
export function parseBroker(text: string): BrokerBlock {
  if (text.length > MAX_TEXT)
    throw new BrokerSyntaxError(phrase`longer than ${MAX_TEXT} characters`);
  return { kind: 'block', entries: new Parser(tokens(text)).entries(undefined) };
}
