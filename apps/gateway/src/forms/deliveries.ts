import { Formed, uuid7 } from './fields.js';

export class DeliveryAddress {
  @Formed(uuid7, 'Id of the document, as it was answered when it was handed in.')
  dispatch: string;
}
