import { asAdmin, type Admin, type Connection } from '#store';

/** The owner of a database, asked many times a second: over one connection, since each new one costs two hundredths of a core. */
export class HeldAdmin {
  #held: Promise<Admin> | undefined;
  readonly #ends: (() => Promise<void>)[] = [];

  constructor(private readonly connection: Connection) {}

  async query<T>(sql: string, params: readonly unknown[]): Promise<T[]> {
    const held = (this.#held ??= this.#hold());
    try {
      return (await (await held).query(sql, params)) as T[];
    } catch (error) {
      // It may be broken: what is asked next goes over another one.
      if (this.#held === held) this.#held = undefined;
      throw error;
    }
  }

  async end(): Promise<void> {
    this.#held = undefined;
    await Promise.all(this.#ends.splice(0).map((end) => end()));
  }

  #hold(): Promise<Admin> {
    return new Promise((resolve, reject) => {
      let release = (): void => undefined;
      const released = new Promise<void>((done) => (release = done));
      const ended = asAdmin(this.connection, (admin) => {
        resolve(admin);
        return released;
      });
      ended.catch(reject);
      this.#ends.push(() => {
        release();
        return ended;
      });
    });
  }
}
