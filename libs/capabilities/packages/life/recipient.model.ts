export const recipientName = (handed: string): string => `package-recipient:${handed}`;

/** Empty name of a recipient recorded after the thread was erased. Nothing could erase a real name later. */
export const unnamed: Uint8Array = Buffer.alloc(0);

export const isNamed = (recipient: Buffer | null): recipient is Buffer =>
  recipient !== null && recipient.length > 0;
