import type { AttachmentEntry } from '#kernel';
import { ExchangeError } from '#threads';

/** Settings of this State for the attachments of one document. */
export interface AttachmentLimits {
  readonly attachmentBytes: number;
  readonly attachmentsPerDocument: number;
}

/**
 * Judges the attachments a signed document names, on its way out and on its way in, before a byte of them is kept.
 * @returns ATTACHMENTS_OVER_LIMIT with numbers, never a name; undefined when they are within the limits
 */
export function overLimits(
  attachments: readonly Pick<AttachmentEntry, 'size'>[],
  { attachmentBytes, attachmentsPerDocument }: AttachmentLimits,
): ExchangeError | undefined {
  const count = attachments.length;
  if (count > attachmentsPerDocument)
    return new ExchangeError(
      'ATTACHMENTS_OVER_LIMIT',
      `${count} attachments; at most ${attachmentsPerDocument}`,
    );
  const at = attachments.findIndex(({ size }) => size > attachmentBytes);
  const large = attachments[at];
  if (large === undefined) return undefined;
  return new ExchangeError(
    'ATTACHMENTS_OVER_LIMIT',
    `attachment ${at + 1} has ${large.size} bytes; at most ${attachmentBytes}`,
  );
}
