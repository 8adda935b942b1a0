export const recipientName = (handed: string): string => `package-recipient:${handed}`;

/**
 * Value stored instead of a recipient's name for a package of an erased thread. The name is not stored, because no thread key
 * is left by which to erase the name later.
 */
export const unnamed: Uint8Array = Buffer.alloc(0);

export const isNamed = (recipient: Buffer | null): recipient is Buffer =>
  recipient !== null && recipient.length > 0;
