import { Controller, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import {
  Asked,
  deskAddresses,
  DownloadRoute,
  From,
  inThread,
  joined,
  UploadRoute,
  type Caller,
} from '#api';
import {
  AttachmentAsked,
  beginUpload,
  finishUpload,
  readAttachment,
  sendPiece,
  type UploadView,
} from '#capabilities/attachments/transfers.contract';
import { differsHeader, Downloader, scanHeader } from '../files/download.js';
import { GatewayError } from '../errors.js';
import { Uploader } from '../files/upload.js';

@ApiTags('attachments')
@Controller(deskAddresses)
export class AttachmentsController {
  constructor(private readonly downloader: Downloader) {}

  @DownloadRoute(':thread/dispatches/:dispatch/attachments/:position', readAttachment, {
    summary: 'Fetch an attachment',
    description: 'Its bytes; the export is logged before the first of them.',
    refuses: joined(inThread, {
      409: [
        'ATTACHMENT_INCOMPLETE',
        'ATTACHMENT_NOT_COMPLETE',
        'ATTACHMENT_REFUSED',
        'RELEASE_NEEDED',
      ],
      410: ['ITEM_RECALLED'],
      422: ['ATTACHMENT_INFECTED'],
    }),
    asked: AttachmentAsked,
    headers: {
      [differsHeader]: {
        description:
          'There only when the bytes are not what the name or the media type says: mind what opens the file.',
        schema: { type: 'string', enum: ['?1'] },
      },
      [scanHeader]: {
        description:
          'What the antivirus scanner of this State says (RFC 8941): `CLEAN` or `NOT_SCANNED`, with `reason`, `engine` and `at`. What it found something in is refused.',
        schema: { type: 'string' },
      },
    },
  })
  async fetch(
    @From() caller: Caller,
    @Asked() asked: AttachmentAsked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readable> {
    const { headers, content } = await this.downloader.download(caller, asked);
    reply.headers(headers);
    return content;
  }
}

@ApiTags('attachments')
@Controller('api/v1/uploads')
export class UploadsController {
  constructor(private readonly uploader: Uploader) {}

  @UploadRoute('', [beginUpload, sendPiece, finishUpload], {
    summary: 'Upload an attachment',
    description:
      'Its bytes as they are. They are kept only when a signed document names the upload.',
    refuses: {
      404: ['UPLOAD_NOT_OPEN'],
      409: ['UPLOAD_OUT_OF_ORDER'],
      413: ['OBJECT_TOO_LARGE'],
      422: ['ATTACHMENT_INFECTED', 'OBJECT_SIZE_MISMATCH'],
      429: ['UPLOAD_LIMIT'],
    },
  })
  upload(@From() caller: Caller, @Req() request: FastifyRequest): Promise<UploadView> {
    const length = request.headers['content-length'];
    if (request.body instanceof Readable) return this.uploader.upload(caller, length, request.body);
    const empty = length === undefined || length === '0';
    throw new GatewayError(empty ? 'LENGTH_REQUIRED' : 'MEDIA_TYPE_REFUSED');
  }
}
