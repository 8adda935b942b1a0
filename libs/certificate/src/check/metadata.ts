import { streamAt } from '../pdf/file.js';
import { type Document, isNamed } from './document.js';

function packetOf({ file, catalog }: Document): string | undefined {
  const stream = streamAt(file, catalog.get('Metadata'));
  if (stream === undefined || !isNamed(stream.dict.get('Type'), 'Metadata')) return undefined;
  if (!isNamed(stream.dict.get('Subtype'), 'XML')) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(stream.data);
  } catch {
    return undefined;
  }
}

function isNested(xml: string): boolean {
  const open: string[] = [];
  for (const [, slash, name = '', rest = ''] of xml.matchAll(/<(\/?)([A-Za-z:]+)([^>]*)>/g))
    if (slash === '/') {
      if (open.pop() !== name) return false;
    } else if (!rest.endsWith('/')) open.push(name);
  return open.length === 0;
}

/** True when the metadata are one UTF-8 XMP packet whose header has no size or encoding attribute (ISO 19005-3, 6.6.2.1). */
export function metadata(document: Document): boolean {
  const packet = packetOf(document);
  if (packet === undefined) return false;
  const begin = /^<\?xpacket begin="\ufeff?" id="W5M0MpCehiHzreSzNTczkc9d"\?>/.test(packet);
  return begin && /<\?xpacket end="[rw]"\?>\s*$/.test(packet) && isNested(packet);
}

/** True when the metadata declare PDF/A part 3, conformance B, in the namespace `pdfaid` (ISO 19005-3, 6.6.4). */
export function identification(document: Document): boolean {
  const packet = packetOf(document) ?? '';
  return (
    packet.includes('xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"') &&
    /<pdfaid:part>3<\/pdfaid:part>/.test(packet) &&
    /<pdfaid:conformance>B<\/pdfaid:conformance>/.test(packet)
  );
}
