type End = () => Promise<void>;

const ends = new Set<End>();

/** Ends what was started, should the run fail before it is ended in its turn. Returns how to forget it. */
export function atTheEnd(end: End): () => void {
  ends.add(end);
  return () => void ends.delete(end);
}

/** Ends everything that still runs, the newest first, whatever fails meanwhile. */
export async function endAll(): Promise<void> {
  const left = [...ends].reverse();
  ends.clear();
  for (const end of left) await end().catch(() => undefined);
}
