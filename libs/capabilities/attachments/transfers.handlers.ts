import { Controller } from '@nestjs/common';
import type { Session } from '#access';
import type { Nothing } from '#contract';
import { AskedOf, Handles, Officer } from '#service';
import { ReadAttachment } from './read-attachment.service.js';
import {
  beginUpload,
  finishUpload,
  OpenUpload,
  PieceAsked,
  readAttachment,
  sendPiece,
  UploadBegun,
  UploadPiece,
  type AttachmentPiece,
  type UploadView,
} from './transfers.contract.js';
import { UploadAttachment } from './upload-attachment.service.js';

@Controller()
export class AttachmentsHandlers {
  constructor(private readonly files: ReadAttachment) {}

  @Handles(readAttachment)
  piece(@Officer() officer: Session, @AskedOf() asked: PieceAsked): Promise<AttachmentPiece> {
    return this.files.chunk(officer, asked);
  }
}

@Controller()
export class UploadsHandlers {
  constructor(private readonly uploads: UploadAttachment) {}

  @Handles(beginUpload)
  begin(@Officer() officer: Session, @AskedOf() { size }: UploadBegun): Promise<OpenUpload> {
    return this.uploads.begin(officer, size);
  }

  @Handles(sendPiece)
  async piece(@Officer() officer: Session, @AskedOf() asked: UploadPiece): Promise<Nothing> {
    await this.uploads.chunk(officer, asked.upload, asked.index, asked.bytes);
    return {};
  }

  @Handles(finishUpload)
  finish(@Officer() officer: Session, @AskedOf() { upload }: OpenUpload): Promise<UploadView> {
    return this.uploads.finish(officer, upload);
  }
}
