import { openSignature, type Sealed } from '#cms';
import { catalogOf, dictAt, readPdf, resolved, streamAt } from '../pdf/file.js';
import { listed } from '../pdf/values.js';

export interface SealedDocument {
  readonly machineForm: Uint8Array | undefined;
  readonly seal: Sealed | undefined;
}

function machineFormIn(pdf: Uint8Array): Uint8Array | undefined {
  const file = readPdf(pdf);
  const [only, ...more] = listed(resolved(file, catalogOf(file).get('AF')));
  const content = dictAt(file, dictAt(file, only).get('EF')).get('F');
  return more.length > 0 ? undefined : streamAt(file, content)?.data;
}

/** Returns the signature at the start of the reserved space `room`; undefined if malformed or followed by non-zero bytes. */
function signatureIn(room: Buffer): Buffer | undefined {
  if (room.length < 4 || room.readUInt16BE(0) !== 0x3082) return undefined;
  const size = 4 + room.readUInt16BE(2);
  return room.subarray(size).every((byte) => byte === 0) ? room.subarray(0, size) : undefined;
}

/**
 * Extracts the last signature and all other bytes; undefined unless its `/ByteRange` covers exactly these. Does not verify
 * the signature.
 */
function coveredBy(
  pdf: Buffer,
): { readonly covered: Buffer; readonly signature: Buffer } | undefined {
  const found = [
    ...pdf.toString('latin1').matchAll(/\/ByteRange \[(0) (\d{1,10}) (\d{1,10}) (\d{1,10}) *\]/g),
  ];
  const [, , end, from, rest] = (found.at(-1) ?? []).map(Number);
  if (end === undefined || from === undefined || rest === undefined) return undefined;
  if (from < end || from + rest !== pdf.length) return undefined;
  const hex = pdf.toString('latin1', end, from);
  if (!/^<(?:[0-9A-F]{2})*>$/.test(hex)) return undefined;
  const signature = signatureIn(Buffer.from(hex.slice(1, -1), 'hex'));
  if (signature === undefined) return undefined;
  return {
    covered: Buffer.concat([pdf.subarray(0, end), pdf.subarray(from)]),
    signature,
  };
}

function sealOf(pdf: Buffer): Sealed | undefined {
  const parts = coveredBy(pdf);
  const seal = parts && openSignature(parts.signature, 'NO_TIME');
  return parts !== undefined && seal?.holds(parts.covered) === true ? seal : undefined;
}

export function openDocument(pdf: Uint8Array): SealedDocument {
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch {
      // Bytes that cause any failure are no valid document.
      return undefined;
    }
  };
  return {
    machineForm: attempt(() => machineFormIn(pdf)),
    seal: attempt(() => sealOf(Buffer.from(pdf))),
  };
}
