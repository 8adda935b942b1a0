import stringWidth from 'string-width';

const clusters = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Terminal columns that a text takes: wide East Asian characters take two, combining marks none. Pure. */
export const widthOf = (text: string): number => stringWidth(text);

/** Splits a text into a start of at most `most` columns and the rest. Never splits what people see as one character. Pure. */
function split(text: string, most: number): readonly [string, string] {
  let width = 0;
  for (const { segment, index } of clusters.segment(text)) {
    width += widthOf(segment);
    if (width > most) return [text.slice(0, index), text.slice(index)];
  }
  return [text, ''];
}

const [opens, closes] = ['\u2068', '\u2069'];
const count = (text: string, mark: string): number => text.split(mark).length - 1;
const unclosed = (text: string): number => Math.max(0, count(text, opens) - count(text, closes));

/** Cuts a text to at most `most` columns and ends it with an ellipsis. Returns a text that fits unchanged. Pure. */
export function cut(text: string, most: number): string {
  if (widthOf(text) <= most) return text;
  const start = split(text, most - 1)[0].trimEnd();
  return `${start}…${closes.repeat(unclosed(start))}`;
}

export const padded = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)));

export const paddedLeft = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - widthOf(text))) + text;

/** Lines of at most `most` columns, broken between words. A word longer than a line is broken too. Pure. */
export function wrapped(text: string, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= most) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (widthOf(line) > most) {
      const [start, rest] = split(line, most);
      // A character wider than the line stands alone.
      if (start === '') break;
      lines.push(start);
      line = rest;
    }
  }
  return isolatedEach(line === '' && lines.length > 0 ? lines : [...lines, line]);
}

// The end of a line ends an isolated part: the next line opens it anew.
function isolatedEach(lines: readonly string[]): string[] {
  let open = 0;
  return lines.map((line) => {
    const whole = opens.repeat(open) + line;
    open = unclosed(whole);
    return whole + closes.repeat(open);
  });
}
