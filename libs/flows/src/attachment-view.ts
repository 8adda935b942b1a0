import type { AttachmentEntry, AttachmentView } from '#model';
import type { DispatchRecord } from '#cases';
import { layoutOf, type TransferProgress } from '#objects';

/**
 * One attachment as the signed document names it. What this State sent is always whole here; its `have` then says how
 * much the receiver has reported.
 */
export function attachmentView(
  direction: DispatchRecord['direction'],
  position: number,
  entry: AttachmentEntry,
  transfer: TransferProgress | undefined,
): AttachmentView {
  return {
    position,
    ...entry,
    state: direction === 'OUT' ? 'COMPLETE' : (transfer?.state ?? 'PARTIAL'),
    chunks: layoutOf(entry.size).chunks,
    have: transfer?.have ?? 0,
  };
}
