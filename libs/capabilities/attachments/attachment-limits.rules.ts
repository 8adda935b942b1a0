import type { AttachmentEntry } from '#kernel';
import { FlowError } from '#threads';

/** What attachments one document may have here: the State's own settings. */
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
): FlowError | undefined {
  const count = attachments.length;
  if (count > attachmentsPerDocument)
    return new FlowError(
      'ATTACHMENTS_OVER_LIMIT',
      `${count} attachments; at most ${attachmentsPerDocument}`,
    );
  const at = attachments.findIndex(({ size }) => size > attachmentBytes);
  const large = attachments[at];
  if (large === undefined) return undefined;
  return new FlowError(
    'ATTACHMENTS_OVER_LIMIT',
    `attachment ${at + 1} has ${large.size} bytes; at most ${attachmentBytes}`,
  );
}
