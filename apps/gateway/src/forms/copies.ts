import { parseDocumentId, purposes, type Calls, type Purpose } from '#model';
import { pageOf, PageQuery } from './addresses.js';
import { Formed, OneOf, uuid7 } from './fields.js';

export class BroadcastAddress {
  @Formed(uuid7, 'Id of the broadcast, as its requests have it.')
  broadcast: string;
}

export class CopyAddress {
  @Formed(uuid7, 'Id of the copied document.')
  dispatch: string;
}

export class WithheldQuery extends PageQuery {
  @OneOf(purposes, 'Why the supervisor reads; logged before anything is shown.')
  purpose: Purpose;
}

export const copiesOf = (query: PageQuery): Omit<Calls['inbox.copies']['in'], 'session'> => {
  const { limit, before } = pageOf(query);
  return { limit, before: before === null ? null : parseDocumentId(before) };
};
