/** Name under which a recipient is encrypted: it opens in its own row alone. */
export const recipientName = (handed: string): string => `package-recipient:${handed}`;
