import type { FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';
import { parseDocumentId, parseThreadId } from '#kernel';
import type { Calls } from '#capabilities/calls';
import type { Download, Downloader } from '../download.js';
import type { AttachmentAddress, PurposeQuery } from '../forms/addresses.js';

type Place = Omit<Calls['requests.attachment']['in'], 'chunk'>;

export const placeOf = (
  session: string,
  address: AttachmentAddress,
  query: PurposeQuery,
): Place => ({
  session,
  purpose: query.purpose,
  thread: parseThreadId(address.thread),
  dispatch: parseDocumentId(address.dispatch),
  position: Number(address.position),
});

/** Sets the headers of a download and gives its content. */
export async function sendAttachment(
  downloader: Downloader,
  pattern: 'requests.attachment' | 'inbox.attachment',
  place: Place,
  reply: FastifyReply,
): Promise<Readable> {
  const { headers, content }: Download = await downloader.download(pattern, place);
  reply.headers(headers);
  return content;
}
