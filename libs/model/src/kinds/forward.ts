import type { Fingerprint } from '../ids.js';
import { closed, forms, list, pattern, text, type Of, type Schema } from '../schema.js';
import { kind } from './kind.js';

/** Bounds of what one forward encloses; all of it must fit one document. */
export const enclosedLimits = { items: 8, entries: 24 } as const;

const documentBytes = forms.base64(256 * 1024);
const signature = forms.base64(8_000);
const certificate = forms.base64(64_000);

/** A document of a third State as it was signed. */
const signedDocument = closed({ document: documentBytes, signature, certificate });
export type EnclosedDocument = Of<typeof signedDocument>;

/**
 * A document of another State, with its release, and with the entries of that State's directory that certify who signed
 * the two: a receiver that is no neighbour of the originator has nothing else, and `root` is the forwarder's word.
 */
export const enclosed = closed(
  {
    document: documentBytes,
    signature,
    certificate,
    consent: signedDocument,
    root: forms.fingerprint as Schema<Fingerprint>,
    directory: list(
      closed({ entry: forms.base64(64 * 1024), signatures: list(forms.base64(4000), 4, 1) }),
      enclosedLimits.entries,
      1,
    ),
  },
  ['consent'],
);
export type Enclosed = Of<typeof enclosed>;

/** Hands on what another State has said, whole and as that State signed it. Opens a thread without a clock. */
export const forward = kind({
  schema: closed({
    subjectLine: text(160),
    language: pattern('^[a-z]{2,3}$'),
    ownReference: text(80),
    reason: text(4000),
    enclosed: list(enclosed, enclosedLimits.items, 1),
  }),
  signers: ['LIAISON_OFFICER', 'DUTY_OFFICER'],
  form: [
    { name: 'subjectLine', control: 'line', label: 'In a few words' },
    { name: 'language', control: 'line', label: 'Language' },
    { name: 'ownReference', control: 'line', label: 'Your reference' },
    { name: 'reason', control: 'lines', label: 'Why you hand it on' },
    { name: 'enclosed', control: 'enclosed', label: 'Documents of other States' },
  ],
});
