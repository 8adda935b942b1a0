import { Formed, uuid7 } from './fields.js';

export class BroadcastAddress {
  @Formed(uuid7, 'Id of the broadcast, as its requests have it.')
  broadcast: string;
}
