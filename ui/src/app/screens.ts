// What the router shows: the `Screen.svelte` of each folder of screens.
import type { Component } from 'svelte';
import type { ScreenName } from './router.svelte';

const found = import.meta.glob<{ default: Component }>('../screens/*/Screen.svelte', { eager: true });

/** The component of a screen: `screens/<name>/Screen.svelte`. */
export function componentOf(screen: ScreenName): Component | null {
  return found[`../screens/${screen}/Screen.svelte`]?.default ?? null;
}
