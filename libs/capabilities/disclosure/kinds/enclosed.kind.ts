import type { Fingerprint } from '#kernel/ids';
import { closed, forms, list, type Of, type Schema } from '#kernel/schema';

/** Bounds of what a document encloses of other States; all of it must fit one document. */
export const enclosedLimits = {
  items: 8,
  entries: 24,
  /** Borders that a document may cross, from its originator on: three States hand it on. */
  hops: 4,
  /** Signed documents and different directory entries in all, however deep: each costs whoever verifies it time. */
  allDocuments: 32,
  allEntries: 96,
} as const;

const documentBytes = forms.base64(256 * 1024);
const signature = forms.base64(8_000);
const certificate = forms.base64(64_000);

const signed = { document: documentBytes, signature, certificate };
/** A document of another State as it was signed. */
export const signedDocument = closed(signed);
export type EnclosedDocument = Of<typeof signedDocument>;

const entry = closed({
  entry: forms.base64(64 * 1024),
  signatures: list(forms.base64(4000), 4, 1),
});

/**
 * A document of another State, with its release, and with the entries of that State's directory that certify who signed
 * the two: a receiver that is no neighbour of the originator has nothing else, and `root` is the forwarder's word.
 */
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
 * The release of what a forward encloses, which travels in the forwarder's own release of that forward. `directory`: entries
 * that certify who signed it, where those that came with the document do not.
 */
export const enclosedRelease = closed(
  { ...signed, directory: list(entry, enclosedLimits.entries, 1) },
  ['directory'],
);
export type EnclosedRelease = Of<typeof enclosedRelease>;

/** Answer to a recall, of one to whom the document was handed on. */
export const enclosedAnswer = closed({
  ...signed,
  root: forms.fingerprint as Schema<Fingerprint>,
  directory: list(entry, enclosedLimits.entries, 1),
});
export type EnclosedAnswer = Of<typeof enclosedAnswer>;
