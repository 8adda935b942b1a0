export const recipientName = (handed: string): string => `package-recipient:${handed}`;

/**
 * Stored instead of a recipient's name when the thread was already erased. Without the thread key, a stored name could not be
 * erased later.
 */
export const unnamed: Uint8Array = Buffer.alloc(0);

export const isNamed = (recipient: Buffer | null): recipient is Buffer =>
  recipient !== null && recipient.length > 0;
