import type { Crossed, Directory, Document, Envelope } from '#model';
import type { Crossing } from '#cases';

/** What is kept of a document's way over the border, by the directory of its State as of then. Pure. */
export function crossingOf(
  sealed: Pick<Crossing, 'envelope' | 'envelopeSignature'> & { readonly said: Envelope },
  { id, from, composedAt }: Document,
  directory: Directory,
): Crossing {
  const { envelope, envelopeSignature, said } = sealed;
  return {
    dispatch: id,
    ...{ envelope, envelopeSignature },
    directory: said.directory,
    posting: directory.posting(from.officer, from.authority, composedAt) ?? null,
  };
}

/** As it is shown beside the document. */
export const crossedBy = (crossing: Crossing | undefined): Crossed => ({
  envelope: crossing?.envelope ?? null,
  envelopeSignature: crossing?.envelopeSignature ?? null,
});
