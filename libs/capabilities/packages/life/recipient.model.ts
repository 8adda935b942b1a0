export const recipientName = (handed: string): string => `package-recipient:${handed}`;

/** Stands for the recipient of a package of an erased thread. The name is not kept, because no key is left to erase it by. */
export const unnamed: Uint8Array = Buffer.alloc(0);

export const isNamed = (recipient: Buffer | null): recipient is Buffer =>
  recipient !== null && recipient.length > 0;
