/** Characters of a text member that the largest documents have. */
const characters = 63_000;

/**
 * Makes `compose` with a text for which its document has exactly `bytes` bytes: three bytes a character, then four,
 * then the last few as letters.
 */
export async function largestText<T extends { readonly document: Uint8Array }>(
  bytes: number,
  compose: (text: string) => Promise<T>,
): Promise<T> {
  const empty = (await compose('.')).document.length - 1;
  const wanted = bytes - empty;
  const four = Math.max(0, wanted - 3 * characters);
  const three = Math.floor((wanted - 4 * four) / 3);
  const rest = wanted - 4 * four - 3 * three;
  return compose('𝕏'.repeat(four) + '界'.repeat(three) + 'x'.repeat(rest));
}
