import { neverScanned } from '#capabilities/attachments/scans/scan.model';
import type { AttachmentEntry } from '#kernel';
import type { AttachmentProgress, AttachmentView } from './attachments.contract.js';
import type { AttachmentRecord, DispatchHead } from '#threads';
import { layoutOfCiphertext, type TransferProgress } from '#objects';

export function attachmentProgress(
  direction: DispatchHead['direction'],
  {
    position,
    ciphertextSize,
    scan,
  }: Pick<AttachmentRecord, 'position' | 'ciphertextSize' | 'scan'>,
  transfer: TransferProgress | undefined,
): AttachmentProgress {
  return {
    position,
    state: direction === 'OUT' ? 'COMPLETE' : (transfer?.state ?? 'PARTIAL'),
    chunks: layoutOfCiphertext(ciphertextSize).chunks,
    have: transfer?.have ?? 0,
    scan: scan ?? neverScanned,
  };
}

export const attachmentView = (
  progress: AttachmentProgress,
  entry: AttachmentEntry,
): AttachmentView => ({ ...progress, ...entry });
