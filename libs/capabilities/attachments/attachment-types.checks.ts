import { saysType, typeFlaw, typeHeadBytes } from './file-types.model.js';
import type { AttachmentEntry } from '#kernel';
import { type NewAttachment, ExchangeError } from '#threads';
import type { AttachmentReader } from '#objects';

/**
 * Refuses a file that is not what its name or its media type says, before the document is taken: whoever opens it on the other
 * side goes by these, and so do the rules of a State. What says nothing that is known here is not looked at.
 * @throws ExchangeError ATTACHMENT_TYPE_DIFFERS with its number, never its name; ObjectsError
 */
export async function requireTyped(
  reader: AttachmentReader,
  entries: readonly AttachmentEntry[],
  attachments: readonly NewAttachment[],
): Promise<void> {
  for (const [i, entry] of entries.entries()) {
    const stored = attachments[i];
    if (stored === undefined || !saysType(entry)) continue;
    const flaw = typeFlaw(entry, await headOf(reader, stored, entry.size));
    if (flaw !== undefined)
      throw new ExchangeError('ATTACHMENT_TYPE_DIFFERS', `attachment ${i + 1}: ${flaw}`);
  }
}

async function headOf(
  reader: AttachmentReader,
  { root, key }: NewAttachment,
  size: number,
): Promise<Uint8Array> {
  const range = { from: 0, to: Math.min(size, typeHeadBytes) };
  for await (const piece of reader.decryptStream(root, key, size, range)) return piece;
  return new Uint8Array();
}
