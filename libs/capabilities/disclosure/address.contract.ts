import { Parsed } from '#contract';
import {
  parseAuthorityId,
  parseStateCode,
  type AuthorityAddress,
  type AuthorityId,
  type StateCode,
} from '#kernel';

export class AddressView implements AuthorityAddress {
  @Parsed(parseStateCode)
  readonly state: StateCode;
  @Parsed(parseAuthorityId)
  readonly authority: AuthorityId;
}
