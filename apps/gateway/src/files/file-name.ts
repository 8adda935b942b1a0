const MAX_LENGTH = 120;

/** Makes a file name safe for `Content-Disposition` (RFC 6266, RFC 8187). Keeps at most 120 characters of the name. */
export function safeName(name: string): { readonly ascii: string; readonly encoded: string } {
  const cleaned = Array.from(name)
    .filter((character) => !/[\p{C}\p{Zl}\p{Zp}]/u.test(character))
    .map((character) => (/[\\/:*?"<>|%;]/.test(character) ? '_' : character))
    .slice(0, MAX_LENGTH)
    .join('')
    .replace(/^[\s.]+/, '')
    .trim();
  const kept = cleaned === '' ? 'attachment' : cleaned;
  return {
    ascii: kept.replace(/[^\x20-\x7e]/g, '_'),
    encoded: encodeURIComponent(kept).replace(
      /['()*!]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    ),
  };
}
