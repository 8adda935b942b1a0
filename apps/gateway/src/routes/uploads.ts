import { Controller, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import type { Calls } from '#capabilities/calls';
import { Route, Session } from '../access.js';
import { Answers } from '../answers/members.js';
import { UploadAnswer } from '../answers/files.js';
import { GatewayError } from '../errors.js';
import { Uploader } from '../upload.js';

/** Attachments on their way in; kept only when a document names them. */
@ApiTags('uploads')
@Controller()
export class UploadsController {
  constructor(private readonly uploader: Uploader) {}

  @Route('POST /api/v1/uploads')
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Answers(UploadAnswer, 201)
  upload(
    @Session() session: string,
    @Req() request: FastifyRequest,
  ): Promise<Calls['requests.upload-finish']['out']> {
    const length = request.headers['content-length'];
    if (request.body instanceof Readable)
      return this.uploader.upload(session, length, request.body);
    const empty = length === undefined || length === '0';
    throw new GatewayError(empty ? 'LENGTH_REQUIRED' : 'MEDIA_TYPE_REFUSED');
  }
}
