import { closed, text } from '#kernel/schema';
import { formalFields, formalMembers } from './formal-text.kind.js';
import { kind, type Field } from '#kernel/documents/kind';

const names = Object.keys(formalMembers) as (keyof typeof formalMembers)[];
const unfinished = ({ name, control, label, fields }: Field): Field => ({
  name,
  control,
  label,
  optional: true,
  ...(fields !== undefined && { fields }),
});

/** Unfinished formal request, sent to the other State's central authority for review. Any member may be missing. */
export const formalRequestDraft = kind({
  schema: closed({ ...formalMembers, remarks: text(4000, 0) }, names),
  signers: ['CENTRAL_AUTHORITY', 'JUDICIAL_AUTHORITY'],
  form: [
    ...formalFields.map(unfinished),
    { name: 'remarks', control: 'lines', label: 'What they should look at', optional: true },
  ],
});
