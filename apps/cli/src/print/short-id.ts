const length = 8;
const form = /^[0-9a-f]{8}$/;

/** End of an id, to read and to type. The beginning of a UUID v7 is a time that neighbours in a list share. Pure. */
export const shortId = (id: string): string => id.slice(-length);

export const isShortId = (text: string): boolean => form.test(text);
