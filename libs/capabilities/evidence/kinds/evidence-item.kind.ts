import { proceedingsKinds } from '../evidence.lists.js';
import type { DocumentId, Sha256, StateCode } from '#kernel/ids';
import { closed, forms, list, oneOf, text, type Of, type Schema } from '#kernel/schema';
import type { Field } from '#kernel/documents/kind';

export const mostEvidenceItems = 32;

const hash = forms.sha256 as Schema<Sha256>;
export const reference = closed({
  document: forms.uuid7 as Schema<DocumentId>,
  sha256: hash,
});
export type Reference = Of<typeof reference>;

export const evidenceItem = closed({
  document: forms.uuid7 as Schema<DocumentId>,
  sha256: hash,
  attachments: { ...list(hash, mostEvidenceItems), uniqueItems: true },
});
export type EvidenceItem = Of<typeof evidenceItem>;

export const evidenceItems = (least: 0 | 1): Schema<readonly EvidenceItem[]> =>
  list(evidenceItem, mostEvidenceItems, least);

export const referenceFields: readonly Field[] = [
  { name: 'document', control: 'document', label: 'Document of the thread' },
  { name: 'sha256', control: 'line', label: 'SHA-256 of its signed bytes' },
];
export const evidenceItemFields: readonly Field[] = [
  ...referenceFields,
  {
    name: 'attachments',
    control: 'files',
    label: 'Those of its files that are meant, by SHA-256',
    optional: true,
  },
];

export const proceedings = closed({
  kind: oneOf(proceedingsKinds),
  court: text(300),
  reference: text(120),
  jurisdiction: forms.state as Schema<StateCode>,
});
export type Proceedings = Of<typeof proceedings>;

export const proceedingsFields: readonly Field[] = [
  { name: 'kind', control: 'choice', label: 'Investigation, prosecution or proceeding' },
  { name: 'court', control: 'line', label: 'Court or authority that conducts it' },
  { name: 'reference', control: 'line', label: 'Its reference' },
  { name: 'jurisdiction', control: 'line', label: 'State whose proceedings they are' },
];
