import type { Sources } from '#capabilities/capability';
import type { Uploads } from '#capabilities/attachments/uploads.rows';
import type { AttachmentReader } from '#objects';
import type { Tx } from '#store';
import type { NewAttachment } from '#threads';
import { ofFiles } from '../capabilities.js';
import { requireAllowed } from '../run-capabilities.js';
import type { HandedItem, Submitting } from './submitting.js';

export class TakeFiles {
  constructor(
    private readonly uploads: Uploads,
    private readonly reader: AttachmentReader,
  ) {}

  assignUploads(tx: Tx, { input, document }: Submitting): Promise<NewAttachment[]> {
    return this.uploads.assignUploads(tx, input.uploads, document.attachments, document.id);
  }

  async judge(sources: Sources, item: HandedItem, files: readonly NewAttachment[]): Promise<void> {
    const withFiles = { ...sources, reader: this.reader };
    await requireAllowed(ofFiles, withFiles, { ...item, files }, 'INTAKE');
  }
}
