const longestCompared = 80;

export function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (const [i, letter] of Array.from(one).entries()) {
    const next = [i + 1];
    for (let j = 0; j < other.length; j += 1)
      next.push(
        Math.min(
          (row[j] ?? 0) + (letter === other[j] ? 0 : 1),
          (row[j + 1] ?? 0) + 1,
          (next[j] ?? 0) + 1,
        ),
      );
    row = next;
  }
  return row[other.length] ?? 0;
}

/** Finds the word nearest to `text` by edit distance. Undefined if no word is near enough. Pure. */
export function nearestWord(text: string, words: readonly string[]): string | undefined {
  const said = text.slice(0, longestCompared).toLowerCase();
  const [first] = words
    .map((word) => ({ word, far: distance(said, word.toLowerCase()) }))
    .filter(({ word, far }) => far <= Math.max(1, Math.floor(word.length / 3)))
    .sort((a, b) => a.far - b.far);
  return first?.word;
}
