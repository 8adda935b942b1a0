import {
  askedToo,
  Bytes,
  call,
  desksToo,
  Flag,
  keepingRefusals,
  Nothing,
  Parsed,
  Part,
  purposeful,
  Text,
  uuid,
  Whole,
} from '#contract';
import { documentLimits, parseSha256, parseSha512, type Sha256, type Sha512 } from '#kernel';
import { DocumentAsked } from '#capabilities/requests/documents.contract';
import { AttachmentView } from './attachments.contract.js';
import { transferPiece } from './pieces.model.js';
import { Scan } from '#capabilities/attachments/scans/scan.contract';

export class AttachmentAsked extends DocumentAsked {
  @Whole({
    min: 0,
    max: documentLimits.attachments - 1,
    description: 'Position of the attachment in its document, from 0.',
  })
  readonly position: number;
}

export class PieceAsked extends AttachmentAsked {
  @Whole({ min: 0, description: 'The first chunk wanted.' })
  readonly chunk: number;
}

export class AttachmentPiece {
  @Bytes(transferPiece.bytes, { min: 0 })
  readonly bytes: Uint8Array;
  @Flag()
  readonly last: boolean;
  @Part(() => AttachmentView)
  readonly attachment: AttachmentView;
  @Flag({
    description: 'Said with chunk 0: its bytes are not what its name or its media type says.',
  })
  readonly differs: boolean;
}

export class UploadBegun {
  @Whole({ min: 1, description: 'Bytes that will come.' })
  readonly size: number;
}

export class OpenUpload {
  @Text({ pattern: uuid })
  readonly upload: string;
}

export class UploadPiece extends OpenUpload {
  @Whole({ min: 0, description: 'Of the piece, in order from 0.' })
  readonly index: number;
  @Bytes(transferPiece.bytes)
  readonly bytes: Uint8Array;
}

export class UploadView {
  @Text({
    description: 'Its id, for `uploads` of a signed document.',
    example: '0190a0b0-0000-7000-8000-000000000004',
  })
  readonly upload: string;
  @Whole({ min: 0, description: 'Bytes.' })
  readonly size: number;
  @Parsed(parseSha256)
  readonly sha256: Sha256;
  @Parsed(parseSha512)
  readonly sha512: Sha512;
  @Part(() => Scan)
  readonly scan: Scan;
}

export const readAttachment = call('attachment', PieceAsked, AttachmentPiece, {
  requests: purposeful(desksToo),
  inbox: purposeful(askedToo),
});

const uploading = { requests: desksToo };
// Refusals here are client faults, not attempts to see a case, so they are not logged.
export const beginUpload = keepingRefusals(
  call('upload-begin', UploadBegun, OpenUpload, uploading),
);
export const sendPiece = keepingRefusals(call('upload-chunk', UploadPiece, Nothing, uploading));
export const finishUpload = keepingRefusals(
  call('upload-finish', OpenUpload, UploadView, uploading),
);

export const transferCalls = [readAttachment, beginUpload, sendPiece, finishUpload];
