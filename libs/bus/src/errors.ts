import { CodedError, type CodeTable, type Detail } from '#kernel';

export const busCodes = {
  BUS_VALUE: {
    action: 'refuse',
    status: 422,
    title: 'A value cannot travel on the internal bus.',
    remedy: 'Send plain JSON values and byte arrays within the limits named in the detail.',
  },
  BUS_FRAME: {
    action: 'alarm',
    status: 502,
    title: 'A frame on the internal bus is damaged or of another version.',
    remedy: 'Check that all services of this gateway run the same release.',
  },
  BUS_TIMEOUT: {
    action: 'retry',
    status: 504,
    title: 'A service of this gateway did not answer in time.',
    remedy: 'Look whether the action took effect before repeating it.',
  },
  SERVICE_UNAVAILABLE: {
    action: 'retry',
    status: 503,
    title: 'A service of this gateway is not running.',
    remedy: 'Try again; if it lasts, look at the status of the services.',
  },
  SERVICE_BUSY: {
    action: 'retry',
    status: 503,
    title: 'A service of this gateway has as much work as it can hold.',
    remedy: 'Try again in a few seconds.',
  },
  SERVICE_FAILED: {
    action: 'alarm',
    status: 500,
    title: 'A service of this gateway failed in a way it does not know.',
    remedy: 'Look at the log of the service at the time of the answer.',
  },
} as const satisfies CodeTable;

export type BusCode = keyof typeof busCodes;

export class BusError extends CodedError<BusCode> {
  constructor(code: BusCode, detail?: Detail, cause?: unknown) {
    super(code, busCodes, detail, cause);
  }
}
