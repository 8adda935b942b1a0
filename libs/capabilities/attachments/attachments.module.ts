import { Module, type BeforeApplicationShutdown } from '@nestjs/common';
import { ReadAttachment } from './read-attachment.service.js';
import { AttachmentsHandlers, UploadsHandlers } from './transfers.handlers.js';
import { UploadAttachment } from './upload-attachment.service.js';

const services = [ReadAttachment, UploadAttachment];

const handlers = [AttachmentsHandlers, UploadsHandlers];

@Module({ controllers: handlers, providers: services, exports: services })
export class AttachmentsModule implements BeforeApplicationShutdown {
  constructor(private readonly uploads: UploadAttachment) {}

  beforeApplicationShutdown(): Promise<void> {
    return this.uploads.close();
  }
}
