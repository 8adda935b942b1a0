import type { Authenticated, Sha256, Sha512 } from '#kernel';
import type { Scan } from './scan.contract.js';

/** A file comes piece by piece, before the document that names it. */
export interface UploadCalls {
  'requests.upload-begin': {
    in: Authenticated & { readonly size: number };
    out: { readonly upload: string };
  };
  'requests.upload-chunk': {
    in: Authenticated & {
      readonly upload: string;
      readonly index: number;
      readonly bytes: Uint8Array;
    };
    out: Record<string, never>;
  };
  'requests.upload-finish': {
    in: Authenticated & { readonly upload: string };
    out: {
      readonly upload: string;
      readonly size: number;
      readonly sha256: Sha256;
      readonly sha512: Sha512;
      readonly scan: Scan;
    };
  };
}
