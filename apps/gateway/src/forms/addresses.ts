import { IsOptional } from 'class-validator';
import { chains, type ChainName } from '#capabilities/directory/directory.schema';
import { parseFingerprint, parseStateCode, deskPurposes, type Purpose } from '#kernel';
import type { Calls, Page } from '#capabilities/calls';
import { Formed, OneOf, uuid7 } from './fields.js';

const STANDARD_LIMIT = 50;

export class PageQuery {
  @IsOptional()
  @Formed(/^(?:[1-9]\d?|100)$/, 'Most rows wanted, 1 to 100.', false)
  limit?: string;

  @IsOptional()
  @Formed(uuid7, 'Id of the last row already seen.', false)
  before?: string;
}

export const pageOf = (query: PageQuery): Page => ({
  limit: Number(query.limit ?? STANDARD_LIMIT),
  before: query.before ?? null,
});

export class AuthoritiesQuery {
  @IsOptional()
  @Formed(/^(?:[1-9]\d?|100)$/, 'Most authorities wanted, 1 to 100.', false)
  limit?: string;

  @IsOptional()
  @Formed(
    /^[A-Z]{2}\/[a-z][a-z0-9-]{1,31}$/,
    'The last authority already seen: `next` of the page before.',
    false,
  )
  after?: string;
}

export const authoritiesOf = (
  query: AuthoritiesQuery,
): Omit<Calls['requests.authorities']['in'], 'session'> => ({
  limit: Number(query.limit ?? STANDARD_LIMIT),
  after: query.after ?? null,
});

export class GrownQuery {
  @IsOptional()
  @Formed(/^(?:0|[1-9]\d{0,5})$/, 'How many rows the client has: `next` of the page before.', false)
  from?: string;
}

export class EntriesQuery {
  @OneOf(
    chains,
    '`directory`: who may do what; `peers`: which neighbours this State confirmed; `retention`: what is held and what is to be erased, for auditors and administrators.',
  )
  chain: ChainName;

  @IsOptional()
  @Formed(/^[A-Z]{2}$/, 'A confirmed neighbour, for its directory; otherwise this State.', false)
  state?: string;

  @IsOptional()
  @Formed(
    /^(?:[0-9A-F]{40}|[0-9A-F]{64})$/,
    'A root that the neighbour had when something was exchanged with it; otherwise the one it has.',
    false,
  )
  root?: string;

  @IsOptional()
  @Formed(
    /^(?:0|[1-9]\d{0,5})$/,
    'How many entries the client knows: the page begins there.',
    false,
  )
  from?: string;
}

type Chain = Omit<Calls['requests.directory']['in'], 'session' | 'chain'> & {
  readonly chain: ChainName;
};

export const chainOf = ({ chain, state, root, from }: EntriesQuery): Chain => ({
  chain,
  state: state === undefined ? null : parseStateCode(state),
  root: root === undefined ? null : parseFingerprint(root),
  from: Number(from ?? 0),
});

export class PurposeQuery {
  @OneOf(deskPurposes, 'Why the officer reads; logged before anything is shown.')
  purpose: Purpose;
}

/** A page of a list. */
export class ListQuery extends PageQuery {
  @OneOf(deskPurposes, 'Why the officer reads; logged before anything is shown.')
  purpose: Purpose;
}

export const listOf = (query: ListQuery): Page & { readonly purpose: Purpose } => ({
  purpose: query.purpose,
  ...pageOf(query),
});

export class ThreadAddress {
  @Formed(uuid7, 'Thread id.')
  thread: string;
}
