import { parseDocumentId } from '#kernel';
import type { Calls } from '#capabilities/calls';
import { listOf, type ListQuery } from './addresses.js';
import { Formed, uuid7 } from './fields.js';

export class BroadcastAddress {
  @Formed(uuid7, 'Id of the broadcast, as its requests have it.')
  broadcast: string;
}

export class CopyAddress {
  @Formed(uuid7, 'Id of the copied document.')
  dispatch: string;
}

export const copiesOf = (query: ListQuery): Omit<Calls['inbox.copies']['in'], 'session'> => {
  const { purpose, limit, before } = listOf(query);
  return { purpose, limit, before: before === null ? null : parseDocumentId(before) };
};
