const length = 8;
const form = /^[0-9a-f]{8}$/;
const wholeForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Last characters of an id, short enough to type. First characters differ too little within one list, because UUID v7 begins
 * with the time. Pure.
 */
export const shortId = (id: string): string => id.slice(-length);

export const isShortId = (text: string): boolean => form.test(text);

export const isWholeId = (text: string): boolean => wholeForm.test(text);
