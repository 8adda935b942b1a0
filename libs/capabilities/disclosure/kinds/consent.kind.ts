import type { DocumentId, Sha256, StateCode } from '#kernel/ids';
import { deskPurposes, type Purpose } from '#kernel/lists';
import { closed, forms, list, oneOf, type Schema } from '#kernel/schema';
import { enclosedLimits } from './enclosed.kind.js';
import type { Field } from '#kernel/documents/kind';

export const address = closed({
  state: forms.state as Schema<StateCode>,
  authority: forms.authority,
});

/** Content of a release. `through`: authorities on the way to the recipient, in order. */
export const released = {
  item: forms.uuid7 as Schema<DocumentId>,
  itemSha256: forms.sha256 as Schema<Sha256>,
  recipient: address,
  through: list(address, enclosedLimits.hops - 2, 1),
  purpose: oneOf(deskPurposes) as Schema<Purpose>,
  until: forms.time,
};

const addressFields: readonly Field[] = [
  { name: 'state', control: 'line', label: 'State' },
  { name: 'authority', control: 'line', label: 'Authority' },
];

export const releasedFields: readonly Field[] = [
  { name: 'item', control: 'document', label: 'Which document' },
  { name: 'itemSha256', control: 'line', label: 'SHA-256 of its signed bytes' },
  {
    name: 'recipient',
    control: 'part',
    label: 'To whom; your own authority to take it out of the gateway',
    fields: addressFields,
  },
  {
    name: 'through',
    control: 'rows',
    label: 'Through whom, where you hand it on to somebody who hands it on',
    optional: true,
    fields: addressFields,
  },
  { name: 'purpose', control: 'choice', label: 'What for' },
  { name: 'until', control: 'time', label: 'Until when' },
];
