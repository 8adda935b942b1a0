type End = () => Promise<void>;

const ends = new Set<End>();

export function atTheEnd(end: End): () => void {
  ends.add(end);
  return () => void ends.delete(end);
}

export async function endAll(): Promise<void> {
  const left = [...ends].reverse();
  ends.clear();
  for (const end of left) await end().catch(() => undefined);
}
