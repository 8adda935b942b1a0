import PDFDocument from 'pdfkit';
import type { Fonts } from './fonts.js';
import { type Direction, type Line, linesOf } from './lines.js';

const page = { width: 595.28, top: 78, bottom: 776, margin: 56 } as const;
const column = { label: 150, gap: 12, number: 22 } as const;
const black = '#000000';
const gray = '#5a5a5a';
const faint = '#ececec';

/** Value that tells pdfkit to load no default font. PDF/A forbids that font, because it is not embedded. */
const noFont = null as unknown as string;

interface Style {
  readonly size: number;
  readonly color?: string;
  readonly direction?: Direction;
}

interface Band {
  readonly left: number;
  readonly right: number;
}

const whole: Band = { left: page.margin, right: page.width - page.margin };

export class Sheet {
  readonly #document: PDFKit.PDFDocument;
  readonly #chunks: Uint8Array[] = [];
  readonly #ended: Promise<void>;
  readonly #guard: (text: string) => void;
  #y: number = page.bottom;

  constructor(
    fonts: Fonts,
    readonly direction: Direction,
    readonly mark: string,
    guard: (text: string) => void,
  ) {
    this.#document = new PDFDocument({
      ...{ size: 'A4', margin: 0, autoFirstPage: false, bufferPages: true },
      ...{ compress: false, pdfVersion: '1.7', font: noFont },
    });
    this.#document.registerFont('latin', fonts.latin).registerFont('arabic', fonts.arabic);
    this.#guard = guard;
    this.#ended = new Promise((done) => {
      this.#document.on('data', (chunk: Uint8Array) => this.#chunks.push(chunk)).on('end', done);
    });
  }

  #split(first: number): readonly [Band, Band] {
    const { left, right } = whole;
    return this.direction === 'ltr'
      ? [
          { left, right: left + first },
          { left: left + first + column.gap, right },
        ]
      : [
          { left: right - first, right },
          { left, right: right - first - column.gap },
        ];
  }

  #lines(text: string, { left, right }: Band, { size, direction }: Style): readonly Line[] {
    this.#guard(text);
    return linesOf(text, {
      width: right - left,
      direction: direction ?? this.direction,
      measure: ({ face, text: letters }) => this.#document.font(face, size).widthOfString(letters),
    });
  }

  #draw(line: Line, { left, right }: Band, y: number, { size, color = black }: Style): void {
    let x = this.direction === 'ltr' ? left : right - line.width;
    this.#document.fillColor(color);
    for (const { face, text } of line.pieces) {
      this.#document.font(face, size);
      if (text.trim() !== '')
        this.#document.text(text, x, y, { lineBreak: false, baseline: 'alphabetic' });
      x += this.#document.widthOfString(text);
    }
  }

  #need(height: number): void {
    if (this.#y + height <= page.bottom) return;
    this.#document.addPage();
    this.#y = page.top;
    if (this.mark === '') return;
    const style = { size: 110, color: faint };
    const [line] = this.#lines(this.mark, whole, style);
    if (line === undefined) return;
    const left = (page.width - line.width) / 2;
    this.#draw(line, { left, right: left + line.width }, 470, style);
  }

  #put(lines: readonly Line[], band: Band, style: Style): void {
    const leading = style.size * 1.5;
    for (const line of lines) {
      this.#need(leading);
      this.#draw(line, band, this.#y + style.size, style);
      this.#y += leading;
    }
  }

  title(text: string): void {
    this.#need(60);
    const style = { size: 17 };
    this.#put(this.#lines(text, whole, style), whole, style);
    this.#y += 4;
  }

  heading(text: string): void {
    this.#need(64);
    this.#y += 12;
    const style = { size: 11.5 };
    this.#put(this.#lines(text, whole, style), whole, style);
    const { left, right } = whole;
    this.#document.lineWidth(0.6).moveTo(left, this.#y).lineTo(right, this.#y).stroke(gray);
    this.#y += 6;
  }

  fact(label: string, values: readonly string[], machine = true): void {
    const [first, second] = this.#split(column.label);
    const style: Style = { size: 8.5, ...(machine ? { direction: 'ltr' } : {}) };
    const named = this.#lines(label, first, { size: 8.5 });
    const said = values.flatMap((value) => this.#lines(value, second, style));
    const leading = style.size * 1.5;
    this.#need(leading * Math.max(named.length, Math.min(said.length, 4)));
    const y = this.#y;
    for (const [i, line] of named.entries())
      this.#draw(line, first, y + 8.5 + i * leading, { size: 8.5, color: gray });
    this.#put(said, second, style);
    if (this.#y > y) this.#y = Math.max(this.#y, y + named.length * leading);
  }

  paragraph(text: string): void {
    const style = { size: 9 };
    this.#put(this.#lines(text, whole, style), whole, style);
    this.#y += 3;
  }

  item(number: number, text: string): void {
    const [first, second] = this.#split(column.number);
    const style = { size: 9 };
    const lines = this.#lines(text, second, style);
    this.#need(13.5 * Math.min(lines.length, 3));
    for (const line of this.#lines(`${number}.`, first, style))
      this.#draw(line, first, this.#y + 9, style);
    this.#put(lines, second, style);
    this.#y += 3;
  }

  hash(text: string, hash: string): void {
    this.#need(38);
    const name: Style = { size: 8, direction: 'ltr' };
    const digits: Style = { size: 8, direction: 'ltr', color: gray };
    this.#put(this.#lines(text, whole, name), whole, name);
    for (const part of halves(hash)) this.#put(this.#lines(part, whole, digits), whole, digits);
    this.#y += 3;
  }

  signature(label: string): void {
    this.#need(64);
    this.#y += 34;
    const { left, right } = whole;
    this.#document.lineWidth(0.6).moveTo(left, this.#y).lineTo(right, this.#y).stroke(gray);
    this.#y += 2;
    this.paragraph(label);
  }

  async finish(
    head: string,
    foot: (page: number, of: number) => readonly string[],
  ): Promise<Buffer> {
    const { count } = this.#document.bufferedPageRange();
    const style = { size: 8, color: gray };
    for (let i = 0; i < count; i += 1) {
      this.#document.switchToPage(i);
      const lines = head === '' ? [] : this.#lines(head, whole, { size: 9 });
      for (const [n, line] of lines.entries()) this.#draw(line, whole, 40 + n * 13, { size: 9 });
      for (const [n, text] of foot(i + 1, count).entries())
        for (const line of this.#lines(text, whole, style))
          this.#draw(line, whole, 802 + 12 * n, style);
    }
    this.#document.end();
    await this.#ended;
    return Buffer.concat(this.#chunks);
  }
}

export const halves = (hash: string): readonly string[] => [hash.slice(0, 64), hash.slice(64)];
