// The ports the desk knows, shared by every field that takes one.
import type { Port } from '../contract';
import { host } from '../host';

class PortStore {
  all = $state.raw<Port[]>([]);
  #asked = false;

  /** Fetches the list once; `again` after it was changed. */
  async load(again = false): Promise<void> {
    if (this.#asked && !again) return;
    this.#asked = true;
    try {
      this.all = await host.call('ports', {});
    } catch {
      this.#asked = false;
    }
  }

  /** `Newark, NJ`; empty where the desk does not know the port. */
  name(code: string): string {
    const port = this.all.find((p) => p.code === code.trim());
    return port ? [port.name, port.state].filter(Boolean).join(', ') : '';
  }
}

export const ports = new PortStore();
