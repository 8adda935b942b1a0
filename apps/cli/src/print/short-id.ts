const length = 8;
const form = /^[0-9a-f]{8}$/;
const wholeForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Shortens an id to its last characters. Many UUIDs v7 begin with the same characters. Pure. */
export const shortId = (id: string): string => id.slice(-length);

export const isShortId = (text: string): boolean => form.test(text);

export const isWholeId = (text: string): boolean => wholeForm.test(text);
