import type { Fingerprint } from '#kernel/ids';
import { closed, forms, list, type Of, type Schema } from '#kernel/schema';

export const enclosedLimits = {
  items: 8,
  entries: 24,
  /** Maximum number of transmissions from originator to last receiver, so that at most three States forward. */
  hops: 4,
  /**
   * Maximum numbers of signed documents and directory entries, counted over all levels of nested forwards. The numbers bound
   * the receiver's work of verifying.
   */
  allDocuments: 32,
  allEntries: 96,
} as const;

const documentBytes = forms.base64(256 * 1024);
const signature = forms.base64(8_000);
const certificate = forms.base64(64_000);

const signed = { document: documentBytes, signature, certificate };
export const signedDocument = closed(signed);
export type EnclosedDocument = Of<typeof signedDocument>;

const entry = closed({
  entry: forms.base64(64 * 1024),
  signatures: list(forms.base64(4000), 4, 1),
});

/** Signed document of another State, with its release (`consent`) if any. Only neighbours of that State can check `root`. */
export const enclosed = closed(
  {
    ...signed,
    consent: signedDocument,
    root: forms.fingerprint as Schema<Fingerprint>,
    directory: list(entry, enclosedLimits.entries, 1),
  },
  ['consent'],
);
export type Enclosed = Of<typeof enclosed>;

/**
 * Release of a document that a forward encloses, carried in the release of that forward. Without `directory`, the enclosed
 * document's `directory` certifies the signer.
 */
export const enclosedRelease = closed(
  { ...signed, directory: list(entry, enclosedLimits.entries, 1) },
  ['directory'],
);
export type EnclosedRelease = Of<typeof enclosedRelease>;

export const enclosedAnswer = closed({
  ...signed,
  root: forms.fingerprint as Schema<Fingerprint>,
  directory: list(entry, enclosedLimits.entries, 1),
});
export type EnclosedAnswer = Of<typeof enclosedAnswer>;
