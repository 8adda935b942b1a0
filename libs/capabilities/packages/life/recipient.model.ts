export const recipientName = (handed: string): string => `package-recipient:${handed}`;
