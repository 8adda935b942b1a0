import { phrase, type AttachmentEntry } from '#kernel';
import { ExchangeError } from '#threads';

export interface AttachmentLimits {
  readonly attachmentBytes: number;
  readonly attachmentsPerDocument: number;
}

/**
 * Checks number and sizes of attachments before any file is stored. @returns ATTACHMENTS_OVER_LIMIT without file names;
 * undefined within the limits
 */
export function overLimits(
  attachments: readonly Pick<AttachmentEntry, 'size'>[],
  { attachmentBytes, attachmentsPerDocument }: AttachmentLimits,
): ExchangeError | undefined {
  const count = attachments.length;
  if (count > attachmentsPerDocument)
    return new ExchangeError(
      'ATTACHMENTS_OVER_LIMIT',
      phrase`${count} attachments; at most ${attachmentsPerDocument}`,
    );
  const at = attachments.findIndex(({ size }) => size > attachmentBytes);
  const large = attachments[at];
  if (large === undefined) return undefined;
  return new ExchangeError(
    'ATTACHMENTS_OVER_LIMIT',
    phrase`attachment ${at + 1} has ${large.size} bytes; at most ${attachmentBytes}`,
  );
}
