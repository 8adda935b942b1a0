import type { DocumentId, Sha256, StateCode } from '../ids.js';
import { purposes } from '../lists.js';
import { closed, forms, oneOf, type Schema } from '../schema.js';
import type { Field } from './kind.js';

/** What a release is about: which document, to whom, what for, until when. Asked for and given in the same words. */
export const released = {
  item: forms.uuid7 as Schema<DocumentId>,
  itemSha256: forms.sha256 as Schema<Sha256>,
  recipient: closed({ state: forms.state as Schema<StateCode>, authority: forms.authority }),
  purpose: oneOf(purposes),
  until: forms.time,
};

export const releasedFields: readonly Field[] = [
  { name: 'item', control: 'document', label: 'Which document' },
  { name: 'itemSha256', control: 'line', label: 'SHA-256 of its signed bytes' },
  {
    name: 'recipient',
    control: 'part',
    label: 'To whom; your own authority to take it out of the gateway',
    fields: [
      { name: 'state', control: 'line', label: 'State' },
      { name: 'authority', control: 'line', label: 'Authority' },
    ],
  },
  { name: 'purpose', control: 'choice', label: 'What for' },
  { name: 'until', control: 'time', label: 'Until when' },
];
