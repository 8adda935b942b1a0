import { leafIn, type OwnSide, type SaidByLeaf } from '#package';
import type { Gathered } from './packing.service.js';

export function ownSideOf({ gathering, opened, leaves }: Gathered): OwnSide {
  const shown = new Set(
    gathering.index.events.flatMap(({ index, withheld }) => (withheld === null ? [index] : [])),
  );
  const placed = leaves.filter(({ index }) => shown.has(index));
  const carried = new Map<unknown, { readonly said: SaidByLeaf; readonly at: number }>();
  for (const { index, bytes } of placed) {
    const found = leafIn(bytes, index);
    if (found?.read.typ === 'msg.accepted')
      carried.set(found.said.data['messageId'], { said: found.said, at: found.read.at });
  }
  return {
    messages: gathering.messages.map(({ direction, message, document }) => {
      const kept = opened.get(message)?.bytes;
      const said = kept?.said;
      return {
        ...{ direction, message, document, carried: carried.get(message) },
        files: {
          ...{ document: said?.document, signature: said?.signature },
          ...{ certificate: said?.certificate, envelope: kept?.envelope },
        },
      };
    }),
    leaves: new Map(placed.map(({ index, bytes }) => [index, bytes])),
  };
}
