import { fromBER, Integer } from 'asn1js';
import { TimeStampReq, TSTInfo } from 'pkijs';
import { policies } from './time-authority.js';

type Members = Partial<NonNullable<ConstructorParameters<typeof TSTInfo>[0]>>;

/** The TSTInfo with which an authority would answer a question now, but for what is given. */
export function tstInfo(query: Buffer, members: Members = {}): Buffer {
  const { messageImprint, nonce } = new TimeStampReq({
    schema: fromBER(Uint8Array.from(query)).result,
  });
  const made = new TSTInfo({
    version: 1,
    policy: policies.usual,
    messageImprint,
    serialNumber: new Integer({ value: 5 }),
    genTime: new Date(),
    ...(nonce === undefined ? {} : { nonce }),
    ...members,
  });
  return Buffer.from(made.toSchema().toBER());
}
