/** A text as it stands in a row, in a file, in what was sealed: plain, hexadecimal, base64 at each of three offsets. */
export function forms(text: string): string[] {
  const base64 = [0, 1, 2].map((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
    // Only what no neighbouring byte has a part in.
    return padded.toString('base64').slice(offset === 0 ? 0 : 4, -4);
  });
  // Shorter ones stand anywhere.
  return [text, Buffer.from(text).toString('hex'), ...base64].filter(({ length }) => length >= 4);
}
