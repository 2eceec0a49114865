// The keys of the window. A screen adds its own while it is shown; a key never acts while somebody types.
import { chord, typing } from './chord';
import { PLACES } from './places';
import { go } from './router.svelte';

export interface Binding {
  /** `Ctrl+K`, `?`, `e`, `g s`. */
  keys: string;
  what: string;
  run: () => void;
  /** Also while a text field has the focus. */
  whileTyping?: boolean;
}

class Keymap {
  /** Keys of the window itself and of the screen that is shown. */
  window: Binding[] = $state.raw([]);
  screen: Binding[] = $state.raw([]);
  /** `g` was pressed and waits for its letter. */
  pending = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The truth behind `screen`: what goes away as another comes would otherwise read the state before both, and drop the other's keys. */
  #bound: Binding[] = [];

  /** Adds the keys of a screen; call the answer when it goes away. */
  use(bindings: Binding[]): () => void {
    this.#bound = [...this.#bound, ...bindings];
    this.screen = this.#bound;
    return () => {
      this.#bound = this.#bound.filter((b) => !bindings.includes(b));
      this.screen = this.#bound;
    };
  }

  /** Acts on a key. Answers whether it did. */
  press(event: KeyboardEvent): boolean {
    if (event.defaultPrevented || event.isComposing || ['Control', 'Shift', 'Alt', 'Meta'].includes(event.key)) return false;
    const busy = typing(event.target);
    if (document.querySelector('dialog[open]')) return false;
    let keys = chord(event);
    if (this.pending) {
      keys = `g ${keys}`;
      this.#settle();
    } else if (keys === 'g' && !busy) {
      this.pending = true;
      this.#timer = setTimeout(() => this.#settle(), 1500);
      return true;
    }
    const hit = [...this.screen, ...this.window].find((b) => b.keys === keys && (!busy || b.whileTyping));
    if (!hit) return false;
    event.preventDefault();
    hit.run();
    return true;
  }

  #settle(): void {
    clearTimeout(this.#timer);
    this.pending = false;
  }
}

export const keymap = new Keymap();

/** `g s`, `g i` …: one for every place. */
export const placeBindings: Binding[] = PLACES.map((place) => ({
  keys: `g ${place.key}`,
  what: `Go to ${place.label}`,
  run: () => go(place.screen),
}));
