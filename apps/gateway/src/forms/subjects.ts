import { IsOptional } from 'class-validator';
import { parseDocumentId, parseThreadId, type Purpose } from '#kernel';
import {
  subjectGrounds,
  subjectLimits,
  type SubjectGround,
} from '#capabilities/data-subjects/data-subjects.lists';
import type { Calls, DispatchesAsked } from '#capabilities/calls';
import type { SubjectSearchAsked } from '#capabilities/data-subjects/found-files.contract';
import { SubjectPurposeQuery } from './addresses.js';
import { Formed, OneOf, uuid, uuid7, Words, WordsList } from './fields.js';

const day = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const { names, nameLength, numbers, numberLength, referenceLength } = subjectLimits;

export class SubjectSearchForm {
  @OneOf(subjectGrounds, 'What the person wants, Directive (EU) 2016/680 art. 14, 16, 17; logged.')
  ground: SubjectGround;

  @Words(referenceLength, 'Of the person’s application; the log keeps a digest of it alone.')
  reference: string;

  @WordsList(names, nameLength, 'Writings of the name; each is looked for by all its words.')
  names: string[];

  @IsOptional()
  @Formed(day, 'Who bears the name and another date of birth is not shown.', false)
  birthDate?: string;

  @WordsList(
    numbers,
    numberLength,
    'Numbers of documents, phones and plates, as they were written.',
  )
  numbers: string[];

  @IsOptional()
  @Formed(uuid, 'The last thread already seen: `next` of the page before.', false)
  before?: string;
}

export const soughtPersonOf = (form: SubjectSearchForm): SubjectSearchAsked => ({
  ground: form.ground,
  reference: form.reference,
  names: form.names,
  birthDate: form.birthDate ?? null,
  numbers: form.numbers,
  before: form.before === undefined ? null : parseThreadId(form.before),
});

export class SubjectAsksQuery extends SubjectPurposeQuery {
  @IsOptional()
  @Formed(/^(?:[1-9]\d?|100)$/, 'Most rows wanted, 1 to 100.', false)
  limit?: string;

  @IsOptional()
  @Formed(uuid7, 'Id of the last row already seen.', false)
  before?: string;
}

export class SubjectAskQuery extends SubjectPurposeQuery {
  @IsOptional()
  @Formed(/^(?:[1-9]\d?|100)$/, 'Most documents wanted, 1 to 100.', false)
  limit?: string;

  @IsOptional()
  @Formed(uuid7, 'The last document already seen.', false)
  after?: string;
}

export const askOf = ({
  purpose,
  limit,
  after,
}: SubjectAskQuery): DispatchesAsked & { readonly purpose: Purpose } => ({
  purpose,
  limit: Number(limit ?? 50),
  after: after === undefined ? null : parseDocumentId(after),
});

export const asksOf = ({
  purpose,
  limit,
  before,
}: SubjectAsksQuery): Omit<Calls['inbox.subject-asks']['in'], 'session'> => ({
  purpose,
  limit: Number(limit ?? 50),
  before: before === undefined ? null : parseThreadId(before),
});
