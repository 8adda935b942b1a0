import { Dict, Name, Reference, Stream, Text, type Value } from './values.js';

export class PdfFault extends Error {
  constructor(
    readonly clause: '6.1.4' | '6.1.6' | '6.1.7.1' | '6.1.9',
    readonly where: string,
  ) {
    super(`not PDF: ${where}`);
  }
}

const blanks = new Set([0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20]);
const delimiters = new Set(Array.from(Buffer.from('()<>[]{}/%')));
const mostDepth = 32;

export class Lexer {
  constructor(
    readonly bytes: Uint8Array,
    public at: number,
  ) {}

  fault(clause: PdfFault['clause'] = '6.1.9'): PdfFault {
    return new PdfFault(clause, `at ${this.at}`);
  }

  #peek(ahead = 0): number {
    return this.bytes[this.at + ahead] ?? -1;
  }

  skip(): this {
    while (blanks.has(this.#peek()) || this.#peek() === 0x25)
      if (this.#peek() === 0x25) while (![0x0a, 0x0d, -1].includes(this.#peek())) this.at += 1;
      else this.at += 1;
    return this;
  }

  isNext(word: string): boolean {
    return Buffer.from(this.bytes.subarray(this.at, this.at + word.length)).equals(
      Buffer.from(word, 'latin1'),
    );
  }

  expect(word: string): void {
    if (!this.isNext(word)) throw this.fault();
    this.at += word.length;
  }

  word(): string {
    const from = this.at;
    while (this.#peek() !== -1 && !blanks.has(this.#peek()) && !delimiters.has(this.#peek()))
      this.at += 1;
    return Buffer.from(this.bytes.subarray(from, this.at)).toString('latin1');
  }

  whole(): number {
    const word = this.word();
    if (!/^[0-9]{1,10}$/.test(word)) throw this.fault();
    return Number(word);
  }

  value(depth = 0): Value {
    if (depth > mostDepth) throw this.fault();
    this.skip();
    if (this.isNext('<<')) return this.#dict(depth);
    switch (this.#peek()) {
      case 0x2f:
        return this.#name();
      case 0x28:
        return this.#literal();
      case 0x3c:
        return this.#hex();
      case 0x5b:
        return this.#array(depth);
      default:
        return this.#plain();
    }
  }

  #name(): Name {
    this.at += 1;
    const text = this.word();
    return new Name(
      text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) =>
        Buffer.from(hex, 'hex').toString('latin1'),
      ),
    );
  }

  #literal(): Text {
    const found: number[] = [];
    for (let open = 0; ;) {
      const byte = this.#peek();
      if (byte === -1) throw this.fault();
      this.at += 1;
      if (byte === 0x28 && (open += 1) === 1) continue;
      if (byte === 0x29 && (open -= 1) === 0) return new Text(Uint8Array.from(found));
      found.push(byte === 0x5c ? this.#escaped() : byte);
    }
  }

  #escaped(): number {
    const letter = String.fromCharCode(this.#peek());
    const plain = 'nrtbf'.indexOf(letter);
    this.at += 1;
    if (plain >= 0) return [0x0a, 0x0d, 0x09, 0x08, 0x0c][plain] ?? 0;
    if ('()\\'.includes(letter)) return letter.charCodeAt(0);
    const octal = Buffer.from(this.bytes.subarray(this.at - 1, this.at + 2)).toString('latin1');
    if (!/^[0-7]{3}$/.test(octal)) throw this.fault();
    this.at += 2;
    return Number.parseInt(octal, 8) & 0xff;
  }

  #hex(): Text {
    const end = this.bytes.indexOf(0x3e, this.at);
    const digits = Buffer.from(this.bytes.subarray(this.at + 1, Math.max(end, 0))).toString(
      'latin1',
    );
    if (end < 0 || !/^(?:[0-9A-Fa-f]{2})*$/.test(digits)) throw this.fault('6.1.6');
    this.at = end + 1;
    return new Text(Buffer.from(digits, 'hex'), true);
  }

  #array(depth: number): Value[] {
    this.at += 1;
    const found: Value[] = [];
    for (this.skip(); this.#peek() !== 0x5d; this.skip()) found.push(this.value(depth + 1));
    this.at += 1;
    return found;
  }

  #dict(depth: number): Dict {
    this.at += 2;
    const entries: [string, Value][] = [];
    for (this.skip(); !this.isNext('>>'); this.skip()) {
      if (this.#peek() !== 0x2f) throw this.fault();
      entries.push([this.#name().name, this.value(depth + 1)]);
    }
    this.at += 2;
    if (new Set(entries.map(([key]) => key)).size !== entries.length) throw this.fault();
    return new Dict(entries);
  }

  #plain(): Value {
    const word = this.word();
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') return null;
    if (!/^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)$/.test(word)) throw this.fault();
    return this.#reference(word) ?? Number(word);
  }

  #reference(word: string): Reference | undefined {
    const from = this.at;
    const rest = Buffer.from(this.bytes.subarray(from, from + 5)).toString('latin1');
    if (!/^[0-9]{1,10}$/.test(word) || !/^ 0 R(?![A-Za-z])/.test(rest)) return undefined;
    this.at = from + 4;
    return new Reference(Number(word));
  }

  object(): { readonly number: number; readonly value: Value } {
    const number = this.whole();
    this.expect(' 0 obj');
    const value = this.value();
    this.skip();
    if (!this.isNext('stream')) {
      this.expect('endobj');
      return { number, value };
    }
    if (!(value instanceof Dict)) throw this.fault();
    const stream = this.#stream(value);
    this.skip();
    this.expect('endobj');
    return { number, value: stream };
  }

  #stream(dict: Dict): Stream {
    const length = dict.get('Length');
    this.expect('stream');
    if (this.#peek() === 0x0d) this.at += 1;
    this.expect('\n');
    const from = this.at;
    const data = this.bytes.subarray(from, from + (typeof length === 'number' ? length : 0));
    this.at += data.length;
    if (this.#peek() === 0x0d) this.at += 1;
    if (!this.isNext('\nendstream')) throw this.fault('6.1.7.1');
    this.expect('\nendstream');
    return new Stream(dict, data);
  }
}
