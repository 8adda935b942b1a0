/**
 * Bytes of what is sealed, or opened, at once; the first item of a batch may have more. Enclosed documents and entries, each
 * of which is verified, take about half a kibibyte or more, so about 1,000 of them are in a batch at most.
 */
export const batchBytes = 512 * 1024;
