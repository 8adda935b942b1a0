export class BoundedMap<V> {
  private readonly rows = new Map<string, V>();

  constructor(private readonly limit: number) {}

  get size(): number {
    return this.rows.size;
  }

  get(key: string): V | undefined {
    return this.rows.get(key);
  }

  set(key: string, value: V): void {
    this.rows.delete(key);
    this.rows.set(key, value);
    if (this.rows.size <= this.limit) return;
    for (const oldest of this.rows.keys()) {
      this.rows.delete(oldest);
      return;
    }
  }

  delete(key: string): void {
    this.rows.delete(key);
  }
}
