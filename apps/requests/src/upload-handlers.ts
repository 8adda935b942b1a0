import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { Sessions } from '#capabilities/sessions/sessions.service';
import { UploadAttachment } from '#capabilities/attachments/upload-attachment.service';
import type { Calls, Pattern } from '#capabilities/calls';

type In<P extends Pattern> = Calls[P]['in'];
type Out<P extends Pattern> = Promise<Calls[P]['out']>;

/** Attachments, piece by piece, of the officers of both desks; encrypted here, before anything touches the disk. */
@Controller()
export class UploadHandlers {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(UploadAttachment) private readonly uploads: UploadAttachment,
  ) {}

  @MessagePattern('requests.upload-begin')
  async begin(input: In<'requests.upload-begin'>): Out<'requests.upload-begin'> {
    const { session } = await this.sessions.require('requests.upload-begin', input);
    return this.uploads.begin(session, input.size);
  }

  @MessagePattern('requests.upload-chunk')
  async chunk(input: In<'requests.upload-chunk'>): Out<'requests.upload-chunk'> {
    const { session } = await this.sessions.require('requests.upload-chunk', input);
    await this.uploads.chunk(session, input.upload, input.index, input.bytes);
    return {};
  }

  @MessagePattern('requests.upload-finish')
  async finish(input: In<'requests.upload-finish'>): Out<'requests.upload-finish'> {
    const { session } = await this.sessions.require('requests.upload-finish', input);
    return this.uploads.finish(session, input.upload);
  }
}
