export const recipientName = (handed: string): string => `package-recipient:${handed}`;

/**
 * Value stored in place of a recipient's name for a package of an erased thread. The name itself is not stored, because no
 * key is left whose destruction would erase the name.
 */
export const unnamed: Uint8Array = Buffer.alloc(0);

export const isNamed = (recipient: Buffer | null): recipient is Buffer =>
  recipient !== null && recipient.length > 0;
