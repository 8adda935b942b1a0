import { CodedError, type CodeTable, type Detail } from '#kernel';

export const brokerCodes = {
  LAYOUT_INVALID: {
    action: 'refuse',
    status: 422,
    title: 'The broker layout is not complete or contradicts itself.',
    remedy: 'Correct the value named in the detail; no configuration was written.',
  },
  CONNECT_FAILED: {
    action: 'retry',
    status: 503,
    title: 'The broker of this gateway did not accept the connection.',
    remedy:
      'Check that the broker runs and that its certificate and the service key belong together.',
  },
} as const satisfies CodeTable;

export type BrokerCode = keyof typeof brokerCodes;

export class BrokerError extends CodedError<BrokerCode> {
  constructor(code: BrokerCode, detail?: Detail, cause?: unknown) {
    super(code, brokerCodes, detail, cause);
  }
}
